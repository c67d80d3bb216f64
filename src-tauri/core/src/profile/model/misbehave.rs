//! Deliberate violations of RFC 6455, used by scenario steps and the window's panel.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A protocol violation. It is only ever sent on request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, strum::IntoStaticStr)]
#[serde(tag = "type", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Misbehave {
    /// A text's bytes in a binary message.
    TextAsBinary {
        /// The text.
        text: String,
    },
    /// Arbitrary bytes in a text message.
    BinaryAsText {
        /// The bytes.
        hex: String,
    },
    /// A text message that contains invalid UTF-8.
    InvalidUtf8 {
        /// The text before the invalid bytes.
        #[serde(default)]
        text: String,
        /// The invalid bytes. Default `ff`.
        #[serde(default = "ff")]
        hex: String,
    },
    /// A frame whose header declares a wrong payload length.
    WrongLength {
        /// The actual payload.
        #[serde(flatten)]
        content: Content,
        /// The declared length.
        #[ts(type = "number")]
        claims: u64,
    },
    /// A fragmented message. Fragmentation is valid, but not every server expects it.
    Fragments {
        /// The message.
        #[serde(flatten)]
        content: Content,
        /// The size of each fragment in bytes, in order; the last size repeats. 0 is an empty fragment.
        sizes: Vec<u32>,
        /// A control frame to send between the fragments.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        between: Option<Control>,
    },
    /// A new message that starts between the fragments of another.
    Interrupted {
        /// The first fragment of the one message and the whole of the other.
        #[serde(flatten)]
        content: Content,
    },
    /// A continuation frame without a message to continue.
    Continuation {
        /// The payload.
        #[serde(flatten)]
        content: Content,
    },
    /// A message with reserved bits set.
    ReservedBits {
        /// The message.
        #[serde(flatten)]
        content: Content,
        /// Numbers of the bits, 1 to 3.
        bits: Vec<u8>,
    },
    /// A frame with a reserved opcode.
    ReservedOpcode {
        /// The payload.
        #[serde(flatten)]
        content: Content,
        /// 3 to 7 or 11 to 15.
        opcode: u8,
    },
    /// A message without a mask.
    Unmasked {
        /// The message.
        #[serde(flatten)]
        content: Content,
    },
    /// A message masked with a different key than the header states.
    WrongMask {
        /// The message.
        #[serde(flatten)]
        content: Content,
    },
    /// A control frame whose payload exceeds the limit of 125 bytes.
    OversizedControl {
        /// The type of the control frame.
        control: Control,
        /// The payload size in bytes.
        size: u32,
    },
    /// A control frame in two fragments.
    FragmentedControl {
        /// The type of the control frame.
        control: Control,
        /// The payload.
        #[serde(flatten)]
        content: Content,
    },
    /// A Close frame with any code and reason.
    Close {
        /// The code, which may be one that no endpoint may send. `None` sends an empty Close.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        code: Option<u16>,
        /// The reason, which may be too long. Not sent without a code.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[ts(as = "Option<String>", optional)]
        reason: String,
    },
    /// A Close frame with these bytes as payload, such as half a code.
    CloseBytes {
        /// The payload.
        hex: String,
    },
    /// Stop answering pings.
    NoPong,
    /// Close the sending side of the TCP connection; the server's data is still read.
    HalfClose,
    /// Raw bytes without header or mask.
    Raw {
        /// The bytes.
        hex: String,
    },
}

fn ff() -> String {
    "ff".to_owned()
}

/// The payload of a message, which determines its type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// A text message.
    Text(String),
    /// A binary message.
    Hex(String),
}

/// The type of a control frame (RFC 6455 section 5.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
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
    /// The stable name, as in the profile's `type` key.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}
