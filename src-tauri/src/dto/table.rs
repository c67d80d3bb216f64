//! What crosses for the table's columns and the details: times, latency, notes, comparisons, pages.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use wirelark_core::profile::model::Profile;
use wirelark_core::transcript::JsonPlace;

/// What a column asks for beyond what every row has; computed for the rows that are asked for, and only then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ExtraColumn {
    /// The time since connecting began.
    SinceStart,
    /// The time since the row before it in the view.
    SincePrevious,
    /// The time since the last sent row before it.
    SinceSent,
    /// Which request or reply it belongs to.
    Latency,
}

/// What columns asked for, and what people wrote to the row.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExtraColumnsDto {
    /// Nanoseconds since the row that the time column counts from; none where there is no such row.
    pub(crate) since: Option<String>,
    /// Not known yet: ask again when `Pull.timing` has changed.
    pub(crate) unsettled: bool,
    pub(crate) latency: Option<TimingDto>,
    pub(crate) pinned: bool,
    /// The note's first line, cut where it is long.
    pub(crate) note: String,
}

/// What a row is in the matter of latency.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct TimingDto {
    /// `reply`, `answered`, `waiting` or `unanswered`.
    pub(crate) kind: String,
    /// The request of a reply, the reply of a request.
    pub(crate) row: Option<u32>,
    /// From the request to its reply, in milliseconds.
    pub(crate) ms: Option<f64>,
}

/// The table's columns as a person has set them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct TablePreferences {
    /// Names of columns from left to right; those that are not named keep their place.
    pub(crate) order: Vec<String>,
    /// Which were shown or hidden by hand.
    pub(crate) shown: BTreeMap<String, bool>,
    /// What the time column says: `absolute`, `start`, `previous` or `sent`.
    pub(crate) time: String,
    /// Long lines of the details are broken.
    pub(crate) unwrapped: bool,
}

/// What a person wrote to a row, in full.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct NoteDto {
    pub(crate) pinned: bool,
    pub(crate) note: String,
}

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

/// Two messages compared.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparisonDto {
    /// Direction, kind and payload are the same.
    pub(crate) is_equal: bool,
    pub(crate) fields: Vec<ComparedField>,
    pub(crate) pieces: Vec<ComparedPiece>,
    /// Insertions were looked for; else bytes were compared place by place, because there are too many.
    pub(crate) is_aligned: bool,
    /// Only so many bytes of each were compared.
    pub(crate) cut_at: Option<u32>,
}

/// A field on both sides; none where a message has no such field.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedField {
    pub(crate) path: String,
    pub(crate) a: Option<String>,
    pub(crate) b: Option<String>,
    pub(crate) is_equal: bool,
}

/// A stretch of bytes and where it lies on both sides: first byte and the one behind its last.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ComparedPiece {
    /// `equal`, `changed`, `inserted` or `removed`.
    pub(crate) kind: String,
    pub(crate) a: (u32, u32),
    pub(crate) b: (u32, u32),
}

/// A piece of a payload as text.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct TextPageDto {
    pub(crate) text: String,
    /// The first byte that it shows.
    pub(crate) from: u32,
    /// The byte behind the last; the next page begins there.
    pub(crate) to: u32,
    /// Some bytes were no UTF-8.
    pub(crate) lossy: bool,
}

/// A piece of a payload as laid out JSON.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonPageDto {
    pub(crate) text: String,
    /// Where this page begins; what the page before gave as `next`.
    #[ts(type = "{ offset: number }")]
    pub(crate) place: JsonPlace,
    /// Where the next begins; none at the end.
    #[ts(type = "{ offset: number } | null")]
    pub(crate) next: Option<JsonPlace>,
}

/// Where copied programs and commands connect: as a profile says. Without one, where the transcript went.
#[derive(Debug, Default, Deserialize, TS)]
pub(crate) struct TargetDto {
    pub(crate) profile: Option<Profile>,
    /// The profile's file, beside which its relative files lie.
    pub(crate) id: Option<String>,
    /// Values given for its variables.
    pub(crate) given: BTreeMap<String, String>,
}
