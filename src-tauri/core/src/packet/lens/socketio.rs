//! Socket.IO protocol 5 on Engine.IO protocol 4, with the default parser and with the MessagePack one.
//!
//! With the MessagePack parser, packets are binary messages without Engine.IO's type. With the default one, binary
//! messages are the attachments of the packet before them.

use std::borrow::Cow;

use super::json_parts::{JsonParts, JsonShape, string};
use super::msgpack_parts::{self, MsgpackParts};
use super::reading::{LensReading, LensRecord, LensValue, RecordRest, UnfinishedRecord};
use super::{LensInput, valid_text};
use crate::frame::{Direction, Kind};

const ENGINE: [&str; 7] = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
const PACKETS: [&str; 7] =
    ["CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK"];
/// The type of messages that are not announced by their own first byte.
const ATTACHMENT: &str = "attachment";
const PING: &str = "ping";
const MESSAGE: usize = 4;

/// A Socket.IO packet in either encoding.
struct Packet<'m> {
    kind: usize,
    namespace: Cow<'m, str>,
    id: Option<i64>,
    /// The name of an event.
    event: Option<Cow<'m, str>>,
}

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    match input.kind {
        Kind::Text => text(input, reading),
        _ => binary(input, reading),
    }
}

fn digit(byte: Option<&u8>) -> Option<usize> {
    byte.filter(|byte| byte.is_ascii_digit()).map(|byte| usize::from(byte - b'0'))
}

fn text<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let text = valid_text(input.bytes);
    let kind = digit(text.as_bytes().first());
    let Some(name) = kind.and_then(|kind| ENGINE.get(kind)) else {
        reading.misfit(0, "a message begins with the digit of its type, 0 to 6");
        return reading.push(LensRecord::default());
    };
    let rest = text.get(1..).unwrap_or_default();
    if kind == Some(MESSAGE) {
        return packet(rest, input, reading);
    }
    let mut record = LensRecord::new(*name);
    record.is_heartbeat = matches!(*name, "ping" | "pong");
    match *name {
        "ping" => reading.ask(PING),
        "pong" => reading.answer(PING),
        _ => {}
    }
    record.field("type", &input.bytes[..1], LensValue::Text((*name).into()));
    if !rest.is_empty() {
        record.content("data", rest.as_bytes(), LensValue::of_bytes(rest.as_bytes()));
    }
    reading.push(record);
}

/// A packet after Engine.IO's `4`: type, number of attachments and `-`, namespace and `,`, id, data.
fn packet<'m>(text: &'m str, input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let mut record = LensRecord::default();
    let kind = digit(text.as_bytes().first()).filter(|kind| *kind < PACKETS.len());
    let Some(kind) = kind else {
        reading.misfit(1, "a packet begins with the digit of its type, 0 to 6");
        return reading.push(record);
    };
    let name = PACKETS.get(kind).copied().unwrap_or_default();
    let (first, mut rest) = text.split_at(1);
    record.field("type", first.as_bytes(), LensValue::Text(name.into()));
    let is_binary = matches!(kind, 5 | 6);
    if is_binary {
        let (digits, after) = split_digits(rest);
        let count = digits.parse::<u32>().ok().zip(after.strip_prefix('-'));
        let Some((count, after)) = count else {
            reading.misfit(2, "a binary packet has its number of attachments and `-`");
            return reading.push(LensRecord { name: name.into(), ..record });
        };
        record.field("attachments", digits.as_bytes(), LensValue::Int(count.into()));
        if count > 0 {
            let left = RecordRest::Attachments(count.into());
            reading.unfinished = Some(UnfinishedRecord { name: ATTACHMENT.to_owned(), left });
        }
        rest = after;
    }
    let mut namespace = "/";
    if rest.starts_with('/') {
        let (found, after) = rest.split_once(',').unwrap_or((rest, ""));
        (namespace, rest) = (found, after);
        record.text("namespace", found);
    }
    let (digits, data) = split_digits(rest);
    let id = digits.parse().ok();
    if let Some(id) = id {
        record.field("id", digits.as_bytes(), LensValue::Int(id));
    }
    let at = input.bytes.len() - data.len();
    let mut event = None;
    if !data.is_empty() {
        record.content("data", data.as_bytes(), LensValue::Json(data));
        let parts = JsonParts::of(data);
        if let Some(broken) = parts.broken {
            reading.misfit(at + broken, "the data is no JSON");
        }
        let is_list = parts.shape == JsonShape::List;
        if parts.broken.is_none() && is_list != matches!(kind, 2 | 3 | 5 | 6) {
            reading.misfit(at, "events and acknowledgements have a list, other packets none");
        }
        if matches!(kind, 2 | 5) {
            event = parts.item(0).and_then(|name| string(name).or(Some(name.into())));
        }
    }
    let namespace = namespace.into();
    finish(Packet { kind, namespace, id, event }, !data.is_empty(), input, record, reading);
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

