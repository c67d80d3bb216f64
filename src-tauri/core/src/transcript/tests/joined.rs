//! Tests of protocol messages that are spread over several rows.

use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::packet::codes::CodeValue;
use crate::packet::faults::FaultKind;
use crate::packet::rules::{Decoder, Decoding};
use crate::transcript::filter::Context as FilterContext;
use crate::transcript::findings::{Findings, SharedFindings};
use crate::transcript::latency::{Latency, LatencyStatus};
use crate::transcript::{
    CodeCounts, ExportFormat, ExportOptions, Filter, Reader, RetentionLimit, RowMessage, Summary,
    View, export, findings_path,
};

/// A type, a length and a body, whose first byte numbers the messages of a direction.
fn rules() -> Value {
    json!({
        "joined": [{"kind": "binary", "length": {"offset": 1, "type": "B"}, "max": 200}],
        "code": {"from": "integer", "type": "B"},
        "layouts": [{"name": "m", "format": "<BBB", "fields": [
            {"name": "type"}, {"name": "size"}, {"name": "seq"},
        ], "tail": {"type": "text", "name": "text"}}],
        "rules": [{"layout": "m", "kind": "binary"}],
        "columns": [{"field": "seq"}],
        "sequences": [{"field": "seq"}],
    })
}

fn decoding(rules: &Value) -> (Decoding, Arc<Decoder>) {
    let decoding: Decoding = serde_json::from_value(rules.clone()).unwrap();
    let decoder = Arc::new(Decoder::new(&decoding));
    assert_eq!(decoder.problems(), []);
    (decoding, decoder)
}

fn shared(rules: &Value) -> SharedFindings {
    let (decoding, decoder) = decoding(rules);
    SharedFindings::new(Findings::new(&decoding, decoder))
}

fn message(code: u8, seq: u8, text: &str) -> Vec<u8> {
    [&[code, text.len() as u8 + 1, seq], text.as_bytes()].concat()
}

fn received(payload: &[u8]) -> Message {
    (Direction::Received, Kind::Binary, 0, payload.to_vec())
}

fn sent(payload: &[u8]) -> Message {
    (Direction::Sent, Kind::Binary, 0, payload.to_vec())
}

/// Size of the fixed part of a sidecar.
const FIXED_PART: usize = 64;

/// Two streams: three rows are parts of a message each, one ends two, and texts are in between.
fn rows() -> Vec<Message> {
    let (hello, world) = (message(7, 1, "hello"), message(8, 2, "world"));
    let (third, fourth) = (message(9, 3, "third"), message(7, 4, "fourth"));
    let both = [&world[1..], &third, &fourth[..4]].concat();
    let request = message(5, 1, "request");
    vec![
        received(&hello),
        received(&world[..1]),
        sent(&request[..2]),
        (Direction::Received, Kind::Text, 0, b"a text".to_vec()),
        received(&both),
        sent(&request[2..]),
        (Direction::Received, Kind::Ping, 0, b"ping".to_vec()),
        received(b""),
        received(&fourth[4..]),
    ]
}

fn opened(name: &str, rows: &[Message], options: WriterOptions) -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    write(&path, rows, options);
    let reader = Reader::open(&path).unwrap();
    (folder, reader)
}

fn all_rows(reader: &Reader) -> std::ops::Range<u32> {
    reader.row_range().unwrap()
}

fn matching(reader: &Reader, rules: &Value, filter: &str) -> Vec<u32> {
    let (decoding, _) = decoding(rules);
    let context = FilterContext::with(reader, &decoding).unwrap();
    let mut view = View::new(reader.clone());
    view.set_filter(Some(Filter::new(filter, &context).expect(filter)));
    while view.advance(Duration::ZERO).unwrap() {}
    view.rows(0, u32::MAX)
}

fn exported(reader: &Reader, rules: &Value, format: ExportFormat) -> String {
    let (decoding, decoder) = decoding(rules);
    let findings = SharedFindings::new(Findings::new(&decoding, decoder));
    let options =
        ExportOptions { decoding, findings: Some(findings), ..ExportOptions::new(format, reader) };
    let mut output = Vec::new();
    let go_on = &mut |_| ControlFlow::Continue(());
    export(&mut output, reader, all_rows(reader), &options, go_on).unwrap();
    String::from_utf8(output).unwrap()
}

