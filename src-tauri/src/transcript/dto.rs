//! Data of opening a transcript: its progress.

use serde::Serialize;
use ts_rs::TS;

/// A transcript that is being opened.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct OpeningDto {
    /// The file's name, without its folder.
    pub name: String,
    /// Bytes read so far and in total, while the index is rebuilt; otherwise zero.
    pub read: f64,
    pub total: f64,
}
