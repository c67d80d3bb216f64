//! The sessions of tests/sessions: each file opens and has the rows that its JSON lists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wirelark_tests::cli::Cli;
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions")
}

/// The names of the files with this ending, without it.
fn named(ending: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder()).expect("list the folder");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("UTF-8"));
    names.filter_map(|name| Some(name.strip_suffix(ending)?.to_owned())).collect()
}

/// The recorded rows, read from a copy: opening a transcript writes its index beside it.
fn recorded(name: &str) -> Vec<Row> {
    let bytes = std::fs::read(folder().join(format!("{name}.wlt"))).expect("read the transcript");
    assert!(bytes.len() < 30_000, "{name} has {} bytes", bytes.len());
    rows_of(&Scratch::new().file("session.wlt", bytes))
}

fn described(name: &str) -> Value {
    let text = std::fs::read(folder().join(format!("{name}.json"))).expect("read the JSON");
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn each_session_has_the_rows_that_its_json_lists() {
    let names = named(".wlt");
    assert!(names.len() >= 13 && names == named(".json"), "{names:?}");
    for name in &names {
        let (rows, description) = (recorded(name), described(name));
        let listed = description["rows"].as_array().expect("a list");
        assert!((10..=60).contains(&rows.len()) && rows.len() == listed.len(), "{name}");
        for (row, listed) in rows.iter().zip(listed) {
            assert_eq!(listed["row"], row.row, "{name}");
            let place = format!("{name}, row {}", row.row);
            assert_eq!(listed["direction"], row.direction.as_str(), "{place}");
            assert_eq!(listed["kind"], row.kind.as_str(), "{place}");
            assert_eq!(listed["size"], row.size, "{place}");
            assert!(listed["what"].as_str().is_some_and(|what| !what.is_empty()), "{place}");
        }
    }
}

/// A row answers earlier rows of the other direction, and belongs to earlier rows.
#[test]
fn sessions_refer_to_earlier_rows() {
    for name in named(".json") {
        let description = described(&name);
        let rows = description["rows"].as_array().expect("a list");
        let direction = |number: u64| {
            let index = usize::try_from(number).expect("a small number") - 1;
            rows.get(index).map(|row| row["direction"].as_str().expect("a direction"))
        };
        let (mut answers, mut heartbeats) = (0, 0);
        for row in rows {
            let (number, own) = (row["row"].as_u64().expect("a number"), row["direction"].as_str());
            for asked in row["answers"].as_array().expect("a list") {
                let asked = asked.as_u64().expect("a number");
                assert!(asked < number && direction(asked) != own, "{name}, row {number}");
                answers += 1;
            }
            if let Some(of) = row.get("belongs_to").and_then(Value::as_u64) {
                assert!(of < number && direction(of).is_some(), "{name}, row {number}");
            }
            if let Some(of) = row.get("part_of").and_then(Value::as_u64) {
                assert!(of <= number && direction(of) == own, "{name}, row {number}");
            }
            heartbeats += u32::from(row["heartbeat"].as_bool().expect("true or false"));
        }
        assert!(answers >= 2, "{name}");
        // These two protocols have no heartbeat of their own.
        assert_eq!(heartbeats == 0, ["cdp", "json-rpc"].contains(&name.as_str()), "{name}");
    }
}

#[test]
fn sessions_name_their_profiles_which_are_valid() {
    for name in named(".json") {
        let profile = folder().join(described(&name)["profile"].as_str().expect("a path"));
        let profile = profile.to_str().expect("a UTF-8 path");
        Cli::run(["profile", "check", profile]).success();
    }
}
