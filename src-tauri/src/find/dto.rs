//! Data of filtering by a cell, finding rows and going to a row.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The cell of a row that a filter tests.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "what", rename_all = "camelCase")]
pub(crate) enum CellDto {
    /// The leading int32.
    Code,
    /// Sent or received.
    Direction,
    /// The kind of message.
    Kind,
    /// The size in bytes.
    Size,
    /// A decoded field, by the column's path.
    Field {
        /// As in the profile's columns.
        path: String,
    },
}

/// Result of a search for the next row.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct NextDto {
    /// The row's position in the view; absent if no row matches.
    pub position: Option<u32>,
    /// The search continued from the other end.
    pub wrapped: bool,
    /// The search was stopped, or the view changed; the result is unknown.
    pub stopped: bool,
}

/// A row to go to.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct PlaceDto {
    pub position: u32,
    /// The row at this position.
    pub row: u32,
    /// The requested row is not in the view; this one is next to it.
    pub near: bool,
}
