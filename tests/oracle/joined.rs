//! Protocol messages in streams that are cut at random places, joined by Wirelark and by a program in Python.

use std::sync::Arc;

use anyhow::Result as Answered;
use serde_json::{Value as Json, json};
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::faults::FaultKind;
use wirelark_core::packet::hex;
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::findings::{Findings, SharedFindings};
use wirelark_core::transcript::{Header, Reader, RowMessage, Writer, WriterOptions};
use wirelark_tests::scratch::Scratch;

use crate::python;
use crate::random::Random;

const STREAMS: usize = 2_000;

struct Stream {
    definition: Json,
    /// Direction and payload; a Close without one.
    rows: Vec<(Direction, Option<Vec<u8>>)>,
}

#[test]
fn python_joins_the_same_messages_of_streams_cut_anywhere() -> Answered<()> {
    let mut random = Random::new();
    let streams: Vec<Stream> = (0..STREAMS).map(|_| stream(&mut random)).collect();
    let questions: Vec<Json> = streams.iter().map(question).collect();
    let answers = python::ask(include_str!("joined.py"), &questions)?;
    let scratch = Scratch::new();
    let (mut joined, mut split, mut wrong) = (0, 0, Vec::new());
    for (number, (stream, theirs)) in streams.iter().zip(&answers).enumerate() {
        let ours = found(stream, &scratch.path(&format!("{number}.wlt")))?;
        let rows = ours["rows"].as_array().map_or(&[][..], Vec::as_slice);
        joined += rows.iter().filter(|row| row[1].get(0).is_some()).count();
        split += ours["faults"].as_array().map_or(0, Vec::len);
        if ours != *theirs {
            wrong.push(format!("ours   {ours}\ntheirs {theirs}\nof {}", question(stream)));
        }
    }
    let first: Vec<_> = wrong.iter().take(3).collect();
    assert!(wrong.is_empty(), "seed {}: {} wrong: {first:#?}", random.seed, wrong.len());
    println!(
        "{STREAMS} streams: {joined} rows end a message of several parts, {split} are split wrongly"
    );
    assert!(joined > STREAMS && split > STREAMS / 20, "few streams say anything");
    Ok(())
}

fn question(stream: &Stream) -> Json {
    let row = |(direction, payload): &(Direction, Option<Vec<u8>>)| match payload {
        Some(payload) => json!([direction.word(), hex::encode(payload)]),
        None => json!([direction.word()]),
    };
    json!({"definition": stream.definition, "rows": stream.rows.iter().map(row).collect::<Vec<_>>()})
}

/// What Wirelark finds, in the form of the answers.
fn found(stream: &Stream, path: &str) -> Answered<Json> {
    let mut writer =
        Writer::create(path, &Header::default(), WriterOptions::default(), Box::new(|| {}))?;
    for (direction, payload) in &stream.rows {
        let kind = if payload.is_some() { Kind::Binary } else { Kind::Close };
        writer.push(*direction, kind, 0, payload.as_deref().unwrap_or(&[3, 232]));
    }
    writer.finish()?;
    let decoding: Decoding = serde_json::from_value(json!({"joined": [stream.definition]}))?;
    let decoder = Arc::new(Decoder::new(&decoding));
    assert_eq!(decoder.problems(), [], "{}", stream.definition);
    let findings = SharedFindings::new(Findings::new(&decoding, decoder.clone()));
    let reader = Reader::open(path)?;
    let last = stream.rows.len() as u32;
    findings.lock().until(&reader, last)?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (row, (direction, _)) in (1..).zip(&stream.rows) {
        let joined = findings.lock().joined(row);
        let message = match findings.message(&reader, row)? {
            RowMessage::Joined(bytes) => bytes,
            RowMessage::Own | RowMessage::Part => Vec::new(),
        };
        let messages = decoder.messages(Kind::Binary, *direction, &message).into_iter();
        let messages = messages.filter(|at| !at.is_empty()).map(|at| hex::encode(&message[at]));
        rows.push(joined.map(|joined| json!([joined.first, messages.collect::<Vec<_>>()])));
        if findings.lock().faults(row).contains(FaultKind::Split) {
            faults.push(row);
        }
    }
    Ok(json!({"rows": rows, "faults": faults}))
}

