//! A log for people: a line for each message, and its payload below, text as text and bytes as a hex dump.

use std::io::Write as _;

use crate::frame::Kind;
use crate::packet::rules::Decoder;

use super::super::Header;
use super::hex;
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;
use super::timestamp::TimestampWriter;
use crate::text::is_invisible;

/// Before each line of a payload.
const INDENT: &[u8] = b"    ";

pub(super) fn head(out: &mut Vec<u8>, header: &Header) {
    for (name, value) in
        [("name", &header.name), ("url", &header.url), ("created", &header.created)]
    {
        if !value.is_empty() {
            // Writing to memory does not fail.
            let _ = write!(out, "# {name}: ");
            visible(out, value);
            out.push(b'\n');
        }
    }
}

pub(super) fn row(
    out: &mut ExportOutput<'_>,
    clock: &mut TimestampWriter,
    decoder: &Decoder,
    payload: &Payload<'_>,
) -> Result<(), ExportStop> {
    let entry = payload.entry;
    let line = &mut out.bytes;
    let _ = write!(line, "\n{} ", entry.row);
    clock.write(line, entry.time_ns);
    let (direction, kind) = (entry.direction.word(), entry.kind.word());
    let bytes = if entry.size == 1 { "byte" } else { "bytes" };
    let _ = write!(line, " {direction} {kind}, {} {bytes}", entry.size);
    if let Some(code) = entry.code {
        let _ = write!(line, ", code {code}");
        if let Some(named) = decoder.code(entry.direction, code) {
            line.push(b' ');
            visible(line, &named.name);
        }
    }
    if let (Kind::Close, Some(whole)) = (entry.kind, payload.whole)
        && let Some((code, reason)) = whole.split_first_chunk::<2>()
    {
        let _ = write!(line, ", {} ", u16::from_be_bytes(*code));
        visible(line, &String::from_utf8_lossy(reason));
    }
    line.push(b'\n');
    let fields = payload.whole.and_then(|whole| decoder.fields(entry.kind, entry.direction, whole));
    if let Some(fields) = fields {
        line.extend_from_slice(INDENT);
        let _ = write!(line, "fields ");
        visible(line, &fields.to_string());
        line.push(b'\n');
    }
    let is_text = matches!(entry.kind, Kind::Text | Kind::Marker) && payload.is_utf8()?;
    match entry.size {
        0 => {}
        _ if is_text => {
            out.bytes.extend_from_slice(INDENT);
            payload.text(|piece| {
                visible(&mut out.bytes, piece);
                out.pass_on_within()
            })?;
            out.bytes.push(b'\n');
        }
        _ => {
            let mut at = 0u32;
            payload.pieces(|piece| {
                for line in piece.chunks(16) {
                    dump(&mut out.bytes, at, line);
                    at += line.len() as u32;
                }
                out.pass_on_within()
            })?;
        }
    }
    Ok(())
}

/// Text whose controls are shown by their numbers and whose line ends keep the indent.
fn visible(out: &mut Vec<u8>, text: &str) {
    for ch in text.chars() {
        match ch {
            '\n' => {
                out.push(b'\n');
                out.extend_from_slice(INDENT);
            }
            '\t' => out.push(b'\t'),
            ch if is_invisible(ch) => drop(write!(out, "\\u{{{:X}}}", u32::from(ch))),
            ch => out.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// One line of a hex dump: offset, sixteen bytes, and what of them is ASCII.
fn dump(out: &mut Vec<u8>, at: u32, bytes: &[u8]) {
    out.extend_from_slice(INDENT);
    let _ = write!(out, "{at:08x} ");
    for i in 0..16 {
        if i == 8 {
            out.push(b' ');
        }
        out.push(b' ');
        match bytes.get(i) {
            Some(byte) => out.extend_from_slice(&hex(*byte)),
            None => out.extend_from_slice(b"  "),
        }
    }
    out.extend_from_slice(b"  |");
    out.extend(bytes.iter().map(|byte| if matches!(byte, b' '..=b'~') { *byte } else { b'.' }));
    out.extend_from_slice(b"|\n");
}
