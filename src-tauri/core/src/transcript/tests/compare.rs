use std::ops::ControlFlow;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::packet::rules::{Decoder, Decoding};
use crate::transcript::{
    ComparisonOptions, PieceKind, Reader, TranscriptComparison, compare_bytes, compare_rows,
    compare_transcripts,
};

proptest! {
    #[test]
    fn pieces_cover_both_sides_and_have_the_right_kind(
        a in proptest::collection::vec(0u8..4, 0..60), b in proptest::collection::vec(0u8..4, 0..60)
    ) {
        covers(&a, &b);
    }
}

fn covers(a: &[u8], b: &[u8]) -> Vec<PieceKind> {
    let comparison = compare_bytes(a, b);
    let (mut at_a, mut at_b) = (0, 0);
    for piece in &comparison.pieces {
        assert_eq!((piece.a.start, piece.b.start), (at_a, at_b), "{:?}", comparison.pieces);
        (at_a, at_b) = (piece.a.end, piece.b.end);
        let (in_a, in_b) = (&a[piece.a.clone()], &b[piece.b.clone()]);
        match piece.kind {
            PieceKind::Equal => assert_eq!(in_a, in_b),
            PieceKind::Changed => assert!(in_a != in_b),
            PieceKind::Inserted => assert!(in_a.is_empty() && !in_b.is_empty()),
            PieceKind::Removed => assert!(in_b.is_empty() && !in_a.is_empty()),
        }
    }
    assert_eq!((at_a, at_b), (a.len(), b.len()));
    comparison.pieces.iter().map(|piece| piece.kind).collect()
}

#[test]
fn short_differences_are_aligned_and_long_ones_compared_by_position() {
    use PieceKind::*;
    assert_eq!(covers(b"abcdef", b"abcXdef"), [Equal, Inserted, Equal]);
    assert_eq!(covers(b"abcdef", b"abef"), [Equal, Removed, Equal]);
    assert_eq!(covers(b"abcdef", b"abXdef"), [Equal, Changed, Equal]);
    assert_eq!(covers(b"", b""), []);
    let a = vec![0u8; 1_000_000];
    let mut b = a.clone();
    (b[10], b[900_000]) = (1, 1);
    assert_eq!(covers(&a, &b), [Equal, Changed, Equal, Changed, Equal]);
    b.truncate(950_000);
    b[949_999] = 1;
    assert_eq!(covers(&a, &b).last(), Some(&Removed));
    assert_eq!(covers(&b, &a).last(), Some(&Inserted));
    // Even without anything in common the comparison ends soon.
    let noise =
        |seed: u32| (0..60_000u32).map(|i| (i.wrapping_mul(seed) >> 7) as u8).collect::<Vec<_>>();
    covers(&noise(2_654_435_761), &noise(40_503));
    let odd: Vec<u8> = (0..300_000).map(|i| (i % 2) as u8).collect();
    assert!(covers(&odd, &vec![0; 300_000]).len() <= 10_001);
}

fn decoding() -> Decoding {
    serde_json::from_value(json!({
        "codes": [{"code": 100, "name": "PUSH"}],
        "layouts": [{"name": "p", "format": "<iqB", "fields": [{"name": "code"}, {"name": "seq"}, {"name": "level"}], "tail": {"type": "json"}}],
        "rules": [{"layout": "p", "code": 100}]
    }))
    .unwrap()
}

fn push_message(seq: i64, level: u8, tail: &str) -> Message {
    let payload =
        [&100i32.to_le_bytes()[..], &seq.to_le_bytes(), &[level], tail.as_bytes()].concat();
    (Direction::Received, Kind::Binary, seq, payload)
}

fn reader(folder: &Path, name: &str, messages: &[Message]) -> Reader {
    let path = folder.join(name);
    write(&path, messages, WriterOptions::default());
    Reader::open(&path).unwrap()
}

