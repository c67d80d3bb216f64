//! What crosses for exports, imports and charts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorDto;

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

/// A transcript that is being opened.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct OpeningDto {
    /// The file's name, without its folder.
    pub(crate) name: String,
    /// Bytes that were read, and how many there are; zeros while no index is rebuilt.
    pub(crate) read: f64,
    pub(crate) total: f64,
}

/// A connection of a HAR.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HarConnectionDto {
    pub(crate) number: u32,
    pub(crate) url: String,
    pub(crate) started: String,
    pub(crate) messages: u32,
}

/// What a transcript's charts show: one number for each piece of time.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeriesDto {
    /// When the first piece begins, Unix time in milliseconds.
    pub(crate) start_ms: f64,
    /// How long each is, in milliseconds.
    pub(crate) width_ms: f64,
    /// Messages.
    pub(crate) received: Vec<f64>,
    pub(crate) sent: Vec<f64>,
    /// Payload bytes.
    pub(crate) bytes_received: Vec<f64>,
    pub(crate) bytes_sent: Vec<f64>,
    /// Mean and longest latency in milliseconds; none where nothing was answered.
    pub(crate) latency_mean: Vec<Option<f64>>,
    pub(crate) latency_max: Vec<Option<f64>>,
    /// There are rows that were not looked at yet.
    pub(crate) more: bool,
}
