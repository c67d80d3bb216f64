//! The decoding settings of a profile. A transcript stores them as well, so that it can be decoded on its own.

use std::string::FromUtf8Error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::frame::{Direction, Wire};
use crate::packet::code_definition::{CodeDefinitions, CodeSource};
use crate::packet::codes::{Code, CodeValue};
use crate::packet::joined::JoinedMessages;
use crate::packet::layout::Layout;
use crate::packet::lens::Lens;
use crate::packet::literal::Literal;

use super::pairing::{PairBy, Pairing};
use super::series::{HeartbeatCheck, Sequence, Timestamps};

/// The settings needed to decode messages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Decoding {
    /// The name of the lens that reads the messages; see [`Lens`](crate::packet::lens::Lens).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lens: Option<String>,
    /// Where the code of a message is read; by default the leading int32 of binary messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<CodeDefinitions>,
    /// Names and tones of codes.
    pub codes: Vec<Code>,
    /// Named layouts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<Layout>,
    /// Rules that assign layouts to messages; the first match wins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// The table's columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Protobuf message types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub protobuf: Vec<Proto>,
    /// How replies are paired with requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub latency: Option<Pairing>,
    /// Fields that number messages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Sequence>>", optional)]
    pub sequences: Vec<Sequence>,
    /// Fields with a time that must not run backwards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Timestamps>>", optional)]
    pub timestamps: Vec<Timestamps>,
    /// Messages that come regularly.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<HeartbeatCheck>>", optional)]
    pub heartbeat_checks: Vec<HeartbeatCheck>,
    /// Where protocol messages end that do not begin and end with WebSocket messages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<JoinedMessages>>", optional)]
    pub joined: Vec<JoinedMessages>,
}

impl Decoding {
    /// The lens that reads the messages.
    pub fn lens(&self) -> Option<Lens> {
        self.lens.as_deref().and_then(Lens::of_name)
    }

    /// The criterion by which replies are paired with requests.
    pub fn pair_by(&self) -> PairBy {
        let pairing = self.latency.as_ref();
        pairing.and_then(Pairing::given).unwrap_or(match () {
            () if self.lens().is_some() => PairBy::Lens,
            () if self.knows_codes() => PairBy::SameCode,
            () => PairBy::Next,
        })
    }

    /// Whether the profile defines, names or matches codes, which determines the default pairing.
    pub fn knows_codes(&self) -> bool {
        let defines =
            |code: &CodeDefinitions| code.all().iter().any(|one| one.from != CodeSource::None);
        self.code.as_ref().is_some_and(defines)
            || !self.codes.is_empty()
            || self.rules.iter().any(|rule| rule.code.is_some())
    }
}

/// Assigns a layout to messages that match all conditions. A rule without conditions matches every message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "LayoutRule")]
#[ts(optional_fields)]
pub struct Rule {
    /// The name of the layout.
    pub layout: String,
    /// The code of the message, a number or a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<CodeValue>,
    /// A field of the layout, such as `version` or `flags.kind`, whose value is compared with `equals`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub field: String,
    /// The value of `field`: a number, text or a label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equals: Option<Literal>,
    /// The size of the message in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// The first bytes of the message, as hex digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub prefix: String,
    /// Text or binary messages; both if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Wire>,
    /// The direction of the message; both if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A range of sizes in bytes, inclusive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SizeRange")]
#[serde(default)]
#[ts(optional_fields)]
pub struct Size {
    /// The minimum size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<u32>,
    /// The maximum size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u32>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A column of the table: a field that may exist in several layouts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "FieldColumn")]
pub struct Column {
    /// The path of the field, such as `seq`, `tail.user.id` or `items[0].price`; in a text message, the path in its
    /// JSON.
    pub field: String,
    /// The title; by default the path.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// Protobuf message types: a `.proto` source or a descriptor set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ProtobufTypes")]
#[serde(default)]
pub struct Proto {
    /// The name of the file, by which other sources import it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The `.proto` source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// A descriptor set in base64, instead of a source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub descriptor: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Proto {
    /// Wraps a file for a profile: a `.proto` file as a source, anything else as a descriptor set.
    pub fn of_file(name: &str, bytes: Vec<u8>) -> Result<Proto, FromUtf8Error> {
        let kept = Proto { name: name.to_owned(), ..Proto::default() };
        Ok(match name.ends_with(".proto") {
            true => Proto { source: String::from_utf8(bytes)?, ..kept },
            false => Proto { descriptor: STANDARD.encode(bytes), ..kept },
        })
    }
}
