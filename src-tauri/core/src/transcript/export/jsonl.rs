//! JSON Lines: one object per message, in a format that scripts rely on.

use std::io::Write as _;

use crate::frame::Kind;
use crate::packet::codes::CodeValue;
use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::rules::Decoder;

use super::hex;
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;
use super::timestamp::TimestampWriter;

pub(super) fn row(
    output: &mut ExportOutput<'_>,
    clock: &mut TimestampWriter,
    decoder: &Decoder,
    payload: &Payload<'_>,
    faults: Option<FaultSet>,
) -> Result<(), ExportStop> {
    let record = payload.record;
    let line = &mut output.bytes;
    // Writing to memory does not fail.
    let _ = write!(line, "{{\"row\":{},\"time\":\"", record.row);
    clock.write(line, record.time_ns);
    let (direction, kind) = (record.direction.word(), record.kind.word());
    let size = record.size;
    let _ = write!(line, "\",\"direction\":\"{direction}\",\"kind\":\"{kind}\",\"size\":{size}");
    if let Some(wire) = payload.reader.wire_size(record)? {
        let _ = write!(line, ",\"wire_size\":{wire}");
    }
    match &payload.code {
        Some(CodeValue::Number(code)) => drop(write!(line, ",\"code\":{code}")),
        Some(CodeValue::Text(code)) => {
            line.extend_from_slice(b",\"code\":");
            let _ = serde_json::to_writer(&mut *line, code);
        }
        None => line.extend_from_slice(b",\"code\":null"),
    }
    if record.kind == Kind::Text && payload.is_utf8()? {
        line.extend_from_slice(b",\"text\":");
        text(output, payload)?;
        output.bytes.extend_from_slice(b",\"hex\":null");
    } else {
        line.extend_from_slice(b",\"text\":null,\"hex\":\"");
        payload.chunks(|chunk| {
            output.bytes.extend(chunk.iter().flat_map(|byte| hex(*byte)));
            output.flush_within_row()
        })?;
        output.bytes.push(b'"');
    }
    output.bytes.extend_from_slice(b",\"fields\":");
    let fields = payload
        .message
        .and_then(|bytes| decoder.fields_of_all(record.kind, record.direction, bytes));
    match fields {
        Some(fields) => drop(serde_json::to_writer(&mut output.bytes, &fields)),
        None => output.bytes.extend_from_slice(b"null"),
    }
    if let Some(faults) = faults {
        let words: Vec<_> = faults.kinds().map(FaultKind::word).collect();
        output.bytes.extend_from_slice(b",\"faults\":");
        let _ = serde_json::to_writer(&mut output.bytes, &words);
    }
    if let Some(joined) = payload.joined {
        if let Some((first, last)) = joined.parts(record.row) {
            let _ = write!(output.bytes, ",\"parts\":[{first},{last}]");
        }
        if let Some(first) = joined.part_of(record.row, record.size) {
            let _ = write!(output.bytes, ",\"part_of\":{first}");
        }
    }
    output.bytes.extend_from_slice(b"}\n");
    Ok(())
}

/// Writes a UTF-8 payload as a JSON string.
pub(super) fn text(output: &mut ExportOutput<'_>, payload: &Payload<'_>) -> Result<(), ExportStop> {
    output.bytes.push(b'"');
    payload.text(|chunk| {
        push_escaped(&mut output.bytes, chunk);
        output.flush_within_row()
    })?;
    output.bytes.push(b'"');
    Ok(())
}

/// Appends text escaped as in a JSON string, without the quotation marks.
pub(super) fn push_escaped(output: &mut Vec<u8>, text: &str) {
    let start = output.len();
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *output, text);
    output.pop();
    output.remove(start);
}
