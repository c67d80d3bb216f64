//! Data of the table: the poll's request and response, rows, columns.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use wirelark_core::packet::codes::CodeValue;
use wirelark_core::packet::faults::FaultKind;
use wirelark_core::packet::rules::Column;
use wirelark_core::packet::tree::node::{DecodeStop, NodeProblem};
use wirelark_core::profile::model::{Colour, Profile, Tone};
use wirelark_core::transcript::findings::SeriesKind;

use crate::connection::dto::CountersDto;
use crate::connection::dto::DemoDto;
use crate::connection::dto::StateDto;
use crate::error::ErrorDto;

/// One row of the table.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RowDto {
    /// Number in the transcript, from 1.
    pub row: u32,
    /// Local time of day with milliseconds.
    pub time: String,
    /// Unix time in nanoseconds.
    pub ns: String,
    /// `sent` or `received`.
    pub direction: String,
    /// `text`, `binary`, `ping`, `pong`, `close`, `raw` or `marker`.
    pub kind: String,
    pub size: u32,
    /// Size of the payload on the wire in bytes, if it was compressed.
    pub wire: Option<u32>,
    /// The code, as the profile defines it; absent for messages without one.
    pub code: Option<CodeValue>,
    pub code_name: Option<String>,
    pub tone: Tone,
    /// The message is too short for the integer that is its code.
    pub short: bool,
    /// Start of the payload as text with control characters escaped, or as hex if it is not text.
    pub preview: String,
    /// Cells of the profile's columns, in order: an empty text if the message has no such field; no cells if the row is
    /// not a message.
    pub cells: Vec<String>,
    /// Where the message stops fitting its layout.
    pub stop: Option<DecodeStop>,
    /// Which protocol messages the row belongs to; absent if it stands for itself.
    pub joined: Option<JoinedDto>,
    pub extra: ExtraColumnsDto,
    /// Colour by the first of the profile's highlight rules that matches.
    pub highlight: Option<Colour>,
}

/// The protocol messages to which a row belongs, where the profile joins messages.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct JoinedDto {
    /// The first and the last part of the message that ends here, if it has several.
    pub parts: Option<(u32, u32)>,
    /// The row in which the message begins that goes on after this row.
    pub part_of: Option<u32>,
    /// Size in bytes of the messages that end here; absent if none does.
    pub size: Option<u32>,
}

/// A code for the page; an integer that JavaScript would round becomes its digits.
pub(crate) fn page_code(code: CodeValue) -> CodeValue {
    const EXACT: u64 = 1 << 53;
    match code {
        CodeValue::Number(number) if number.unsigned_abs() > EXACT => {
            CodeValue::Text(number.to_string())
        }
        code => code,
    }
}

/// A poll of the page, at most 20 per second.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PullRequest {
    pub connection: u32,
    /// The page's revision; the response waits for another one.
    pub rev: u32,
    /// First position in the view, from 0; -1 for the last `count` rows.
    #[ts(type = "number")]
    pub first: i64,
    /// Number of rows.
    pub count: u32,
    /// Minimum time since the last response, in milliseconds.
    pub min_ms: u32,
    /// Maximum time to wait for a change, in milliseconds.
    pub max_ms: u32,
    /// Columns to compute in addition.
    #[serde(default)]
    pub wants: Vec<ExtraColumn>,
}

/// The response to a poll: state, counters and rows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pull {
    pub rev: u32,
    pub state: StateDto,
    pub counters: CountersDto,
    /// Changes when the view has other rows (filter, clear, new connection): drop cached rows.
    pub view: u32,
    /// Changes with the decoding: request cached rows again.
    pub decoding: u32,
    /// Changes when rows with unsettled `extra` columns may have changed: request those again.
    pub timing: u32,
    /// Changes with a pin or a note: request cached rows again.
    pub marks: u32,
    /// Number of rows with faults; absent if the profile defines nothing that can be a fault.
    pub faults: Option<FaultCountDto>,
    /// Number of rows with a note.
    pub noted: u32,
    /// Why the notes cannot be read; their file is not changed then.
    pub notes_error: Option<ErrorDto>,
    /// Columns of the rows' cells.
    pub columns: Vec<Column>,
    /// Number of rows in the view.
    pub total: u32,
    /// Number of rows since the last clear, regardless of the filter.
    pub all: u32,
    pub filter: Option<FilterDto>,
    /// Position of the first of `rows` in the view.
    pub first: u32,
    pub rows: Vec<RowDto>,
    pub reply: Option<ReplyDto>,
    /// Number of rows hidden by "clear", which can be undone.
    pub cleared: u32,
    pub demo: Option<DemoDto>,
}