#[test]
fn a_message_belongs_to_the_row_in_which_it_ends() {
    let (_folder, reader) = opened("a.wlt", &rows(), WriterOptions::default());
    let findings = shared(&rules());
    findings.lock().until(&reader, 9).unwrap();
    let message_of = |row| findings.message(&reader, row).unwrap();
    assert_eq!(message_of(1), RowMessage::Own);
    assert_eq!(message_of(2), RowMessage::Part);
    assert_eq!(message_of(3), RowMessage::Part);
    assert_eq!(message_of(4), RowMessage::Own);
    let two = [message(8, 2, "world"), message(9, 3, "third")].concat();
    assert_eq!(message_of(5), RowMessage::Joined(two));
    assert_eq!(message_of(6), RowMessage::Joined(message(5, 1, "request")));
    assert_eq!(message_of(8), RowMessage::Own, "an empty message is no part");
    assert_eq!(message_of(9), RowMessage::Joined(message(7, 4, "fourth")));
    let found = findings.lock();
    let joined = |row| found.joined(row).unwrap();
    assert_eq!((joined(5).parts(5), joined(5).part_of(5, 20)), (Some((2, 5)), Some(5)));
    assert_eq!((joined(9).parts(9), joined(9).part_of(9, 5)), (Some((5, 9)), None));
    assert_eq!((joined(2).parts(2), joined(2).part_of(2, 1)), (None, Some(2)));
    assert_eq!(found.sums().rows, 0, "no gap, and every message fits");
    let code = |row| found.code(row).cloned();
    let number = |code| Some(CodeValue::Number(code));
    assert_eq!([2, 3, 5, 6, 9].map(code), [None, None, number(8), number(5), number(7)]);
}

#[test]
fn filters_apply_to_the_whole_message() {
    let (_folder, reader) = opened("a.wlt", &rows(), WriterOptions::default());
    let found = |filter| matching(&reader, &rules(), filter);
    assert_eq!(found("field.seq:1"), [1, 6]);
    assert_eq!(found("field.seq:3"), [5], "the second message of the row");
    assert_eq!(found("field.text:fourth"), [9]);
    assert_eq!(found("field.seq:*"), [1, 5, 6, 9]);
    assert_eq!(found("code:7"), [1, 9]);
    assert_eq!(found("code:5,8"), [5, 6]);
    assert_eq!(found("joined:"), [5, 6, 9]);
    assert_eq!(found("-joined:yes kind:binary"), [1, 2, 3, 8]);
    assert_eq!(found("part:yes"), [2, 3, 5, 6, 9]);
    assert_eq!(found("part:no dir:sent"), Vec::<u32>::new());
    assert_eq!(found("hello"), [1], "texts are searched for in what was on the wire");
    assert_eq!(found("world"), [5]);
    let nothing = json!({});
    assert_eq!(matching(&reader, &nothing, "joined:yes"), Vec::<u32>::new());
    assert_eq!(matching(&reader, &nothing, "part:no row:..2"), [1, 2]);
}

#[test]
fn exports_name_the_parts_and_decode_the_whole() {
    let (_folder, reader) = opened("a.wlt", &rows(), WriterOptions::default());
    let lines = exported(&reader, &rules(), ExportFormat::Jsonl);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |row: usize, key: &str| lines[row - 1].get(key).cloned().unwrap_or(json!("absent"));
    assert_eq!((of(1, "parts"), of(1, "part_of")), (json!("absent"), json!("absent")));
    assert_eq!((of(2, "parts"), of(2, "part_of")), (json!("absent"), json!(2)));
    assert_eq!((of(2, "code"), of(2, "fields")), (Value::Null, Value::Null));
    assert_eq!(
        (of(5, "parts"), of(5, "part_of"), of(5, "code")),
        (json!([2, 5]), json!(5), json!(8))
    );
    assert_eq!(
        of(5, "fields")["messages"][1],
        json!({"type": 9, "size": 6, "seq": 3, "text": "third"})
    );
    assert_eq!(of(9, "fields"), json!({"type": 7, "size": 7, "seq": 4, "text": "fourth"}));
    assert_eq!(of(9, "hex"), json!("6f75727468"), "what was on the wire");
    let csv = exported(&reader, &rules(), ExportFormat::Csv);
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].ends_with(",\"seq\",faults,parts"), "{}", rows[0]);
    assert!(rows[2].ends_with(",,,"), "{}", rows[2]);
    assert!(rows[5].ends_with(",\"2\",,\"2..5\""), "{}", rows[5]);
    let plain = exported(&reader, &json!({}), ExportFormat::Jsonl);
    assert!(!plain.contains("part"), "{plain}");
}

#[test]
fn what_never_ends_is_a_fault_where_it_begins() {
    let long = message(7, 1, &"x".repeat(199));
    let close = |direction| (direction, Kind::Close, 0, vec![3, 232]);
    let rows = [
        received(&message(7, 1, "ok")[..3]),
        sent(&message(7, 1, "open")[..3]),
        close(Direction::Received),
        // Too long: its length says so at once, so the row begins and ends with it.
        received(&[message(7, 2, "ok"), long[..4].to_vec()].concat()),
        received(&message(7, 3, "again")),
        (Direction::Sent, Kind::Marker, 0, b"connection 2".to_vec()),
        sent(&message(7, 9, "anew")),
    ];
    let (_folder, reader) = opened("a.wlt", &rows, WriterOptions::default());
    let findings = shared(&rules());
    findings.lock().until(&reader, 2).unwrap();
    assert_eq!(findings.lock().sums().rows, 0, "both may go on");
    findings.lock().until(&reader, 7).unwrap();
    let found = findings.lock();
    let split = |row| found.faults(row).contains(FaultKind::Split);
    let rows: Vec<u32> = (1..=7).filter(|row| split(*row)).collect();
    assert_eq!(rows, [1, 2, 4]);
    assert_eq!((found.sums().of(FaultKind::Split), found.revisions()), (3, 2));
    assert!(!found.faults(5).contains(FaultKind::Gap), "the message before it counted");
    drop(found);
    assert_eq!(matching(&reader, &rules(), "fault:split"), [1, 2, 4]);
    assert_eq!(matching(&reader, &rules(), "seq:*"), Vec::<u32>::new());
}

