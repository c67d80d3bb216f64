//! Connecting again after the connection was lost.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Whether and how to connect again. The waits double from `first` to `longest`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Reconnect {
    /// Whether. Default no.
    pub on: bool,
    /// The wait before the first attempt; at least `100ms`. Default 1 s.
    #[serde(skip_serializing_if = "is_first")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub first: String,
    /// No wait is longer. Default 60 s.
    #[serde(skip_serializing_if = "is_longest")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub longest: String,
    /// Attempts in a row until it is given up; 1 to 1000. Default 20.
    #[serde(skip_serializing_if = "is_twenty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<u32>", optional))]
    pub attempts: u32,
    /// Names of saved messages that are sent again after the login, in this order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<String>>", optional))]
    pub send: Vec<String>,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
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

impl Reconnect {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

fn is_first(text: &str) -> bool {
    text == "1s"
}

fn is_longest(text: &str) -> bool {
    text == "60s"
}

fn is_twenty(value: &u32) -> bool {
    *value == 20
}
