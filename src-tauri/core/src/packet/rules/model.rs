//! What a profile says about reading messages; a transcript holds the same, so that it can be read alone.

use std::string::FromUtf8Error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::frame::Kind;
use crate::packet::codes::{Code, CodeDirection};
use crate::packet::layout::Layout;
use crate::packet::literal::Literal;

use super::pairing::Pairing;

/// Everything that decoding needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Decoding {
    /// Names and tones of codes.
    pub codes: Vec<Code>,
    /// Named layouts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<Layout>,
    /// Which message has which layout; the first that fits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// The table's columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Protobuf message types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protobuf: Vec<Proto>,
    /// Which reply answers which request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub latency: Option<Pairing>,
}

impl Decoding {
    /// Which reply answers which request, where nothing is said about it: a profile that names codes has some.
    pub fn knows_codes(&self) -> bool {
        !self.codes.is_empty() || self.rules.iter().any(|rule| rule.code.is_some())
    }
}

/// Messages for which all of this holds have this layout. A rule without conditions is for every message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "LayoutRule"))]
pub struct Rule {
    /// The layout's name.
    pub layout: String,
    /// The leading int32, little-endian, of a binary message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub code: Option<i32>,
    /// A field of the layout, as `version` or `flags.kind`; `equals` says what it holds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub field: String,
    /// What `field` holds: a number, text or a label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub equals: Option<Literal>,
    /// How many bytes the message has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub size: Option<Size>,
    /// The bytes with which it begins, as hex digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub prefix: String,
    /// Text or binary; both where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub kind: Option<Wire>,
    /// Which way it went; both where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub direction: Option<CodeDirection>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// A range of sizes in bytes, both ends included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "SizeRange"))]
#[serde(default)]
pub struct Size {
    /// The fewest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub from: Option<u32>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub to: Option<u32>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// How a message went over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "WireKind"))]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// As text.
    Text,
    /// As bytes.
    Binary,
}

impl Wire {
    /// Whether a message of this kind is meant.
    pub fn is(self, kind: Kind) -> bool {
        matches!((self, kind), (Wire::Text, Kind::Text) | (Wire::Binary, Kind::Binary))
    }
}

/// A column of the table: a field that many layouts may have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldColumn"))]
pub struct Column {
    /// The field's path, as `seq`, `tail.user.id` or `items[0].price`; in a text message the path in its JSON.
    pub field: String,
    /// Its title; the path where absent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub title: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// Protobuf message types: a `.proto` file's source, or a descriptor set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "ProtobufTypes"))]
#[serde(default)]
pub struct Proto {
    /// The file's name, by which others import it.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub name: String,
    /// The `.proto` source.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub source: String,
    /// A descriptor set in base64, instead of a source.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub descriptor: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Proto {
    /// A file as a profile keeps it: a `.proto` file's source, anything else as a descriptor set.
    pub fn of_file(name: &str, bytes: Vec<u8>) -> Result<Proto, FromUtf8Error> {
        let kept = Proto { name: name.to_owned(), ..Proto::default() };
        Ok(match name.ends_with(".proto") {
            true => Proto { source: String::from_utf8(bytes)?, ..kept },
            false => Proto { descriptor: STANDARD.encode(bytes), ..kept },
        })
    }
}