#[test]
fn rows_are_compared_by_field() {
    let folder = tempfile::tempdir().unwrap();
    let messages =
        [push_message(1, 3, r#"{"a": [1, 2]}"#), push_message(1, 4, r#"{"a": [1], "b": null}"#)];
    let reader = reader(folder.path(), "a.wlt", &messages);
    let decoder = Decoder::new(&decoding());
    let comparison = compare_rows((&reader, 1, &decoder), (&reader, 2, &decoder)).unwrap();
    let fields: Vec<_> = comparison
        .fields
        .iter()
        .map(|field| (field.path.as_str(), field.a.as_deref(), field.b.as_deref(), field.is_equal))
        .collect();
    assert_eq!(
        fields,
        [
            ("code", Some("100"), Some("100"), true),
            ("seq", Some("1"), Some("1"), true),
            ("level", Some("3"), Some("4"), false),
            ("tail.a[0]", Some("1"), Some("1"), true),
            ("tail.a[1]", Some("2"), None, false),
            ("tail.b", None, Some("null"), false),
        ]
    );
    assert!(!comparison.is_equal);
    assert!(compare_rows((&reader, 1, &decoder), (&reader, 1, &decoder)).unwrap().is_equal);
}

#[test]
fn times_are_compared_by_value_and_displayed_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let decoding: Decoding = serde_json::from_value(json!({
        "layouts": [{"name": "t", "format": "<id", "fields": [{"name": "code"}, {"name": "time", "display": "unix"}]}],
        "rules": [{"layout": "t", "code": 100}]
    }))
    .unwrap();
    let message = |time: f64| {
        let payload = [&100i32.to_le_bytes()[..], &time.to_le_bytes()].concat();
        (Direction::Received, Kind::Binary, 1, payload)
    };
    // The last two differ by less than the displayed precision.
    let near = 1_796_017_996.25;
    let messages =
        [message(near), message(near + 60.0), message(f64::from_bits(near.to_bits() + 1))];
    let reader = reader(folder.path(), "t.wlt", &messages);
    let decoder = Decoder::new(&decoding);
    let time = |b: u32| {
        let comparison = compare_rows((&reader, 1, &decoder), (&reader, b, &decoder)).unwrap();
        let field = comparison.fields.into_iter().find(|field| field.path == "time").unwrap();
        (field.a.unwrap(), field.b.unwrap(), field.is_equal)
    };
    let (a, b, is_equal) = time(2);
    assert!(a.starts_with("2026-11-30T") && b.starts_with("2026-11-30T") && a != b, "{a} {b}");
    assert!(!is_equal);
    let (a, b, is_equal) = time(3);
    assert!(a != b && !is_equal, "{a} {b}");
    assert!(time(1).2);
}

#[test]
fn differences_at_the_end_of_a_long_value_are_detected() {
    let folder = tempfile::tempdir().unwrap();
    let decoder = Decoder::new(&decoding());
    // As JSON, and as text if it is not JSON.
    for (open, close) in [(r#"{"a": ""#, r#""}"#), ("", "")] {
        let message =
            |end: &str| push_message(1, 3, &format!("{open}{}{end}{close}", "x".repeat(100_000)));
        let name = format!("{}.wlt", open.len());
        let reader = reader(folder.path(), &name, &[message("1"), message("2")]);
        let comparison = compare_rows((&reader, 1, &decoder), (&reader, 2, &decoder)).unwrap();
        let different: Vec<_> = comparison.fields.iter().filter(|field| !field.is_equal).collect();
        assert_eq!(different.len(), 1, "{open}");
        assert!(different[0].path.starts_with("tail"));
    }
}

/// A megabyte key is repeated in the path of each value below it: 4 GB of paths for a message of
/// one megabyte.
#[test]
fn hostile_03_long_keys_and_values_take_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let decoder = Decoder::new(&decoding());
    let many: Vec<_> = (0..4000).map(|n| format!("\"{n}\":1")).collect();
    let message = |end: &str| {
        let inside = format!("{{{},\"last\":\"{}{end}\"}}", many.join(","), "v".repeat(100_000));
        push_message(1, 3, &format!("{{\"{}\":{inside}}}", "é".repeat(500_000)))
    };
    let reader = reader(folder.path(), "a.wlt", &[message("1"), message("2")]);
    let comparison = compare_rows((&reader, 1, &decoder), (&reader, 2, &decoder)).unwrap();
    let size = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let bytes: usize = comparison
        .fields
        .iter()
        .map(|field| field.path.len() + size(&field.a) + size(&field.b))
        .sum();
    assert!(comparison.fields.len() > 4000 && bytes < 8 << 20, "{bytes}");
    let different: Vec<_> = comparison.fields.iter().filter(|field| !field.is_equal).collect();
    assert!(different.len() == 1 && different[0].path.ends_with(".last"), "{}", different.len());
}

fn sessions(a: &[Message], b: &[Message], ignore: &[&str]) -> TranscriptComparison {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (reader(folder.path(), "a.wlt", a), reader(folder.path(), "b.wlt", b));
    let ignore = ignore.iter().map(|path| (*path).to_owned()).collect();
    let options = ComparisonOptions { decoding: decoding(), ignore };
    compare_transcripts(&a, &b, &options, &mut |_| ControlFlow::Continue(())).unwrap().unwrap()
}

#[test]
fn transcripts_are_compared_by_command() {
    let text =
        |time: i64, text: &str| (Direction::Sent, Kind::Text, time, text.as_bytes().to_vec());
    let a = [text(1, "login"), push_message(1, 3, "{}"), push_message(2, 3, "{}"), text(9, "bye")];
    // Different times, and another order between commands.
    let same =
        [push_message(1, 3, "{}"), text(5, "login"), text(6, "bye"), push_message(2, 3, "{}")];
    let comparison = sessions(&a, &same, &[]);
    assert!(comparison.is_equal, "{comparison:?}");
    assert_eq!(comparison.commands.len(), 2);

    let b = [
        text(1, "login"),
        push_message(1, 3, "{}"),
        push_message(7, 5, "{}"),
        push_message(8, 3, "{}"),
    ];
    let comparison = sessions(&a, &b, &[]);
    assert!(!comparison.is_equal);
    let texts = &comparison.commands[0];
    assert_eq!((texts.a.count, texts.b.count, texts.first_difference), (2, 1, Some((4, 0))));
    let pushes = &comparison.commands[1];
    assert_eq!((pushes.name.as_deref(), pushes.code.clone()), (Some("PUSH"), Some(100.into())));
    assert_eq!((pushes.a.count, pushes.b.count, pushes.b.bytes), (2, 3, 45));
    assert_eq!(pushes.first_difference, Some((3, 3)));
    let spread: Vec<_> = pushes
        .fields
        .iter()
        .map(|field| (field.path.as_str(), field.only_a.join(","), field.only_b.join(",")))
        .collect();
    assert_eq!(
        spread,
        [("level", String::new(), "5".to_owned()), ("seq", "2".to_owned(), "7,8".to_owned()),]
    );

    // A sequence number that is ignored.
    let c =
        [text(1, "login"), push_message(11, 3, "{}"), push_message(12, 3, "{}"), text(1, "bye")];
    assert!(!sessions(&a, &c, &[]).is_equal);
    assert!(sessions(&a, &c, &["seq"]).is_equal);
    assert!(!sessions(&a, &b, &["seq"]).is_equal);
}

#[test]
fn values_of_a_field_with_many_are_not_listed() {
    let many =
        |from: i64| (from..from + 200).map(|seq| push_message(seq, 3, "{}")).collect::<Vec<_>>();
    let comparison = sessions(&many(0), &many(100), &[]);
    let field = &comparison.commands[0].fields[0];
    assert_eq!((field.path.as_str(), field.is_many, field.only_a.len()), ("seq", true, 0));
    assert!(sessions(&many(0), &many(0), &[]).is_equal);
    assert!(sessions(&many(0), &many(0), &[]).commands[0].fields.is_empty());
    assert!(sessions(&[], &[], &[]).is_equal);
}

proptest! {
    /// With a path to ignore, every message is decoded.
    #[test]
    fn skipping_what_was_seen_changes_nothing(
        a in proptest::collection::vec((0i32..3, 0i64..90, 0u8..4, 0usize..4), 0..150),
        b in proptest::collection::vec((0i32..3, 0i64..90, 0u8..4, 0usize..4), 0..150),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let tails: [&[u8]; 4] = [b"", b"{\"n\": 1}", b"text", b"\xFF"];
        let session = |name: &str, rows: &[(i32, i64, u8, usize)]| {
            let message = |&(code, seq, level, tail): &(i32, i64, u8, usize)| {
                let payload = [&code.to_le_bytes()[..], &seq.to_le_bytes(), &[level], tails[tail]].concat();
                (Direction::Received, Kind::Binary, 0, payload)
            };
            reader(folder.path(), name, &rows.iter().map(message).collect::<Vec<_>>())
        };
        let (a, b) = (session("a.wlt", &a), session("b.wlt", &b));
        let rules = json!({
            "layouts": [
                {"name": "fixed", "format": "<iqB", "fields": [{"name": "code"}, {"name": "seq"}, {"name": "level", "bits": [{"name": "low", "from": 0, "to": 0}]}], "tail": {"type": "text"}},
                {"name": "json", "format": "<iqB", "fields": [{"name": "code"}, {"name": "seq"}], "tail": {"type": "json"}},
            ],
            "rules": [{"layout": "fixed", "code": 1}, {"layout": "json", "code": 2}]
        });
        let decoding: Decoding = serde_json::from_value(rules).unwrap();
        let compared = |ignore: &[&str]| {
            let ignore = ignore.iter().map(|path| (*path).to_owned()).collect();
            let options = ComparisonOptions { decoding: decoding.clone(), ignore };
            compare_transcripts(&a, &b, &options, &mut |_| ControlFlow::Continue(())).unwrap().unwrap()
        };
        prop_assert_eq!(compared(&[]), compared(&["nothing"]));
    }
}
