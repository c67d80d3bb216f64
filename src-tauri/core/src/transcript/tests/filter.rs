//! Tests of the filter language: meaning, errors, and agreement with a naive evaluation.

mod clicks;
mod language;
mod naive;

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::json;

use super::*;
use crate::packet::rules::{Decoder, Decoding};
use crate::transcript::filter::{Context, NoteSource};
use crate::transcript::findings::{Findings, SharedFindings};
use crate::transcript::latency::{Latency, SharedLatency};
use crate::transcript::{Filter, Reader, View};

#[derive(Debug)]
struct TestNotes;

impl NoteSource for TestNotes {
    fn pinned(&self) -> Vec<u32> {
        vec![3, 1]
    }

    fn notes(&self) -> Vec<(u32, String)> {
        vec![(2, "Slow one".to_owned()), (1, "first".to_owned())]
    }
}

/// Codes 1 (received LOGIN_OK) and 2 (both directions), and a push with a layout.
fn decoding() -> Decoding {
    serde_json::from_value(json!({
        "codes": [
            {"code": 1, "name": "LOGIN_OK", "direction": "received"},
            {"code": 2, "name": "set services", "direction": "sent"},
            {"code": 2, "name": "SERVICES"},
        ],
        "layouts": [
            {"name": "push", "format": "<iqd", "fields": [
                {"name": "code"}, {"name": "seq"}, {"name": "price"}
            ], "tail": {"type": "text", "name": "service"}},
            {"name": "flags", "format": "<iB", "fields": [
                {"name": "code"}, {"name": "state", "labels": {"3": "halted"}}
            ]},
        ],
        "rules": [{"code": 100, "layout": "push"}, {"code": 7, "layout": "flags"}],
    }))
    .unwrap()
}

fn context() -> Context {
    let decoding = decoding();
    let decoder = Arc::new(Decoder::new(&decoding));
    let latency = Some(SharedLatency::new(Latency::new(&decoding, Arc::clone(&decoder))));
    let notes: Option<Arc<dyn NoteSource>> = Some(Arc::new(TestNotes));
    let findings = Some(SharedFindings::new(Findings::new(&decoding, Arc::clone(&decoder))));
    Context { decoder, zone: TimeZone::UTC, latency, findings, notes, ..Context::default() }
}

fn push_of(seq: i64, price: f64, service: &str) -> Vec<u8> {
    let mut bytes = 100i32.to_le_bytes().to_vec();
    bytes.extend(seq.to_le_bytes());
    bytes.extend(price.to_le_bytes());
    bytes.extend(service.as_bytes());
    bytes
}

fn coded(code: i32, tail: &[u8]) -> Vec<u8> {
    [&code.to_le_bytes(), tail].concat()
}

/// The rows of `messages` that match each filter; checks that all ways of evaluation agree.
fn matching_rows(messages: &[Message], texts: &[&str]) -> Vec<Vec<u32>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, messages, WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let start_ns = messages.first().map_or(0, |message| message.2);
    let rows_of = |text: &&str| {
        let context = Context { start_ns, ..context() };
        let filter = Filter::new(text, &context).unwrap_or_else(|error| panic!("{text}: {error}"));
        let mut view = View::new(reader.clone());
        view.set_filter(Some(filter.clone()));
        while view.advance(Duration::ZERO).unwrap() {}
        let matches = view.rows(0, u32::MAX);
        let all: Vec<u32> = (1..=messages.len() as u32).collect();
        let singly = filter.matches(&reader, &all).unwrap();
        let singly: Vec<u32> = all.into_iter().filter(|row| singly[*row as usize - 1]).collect();
        assert_eq!(matches, singly, "{text}: row by row");
        matches
    };
    texts.iter().map(rows_of).collect()
}

