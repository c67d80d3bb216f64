//! Tests of the findings: faults of every row, computed once and kept beside the transcript.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::layout::checksum::ChecksumKind;
use crate::packet::rules::{Decoder, Decoding};
use crate::transcript::filter::Context as FilterContext;
use crate::transcript::findings::{Findings, SharedFindings};
use crate::transcript::{
    ExportFormat, ExportOptions, Filter, Reader, RetentionLimit, View, export, findings_path,
    remove,
};

fn shared(rules: &Value) -> SharedFindings {
    let decoding: Decoding = serde_json::from_value(rules.clone()).unwrap();
    let decoder = Arc::new(Decoder::new(&decoding));
    SharedFindings::new(Findings::new(&decoding, decoder))
}

/// A feed: a constant type, a sequence number, a price and a CRC-32.
fn feed() -> Value {
    json!({
        "layouts": [{"name": "tick", "format": "<iqdI", "fields": [
            {"name": "type", "constant": 7},
            {"name": "seq"},
            {"name": "price"},
            {"name": "crc", "checksum": {"kind": "crc32"}},
        ]}],
        "rules": [{"layout": "tick", "kind": "binary", "direction": "received"}],
    })
}

fn tick(row: u32) -> Message {
    let mut payload = 7i32.to_le_bytes().to_vec();
    payload.extend(i64::from(row).to_le_bytes());
    payload.extend(1.25f64.to_le_bytes());
    let mut crc = ChecksumKind::Crc32.of(&[&payload]);
    match row % 10 {
        3 => crc ^= 1,
        5 => {
            payload[0] = 8;
            crc = ChecksumKind::Crc32.of(&[&payload]);
        }
        _ => {}
    }
    payload.extend(crc.to_le_bytes());
    match row % 10 {
        7 => payload.push(0),
        9 => payload.truncate(12),
        _ => {}
    }
    let kind = if row.is_multiple_of(100) { Kind::Text } else { Kind::Binary };
    (Direction::Received, kind, i64::from(row) * 1_000_000, payload)
}

/// The faults that [`tick`] puts into a row.
fn expected(row: u32) -> FaultSet {
    let mut faults = FaultSet::EMPTY;
    match row % 10 {
        3 => faults.insert(FaultKind::Checksum),
        5 => faults.insert(FaultKind::Constant),
        7 => faults.insert(FaultKind::Trailing),
        9 => faults.insert(FaultKind::Fit),
        _ => {}
    }
    faults
}

fn ticks(rows: u32) -> Vec<Message> {
    (1..=rows).map(tick).collect()
}

fn assert_found(findings: &Findings, rows: std::ops::Range<u32>) {
    for row in rows.clone() {
        assert_eq!(findings.faults(row), expected(row), "row {row}");
    }
    let faulty = rows.clone().filter(|row| !expected(*row).is_empty()).count();
    assert_eq!(findings.sums().rows, faulty as u64);
    let wrong = rows.filter(|row| expected(*row).contains(FaultKind::Checksum)).count();
    assert_eq!(findings.sums().of(FaultKind::Checksum), wrong as u64);
}

#[test]
fn faults_are_found_in_every_row_and_loaded_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &ticks(20_000), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let findings = shared(&feed());
    while findings.lock().advance(&reader, Duration::ZERO).unwrap() {}
    assert_found(&findings.lock(), 1..20_001);
    assert_eq!(findings.lock().unchecked(), 0);
    findings.save(&reader);
    assert!(!findings_path(&path).exists(), "few rows are computed again");
    findings.save_from(&reader, 1);
    assert!(findings_path(&path).exists());

    let again = shared(&feed());
    again.lock().advance(&reader, Duration::ZERO).unwrap();
    assert_eq!(again.lock().last_scanned(), 20_000, "in one slice");
    assert_found(&again.lock(), 1..20_001);
    let before = fs::metadata(findings_path(&path)).unwrap().modified().unwrap();
    again.save_from(&reader, 1);
    let after = fs::metadata(findings_path(&path)).unwrap().modified().unwrap();
    assert_eq!(before, after, "it is not written again");

    remove(&path).unwrap();
    assert!(!findings_path(&path).exists(), "removed with the transcript");
}

