//! What a person pasted, recognised: Python, hex, a C array, base64, a data URL, JSON, text.
//!
//! - [`pasted_message`]: what it becomes.
//! - `python`: the little Python that senders are written in; nothing is run.
//! - `byte_list`: lists of bytes in their many forms.

mod byte_list;
pub mod pasted_message;
mod python;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::packet::json;
pub use pasted_message::{DraftTail, Named, PastedMessage};

/// What pasted text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TakenFor {
    /// Python that packs, dumps or sends.
    Python,
    /// A Python bytes literal, or `bytes.fromhex`.
    PythonBytes,
    /// `struct.pack(…)`, perhaps with a tail.
    PythonPack,
    /// `json.dumps(…)` or a Python dict.
    PythonJson,
    /// JSON.
    Json,
    /// Hex digits.
    Hex,
    /// Numbers in braces or brackets, as C, Rust and JavaScript have them.
    ByteList,
    /// Decimal numbers, each a byte.
    DecimalBytes,
    /// `\x01\x00` without quotes.
    Escapes,
    /// Base64.
    Base64,
    /// A data URL.
    DataUrl,
    /// Nothing but text.
    Text,
}

/// One way to take what was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// As what.
    pub taken_for: TakenFor,
    /// The messages it makes; one at least.
    pub messages: Vec<Named>,
}

/// More than this is a file, not a message that someone pasted; only its text is offered.
const MOST_BYTES: usize = 4 << 20;

/// All ways to take pasted text, the likeliest first; the last is always that it is text.
pub fn recognise(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let trimmed = text.trim();
    if !trimmed.is_empty() && text.len() <= MOST_BYTES {
        let mut add = |taken_for, messages: Vec<Named>| {
            let same = |one: &Candidate| one.messages == messages;
            if !messages.is_empty() && !found.iter().any(same) {
                found.push(Candidate { taken_for, messages });
            }
        };
        let bytes =
            |bytes: Option<Vec<u8>>| bytes.map(|bytes| PastedMessage::Bytes(bytes).unnamed());
        let one = |draft: Option<Named>| draft.into_iter().collect::<Vec<_>>();
        add(TakenFor::DataUrl, one(byte_list::data_url(trimmed).map(PastedMessage::unnamed)));
        let starts = |marks: &[char]| trimmed.starts_with(marks);
        if starts(&['{', '[', '"'])
            && let Ok(value) = json::parse(trimmed)
        {
            let style = match json::write(&value, json::Style::Compact) == trimmed {
                true => json::Style::Compact,
                false => json::Style::Python,
            };
            add(
                TakenFor::Json,
                one(Some(PastedMessage::Json(trimmed.to_owned(), style).unnamed())),
            );
        }
        if let Some((taken_for, messages)) = python::recognise(trimmed) {
            add(taken_for, messages);
        }
        add(TakenFor::Hex, one(bytes(byte_list::hex(trimmed))));
        add(TakenFor::ByteList, one(bytes(byte_list::byte_list(trimmed))));
        add(TakenFor::Escapes, one(bytes(byte_list::escapes(trimmed))));
        add(TakenFor::Base64, one(bytes(byte_list::base64(trimmed))));
        add(TakenFor::DecimalBytes, one(bytes(byte_list::decimals(trimmed))));
    }
    found.push(Candidate {
        taken_for: TakenFor::Text,
        messages: vec![PastedMessage::Text(text.to_owned()).unnamed()],
    });
    found
}
