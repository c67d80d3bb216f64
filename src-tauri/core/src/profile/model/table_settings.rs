//! What a profile says about the table: saved filters, and colours of rows.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A filter with a name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SavedFilter {
    /// What the list shows.
    pub name: String,
    /// In the filter language, as `-kind:ping,pong`.
    #[serde(default)]
    pub filter: String,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

/// Rows that a filter lets through have this colour.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Highlight {
    /// In the filter language, as `latency>100ms`.
    pub filter: String,
    /// The name of a colour.
    #[serde(default)]
    pub colour: Colour,
    /// Kept, and without effect for now.
    #[serde(default, skip_serializing_if = "is_no")]
    #[cfg_attr(feature = "ts", ts(as = "Option<bool>", optional))]
    pub off: bool,
    /// What this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub extra: Map<String, Value>,
}

fn is_no(value: &bool) -> bool {
    !*value
}

/// The palette: each is readable in the light and the dark theme, and can be told by people who see fewer colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "HighlightColour"))]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// For what is wrong.
    Red,
    /// For what is odd.
    Orange,
    /// For what stands out; where none is named.
    #[default]
    Yellow,
    /// For what is well.
    Green,
    /// For what belongs together.
    Blue,
    /// For what else belongs together.
    Purple,
    /// For what may be overlooked.
    Grey,
}
