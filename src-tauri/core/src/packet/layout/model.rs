//! A layout as a person writes it down; plain data, checked by [`super::plan`].

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::checksum::ChecksumKind;
use super::labels::Labels;
use crate::packet::encoding::Encoding;
use crate::packet::format::DataModel;
use crate::packet::json::Style;
use crate::packet::literal::Literal;

/// A named format: what its fields are called and what follows them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Layout {
    /// Its name; a part of another layout needs none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub name: String,
    /// A struct format such as `<iqd`.
    #[serde(default)]
    pub format: String,
    /// What `@` means.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<DataModel>", optional))]
    pub model: DataModel,
    /// One for each value of the format, in order. Values beyond the last are called by their number, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Field>>", optional))]
    pub fields: Vec<Field>,
    /// What follows the fields; nothing where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub tail: Option<Tail>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// One value of the format.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "LayoutField"))]
pub struct Field {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Always this; a received message with another value is told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub constant: Option<Literal>,
    /// What is sent where nothing else is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub default: Option<Literal>,
    /// Names of values.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Labels>", optional))]
    pub labels: Labels,
    /// How the value is shown.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Display>", optional))]
    pub display: Display,
    /// Bit fields inside an integer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Bits>>", optional))]
    pub bits: Vec<Bits>,
    /// Computed when sent, verified when received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub checksum: Option<Checksum>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// How a value is shown. What is copied and saved is always exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldDisplay"))]
#[serde(rename_all = "snake_case")]
pub enum Display {
    /// Digits.
    #[default]
    Decimal,
    /// `0x` and as many digits as the field has; two's complement.
    Hex,
    /// `0b` and as many digits as the field has; two's complement.
    Binary,
    /// The character of this number.
    Char,
    /// Unix time in seconds.
    Unix,
    /// Unix time in milliseconds.
    UnixMs,
    /// Unix time in microseconds.
    UnixUs,
}

/// Some bits of an integer, as a number without sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "LayoutBits"))]
pub struct Bits {
    /// Its name; a message gives its value as `field.name`.
    pub name: String,
    /// The lowest bit; 0 is the least significant of the integer.
    pub from: u8,
    /// The highest bit, itself included.
    pub to: u8,
    /// Names of values.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Labels>", optional))]
    pub labels: Labels,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// What a field is the checksum of. The field's own bytes count as zeros where they lie inside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Checksum {
    /// Which one.
    pub kind: ChecksumKind,
    /// The first byte of the message that counts; negative: from the message's end.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<i32>", optional))]
    pub from: i32,
    /// The byte after the last that counts; negative: from the message's end. Absent: the field itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub to: Option<RangeEnd>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// Where a range of bytes ends: a number, or `"end"` for the end of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "ChecksumEnd"))]
#[cfg_attr(feature = "ts", ts(type = "number | \"end\""))]
pub enum RangeEnd {
    /// The byte after the last; negative: from the message's end.
    At(i32),
    /// The message's end.
    Message,
}

impl Serialize for RangeEnd {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RangeEnd::At(at) => serializer.serialize_i32(*at),
            RangeEnd::Message => serializer.serialize_str("end"),
        }
    }
}

impl<'de> Deserialize<'de> for RangeEnd {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let number = value.as_i64().and_then(|at| i32::try_from(at).ok()).map(RangeEnd::At);
        number
            .or_else(|| (value.as_str() == Some("end")).then_some(RangeEnd::Message))
            .ok_or_else(|| serde::de::Error::custom("expected a number of bytes, or \"end\""))
    }
}

/// What follows the fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "LayoutTail"))]
pub struct Tail {
    /// What it is made of.
    #[serde(rename = "type")]
    pub kind: TailKind,
    /// Its name; `tail` where absent, `tail2` for the second of a layout.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub name: String,
    /// `text`, `json`: how the text is written in bytes.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Encoding>", optional))]
    pub encoding: Encoding,
    /// `json`: how it is written when sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub style: Option<Style>,
    /// `repeat`: the name of the layout that repeats.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub layout: String,
    /// `repeat`: what repeats, written here instead of a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub element: Option<Box<Layout>>,
    /// The name of an earlier field that holds how many bytes the tail has; to the end where absent.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub length: String,
    /// That field holds so many more than the tail has, such as the size of a header that counts itself.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<i32>", optional))]
    pub plus: i32,
    /// `repeat`: the name of an earlier field that holds how many times.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub count: String,
    /// `protobuf`: the message type's full name, such as `market.Quote`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub message: String,
    /// What follows the tail, where `length` or `count` says how long it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub then: Option<Box<Layout>>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// What a tail is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "LayoutTailKind"))]
#[serde(rename_all = "lowercase")]
pub enum TailKind {
    /// Bytes that mean nothing here.
    #[default]
    Bytes,
    /// Text.
    Text,
    /// JSON.
    Json,
    /// The same fields again and again.
    Repeat,
    /// CBOR (RFC 8949).
    Cbor,
    /// MessagePack.
    Msgpack,
    /// A Protobuf message.
    Protobuf,
}

impl TailKind {
    /// The word used in a profile.
    pub fn word(self) -> &'static str {
        match self {
            TailKind::Bytes => "bytes",
            TailKind::Text => "text",
            TailKind::Json => "json",
            TailKind::Repeat => "repeat",
            TailKind::Cbor => "cbor",
            TailKind::Msgpack => "msgpack",
            TailKind::Protobuf => "protobuf",
        }
    }
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
