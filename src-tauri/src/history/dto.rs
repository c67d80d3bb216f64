//! What crosses for past connections: the list, finding across all, the clean-up.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorDto;

/// The transcripts of the history's folder.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HistoryDto {
    /// The newest first.
    pub(crate) past: Vec<HistoryEntryDto>,
    /// What was deleted and can be restored, the last one first.
    pub(crate) deleted: Vec<HistoryEntryDto>,
    /// Bytes of all of them.
    pub(crate) bytes: f64,
}

/// A past connection.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HistoryEntryDto {
    /// Names it in commands; the page knows no path.
    pub(crate) id: String,
    /// The name that a person gave it.
    pub(crate) title: Option<String>,
    /// The name of its profile then.
    pub(crate) name: String,
    /// Which profile it was made with; empty for none, as of an import.
    pub(crate) profile: String,
    pub(crate) url: String,
    /// Unix time in milliseconds; none where it does not say.
    pub(crate) begun: Option<f64>,
    pub(crate) pinned: bool,
    /// Bytes on the disk, of all its files.
    pub(crate) bytes: f64,
    /// It is being written to by this app.
    pub(crate) open: bool,
    /// As in a profile: `all`, `100000 messages`, `10 GB`.
    pub(crate) keep: String,
    /// Not known until it was counted.
    pub(crate) counted: Option<CountedDto>,
    /// Why it cannot be read.
    pub(crate) error: Option<ErrorDto>,
}

/// What a past connection holds.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CountedDto {
    pub(crate) rows: f64,
    pub(crate) sent: f64,
    pub(crate) received: f64,
    /// From the first row to the last, in milliseconds.
    pub(crate) duration_ms: f64,
    /// The code of the Close frame that ended it; none where there was no such frame.
    pub(crate) close: Option<u16>,
    pub(crate) close_reason: String,
}

/// A past connection, viewed.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct OpenedTranscript {
    pub(crate) connection: u32,
    /// Where the row that was asked for stands in the view.
    pub(crate) position: Option<u32>,
}

/// What was found in one of them since this was asked last.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FoundDto {
    pub(crate) id: String,
    /// The first rows that were found, told once each.
    pub(crate) rows: Vec<FoundRow>,
    /// How many were found so far.
    pub(crate) total: u32,
    /// It was looked through to its end.
    pub(crate) done: bool,
    pub(crate) error: Option<ErrorDto>,
}

/// A row that was found.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FoundRow {
    pub(crate) row: u32,
    /// Its beginning, as the table has it.
    pub(crate) preview: String,
}

/// News of a search.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct SearchDto {
    pub(crate) found: Vec<FoundDto>,
    /// Transcripts looked through.
    pub(crate) looked: u32,
    /// Of so many.
    pub(crate) of: u32,
    pub(crate) done: bool,
}

/// What a clean-up would remove, in this order.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CleanUpDto {
    pub(crate) bytes: f64,
    pub(crate) frees: f64,
    /// The rest is within the budget then.
    pub(crate) fits: bool,
    pub(crate) goes: Vec<HistoryEntryDto>,
}
