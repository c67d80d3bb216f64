//! SignalR's hub protocol (HubProtocol.md), as JSON and as MessagePack. Which one it is, is decided for each message:
//! the handshake is JSON in both.

use super::json_parts::{JsonParts, JsonShape, value};
use super::msgpack_parts::{self, MsgpackParts};
use super::reading::{LensReading, LensRecord, LensValue, offset_in};
use super::{LensInput, valid_text};
use crate::frame::{Direction, Kind};
use crate::packet::layout::varint::{Varint, VarintKind};

/// Ends a record of JSON.
const END: u8 = 0x1e;
/// The id that pairs the handshake.
const HANDSHAKE: &str = "handshake";
/// Maximum bytes of the length before a record of MessagePack.
const PREFIX: usize = 5;

const NAMES: [&str; 10] = [
    "",
    "Invocation",
    "StreamItem",
    "Completion",
    "StreamInvocation",
    "CancelInvocation",
    "Ping",
    "Close",
    "Ack",
    "Sequence",
];
const INVOCATION: i64 = 1;
const STREAM_ITEM: i64 = 2;
const COMPLETION: i64 = 3;
const STREAM_INVOCATION: i64 = 4;
const CANCEL: i64 = 5;
const PING: i64 = 6;
const CLOSE: i64 = 7;

/// What a record has in both encodings.
struct HubRecord<'m> {
    kind: i64,
    id: Option<std::borrow::Cow<'m, str>>,
    target: Option<std::borrow::Cow<'m, str>>,
    has_error: bool,
}

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let is_json = input.kind == Kind::Text
        || matches!((input.bytes.first(), input.bytes.last()), (Some(b'{'), Some(&END)));
    match is_json {
        true => json(input, reading),
        false => msgpack(input, reading),
    }
    if reading.records.is_empty() {
        reading.push(LensRecord::default());
    }
}

fn json<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let bytes = input.bytes;
    let mut records = bytes.split(|byte| *byte == END).peekable();
    while let Some(one) = records.next() {
        let is_last = records.peek().is_none();
        if is_last && one.is_empty() && !bytes.is_empty() {
            return;
        }
        let at = offset_in(bytes, one);
        if is_last {
            reading.misfit(at + one.len(), "a record ends with 0x1E");
        }
        let text = valid_text(one);
        let parts = JsonParts::of(text);
        if parts.shape != JsonShape::Object || parts.broken.is_some() || text.len() < one.len() {
            reading.misfit(at + parts.broken.unwrap_or(0), "a record is a JSON object");
        }
        let mut record = LensRecord::default();
        for (name, raw) in parts.members() {
            record.field(name.clone(), raw.as_bytes(), value(raw));
        }
        let content = ["arguments", "item", "result", "error"].into_iter();
        record.content = content.filter_map(|name| parts.get(name)).map(value).next_back();
        let Some(kind) = parts.get("type") else {
            handshake(&parts, at, input.direction, record, reading);
            continue;
        };
        let id = parts.text("invocationId");
        let kind = kind.parse().unwrap_or(0);
        let hub = HubRecord {
            kind,
            id,
            target: parts.text("target"),
            has_error: is_given(&parts, "error"),
        };
        push(hub, at, record, reading);
    }
}

fn is_given(parts: &JsonParts<'_>, name: &str) -> bool {
    parts.get(name).is_some_and(|value| !matches!(value, "null" | "\"\""))
}

fn handshake<'m>(
    parts: &JsonParts<'m>,
    at: usize,
    direction: Direction,
    mut record: LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    let is_answer = parts.len() == 0 || parts.has("error");
    if parts.shape != JsonShape::Object || !(parts.has("protocol") || is_answer) {
        if parts.broken.is_none() {
            reading.misfit(at, "a record has a `type`");
        }
        return reading.push(record);
    }
    record.name = "handshake".into();
    parts.text("protocol").into_iter().for_each(|protocol| record.about(protocol));
    reading.is_error |= is_given(parts, "error");
    match direction {
        Direction::Sent => reading.ask(HANDSHAKE),
        Direction::Received => reading.answer(HANDSHAKE),
    }
    reading.push(record);
}

