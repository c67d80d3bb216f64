//! The data model of layouts in a profile. Plain data; [`super::plan`] validates it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::checksum::ChecksumKind;
use super::labels::Labels;
use super::scale::Scale;
use super::varint::VarintKind;
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
    /// What one step of an integer is worth, such as `10^-4`, for display as a decimal number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub scale: Option<Scale>,
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
    /// Unix time in nanoseconds.
    UnixNs,
    /// The labels of the bits that are set, such as `READY|ERROR`; each label's value is a mask.
    Flags,
    /// An IPv4 address: four bytes, or an unsigned integer of four bytes whose highest byte comes first.
    Ipv4,
    /// An IPv6 address: 16 bytes.
    Ipv6,
    /// A MAC address: six bytes.
    Mac,
    /// A UUID: 16 bytes in the order of RFC 9562.
    Uuid,
}

impl Display {
    /// Size in bytes of the values that the display takes; `None` if it takes any size.
    pub(super) fn address_size(self) -> Option<usize> {
        match self {
            Display::Ipv4 => Some(4),
            Display::Mac => Some(6),
            Display::Ipv6 | Display::Uuid => Some(16),
            _ => None,
        }
    }
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
    /// Groups of bits inside this group; their bit 0 is the group's lowest one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Bits>>", optional)]
    pub bits: Vec<Bits>,
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
    /// `repeat`, `layout`: the name of the layout of the elements or of the content.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub layout: String,
    /// `repeat`, `layout`: that layout, inline instead of by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub element: Option<Box<Layout>>,
    /// The tail's size in bytes: the name of an earlier field, or an [expression](super::expression); by default the
    /// tail extends to the end of the message.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub length: String,
    /// Difference between that field and the tail's size in bytes, such as the size of a header that is included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plus: i32,
    /// `repeat`: the number of elements: the name of an earlier field, or an expression.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub count: String,
    /// `protobuf`: the full name of the message type, such as `market.Quote`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// `text`, `json`, `bytes`: the bytes after the content, as `hex:00` or `text:` and text; not part of the content.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// `repeat`: the bytes between the elements, as `hex:1e` or `text:` and text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub separator: String,
    /// `repeat` with a separator: whether the separator follows the last element, too.
    #[serde(default, skip_serializing_if = "is_default")]
    pub terminated: bool,
    /// `repeat` with a separator: the kind of each element, instead of a layout.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub each: Option<TailKind>,
    /// `switch`: the expression whose value chooses the layout.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// `switch`: the names of layouts by value.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub cases: Labels,
    /// `switch`: the name of the layout for all other values.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub otherwise: String,
    /// An expression: the tail exists unless it is 0.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// An expression: the tail's offset from the start of the layout; by default it follows what precedes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// `varint`: the encoding of the integer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub varint: Option<VarintKind>,
    /// `varint`: the value that is always sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub constant: Option<Literal>,
    /// `varint`: the value that is sent if none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default: Option<Literal>,
    /// `varint`: names of values.
    #[serde(default, skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// `varint`: how the value is displayed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub display: Display,
    /// `varint`: what one step is worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub scale: Option<Scale>,
    /// The layout of what follows the tail; requires that the tail ends before the message does: by `length`, `count`
    /// or `until`, or by its content.
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
    /// An integer of variable length.
    Varint,
    /// Another layout.
    Layout,
    /// A layout chosen by a value.
    Switch,
}

impl TailKind {
    /// The name in a profile.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether the tail is one value that may end with a terminator.
    pub(super) fn is_text_like(self) -> bool {
        matches!(self, TailKind::Bytes | TailKind::Text | TailKind::Json)
    }
}
