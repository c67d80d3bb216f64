//! What crosses to the page. `cargo xtask types` writes these as TypeScript to ui/host/types.ts.
//!
//! Numbers that can pass 2^53 cross as strings. Row numbers, sizes and counts cannot.

mod app;
mod export;
mod find;
mod history;
mod layouts;
mod misbehave;
mod settings;
mod table;
mod transcript_comparison;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use wirelark_core::packet::layout::encode::NamedSpan;
use wirelark_core::packet::layout::form::FormLine;
use wirelark_core::packet::layout::node::DecodeStop;
use wirelark_core::packet::rules::Column;
use wirelark_core::profile::model::{Colour, Profile, Tone};
use wirelark_core::profile::variable::MissingVariable;

pub(crate) use app::{AppInfo, DraftDto, GivenFile, Preferences, RestoredDraft};
pub(crate) use export::{
    ExportDto, ExportRequest, HarConnectionDto, ImportDto, OpeningDto, SeriesDto,
};
pub(crate) use find::{CellDto, NextDto, PlaceDto};
pub(crate) use history::{
    CleanUpDto, CountedDto, FoundDto, FoundRow, HistoryDto, HistoryEntryDto, OpenedTranscript,
    SearchDto,
};
pub(crate) use layouts::{DecodingCheck, LayoutCheck, LayoutPreview, LayoutPreviewRequest};
pub(crate) use misbehave::{FrameDto, MisbehavePreview};
pub(crate) use settings::{ConnectionCheck, ConnectionFacts, ConnectionFile};
pub(crate) use table::*;
pub(crate) use transcript_comparison::{
    ChosenDto, CommandSideDto, ComparedCommand, ComparedSpread, ComparingDto, SessionsDto,
};

/// An error as the page gets it: a stable code to translate, its arguments, and English for the log.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ErrorDto {
    /// Stable; the page translates `error-<code>`, with dashes for dots.
    #[ts(type = "ErrorCode")]
    pub(crate) code: String,
    /// What the translation may name.
    pub(crate) args: BTreeMap<String, String>,
    /// English, in full.
    pub(crate) detail: String,
    /// The form field that it concerns, as a JSON path into the profile (`connection.url`,
    /// `login.fields[0].value`), or `message` for the message box.
    pub(crate) path: Option<String>,
}

/// A profile in the list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProfileSummary {
    /// The file's name without `.wirelark.json`.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) path: String,
    /// Why it cannot be opened; the file is left as it is.
    pub(crate) error: Option<ErrorDto>,
}

/// A profile, opened.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenedProfile {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) profile: Profile,
    /// JSON paths of keys in its file that this version does not know; they stay there.
    pub(crate) unknown: Vec<String>,
}

/// The state of one connection, or of a file that was opened.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StateDto {
    /// `idle`, `resolving`, `connecting`, `proxy`, `tls`, `upgrading`, `open`, `loggedIn`, `closing`, `waiting`,
    /// `closed`;
    /// `file` where no connection but a file is viewed.
    pub(crate) name: String,
    /// The file that is viewed, in `file`.
    pub(crate) file: Option<String>,
    /// The login went out (and, in `open`, was not yet answered as the profile says).
    pub(crate) login_sent: bool,
    /// A `login.reply` is being waited for.
    pub(crate) awaiting_login: bool,
    /// From the login to the reply that meant "logged in", in milliseconds.
    pub(crate) login_ms: Option<f64>,
    /// How it ended, in `closed`.
    pub(crate) close: Option<CloseDto>,
    /// Why it could not be made, or broke.
    pub(crate) error: Option<ErrorDto>,
    /// Nobody looked at the server's certificate.
    pub(crate) unverified: bool,
    /// The server chose none of the subprotocols that we offered.
    pub(crate) subprotocol_ignored: bool,
    /// It was lost and is made again: in `waiting`, and until it is open.
    pub(crate) retry: Option<RetryDto>,
    /// The server's answer to the upgrade, when it was not 101.
    pub(crate) refusal: Option<RefusalDto>,
    /// The steps of a scenario are running: its name.
    pub(crate) scenario: Option<String>,
    /// Why the last scenario did not come to its end.
    pub(crate) scenario_error: Option<ErrorDto>,
    /// A message that is sent again and again, or was last.
    pub(crate) repeat: Option<RepeatDto>,
}

/// The attempt to make a lost connection again that is waited for, or under way.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RetryDto {
    /// Its number in a row, from 1.
    pub(crate) attempt: u32,
    /// How many there may be.
    pub(crate) of: u32,
    /// Until it begins, in milliseconds; 0 while it is under way.
    pub(crate) in_ms: f64,
    /// How the last one ended.
    pub(crate) close: CloseDto,
    /// Why, where there is more to say than the close code.
    pub(crate) reason: Option<ErrorDto>,
}

