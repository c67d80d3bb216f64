//! The data model of layouts in a profile. Plain data; [`super::plan`] validates it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::checksum::ChecksumKind;
use super::labels::Labels;
use crate::packet::encoding::Encoding;
use crate::packet::format::DataModel;
use crate::packet::is_default;
use crate::packet::json::Style;
use crate::packet::literal::Literal;

/// A layout: a struct format with named fields, and a tail.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Layout {
    /// The name; optional for a layout inside another one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// A struct format such as `<iqd`.
    #[serde(default)]
    pub format: String,
    /// The data model, which determines the sizes of `@`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub model: DataModel,
    /// The fields of the format's values, in order. Values without a field are named by their number, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The part after the fields, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tail: Option<Tail>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A field: one value of the format.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "LayoutField")]
pub struct Field {
    /// The field's name.
    #[serde(default)]
    pub name: String,
    /// The value that is always sent; a received message with another value is highlighted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub constant: Option<Literal>,
    /// The value that is sent if none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default: Option<Literal>,
    /// Names of values.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// How the value is displayed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub display: Display,
    /// Groups of bits inside an integer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bits: Vec<Bits>,
    /// The values that are valid; a received message with another value is highlighted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub range: Option<ValueRange>,
    /// A checksum, computed when sending and verified when receiving.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub checksum: Option<Checksum>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A range of numbers, inclusive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ValueRange {
    /// The smallest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Literal>,
    /// The largest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Literal>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// How a value is displayed. Copied and saved values are always exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "FieldDisplay")]
#[serde(rename_all = "snake_case")]
pub enum Display {
    /// Digits.
    #[default]
    Decimal,
    /// `0x` and all hex digits of the field; two's complement.
    Hex,
    /// `0b` and all binary digits of the field; two's complement.
    Binary,
    /// The character with this code point.
    Char,
    /// Unix time in seconds.
    Unix,
    /// Unix time in milliseconds.
    UnixMs,
    /// Unix time in microseconds.
    UnixUs,
}

/// A group of bits in an integer, read as an unsigned number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "LayoutBits")]
pub struct Bits {
    /// The name; a message sets the value as `field.name`.
    pub name: String,
    /// The lowest bit; 0 is the integer's least significant one.
    pub from: u8,
    /// The highest bit, inclusive.
    pub to: u8,
    /// Names of values.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A checksum over a range of the message. The field's own bytes in the range count as zeros.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Checksum {
    /// The algorithm.
    pub kind: ChecksumKind,
    /// Offset of the first byte; negative offsets count from the message's end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from: i32,
    /// Offset after the last byte; negative offsets count from the message's end. Default: the field's offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<RangeEnd>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The end of a byte range: an offset, or `"end"` for the end of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, TS)]
#[ts(rename = "ChecksumEnd")]
#[ts(type = "number | \"end\"")]
pub enum RangeEnd {
    /// Offset after the last byte; negative offsets count from the message's end.
    At(i32),
    /// The end of the message.
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

/// The part of a message after the fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "LayoutTail")]
pub struct Tail {
    /// The kind of content.
    #[serde(rename = "type")]
    pub kind: TailKind,
    /// The name; by default `tail`, and `tail2` for the second one of a layout.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// `text`, `json`: the encoding of the text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub encoding: Encoding,
    /// `json`: the style of the JSON that is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub style: Option<Style>,
    /// `repeat`: the name of the layout that is repeated.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub layout: String,
    /// `repeat`: the layout that is repeated, inline instead of by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub element: Option<Box<Layout>>,
    /// The name of an earlier field that holds the tail's size in bytes; by default it extends to the end of the
    /// message.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub length: String,
    /// Difference between that field and the tail's size in bytes, such as the size of a header that is included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plus: i32,
    /// `repeat`: the name of an earlier field that holds the number of elements.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub count: String,
    /// `protobuf`: the full name of the message type, such as `market.Quote`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The layout of what follows the tail; requires `length` or `count`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub then: Option<Box<Layout>>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The kind of a tail's content.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    TS,
    strum::IntoStaticStr,
)]
#[ts(rename = "LayoutTailKind")]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "snake_case")]
pub enum TailKind {
    /// Bytes without structure.
    #[default]
    Bytes,
    /// Text.
    Text,
    /// JSON.
    Json,
    /// A list of elements with the same layout.
    Repeat,
    /// CBOR (RFC 8949).
    Cbor,
    /// MessagePack.
    Msgpack,
    /// A Protobuf message.
    Protobuf,
}

impl TailKind {
    /// The name in a profile.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
