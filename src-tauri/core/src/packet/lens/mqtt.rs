//! MQTT 3.1.1 and 5 (OASIS). A message may have several packets, or a part of one.
//!
//! A message on its own does not tell the version. Where it matters, a valid block of properties counts as one, which
//! MQTT 5 has and the payload of another version hardly ever begins with.

use super::LensInput;
use super::mqtt_fields::{FieldCursor, varint};
use super::reading::{LensReading, LensRecord, LensValue, RecordRest, UnfinishedRecord, offset_in};
use crate::frame::{Direction, Kind};
use crate::packet::faults::FaultKind;
use crate::packet::layout::varint::VarintKind;

const NAMES: [&str; 16] = [
    "",
    "CONNECT",
    "CONNACK",
    "PUBLISH",
    "PUBACK",
    "PUBREC",
    "PUBREL",
    "PUBCOMP",
    "SUBSCRIBE",
    "SUBACK",
    "UNSUBSCRIBE",
    "UNSUBACK",
    "PINGREQ",
    "PINGRESP",
    "DISCONNECT",
    "AUTH",
];
/// Reason codes from here on are errors.
const FAILURE: u8 = 0x80;
/// Limit of the topics of a subscription that are kept.
const TOPICS: usize = 64;

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    if input.kind == Kind::Text {
        reading.fault(FaultKind::Fit, 0, "MQTT is sent in binary messages");
        return reading.push(LensRecord::new(""));
    }
    let message = input.bytes;
    let mut at = 0;
    while let Some((first, rest)) = message.get(at..).and_then(<[u8]>::split_first) {
        let name = NAMES.get(usize::from(first >> 4)).copied().unwrap_or_default();
        let Some((length, size)) = varint(rest) else {
            let is_short = rest.len() < VarintKind::Mqtt.most();
            match is_short {
                true => {
                    let left = RecordRest::Head(at);
                    reading.unfinished = Some(UnfinishedRecord { name: name.to_owned(), left });
                }
                false => reading.misfit(at + 1, "the remaining length has more than four bytes"),
            }
            return reading.push(LensRecord::new(name));
        };
        let body = rest.get(size..).unwrap_or_default();
        let start = at + 1 + size;
        match body.get(..length) {
            Some(body) => packet((message, at), *first, body, input.direction, reading),
            None => {
                let left = RecordRest::Bytes((length - body.len()) as u64);
                reading.unfinished = Some(UnfinishedRecord { name: name.to_owned(), left });
                packet_start((message, at), *first, body, reading);
                return;
            }
        }
        at = start + length;
    }
    if reading.records.is_empty() {
        reading.misfit(0, "a message has a packet");
        reading.push(LensRecord::default());
    }
}

fn text(bytes: &[u8]) -> LensValue<'_> {
    str::from_utf8(bytes).map_or(LensValue::Bytes(bytes), |text| LensValue::Text(text.into()))
}

/// What a record has before its body.
fn started<'m>((message, at): (&'m [u8], usize), first: u8) -> LensRecord<'m> {
    let name = NAMES.get(usize::from(first >> 4)).copied().unwrap_or_default();
    let mut record = LensRecord::new(name);
    let head = message.get(at..=at).unwrap_or_default();
    record.field("packet", head, LensValue::Text(name.into()));
    record
}

/// A PUBLISH of which only the beginning is in this message.
fn packet_start<'m>(
    place: (&'m [u8], usize),
    first: u8,
    body: &'m [u8],
    reading: &mut LensReading<'m>,
) {
    let mut record = started(place, first);
    let mut cursor = FieldCursor { rest: body, is_short: false };
    let topic = cursor.block();
    if first >> 4 == 3 && !cursor.is_short {
        record.field("topic", topic, text(topic));
        record.about(str::from_utf8(topic).unwrap_or_default());
    }
    reading.push(record);
}

