//! What the upgrade request says beside the URL.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::super::{is_yes, yes};
use crate::packet::is_default;

/// A name and a value that can be switched off: a header field, a query parameter, a cookie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Pair {
    /// Its name.
    pub name: String,
    /// Its value.
    #[serde(default)]
    pub value: String,
    /// Whether it is sent. Default yes.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enabled: bool,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// Who we say that we are. What another `type` has stays in the file and is not sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Auth {
    /// Which of them. Default none.
    #[serde(rename = "type")]
    #[ts(rename = "type", as = "Option<AuthType>", optional)]
    pub kind: AuthType,
    /// `basic`: the user.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// `basic`: the password; better a `{{secret:NAME}}`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub password: String,
    /// `bearer`: the token; better a `{{secret:NAME}}`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub token: String,
    /// `api_key`: the header's or the parameter's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// `api_key`: the key; better a `{{secret:NAME}}`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// `api_key`: where it goes. Default `header`.
    #[serde(rename = "in", default, skip_serializing_if = "is_default")]
    pub place: ApiKeyPlace,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// How we say who we are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuthType {
    /// Not at all.
    #[default]
    None,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// `Authorization: Bearer` (RFC 6750).
    Bearer,
    /// A header or a query parameter of our own naming.
    ApiKey,
}

/// Where an API key goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ApiKeyPlace {
    /// Into a header field.
    #[default]
    Header,
    /// Into the query.
    Query,
}

/// Cookies.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Cookies {
    /// Sent with the upgrade, in one `Cookie` field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub send: Vec<Pair>,
    /// Whether what a server sets is sent to it again when it redirects us to itself. Default no.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keep: bool,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// Answers that point elsewhere (301, 302, 303, 307, 308).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Redirects {
    /// Whether they are followed: never from `wss` to `ws`, and to another host without credentials, cookies, login
    /// and client certificate. Default no.
    pub follow: bool,
    /// How many are followed in a row.
    #[serde(skip_serializing_if = "is_default_max")]
    #[ts(as = "Option<u8>", optional)]
    pub max: u8,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for Redirects {
    fn default() -> Self {
        Redirects { follow: false, max: 5, extra: Map::new() }
    }
}

fn is_default_max(value: &u8) -> bool {
    *value == Redirects::default().max
}
