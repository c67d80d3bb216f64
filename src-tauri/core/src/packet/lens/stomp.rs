//! STOMP 1.2 (stomp.github.io/stomp-specification-1.2.html). A message may have several frames, or a part of one.

use std::borrow::Cow;

use super::reading::{
    FIELDS, LensField, LensReading, LensRecord, LensValue, RecordRest, UnfinishedRecord, offset_in,
};
use super::{LensInput, valid_text};

/// The id that pairs CONNECT.
const CONNECT: &str = "connect";

/// Every command, and whether its frame may have a body.
const COMMANDS: [(&str, bool); 15] = [
    ("CONNECT", false),
    ("STOMP", false),
    ("CONNECTED", false),
    ("SEND", true),
    ("SUBSCRIBE", false),
    ("UNSUBSCRIBE", false),
    ("ACK", false),
    ("NACK", false),
    ("BEGIN", false),
    ("COMMIT", false),
    ("ABORT", false),
    ("DISCONNECT", false),
    ("MESSAGE", true),
    ("RECEIPT", false),
    ("ERROR", true),
];

/// The headers that a command must have.
const REQUIRED: [(&str, &[&str]); 11] = [
    ("CONNECTED", &["version"]),
    ("SEND", &["destination"]),
    ("SUBSCRIBE", &["id", "destination"]),
    ("UNSUBSCRIBE", &["id"]),
    ("ACK", &["id"]),
    ("NACK", &["id"]),
    ("BEGIN", &["transaction"]),
    ("COMMIT", &["transaction"]),
    ("ABORT", &["transaction"]),
    ("MESSAGE", &["destination", "message-id", "subscription"]),
    ("RECEIPT", &["receipt-id"]),
];

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let message = input.bytes;
    let mut rest = message;
    loop {
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let (line_ends, after) = rest.split_at(ends);
        if after.is_empty() {
            if reading.records.is_empty() {
                let mut record = LensRecord::heartbeat("heartbeat");
                if line_ends.is_empty() {
                    reading.misfit(0, "a message has a frame or a line end");
                    record.is_heartbeat = false;
                    record.name = "".into();
                }
                reading.push(record);
            }
            return;
        }
        match frame(message, after, reading) {
            Some(after) => rest = after,
            None => {
                if reading.records.is_empty() {
                    reading.push(LensRecord::default());
                }
                return;
            }
        }
    }
}

/// Reads a frame and returns what follows its NUL; `None` if it continues in the next message.
fn frame<'m>(
    message: &'m [u8],
    frame: &'m [u8],
    reading: &mut LensReading<'m>,
) -> Option<&'m [u8]> {
    let at = offset_in(message, frame);
    let mut record = LensRecord::default();
    let mut headers = Vec::new();
    let mut rest = frame;
    let mut is_command = true;
    // Lines up to an empty one.
    let body = loop {
        let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | 0)) else {
            let name = record.name.clone().into_owned();
            reading.unfinished = Some(UnfinishedRecord { name, left: RecordRest::Head(at) });
            if !record.name.is_empty() {
                reading.push(record);
            }
            return None;
        };
        let (line, after) = rest.split_at(end);
        if after.first() == Some(&0) {
            reading.misfit(offset_in(message, after), "an empty line precedes the NUL");
            break after;
        }
        rest = after.get(1..).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let here = offset_in(message, line);
        match (is_command, line.is_empty()) {
            (true, _) => {
                is_command = false;
                let command = valid_text(line);
                record.name = command.into();
                if !COMMANDS.iter().any(|(name, _)| *name == command) {
                    reading.misfit(here, "the protocol has no such command");
                }
            }
            (false, true) => break rest,
            (false, false) => match header(line, is_plain(&record.name)) {
                Ok(_) if headers.len() >= FIELDS => {}
                Ok(header) => headers.push(header),
                Err(text) => reading.misfit(here, text),
            },
        }
    };
    // Of equal headers the first counts.
    let value = |name: &str| {
        let found = headers.iter().find(|header: &&LensField<'m>| header.name == name)?;
        match &found.value {
            LensValue::Text(text) => Some(text.clone()),
            _ => None,
        }
    };
    let length = value("content-length").map(|text| text.parse::<u64>());
    if let Some(Err(_)) = length {
        reading.misfit(at, "`content-length` is no number");
    }
    let length = length.and_then(Result::ok);
    let size = match length {
        Some(length) => usize::try_from(length).ok().filter(|size| *size < body.len()),
        None => body.iter().position(|byte| *byte == 0),
    };
    let (content, after) = match size {
        Some(size) => {
            let (content, after) = body.split_at(size);
            if after.first() != Some(&0) {
                reading.misfit(offset_in(message, after), "a NUL ends the frame");
            }
            (content, Some(after.get(1..).unwrap_or_default()))
        }
        None => {
            let left = match length {
                Some(length) => {
                    RecordRest::Bytes(length.saturating_add(1).saturating_sub(body.len() as u64))
                }
                None => RecordRest::UntilNul,
            };
            let name = record.name.clone().into_owned();
            reading.unfinished = Some(UnfinishedRecord { name, left });
            (body, None)
        }
    };
    check(&record.name, content, at, &value, reading);
    pair(&record.name, &value, reading);
    for name in ["destination", "message", "receipt-id", "version"] {
        value(name).into_iter().for_each(|text| record.about(text));
    }
    let command = frame.get(..record.name.len()).unwrap_or_default();
    record.field("command", command, LensValue::Text(record.name.clone()));
    let start = headers.first().map(|header| offset_in(frame, header.bytes)).unwrap_or(0);
    let head = frame.get(start..offset_in(frame, body)).unwrap_or_default();
    record.field("headers", head, LensValue::Object(headers));
    if !content.is_empty() {
        record.content("body", content, LensValue::of_bytes(content));
    }
    reading.push(record);
    after
}

