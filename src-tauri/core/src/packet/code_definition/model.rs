//! The definition of a code in a profile and in a transcript's header.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::frame::Wire;

/// Where the code of a message is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct CodeDefinition {
    /// The kind of definition.
    pub from: CodeSource,
    /// For `integer`: the offset of its first byte, at most 1 MiB. Default 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// For `integer`: its type, `b`, `B`, `h`, `H`, `i`, `I`, `q` or `Q` as in Python's `struct`. Default `i`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[ts(rename = "type")]
    pub number: Option<String>,
    /// For `integer`: its byte order. Default `little`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<ByteOrder>,
    /// For `field`: the path of a field of the layout that the message is decoded with, such as `type` or `head.kind`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub field: String,
    /// For `json`: the path of a value, such as `type` or `data.event`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub path: String,
    /// For `prefix`: the text that ends the code, which has at most 64 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub until: String,
    /// For `prefix`: the length of the code in characters, at most 64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    /// Restricts the definition to text or binary messages. An integer is read from binary messages by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Wire>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The kind of a code's definition.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS, strum::IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum CodeSource {
    /// An integer at an offset.
    #[default]
    Integer,
    /// A field of the layout that the message is decoded with.
    Field,
    /// The start of a text message, or of a binary one that is ASCII there.
    Prefix,
    /// A value in a message that is JSON.
    Json,
    /// The type of the message, as the profile's lens reads it.
    Lens,
    /// Messages have no code.
    None,
}

/// The order of an integer's bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ByteOrder {
    /// The least significant byte first.
    #[default]
    Little,
    /// The most significant byte first.
    Big,
}

/// One definition, or a list of them of which the first that yields a code wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum CodeDefinitions {
    /// A single definition.
    One(Box<CodeDefinition>),
    /// A list.
    List(Vec<CodeDefinition>),
}

impl CodeDefinitions {
    /// The definitions, in order.
    pub fn all(&self) -> &[CodeDefinition] {
        match self {
            CodeDefinitions::One(one) => std::slice::from_ref(one),
            CodeDefinitions::List(list) => list,
        }
    }

    /// The JSON path of a definition below `code`.
    pub fn path(&self, index: usize) -> String {
        match self {
            CodeDefinitions::One(_) => "code".to_owned(),
            CodeDefinitions::List(_) => format!("code[{index}]"),
        }
    }
}

/// Not derived, so that an error names the faulty key.
impl<'de> Deserialize<'de> for CodeDefinitions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<CodeDefinitions, D::Error> {
        struct OneOrList;

        impl<'de> Visitor<'de> for OneOrList {
            type Value = CodeDefinitions;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a definition of the code, or a list of them")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CodeDefinitions, A::Error> {
                let one = CodeDefinition::deserialize(MapAccessDeserializer::new(map))?;
                Ok(CodeDefinitions::One(Box::new(one)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<CodeDefinitions, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(CodeDefinitions::List)
            }
        }

        deserializer.deserialize_any(OneOrList)
    }
}