/// Progress of the filter.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FilterDto {
    pub text: String,
    pub scanned: u32,
    pub done: bool,
}

/// The last sent message that expects a reply, and its reply.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReplyDto {
    pub sent_row: u32,
    pub reply: Option<RowDto>,
    /// The reply may still arrive.
    pub waiting: bool,
    /// Time from the message to its reply, in milliseconds.
    pub delay_ms: Option<f64>,
}

/// A column that is computed only on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ExtraColumn {
    /// Time since connecting began.
    SinceStart,
    /// Time since the previous row of the view.
    SincePrevious,
    /// Time since the last sent row before it.
    SinceSent,
    /// The request or reply that it belongs to, and its latency.
    Latency,
}

/// Requested columns of a row, and its pin and note.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub(crate) struct ExtraColumnsDto {
    /// Nanoseconds since the time column's reference; absent without one.
    pub since: Option<String>,
    /// Not final: request the row again when `Pull.timing` changes.
    pub unsettled: bool,
    pub latency: Option<TimingDto>,
    pub pinned: bool,
    /// First line of the note, cut if it is long.
    pub note: String,
    /// What is wrong with it; absent if nothing is.
    pub faults: Option<RowFaultsDto>,
}

/// The faults of a row.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RowFaultsDto {
    pub kinds: Vec<FaultKind>,
    /// How many sequence numbers are missing before it.
    pub missing: u32,
    /// The cells of the profile's columns that are wrong.
    pub cells: Vec<CellFaultDto>,
}

/// A cell that is wrong, and why.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CellFaultDto {
    /// Index of the cell.
    pub cell: u32,
    /// The fault of a series whose number or time it is.
    pub kind: Option<FaultKind>,
    /// The problem of the field.
    pub problem: Option<NodeProblem>,
}

/// Number of rows with faults.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct FaultCountDto {
    /// Rows with a fault.
    pub rows: u32,
    /// Rows with each kind of fault, without kinds that no row has.
    pub kinds: Vec<(FaultKind, u32)>,
    /// What was found in each series.
    pub series: Vec<SeriesSumDto>,
    /// Whether all stored rows were checked.
    pub done: bool,
}

/// What was found in a series of messages.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct SeriesSumDto {
    #[serde(rename = "type")]
    pub kind: SeriesKind,
    pub name: String,
    pub gaps: f64,
    pub missing: f64,
    pub duplicates: f64,
    pub backwards: f64,
    pub late: f64,
    pub early: f64,
}

/// A row's latency status.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct TimingDto {
    /// `reply`, `answered`, `waiting` or `unanswered`.
    pub kind: String,
    /// The reply's request, or the request's reply.
    pub row: Option<u32>,
    /// Latency in milliseconds.
    pub ms: Option<f64>,
}

/// The user's settings of the table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct TablePreferences {
    /// Names of columns from left to right; other columns keep their place.
    pub order: Vec<String>,
    /// Columns that the user showed or hid.
    pub shown: BTreeMap<String, bool>,
    /// Content of the time column: `absolute`, `start`, `previous` or `sent`.
    pub time: String,
    /// Long lines in the details are not wrapped.
    pub unwrapped: bool,
}

/// The profile that copied programs and commands connect with; the transcript's URL if absent.
#[derive(Debug, Default, Deserialize, TS)]
pub(crate) struct TargetDto {
    pub profile: Option<Profile>,
    /// Id of the profile; its folder is the base of relative paths.
    pub id: Option<String>,
    /// Values of its variables.
    pub given: BTreeMap<String, String>,
}