/// CONNECT and CONNECTED have no escapes, for the sake of STOMP 1.0.
fn is_plain(command: &str) -> bool {
    matches!(command, "CONNECT" | "CONNECTED")
}

fn header(line: &[u8], is_plain: bool) -> Result<LensField<'_>, &'static str> {
    let text = str::from_utf8(line).map_err(|_| "a header is not UTF-8")?;
    let (name, value) = text.split_once(':').ok_or("a header has a colon")?;
    let (name, value) = match is_plain {
        true => (name.into(), value.into()),
        false => (unescape(name)?, unescape(value)?),
    };
    Ok(LensField { name, bytes: line, value: LensValue::Text(value) })
}

fn unescape(text: &str) -> Result<Cow<'_, str>, &'static str> {
    if !text.contains('\\') {
        return Ok(text.into());
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(ch) = chars.next() {
        out.push(match ch {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('c') => ':',
                Some('\\') => '\\',
                _ => return Err("a header has another escape than \\n, \\r, \\c and \\\\"),
            },
            ch => ch,
        });
    }
    Ok(out.into())
}

fn check<'m>(
    command: &str,
    content: &[u8],
    at: usize,
    value: &dyn Fn(&str) -> Option<Cow<'m, str>>,
    reading: &mut LensReading<'m>,
) {
    let required = REQUIRED.iter().find(|(name, _)| *name == command);
    for name in required.map_or(&[][..], |(_, names)| names) {
        if value(name).is_none() {
            reading.misfit(at, format!("{command} has a header `{name}`"));
        }
    }
    let has_body = COMMANDS.iter().any(|(name, has_body)| *name == command && *has_body);
    let is_known = COMMANDS.iter().any(|(name, _)| *name == command);
    if is_known && !has_body && !content.is_empty() {
        reading.misfit(at, format!("{command} has no body"));
    }
}

fn pair<'m>(
    command: &str,
    value: &dyn Fn(&str) -> Option<Cow<'m, str>>,
    reading: &mut LensReading<'m>,
) {
    let receipt = |id: Cow<'m, str>| format!("receipt {id}");
    match command {
        "CONNECT" | "STOMP" => reading.ask(CONNECT),
        "CONNECTED" => reading.answer(CONNECT),
        "RECEIPT" => value("receipt-id").into_iter().for_each(|id| reading.answer(receipt(id))),
        "ERROR" => {
            reading.is_error = true;
            reading.answer(value("receipt-id").map_or_else(|| CONNECT.to_owned(), receipt));
        }
        "MESSAGE" => value("subscription").into_iter().for_each(|id| reading.belongs_to(&id)),
        _ => value("receipt").into_iter().for_each(|id| reading.ask(receipt(id))),
    }
    if matches!(command, "SUBSCRIBE" | "UNSUBSCRIBE") {
        value("id").into_iter().for_each(|id| reading.belongs_to(&id));
    }
}
