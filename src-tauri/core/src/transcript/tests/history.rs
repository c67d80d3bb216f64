use std::fs;
use std::ops::ControlFlow;
use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::file::open_files;
use crate::transcript::history::{History, HistoryHits, KEPT_FOR, StoredTranscript};
use crate::transcript::{
    Error, Filter, Reader, RetentionLimit, Summary, index_path, segments_path,
};

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

/// Writes a transcript to the folder, created on that day of January.
fn write_transcript(folder: &Path, id: &str, day: u8, messages: &[Message], keep: RetentionLimit) {
    let header = Header {
        name: format!("profile of {id}"),
        profile: "p".into(),
        created: format!("2026-01-{day:02}T00:00:00Z"),
        ..Header::default()
    };
    let path = folder.join(format!("{id}.wlt"));
    let options = WriterOptions { keep, ..small_batches() };
    let mut writer = Writer::create(path, &header, options, Box::new(|| {})).unwrap();
    for message in messages {
        push(&mut writer, message);
    }
    writer.finish().unwrap();
}

/// Makes a transcript look unmodified for a day.
fn age(transcript: &StoredTranscript) {
    let yesterday = SystemTime::now() - Duration::from_secs(86_400);
    let set = |path: &Path| {
        fs::File::options().append(true).open(path).unwrap().set_modified(yesterday).unwrap();
    };
    set(&transcript.path);
    for file in fs::read_dir(segments_path(&transcript.path)).into_iter().flatten() {
        set(&file.unwrap().path());
    }
}

fn ids(list: &[StoredTranscript]) -> Vec<&str> {
    list.iter().map(|transcript| transcript.id.as_str()).collect()
}

fn three_transcripts() -> (tempfile::TempDir, History) {
    let folder = tempfile::tempdir().unwrap();
    let history = History::open(folder.path()).unwrap();
    let messages = messages(3000);
    write_transcript(folder.path(), "a", 3, &messages[..100], RetentionLimit::All);
    write_transcript(folder.path(), "b", 1, &messages, RetentionLimit::Messages(1000));
    write_transcript(folder.path(), "c", 2, &[], RetentionLimit::All);
    (folder, history)
}

#[test]
fn the_list_is_sorted_and_includes_cached_summaries() {
    let (folder, history) = three_transcripts();
    fs::write(folder.path().join("d.wlt"), b"not one").unwrap();
    let list = history.list();
    assert_eq!(ids(&list), ["d", "a", "c", "b"]);
    assert_eq!(list[0].facts.as_ref().unwrap_err().code(), "transcript_format");
    for transcript in &list[1..] {
        let facts = transcript.facts.as_ref().unwrap();
        assert_eq!((facts.header.profile.as_str(), &facts.summary), ("p", &None));
        let counted = history.count(&transcript.id).unwrap();
        let again = history.get(&transcript.id).unwrap().facts.unwrap();
        assert_eq!(again.summary, Some(counted));
    }
    let b = history.list().pop().unwrap();
    let facts = b.facts.unwrap();
    assert_eq!(facts.retention, RetentionLimit::Messages(1000));
    let files = fs::read_dir(segments_path(&b.path)).unwrap();
    let in_segments = files.map(|file| file.unwrap().metadata().unwrap().len()).sum::<u64>();
    assert_eq!(b.bytes, in_segments + b.path.metadata().unwrap().len());
    assert_eq!(history.get("nobody").unwrap_err().code(), "transcript_missing");
    assert_eq!(history.count("d").unwrap_err().code(), "transcript_format");
}

