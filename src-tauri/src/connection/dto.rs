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
    pub(crate) name: String,
    /// Path of the opened file, in state `file`.
    pub(crate) file: Option<String>,
    /// The login was sent. In state `open` it has not been confirmed as the profile demands.
    pub(crate) login_sent: bool,
    /// Waiting for the profile's `login.reply`.
    pub(crate) awaiting_login: bool,
    /// Time from the login to its confirming reply, in milliseconds.
    pub(crate) login_ms: Option<f64>,
    /// How the connection closed, in state `closed`.
    pub(crate) close: Option<CloseDto>,
    /// Why the connection could not be made, or broke.
    pub(crate) error: Option<ErrorDto>,
    /// The server's certificate was not verified.
    pub(crate) unverified: bool,
    /// The server chose none of the offered subprotocols.
    pub(crate) subprotocol_ignored: bool,
    /// The reconnect attempt, from state `waiting` until the connection is open.
    pub(crate) retry: Option<RetryDto>,
    /// The server's response to the upgrade if it was not 101.
    pub(crate) refusal: Option<RefusalDto>,
    /// Name of the running scenario.
    pub(crate) scenario: Option<String>,
    /// Why the last scenario ended early.
    pub(crate) scenario_error: Option<ErrorDto>,
    /// The running or last repeated send.
    pub(crate) repeat: Option<RepeatDto>,
}

/// A reconnect attempt, waiting or under way.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RetryDto {
    /// Number of consecutive attempts, from 1.
    pub(crate) attempt: u32,
    /// Maximum number of attempts.
    pub(crate) of: u32,
    /// Time until the attempt, in milliseconds; 0 while it is under way.
    pub(crate) in_ms: f64,
    /// How the last connection closed.
    pub(crate) close: CloseDto,
    /// Error behind the close, if there is one.
    pub(crate) reason: Option<ErrorDto>,
}

/// Progress of a repeated send.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RepeatDto {
    /// Name of the saved message; empty for a typed one.
    pub(crate) name: String,
    /// Messages sent so far.
    pub(crate) sent: u32,
    /// Messages to send; absent if it runs until stopped.
    pub(crate) times: Option<u32>,
    pub(crate) running: bool,
    /// Why it ended early, if it did.
    pub(crate) error: Option<ErrorDto>,
}

/// How a connection closed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CloseDto {
    /// The close code; 1005 if the Close frame had none, 1006 without a Close frame (RFC 6455 section 7.1.5).
    pub(crate) code: u16,
    pub(crate) reason: String,
    /// Both sides sent a Close frame.
    pub(crate) clean: bool,
    /// `us`, `server` or `network`.
    pub(crate) by: String,
    /// How the close appeared on the wire: `code`, `noCode`, `unanswered`, `aborted`, `cancelled` or `broken`.
    pub(crate) how: String,
}

/// A response other than 101 to the upgrade.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RefusalDto {
    pub(crate) status: u16,
    pub(crate) reason: String,
    pub(crate) headers: Vec<(String, String)>,
    /// The body as text, at most 64 KiB.
    pub(crate) body: String,
}

/// Counters of a connection or an opened file.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CountersDto {
    /// Messages received from the server.
    pub(crate) received: u32,
    pub(crate) sent: u32,
    /// Rows written to the transcript.
    pub(crate) stored: u32,
    /// Rows that were not stored, once the writer has finished. Expected to be 0.
    pub(crate) lost: u32,
    /// Payload bytes received from the server.
    pub(crate) bytes_received: f64,
    /// Size of the transcript in bytes.
    pub(crate) file_bytes: f64,
    /// Messages received per second, over the last second.
    pub(crate) rate: f64,
    /// Time since the connection opened, up to its close, in milliseconds.
    pub(crate) elapsed_ms: f64,
    /// Time since the last message was received, or since the connection opened, in milliseconds; absent if not open.
    pub(crate) silent_ms: Option<f64>,
    /// Round-trip time of the last answered ping, in milliseconds.
    pub(crate) rtt_ms: Option<f64>,
    /// Pings received, including those that are not recorded.
    pub(crate) pings: u32,
    /// Pongs received, including those that are not recorded.
    pub(crate) pongs: u32,
    /// Why writing waits: `disk_full`, with path and free bytes in `args`. No message is dropped.
    pub(crate) waiting: Option<ErrorDto>,
    /// The disk is slower than the socket; TCP flow control slows down the server.
    pub(crate) limited: bool,
    /// Retention limit as in a profile, `100000 messages` or `10 GB`; absent if everything is kept.
    pub(crate) keep: Option<String>,
    /// First row in the transcript.
    pub(crate) first_row: u32,
    /// Number of rows in the transcript.
    pub(crate) kept: u32,
}

/// The running demo server.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DemoDto {
    pub(crate) url: String,
    pub(crate) clients: u32,
}
