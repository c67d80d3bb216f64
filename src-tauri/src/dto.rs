//! What crosses to the page. `cargo xtask types` writes these as TypeScript to ui/host/types.ts.
//!
//! Numbers that can pass 2^53 cross as strings. Row numbers, sizes and counts cannot.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;
use wirelark_core::profile::model::{Profile, Tone};

/// An error as the page gets it: a stable code to translate, its arguments, and English for the log.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErrorDto {
    /// Stable; the page translates `error-<code>`.
    pub code: String,
    /// What the translation may name.
    pub args: BTreeMap<String, String>,
    /// English, in full.
    pub detail: String,
    /// The form field that it concerns, as a JSON path into the profile (`connection.url`,
    /// `login.fields[0].value`), or `message` for the message box.
    pub path: Option<String>,
}

/// What the page asks once, at start.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppInfo {
    pub version: String,
    /// `linux`, `windows` or `macos`.
    pub platform: String,
    /// The system's language, as `zh-CN`.
    pub system_language: String,
    pub log_folder: String,
    pub transcript_folder: String,
    pub preferences: Preferences,
    /// True until a profile was saved or the demo was tried.
    pub first_run: bool,
    /// A profile file the app was started with.
    pub open: Option<String>,
}

/// What the page remembers between starts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// `system`, `en` or `zh-CN`.
    pub language: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// The profile that was open last.
    pub profile: Option<String>,
    /// Column widths of the table by column name, in pixels.
    pub columns: BTreeMap<String, u32>,
    /// Sizes of the panes by name, in pixels.
    pub panes: BTreeMap<String, u32>,
}

/// A profile in the list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileSummary {
    /// The file's name without `.wirelark.json`.
    pub id: String,
    pub name: String,
    pub url: String,
    pub path: String,
    /// Why it cannot be opened; the file is left as it is.
    pub error: Option<ErrorDto>,
}

/// A profile, opened.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedProfile {
    pub id: String,
    pub path: String,
    pub profile: Profile,
}

/// The state of one connection.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StateDto {
    /// `idle`, `resolving`, `connecting`, `tls`, `upgrading`, `open`, `loggedIn`, `closing` or `closed`.
    pub name: String,
    /// The login went out (and, in `open`, was not yet answered as the profile says).
    pub login_sent: bool,
    /// A `login.reply` is being waited for.
    pub awaiting_login: bool,
    /// How it ended, in `closed`.
    pub close: Option<CloseDto>,
    /// Why it could not be made, or broke.
    pub error: Option<ErrorDto>,
    /// The server's answer to the upgrade, when it was not 101.
    pub refusal: Option<RefusalDto>,
    /// The steps of a scenario are running: its name.
    pub scenario: Option<String>,
}

/// How a connection ended.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CloseDto {
    /// As on the wire; 1005 where the frame had none, 1006 where there was no frame (RFC 6455 section 7.1.5).
    pub code: u16,
    pub reason: String,
    /// Both sides sent a Close frame.
    pub clean: bool,
    /// `us`, `server` or `network`.
    pub by: String,
}

/// An answer other than 101 to the upgrade.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RefusalDto {
    pub status: u16,
    pub reason: String,
    pub headers: Vec<(String, String)>,
    /// The body as text, at most 64 KiB of it.
    pub body: String,
}

/// One row of the table.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowDto {
    /// Its number in the transcript, from 1.
    pub row: u32,
    /// Local time of day with milliseconds.
    pub time: String,
    /// Unix time in nanoseconds.
    pub ns: String,
    /// `sent` or `received`.
    pub direction: String,
    /// `text`, `binary`, `ping`, `pong`, `close` or `marker`.
    pub kind: String,
    pub size: u32,
    /// The leading int32; none for a text message and for fewer than 4 bytes.
    pub code: Option<i32>,
    pub code_name: Option<String>,
    pub tone: Tone,
    /// A binary message of fewer than 4 bytes.
    pub short: bool,
    /// The beginning as text, or as hex where it is not text; control characters escaped.
    pub preview: String,
}

/// What the page asks for, at most 20 times a second.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PullRequest {
    pub connection: u32,
    /// The revision that the page has; the answer waits until there is a newer one.
    pub rev: u32,
    /// The first position wanted in the view, from 0; -1 for the last `count`.
    pub first: i64,
    /// How many rows; 0 for none.
    pub count: u32,
    /// Do not answer before this many milliseconds have passed since the last answer.
    pub min_ms: u32,
    /// Answer after this many milliseconds even if nothing changed.
    pub max_ms: u32,
}

/// One answer: state, counters and rows together.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Pull {
    pub rev: u32,
    pub state: StateDto,
    pub counters: Counters,
    /// Rises when the view's rows are others than before (filter, clear, new connection): forget cached rows.
    pub view: u32,
    /// Rows in the view.
    pub total: u32,
    /// Rows since the last clear, filter or not.
    pub all: u32,
    pub filter: Option<FilterDto>,
    pub first: u32,
    pub rows: Vec<RowDto>,
    pub reply: Option<ReplyDto>,
    /// Rows hidden by "clear"; undo brings them back.
    pub cleared: u32,
    pub demo: Option<DemoDto>,
}

/// The truth in numbers.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counters {
    /// Messages that the wire brought.
    pub received: u32,
    pub sent: u32,
    /// Rows whose write to the file has returned.
    pub stored: u32,
    /// Always 0; received and sent, less stored, once the writer is at rest.
    pub lost: u32,
    /// Payload bytes received.
    pub bytes_received: f64,
    /// Size of the transcript file.
    pub file_bytes: f64,
    /// Messages received a second, over the last second.
    pub rate: f64,
    /// Since the connection opened, until it closed.
    pub elapsed_ms: f64,
    /// Why storing waits: `disk_full`, with path and free bytes in `args`; nothing is dropped.
    pub waiting: Option<ErrorDto>,
    /// The disk is slower than the socket; TCP holds the server.
    pub limited: bool,
}

/// How far a filter has come.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilterDto {
    pub text: String,
    pub scanned: u32,
    pub done: bool,
}

/// The last send and what came next.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplyDto {
    pub sent_row: u32,
    pub reply: Option<RowDto>,
    /// From the send to that reply, in milliseconds.
    pub delay_ms: Option<f64>,
}

/// The built-in server, when it runs.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DemoDto {
    pub url: String,
    pub clients: u32,
}

/// What a message would put on the wire.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewDto {
    /// `text` or `binary`.
    pub kind: String,
    pub size: u32,
    /// At most the first 256 bytes, lower case, no spaces.
    pub hex: String,
    /// The text, for a text message, at most 4096 characters.
    pub text: Option<String>,
    /// Set instead of the above when the message cannot be made; with `line` and `column` in its args for JSON.
    pub error: Option<ErrorDto>,
}