#[test]
fn a_summary_counts_every_row() {
    let (folder, history) = three_transcripts();
    let path = folder.path().join("a.wlt");
    let counted = history.count("a").unwrap();
    let rows = messages(100);
    let of = |direction: Direction, kind: Kind| {
        rows.iter().filter(|m| (m.0, m.1) == (direction, kind)).count() as u64
    };
    let both = |direction| of(direction, Kind::Text) + of(direction, Kind::Binary);
    assert_eq!((counted.rows, counted.first_row), (100, 1));
    assert_eq!(
        (counted.sent, counted.received),
        (both(Direction::Sent), both(Direction::Received))
    );
    assert_eq!(counted.kinds["received ping"], of(Direction::Received, Kind::Ping));
    assert_eq!(counted.kinds.values().sum::<u64>(), 100);
    let coded = rows.iter().filter(|m| m.1 == Kind::Binary && m.3.len() >= 4).count() as u64;
    assert_eq!(counted.codes.values().sum::<u64>() + counted.other_codes, coded);
    assert_eq!(counted.payload_bytes, rows.iter().map(|m| m.3.len() as u64).sum::<u64>());
    assert_eq!(counted.duration_ns(), rows[99].2 - rows[0].2);
    assert_eq!(counted.file_bytes, path.metadata().unwrap().len());
    let last =
        rows.iter().rev().find(|m| m.1 == Kind::Close && m.0 == Direction::Received).unwrap();
    let close = counted.close.unwrap();
    assert_eq!(close.code, u16::from_be_bytes([last.3[0], last.3[1]]));
    assert!(close.received);
    // Damage is counted in bytes, and a changed file is counted again.
    let record = Reader::open(&path).unwrap().record(50).unwrap();
    let mut data = fs::read(&path).unwrap();
    data[record.offset as usize] ^= 255;
    data.extend([7; 5]);
    fs::write(&path, &data).unwrap();
    open_files::remove(&index_path(&path)).unwrap();
    assert_eq!(history.get("a").unwrap().facts.unwrap().summary, None);
    let counted = history.count("a").unwrap();
    assert_eq!((counted.rows, counted.torn_bytes), (99, 5));
    assert_eq!(counted.skipped_bytes, 16 + u64::from(record.size));
    let mut checks = 0;
    let stopped = Summary::of(&Reader::open(&path).unwrap(), &mut || {
        checks += 1;
        ControlFlow::Break(())
    });
    assert_eq!((stopped, checks), (Ok(None), 1));
}

#[test]
fn titles_and_pins_are_stored_and_damaged_metadata_is_ignored() {
    let (folder, history) = three_transcripts();
    history.count("a").unwrap();
    history.rename("a", "  The bad night ").unwrap();
    history.pin("a", true).unwrap();
    let a = history.get("a").unwrap();
    assert_eq!((a.title.as_deref(), a.pinned), (Some("The bad night"), true));
    assert!(a.facts.unwrap().summary.is_some(), "a title does not invalidate the summary");
    history.rename("a", " ").unwrap();
    assert_eq!(history.get("a").unwrap().title, None);
    fs::write(folder.path().join("a.wlt.about"), b"{").unwrap();
    let a = history.get("a").unwrap();
    assert!(!a.pinned && a.facts.unwrap().summary.is_none());
    for id in ["../a", "x/../a", "/etc/passwd", "", ".", "..", "deleted/a"] {
        assert_eq!(history.rename(id, "x").unwrap_err().code(), "transcript_missing", "{id}");
    }
}

#[test]
fn a_deleted_transcript_is_restored_completely() {
    let (folder, history) = three_transcripts();
    fs::write(folder.path().join("b.wlt.notes"), b"notes").unwrap();
    history.rename("b", "Title").unwrap();
    let complete = history.get("b").unwrap();
    let rows = || Reader::open(folder.path().join("b.wlt")).unwrap().row_range().unwrap();
    let range = rows();
    history.delete("b", now()).unwrap();
    assert_eq!(ids(&history.list()), ["a", "c"]);
    assert_eq!(ids(&history.deleted()), ["b"]);
    let left = fs::read_dir(folder.path()).unwrap().flatten();
    assert!(left.into_iter().all(|f| !f.file_name().to_string_lossy().starts_with('b')));
    history.restore("b").unwrap();
    let back = history.get("b").unwrap();
    assert_eq!((back.title, back.bytes, back.deleted), (complete.title, complete.bytes, None));
    assert_eq!(fs::read(folder.path().join("b.wlt.notes")).unwrap(), b"notes");
    assert_eq!(rows(), range);
    // An existing file is never overwritten.
    history.delete("a", now()).unwrap();
    write_transcript(folder.path(), "a", 9, &[], RetentionLimit::All);
    assert_eq!(history.restore("a").unwrap_err().code(), "transcript_exists");
    assert_eq!(history.delete("a", now()).unwrap_err().code(), "transcript_exists");
    assert_eq!(history.restore("b").unwrap_err().code(), "transcript_missing");
}

#[test]
fn the_trash_is_emptied_after_thirty_days() {
    let (_folder, history) = three_transcripts();
    history.delete("a", now()).unwrap();
    history.delete("b", now() + SignedDuration::from_hours(1)).unwrap();
    assert_eq!(ids(&history.deleted()), ["b", "a"]);
    let bytes = history.deleted()[1].bytes;
    let later = now() + SignedDuration::try_from(KEPT_FOR).unwrap();
    assert_eq!(history.empty_trash(later - SignedDuration::from_secs(1)), Ok(0));
    assert_eq!(history.empty_trash(later), Ok(bytes));
    assert_eq!(ids(&history.deleted()), ["b"]);
    history.remove_deleted("b").unwrap();
    assert!(history.deleted().is_empty());
    assert_eq!(ids(&history.list()), ["c"]);
}

