//! Which reply belongs to which request, as a profile says it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Which received message answers which sent one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "LatencyRule"))]
pub struct Pairing {
    /// How they are told. Absent: by `codes` or `field` where those are given, else by code where the profile knows
    /// codes, else the next message.
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(rename = "match", optional))]
    pub by: Option<PairBy>,
    /// For `field`: the path of what the reply echoes, as `seq` or `json.id`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub field: String,
    /// For `field`: the path in the reply, where it is another.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub reply_field: String,
    /// For `codes`: which code answers which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<CodePair>>", optional))]
    pub codes: Vec<CodePair>,
    /// After so long without a reply a request counts as unanswered. Default `60s`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub within: Option<String>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// How a reply is told from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "LatencyMatch"))]
#[serde(rename_all = "snake_case")]
pub enum PairBy {
    /// The next message received answers the oldest sent one that has no reply yet.
    Next,
    /// It begins with the same int32.
    SameCode,
    /// A field, or a value in its JSON, is the same.
    Field,
    /// Its code is one that answers the request's.
    Codes,
}

impl PairBy {
    /// The word in a profile.
    pub fn word(self) -> &'static str {
        match self {
            PairBy::Next => "next",
            PairBy::SameCode => "same_code",
            PairBy::Field => "field",
            PairBy::Codes => "codes",
        }
    }
}

/// A request's code and one that answers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CodePair {
    /// What we send.
    pub request: i32,
    /// What the server answers.
    pub reply: i32,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Pairing {
    /// What is said; otherwise what the rest suggests, and at last `same_code` for a profile that knows of codes
    /// and `next` for one that does not.
    pub fn by(&self, knows_codes: bool) -> PairBy {
        self.by.unwrap_or(match () {
            () if !self.codes.is_empty() => PairBy::Codes,
            () if !self.field.is_empty() => PairBy::Field,
            () if knows_codes => PairBy::SameCode,
            () => PairBy::Next,
        })
    }
}
