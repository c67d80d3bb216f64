//! Data of a row's pin and note.

use serde::Serialize;
use ts_rs::TS;

/// A row's pin and its note in full.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct NoteDto {
    pub pinned: bool,
    pub note: String,
}