fn push<'m>(
    hub: HubRecord<'m>,
    at: usize,
    mut record: LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    let HubRecord { kind, id, target, has_error } = hub;
    match usize::try_from(kind).ok().and_then(|kind| NAMES.get(kind)) {
        Some(name) if kind != 0 => record.name = (*name).into(),
        _ => reading.misfit(at, "the protocol has no such type of record"),
    }
    record.is_heartbeat = kind == PING;
    reading.is_error |= has_error;
    if let Some(id) = id.filter(|id| !id.is_empty()) {
        match kind {
            INVOCATION | STREAM_INVOCATION | CANCEL => reading.ask(id.clone()),
            STREAM_ITEM | COMPLETION => reading.answer(id.clone()),
            _ => {}
        }
        reading.belongs_to(&id);
    } else if matches!(kind, STREAM_ITEM | COMPLETION | STREAM_INVOCATION | CANCEL) {
        reading.misfit(at, "the record has an `invocationId`");
    }
    match target {
        Some(target) => record.about(target),
        None if matches!(kind, INVOCATION | STREAM_INVOCATION) => {
            reading.misfit(at, "an invocation has a `target`");
        }
        None => {}
    }
    reading.push(record);
}

fn msgpack<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let bytes = input.bytes;
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let length = VarintKind::Leb128.read(rest.get(..PREFIX).unwrap_or(rest)).ok();
        let body = length.and_then(|Varint { value, size, .. }| {
            let end = usize::try_from(value).ok()?.checked_add(size)?;
            let end = if input.is_cut { end.min(rest.len()) } else { end };
            Some((rest.get(size..end)?, end))
        });
        let Some((body, end)) = body else {
            return reading
                .misfit(at, "a record begins with its length, which is within the message");
        };
        record((body, input.is_cut && at + end == bytes.len()), at, reading);
        at += end;
    }
}

fn record<'m>((body, is_cut): (&'m [u8], bool), at: usize, reading: &mut LensReading<'m>) {
    let mut record = LensRecord::default();
    let parts = MsgpackParts::of_start(body, is_cut).filter(|parts| !parts.is_map);
    let Some(kind) = parts.as_ref().and_then(|parts| msgpack_parts::integer(parts.item(0)?)) else {
        reading.misfit(at, "a record is a MessagePack list that begins with its type");
        return reading.push(record);
    };
    let item = |index: usize| parts.as_ref().and_then(|parts| parts.item(index));
    let result_kind = item(3).and_then(msgpack_parts::integer);
    let names: &[&'static str] = match kind {
        INVOCATION => &["type", "headers", "invocationId", "target", "arguments", "streamIds"],
        STREAM_ITEM => &["type", "headers", "invocationId", "item"],
        COMPLETION => match result_kind {
            Some(1) => &["type", "headers", "invocationId", "resultKind", "error"],
            _ => &["type", "headers", "invocationId", "resultKind", "result"],
        },
        STREAM_INVOCATION => {
            &["type", "headers", "invocationId", "target", "arguments", "streamIds"]
        }
        CANCEL => &["type", "headers", "invocationId"],
        CLOSE => &["type", "error", "allowReconnect"],
        _ => &["type", "sequenceId"],
    };
    for (name, bytes) in names.iter().zip((0..names.len()).map_while(item)) {
        let value = msgpack_parts::value(bytes);
        match *name {
            "arguments" | "item" | "result" | "error" => record.content(name, bytes, value),
            _ => record.field(*name, bytes, value),
        }
    }
    let is_call = matches!(kind, INVOCATION..=CANCEL);
    let text = |index: usize| item(index).and_then(msgpack_parts::text).map(Into::into);
    let is_text =
        |value: &LensValue<'_>| matches!(value, LensValue::Text(text) if !text.is_empty());
    let has_error = match kind {
        COMPLETION => result_kind == Some(1),
        CLOSE => item(1).map(msgpack_parts::value).is_some_and(|value| is_text(&value)),
        _ => false,
    };
    let id = if is_call { text(2) } else { None };
    let has_target = matches!(kind, INVOCATION | STREAM_INVOCATION);
    let target = if has_target { text(3) } else { None };
    push(HubRecord { kind, id, target, has_error }, at, record, reading);
}
