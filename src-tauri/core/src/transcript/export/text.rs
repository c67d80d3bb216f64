//! Human-readable log: a line per message, then its payload as text or as a hex dump.

use std::io::Write as _;

use crate::frame::Kind;
use crate::packet::rules::Decoder;

use super::super::Header;
use super::hex;
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;
use super::timestamp::TimestampWriter;
use crate::text::is_invisible;

/// Indentation of payload lines.
const INDENT: &[u8] = b"    ";

pub(super) fn head(output: &mut Vec<u8>, header: &Header) {
    for (name, value) in
        [("name", &header.name), ("url", &header.url), ("created", &header.created)]
    {
        if !value.is_empty() {
            // Writing to memory does not fail.
            let _ = write!(output, "# {name}: ");
            push_visible(output, value);
            output.push(b'\n');
        }
    }
}

pub(super) fn row(
    output: &mut ExportOutput<'_>,
    clock: &mut TimestampWriter,
    decoder: &Decoder,
    payload: &Payload<'_>,
) -> Result<(), ExportStop> {
    let record = payload.record;
    let line = &mut output.bytes;
    let _ = write!(line, "\n{} ", record.row);
    clock.write(line, record.time_ns);
    let (direction, kind) = (record.direction.word(), record.kind.word());
    let bytes = if record.size == 1 { "byte" } else { "bytes" };
    let _ = write!(line, " {direction} {kind}, {} {bytes}", record.size);
    if let Some(code) = &payload.code {
        line.extend_from_slice(b", code ");
        push_visible(line, &code.to_string());
        if let Some(named) = decoder.code(record.direction, code) {
            line.push(b' ');
            push_visible(line, &named.name);
        }
    }
    if let (Kind::Close, Some(whole)) = (record.kind, payload.whole)
        && let Some((code, reason)) = whole.split_first_chunk::<2>()
    {
        let _ = write!(line, ", {} ", u16::from_be_bytes(*code));
        push_visible(line, &String::from_utf8_lossy(reason));
    }
    line.push(b'\n');
    let fields = payload
        .message
        .and_then(|bytes| decoder.fields_of_all(record.kind, record.direction, bytes));
    if let Some(fields) = fields {
        line.extend_from_slice(INDENT);
        let _ = write!(line, "fields ");
        push_visible(line, &fields.to_string());
        line.push(b'\n');
    }
    let is_text = matches!(record.kind, Kind::Text | Kind::Marker) && payload.is_utf8()?;
    match record.size {
        0 => {}
        _ if is_text => {
            output.bytes.extend_from_slice(INDENT);
            payload.text(|chunk| {
                push_visible(&mut output.bytes, chunk);
                output.flush_within_row()
            })?;
            output.bytes.push(b'\n');
        }
        _ => {
            let mut at = 0u32;
            payload.chunks(|chunk| {
                for line in chunk.chunks(16) {
                    push_hex_dump(&mut output.bytes, at, line);
                    at += line.len() as u32;
                }
                output.flush_within_row()
            })?;
        }
    }
    Ok(())
}

/// Appends text with escaped control characters; line ends keep the indentation.
fn push_visible(output: &mut Vec<u8>, text: &str) {
    for ch in text.chars() {
        match ch {
            '\n' => {
                output.push(b'\n');
                output.extend_from_slice(INDENT);
            }
            '\t' => output.push(b'\t'),
            ch if is_invisible(ch) => drop(write!(output, "\\u{{{:X}}}", u32::from(ch))),
            ch => output.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Appends one line of a hex dump: offset, sixteen bytes, and their ASCII characters.
fn push_hex_dump(output: &mut Vec<u8>, at: u32, bytes: &[u8]) {
    output.extend_from_slice(INDENT);
    let _ = write!(output, "{at:08x} ");
    for i in 0..16 {
        if i == 8 {
            output.push(b' ');
        }
        output.push(b' ');
        match bytes.get(i) {
            Some(byte) => output.extend_from_slice(&hex(*byte)),
            None => output.extend_from_slice(b"  "),
        }
    }
    output.extend_from_slice(b"  |");
    output.extend(bytes.iter().map(|byte| if matches!(byte, b' '..=b'~') { *byte } else { b'.' }));
    output.extend_from_slice(b"|\n");
}