fn packet<'m>(
    (message, at): (&'m [u8], usize),
    first: u8,
    body: &'m [u8],
    direction: Direction,
    reading: &mut LensReading<'m>,
) {
    let kind = first >> 4;
    let mut record = started((message, at), first);
    let mut cursor = FieldCursor { rest: body, is_short: false };
    let flags = first & 0x0f;
    let wanted = if matches!(kind, 6 | 8 | 10) { 2 } else { 0 };
    match kind {
        0 => reading.misfit(at, "the protocol has no such packet"),
        3 => {}
        _ if flags != wanted => {
            reading.fault(
                FaultKind::Constant,
                at,
                format!("the flags of {} are {wanted}", record.name),
            );
        }
        _ => {}
    }
    match kind {
        1 => connect(&mut cursor, &mut record, reading),
        2 => connack(&mut cursor, &mut record, reading),
        3 => publish(flags, at, &mut cursor, &mut record, reading),
        4..=7 => acknowledgement(kind, &mut cursor, &mut record, reading),
        8..=11 => subscription(kind, at, &mut cursor, &mut record, reading),
        12 => {
            record.is_heartbeat = true;
            reading.ask("ping");
        }
        13 => {
            record.is_heartbeat = true;
            reading.answer("ping");
        }
        14 | 15 => {
            if let [reason, ..] = cursor.rest {
                let byte = cursor.take(1);
                record.field("reason", byte, LensValue::Int((*reason).into()));
                cursor.properties();
                reading.is_error |= *reason >= FAILURE;
            }
            // A server says DISCONNECT only if something is wrong.
            reading.is_error |= kind == 14 && direction == Direction::Received;
        }
        _ => {}
    }
    let end = offset_in(message, cursor.rest);
    if cursor.is_short {
        reading.misfit(at, format!("{} ends before its fields do", record.name));
    } else if !cursor.rest.is_empty() && kind != 0 {
        reading.fault(
            FaultKind::Trailing,
            end,
            format!("bytes follow the fields of {}", record.name),
        );
    }
    reading.push(record);
}

fn connect<'m>(
    cursor: &mut FieldCursor<'m>,
    record: &mut LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    reading.ask("connect");
    let protocol = cursor.block();
    if !matches!(protocol, b"MQTT" | b"MQIsdp") {
        reading.fault(FaultKind::Constant, 0, "the name of the protocol is MQTT");
    }
    let level = cursor.take(1);
    let flags = cursor.take(1);
    let (keep_alive, seconds) = cursor.u16();
    let number = |bytes: &[u8]| LensValue::Int(bytes.first().copied().unwrap_or(0).into());
    record.field("level", level, number(level));
    record.field("flags", flags, number(flags));
    record.field("keep_alive", keep_alive, LensValue::Int(seconds.into()));
    let is_five = level == [5];
    let properties = |record: &mut LensRecord<'m>, cursor: &mut FieldCursor<'m>, name| {
        if is_five {
            match cursor.properties() {
                Some(block) => record.field(name, block, LensValue::Bytes(block)),
                None => cursor.is_short = true,
            }
        }
    };
    properties(record, cursor, "properties");
    let client = cursor.block();
    record.field("client_id", client, text(client));
    let flags = flags.first().copied().unwrap_or(0);
    if flags & 0x04 != 0 {
        properties(record, cursor, "will_properties");
        let topic = cursor.block();
        record.field("will_topic", topic, text(topic));
        let payload = cursor.block();
        record.field("will_payload", payload, LensValue::of_bytes(payload));
    }
    if flags & 0x80 != 0 {
        let user = cursor.block();
        record.field("user", user, text(user));
    }
    if flags & 0x40 != 0 {
        let password = cursor.block();
        record.field("password", password, LensValue::Bytes(password));
    }
    record.about(String::from_utf8_lossy(client));
}

fn connack<'m>(
    cursor: &mut FieldCursor<'m>,
    record: &mut LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    reading.answer("connect");
    let present = cursor.take(1);
    record.field("session_present", present, LensValue::Bool(present == [1]));
    let reason = cursor.take(1);
    let code = reason.first().copied().unwrap_or(0);
    record.field("reason", reason, LensValue::Int(code.into()));
    reading.is_error = code != 0;
    if let Some(block) = cursor.properties() {
        record.field("properties", block, LensValue::Bytes(block));
    }
}

fn publish<'m>(
    flags: u8,
    at: usize,
    cursor: &mut FieldCursor<'m>,
    record: &mut LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    let qos = flags >> 1 & 3;
    let topic = cursor.block();
    record.field("topic", topic, text(topic));
    record.about(String::from_utf8_lossy(topic));
    if str::from_utf8(topic).is_err() || topic.iter().any(|byte| matches!(byte, b'#' | b'+' | 0)) {
        reading.misfit(at, "the topic of PUBLISH is UTF-8 without wildcards");
    }
    let head = &[][..];
    record.field("qos", head, LensValue::Int(qos.into()));
    record.field("retain", head, LensValue::Bool(flags & 1 != 0));
    record.field("duplicate", head, LensValue::Bool(flags & 8 != 0));
    match qos {
        0 => {}
        1 | 2 => {
            let (bytes, id) = cursor.u16();
            record.field("id", bytes, LensValue::Int(id.into()));
            reading.ask(format!("publish {id}"));
        }
        _ => reading.misfit(at, "QoS is 0, 1 or 2"),
    }
    if cursor.is_short {
        return;
    }
    match cursor.properties() {
        Some(block) => record.field("properties", block, LensValue::Bytes(block)),
        // MQTT 5 needs a topic or a topic alias, which is a property.
        None if topic.is_empty() => reading.misfit(at, "PUBLISH has a topic"),
        None => {}
    }
    let payload = std::mem::take(&mut cursor.rest);
    record.content("payload", payload, LensValue::of_bytes(payload));
}