#[test]
fn a_view_learns_of_faults_in_rows_that_it_has_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.wlt");
    let mut writer = create(&path, WriterOptions::default());
    push(&mut writer, &received(&message(7, 1, "open")[..3]));
    let reader = Reader::open(&path).unwrap();
    until("the row is stored", || writer.flush() && reader.rows().unwrap() == 1);
    let (decoding, _) = decoding(&rules());
    let context = FilterContext::with(&reader, &decoding).unwrap();
    let mut view = View::new(reader.clone());
    view.set_filter(Some(Filter::new("fault:*", &context).unwrap()));
    while view.advance(Duration::ZERO).unwrap() {}
    let generation = view.generation();
    assert_eq!(view.total(), 0);
    push(&mut writer, &(Direction::Received, Kind::Close, 0, vec![3, 232]));
    until("the row is stored", || writer.flush() && reader.rows().unwrap() == 2);
    while view.advance(Duration::ZERO).unwrap() {}
    assert_eq!(view.rows(0, 9), [1]);
    assert!(view.generation() > generation);
    writer.finish().unwrap();
}

#[test]
fn parts_are_loaded_from_the_sidecar() {
    let mut all = rows();
    all.push(received(&message(7, 5, "to be continued")[..4]));
    let (_folder, reader) = opened("a.wlt", &all, WriterOptions::default());
    let findings = shared(&rules());
    findings.lock().until(&reader, 10).unwrap();
    findings.save_from(&reader, 1);
    assert!(findings_path(reader.path()).exists());
    let again = shared(&rules());
    assert!(!again.lock().advance(&reader, Duration::ZERO).unwrap());
    for row in 1..=10 {
        assert_eq!(again.lock().joined(row), findings.lock().joined(row), "row {row}");
        assert_eq!(again.message(&reader, row).unwrap(), findings.message(&reader, row).unwrap());
    }
    // A sidecar whose rows point forward is none.
    let bytes = std::fs::read(findings_path(reader.path())).unwrap();
    let ends = (0..FIXED_PART).chain(bytes.len() - 16 * 6..bytes.len());
    for at in ends {
        let mut changed = bytes.clone();
        changed[at] ^= 0x41;
        std::fs::write(findings_path(reader.path()), &changed).unwrap();
        let again = shared(&rules());
        again.lock().until(&reader, 10).unwrap();
        assert_eq!(again.lock().joined(5), findings.lock().joined(5), "byte {at}");
    }
}

#[test]
fn counts_latencies_and_comparisons_know_whole_messages_only() {
    let request = message(5, 1, "request");
    let reply = message(5, 1, "reply");
    let rows =
        [sent(&request[..2]), sent(&request[2..]), received(&reply[..5]), received(&reply[5..])];
    let rows: Vec<Message> =
        (0..).zip(rows).map(|(at, row)| (row.0, row.1, at * 1_000_000, row.3)).collect();
    let (_folder, reader) = opened("a.wlt", &rows, WriterOptions::default());
    let (source, decoder) = decoding(&rules());
    let summary = Summary::of(&reader, &mut || ControlFlow::Continue(())).unwrap().unwrap();
    let counts =
        CodeCounts::of(&reader, decoder.clone(), &summary, &mut || ControlFlow::Continue(()));
    assert_eq!(counts.unwrap().unwrap().codes, [(CodeValue::Number(5), 2)]);
    let mut latency = Latency::new(&source, decoder);
    latency.until(&reader, 4).unwrap();
    let status = latency.of(&reader, &reader.record(4).unwrap()).unwrap();
    assert_eq!(status, LatencyStatus::Reply { request: 2, ns: 2_000_000 });
}

#[test]
fn a_message_whose_beginning_was_removed_is_left_a_part() {
    let mut all = vec![received(&message(7, 1, "0123456789")[..5])];
    // Rows of another stream, until the first segment is removed.
    all.extend((0..2000).map(|_| (Direction::Received, Kind::Text, 0, vec![b'x'; 100])));
    all.push(received(&message(7, 1, "0123456789")[5..]));
    all.push(received(&message(7, 2, "next")));
    let options =
        WriterOptions { keep: RetentionLimit::Messages(1000), ..WriterOptions::default() };
    let (_folder, reader) = opened("a.wlt", &all, options);
    let findings = shared(&rules());
    let last = reader.rows().unwrap();
    assert!(reader.first_row() > 1);
    findings.lock().until(&reader, last).unwrap();
    // Without its beginning, the rest looks like the start of a message.
    assert_eq!(findings.lock().last_scanned(), last);
}
