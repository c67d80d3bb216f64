//! The data model of a profile, which is one JSON file, `*.wirelark.json`.
//!
//! Every key except `wirelark` and `name` is optional. Numbers and JSON that the user typed stay text, so that nothing
//! is rounded between the form, the file and the wire. Keys that this version does not know are kept in `extra` and
//! written back.

mod automatic;
mod connection;
mod login;
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

use crate::packet::code_definition::CodeDefinitions;
use crate::packet::is_default;
use crate::packet::joined::JoinedMessages;
use crate::packet::json::Style;
use crate::packet::layout::Layout;
use crate::packet::literal::Literal;
use crate::packet::rules::{Column, HeartbeatCheck, Pairing, Proto, Rule, Sequence, Timestamps};

pub use crate::packet::codes::{Code, Tone};
pub use automatic::{AutoReply, Heartbeat, MessageRef};
pub use connection::{
    ApiKeyPlace, Auth, AuthType, ClientCertificate, Close, Compression, Connection, ControlFrames,
    ControlRows, Cookies, IpVersion, KeepAlive, Limits, Pair, Proxy, ProxyMode, Reconnect,
    Redirects, Timeouts, Tls, TlsVersion,
};
pub use login::{FieldType, Login, LoginExchange, LoginField, LoginPart, LoginRefusal, LoginReply};
pub use message::{
    BodyType, Message, MessageStyle, MessageTail, PayloadKind, RepeatItem, TailType,
};
pub use misbehave::{Content, Control, Misbehave};
pub use step::StoredStep;
pub use table_settings::{Colour, Highlight, SavedFilter};
pub use transcript::Transcript;

/// The version of the file format that this program writes.
pub const VERSION: u32 = 1;

/// A profile: the content of one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Profile {
    /// Version of the file format; see [`VERSION`].
    pub wirelark: u32,
    /// Name in the list of profiles.
    pub name: String,
    /// The lens that reads the messages: `socketio`, `stomp`, `signalr`, `graphql-ws`, `mqtt`, `json-rpc`, `phoenix`,
    /// `cdp` or `nats`. Without it, the subprotocol chooses one; `none` switches that off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lens: Option<String>,
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
    /// Messages sent when a received message matches a filter. They act only where they are switched on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<AutoReply>,
    /// Messages sent at an interval. They act only where they are switched on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heartbeats: Vec<Heartbeat>,
    /// Where the code of a message is read; by default the leading int32 of binary messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<CodeDefinitions>,
    /// Names and tones of codes.
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
    #[ts(as = "Option<Vec<HeartbeatCheck>>", optional)]
    pub heartbeat_checks: Vec<HeartbeatCheck>,
    /// Where protocol messages end that do not begin and end with WebSocket messages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<JoinedMessages>>", optional)]
    pub joined: Vec<JoinedMessages>,
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
    /// An empty profile of this name, with every setting at its default.
    pub fn named(name: impl Into<String>) -> Profile {
        Profile { wirelark: VERSION, name: name.into(), ..Profile::default() }
    }

    /// The messages that the login, the replies and the heartbeats contain, with their paths.
    pub(crate) fn inline_messages(&self) -> Vec<(String, &Message)> {
        let mut all = Vec::new();
        let parts = self.login.iter().flat_map(|login| login.messages.iter().enumerate());
        for (i, part) in parts {
            all.extend(part.inline().map(|(at, one)| (format!("login.messages[{i}]{at}"), one)));
        }
        for (i, reply) in self.replies.iter().enumerate() {
            all.extend(reply.send.inline().map(|one| (format!("replies[{i}].send"), one)));
        }
        for (i, beat) in self.heartbeats.iter().enumerate() {
            all.extend(beat.send.inline().map(|one| (format!("heartbeats[{i}].send"), one)));
        }
        all
    }

    /// All messages of the profile, saved and contained, with their paths.
    pub(crate) fn all_messages_mut(&mut self) -> Vec<(String, &mut Message)> {
        let saved = self.messages.iter_mut().enumerate();
        let mut all: Vec<_> = saved.map(|(i, one)| (format!("messages[{i}]"), one)).collect();
        let parts = self.login.iter_mut().flat_map(|login| login.messages.iter_mut().enumerate());
        for (i, part) in parts {
            let inline = part.inline_mut();
            all.extend(inline.map(|(at, one)| (format!("login.messages[{i}]{at}"), one)));
        }
        for (i, reply) in self.replies.iter_mut().enumerate() {
            all.extend(reply.send.inline_mut().map(|one| (format!("replies[{i}].send"), one)));
        }
        for (i, beat) in self.heartbeats.iter_mut().enumerate() {
            all.extend(beat.send.inline_mut().map(|one| (format!("heartbeats[{i}].send"), one)));
        }
        all
    }
}

fn yes() -> bool {
    true
}

fn is_yes(value: &bool) -> bool {
    *value
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
