//! Recognises pasted text: Python, hex, a C array, base64, a data URL, JSON or plain text.
//!
//! - [`pasted_message`]: the recognised messages.
//! - `python`: evaluates the subset of Python that sending scripts use, without running it.
//! - `byte_list`: byte lists in various notations.

mod byte_list;
pub mod pasted_message;
pub(crate) mod python;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::packet::json;
pub use pasted_message::{DraftTail, Named, PastedMessage};

/// The notation as which pasted text was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TakenFor {
    /// Python code that packs, dumps or sends.
    Python,
    /// A Python bytes literal or `bytes.fromhex`.
    PythonBytes,
    /// `struct.pack(…)`, possibly with a tail.
    PythonPack,
    /// `json.dumps(…)` or a Python dict.
    PythonJson,
    /// JSON.
    Json,
    /// Hex digits.
    Hex,
    /// Numbers in braces or brackets, as in C, Rust and JavaScript.
    ByteList,
    /// Decimal numbers, each one a byte.
    DecimalBytes,
    /// `\x01\x00` without quotes.
    Escapes,
    /// Base64.
    Base64,
    /// A data URL.
    DataUrl,
    /// Plain text.
    Text,
}

/// One interpretation of pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The notation.
    pub taken_for: TakenFor,
    /// The messages; at least one.
    pub messages: Vec<Named>,
}

/// Size limit in bytes for recognition. Longer text is probably a file and is only offered as plain text.
const MOST_BYTES: usize = 4 << 20;

/// Returns the interpretations of pasted text, most likely first. The last one is always plain text.
pub fn recognise(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let trimmed = text.trim();
    if !trimmed.is_empty() && text.len() <= MOST_BYTES {
        let mut add = |taken_for, messages: Vec<Named>| {
            let same = |candidate: &Candidate| candidate.messages == messages;
            if !messages.is_empty() && !found.iter().any(same) {
                found.push(Candidate { taken_for, messages });
            }
        };
        let bytes =
            |bytes: Option<Vec<u8>>| bytes.map(|bytes| PastedMessage::Bytes(bytes).unnamed());
        let single = |draft: Option<Named>| draft.into_iter().collect::<Vec<_>>();
        add(TakenFor::DataUrl, single(byte_list::data_url(trimmed).map(PastedMessage::unnamed)));
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
                single(Some(PastedMessage::Json(trimmed.to_owned(), style).unnamed())),
            );
        }
        if let Some((taken_for, messages)) = python::recognise(trimmed) {
            add(taken_for, messages);
        }
        add(TakenFor::Hex, single(bytes(byte_list::hex(trimmed))));
        add(TakenFor::ByteList, single(bytes(byte_list::byte_list(trimmed))));
        add(TakenFor::Escapes, single(bytes(byte_list::escapes(trimmed))));
        add(TakenFor::Base64, single(bytes(byte_list::base64(trimmed))));
        add(TakenFor::DecimalBytes, single(bytes(byte_list::decimals(trimmed))));
    }
    found.push(Candidate {
        taken_for: TakenFor::Text,
        messages: vec![PastedMessage::Text(text.to_owned()).unnamed()],
    });
    found
}
