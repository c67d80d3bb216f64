use std::fs;

use serde_json::{Value, json};

use super::*;
use crate::transcript::notes::MAX_ROWS;
use crate::transcript::{NOTE_BYTES, Notes, Reader, notes_path};

fn reader(path: &Path) -> Reader {
    write(path, &messages(20), WriterOptions { replace: true, ..WriterOptions::default() });
    Reader::open(path).unwrap()
}

#[test]
fn notes_round_trip_and_unknown_fields_are_preserved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let reader = reader(&path);
    let mut notes = Notes::load(&reader).unwrap();
    notes.save().unwrap();
    assert!(!notes_path(&path).exists(), "no file without notes");
    notes.pin(3, true);
    notes.pin(12, true);
    notes.annotate(12, "The login was Refused").unwrap();
    notes.annotate(7, "slow").unwrap();
    notes.annotate(9, "gone").unwrap();
    notes.annotate(9, "").unwrap();
    notes.save().unwrap();

    let file = notes_path(&path);
    let mut json: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(json["wirelark_notes"], 1);
    assert_eq!(json["rows"]["12"], json!({"pinned": true, "note": "The login was Refused"}));
    json["later"] = json!([1.50]);
    json["rows"]["3"]["colour"] = json!("red");
    fs::write(&file, json.to_string()).unwrap();

    let mut notes = Notes::load(&reader).unwrap();
    assert_eq!(notes.pinned(), [3, 12]);
    assert_eq!(notes.with_note("refused"), [12]);
    assert_eq!(notes.with_note(""), [7, 12]);
    assert!(notes.get(9).is_none());
    notes.pin(3, false);
    notes.pin(12, false);
    notes.save().unwrap();
    let json: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!((&json["later"], &json["rows"]["3"]), (&json!([1.5]), &json!({"colour": "red"})));
    assert!(Notes::load(&reader).unwrap().pinned().is_empty());
    let too_long = notes.annotate(1, &"x".repeat(70_000)).unwrap_err();
    assert_eq!(too_long.code(), "notes_too_long");
}

#[test]
fn a_damaged_or_newer_file_is_rejected_and_left_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let reader = reader(&path);
    for (text, code) in [
        ("{\"wirelark_notes\": 1,\n \"rows\": {\"x\": {}}}", "notes_damaged"),
        ("{", "notes_damaged"),
        ("{}", "notes_damaged"),
        ("{\"wirelark_notes\": 2, \"rows\": []}", "notes_newer"),
    ] {
        fs::write(notes_path(&path), text).unwrap();
        assert_eq!(Notes::load(&reader).unwrap_err().code(), code, "{text}");
        assert_eq!(fs::read_to_string(notes_path(&path)).unwrap(), text);
    }
}

#[test]
fn a_new_transcript_does_not_inherit_notes_of_the_same_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut old = Notes::load(&reader(&path)).unwrap();
    old.pin(1, true);
    old.save().unwrap();
    let mut new = Notes::load(&reader(&path)).unwrap();
    assert!(new.is_of_another());
    assert!(new.pinned().is_empty());
    new.save().unwrap();
    assert!(fs::read_to_string(notes_path(&path)).unwrap().contains("\"1\""), "not yet set aside");
    new.pin(2, true);
    new.save().unwrap();
    assert!(!new.is_of_another());
    let aside = folder.path().join("a.wlt.notes.json.old");
    assert!(fs::read_to_string(aside).unwrap().contains("\"1\""));
    assert_eq!(Notes::load(&Reader::open(&path).unwrap()).unwrap().pinned(), [2]);
}

/// Behaves like a read-only folder, but also for a superuser.
#[test]
fn a_write_error_suggests_copying_the_transcript() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut notes = Notes::load(&reader(&path)).unwrap();
    notes.pin(1, true);
    fs::create_dir(notes_path(&path)).unwrap();
    let error = notes.save().unwrap_err();
    assert_eq!(error.code(), "notes_write");
    assert!(error.to_string().contains("copy the transcript"), "{error}");
}

#[test]
fn hostile_06_notes_files_are_limited_in_rows_and_values() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let reader = reader(&path);
    let rows = |count: usize, row: &str| {
        let rows: Vec<_> = (0..count).map(|n| format!("\"{n}\":{row}")).collect();
        format!("{{\"wirelark_notes\": 1, \"rows\": {{{}}}}}", rows.join(","))
    };
    let long = format!("{{\"note\": \"{}\"}}", "x".repeat(NOTE_BYTES + 1));
    for (text, says) in [
        (rows(MAX_ROWS + 1, "{\"pinned\": true}"), "more than 100000 rows"),
        (rows(1, &format!("{{\"x\": [{}0]}}", "0,".repeat(8 * MAX_ROWS))), "800000 values"),
        (rows(1, &long), "longer than 65536 bytes"),
    ] {
        fs::write(notes_path(&path), text).unwrap();
        let error = Notes::load(&reader).unwrap_err();
        assert_eq!(error.code(), "notes_damaged");
        assert!(error.to_string().contains(says), "{error}");
    }
    fs::write(notes_path(&path), rows(MAX_ROWS, "{\"pinned\": true}")).unwrap();
    let mut notes = Notes::load(&reader).unwrap();
    notes.pin(MAX_ROWS as u32 + 1, true);
    assert_eq!(notes.save().unwrap_err().code(), "notes_write");
}