#[test]
fn clean_up_removes_deleted_transcripts_then_the_oldest() {
    let (folder, history) = three_transcripts();
    write_transcript(folder.path(), "e", 4, &messages(50), RetentionLimit::All);
    history.delete("a", now()).unwrap();
    assert_eq!(ids(&history.plan(0, &[]).goes), ["a"], "fresh transcripts may be open");
    history.list().iter().for_each(age);
    let plan = history.plan(0, &["c".into()]);
    assert_eq!(ids(&plan.goes), ["a", "b", "e"]);
    assert!(!plan.fits(0) && plan.fits(plan.total - plan.frees));
    assert!(history.plan(plan.total, &[]).goes.is_empty());
    assert_eq!(ids(&history.plan(plan.total - 1, &[]).goes), ["a"]);
    history.pin("b", true).unwrap();
    let plan = history.plan(0, &["c".into()]);
    assert_eq!(ids(&plan.goes), ["a", "e"]);
    // Pin one between planning and cleaning up.
    history.pin("e", true).unwrap();
    let freed = history.clean_up(&plan).unwrap();
    assert_eq!(freed, plan.goes[0].bytes);
    assert_eq!(ids(&history.list()), ["e", "c", "b"]);
    assert!(history.deleted().is_empty());
}

#[test]
fn a_text_is_found_in_all_transcripts() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::open(folder.path()).unwrap();
    let texts = |name: &str, count: u32| -> Vec<Message> {
        let text = |i| format!("{} {name} {i}", if i % 10 == 0 { "Needle" } else { "hay" });
        (0..count).map(|i| (Direction::Sent, Kind::Text, 1, text(i).into_bytes())).collect()
    };
    write_transcript(folder.path(), "a", 1, &texts("a", 1000), RetentionLimit::All);
    write_transcript(folder.path(), "b", 2, &texts("b", 3000), RetentionLimit::Messages(1000));
    write_transcript(folder.path(), "c", 3, &texts("c", 5), RetentionLimit::All);
    fs::write(folder.path().join("d.wlt"), b"not one").unwrap();
    let filter = Filter::substring("needle").unwrap();
    let all: Vec<String> = ["c", "b", "d", "gone", "a"].map(String::from).to_vec();
    let mut results: Vec<HistoryHits> = Vec::new();
    let complete = history.find(&filter, &all, 7, &mut |piece| {
        match results.last_mut().filter(|last| last.id == piece.id) {
            Some(last) => {
                *last = HistoryHits { rows: [&last.rows[..], &piece.rows].concat(), ..piece }
            }
            None => results.push(piece),
        }
        ControlFlow::Continue(())
    });
    assert!(complete && results.iter().all(|results| results.done));
    assert_eq!(
        results.iter().map(|results| &results.id).collect::<Vec<_>>(),
        all.iter().collect::<Vec<_>>()
    );
    assert_eq!((results[0].total, results[0].rows.as_slice()), (1, &[1][..]));
    let first = Reader::open(folder.path().join("b.wlt")).unwrap().first_row();
    let first_match = first.next_multiple_of(10) + 1;
    let expected: Vec<u32> = (first_match..).step_by(10).take(7).collect();
    let count = (first_match..=3000).step_by(10).count() as u32;
    assert_eq!((results[1].total, &results[1].rows), (count, &expected));
    assert_eq!(results[2].error.as_ref().map(Error::code), Some("transcript_format"));
    assert_eq!(results[3].error.as_ref().map(Error::code), Some("transcript_missing"));
    assert_eq!((results[4].total, results[4].rows.len()), (100, 7));
    let mut reports = 0;
    let complete = history.find(&filter, &all, 7, &mut |_| {
        reports += 1;
        ControlFlow::Break(())
    });
    assert!(!complete && reports == 1, "the search can be cancelled");
}

/// Listing reads a little of each file, so a thousand take no long time in a debug build.
#[test]
fn a_long_history_is_listed_without_reading_rows() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::open(folder.path()).unwrap();
    write_transcript(folder.path(), "0", 1, &messages(200), RetentionLimit::All);
    history.count("0").unwrap();
    for i in 1..1000 {
        for end in ["wlt", "wlt.idx", "wlt.about"] {
            let from = folder.path().join(format!("0.{end}"));
            fs::copy(from, folder.path().join(format!("{i}.{end}"))).unwrap();
        }
    }
    // Corrupt the indexes: reading any rows would fail.
    for i in 0..1000 {
        fs::write(folder.path().join(format!("{i}.wlt.idx")), b"nothing of worth").unwrap();
    }
    let started = Instant::now();
    let list = history.list();
    println!("1000 listed in {:?}", started.elapsed());
    let summaries =
        list.iter().filter_map(|transcript| transcript.facts.as_ref().ok()?.summary.as_ref());
    assert_eq!(summaries.filter(|summary| summary.rows == 200).count(), 1000);
}