#[test]
fn nothing_is_read_where_nothing_is_defined() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &ticks(10), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let findings = shared(&json!({"layouts": feed()["layouts"]}));
    assert!(!findings.lock().is_needed());
    findings.lock().until(&reader, 10).unwrap();
    findings.save_from(&reader, 1);
    assert_eq!(findings.lock().last_scanned(), 0);
    assert!(!findings_path(&path).exists());
}

/// Scans one slice and tells whether a sidecar was used, which then holds all rows.
fn is_loaded(reader: &Reader, rules: &Value) -> bool {
    let findings = shared(rules);
    let more = findings.lock().advance(reader, Duration::ZERO).unwrap();
    findings.lock().until(reader, 2500).unwrap();
    assert_found(&findings.lock(), 1..2501);
    !more
}

#[test]
fn hostile_a_damaged_foreign_or_outdated_sidecar_is_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &ticks(2500), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let findings = shared(&feed());
    findings.lock().until(&reader, 2500).unwrap();
    findings.save_from(&reader, 1);
    let file = findings_path(&path);
    let good = fs::read(&file).unwrap();
    assert!(is_loaded(&reader, &feed()));

    for at in (0..60).chain((60..good.len()).step_by(1997)) {
        let mut bad = good.clone();
        bad[at] ^= 0x11;
        fs::write(&file, &bad).unwrap();
        assert!(!is_loaded(&reader, &feed()), "byte {at}");
    }
    for len in [0, 7, 8, 55, 56, 60, good.len() - 1] {
        fs::write(&file, &good[..len]).unwrap();
        assert!(!is_loaded(&reader, &feed()), "{len} bytes");
    }
    fs::write(&file, [&good[..], b"x"].concat()).unwrap();
    assert!(!is_loaded(&reader, &feed()), "bytes follow");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(!is_loaded(&reader, &feed()), "a folder");
    fs::remove_dir(&file).unwrap();

    // The decoding has changed.
    fs::write(&file, &good).unwrap();
    let mut other = feed();
    other["layouts"][0]["fields"][2]["default"] = json!(1);
    assert!(!is_loaded(&reader, &other));
    other = feed();
    other["columns"] = json!([{"field": "seq"}]);
    assert!(is_loaded(&reader, &other), "columns do not matter");

    // Another transcript of the same name.
    remove(&path).unwrap();
    write(&path, &ticks(2500), WriterOptions::default());
    fs::write(&file, &good).unwrap();
    assert!(!is_loaded(&Reader::open(&path).unwrap(), &feed()));
}

#[test]
fn a_growing_transcript_is_followed_and_saved_once_finished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut writer = create(&path, WriterOptions::default());
    let progress = writer.progress();
    let reader = Reader::open(&path).unwrap();
    let findings = shared(&feed());
    for (row, message) in (1..).zip(&ticks(9000)) {
        push(&mut writer, message);
        if row % 3000 == 0 {
            while !writer.flush() {}
            until("it is stored", || progress.rows() == row);
            while findings.lock().advance(&reader, Duration::ZERO).unwrap() {}
            assert_found(&findings.lock(), 1..row as u32 + 1);
            findings.save_from(&reader, 1);
            assert!(!findings_path(&path).exists(), "not while it is written");
        }
    }
    writer.finish().unwrap();
    findings.save_from(&reader, 1);
    assert!(findings_path(&path).exists());
}

