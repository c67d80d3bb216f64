//! Data that crosses to the page.

use serde::Serialize;
use ts_rs::TS;

/// A transcript's latency by command.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct StatisticsDto {
    /// `next`, `same_code`, `field` or `codes`.
    pub(crate) rule: String,
    /// Rows looked at so far.
    pub(crate) seen: u32,
    /// Rows there are.
    pub(crate) rows: u32,
    /// All commands together first.
    pub(crate) commands: Vec<FiguresDto>,
}

/// One command's latency.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FiguresDto {
    /// `all`, `code`, `text` or `binary`.
    pub(crate) kind: String,
    pub(crate) code: Option<i32>,
    pub(crate) name: Option<String>,
    pub(crate) requests: f64,
    pub(crate) replies: f64,
    pub(crate) unanswered: f64,
    /// Sent, and neither answered nor late.
    pub(crate) waiting: f64,
    /// None where nothing was answered.
    pub(crate) spread: Option<SpreadDto>,
}

/// Latencies in milliseconds.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct SpreadDto {
    pub(crate) min: f64,
    pub(crate) median: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) max: f64,
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
