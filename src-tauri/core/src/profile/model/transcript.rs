//! Transcript settings of a profile.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the transcript keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Transcript {
    /// The retention limit: `all`, `1000000 messages` or `10 GB`. Default `all`.
    pub keep: String,
    /// Keys that this version does not know.
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
