//! What the page asks about filtering, finding and going to a row.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which cell of a row a filter is to be about.
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

/// Where a search came to.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct NextDto {
    /// The row's place in the view; none where there is no such row.
    pub(crate) position: Option<u32>,
    /// It went on from the other end.
    pub(crate) wrapped: bool,
    /// It was stopped, or the view has other rows now: nothing is known.
    pub(crate) stopped: bool,
}

/// Where to go.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct PlaceDto {
    pub(crate) position: u32,
    /// The row that is there.
    pub(crate) row: u32,
    /// The row that was asked for is not in the view; this one is beside it.
    pub(crate) near: bool,
}
