//! Pings and pongs: which become rows, who answers, and those that we send by ourselves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::{is_yes, yes};

/// What happens with pings and pongs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct ControlFrames {
    /// Which of them become rows. Default `collapsed`.
    #[serde(skip_serializing_if = "ControlRows::is_collapsed")]
    #[cfg_attr(feature = "ts", ts(as = "Option<ControlRows>", optional))]
    pub rows: ControlRows,
    /// Whether a ping is answered with a pong. Default yes.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    #[cfg_attr(feature = "ts", ts(as = "Option<bool>", optional))]
    pub answer_pings: bool,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Default for ControlFrames {
    fn default() -> Self {
        ControlFrames { rows: ControlRows::default(), answer_pings: true, extra: Map::new() }
    }
}

impl ControlFrames {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Which pings and pongs become rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ControlRows {
    /// Each, until there are many in a row: then one row says how many.
    #[default]
    Collapsed,
    /// Each.
    All,
    /// None; they are counted all the same.
    None,
}

impl ControlRows {
    fn is_collapsed(&self) -> bool {
        *self == ControlRows::Collapsed
    }
}

/// Pings that we send by ourselves, to find out whether the server is still there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct KeepAlive {
    /// The interval between pings. None are sent by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub ping_every: Option<String>,
    /// How long a pong may take before the connection counts as dead.
    #[serde(skip_serializing_if = "is_default_pong_within")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub pong_within: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Default for KeepAlive {
    fn default() -> Self {
        KeepAlive { ping_every: None, pong_within: "20s".to_owned(), extra: Map::new() }
    }
}

impl KeepAlive {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

fn is_default_pong_within(text: &str) -> bool {
    text == KeepAlive::default().pong_within
}
