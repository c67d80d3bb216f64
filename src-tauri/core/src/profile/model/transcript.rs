//! What is kept of what passes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How the transcript is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Transcript {
    /// `all`, `1000000 messages` or `10 GB`. Default `all`.
    pub keep: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

impl Default for Transcript {
    fn default() -> Self {
        Transcript { keep: "all".to_owned(), extra: Map::new() }
    }
}

impl Transcript {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