#[test]
fn hostile_17_deleting_leaves_transcripts_with_a_common_name_prefix() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::open(folder.path()).unwrap();
    for id in ["a", "a.wlt.b", "a.wlt"] {
        write_transcript(folder.path(), id, 1, &messages(10), RetentionLimit::All);
        history.rename(id, &"t".repeat(2000)).unwrap();
    }
    history.pin("a.wlt.b", true).unwrap();
    history.delete("a", now()).unwrap();
    let mut left = ids(&history.list()).join(" ");
    assert_eq!(left, "a.wlt.b a.wlt");
    history.remove_deleted("a").unwrap();
    left = fs::read_dir(folder.path().join("deleted")).unwrap().count().to_string();
    assert_eq!(left, "0");
    let kept = history.get("a.wlt.b").unwrap();
    assert!(kept.pinned && index_path(&kept.path).exists());
    assert_eq!(kept.title.map(|title| title.len()), Some(1000), "a title is one line");
}

/// Title, pin and deletion time share one small file with the cached summary.
#[test]
fn hostile_06_a_huge_close_reason_does_not_lose_the_title() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::open(folder.path()).unwrap();
    let close = [&1000u16.to_be_bytes()[..], &vec![b'x'; 2 << 20]].concat();
    write_transcript(
        folder.path(),
        "a",
        1,
        &[(Direction::Received, Kind::Close, 1, close)],
        RetentionLimit::All,
    );
    history.rename("a", "mine").unwrap();
    history.pin("a", true).unwrap();
    let counted = history.count("a").unwrap();
    assert_eq!(counted.close.as_ref().map(|close| close.reason.len()), Some(1000));
    let kept = history.get("a").unwrap();
    assert_eq!((kept.title.as_deref(), kept.pinned), (Some("mine"), true));
    assert_eq!(kept.facts.unwrap().summary, Some(counted));
}

#[cfg(unix)]
#[test]
fn hostile_15_one_failed_removal_does_not_stop_the_others() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, history) = three_transcripts();
    let last = now() + SignedDuration::from_secs(1);
    history.delete("a", now()).unwrap();
    history.delete("b", last).unwrap();
    let closed = segments_path(&folder.path().join("deleted/b.wlt"));
    let open = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode)).unwrap();
    open(0);
    // Deleted last, and so removed first.
    assert_eq!(ids(&history.deleted()), ["b", "a"]);
    let is_root = fs::read_dir(&closed).is_ok();
    let emptied = history.empty_trash(last + SignedDuration::try_from(KEPT_FOR).unwrap());
    // Permissions do not stop root.
    assert_eq!(emptied.is_err(), !is_root, "{emptied:?}");
    assert!(history.deleted().is_empty());
    if !is_root {
        open(0o700);
    }
}

#[test]
fn hostile_16_an_imported_file_may_have_any_name() {
    let (folder, history) = three_transcripts();
    for stem in ["x".repeat(250), "\u{4f60}".repeat(83), "\u{1f600}".repeat(62), String::new()] {
        let place = history.place_of(Path::new(&format!("/elsewhere/{stem}.har")), now());
        assert_eq!(place.parent(), Some(folder.path()));
        let id = place.file_stem().unwrap().to_string_lossy().into_owned();
        write_transcript(folder.path(), &id, 4, &[], RetentionLimit::All);
        history.rename(&id, "it can be found").unwrap();
        // The longest name of an accompanying file.
        let beside = format!("{}.handshake.json", place.display());
        fs::write(&beside, "").unwrap();
        history.delete(&id, now()).unwrap();
        assert!(!Path::new(&beside).exists());
    }
}

/// Only Linux allows file names of arbitrary bytes.
#[test]
#[cfg(target_os = "linux")]
fn hostile_15_names_are_compared_by_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let history = History::open(folder.path()).unwrap();
    write_transcript(folder.path(), "a\u{fffd}", 1, &messages(3), RetentionLimit::All);
    let own = folder.path().join("a\u{fffd}.wlt.notes.json");
    let other = folder.path().join(std::ffi::OsStr::from_bytes(b"a\xff.wlt.notes.json"));
    fs::write(&own, "{}").unwrap();
    fs::write(&other, "{}").unwrap();
    history.delete("a\u{fffd}", now()).unwrap();
    assert!(!own.exists() && other.exists());
    history.remove_deleted("a\u{fffd}").unwrap();
    assert!(other.exists());
}
