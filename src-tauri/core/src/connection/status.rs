//! What is told of a connection, and its counters.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::error::ConnectionError;
use super::handshake::Handshake;
use crate::frame::close;

/// The state of a connection, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was begun.
    Idle,
    /// Looking the host's name up.
    Resolving,
    /// TCP: with the server, or with the proxy.
    Connecting,
    /// A proxy is asked to let us through.
    Proxy,
    /// The TLS handshake.
    Tls,
    /// The HTTP upgrade.
    Upgrading,
    /// Messages may pass.
    Open,
    /// The login was answered as the profile says.
    LoggedIn,
    /// A Close frame was sent or came.
    Closing,
    /// It was lost and is to be made again; nothing is open until then.
    Waiting,
    /// Over.
    Closed,
}

impl Phase {
    /// The stable word, as the window's and the command line's JSON have it.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Resolving => "resolving",
            Phase::Connecting => "connecting",
            Phase::Proxy => "proxy",
            Phase::Tls => "tls",
            Phase::Upgrading => "upgrading",
            Phase::Open => "open",
            Phase::LoggedIn => "loggedIn",
            Phase::Closing => "closing",
            Phase::Waiting => "waiting",
            Phase::Closed => "closed",
        }
    }

    /// What is done in it, for an error's text.
    pub fn doing(self) -> &'static str {
        match self {
            Phase::Resolving => "resolving the name",
            Phase::Connecting => "connecting",
            Phase::Proxy => "asking the proxy",
            Phase::Tls => "TLS handshake",
            Phase::Upgrading => "HTTP upgrade",
            _ => "connection",
        }
    }

    /// Its name under `connection.timeouts`.
    pub fn setting(self) -> &'static str {
        match self {
            Phase::Resolving => "resolve",
            Phase::Proxy => "proxy",
            Phase::Tls => "tls",
            Phase::Upgrading => "upgrade",
            Phase::Closing => "close",
            _ => "connect",
        }
    }

    /// Messages may be sent.
    pub fn is_open(self) -> bool {
        matches!(self, Phase::Open | Phase::LoggedIn)
    }
}

/// Who ended a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// We.
    Us,
    /// The server.
    Server,
    /// Neither: it broke.
    Network,
}

impl ConnectionEnd {
    /// Without a Close of the server's.
    pub(super) fn without(by: Side, how: CloseObservation) -> ConnectionEnd {
        ConnectionEnd { code: 1006, reason: String::new(), clean: false, by, how }
    }
}

impl Side {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Side::Us => "us",
            Side::Server => "server",
            Side::Network => "network",
        }
    }
}

/// What of an end was on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseObservation {
    /// A Close of the server's with a code.
    Code,
    /// One without.
    NoCode,
    /// Our Close, and none of the server's: TCP ended, or the time-out was over.
    Unanswered,
    /// No Close: we dropped TCP.
    Aborted,
    /// It was called off before it was open.
    Cancelled,
    /// No Close: the error says what.
    Broken,
}

impl CloseObservation {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            CloseObservation::Code => "code",
            CloseObservation::NoCode => "noCode",
            CloseObservation::Unanswered => "unanswered",
            CloseObservation::Aborted => "aborted",
            CloseObservation::Cancelled => "cancelled",
            CloseObservation::Broken => "broken",
        }
    }
}

/// How a connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionEnd {
    /// As on the wire; 1005 where the Close had none, 1006 where there was no Close (RFC 6455 section 7.1.5).
    pub code: u16,
    /// As on the wire.
    pub reason: String,
    /// Both sides sent a Close frame.
    pub clean: bool,
    /// Who began to close.
    pub by: Side,
    /// What of it was on the wire.
    pub how: CloseObservation,
}

impl ConnectionEnd {
    /// Whether RFC 6455 section 7.4 allows the code in a Close frame. 1005 stands for a Close without a code, which has
    /// no reason either; 1014, registered since, is answered with 1002 as all others that the RFC does not know.
    pub fn may_be_sent(&self) -> bool {
        match self.code {
            1005 => self.reason.is_empty(),
            code => close::is_accepted(code),
        }
    }
}

/// The last message sent, and the first that came after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastReply {
    /// The sent row.
    pub sent_row: u32,
    /// When it was sent, in nanoseconds since the Unix epoch.
    pub sent_ns: i64,
    /// Row and time of the first message received after it.
    pub reply: Option<(u32, i64)>,
}

/// A ping of ours, and its pong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PingState {
    /// From the ping to the pong.
    pub rtt: Duration,
    /// When the pong came, in nanoseconds since the Unix epoch.
    pub at_ns: i64,
}