fn finish<'m>(
    packet: Packet<'m>,
    has_data: bool,
    input: LensInput<'m>,
    mut record: LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    let Packet { kind, namespace, id, event } = packet;
    record.name = PACKETS.get(kind).copied().unwrap_or_default().into();
    match (kind, input.direction) {
        (0, Direction::Sent) => reading.ask(format!("connect {namespace}")),
        (0, Direction::Received) => reading.answer(format!("connect {namespace}")),
        (4, _) => {
            reading.answer(format!("connect {namespace}"));
            reading.is_error = true;
        }
        (2 | 5, _) => {
            id.into_iter().for_each(|id| reading.ask(format!("{id} {namespace}")));
            if event.is_none() || !has_data {
                reading.misfit(0, "an event has a list that begins with its name");
            }
        }
        (3 | 6, _) => match id {
            Some(id) => reading.answer(format!("{id} {namespace}")),
            None => reading.misfit(0, "an acknowledgement has the id of its event"),
        },
        _ => {}
    }
    if namespace != "/" {
        record.about(namespace);
    }
    event.into_iter().for_each(|event| record.about(event));
    reading.push(record);
}

fn binary<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let parts = MsgpackParts::of_start(input.bytes, input.is_cut).filter(|parts| parts.is_map);
    let kind = parts.as_ref().and_then(|parts| msgpack_parts::integer(parts.get("type")?));
    let kind =
        kind.and_then(|kind| usize::try_from(kind).ok()).filter(|kind| *kind < PACKETS.len());
    let namespace = parts.as_ref().and_then(|parts| msgpack_parts::text(parts.get("nsp")?));
    let (Some(parts), Some(kind), Some(namespace)) = (parts, kind, namespace) else {
        let mut record = LensRecord::new(ATTACHMENT);
        record.content("data", input.bytes, LensValue::Bytes(input.bytes));
        return reading.push(record);
    };
    let mut record = LensRecord::default();
    if let Some(bytes) = parts.get("type") {
        let name = PACKETS.get(kind).copied().unwrap_or_default();
        record.field("type", bytes, LensValue::Text(name.into()));
    }
    if let Some(bytes) = parts.get("nsp") {
        record.field("namespace", bytes, LensValue::Text(namespace.into()));
    }
    let id = parts.get("id").and_then(msgpack_parts::integer);
    if let (Some(id), Some(bytes)) = (id, parts.get("id")) {
        record.field("id", bytes, LensValue::Int(id));
    }
    let data = parts.get("data");
    if let Some(bytes) = data {
        record.content("data", bytes, msgpack_parts::value(bytes));
    }
    let event = data.filter(|_| matches!(kind, 2 | 5)).and_then(MsgpackParts::of);
    let event = event.and_then(|list| msgpack_parts::text(list.item(0)?)).map(Cow::Borrowed);
    let packet = Packet { kind, namespace: namespace.into(), id, event };
    finish(packet, data.is_some(), input, record, reading);
}
