//! What crosses for two transcripts that are compared by command.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorDto;

/// A transcript that is none of the history's, chosen to compare with.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ChosenDto {
    /// Names it in commands, as the id of a past connection does.
    pub(crate) id: String,
    /// The file's name.
    pub(crate) name: String,
}

/// How far a comparison is.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ComparingDto {
    /// Rows looked at, of both together.
    pub(crate) looked: f64,
    pub(crate) of: f64,
    pub(crate) done: bool,
    pub(crate) error: Option<ErrorDto>,
    pub(crate) found: Option<SessionsDto>,
}

/// Two transcripts, compared.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionsDto {
    pub(crate) is_equal: bool,
    pub(crate) rows_a: u32,
    pub(crate) rows_b: u32,
    /// In the order in which they first appear.
    pub(crate) commands: Vec<ComparedCommand>,
}

/// A command on both sides.
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
    /// Rows of A and B, 0 for none on that side; absent where they are equal, or too far apart to tell.
    pub(crate) first_difference: Option<(u32, u32)>,
    pub(crate) fields: Vec<ComparedSpread>,
}

/// A command on one side.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CommandSideDto {
    pub(crate) count: f64,
    pub(crate) min_size: u32,
    pub(crate) max_size: u32,
}

/// The values that a field has on one side only.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparedSpread {
    pub(crate) path: String,
    pub(crate) only_a: Vec<String>,
    pub(crate) only_b: Vec<String>,
    /// Too many to list.
    pub(crate) is_many: bool,
}