/// The attempt to make a lost connection again that is waited for, or under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Retry {
    /// Its number in a row, from 1.
    pub attempt: u32,
    /// How many there may be.
    pub of: u32,
    /// When it begins, or began.
    pub at: tokio::time::Instant,
    /// How the last one ended.
    pub end: ConnectionEnd,
    /// Why, where there is more to say than the close code.
    pub error: Option<ConnectionError>,
}

/// What is told of a connection; changes are few, however many messages pass.
#[derive(Debug, Clone)]
pub struct Status {
    /// The state.
    pub phase: Phase,
    /// The login went out.
    pub login_sent: bool,
    /// The reply that means "logged in" is being waited for.
    pub awaiting_login: bool,
    /// From the login to the reply that meant "logged in", in nanoseconds.
    pub login_ns: Option<i64>,
    /// How it ended.
    pub end: Option<ConnectionEnd>,
    /// Why it could not be made, or broke; or why the login failed.
    pub error: Option<ConnectionError>,
    /// The last message sent, and the first that came after it.
    pub reply: Option<LastReply>,
    /// The last ping of ours that was answered.
    pub ping: Option<PingState>,
    /// The attempt to make it again, until it is open again.
    pub retry: Option<Retry>,
    /// How many connections were open so far; more than one where lost ones are made again.
    pub connections: u32,
    /// What was said and found until the first frame could pass.
    pub handshake: Arc<Handshake>,
    /// When it opened.
    pub opened: Option<Instant>,
    /// When it was over.
    pub ended: Option<Instant>,
}

impl Status {
    /// Nothing was begun.
    pub fn idle() -> Self {
        Status {
            phase: Phase::Idle,
            login_sent: false,
            awaiting_login: false,
            login_ns: None,
            end: None,
            error: None,
            reply: None,
            ping: None,
            retry: None,
            connections: 0,
            handshake: Arc::default(),
            opened: None,
            ended: None,
        }
    }
}

/// Counters that rise with each message. The driver writes them once a wake-up, anyone may read them.
#[derive(Debug, Default)]
pub struct Counters {
    received: AtomicU64,
    beyond: AtomicU64,
    sent: AtomicU64,
    rows: AtomicU64,
    bytes_received: AtomicU64,
    last_received_ns: AtomicI64,
    pings: AtomicU64,
    pongs: AtomicU64,
    unsolicited: AtomicU64,
}

impl Counters {
    pub(super) fn set(
        &self,
        received: u64,
        sent: u64,
        rows: u64,
        bytes_received: u64,
        last_ns: i64,
    ) {
        self.received.store(received, Relaxed);
        self.sent.store(sent, Relaxed);
        self.rows.store(rows, Relaxed);
        self.bytes_received.store(bytes_received, Relaxed);
        self.last_received_ns.store(last_ns, Relaxed);
    }

    pub(super) fn set_beyond(&self, beyond: u64) {
        self.beyond.store(beyond, Relaxed);
    }

    pub(super) fn set_control(&self, pings: u64, pongs: u64, unsolicited: u64) {
        self.pings.store(pings, Relaxed);
        self.pongs.store(pongs, Relaxed);
        self.unsolicited.store(unsolicited, Relaxed);
    }

    /// Pings received, whether or not they are rows.
    pub fn pings(&self) -> u64 {
        self.pings.load(Relaxed)
    }

    /// Pongs received, whether or not they are rows.
    pub fn pongs(&self) -> u64 {
        self.pongs.load(Relaxed)
    }

    /// Those among them that answer no ping of ours.
    pub fn unsolicited_pongs(&self) -> u64 {
        self.unsolicited.load(Relaxed)
    }

    /// Text and binary messages that came beyond [`record_at_most`](super::Settings::record_at_most).
    pub fn beyond(&self) -> u64 {
        self.beyond.load(Relaxed)
    }

    /// Messages received: text and binary.
    pub fn received(&self) -> u64 {
        self.received.load(Relaxed)
    }

    /// Messages sent: text and binary.
    pub fn sent(&self) -> u64 {
        self.sent.load(Relaxed)
    }

    /// Everything handed to the transcript: messages and control frames, both ways.
    pub fn rows(&self) -> u64 {
        self.rows.load(Relaxed)
    }

    /// Payload bytes received.
    pub fn bytes_received(&self) -> u64 {
        self.bytes_received.load(Relaxed)
    }

    /// When the last message came, in nanoseconds since the Unix epoch; 0 for none.
    pub fn last_received_ns(&self) -> i64 {
        self.last_received_ns.load(Relaxed)
    }
}
