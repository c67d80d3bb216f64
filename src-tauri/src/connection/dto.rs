//! Data that crosses to the page.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorDto;

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

/// The built-in server, when it runs.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DemoDto {
    pub(crate) url: String,
    pub(crate) clients: u32,
}
