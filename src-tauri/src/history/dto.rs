//! Data of the history: the list of stored transcripts, search hits, the clean-up plan.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorDto;

/// The stored transcripts.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HistoryDto {
    /// Stored transcripts, the newest first.
    pub past: Vec<HistoryEntryDto>,
    /// Deleted transcripts that can be restored, the last deleted first.
    pub deleted: Vec<HistoryEntryDto>,
    /// Size of all of them in bytes.
    pub bytes: f64,
}

/// A stored transcript.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct HistoryEntryDto {
    /// Its id in commands.
    pub id: String,
    /// The name that the user gave it.
    pub title: Option<String>,
    /// The profile's name when it was recorded.
    pub name: String,
    /// Id of the profile; empty without one, as for an import.
    pub profile: String,
    pub url: String,
    /// Start as Unix time in milliseconds; absent if unknown.
    pub begun: Option<f64>,
    pub pinned: bool,
    /// Size of all its files in bytes.
    pub bytes: f64,
    /// This app is writing it.
    pub open: bool,
    /// Retention limit as in a profile: `all`, `100000 messages`, `10 GB`.
    pub keep: String,
    /// Absent until the transcript has been counted.
    pub counted: Option<CountedDto>,
    /// Why the transcript cannot be read.
    pub error: Option<ErrorDto>,
}

/// Counts of a stored transcript.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CountedDto {
    pub rows: f64,
    pub sent: f64,
    pub received: f64,
    /// Time from the first row to the last, in milliseconds.
    pub duration_ms: f64,
    /// Close code of the Close frame that ended the connection; absent without one.
    pub close: Option<u16>,
    pub close_reason: String,
}

/// A stored transcript that was opened.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct OpenedTranscript {
    pub connection: u32,
    /// Position of the requested row in the view.
    pub position: Option<u32>,
}

/// New hits in one transcript since the last poll.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FoundDto {
    pub id: String,
    /// New rows among the first hits; each is reported once.
    pub rows: Vec<FoundRow>,
    /// Number of hits so far.
    pub total: u32,
    /// The transcript has been searched to its end.
    pub done: bool,
    pub error: Option<ErrorDto>,
}

/// A hit.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FoundRow {
    pub row: u32,
    /// Start of the payload, as in the table.
    pub preview: String,
}

/// Progress of a search through the history.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct SearchDto {
    pub found: Vec<FoundDto>,
    /// Transcripts searched so far.
    pub looked: u32,
    /// Transcripts to search.
    pub of: u32,
    pub done: bool,
}

/// Plan of a clean-up.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CleanUpDto {
    /// Size of all stored transcripts in bytes.
    pub bytes: f64,
    /// Bytes that it frees.
    pub frees: f64,
    /// The rest is within the budget afterwards.
    pub fits: bool,
    /// Transcripts to remove, in this order.
    pub goes: Vec<HistoryEntryDto>,
}
