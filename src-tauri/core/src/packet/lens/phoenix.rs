//! Phoenix channels, serializer version 2: JSON lists of five, and binary messages with lengths.

use std::borrow::Cow;

use super::json_parts::{JsonParts, JsonShape, string, value};
use super::reading::{LensReading, LensRecord, LensValue};
use super::{LensInput, valid_text};
use crate::frame::{Direction, Kind};

/// The topic of heartbeats.
const HEARTBEAT_TOPIC: &str = "phoenix";

/// What every message has.
#[derive(Default)]
struct Push<'m> {
    join_ref: Option<Cow<'m, str>>,
    reference: Option<Cow<'m, str>>,
    topic: Cow<'m, str>,
    event: Cow<'m, str>,
    /// The status of a reply.
    status: Option<Cow<'m, str>>,
}

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let mut record = LensRecord::default();
    let push = match input.kind {
        Kind::Text => text(input.bytes, reading, &mut record),
        _ => binary(input, reading, &mut record),
    };
    let Some(push) = push else { return reading.push(record) };
    let Push { join_ref, reference, topic, event, status } = push;
    let pair =
        format!("{}/{}", join_ref.as_deref().unwrap_or("-"), reference.as_deref().unwrap_or("-"));
    match (input.direction, event.as_ref()) {
        (Direction::Sent, _) if reference.is_some() => reading.ask(pair),
        (Direction::Received, "phx_reply") => reading.answer(pair),
        _ => {}
    }
    if let Some(join) = &join_ref {
        reading.belongs_to(&format!("{topic} {join}"));
    }
    record.is_heartbeat = topic == HEARTBEAT_TOPIC;
    reading.is_error = status.as_deref() == Some("error") || event == "phx_error";
    record.about(topic);
    status.into_iter().for_each(|status| record.about(status));
    record.name = event;
    reading.push(record);
}

fn text<'m>(
    bytes: &'m [u8],
    reading: &mut LensReading<'m>,
    record: &mut LensRecord<'m>,
) -> Option<Push<'m>> {
    let parts = JsonParts::of(valid_text(bytes));
    let is_sound = parts.shape == JsonShape::List && parts.len() == 5 && parts.broken.is_none();
    if !is_sound {
        let text = "a message is a JSON list of join_ref, ref, topic, event and payload";
        reading.misfit(parts.broken.unwrap_or(0), text);
    }
    let names = ["join_ref", "ref", "topic", "event", "payload"];
    for (name, raw) in names.into_iter().zip(parts.values()) {
        match name {
            "payload" => record.content(name, raw.as_bytes(), value(raw)),
            _ => record.field(name, raw.as_bytes(), value(raw)),
        }
    }
    let item = |index: usize| parts.item(index).and_then(string);
    let (Some(topic), Some(event)) = (item(2), item(3)) else {
        if is_sound {
            reading.misfit(0, "topic and event are texts");
        }
        return None;
    };
    let status = || JsonParts::of(parts.item(4)?).text("status");
    let status = if event == "phx_reply" { status() } else { None };
    Some(Push { join_ref: item(0), reference: item(1), topic, event, status })
}

fn binary<'m>(
    input: LensInput<'m>,
    reading: &mut LensReading<'m>,
    record: &mut LensRecord<'m>,
) -> Option<Push<'m>> {
    let bytes = input.bytes;
    // A push, a reply or a broadcast; clients send pushes, with a reference of their own.
    let names: &[&'static str] = match (bytes.first(), input.direction) {
        (Some(0), Direction::Sent) => &["join_ref", "ref", "topic", "event"],
        (Some(0), Direction::Received) => &["join_ref", "topic", "event"],
        (Some(1), _) => &["join_ref", "ref", "topic", "status"],
        (Some(2), _) => &["topic", "event"],
        _ => {
            reading.misfit(0, "a binary message begins with 0, 1 or 2: push, reply or broadcast");
            return None;
        }
    };
    let is_reply = bytes.first() == Some(&1);
    let mut at = 1 + names.len();
    let mut push = Push::default();
    for (index, name) in names.iter().enumerate() {
        let part = bytes.get(1 + index).and_then(|size| bytes.get(at..at + usize::from(*size)));
        let Some(text) = part.map(str::from_utf8) else {
            reading.misfit(at.min(bytes.len()), format!("`{name}` ends behind the message"));
            return None;
        };
        let Ok(text) = text else {
            reading.misfit(at, format!("`{name}` is not UTF-8"));
            return None;
        };
        at += text.len();
        record.text(name, text);
        let given = || (!text.is_empty()).then_some(Cow::Borrowed(text));
        match *name {
            "join_ref" => push.join_ref = given(),
            "ref" => push.reference = given(),
            "topic" => push.topic = text.into(),
            "status" => push.status = given(),
            _ => push.event = text.into(),
        }
    }
    if is_reply {
        push.event = "phx_reply".into();
    }
    let payload = bytes.get(at..).unwrap_or_default();
    record.content("payload", payload, LensValue::of_bytes(payload));
    Some(push)
}
