//! Reconnecting after a connection was lost.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// Whether and how to reconnect. Delays double from `first` to `longest`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Reconnect {
    /// Whether to reconnect.
    pub on: bool,
    /// The delay before the first attempt.
    #[serde(skip_serializing_if = "is_default_first")]
    #[ts(as = "Option<String>", optional)]
    pub first: String,
    /// The longest delay.
    #[serde(skip_serializing_if = "is_default_longest")]
    #[ts(as = "Option<String>", optional)]
    pub longest: String,
    /// Attempts in a row before giving up.
    #[serde(skip_serializing_if = "is_default_attempts")]
    #[ts(as = "Option<u32>", optional)]
    pub attempts: u32,
    /// Names of saved messages that are sent again after the login, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub send: Vec<String>,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for Reconnect {
    fn default() -> Self {
        Reconnect {
            on: false,
            first: "1s".to_owned(),
            longest: "60s".to_owned(),
            attempts: 20,
            send: Vec::new(),
            extra: Map::new(),
        }
    }
}

fn is_default_first(text: &str) -> bool {
    text == Reconnect::default().first
}

fn is_default_longest(text: &str) -> bool {
    text == Reconnect::default().longest
}

fn is_default_attempts(value: &u32) -> bool {
    *value == Reconnect::default().attempts
}
