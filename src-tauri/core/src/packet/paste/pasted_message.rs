//! Messages recognised in pasted text.

use crate::packet::json::Style;

/// A recognised message with the name it had in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The variable to which it was assigned; empty if there is none.
    pub name: String,
    /// The message.
    pub draft: PastedMessage,
}

/// A recognised message. Values are in the notation of the form; undefined names become `{{name}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastedMessage {
    /// A text message.
    Text(String),
    /// A text message of JSON.
    Json(String, Style),
    /// A binary message.
    Bytes(Vec<u8>),
    /// A binary message with packed values and a tail.
    Packed {
        /// The struct format.
        format: String,
        /// The values of the format's fields, in order.
        values: Vec<String>,
        /// The part after the packed values.
        tail: Option<DraftTail>,
    },
}

/// The part after the packed values.
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
    /// Wraps the message without a name.
    pub fn unnamed(self) -> Named {
        Named { name: String::new(), draft: self }
    }
}
