//! Data of a connection: its state, close, counters and the demo server.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorDto;

/// The state of a connection, or of an opened file.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StateDto {
    /// `idle`, `resolving`, `connecting`, `proxy`, `tls`, `upgrading`, `open`, `loggedIn`, `closing`, `waiting`,
    /// `closed`; `file` for an opened file.
    pub name: String,
    /// Path of the opened file, in state `file`.
    pub file: Option<String>,
    /// The login was sent. In state `open` it has not been confirmed as the profile demands.
    pub login_sent: bool,
    /// Waiting for the profile's `login.reply`.
    pub awaiting_login: bool,
    /// Time from the login to its confirming reply, in milliseconds.
    pub login_ms: Option<f64>,
    /// How the connection closed, in state `closed`.
    pub close: Option<CloseDto>,
    /// Why the connection could not be made, or broke.
    pub error: Option<ErrorDto>,
    /// The server's certificate was not verified.
    pub unverified: bool,
    /// The server chose none of the offered subprotocols.
    pub subprotocol_ignored: bool,
    /// The reconnect attempt, from state `waiting` until the connection is open.
    pub retry: Option<RetryDto>,
    /// The server's response to the upgrade if it was not 101.
    pub refusal: Option<RefusalDto>,
    /// Name of the running scenario.
    pub scenario: Option<String>,
    /// Why the last scenario ended early.
    pub scenario_error: Option<ErrorDto>,
    /// The running or last repeated send.
    pub repeat: Option<RepeatDto>,
    /// Automatic replies and heartbeats; absent if they were never switched on.
    pub automatic: Option<AutomaticDto>,
}

/// What was sent automatically.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct AutomaticDto {
    /// Replies and heartbeats are switched on.
    pub on: bool,
    /// Replies sent.
    pub replies: u32,
    /// Heartbeats sent.
    pub heartbeats: u32,
    /// Replies and heartbeats that were due and not sent.
    pub skipped: u32,
    /// Why the last one was not sent.
    pub error: Option<ErrorDto>,
}

/// A reconnect attempt, waiting or under way.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RetryDto {
    /// Number of consecutive attempts, from 1.
    pub attempt: u32,
    /// Maximum number of attempts.
    pub of: u32,
    /// Time until the attempt, in milliseconds; 0 while it is under way.
    pub in_ms: f64,
    /// How the last connection closed.
    pub close: CloseDto,
    /// Error behind the close, if there is one.
    pub reason: Option<ErrorDto>,
}

/// Progress of a repeated send.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RepeatDto {
    /// Name of the saved message; empty for a typed one.
    pub name: String,
    /// Messages sent so far.
    pub sent: u32,
    /// Messages to send; absent if it runs until stopped.
    pub times: Option<u32>,
    pub running: bool,
    /// Why it ended early, if it did.
    pub error: Option<ErrorDto>,
}

/// Problems of the login's messages and filters, replies and heartbeats, and whether they begin switched on.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AutomaticCheck {
    /// Each with its JSON path, such as `replies[1].when`.
    pub problems: Vec<ErrorDto>,
    /// Without a choice of the user's, a connection begins with replies and heartbeats on.
    pub begins_on: bool,
}

/// How a connection closed.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CloseDto {
    /// The close code; 1005 if the Close frame had none, 1006 without a Close frame (RFC 6455 section 7.1.5).
    pub code: u16,
    pub reason: String,
    /// Both sides sent a Close frame.
    pub clean: bool,
    /// `us`, `server` or `network`.
    pub by: String,
    /// How the close appeared on the wire: `code`, `noCode`, `unanswered`, `aborted`, `cancelled` or `broken`.
    pub how: String,
}

/// A response other than 101 to the upgrade.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RefusalDto {
    pub status: u16,
    pub reason: String,
    pub headers: Vec<(String, String)>,
    /// The body as text, at most 64 KiB.
    pub body: String,
}

/// Counters of a connection or an opened file.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CountersDto {
    /// Messages received from the server.
    pub received: u32,
    pub sent: u32,
    /// Rows written to the transcript.
    pub stored: u32,
    /// Rows that were not stored, once the writer has finished. Expected to be 0.
    pub lost: u32,
    /// Payload bytes received from the server.
    pub bytes_received: f64,
    /// Size of the transcript in bytes.
    pub file_bytes: f64,
    /// Messages received per second, over the last second.
    pub rate: f64,
    /// Time since the connection opened, up to its close, in milliseconds.
    pub elapsed_ms: f64,
    /// Time since the last message was received, or since the connection opened, in milliseconds; absent if not open.
    pub silent_ms: Option<f64>,
    /// Round-trip time of the last answered ping, in milliseconds.
    pub rtt_ms: Option<f64>,
    /// Pings received, including those that are not recorded.
    pub pings: u32,
    /// Pongs received, including those that are not recorded.
    pub pongs: u32,
    /// Why writing waits: `disk_full`, with path and free bytes in `args`. No message is dropped.
    pub waiting: Option<ErrorDto>,
    /// The disk is slower than the socket; TCP flow control slows down the server.
    pub limited: bool,
    /// Retention limit as in a profile, `100000 messages` or `10 GB`; absent if everything is kept.
    pub keep: Option<String>,
    /// First row in the transcript.
    pub first_row: u32,
    /// Number of rows in the transcript.
    pub kept: u32,
}

/// The running demo server.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct DemoDto {
    pub url: String,
    pub clients: u32,
}
