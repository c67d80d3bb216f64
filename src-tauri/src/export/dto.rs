//! Data of exports and imports: requests and progress.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorDto;

/// What to export, and how.
#[derive(Debug, Clone, Deserialize, TS)]
pub(crate) struct ExportRequest {
    /// `jsonl`, `csv`, `har`, `pcapng` or `text`.
    pub format: String,
    /// CSV only: start with a byte order mark.
    pub bom: bool,
    /// `all`, `view` (the rows that match the filter) or `selection`.
    pub what: String,
    /// For `selection`: ranges of positions in the view, first and last inclusive.
    pub ranges: Vec<(u32, u32)>,
}

/// Progress of an export.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportDto {
    /// The chosen file.
    pub path: String,
    /// Rows written so far.
    pub rows: u32,
    /// Rows to write.
    pub of: u32,
    /// Rows that the format cannot represent.
    pub left_out: u32,
    pub done: bool,
    /// The export was cancelled; no file was written.
    pub cancelled: bool,
    pub error: Option<ErrorDto>,
}

/// Result of an import.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ImportDto {
    /// The file's name, without its folder.
    pub file: String,
    /// Id of the opened transcript; absent if a connection must be chosen first.
    pub connection: Option<u32>,
    /// Connections of a HAR to choose from.
    pub choose: Vec<HarConnectionDto>,
}

/// A WebSocket connection in a HAR.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HarConnectionDto {
    pub number: u32,
    pub url: String,
    pub started: String,
    pub messages: u32,
}
