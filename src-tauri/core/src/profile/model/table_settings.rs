//! Table settings of a profile: saved filters and row colours.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::packet::is_default;

/// A named filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedFilter {
    /// Name in the list of filters.
    pub name: String,
    /// In the filter language, such as `-kind:ping,pong`.
    #[serde(default)]
    pub filter: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// A colour for the rows that match a filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Highlight {
    /// In the filter language, such as `latency>100ms`.
    pub filter: String,
    /// The name of a colour.
    #[serde(default)]
    pub colour: Colour,
    /// Disables the highlight without deleting it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub off: bool,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// The palette. Each colour is readable in the light and the dark theme and distinguishable with colour-blindness.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "HighlightColour")]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// For errors.
    Red,
    /// For warnings.
    Orange,
    /// For attention; the default.
    #[default]
    Yellow,
    /// For success.
    Green,
    /// For a group of rows.
    Blue,
    /// For another group of rows.
    Purple,
    /// For rows of little interest.
    Grey,
}
