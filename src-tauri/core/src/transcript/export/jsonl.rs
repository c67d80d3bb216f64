//! JSON Lines: one object for each message, as `transcript export` promises them to scripts.

use std::io::Write as _;

use crate::frame::Kind;
use crate::packet::rules::Decoder;

use super::hex;
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;
use super::timestamp::TimestampWriter;

pub(super) fn row(
    out: &mut ExportOutput<'_>,
    clock: &mut TimestampWriter,
    decoder: &Decoder,
    payload: &Payload<'_>,
) -> Result<(), ExportStop> {
    let entry = payload.entry;
    let line = &mut out.bytes;
    // Writing to memory does not fail.
    let _ = write!(line, "{{\"row\":{},\"time\":\"", entry.row);
    clock.write(line, entry.time_ns);
    let (direction, kind) = (entry.direction.word(), entry.kind.word());
    let size = entry.size;
    let _ = write!(line, "\",\"direction\":\"{direction}\",\"kind\":\"{kind}\",\"size\":{size}");
    if let Some(wire) = payload.reader.wire_size(entry)? {
        let _ = write!(line, ",\"wire_size\":{wire}");
    }
    match entry.code {
        Some(code) => drop(write!(line, ",\"code\":{code}")),
        None => line.extend_from_slice(b",\"code\":null"),
    }
    if entry.kind == Kind::Text && payload.is_utf8()? {
        line.extend_from_slice(b",\"text\":");
        text(out, payload)?;
        out.bytes.extend_from_slice(b",\"hex\":null");
    } else {
        line.extend_from_slice(b",\"text\":null,\"hex\":\"");
        payload.pieces(|piece| {
            out.bytes.extend(piece.iter().flat_map(|byte| hex(*byte)));
            out.pass_on_within()
        })?;
        out.bytes.push(b'"');
    }
    out.bytes.extend_from_slice(b",\"fields\":");
    let fields = payload.whole.and_then(|whole| decoder.fields(entry.kind, entry.direction, whole));
    match fields {
        Some(fields) => drop(serde_json::to_writer(&mut out.bytes, &fields)),
        None => out.bytes.extend_from_slice(b"null"),
    }
    out.bytes.extend_from_slice(b"}\n");
    Ok(())
}

/// A payload that is UTF-8 as a JSON string.
pub(super) fn text(out: &mut ExportOutput<'_>, payload: &Payload<'_>) -> Result<(), ExportStop> {
    out.bytes.push(b'"');
    payload.text(|piece| {
        quoted_inside(&mut out.bytes, piece);
        out.pass_on_within()
    })?;
    out.bytes.push(b'"');
    Ok(())
}

/// A string's inside, escaped as serde_json does.
pub(super) fn quoted_inside(out: &mut Vec<u8>, text: &str) {
    let start = out.len();
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *out, text);
    out.pop();
    out.remove(start);
}