#[test]
fn findings_continue_after_a_sidecar_of_fewer_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut writer = create(&path, WriterOptions::default());
    let (progress, messages) = (writer.progress(), ticks(9000));
    for message in &messages[..4000] {
        push(&mut writer, message);
    }
    while !writer.flush() {}
    until("it is stored", || progress.rows() == 4000);
    // A copy of what is there so far is a transcript with the same id.
    let copy = folder.path().join("b.wlt");
    fs::copy(&path, &copy).unwrap();
    let part = Reader::open(&copy).unwrap();
    let findings = shared(&feed());
    findings.lock().until(&part, 4000).unwrap();
    findings.save_from(&part, 1);
    for message in &messages[4000..] {
        push(&mut writer, message);
    }
    writer.finish().unwrap();
    fs::rename(findings_path(&copy), findings_path(&path)).unwrap();
    let reader = Reader::open(&path).unwrap();
    let findings = shared(&feed());
    findings.lock().until(&reader, 1).unwrap();
    assert_eq!(findings.lock().last_scanned(), 4000);
    findings.lock().until(&reader, 9000).unwrap();
    assert_found(&findings.lock(), 1..9001);
    // The other way round: a sidecar with more rows than the transcript.
    findings.save_from(&reader, 1);
    fs::rename(findings_path(&path), findings_path(&copy)).unwrap();
    let findings = shared(&feed());
    findings.lock().until(&part, 4000).unwrap();
    assert_found(&findings.lock(), 1..4001);
}

#[test]
fn rows_that_a_limit_removes_are_no_longer_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let options = WriterOptions { keep: RetentionLimit::Messages(20_000), ..small_batches() };
    let mut writer = create(&path, options);
    let progress = writer.progress();
    let reader = Reader::open(&path).unwrap();
    let findings = shared(&feed());
    for (row, message) in (1..).zip(&ticks(60_000)) {
        push(&mut writer, message);
        if row % 12_345 == 0 || row == 60_000 {
            while !writer.flush() {}
            until("it is stored", || progress.rows() == row);
            while findings.lock().advance(&reader, Duration::ZERO).unwrap() {}
            let range = reader.row_range().unwrap();
            findings.lock().advance(&reader, Duration::ZERO).unwrap();
            assert_found(&findings.lock(), range);
        }
    }
    writer.finish().unwrap();
    findings.save_from(&reader, 1);
    let again = shared(&feed());
    again.lock().advance(&reader, Duration::ZERO).unwrap();
    assert_eq!(again.lock().last_scanned(), 60_000);
    assert_found(&again.lock(), reader.row_range().unwrap());
}

#[cfg(unix)]
#[test]
fn in_a_read_only_folder_findings_stay_in_memory() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &ticks(100), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    // Root may write into a read-only folder, but nobody can replace a folder by a file.
    fs::create_dir_all(findings_path(&path).join("full")).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let findings = shared(&feed());
    findings.lock().until(&reader, 100).unwrap();
    findings.save_from(&reader, 1);
    assert_found(&findings.lock(), 1..101);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(findings_path(&path).join("full").is_dir());
}

#[test]
fn findings_move_with_their_transcript() {
    use crate::transcript::history::History;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &ticks(100), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let findings = shared(&feed());
    findings.lock().until(&reader, 100).unwrap();
    let history = History::open(folder.path()).unwrap();
    let without = history.get("a").unwrap().bytes;
    findings.save_from(&reader, 1);
    let size = fs::metadata(findings_path(&path)).unwrap().len();
    assert_eq!(history.get("a").unwrap().bytes, without + size);
    history.delete("a", jiff::Timestamp::now()).unwrap();
    assert!(!findings_path(&path).exists());
    history.restore("a").unwrap();
    assert!(findings_path(&path).exists());
    history.delete("a", jiff::Timestamp::now()).unwrap();
    // Windows keeps the name of a removed file until it is closed.
    drop((findings, reader));
    history.remove_deleted("a").unwrap();
    assert_eq!(fs::read_dir(folder.path().join("deleted")).unwrap().count(), 0);
}

/// The rows that a filter lets through, evaluated over all rows and one by one.
fn matching(reader: &Reader, rules: &Value, text: &str) -> Vec<u32> {
    let decoding: Decoding = serde_json::from_value(rules.clone()).unwrap();
    let filter = Filter::new(text, &FilterContext::with(reader, &decoding).unwrap()).unwrap();
    let mut view = View::new(reader.clone());
    view.set_filter(Some(filter.clone()));
    while view.advance(Duration::ZERO).unwrap() {}
    let rows = view.rows(0, u32::MAX);
    let all: Vec<u32> = reader.row_range().unwrap().collect();
    let singly = filter.matches(reader, &all).unwrap();
    let singly: Vec<u32> =
        all.into_iter().zip(singly).filter(|(_, is)| *is).map(|(row, _)| row).collect();
    assert_eq!(rows, singly, "{text}");
    rows
}

