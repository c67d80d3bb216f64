//! Data of comparing two transcripts by command: progress and result.

use serde::Serialize;
use ts_rs::TS;
use wirelark_core::packet::codes::CodeValue;

use crate::error::ErrorDto;

/// A transcript outside the history, chosen for a comparison.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ChosenDto {
    /// Used in commands like a history id.
    pub id: String,
    /// The file's name.
    pub name: String,
}

/// Progress and result of a comparison.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ComparingDto {
    /// Rows compared so far, of both transcripts together.
    pub looked: f64,
    /// Rows of both transcripts.
    pub of: f64,
    pub done: bool,
    pub error: Option<ErrorDto>,
    /// The result, once done.
    pub found: Option<TranscriptComparisonDto>,
}

/// Result of comparing transcripts A and B.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TranscriptComparisonDto {
    pub is_equal: bool,
    pub rows_a: u32,
    pub rows_b: u32,
    /// Commands in the order of their first appearance.
    pub commands: Vec<ComparedCommand>,
}

/// One command in both transcripts.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedCommand {
    pub direction: String,
    pub kind: String,
    pub code: Option<CodeValue>,
    pub name: Option<String>,
    pub a: CommandSideDto,
    pub b: CommandSideDto,
    pub is_equal: bool,
    /// Rows of the first difference in A and B, 0 if a side has no such row; absent if both are equal or too different
    /// to align.
    pub first_difference: Option<(u32, u32)>,
    pub fields: Vec<ComparedSpread>,
}

/// One command in one transcript: number and payload sizes of its messages.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CommandSideDto {
    pub count: f64,
    pub min_size: u32,
    pub max_size: u32,
}

/// Values that a field has in only one transcript.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedSpread {
    pub path: String,
    pub only_a: Vec<String>,
    pub only_b: Vec<String>,
    /// There are too many values to list.
    pub is_many: bool,
}
