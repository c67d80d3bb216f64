//! Data that crosses to the page.

use serde::Serialize;
use ts_rs::TS;

/// A transcript that is being opened.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct OpeningDto {
    /// The file's name, without its folder.
    pub(crate) name: String,
    /// Bytes that were read, and how many there are; zeros while no index is rebuilt.
    pub(crate) read: f64,
    pub(crate) total: f64,
}
