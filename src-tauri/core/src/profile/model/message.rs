//! The data model of saved messages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::packet::is_default;
use crate::packet::json::Style;
use crate::packet::literal::Literal;

/// A message to send, either saved or typed once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Message {
    /// Name in the list and in a scenario's `send`.
    #[serde(default)]
    pub name: String,
    /// Heading under which the list shows the message.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Keyboard shortcut in the window, such as `Ctrl+1`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// How the payload is built.
    #[serde(rename = "type")]
    pub body: BodyType,
    /// `text`, `json`: the text; `hex`: pairs of hex digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// `text`: whether the text has backslash escapes such as `\r\n`, which are expanded when it is sent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub escapes: bool,
    /// `file`: the path of the file, relative to the profile's folder. It holds no variables.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// `file`: the kind of message that its bytes become.
    #[serde(rename = "as", default, skip_serializing_if = "is_default")]
    pub payload_kind: PayloadKind,
    /// `packed`: a struct format such as `=ib`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// `packed`: the name of a layout, instead of `format` and `values`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub layout: String,
    /// `packed` with a layout: values by field name, bit groups as `field.name`. A label stands for its value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Literal>,
    /// `packed`: the values of the format's fields, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Literal>,
    /// `packed`: the part after the packed fields; with a layout, its first tail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tail: Option<MessageTail>,
    /// `packed` with a layout that has several tails: the tails by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tails: BTreeMap<String, MessageTail>,
    /// `json`: the style of the JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub style: Option<MessageStyle>,
    /// Text messages: what ends this message instead of `connection.text_terminator`; an empty text for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub terminator: Option<String>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Message {
    /// Creates an empty message of this type.
    pub fn of(body: BodyType) -> Message {
        Message { body, ..Message::default() }
    }

    /// Whether the text has escapes to expand; the flag means nothing for other types.
    pub fn has_escapes(&self) -> bool {
        self.escapes && self.body == BodyType::Text
    }
}

/// How the payload of a message is built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum BodyType {
    /// A text message, sent as typed.
    #[default]
    Text,
    /// A text message: JSON, rewritten in the chosen style or as typed.
    Json,
    /// A binary message, from hex digits.
    Hex,
    /// A binary message: fields packed by a format, followed by a tail.
    Packed,
    /// A text or binary message with the content of a file, which is read when the message is sent.
    File,
}

/// The kind of message that a file's bytes become.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum PayloadKind {
    /// A binary message.
    #[default]
    Binary,
    /// A text message; the file must be UTF-8.
    Text,
}

/// How the JSON of a message is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum MessageStyle {
    /// As `JSON.stringify` writes it.
    Compact,
    /// As Python's `json.dumps` writes it.
    #[default]
    Python,
    /// As typed: checked to be JSON, and not rewritten.
    Typed,
}

impl MessageStyle {
    /// The style to rewrite JSON in; `None` leaves it as typed.
    pub fn rewriting(self) -> Option<Style> {
        match self {
            MessageStyle::Compact => Some(Style::Compact),
            MessageStyle::Python => Some(Style::Python),
            MessageStyle::Typed => None,
        }
    }
}

impl From<Style> for MessageStyle {
    fn from(style: Style) -> MessageStyle {
        match style {
            Style::Compact => MessageStyle::Compact,
            Style::Python => MessageStyle::Python,
        }
    }
}

/// The part of a message after the packed fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct MessageTail {
    /// How the tail is built.
    #[serde(rename = "type")]
    pub body: TailType,
    /// `text`, `json`: the text; `hex`: pairs of hex digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// `text`: whether the text has backslash escapes such as `\r\n`, which are expanded when it is sent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub escapes: bool,
    /// `json`, `services`: the style of the JSON. `typed` means nothing for `services`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub style: Option<MessageStyle>,
    /// `items`: the elements of a layout's repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<RepeatItem>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl MessageTail {
    /// Whether the text has escapes to expand; the flag means nothing for other types.
    pub fn has_escapes(&self) -> bool {
        self.escapes && self.body == TailType::Text
    }
}

/// An element of a repeat.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RepeatItem {
    /// Values by field name.
    pub fields: BTreeMap<String, Literal>,
    /// The element's own tail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tail: Option<MessageTail>,
    /// The element's tails by name, if its layout has several.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, MessageTail>>", optional)]
    pub tails: BTreeMap<String, MessageTail>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// How a tail is built. With a layout, this is the form of the input, and the layout determines the encoding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TailType {
    /// Text; encoded as UTF-8 if there is no layout.
    #[default]
    Text,
    /// JSON; also the input for layouts with CBOR, MessagePack or Protobuf.
    Json,
    /// Raw bytes from hex digits.
    Hex,
    /// The profile's chosen services as a JSON list.
    Services,
    /// The elements of a layout's repeat.
    Items,
}