#[test]
fn every_kind_of_test_matches_the_right_rows() {
    let day = 20_000 * 86_400 * 1_000_000_000i64;
    let at = |seconds: i64| day + (10 * 3600 + seconds) * 1_000_000_000;
    let big = i64::MAX - 1;
    let messages: Vec<Message> = vec![
        (Direction::Sent, Kind::Text, at(0), br#"{"user": {"id": 9007199254740993}}"#.to_vec()),
        (Direction::Received, Kind::Binary, at(1), coded(1, br#"{"user_id": "Ann B"}"#)),
        (Direction::Sent, Kind::Binary, at(2), coded(2, br#"["first", "second"]"#)),
        (Direction::Received, Kind::Binary, at(60), coded(2, br#"["first"]"#)),
        (Direction::Received, Kind::Binary, at(300), push_of(big, 10.5, "first")),
        (Direction::Received, Kind::Binary, at(301), push_of(big + 1, -0.5, "second")),
        (Direction::Received, Kind::Binary, at(302), coded(7, &[3])),
        (Direction::Received, Kind::Ping, at(303), b"beat".to_vec()),
        (Direction::Sent, Kind::Close, at(304), b"\x03\xe8and bye".to_vec()),
        (Direction::Received, Kind::Binary, at(86_400), b"\x01".to_vec()),
    ];
    let expected: &[(&str, &[u32])] = &[
        ("", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("FIRST", &[3, 4, 5]),
        ("\"FIRST\"", &[]),
        ("\"FIRST\"i", &[3, 4, 5]),
        ("\"and bye\"", &[9]),
        ("\"and\"", &[9]),
        ("first -second", &[4, 5]),
        ("first not second", &[4, 5]),
        ("first and second or bye", &[3, 9]),
        ("(first or bye) dir:sent", &[3, 9]),
        ("not (first or second) dir:received", &[2, 7, 8, 10]),
        ("/f[a-i]rst\"/", &[3, 4]),
        ("/ANN\\s/i", &[2]),
        ("/(?-u)^\\x01/", &[2, 10]),
        ("/\\x7B\\/|user_id/", &[2]),
        ("user_id:", &[]),
        ("user\":", &[1]),
        ("{\"user_id\":", &[2]),
        ("code:2", &[3, 4]),
        ("code:1,7", &[2, 7]),
        ("code:2..100", &[3, 4, 5, 6, 7]),
        ("code:3..", &[5, 6, 7]),
        ("code:-1", &[]),
        ("code>=7", &[5, 6, 7]),
        ("code!=2", &[1, 2, 5, 6, 7, 8, 9, 10]),
        ("code:*", &[2, 3, 4, 5, 6, 7]),
        ("-code:* dir:received", &[8, 10]),
        ("code:login_ok", &[2]),
        ("code:\"set services\"", &[3]),
        ("code:SERVICES,100", &[3, 4, 5, 6]),
        ("dir:sent", &[1, 3, 9]),
        ("dir=received kind:ping", &[8]),
        ("kind:text,close", &[1, 9]),
        ("-kind:ping,pong,binary", &[1, 9]),
        ("kind:event", &[]),
        ("-kind:event row:1", &[1]),
        ("size<5", &[8, 10]),
        ("size > 1k", &[]),
        ("size:4..5", &[7, 8]),
        ("row:2..3,9", &[2, 3, 9]),
        ("row<=2", &[1, 2]),
        ("time:10:00..10:01", &[1, 2, 3, 4, 10]),
        ("time:10:05", &[5, 6, 7, 8, 9]),
        ("time:10:05:01", &[6]),
        ("time:23:00..10:00:01", &[1, 2, 10]),
        ("time:+1s..+60s", &[2, 3, 4]),
        ("time>+301s", &[7, 8, 9, 10]),
        ("time:2024-10-05", &[10]),
        ("time>=2024-10-04T10:05 time<2024-10-04T10:05:02Z", &[5, 6]),
        ("time:2024-10-04T12:05:00+02:00..", &[5, 6, 7, 8, 9, 10]),
        ("field.tail:first", &[3, 4]),
        ("field.service:FIR", &[5]),
        ("field.service=fir", &[]),
        ("field.service=first", &[5]),
        ("field.seq=9223372036854775806", &[5]),
        ("field.seq>9223372036854775806", &[6]),
        ("field.seq:9223372036854775807,1", &[6]),
        ("field.price>10", &[5]),
        ("field.price:-1..1", &[6]),
        ("field.price=-0.5", &[6]),
        ("field.state:halted", &[7]),
        ("field.state=halted", &[7]),
        ("field.state:3", &[7]),
        ("field.user.id=9007199254740993", &[1]),
        ("field.user.id>9007199254740992", &[1]),
        ("field.user.id>9007199254740993", &[]),
        ("field.json.user.id:*", &[1]),
        ("field.json.user_id:\"Ann\"", &[2]),
        ("field.json.user_id:\"ann\"", &[]),
        ("field.tail.user_id=\"Ann B\"", &[2]),
        ("field.code:*", &[2, 3, 4, 5, 6, 7]),
        ("field.user:9007", &[1]),
        ("latency>0", &[4]),
        ("latency:57s..57.9s", &[]),
        ("latency:57s..58s or latency=58s", &[4]),
        ("latency<58000", &[]),
        ("pinned:", &[1, 3]),
        ("pinned:no row<4", &[2]),
        ("note:", &[1, 2]),
        ("note:slow", &[2]),
        ("note:\"slow\"", &[]),
    ];
    let texts: Vec<&str> = expected.iter().map(|(text, _)| *text).collect();
    for (matches, (text, rows)) in matching_rows(&messages, &texts).iter().zip(expected) {
        assert_eq!(matches, rows, "{text}");
    }
}

#[test]
fn notes_beside_the_transcript_can_be_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &super::messages(5), WriterOptions::default());
    let reader = Reader::open(&path).unwrap();
    let mut notes = crate::transcript::Notes::load(&reader).unwrap();
    notes.pin(2, true);
    notes.annotate(4, "Slow one").unwrap();
    notes.save().unwrap();
    for (text, row) in [("pinned:", 2), ("note:slow", 4)] {
        let filter = Filter::new(text, &Context::of(&reader).unwrap()).unwrap();
        let is_match = filter.matches(&reader, &[1, 2, 3, 4, 5]).unwrap();
        assert_eq!(is_match.iter().position(|is_match| *is_match), Some(row - 1), "{text}");
        assert_eq!(is_match.iter().filter(|is_match| **is_match).count(), 1, "{text}");
    }
}
