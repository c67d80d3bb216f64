//! The data model of automatic replies and heartbeats.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::Message;
use crate::packet::is_default;

/// A message to send: the name of a saved one, or the message itself.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(untagged)]
pub enum MessageRef {
    /// The name of a saved message.
    Saved(String),
    /// The message itself.
    Inline(Box<Message>),
}

impl<'de> Deserialize<'de> for MessageRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(name) => Ok(MessageRef::Saved(name)),
            value @ Value::Object(_) => {
                serde_json::from_value(value).map(MessageRef::Inline).map_err(D::Error::custom)
            }
            _ => Err(D::Error::custom(
                "write the name of a saved message, or a message such as {\"type\": \"text\", \"text\": \"pong\"}",
            )),
        }
    }
}

impl MessageRef {
    /// The message itself, if it is not a saved one.
    pub fn inline(&self) -> Option<&Message> {
        match self {
            MessageRef::Saved(_) => None,
            MessageRef::Inline(message) => Some(message),
        }
    }

    pub(crate) fn inline_mut(&mut self) -> Option<&mut Message> {
        match self {
            MessageRef::Saved(_) => None,
            MessageRef::Inline(message) => Some(message),
        }
    }
}

/// A message sent when a received message matches a filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AutoReply {
    /// The filter for received messages. It tests the message itself: its code, kind, size, text and fields.
    pub when: String,
    /// The message to send. `{{received.field.PATH}}`, `{{received.text}}`, `{{received.size}}` and `{{received.code}}`
    /// stand for values of the received message.
    pub send: MessageRef,
    /// The delay before it is sent, such as `500ms`, `12s` or `2m`. Without it, the reply is sent at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<String>,
    /// The most replies on one connection; no limit if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub times: Option<u32>,
    /// Whether the reply is switched off.
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(as = "Option<bool>", optional)]
    pub off: bool,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A message sent again and again while the connection is open, and logged in if the profile has a login.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Heartbeat {
    /// The message to send.
    pub send: MessageRef,
    /// The interval, such as `500ms`, `12s` or `2m`. The first one is sent after the first interval.
    pub every: String,
    /// Whether the heartbeat is switched off.
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(as = "Option<bool>", optional)]
    pub off: bool,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}
