//! The data model of the login: form fields or messages, and the replies that answer it.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{Message, MessageRef, is_yes, yes};
use crate::packet::is_default;
use crate::packet::json::Style;
use crate::packet::literal::Literal;

/// The login: a JSON object sent as the first message on a connection, or messages of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Login {
    /// Whether connecting sends the login.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub send: bool,
    /// The fields, in the order in which they are sent.
    #[serde(default)]
    pub fields: Vec<LoginField>,
    /// Messages to send instead of the fields, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<LoginPart>,
    /// The style of the JSON.
    #[serde(default)]
    #[ts(as = "Option<Style>", optional)]
    pub style: Style,
    /// The reply that means "logged in". Without it, the status stays "open, login sent".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reply: Option<LoginReply>,
    /// The reply that means "refused", while the login waits for a reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub refused: Option<LoginRefusal>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
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

/// A part of a login of several messages.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(untagged)]
pub enum LoginPart {
    /// The name of a saved message.
    Saved(String),
    /// The message itself.
    Inline(Box<Message>),
    /// A message, and the reply to wait for before the next one.
    Exchange(LoginExchange),
}

impl<'de> Deserialize<'de> for LoginPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let part = match Value::deserialize(deserializer)? {
            Value::String(name) => Ok(LoginPart::Saved(name)),
            Value::Object(object) if object.contains_key("type") => {
                serde_json::from_value(object.into()).map(LoginPart::Inline)
            }
            Value::Object(object)
                if object.contains_key("send") || object.contains_key("expect") =>
            {
                serde_json::from_value(object.into()).map(LoginPart::Exchange)
            }
            _ => Err(serde_json::Error::custom(
                "write the name of a saved message, a message with its `type`, or an object with `send` and `expect`",
            )),
        };
        part.map_err(D::Error::custom)
    }
}

impl LoginPart {
    /// The message, if the part sends one.
    pub fn message(&self) -> Option<MessageRef> {
        match self {
            LoginPart::Saved(name) => Some(MessageRef::Saved(name.clone())),
            LoginPart::Inline(message) => Some(MessageRef::Inline(message.clone())),
            LoginPart::Exchange(exchange) => exchange.send.clone(),
        }
    }

    /// The name of the saved message that the part sends.
    pub(crate) fn saved(&self) -> Option<&str> {
        match self {
            LoginPart::Saved(name) => Some(name),
            LoginPart::Inline(_) => None,
            LoginPart::Exchange(exchange) => match &exchange.send {
                Some(MessageRef::Saved(name)) => Some(name),
                _ => None,
            },
        }
    }

    /// The message itself, and its path below the part's.
    pub(crate) fn inline(&self) -> Option<(&'static str, &Message)> {
        match self {
            LoginPart::Saved(_) => None,
            LoginPart::Inline(message) => Some(("", message)),
            LoginPart::Exchange(exchange) => {
                exchange.send.as_ref().and_then(MessageRef::inline).map(|one| (".send", one))
            }
        }
    }

    pub(crate) fn inline_mut(&mut self) -> Option<(&'static str, &mut Message)> {
        match self {
            LoginPart::Saved(_) => None,
            LoginPart::Inline(message) => Some(("", message)),
            LoginPart::Exchange(exchange) => {
                exchange.send.as_mut().and_then(MessageRef::inline_mut).map(|one| (".send", one))
            }
        }
    }
}

/// A message of a login, if any, and the reply to wait for before the next one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LoginExchange {
    /// The message; without it, the login only waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub send: Option<MessageRef>,
    /// The filter for the reply to wait for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub expect: Option<String>,
    /// How long that reply may take, such as `500ms`, `12s` or `2m`. Default 10 s.
    #[serde(default = "ten_seconds")]
    #[ts(as = "Option<String>", optional)]
    pub within: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The reply that means "logged in": a code, or a filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LoginReply {
    /// The leading int32 of the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<i32>,
    /// A filter for the reply, instead of the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub filter: Option<String>,
    /// How long the reply may take, such as `500ms`, `12s` or `2m`. Default 10 s.
    #[serde(default = "ten_seconds")]
    pub within: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The reply that means that the login was refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LoginRefusal {
    /// The filter for the reply.
    pub filter: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

fn ten_seconds() -> String {
    "10s".to_owned()
}
