//! Data of latency statistics and charts.

use serde::Serialize;
use ts_rs::TS;

/// A transcript's latency by command.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct StatisticsDto {
    /// How replies are paired with requests: `next`, `same_code`, `field` or `codes`.
    pub(crate) rule: String,
    /// Rows read so far.
    pub(crate) seen: u32,
    /// Rows of the transcript.
    pub(crate) rows: u32,
    /// The first entry sums up all commands.
    pub(crate) commands: Vec<FiguresDto>,
}

/// Latency of one command, or of all.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FiguresDto {
    /// `all`, `code`, `text` or `binary`.
    pub(crate) kind: String,
    pub(crate) code: Option<i32>,
    pub(crate) name: Option<String>,
    pub(crate) requests: f64,
    pub(crate) replies: f64,
    pub(crate) unanswered: f64,
    /// Requests that may still be answered.
    pub(crate) waiting: f64,
    /// Absent if no request was answered.
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

/// Data of a transcript's charts: one number for each interval.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeriesDto {
    /// Start of the first interval as Unix time in milliseconds.
    pub(crate) start_ms: f64,
    /// Length of an interval in milliseconds.
    pub(crate) width_ms: f64,
    /// Number of messages.
    pub(crate) received: Vec<f64>,
    pub(crate) sent: Vec<f64>,
    /// Payload bytes.
    pub(crate) bytes_received: Vec<f64>,
    pub(crate) bytes_sent: Vec<f64>,
    /// Mean and maximum latency in milliseconds; absent for intervals without a reply.
    pub(crate) latency_mean: Vec<Option<f64>>,
    pub(crate) latency_max: Vec<Option<f64>>,
    /// Some rows have not been read yet.
    pub(crate) more: bool,
}
