//! Data of latency statistics and charts.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::packet::codes::CodeValue;

/// A transcript's latency by command.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct StatisticsDto {
    /// How replies are paired with requests: `next`, `same_code`, `field` or `codes`.
    pub rule: String,
    /// Rows read so far.
    pub seen: u32,
    /// Rows of the transcript.
    pub rows: u32,
    /// The first entry sums up all commands.
    pub commands: Vec<FiguresDto>,
}

/// Latency of one command, or of all.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FiguresDto {
    /// `all`, `code`, `text` or `binary`.
    pub kind: String,
    pub code: Option<CodeValue>,
    pub name: Option<String>,
    pub requests: f64,
    pub replies: f64,
    pub unanswered: f64,
    /// Requests that may still be answered.
    pub waiting: f64,
    /// Absent if no request was answered.
    pub spread: Option<SpreadDto>,
}

/// Latencies in milliseconds.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct SpreadDto {
    pub min: f64,
    pub median: f64,
    pub p95: f64,
    pub p99: f64,
    pub max: f64,
}

/// Data of a transcript's charts: one number for each interval.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeriesDto {
    /// Start of the first interval as Unix time in milliseconds.
    pub start_ms: f64,
    /// Length of an interval in milliseconds.
    pub width_ms: f64,
    /// Number of messages.
    pub received: Vec<f64>,
    pub sent: Vec<f64>,
    /// Payload bytes.
    pub bytes_received: Vec<f64>,
    pub bytes_sent: Vec<f64>,
    /// Mean and maximum latency in milliseconds; absent for intervals without a reply.
    pub latency_mean: Vec<Option<f64>>,
    pub latency_max: Vec<Option<f64>>,
    /// Number of rows with a fault of their own, and in a series; empty if the profile defines nothing that can be one.
    pub faults: Vec<f64>,
    pub series_faults: Vec<f64>,
    /// Some rows have not been read yet.
    pub more: bool,
}