/// A definition, and streams of its messages in both directions, cut into rows at random places.
fn stream(random: &mut Random) -> Stream {
    let which = random.below(7);
    let definition = match which {
        0 => json!({"length": {"offset": 1, "type": "varint"}, "max": 300}),
        1 => json!({"length": {"offset": 2, "type": "H", "order": "big", "plus": 4}}),
        2 => json!({"length": {"type": "h", "plus": 0}, "max": 400}),
        3 => json!({"end": "hex:0d0a", "max": 60}),
        4 => json!({"end": "text:aab", "between": "text:\n "}),
        5 => json!({
            "end": "hex:0d0a",
            "body": {"length": "^(?:H?PUB|H?MSG) .*?([0-9]+)$", "plus": 2},
        }),
        _ => json!({
            "end": "hex:0a0a",
            "between": "hex:0a",
            "body": {"length": "\ncontent-length:([0-9]+)", "plus": 1, "end": "hex:00"},
        }),
    };
    let mut rows = Vec::new();
    for direction in [Direction::Sent, Direction::Received] {
        let mut bytes: Vec<u8> = Vec::new();
        for _ in 0..random.below(8) {
            bytes.extend(message(which, random));
        }
        // Something that is no message, or only the start of one.
        if random.one_in(4) {
            bytes.truncate(bytes.len() - random.below(bytes.len() + 1));
        }
        if random.one_in(10) {
            bytes.extend((0..random.below(20)).map(|_| random.below(256) as u8));
        }
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let most = if random.one_in(3) { rest.len() } else { 12 };
            let cut = random.below(most + 1).min(rest.len());
            rows.push((direction, Some(rest[..cut].to_vec())));
            rest = &rest[cut..];
        }
        if random.one_in(2) {
            rows.push((direction, None));
        }
    }
    // The directions interleave; each keeps its order.
    let (sent, received): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(direction, _)| *direction == Direction::Sent);
    let (mut sent, mut received) = (sent.into_iter().peekable(), received.into_iter().peekable());
    let mut rows = Vec::new();
    while sent.peek().is_some() || received.peek().is_some() {
        let one = if random.one_in(2) { sent.next() } else { received.next() };
        rows.extend(one);
    }
    Stream { definition, rows }
}

fn message(which: usize, random: &mut Random) -> Vec<u8> {
    let size = if random.one_in(5) { random.below(250) } else { random.below(20) };
    let any: Vec<u8> = (0..size).map(|_| random.below(256) as u8).collect();
    let text: String = (0..size).map(|_| ['a', 'b', '\r', '\n'][random.below(4)]).collect();
    match which {
        0 => {
            let mut bytes = vec![random.below(256) as u8];
            let mut left = size;
            loop {
                let more = left >= 128;
                bytes.push((left & 127) as u8 | if more { 128 } else { 0 });
                left >>= 7;
                if !more {
                    break;
                }
            }
            [bytes, any].concat()
        }
        1 => [&[1, 2], &(size as u16).to_be_bytes()[..], &any].concat(),
        2 => [&(size as u16 + 2).to_le_bytes()[..], &any].concat(),
        3 => [text.as_bytes(), b"\r\n"].concat(),
        4 => [text.as_bytes(), b"aab", if random.one_in(3) { b" \n" } else { b"" }].concat(),
        5 => match random.below(3) {
            0 => b"PING\r\n".to_vec(),
            1 => [format!("PUB a.b {size}\r\n").as_bytes(), &any, b"\r\n"].concat(),
            _ => [format!("HMSG a 1 2 {size}\r\n").as_bytes(), &any, b"\r\n"].concat(),
        },
        _ => match random.below(3) {
            0 => b"\n".to_vec(),
            1 => [b"SEND\nto:a\n\n", text.as_bytes(), b"\0\n"].concat(),
            _ => [format!("SEND\ncontent-length:{size}\n\n").as_bytes(), &any, b"\0"].concat(),
        },
    }
}
