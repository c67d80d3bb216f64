//! A message as a person saves it: what was typed, and what it is made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::packet::json::Style;
use crate::packet::literal::Literal;

/// A message to send, saved or just typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Message {
    /// Its name in the list and in a scenario's `send`.
    #[serde(default)]
    pub name: String,
    /// The heading under which the list shows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub group: String,
    /// Its own shortcut in the window, such as `Ctrl+1`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub key: String,
    /// What it is made of.
    #[serde(rename = "type")]
    pub body: BodyType,
    /// `text`, `json`: the text; `hex`: pairs of hex digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub text: String,
    /// `packed`: a struct format such as `=ib`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub format: String,
    /// `packed`: the name of a layout, instead of `format` and `values`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub layout: String,
    /// `packed` with a layout: values by field name, bits as `field.name`; a label stands for its value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<BTreeMap<String, Literal>>", optional))]
    pub fields: BTreeMap<String, Literal>,
    /// `packed`: a value for each field of the format.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Literal>>", optional))]
    pub values: Vec<Literal>,
    /// `packed`: what follows the packed fields; with a layout, its first tail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub tail: Option<MessageTail>,
    /// `packed` with a layout of several tails: what they hold, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<BTreeMap<String, MessageTail>>", optional))]
    pub tails: BTreeMap<String, MessageTail>,
    /// `json`: how it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub style: Option<Style>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Message {
    /// An empty message of this kind.
    pub fn of(body: BodyType) -> Message {
        Message {
            name: String::new(),
            group: String::new(),
            key: String::new(),
            body,
            text: String::new(),
            format: String::new(),
            layout: String::new(),
            fields: BTreeMap::new(),
            values: Vec::new(),
            tail: None,
            tails: BTreeMap::new(),
            style: None,
            extra: Map::new(),
        }
    }
}

/// What a message is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum BodyType {
    /// A text message, sent as typed.
    Text,
    /// A text message, written anew from its JSON in the chosen style.
    Json,
    /// A binary message from hex digits.
    Hex,
    /// A binary message: fields packed by a format, and a tail.
    Packed,
}

/// What follows the packed fields of a message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MessageTail {
    /// What it is made of.
    #[serde(rename = "type")]
    pub body: TailType,
    /// `text`, `json`: the text; `hex`: pairs of hex digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub text: String,
    /// `json`, `services`: how it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub style: Option<Style>,
    /// `items`: the elements of a layout's repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<RepeatItem>>", optional))]
    pub items: Vec<RepeatItem>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// One element of a repeat.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "RepeatItem"))]
#[serde(default)]
pub struct RepeatItem {
    /// Values by field name.
    pub fields: BTreeMap<String, Literal>,
    /// The element's own tail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub tail: Option<MessageTail>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// What a tail is made of. With a layout this is what was typed, and the layout says how it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum TailType {
    /// Text; UTF-8 without a layout.
    #[default]
    Text,
    /// JSON; for a layout of CBOR, MessagePack or Protobuf too.
    Json,
    /// Raw bytes from hex digits.
    Hex,
    /// The profile's chosen services as a JSON list.
    Services,
    /// The elements of a layout's repeat.
    Items,
}
