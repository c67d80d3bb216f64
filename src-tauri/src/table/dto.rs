//! Data that crosses to the page.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use wirelark_core::packet::rules::Column;
use wirelark_core::packet::tree::node::DecodeStop;
use wirelark_core::profile::model::{Colour, Profile, Tone};

use crate::connection::dto::CountersDto;
use crate::connection::dto::DemoDto;
use crate::connection::dto::StateDto;
use crate::error::ErrorDto;

/// One row of the table.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RowDto {
    /// Its number in the transcript, from 1.
    pub(crate) row: u32,
    /// Local time of day with milliseconds.
    pub(crate) time: String,
    /// Unix time in nanoseconds.
    pub(crate) ns: String,
    /// `sent` or `received`.
    pub(crate) direction: String,
    /// `text`, `binary`, `ping`, `pong`, `close`, `raw` or `marker`.
    pub(crate) kind: String,
    pub(crate) size: u32,
    /// The bytes of its payload on the wire, where it was compressed.
    pub(crate) wire: Option<u32>,
    /// The leading int32; none for a text message and for fewer than 4 bytes.
    pub(crate) code: Option<i32>,
    pub(crate) code_name: Option<String>,
    pub(crate) tone: Tone,
    /// A binary message of fewer than 4 bytes.
    pub(crate) short: bool,
    /// The beginning as text, or as hex where it is not text; control characters escaped.
    pub(crate) preview: String,
    /// The profile's columns in order; empty where the message has no such field, none at all where it is no message.
    pub(crate) cells: Vec<String>,
    /// Where it stops fitting its layout.
    pub(crate) stop: Option<DecodeStop>,
    pub(crate) extra: ExtraColumnsDto,
    /// Its colour, by the first of the profile's rules that fits.
    pub(crate) highlight: Option<Colour>,
}

/// What the page asks for, at most 20 times a second.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PullRequest {
    pub(crate) connection: u32,
    /// The revision that the page has; the answer waits until there is a newer one.
    pub(crate) rev: u32,
    /// The first position wanted in the view, from 0; -1 for the last `count`.
    #[ts(type = "number")]
    pub(crate) first: i64,
    /// How many rows; 0 for none.
    pub(crate) count: u32,
    /// Do not answer before this many milliseconds have passed since the last answer.
    pub(crate) min_ms: u32,
    /// Answer after this many milliseconds even if nothing changed.
    pub(crate) max_ms: u32,
    /// What the rows are to have besides.
    #[serde(default)]
    pub(crate) wants: Vec<ExtraColumn>,
}

/// One answer: state, counters and rows together.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pull {
    pub(crate) rev: u32,
    pub(crate) state: StateDto,
    pub(crate) counters: CountersDto,
    /// Rises when the view's rows are others than before (filter, clear, new connection): forget cached rows.
    pub(crate) view: u32,
    /// Rises when rows are read in another way than before: those that are here are to be asked for again.
    pub(crate) decoding: u32,
    /// Rises when rows whose `extra` was not settled may be others now: those are to be asked for again.
    pub(crate) timing: u32,
    /// Rises when a pin or a note changed: rows that are here are to be asked for again.
    pub(crate) marks: u32,
    /// Rows that have a note.
    pub(crate) noted: u32,
    /// Why notes cannot be read; the file beside the transcript is left as it is.
    pub(crate) notes_error: Option<ErrorDto>,
    /// What the cells of these rows are.
    pub(crate) columns: Vec<Column>,
    /// Rows in the view.
    pub(crate) total: u32,
    /// Rows since the last clear, filter or not.
    pub(crate) all: u32,
    pub(crate) filter: Option<FilterDto>,
    pub(crate) first: u32,
    pub(crate) rows: Vec<RowDto>,
    pub(crate) reply: Option<ReplyDto>,
    /// Rows hidden by "clear"; undo brings them back.
    pub(crate) cleared: u32,
    pub(crate) demo: Option<DemoDto>,
}

/// How far a filter has come.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FilterDto {
    pub(crate) text: String,
    pub(crate) scanned: u32,
    pub(crate) done: bool,
}

/// The last message sent that a reply is expected to, and its reply.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReplyDto {
    pub(crate) sent_row: u32,
    pub(crate) reply: Option<RowDto>,
    /// A reply may still come.
    pub(crate) waiting: bool,
    /// From the send to that reply, in milliseconds.
    pub(crate) delay_ms: Option<f64>,
}

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

/// Where copied programs and commands connect: as a profile says. Without one, where the transcript went.
#[derive(Debug, Default, Deserialize, TS)]
pub(crate) struct TargetDto {
    pub(crate) profile: Option<Profile>,
    /// The profile's file, beside which its relative files lie.
    pub(crate) id: Option<String>,
    /// Values given for its variables.
    pub(crate) given: BTreeMap<String, String>,
}
