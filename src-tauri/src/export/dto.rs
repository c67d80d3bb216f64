//! What crosses for exports, imports and charts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorDto;

/// What to export, and how.
#[derive(Debug, Clone, Deserialize, TS)]
pub(crate) struct ExportRequest {
    /// `jsonl`, `csv`, `har`, `pcapng` or `text`.
    pub(crate) format: String,
    /// CSV only: a byte order mark first.
    pub(crate) bom: bool,
    /// `all`, `view` (what the filter lets through) or `selection`.
    pub(crate) what: String,
    /// For `selection`: positions of the view, first and last, both included.
    pub(crate) ranges: Vec<(u32, u32)>,
}

/// How far an export has come.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportDto {
    /// The file that a person chose.
    pub(crate) path: String,
    /// Rows written.
    pub(crate) rows: u32,
    /// Of so many.
    pub(crate) of: u32,
    /// Rows that the format has no place for.
    pub(crate) left_out: u32,
    pub(crate) done: bool,
    /// It was broken off: there is no file.
    pub(crate) cancelled: bool,
    pub(crate) error: Option<ErrorDto>,
}

/// What became of a file to import.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ImportDto {
    /// The file's name, without its folder.
    pub(crate) file: String,
    /// What is viewed now; none where there is to choose first.
    pub(crate) connection: Option<u32>,
    /// The connections of a HAR to choose from.
    pub(crate) choose: Vec<HarConnectionDto>,
}

/// A connection of a HAR.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HarConnectionDto {
    pub(crate) number: u32,
    pub(crate) url: String,
    pub(crate) started: String,
    pub(crate) messages: u32,
}
