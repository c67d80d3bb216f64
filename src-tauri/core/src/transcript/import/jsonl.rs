//! Imports Wirelark's own JSON Lines.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;

use crate::frame::{Direction, Kind};

use super::super::Header;
use super::error::brief;
use super::import_writer::ImportWriter;
use super::limited_reader::MAX_STRING;
use super::{ImportError, Imported, open};

/// A line; derived fields (`row`, `code`, `fields`) are ignored.
#[derive(Deserialize)]
struct JsonlRow {
    time: String,
    direction: String,
    kind: String,
    size: Option<u32>,
    wire_size: Option<u32>,
    text: Option<String>,
    hex: Option<String>,
}

/// A decoded line.
struct JsonlMessage {
    direction: Direction,
    kind: Kind,
    time_ns: i64,
    payload: Vec<u8>,
    wire: Option<u32>,
}

pub(super) fn import(
    path: &Path,
    mut writer: ImportWriter<'_>,
    mut header: Header,
) -> Result<Imported, ImportError> {
    let mut lines = BufReader::with_capacity(256 * 1024, open(path)?);
    let mut line = Vec::new();
    let mut number = 0;
    let mut started = false;
    let mut result = Ok(());
    loop {
        line.clear();
        let count = lines.by_ref().take(MAX_STRING + 1).read_until(b'\n', &mut line);
        if count.map_err(|error| ImportError::read(path, &error))? == 0 {
            break;
        }
        number += 1;
        if line.len() as u64 > MAX_STRING {
            let what = format!("line {number} is longer than {MAX_STRING} bytes");
            return Err(ImportError::TooLong { path: path.to_owned(), what });
        }
        let text = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&line);
        if text.trim_ascii().is_empty() {
            continue;
        }
        let message = message(path, number, text)?;
        if !std::mem::replace(&mut started, true) {
            header.created = crate::frame::time_text(message.time_ns);
            writer.start(&header)?;
        }
        let JsonlMessage { direction, kind, time_ns, payload, wire } = message;
        result = writer.push(direction, kind, time_ns, payload, wire);
        if result.is_err() {
            break;
        }
    }
    if !started {
        writer.start(&header)?;
    }
    writer.finish(result)
}

fn message(path: &Path, number: usize, text: &[u8]) -> Result<JsonlMessage, ImportError> {
    let damaged = |what: String| ImportError::Damaged {
        path: path.to_owned(),
        line: number,
        column: 0,
        json_path: String::new(),
        what,
    };
    let line: JsonlRow = serde_json::from_slice(text).map_err(|error| {
        // The parser's own line number is always 1.
        match ImportError::damaged(path, &error, "") {
            ImportError::Damaged { path, column, json_path, what, .. } => {
                ImportError::Damaged { path, line: number, column, json_path, what }
            }
            other => other,
        }
    })?;
    let directions = [Direction::Sent, Direction::Received];
    let direction = directions.into_iter().find(|candidate| candidate.word() == line.direction);
    let kind = Kind::ALL.into_iter().find(|candidate| candidate.word() == line.kind);
    let time: Result<Timestamp, _> = line.time.parse();
    let time_ns = time.ok().and_then(|time| i64::try_from(time.as_nanosecond()).ok());
    let payload = match (line.text, &line.hex) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(digits)) => {
            crate::packet::hex::parse(digits).map_err(|error| damaged(format!("`hex`: {error}")))?
        }
        _ => return Err(damaged("either `text` or `hex` must be a string".to_owned())),
    };
    if let Some(size) = line.size
        && size as usize != payload.len()
    {
        return Err(damaged(format!("`size` is {size}, and the payload has {}", payload.len())));
    }
    Ok(JsonlMessage {
        direction: direction.ok_or_else(|| {
            damaged(format!(
                "`direction` is {:?}, not \"sent\" or \"received\"",
                brief(&line.direction)
            ))
        })?,
        kind: kind
            .ok_or_else(|| damaged(format!("`kind` is {:?}, which is none", brief(&line.kind))))?,
        time_ns: time_ns.ok_or_else(|| {
            damaged(format!("`time` is {:?}, not a time of RFC 3339", brief(&line.time)))
        })?,
        payload,
        wire: line.wire_size,
    })
}