#[test]
fn filters_find_faults() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &ticks(5000), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let of = |ends: &[u32]| (1..5001).filter(|row| ends.contains(&(row % 10))).collect::<Vec<_>>();
    for (text, ends) in [
        ("fault:*", &[3, 5, 7, 9][..]),
        ("-fault:*", &[0, 1, 2, 4, 6, 8]),
        ("fault:checksum", &[3]),
        ("fault:constant,trailing", &[5, 7]),
        ("fits:no", &[7, 9]),
        ("fits:yes", &[0, 1, 2, 3, 4, 5, 6, 8]),
        ("fault:fit field.type:7", &[9]),
        ("fault:* size>24", &[7]),
        ("fault:range or seq:*", &[]),
        ("\"fault:*\"", &[]),
    ] {
        assert_eq!(matching(&reader, &feed(), text), of(ends), "{text}");
    }
    let nothing = json!({});
    assert_eq!(matching(&reader, &nothing, "fault:*"), [0; 0]);
    assert_eq!(matching(&reader, &nothing, "fits:yes").len(), 5000);
}

#[test]
fn exports_name_the_faults_where_the_profile_defines_any() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &ticks(5), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let text = |format, rules: &Value| {
        let decoding: Decoding = serde_json::from_value(rules.clone()).unwrap();
        let findings = Some(shared(rules));
        let options = ExportOptions { format, bom: false, decoding, upgrade: None, findings };
        let mut bytes = Vec::new();
        let all = reader.row_range().unwrap();
        let on = &mut |_| std::ops::ControlFlow::Continue(());
        export(&mut bytes, &reader, all, &options, on).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let jsonl = text(ExportFormat::Jsonl, &feed());
    let faults = |line: &str| serde_json::from_str::<Value>(line).unwrap()["faults"].clone();
    let all: Vec<Value> = jsonl.lines().map(faults).collect();
    assert_eq!(all, [json!([]), json!([]), json!(["checksum"]), json!([]), json!(["constant"])]);
    assert!(jsonl.lines().all(|line| line.contains(",\"faults\":[")));
    let csv = text(ExportFormat::Csv, &feed());
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",text,hex,faults"));
    let ends: Vec<_> = lines.map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(ends, ["", "", "\"checksum\"", "", "\"constant\""]);
    for format in [ExportFormat::Jsonl, ExportFormat::Csv] {
        assert!(!text(format, &json!({})).contains("faults"));
    }
}

/// Tells the faults of each row that has one.
fn told(rules: &Value, messages: &[Message]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let findings = shared(rules);
    let last = messages.len() as u32;
    let middle = last / 2;
    // Half of the rows, saved, and the rest after it was loaded again.
    findings.lock().until(&reader, middle).unwrap();
    findings.lock().until(&reader, last).unwrap();
    findings.save_from(&reader, 1);
    let again = shared(rules);
    again.lock().until(&reader, last).unwrap();
    let of = |findings: &Findings| {
        let mut rows = Vec::new();
        for row in 1..=last {
            let found = findings.of(row);
            let words: Vec<_> = found.faults.kinds().map(FaultKind::word).collect();
            if !words.is_empty() {
                let missing =
                    if found.missing > 0 { format!("+{}", found.missing) } else { String::new() };
                rows.push(format!("{row} {}{missing}", words.join(",")));
            }
        }
        rows.join("; ")
    };
    let (first, second) = (of(&findings.lock()), of(&again.lock()));
    assert_eq!(first, second);
    let sums = |findings: &Findings| {
        findings.series().map(|(_, _, sums)| sums.clone()).collect::<Vec<_>>()
    };
    assert_eq!(sums(&findings.lock()), sums(&again.lock()));
    first
}

