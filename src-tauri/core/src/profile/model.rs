//! The profile as a person saves and shares it: one JSON file, `*.wirelark.json`.
//!
//! Every part but `wirelark` and `name` may be left out. Text that a person typed (a number, a piece of
//! JSON) stays text, so that nothing is rounded between the form, the file and the wire. What this version
//! does not know is kept and written back (`extra`).

mod connection;
mod message;
mod misbehave;
mod step;
mod table_settings;
#[cfg(test)]
mod tests;
mod transcript;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::packet::json::Style;
use crate::packet::layout::Layout;
use crate::packet::literal::Literal;
use crate::packet::rules::{Column, Decoding, Pairing, Proto, Rule};

pub use crate::packet::codes::{Code, CodeDirection, Tone};
pub use connection::{
    ApiKeyPlace, Auth, AuthType, ClientCertificate, Close, Compression, Connection, ControlFrames,
    ControlRows, Cookies, IpVersion, KeepAlive, Limits, Pair, Proxy, ProxyMode, Reconnect,
    Redirects, Timeouts, Tls, TlsVersion,
};
pub use message::{BodyType, Message, MessageTail, RepeatItem, TailType};
pub use misbehave::{Content, Control, Misbehave};
pub use step::StoredStep;
pub use table_settings::{Colour, Highlight, SavedFilter};
pub use transcript::Transcript;

/// The version of the file format that this program writes.
pub const VERSION: u32 = 1;

/// Everything one file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Profile {
    /// The file format's version; see [`VERSION`].
    pub wirelark: u32,
    /// What the list of profiles shows.
    pub name: String,
    /// Where to and how.
    #[serde(default)]
    pub connection: Connection,
    /// What is kept of what passes.
    #[serde(default, skip_serializing_if = "Transcript::is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Transcript>", optional))]
    pub transcript: Transcript,
    /// The first message, where the server wants one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub login: Option<Login>,
    /// The names offered as toggles, and those that are on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub services: Option<Services>,
    /// Values for `{{name}}` in the URL, the login and messages; a name without one is asked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<BTreeMap<String, Literal>>", optional))]
    pub variables: BTreeMap<String, Literal>,
    /// Saved messages, in the order shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Message>>", optional))]
    pub messages: Vec<Message>,
    /// Step lists; the first is the one that runs where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Scenario>>", optional))]
    pub scenarios: Vec<Scenario>,
    /// Names and tones of codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Code>>", optional))]
    pub codes: Vec<Code>,
    /// Named formats, for messages and for replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Layout>>", optional))]
    pub layouts: Vec<Layout>,
    /// Which message has which layout; the first that fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Rule>>", optional))]
    pub rules: Vec<Rule>,
    /// The fields that the table shows in columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Column>>", optional))]
    pub columns: Vec<Column>,
    /// Protobuf message types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Proto>>", optional))]
    pub protobuf: Vec<Proto>,
    /// Which reply answers which request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub latency: Option<Pairing>,
    /// Saved filters, in the order shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<SavedFilter>>", optional))]
    pub filters: Vec<SavedFilter>,
    /// Colours of rows; the first whose filter fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Highlight>>", optional))]
    pub highlights: Vec<Highlight>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Profile {
    /// What it takes to read this profile's messages; a transcript keeps it.
    pub fn decoding(&self) -> Decoding {
        Decoding {
            codes: self.codes.clone(),
            layouts: self.layouts.clone(),
            rules: self.rules.clone(),
            columns: self.columns.clone(),
            protobuf: self.protobuf.clone(),
            latency: self.latency.clone(),
        }
    }
}

/// The login: a JSON object, the first message on a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Login {
    /// Whether connecting sends it.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    #[cfg_attr(feature = "ts", ts(as = "Option<bool>", optional))]
    pub send: bool,
    /// The fields in the order in which they are sent.
    #[serde(default)]
    pub fields: Vec<LoginField>,
    /// How the JSON is written.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(as = "Option<Style>", optional))]
    pub style: Style,
    /// Which reply means "logged in"; without it the state stays "open, login sent".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub reply: Option<LoginReply>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

fn yes() -> bool {
    true
}

fn is_yes(value: &bool) -> bool {
    *value
}

/// One field of the login.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LoginField {
    /// The key in the JSON object.
    pub name: String,
    /// What was typed; `type` says what it becomes. `{{secret:NAME}}` is asked for at connect.
    #[serde(default)]
    pub value: Literal,
    /// What the value becomes.
    #[serde(rename = "type", default, skip_serializing_if = "FieldType::is_string")]
    #[cfg_attr(feature = "ts", ts(rename = "type", as = "Option<FieldType>", optional))]
    pub kind: FieldType,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// What a login field's text becomes in the JSON object.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// A JSON string.
    #[default]
    String,
    /// A JSON number, every digit kept.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`; the value is not looked at.
    Null,
    /// Any JSON.
    Json,
}

impl FieldType {
    fn is_string(&self) -> bool {
        *self == FieldType::String
    }
}

/// The reply that means "logged in".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LoginReply {
    /// The leading int32 of that reply.
    pub code: i32,
    /// How long it may take, as `500ms`, `12s` or `2m`. Default 10 s.
    #[serde(default = "ten_seconds")]
    pub within: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

fn ten_seconds() -> String {
    "10s".to_owned()
}

/// The services form: names as toggles.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Services {
    /// Every name offered, in order.
    #[serde(default)]
    pub known: Vec<String>,
    /// The names that "Set services" sends, in order.
    #[serde(default)]
    pub chosen: Vec<String>,
    /// How the JSON list is written.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(as = "Option<Style>", optional))]
    pub style: Style,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// A list of steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Scenario {
    /// Its name, as `run --scenario` takes it.
    pub name: String,
    /// What to do, in order.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(as = "Vec<Step>"))]
    pub steps: Vec<StoredStep>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// One step: `"login"`, `{"wait": "500ms"}`, `{"send": "NAME"}` or `{"misbehave": {"type": …}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Log in, unless this connection has; with a `login.reply`, wait for it.
    Login,
    /// Wait, as `500ms`, `12s` or `2m`.
    Wait(String),
    /// Send the saved message of this name.
    Send(String),
    /// Break the protocol on purpose.
    Misbehave(Misbehave),
}
