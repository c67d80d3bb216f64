//! How protocol messages are told apart, as configured in a profile.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::frame::{Direction, Wire};
use crate::packet::code_definition::ByteOrder;

/// A stream of protocol messages, which need not begin and end where WebSocket messages do. Each direction is a stream
/// of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct JoinedMessages {
    /// The name of a protocol message, such as `packet`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub name: String,
    /// The direction of the WebSocket messages; both if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Text or binary messages; both, as one stream, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Wire>,
    /// The field with the length of a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<JoinedLength>,
    /// The bytes that end a message, or its head if there is a `body`, as `hex:0d0a` or `text:` and text.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub end: String,
    /// With `end`: what follows the head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<JoinedBody>,
    /// Bytes that may stand between messages, such as line ends, as `hex:0a` or `text:` and text; any of them, in any
    /// order and number. They count to the message next to them.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub between: String,
    /// The largest message in bytes, at most 64 MiB. Default 16 MiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A field with the length of a message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct JoinedLength {
    /// The offset of its first byte in the message, at most 65,000. Default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// Its type: `b`, `B`, `h`, `H`, `i`, `I`, `q` or `Q` as in Python's `struct`, or `varint` (LEB128). Default `I`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[ts(rename = "type")]
    pub number: Option<String>,
    /// Its byte order. Default `little`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<ByteOrder>,
    /// What to add to the value to get the size of the whole message. Default: the bytes up to the end of the field, so
    /// that the value counts the bytes after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plus: Option<i32>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// What follows the head of a message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct JoinedBody {
    /// A regular expression for the head, without its end mark, whose first group is the number of bytes in the body:
    /// `content-length:(\d+)`. A head that it does not match has no body, unless there is an `end`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub length: String,
    /// What to add to that number, such as the bytes of a line end after the body. Default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plus: Option<u32>,
    /// The bytes that end the body of a head without a length, as `hex:00` or `text:` and text.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub end: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}
