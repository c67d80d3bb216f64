//! How replies are paired with requests, as configured in a profile.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::packet::codes::CodeValue;

/// How received messages are paired with the sent ones they reply to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "LatencyRule")]
pub struct Pairing {
    /// The criterion. By default, `codes` or `field` if those are given; otherwise the lens if the profile has one, the
    /// same code if it knows codes, and the next message if it does not.
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    #[ts(rename = "match", optional)]
    pub by: Option<PairBy>,
    /// For `field`: the path of the value that the reply echoes, such as `seq` or `json.id`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// For `field`: the path in the reply, if it differs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply_field: String,
    /// For `codes`: the pairs of request and reply codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<CodePair>,
    /// How long a request may take before it counts as unanswered. Default `60s`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub within: Option<String>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The criterion that pairs a reply with its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, strum::IntoStaticStr)]
#[ts(rename = "LatencyMatch")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PairBy {
    /// The next received message is the reply to the oldest unanswered request.
    Next,
    /// The reply has the same code as the request.
    SameCode,
    /// A field of the layout or a value of the JSON is equal in both.
    Field,
    /// The reply's code is paired with the request's code.
    Codes,
    /// The profile's lens reads which message answers which, in both directions.
    Lens,
}

impl PairBy {
    /// The name in a profile.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A request code and the code of its reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodePair {
    /// The code of the sent message, a number or a text.
    pub request: CodeValue,
    /// The code of the received message.
    pub reply: CodeValue,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Pairing {
    /// The criterion that is configured, or that follows from what is given for one;
    /// [`Decoding::pair_by`](super::Decoding::pair_by) has the default.
    pub fn given(&self) -> Option<PairBy> {
        match () {
            () if self.by.is_some() => self.by,
            () if !self.codes.is_empty() => Some(PairBy::Codes),
            () if !self.field.is_empty() => Some(PairBy::Field),
            () => None,
        }
    }
}
