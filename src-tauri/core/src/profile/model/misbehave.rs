//! Ways to break RFC 6455 on purpose, as a scenario's step and the window's panel have them.

use serde::{Deserialize, Serialize};

/// What is done instead of what the protocol says. Nothing of it ever happens by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Misbehave {
    /// The bytes of a text in a binary message.
    TextAsBinary {
        /// The text.
        text: String,
    },
    /// Bytes in a text message.
    BinaryAsText {
        /// The bytes.
        hex: String,
    },
    /// A text message with bytes in it that are no UTF-8.
    InvalidUtf8 {
        /// What stands before them.
        #[serde(default)]
        text: String,
        /// They. Default `ff`.
        #[serde(default = "ff")]
        hex: String,
    },
    /// A frame whose head promises more bytes than follow, or fewer.
    WrongLength {
        /// What follows.
        #[serde(flatten)]
        content: Content,
        /// What the head says.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        claims: u64,
    },
    /// A message in pieces. That alone is allowed, and not every server expects it.
    Fragments {
        /// The message.
        #[serde(flatten)]
        content: Content,
        /// Bytes of each piece, in order; the last size is that of all that follow. 0 is an empty piece.
        sizes: Vec<u32>,
        /// A control frame after each piece but the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        between: Option<Control>,
    },
    /// A message that begins within the pieces of another.
    Interrupted {
        /// The first piece of the one, and the whole of the other.
        #[serde(flatten)]
        content: Content,
    },
    /// A continuation of nothing.
    Continuation {
        /// Its payload.
        #[serde(flatten)]
        content: Content,
    },
    /// A message with reserved bits set.
    ReservedBits {
        /// The message.
        #[serde(flatten)]
        content: Content,
        /// Which: 1 to 3.
        bits: Vec<u8>,
    },
    /// A frame with an opcode that means nothing.
    ReservedOpcode {
        /// Its payload.
        #[serde(flatten)]
        content: Content,
        /// 3 to 7 or 11 to 15.
        opcode: u8,
    },
    /// A message that is not masked.
    Unmasked {
        /// The message.
        #[serde(flatten)]
        content: Content,
    },
    /// A message masked with another key than its head says.
    WrongMask {
        /// The message.
        #[serde(flatten)]
        content: Content,
    },
    /// A control frame with more payload than the 125 bytes that are allowed.
    OversizedControl {
        /// Which.
        control: Control,
        /// Bytes of payload.
        size: u32,
    },
    /// A control frame in two pieces.
    FragmentedControl {
        /// Which.
        control: Control,
        /// Its payload.
        #[serde(flatten)]
        content: Content,
    },
    /// A Close with any code and any reason.
    Close {
        /// Also one that no endpoint may send; none for an empty Close.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        code: Option<u16>,
        /// Also one that is too long. None is sent without a code.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
        reason: String,
    },
    /// A Close with just these bytes as payload, such as half a code.
    CloseBytes {
        /// The payload.
        hex: String,
    },
    /// No ping is answered from now on.
    NoPong,
    /// Our side of TCP ends; what the server sends is still read.
    HalfClose,
    /// Bytes as they are: no head, no mask, nothing.
    Raw {
        /// The bytes.
        hex: String,
    },
}

fn ff() -> String {
    "ff".to_owned()
}

/// What a message holds, and so of which type it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// A text message.
    Text(String),
    /// A binary message.
    Hex(String),
}

/// A control frame (RFC 6455 section 5.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Control {
    /// Opcode 9.
    Ping,
    /// Opcode 10.
    Pong,
    /// Opcode 8.
    Close,
}

impl Misbehave {
    /// The stable word, as a profile has it under `type`.
    pub fn word(&self) -> &'static str {
        match self {
            Misbehave::TextAsBinary { .. } => "text_as_binary",
            Misbehave::BinaryAsText { .. } => "binary_as_text",
            Misbehave::InvalidUtf8 { .. } => "invalid_utf8",
            Misbehave::WrongLength { .. } => "wrong_length",
            Misbehave::Fragments { .. } => "fragments",
            Misbehave::Interrupted { .. } => "interrupted",
            Misbehave::Continuation { .. } => "continuation",
            Misbehave::ReservedBits { .. } => "reserved_bits",
            Misbehave::ReservedOpcode { .. } => "reserved_opcode",
            Misbehave::Unmasked { .. } => "unmasked",
            Misbehave::WrongMask { .. } => "wrong_mask",
            Misbehave::OversizedControl { .. } => "oversized_control",
            Misbehave::FragmentedControl { .. } => "fragmented_control",
            Misbehave::Close { .. } => "close",
            Misbehave::CloseBytes { .. } => "close_bytes",
            Misbehave::NoPong => "no_pong",
            Misbehave::HalfClose => "half_close",
            Misbehave::Raw { .. } => "raw",
        }
    }
}
