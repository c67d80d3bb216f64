//! The lenses on the recorded sessions of tests/sessions, whose JSON says what each row is.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::packet::lens::{Lens, LensFinding, LensFlow, Mark};
use crate::packet::rules::{Decoder, Decoding};
use crate::profile::model::Profile;
use crate::transcript::filter::Context as FilterContext;
use crate::transcript::findings::Findings;
use crate::transcript::latency::{Latency, LatencyStatus};
use crate::transcript::{Filter, Reader, RecordInfo, View};

/// The sessions, and the lens of those whose subprotocol does not choose it.
const SESSIONS: [(&str, Option<&str>); 13] = [
    ("cdp", Some("cdp")),
    ("graphql-ws", None),
    ("json-rpc", Some("json-rpc")),
    ("mqtt-3.1.1", None),
    ("mqtt-5", None),
    ("nats", Some("nats")),
    ("phoenix", Some("phoenix")),
    ("signalr-json", Some("signalr")),
    ("signalr-msgpack", Some("signalr")),
    ("socketio", Some("socketio")),
    ("socketio-msgpack", Some("socketio")),
    ("stomp", None),
    ("stomp-error", None),
];

/// Rows whose type is another one than the JSON's, and why.
const OTHER_TYPES: [(&str, u32, &str); 4] = [
    // The events of rpc-websockets are no JSON-RPC; the JSON has the first word of its description.
    ("json-rpc", 12, ""),
    ("json-rpc", 13, ""),
    ("json-rpc", 18, ""),
    // A call without a method has no type; the JSON has the first word of its description.
    ("json-rpc", 31, ""),
];

/// The rows that break their protocol; all others must be sound. Most were sent on purpose.
const FAULTY: [(&str, &[u32]); 4] = [
    ("cdp", &[33]),
    // Events of rpc-websockets, what is no JSON, and a call without a method.
    ("json-rpc", &[12, 13, 18, 29, 31]),
    // PUBLISH without a topic; an operation that does not exist.
    ("mqtt-5", &[]),
    ("nats", &[31]),
];

/// A recorded session, opened from a copy: opening a transcript writes its index beside it.
struct Session {
    name: &'static str,
    rows: Vec<Value>,
    decoding: Decoding,
    reader: Reader,
    records: Vec<RecordInfo>,
    _folder: tempfile::TempDir,
}

fn sessions() -> Vec<Session> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sessions");
    let json = |path: String| -> Value {
        serde_json::from_slice(&std::fs::read(folder.join(path)).unwrap()).unwrap()
    };
    let open = |(name, lens): (&'static str, Option<&str>)| {
        let described = json(format!("{name}.json"));
        let mut profile = json(described["profile"].as_str().unwrap().to_owned());
        if let Some(lens) = lens {
            profile["lens"] = json!(lens);
        }
        let profile: Profile = serde_json::from_value(profile).unwrap();
        let copies = tempfile::tempdir().unwrap();
        let copy = copies.path().join("session.wlt");
        std::fs::copy(folder.join(format!("{name}.wlt")), &copy).unwrap();
        let reader = Reader::open(&copy).unwrap();
        Session {
            name,
            rows: described["rows"].as_array().unwrap().clone(),
            decoding: profile.decoding(),
            records: reader.records(1..u32::MAX).unwrap(),
            reader,
            _folder: copies,
        }
    };
    SESSIONS.into_iter().map(open).collect()
}

impl Session {
    fn decoder(&self) -> Arc<Decoder> {
        Arc::new(Decoder::new(&self.decoding))
    }

    fn is_data(record: &RecordInfo) -> bool {
        matches!(record.kind, Kind::Text | Kind::Binary)
    }

    fn lens(&self) -> Lens {
        self.decoding.lens().expect("a lens")
    }

    fn payload(&self, record: &RecordInfo) -> Vec<u8> {
        self.reader.payload_of(record, 0, u32::MAX).unwrap()
    }

    /// What the lens finds in each text and binary row.
    fn read(&self) -> Vec<(u32, LensFinding)> {
        let mut flow = LensFlow::default();
        let data = self.records.iter().filter(|record| Session::is_data(record));
        data.map(|record| {
            let payload = self.payload(record);
            (record.row, flow.next(self.lens(), record.kind, record.direction, &payload))
        })
        .collect()
    }

    fn row(&self, row: u32) -> &Value {
        &self.rows[row as usize - 1]
    }

