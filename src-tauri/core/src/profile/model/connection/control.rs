//! Pings and pongs: which become rows, who answers, and those that we send by ourselves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::super::{is_yes, yes};
use crate::packet::is_default;

/// What happens with pings and pongs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ControlFrames {
    /// Which of them become rows. Default `collapsed`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rows: ControlRows,
    /// Whether a ping is answered with a pong. Default yes.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub answer_pings: bool,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for ControlFrames {
    fn default() -> Self {
        ControlFrames { rows: ControlRows::default(), answer_pings: true, extra: Map::new() }
    }
}

/// Which pings and pongs become rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
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

/// Pings that we send by ourselves, to find out whether the server is still there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct KeepAlive {
    /// The interval between pings. None are sent by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ping_every: Option<String>,
    /// How long a pong may take before the connection counts as dead.
    #[serde(skip_serializing_if = "is_default_pong_within")]
    #[ts(as = "Option<String>", optional)]
    pub pong_within: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for KeepAlive {
    fn default() -> Self {
        KeepAlive { ping_every: None, pong_within: "20s".to_owned(), extra: Map::new() }
    }
}

fn is_default_pong_within(text: &str) -> bool {
    text == KeepAlive::default().pong_within
}