/// How far a repeated send has come.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RepeatDto {
    /// The message's name; empty for one that was typed.
    pub(crate) name: String,
    /// How many went out.
    pub(crate) sent: u32,
    /// Of how many; none where it goes on until it is stopped.
    pub(crate) times: Option<u32>,
    pub(crate) running: bool,
    /// Why it ended early.
    pub(crate) error: Option<ErrorDto>,
}

/// How a connection ended.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CloseDto {
    /// As on the wire; 1005 where the frame had none, 1006 where there was no frame (RFC 6455 section 7.1.5).
    pub(crate) code: u16,
    pub(crate) reason: String,
    /// Both sides sent a Close frame.
    pub(crate) clean: bool,
    /// `us`, `server` or `network`.
    pub(crate) by: String,
    /// What of it was on the wire: `code`, `noCode`, `unanswered`, `aborted`, `cancelled` or `broken`.
    pub(crate) how: String,
}

/// An answer other than 101 to the upgrade.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RefusalDto {
    pub(crate) status: u16,
    pub(crate) reason: String,
    pub(crate) headers: Vec<(String, String)>,
    /// The body as text, at most 64 KiB of it.
    pub(crate) body: String,
}

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

/// The truth in numbers.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CountersDto {
    /// Messages that the wire brought.
    pub(crate) received: u32,
    pub(crate) sent: u32,
    /// Rows whose write to the file has returned.
    pub(crate) stored: u32,
    /// Always 0; received and sent, less stored, once the writer is at rest.
    pub(crate) lost: u32,
    /// Payload bytes received.
    pub(crate) bytes_received: f64,
    /// Size of the transcript file.
    pub(crate) file_bytes: f64,
    /// Messages received a second, over the last second.
    pub(crate) rate: f64,
    /// Since the connection opened, until it closed.
    pub(crate) elapsed_ms: f64,
    /// Since the last message came, or since it opened where none has; none where it is not open.
    pub(crate) silent_ms: Option<f64>,
    /// From the last ping of ours that was answered to its pong.
    pub(crate) rtt_ms: Option<f64>,
    /// Pings that came, whether or not they are rows.
    pub(crate) pings: u32,
    /// And pongs.
    pub(crate) pongs: u32,
    /// Why storing waits: `disk_full`, with path and free bytes in `args`; nothing is dropped.
    pub(crate) waiting: Option<ErrorDto>,
    /// The disk is slower than the socket; TCP holds the server.
    pub(crate) limited: bool,
    /// What is kept, where that is not everything: as in a profile, `100000 messages` or `10 GB`.
    pub(crate) keep: Option<String>,
    /// The first row that is kept.
    pub(crate) first_row: u32,
    /// Rows that are kept.
    pub(crate) kept: u32,
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

/// The built-in server, when it runs.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DemoDto {
    pub(crate) url: String,
    pub(crate) clients: u32,
}

/// What a message would put on the wire.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewDto {
    /// `text` or `binary`.
    pub(crate) kind: String,
    pub(crate) size: u32,
    /// At most the first 256 bytes, lower case, no spaces.
    pub(crate) hex: String,
    /// The text, for a text message, at most 4096 characters.
    pub(crate) text: Option<String>,
    /// Set instead of the above when the message cannot be made; with `line` and `column` in its args for JSON.
    pub(crate) error: Option<ErrorDto>,
    /// `packed`: where each field and tail lies, in order.
    pub(crate) spans: Vec<SpanDto>,
    /// `packed`: what a person should know, each with `field` in its args.
    pub(crate) notes: Vec<ErrorDto>,
    /// `packed`: a line for each field and tail.
    pub(crate) lines: Vec<FormLine>,
    /// `packed`: what is wrong with each value, by its path (`values[0]`, `fields.code`).
    pub(crate) faults: Vec<ErrorDto>,
    /// Variables without a value: they are asked for when it is sent.
    pub(crate) asked: Vec<MissingVariable>,
    /// The same as a line of Python.
    pub(crate) python: Option<String>,
}

/// Where a field lies.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct SpanDto {
    pub(crate) name: String,
    pub(crate) offset: u32,
    pub(crate) size: u32,
    pub(crate) colour: u16,
}

/// A row's JSON, indented, numbers exact.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct JsonText {
    pub(crate) text: String,
    /// Where in the payload it begins: 4 behind a leading int32.
    pub(crate) offset: u32,
    /// It is on one line, since laid out it would be too long.
    pub(crate) compact: bool,
}

impl From<NamedSpan> for SpanDto {
    fn from(NamedSpan { name, offset, size, colour }: NamedSpan) -> Self {
        SpanDto { name, offset: offset as u32, size: size as u32, colour }
    }
}
