//! The data model of saved messages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

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
    pub style: Option<Style>,
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
}

/// How the payload of a message is built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum BodyType {
    /// A text message, sent as typed.
    #[default]
    Text,
    /// A text message: JSON, rewritten in the chosen style.
    Json,
    /// A binary message, from hex digits.
    Hex,
    /// A binary message: fields packed by a format, followed by a tail.
    Packed,
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
    /// `json`, `services`: the style of the JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub style: Option<Style>,
    /// `items`: the elements of a layout's repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<RepeatItem>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
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
