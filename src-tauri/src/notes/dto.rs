//! Data that crosses to the page.

use serde::Serialize;
use ts_rs::TS;

/// What a person wrote to a row, in full.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct NoteDto {
    pub(crate) pinned: bool,
    pub(crate) note: String,
}
