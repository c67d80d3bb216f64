//! A reading on one line: `MESSAGE /queue/hello · "text"`.

use super::reading::{LensReading, LensRecord, LensValue};
use super::tree;
use crate::packet::hex;
use crate::text::push_symbol;

/// Records that are named.
const RECORDS: usize = 8;
/// Characters of one value.
const VALUE_CHARS: usize = 160;
/// Bytes that are shown as hex.
const HEX: usize = 48;

impl LensReading<'_> {
    /// The types and the essentials as one line, with control characters visible; `None` if no record has a type.
    pub fn summary(&self) -> Option<String> {
        let mut line = String::new();
        for record in self.records.iter().take(RECORDS) {
            if record.name.is_empty() {
                return None;
            }
            line.push_str(if line.is_empty() { "" } else { " + " });
            push_head(record, &mut line);
        }
        match self.records.as_slice() {
            [] => return None,
            [one] => {
                if let Some(content) = &one.content {
                    push_content(content, &mut line);
                }
            }
            more if more.len() > RECORDS => line.push_str(" + …"),
            _ => {}
        }
        Some(line)
    }
}

fn push_head(record: &LensRecord<'_>, line: &mut String) {
    push_text(&record.name, line);
    for title in &record.title {
        line.push(' ');
        push_text(title, line);
    }
}

fn push_content(content: &LensValue<'_>, line: &mut String) {
    let is_empty = match content {
        LensValue::Text(text) => text.is_empty(),
        LensValue::Bytes(bytes) => bytes.is_empty(),
        LensValue::Json(text) => text.is_empty(),
        _ => false,
    };
    if is_empty {
        return;
    }
    line.push_str(" · ");
    match content {
        LensValue::Text(text) => {
            line.push('"');
            push_text(text, line);
            line.push('"');
        }
        LensValue::Int(number) => line.push_str(&number.to_string()),
        LensValue::Bool(is) => line.push_str(if *is { "true" } else { "false" }),
        LensValue::Json(text) => push_text(text, line),
        LensValue::Msgpack(bytes) => push_text(&tree::msgpack_text(bytes), line),
        LensValue::Bytes(bytes) => {
            line.push_str(&hex::encode(bytes.get(..HEX).unwrap_or(bytes)));
            line.push_str(if bytes.len() > HEX { "…" } else { "" });
        }
        LensValue::Object(fields) => line.push_str(&format!("{{{}}}", fields.len())),
    }
}

/// Appends a value, cut and with its control characters visible.
fn push_text(text: &str, line: &mut String) {
    let mut chars = text.chars();
    chars.by_ref().take(VALUE_CHARS).for_each(|ch| push_symbol(ch, line));
    if chars.next().is_some() {
        line.push('…');
    }
}
