//! Data of comparing two transcripts by command: progress and result.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorDto;

/// A transcript outside the history, chosen for a comparison.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ChosenDto {
    /// Used in commands like a history id.
    pub(crate) id: String,
    /// The file's name.
    pub(crate) name: String,
}

/// Progress and result of a comparison.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ComparingDto {
    /// Rows compared so far, of both transcripts together.
    pub(crate) looked: f64,
    /// Rows of both transcripts.
    pub(crate) of: f64,
    pub(crate) done: bool,
    pub(crate) error: Option<ErrorDto>,
    /// The result, once done.
    pub(crate) found: Option<TranscriptComparisonDto>,
}

/// Result of comparing transcripts A and B.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TranscriptComparisonDto {
    pub(crate) is_equal: bool,
    pub(crate) rows_a: u32,
    pub(crate) rows_b: u32,
    /// Commands in the order of their first appearance.
    pub(crate) commands: Vec<ComparedCommand>,
}

/// One command in both transcripts.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedCommand {
    pub(crate) direction: String,
    pub(crate) kind: String,
    pub(crate) code: Option<i32>,
    pub(crate) name: Option<String>,
    pub(crate) a: CommandSideDto,
    pub(crate) b: CommandSideDto,
    pub(crate) is_equal: bool,
    /// Rows of the first difference in A and B, 0 if a side has no such row; absent if both are equal or too different
    /// to align.
    pub(crate) first_difference: Option<(u32, u32)>,
    pub(crate) fields: Vec<ComparedSpread>,
}

/// One command in one transcript: number and payload sizes of its messages.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CommandSideDto {
    pub(crate) count: f64,
    pub(crate) min_size: u32,
    pub(crate) max_size: u32,
}

/// Values that a field has in only one transcript.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedSpread {
    pub(crate) path: String,
    pub(crate) only_a: Vec<String>,
    pub(crate) only_b: Vec<String>,
    /// There are too many values to list.
    pub(crate) is_many: bool,
}
