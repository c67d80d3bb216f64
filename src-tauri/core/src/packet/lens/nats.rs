//! The client protocol of NATS. A message may have several operations, or a part of one.

use super::json_parts::{JsonParts, JsonShape};
use super::reading::{LensReading, LensRecord, LensValue, RecordRest, UnfinishedRecord, offset_in};
use super::{LensInput, valid_text};

/// The id that pairs PING.
const PING: &str = "ping";
/// Every operation and the fewest arguments that it has.
const OPERATIONS: [(&str, usize); 12] = [
    ("INFO", 0),
    ("CONNECT", 0),
    ("PUB", 2),
    ("HPUB", 3),
    ("SUB", 2),
    ("UNSUB", 1),
    ("MSG", 3),
    ("HMSG", 4),
    ("PING", 0),
    ("PONG", 0),
    ("+OK", 0),
    ("-ERR", 0),
];
/// Maximum bytes of an operation's name.
const NAME: usize = 32;

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let message = input.bytes;
    let mut rest = message;
    while !rest.is_empty() {
        match operation(message, rest, reading) {
            Some(after) => rest = after,
            None => break,
        }
    }
    if reading.records.is_empty() {
        if message.is_empty() {
            reading.misfit(0, "a message has an operation");
        }
        reading.push(LensRecord::default());
    }
}

/// Reads an operation and returns what follows it; `None` if it continues in the next message.
fn operation<'m>(
    message: &'m [u8],
    rest: &'m [u8],
    reading: &mut LensReading<'m>,
) -> Option<&'m [u8]> {
    let at = offset_in(message, rest);
    let line_end = rest.windows(2).position(|two| two == b"\r\n");
    let line = valid_text(rest.get(..line_end.unwrap_or(rest.len())).unwrap_or_default());
    let end = line.bytes().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(line.len());
    let (word, tail) = line.split_at(end);
    let name = word.get(..NAME).unwrap_or(word).to_ascii_uppercase();
    let mut record = LensRecord::new(name.clone());
    if line_end.is_none() {
        reading.unfinished = Some(UnfinishedRecord { name, left: RecordRest::Head(at) });
        reading.push(record);
        return None;
    }
    let after = rest.get(line_end.unwrap_or(0) + 2..).unwrap_or_default();
    let tail = tail.trim();
    let fewest = OPERATIONS.iter().find(|(known, _)| *known == name);
    let args: Vec<&str> = match name.as_str() {
        "INFO" | "CONNECT" | "+OK" | "-ERR" => Vec::new(),
        _ => tail.split_ascii_whitespace().take(5).collect(),
    };
    match fewest {
        None => reading.misfit(at, "the protocol has no such operation"),
        Some((_, fewest)) if args.len() < *fewest => {
            reading.misfit(at, format!("{name} has at least {fewest} arguments"));
        }
        Some(_) => {}
    }
    record.field("operation", word.as_bytes(), LensValue::Text(name.clone().into()));
    match name.as_str() {
        "INFO" | "CONNECT" => {
            let parts = JsonParts::of(tail);
            if parts.shape != JsonShape::Object || parts.broken.is_some() {
                reading.misfit(
                    offset_in(message, tail.as_bytes()),
                    format!("{name} has a JSON object"),
                );
            }
            record.content("options", tail.as_bytes(), LensValue::Json(tail));
        }
        "-ERR" => {
            reading.is_error = true;
            let text = tail.trim_matches('\'');
            record.content("error", tail.as_bytes(), LensValue::Text(text.into()));
        }
        "PING" => {
            record.is_heartbeat = true;
            reading.ask(PING);
        }
        "PONG" => {
            record.is_heartbeat = true;
            reading.answer(PING);
        }
        "SUB" | "UNSUB" => subscription(&name, &args, &mut record, reading),
        "PUB" | "HPUB" | "MSG" | "HMSG" => {
            return payload(message, (at, after), &args, record, reading);
        }
        _ => {}
    }
    reading.push(record);
    Some(after)
}

fn subscription<'m>(
    name: &str,
    args: &[&'m str],
    record: &mut LensRecord<'m>,
    reading: &mut LensReading<'m>,
) {
    let names: &[&'static str] = match (name, args.len()) {
        ("SUB", 3..) => &["subject", "queue", "sid"],
        ("SUB", _) => &["subject", "sid"],
        _ => &["sid", "max"],
    };
    for (name, value) in names.iter().zip(args) {
        record.text(name, value);
        match *name {
            "sid" => reading.belongs_to(value),
            _ => record.about(*value),
        }
    }
}

/// Reads the headers and the payload that follow the line of a message.
fn payload<'m>(
    message: &'m [u8],
    (at, after): (usize, &'m [u8]),
    args: &[&'m str],
    mut record: LensRecord<'m>,
    reading: &mut LensReading<'m>,
) -> Option<&'m [u8]> {
    let has_headers = record.name.starts_with('H');
    let is_delivery = record.name.ends_with("MSG");
    let mut rest = args.iter().copied();
    let mut next = |name: &'static str, record: &mut LensRecord<'m>| {
        let value = rest.next()?;
        record.text(name, value);
        Some(value)
    };
    let subject = next("subject", &mut record).unwrap_or_default();
    record.about(subject);
    reading.answer(subject);
    if is_delivery && let Some(sid) = next("sid", &mut record) {
        reading.belongs_to(sid);
    }
    let fixed = 2 + usize::from(is_delivery) + usize::from(has_headers);
    if args.len() > fixed
        && let Some(reply) = next("reply_to", &mut record)
    {
        reading.ask(reply);
    }
    let mut number = |name: &'static str| {
        let text = rest.next()?;
        let number: u32 = text.parse().ok()?;
        record.field(name, text.as_bytes(), LensValue::Int(number.into()));
        Some(number as usize)
    };
    let headers = if has_headers { number("headers_size") } else { Some(0) };
    let (Some(headers), Some(size)) = (headers, number("size")) else {
        reading.misfit(at, format!("{} ends with sizes in bytes", record.name));
        reading.push(record);
        return Some(after);
    };
    if headers > size {
        reading.misfit(at, "the headers are longer than the message");
    }
    let Some(content) = after.get(..size) else {
        let left = (size + 2 - after.len()) as u64;
        let name = record.name.clone().into_owned();
        reading.unfinished = Some(UnfinishedRecord { name, left: RecordRest::Bytes(left) });
        reading.push(record);
        return None;
    };
    let (head, body) = content.split_at(headers.min(size));
    if has_headers {
        if !head.starts_with(b"NATS/1.0") {
            reading.misfit(offset_in(message, head), "headers begin with NATS/1.0");
        }
        record.field("headers", head, LensValue::of_bytes(head));
    }
    record.content("payload", body, LensValue::of_bytes(body));
    let end = after.get(size..).unwrap_or_default();
    let after = match end {
        [b'\r', b'\n', after @ ..] => Some(after),
        [] | [b'\r'] => {
            let left = RecordRest::Bytes(2 - end.len() as u64);
            let name = record.name.clone().into_owned();
            reading.unfinished = Some(UnfinishedRecord { name, left });
            None
        }
        _ => {
            let text = "the payload does not end with CR LF: its size is wrong";
            reading.misfit(offset_in(message, end), text);
            None
        }
    };
    reading.push(record);
    after
}
