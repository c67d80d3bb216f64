//! Transcript settings of a profile.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// What the transcript keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Transcript {
    /// The retention limit: `all`, `1000000 messages` or `10 GB`. Default `all`.
    pub keep: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Default for Transcript {
    fn default() -> Self {
        Transcript { keep: "all".to_owned(), extra: Map::new() }
    }
}
