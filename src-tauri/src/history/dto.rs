//! Data of the history: the list of stored transcripts, search hits, the clean-up plan.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorDto;

/// The stored transcripts.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HistoryDto {
    /// Stored transcripts, the newest first.
    pub(crate) past: Vec<HistoryEntryDto>,
    /// Deleted transcripts that can be restored, the last deleted first.
    pub(crate) deleted: Vec<HistoryEntryDto>,
    /// Size of all of them in bytes.
    pub(crate) bytes: f64,
}

/// A stored transcript.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HistoryEntryDto {
    /// Its id in commands.
    pub(crate) id: String,
    /// The name that the user gave it.
    pub(crate) title: Option<String>,
    /// The profile's name when it was recorded.
    pub(crate) name: String,
    /// Id of the profile; empty without one, as for an import.
    pub(crate) profile: String,
    pub(crate) url: String,
    /// Start as Unix time in milliseconds; absent if unknown.
    pub(crate) begun: Option<f64>,
    pub(crate) pinned: bool,
    /// Size of all its files in bytes.
    pub(crate) bytes: f64,
    /// This app is writing it.
    pub(crate) open: bool,
    /// Retention limit as in a profile: `all`, `100000 messages`, `10 GB`.
    pub(crate) keep: String,
    /// Absent until the transcript has been counted.
    pub(crate) counted: Option<CountedDto>,
    /// Why the transcript cannot be read.
    pub(crate) error: Option<ErrorDto>,
}

/// Counts of a stored transcript.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CountedDto {
    pub(crate) rows: f64,
    pub(crate) sent: f64,
    pub(crate) received: f64,
    /// Time from the first row to the last, in milliseconds.
    pub(crate) duration_ms: f64,
    /// Close code of the Close frame that ended the connection; absent without one.
    pub(crate) close: Option<u16>,
    pub(crate) close_reason: String,
}

/// A stored transcript that was opened.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct OpenedTranscript {
    pub(crate) connection: u32,
    /// Position of the requested row in the view.
    pub(crate) position: Option<u32>,
}

/// New hits in one transcript since the last poll.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FoundDto {
    pub(crate) id: String,
    /// New rows among the first hits; each is reported once.
    pub(crate) rows: Vec<FoundRow>,
    /// Number of hits so far.
    pub(crate) total: u32,
    /// The transcript has been searched to its end.
    pub(crate) done: bool,
    pub(crate) error: Option<ErrorDto>,
}

/// A hit.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FoundRow {
    pub(crate) row: u32,
    /// Start of the payload, as in the table.
    pub(crate) preview: String,
}

/// Progress of a search through the history.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct SearchDto {
    pub(crate) found: Vec<FoundDto>,
    /// Transcripts searched so far.
    pub(crate) looked: u32,
    /// Transcripts to search.
    pub(crate) of: u32,
    pub(crate) done: bool,
}

/// Plan of a clean-up.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CleanUpDto {
    /// Size of all stored transcripts in bytes.
    pub(crate) bytes: f64,
    /// Bytes that it frees.
    pub(crate) frees: f64,
    /// The rest is within the budget afterwards.
    pub(crate) fits: bool,
    /// Transcripts to remove, in this order.
    pub(crate) goes: Vec<HistoryEntryDto>,
}