    fn expected_type(&self, row: u32) -> &str {
        let other = OTHER_TYPES.iter().find(|(name, one, _)| (*name, *one) == (self.name, row));
        other.map_or_else(|| self.row(row)["type"].as_str().unwrap(), |(_, _, other)| other)
    }

    fn rows_of(&self, filter: &str) -> Vec<u32> {
        let context = FilterContext::with(&self.reader, &self.decoding).unwrap();
        let mut view = View::new(self.reader.clone());
        view.set_filter(Some(Filter::new(filter, &context).unwrap()));
        while view.advance(Duration::from_secs(1)).unwrap() {}
        view.rows(0, 1000)
    }

    fn rows_that(&self, is: impl Fn(&Value) -> bool) -> Vec<u32> {
        let rows = self.rows.iter().filter(|row| is(row));
        rows.map(|row| row["row"].as_u64().unwrap() as u32).collect()
    }
}

#[test]
fn each_row_of_each_session_has_its_type_and_records() {
    for session in sessions() {
        let mut findings = Findings::new(&session.decoding, session.decoder());
        findings.until(&session.reader, session.records.len() as u32).unwrap();
        for (row, read) in session.read() {
            let at = format!("{} row {row}", session.name);
            let code = findings.code(row).map(ToString::to_string).unwrap_or_default();
            assert_eq!(code, session.expected_type(row), "{at}");
            assert_eq!(findings.code(row), read.code.as_ref(), "{at}");
            if let Some(records) = session.row(row)["records"].as_array() {
                // The JSON describes records of JSON-RPC in words: `call add`, `error -32601`.
                let name = |record: &Value| {
                    let text = record.as_str().unwrap();
                    let text = text.strip_prefix("call ").unwrap_or(text);
                    let text = text.strip_prefix("notification ").unwrap_or(text);
                    text.split(' ').next().unwrap().to_owned()
                };
                let records: Vec<_> = records.iter().map(name).collect();
                assert_eq!(read.records, records, "{at}");
            } else {
                assert!(read.records.len() <= 1, "{at}: {:?}", read.records);
            }
        }
    }
}

#[test]
fn heartbeats_errors_and_parts_are_marked_and_found_by_filters() {
    for session in sessions() {
        let is = |key: &'static str| move |row: &Value| row[key] == json!(true);
        let heartbeats = session.rows_that(is("heartbeat"));
        let errors = session.rows_that(is("error"));
        let parts = session
            .rows_that(|row| row.get("part_of").is_some_and(|part_of| *part_of != row["row"]));
        assert_eq!(session.rows_of("is:heartbeat"), heartbeats, "{}", session.name);
        assert_eq!(session.rows_of("is:error"), errors, "{}", session.name);
        assert_eq!(session.rows_of("is:part"), parts, "{}", session.name);
        for (row, read) in session.read() {
            let marks = read.marks();
            assert_eq!(marks.contains(Mark::Heartbeat), heartbeats.contains(&row));
            assert_eq!(marks.contains(Mark::Error), errors.contains(&row));
        }
        let others = session.rows_of("-is:heartbeat,error,part").len();
        let marked = session.rows_of("is:heartbeat,error,part").len();
        assert_eq!(others + marked, session.rows.len());
    }
}

#[test]
fn each_answer_is_paired_with_its_request() {
    for session in sessions() {
        let mut latency = Latency::new(&session.decoding, session.decoder());
        assert_eq!(latency.rule(), "lens");
        latency.until(&session.reader, session.records.len() as u32).unwrap();
        let mut answers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for pair in latency.pairs() {
            answers.entry(pair.reply).or_default().push(pair.request);
        }
        for record in &session.records {
            let row = record.row;
            let expected: Vec<u32> =
                serde_json::from_value(session.row(row)["answers"].clone()).unwrap();
            let found = answers.remove(&row).unwrap_or_default();
            assert_eq!(found, expected, "{} row {row}", session.name);
            if let [request] = expected.as_slice() {
                let status = latency.of(&session.reader, record).unwrap();
                let is_reply =
                    matches!(status, LatencyStatus::Reply { request: one, .. } if one == *request);
                assert!(is_reply, "{} row {row}: {status:?}", session.name);
            }
        }
    }
}

#[test]
fn rows_of_a_subscription_have_its_id() {
    for session in sessions() {
        // MQTT matches topics with filters, which is not read.
        if session.lens() == Lens::Mqtt {
            continue;
        }
        let streams: BTreeMap<u32, _> =
            session.read().into_iter().map(|(row, read)| (row, read.stream)).collect();
        for row in session.rows_that(|row| row.get("belongs_to").is_some()) {
            let beginning = session.row(row)["belongs_to"].as_u64().unwrap() as u32;
            assert!(streams[&row].is_some(), "{} row {row}", session.name);
            assert_eq!(streams[&row], streams[&beginning], "{} row {row}", session.name);
        }
    }
}