fn acknowledgement<'m>(
    kind: u8,
    cursor: &mut FieldCursor<'m>,
    record: &mut LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    let (bytes, id) = cursor.u16();
    record.field("id", bytes, LensValue::Int(id.into()));
    record.about(format!("id {id}"));
    let mut is_refused = false;
    // MQTT 5 has a reason, unless it is 0 and there are no properties.
    if let [reason, ..] = cursor.rest {
        let byte = cursor.take(1);
        is_refused = *reason >= FAILURE;
        record.field("reason", byte, LensValue::Int((*reason).into()));
        if !cursor.rest.is_empty() {
            cursor.properties();
        }
    }
    reading.is_error |= is_refused;
    match kind {
        4 => reading.answer(format!("publish {id}")),
        5 => {
            reading.answer(format!("publish {id}"));
            if !is_refused {
                reading.ask(format!("received {id}"));
            }
        }
        6 => {
            reading.answer(format!("received {id}"));
            reading.ask(format!("release {id}"));
        }
        _ => reading.answer(format!("release {id}")),
    }
}

fn subscription<'m>(
    kind: u8,
    at: usize,
    cursor: &mut FieldCursor<'m>,
    record: &mut LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    let (bytes, id) = cursor.u16();
    record.field("id", bytes, LensValue::Int(id.into()));
    match kind {
        8 | 10 => reading.ask(format!("subscription {id}")),
        _ => reading.answer(format!("subscription {id}")),
    }
    if kind == 11 && cursor.rest.is_empty() {
        return;
    }
    if matches!(kind, 9 | 11) {
        // Of MQTT 3.1.1 these are codes; of MQTT 5, properties come first. A code is at most 2, or a failure.
        let codes = cursor.rest;
        if codes.len() > 1 || kind == 11 {
            cursor.properties();
        }
        let codes = if cursor.rest.is_empty() { codes } else { cursor.rest };
        cursor.rest = &[];
        record.content("reasons", codes, LensValue::Bytes(codes));
        return;
    }
    // A topic's length begins with 0 unless it has 256 bytes or more, as do empty properties.
    let without = list(&mut FieldCursor { rest: cursor.rest, is_short: false }, kind);
    let mut after = FieldCursor { rest: cursor.rest, is_short: false };
    let topics = match (without, after.properties()) {
        (Some(topics), _) => {
            cursor.rest = &[];
            topics
        }
        (None, Some(block)) => {
            record.field("properties", block, LensValue::Bytes(block));
            let topics = list(&mut after, kind);
            cursor.is_short = topics.is_none();
            cursor.rest = &[];
            topics.unwrap_or_default()
        }
        (None, None) => {
            cursor.is_short = true;
            Vec::new()
        }
    };
    if topics.is_empty() && !cursor.is_short {
        reading.misfit(at, format!("{} has at least one topic", record.name));
    }
    for topic in topics {
        record.field("topic", topic, text(topic));
        record.about(String::from_utf8_lossy(topic));
    }
}

/// The topics of a subscription that takes all of the bytes; each of SUBSCRIBE's has options.
fn list<'m>(cursor: &mut FieldCursor<'m>, kind: u8) -> Option<Vec<&'m [u8]>> {
    let mut topics = Vec::new();
    while !cursor.rest.is_empty() && !cursor.is_short {
        let topic = cursor.block();
        let options = if kind == 8 { cursor.take(1) } else { &[] };
        // MQTT 5 has options up to 0x2e; more is not a topic of this version's list.
        if topic.is_empty() || options.first().is_some_and(|byte| *byte > 0x2e) {
            return None;
        }
        if topics.len() < TOPICS {
            topics.push(topic);
        }
    }
    (!cursor.is_short).then_some(topics)
}
