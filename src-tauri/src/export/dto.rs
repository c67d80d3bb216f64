//! Data of exports and imports: requests and progress.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorDto;

/// What to export, and how.
#[derive(Debug, Clone, Deserialize, TS)]
pub(crate) struct ExportRequest {
    /// `jsonl`, `csv`, `har`, `pcapng` or `text`.
    pub(crate) format: String,
    /// CSV only: start with a byte order mark.
    pub(crate) bom: bool,
    /// `all`, `view` (the rows that match the filter) or `selection`.
    pub(crate) what: String,
    /// For `selection`: ranges of positions in the view, first and last inclusive.
    pub(crate) ranges: Vec<(u32, u32)>,
}

/// Progress of an export.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportDto {
    /// The chosen file.
    pub(crate) path: String,
    /// Rows written so far.
    pub(crate) rows: u32,
    /// Rows to write.
    pub(crate) of: u32,
    /// Rows that the format cannot represent.
    pub(crate) left_out: u32,
    pub(crate) done: bool,
    /// The export was cancelled; no file was written.
    pub(crate) cancelled: bool,
    pub(crate) error: Option<ErrorDto>,
}

/// Result of an import.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ImportDto {
    /// The file's name, without its folder.
    pub(crate) file: String,
    /// Id of the opened transcript; absent if a connection must be chosen first.
    pub(crate) connection: Option<u32>,
    /// Connections of a HAR to choose from.
    pub(crate) choose: Vec<HarConnectionDto>,
}

/// A WebSocket connection in a HAR.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HarConnectionDto {
    pub(crate) number: u32,
    pub(crate) url: String,
    pub(crate) started: String,
    pub(crate) messages: u32,
}
