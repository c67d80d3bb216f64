//! What pasted text becomes: a message in the making.

use crate::packet::json::Style;

/// A message in the making, with the name it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it was assigned to; empty where it had no name.
    pub name: String,
    /// The message.
    pub draft: PastedMessage,
}

/// A message in the making. Values are as a person types them, names that nobody defined are `{{name}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastedMessage {
    /// A text message.
    Text(String),
    /// A text message of JSON.
    Json(String, Style),
    /// A binary message.
    Bytes(Vec<u8>),
    /// A binary message of packed values and a tail.
    Packed {
        /// The struct format.
        format: String,
        /// A value for each of its fields.
        values: Vec<String>,
        /// What follows.
        tail: Option<DraftTail>,
    },
}

/// What follows packed values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftTail {
    /// UTF-8 text.
    Text(String),
    /// JSON.
    Json(String, Style),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl PastedMessage {
    /// Without a name.
    pub fn unnamed(self) -> Named {
        Named { name: String::new(), draft: self }
    }
}
