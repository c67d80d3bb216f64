//! The data model of a profile, which is one JSON file, `*.wirelark.json`.
//!
//! Every key except `wirelark` and `name` is optional. Numbers and JSON that the user typed stay text, so that nothing
//! is rounded between the form, the file and the wire. Keys that this version does not know are kept in `extra` and
//! written back.

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
use ts_rs::TS;

use crate::packet::is_default;
use crate::packet::json::Style;
use crate::packet::layout::Layout;
use crate::packet::literal::Literal;
use crate::packet::rules::{
    Column, Decoding, Heartbeat, Pairing, Proto, Rule, Sequence, Timestamps,
};

pub use crate::packet::codes::{Code, Tone};
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

/// A profile: the content of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Profile {
    /// Version of the file format; see [`VERSION`].
    pub wirelark: u32,
    /// Name in the list of profiles.
    pub name: String,
    /// The server and how to connect to it.
    #[serde(default)]
    pub connection: Connection,
    /// What the transcript keeps.
    #[serde(default, skip_serializing_if = "is_default")]
    pub transcript: Transcript,
    /// The first message to the server, if it requires a login.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub login: Option<Login>,
    /// The services that can be toggled, and those that are on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub services: Option<Services>,
    /// Values of `{{name}}` in the URL, the login and messages. A variable without a value is asked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, Literal>,
    /// Saved messages, in display order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Message>,
    /// Scenarios; the first one runs if none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Scenario>,
    /// Names and tones of reply codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// Named layouts for messages and replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<Layout>,
    /// Rules that assign layouts to messages; the first match wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Fields that the table shows as columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Protobuf message types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protobuf: Vec<Proto>,
    /// How replies are paired with requests to measure latency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub latency: Option<Pairing>,
    /// Fields that number messages: gaps and duplicates are faults.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Sequence>>", optional)]
    pub sequences: Vec<Sequence>,
    /// Fields with a time that must not run backwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Timestamps>>", optional)]
    pub timestamps: Vec<Timestamps>,
    /// Messages that come regularly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Heartbeat>>", optional)]
    pub heartbeats: Vec<Heartbeat>,
    /// Saved filters, in display order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<SavedFilter>,
    /// Colours of rows; the first filter that matches wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<Highlight>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Profile {
    /// The settings that decode this profile's messages; a transcript stores them.
    pub fn decoding(&self) -> Decoding {
        Decoding {
            codes: self.codes.clone(),
            layouts: self.layouts.clone(),
            rules: self.rules.clone(),
            columns: self.columns.clone(),
            protobuf: self.protobuf.clone(),
            latency: self.latency.clone(),
            sequences: self.sequences.clone(),
            timestamps: self.timestamps.clone(),
            heartbeats: self.heartbeats.clone(),
        }
    }
}

/// The login: a JSON object sent as the first message on a connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Login {
    /// Whether connecting sends the login.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub send: bool,
    /// The fields, in the order in which they are sent.
    #[serde(default)]
    pub fields: Vec<LoginField>,
    /// The style of the JSON.
    #[serde(default)]
    #[ts(as = "Option<Style>", optional)]
    pub style: Style,
    /// The reply that means "logged in". Without it, the status stays "open, login sent".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reply: Option<LoginReply>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

fn yes() -> bool {
    true
}

fn is_yes(value: &bool) -> bool {
    *value
}

/// A field of the login.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LoginField {
    /// The key in the JSON object.
    pub name: String,
    /// The value as typed; `type` selects how it is converted. `{{secret:NAME}}` is asked for when connecting.
    #[serde(default)]
    pub value: Literal,
    /// The JSON type of the value.
    #[serde(rename = "type", default, skip_serializing_if = "is_default")]
    pub kind: FieldType,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The JSON type of a login field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// A JSON string.
    #[default]
    String,
    /// A JSON number with all its digits.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`; the value is ignored.
    Null,
    /// Any JSON value.
    Json,
}

/// The reply that means "logged in".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LoginReply {
    /// The leading int32 of the reply.
    pub code: i32,
    /// How long the reply may take, such as `500ms`, `12s` or `2m`. Default 10 s.
    #[serde(default = "ten_seconds")]
    pub within: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

fn ten_seconds() -> String {
    "10s".to_owned()
}

/// The services form, in which each name is a toggle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Services {
    /// Every available name, in order.
    #[serde(default)]
    pub known: Vec<String>,
    /// The names that "Set services" sends, in order.
    #[serde(default)]
    pub chosen: Vec<String>,
    /// The style of the JSON list.
    #[serde(default)]
    #[ts(as = "Option<Style>", optional)]
    pub style: Style,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A named list of steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Scenario {
    /// The name, as passed to `run --scenario`.
    pub name: String,
    /// The steps, in order.
    #[serde(default)]
    #[ts(as = "Vec<Step>")]
    pub steps: Vec<StoredStep>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A step of a scenario: `"login"`, `{"wait": "500ms"}`, `{"send": "NAME"}` or `{"misbehave": {"type": …}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Log in, unless this connection already has. If there is a `login.reply`, wait for it.
    Login,
    /// Wait for a duration such as `500ms`, `12s` or `2m`.
    Wait(String),
    /// Send the saved message with this name.
    Send(String),
    /// Break the protocol on purpose.
    Misbehave(Misbehave),
}