#[test]
fn only_what_breaks_the_protocol_is_a_fault() {
    for session in sessions() {
        let expected = FAULTY.iter().find(|(name, _)| *name == session.name);
        let expected = expected.map_or(&[][..], |(_, rows)| rows);
        assert_eq!(session.rows_of("fault:*"), expected, "{}", session.name);
    }
}

#[test]
fn previews_say_what_a_message_is() {
    use crate::packet::rules::MessagePrefix;
    let previews = |name: &str| -> Vec<String> {
        let session = sessions().into_iter().find(|session| session.name == name).unwrap();
        let decoder = session.decoder();
        let data = session.records.iter().filter(|record| Session::is_data(record));
        data.map(|record| {
            let payload = session.payload(record);
            let message = MessagePrefix::whole(record.kind, record.direction, &payload);
            decoder.preview(message, 256).unwrap_or_default()
        })
        .collect()
    };
    for (name, row, expected) in [
        ("socketio", 4, "EVENT add · [\"add\",2,3]"),
        ("socketio", 13, "EVENT /admin welcome · [\"welcome\"]"),
        ("socketio", 14, "ping"),
        ("socketio-msgpack", 4, "EVENT add · [\"add\",2,3]"),
        ("stomp", 3, "SUBSCRIBE /queue/hello"),
        ("stomp", 7, "SEND /queue/hello · \"world\""),
        ("stomp", 5, "heartbeat"),
        ("mqtt-3.1.1", 7, "PUBLISH hello/a · \"world\""),
        ("mqtt-5", 7, "PUBLISH hello/a · \"world\""),
        ("nats", 2, "CONNECT + PING"),
        ("nats", 22, "MSG hello.c + MSG hello.d + PONG"),
        ("json-rpc", 6, "error -32001 · \"division by zero\""),
        ("cdp", 1, "Page.enable"),
        ("graphql-ws", 1, "connection_init · {\"token\": \"example\"}"),
        ("signalr-json", 24, "Invocation Ask + Completion"),
        ("signalr-msgpack", 3, "Invocation Add · [2,3]"),
        ("phoenix", 10, "add room:lobby · {\"a\":2,\"b\":3}"),
    ] {
        assert_eq!(previews(name)[row - 1], expected, "{name} row {row}");
    }
}

#[test]
fn a_transcript_of_its_own_is_read_with_the_lens_of_its_header() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let profile =
        json!({"wirelark": 1, "name": "x", "lens": "stomp", "connection": {"url": "ws://h/"}});
    let profile: Profile = serde_json::from_value(profile).unwrap();
    let rules = serde_json::to_value(profile.decoding()).unwrap();
    let header = Header { rules, ..Header::default() };
    let mut writer =
        Writer::create(&path, &header, WriterOptions::default(), Box::new(|| {})).unwrap();
    let text =
        |direction, at: i64, text: &str| (direction, Kind::Text, at, text.as_bytes().to_vec());
    push(&mut writer, &text(Direction::Sent, 1, "SEND\ndestination:/q\nreceipt:7\n\nhello"));
    push(&mut writer, &text(Direction::Sent, 2, "\0\n"));
    push(&mut writer, &text(Direction::Received, 3, "RECEIPT\nreceipt-id:7\n\n\0"));
    push(
        &mut writer,
        &text(Direction::Received, 4, "MESSAGE\nsubscription:1\n\nno NUL at its end"),
    );
    push(&mut writer, &text(Direction::Received, 5, "x\0"));
    writer.finish().unwrap();
    let reader = Reader::open(&path).unwrap();
    let context = FilterContext::of(&reader).unwrap();
    let rows = |filter: &str| {
        let mut view = View::new(reader.clone());
        view.set_filter(Some(Filter::new(filter, &context).unwrap()));
        while view.advance(Duration::from_secs(1)).unwrap() {}
        view.rows(0, 100)
    };
    assert_eq!(rows("code:SEND"), [1, 2]);
    assert_eq!(rows("is:part"), [2, 5]);
    assert_eq!(rows("latency>0ms"), [3]);
    assert_eq!(rows("fault:fit"), [4], "headers are missing");
    assert_eq!(rows("field.headers.destination:/q"), [1]);
}