fn json_message(seconds: f64, value: Value) -> Message {
    let time_ns = (seconds * 1e9) as i64;
    (Direction::Received, Kind::Text, time_ns, value.to_string().into_bytes())
}

#[test]
fn sequences_are_followed_by_key_and_by_connection() {
    let rules = json!({"sequences": [{"field": "json.seq", "key": "json.symbol"}]});
    let of = |symbol: &str, seq: i64| json_message(0.0, json!({"symbol": symbol, "seq": seq}));
    let sent = |seq: i64| {
        let (_, kind, time, payload) = of("A", seq);
        (Direction::Sent, kind, time, payload)
    };
    let marker = |text: &str| (Direction::Sent, Kind::Marker, 0, text.as_bytes().to_vec());
    let messages = vec![
        of("A", 1),
        of("B", 7),
        of("A", 2),
        of("B", 8),
        sent(99),
        of("A", 6),
        of("B", 8),
        marker("sent by hand"),
        of("A", 3),
        json_message(0.0, json!({"symbol": "A"})),
        of("A", 7),
        marker("connection 2: attempt 1 of 3, after 1006"),
        of("A", 1),
        of("A", 2),
        (Direction::Received, Kind::Close, 0, vec![]),
        of("B", 1),
    ];
    assert_eq!(told(&rules, &messages), "6 gap+3; 7 duplicate; 9 backwards");
}

#[test]
fn a_field_of_a_layout_wraps_at_its_width() {
    let rules = |sequence: Value| {
        json!({
            "layouts": [{"name": "x", "format": "<BH", "fields": [
                {"name": "n"}, {"name": "flags", "bits": [{"name": "low", "from": 0, "to": 3}]},
            ]}],
            "rules": [{"layout": "x"}],
            "sequences": [sequence],
        })
    };
    let message = |n: u8, low: u16| {
        let bytes = [&[n][..], &low.to_le_bytes()].concat();
        (Direction::Received, Kind::Binary, 0, bytes)
    };
    let messages = [message(254, 0xf0e), message(255, 0xf0f), message(0, 0xf00), message(2, 0x003)];
    assert_eq!(told(&rules(json!({"field": "n"})), &messages), "4 gap+1");
    assert_eq!(told(&rules(json!({"field": "flags.low"})), &messages), "4 gap+2");
    assert_eq!(
        told(&rules(json!({"field": "n", "wrap": "none"})), &messages),
        "3 backwards; 4 gap+1"
    );
    assert_eq!(told(&rules(json!({"field": "n", "step": 2, "wrap": 16})), &messages[2..]), "");
    assert_eq!(told(&rules(json!({"field": "n", "direction": "sent"})), &messages), "");
}

#[test]
fn clocks_and_late_heartbeats_are_told() {
    let rules = json!({
        "timestamps": [{"field": "json.t", "key": "json.k"}],
        "heartbeat_checks": [{"text": "beat", "every": "5s", "tolerance": "1s"}],
    });
    let beat =
        |seconds: f64| (Direction::Received, Kind::Text, (seconds * 1e9) as i64, b"beat".to_vec());
    let time = |t: Value| json_message(0.0, json!({"t": t, "k": 1}));
    let messages = [
        time(json!(5)),
        time(json!(5)),
        time(json!(4.5)),
        time(json!(4.75)),
        time(json!("2026-01-02T03:04:05Z")),
        time(json!("2026-01-02T03:04:04.9Z")),
        beat(100.0),
        beat(105.9),
        beat(112.0),
        beat(115.0),
        (Direction::Received, Kind::Close, 122_000_000_000, vec![]),
        beat(300.0),
    ];
    assert_eq!(told(&rules, &messages), "3 time; 6 time; 9 heartbeat; 10 heartbeat; 11 heartbeat");
    let default = json!({"heartbeat_checks": [{"text": "beat", "every": "10s"}]});
    assert_eq!(told(&default, &[beat(0.0), beat(12.0), beat(20.0), beat(32.1)]), "4 heartbeat");
}
