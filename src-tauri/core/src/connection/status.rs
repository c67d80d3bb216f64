//! Connection status and counters.

use super::automatic::AutomaticStatus;
use super::connection_end::ConnectionEnd;
use super::phase::Phase;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::error::ConnectionError;
use super::handshake::Handshake;

/// The last message sent and the first one received after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastReply {
    /// The sent message's row.
    pub sent_row: u32,
    /// When it was sent, in nanoseconds since the Unix epoch.
    pub sent_ns: i64,
    /// Row and time of the first message received after it, in nanoseconds since the Unix epoch.
    pub reply: Option<(u32, i64)>,
}

/// The last ping of ours that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PingState {
    /// The round-trip time.
    pub rtt: Duration,
    /// When the pong was received, in nanoseconds since the Unix epoch.
    pub at_ns: i64,
}

/// The pending or current attempt to reconnect.
#[derive(Debug, Clone, PartialEq)]
pub struct Retry {
    /// Its number in a row, from 1.
    pub attempt: u32,
    /// The most attempts.
    pub of: u32,
    /// When it starts or started.
    pub at: tokio::time::Instant,
    /// How the last connection or attempt ended.
    pub end: ConnectionEnd,
    /// Why, if there is an error.
    pub error: Option<ConnectionError>,
}

/// A connection's status. It changes rarely; the [`Counters`] change with every message.
#[derive(Debug, Clone)]
pub struct Status {
    /// The current phase.
    pub phase: Phase,
    /// Whether the login was sent.
    pub login_sent: bool,
    /// Whether the login's reply is awaited.
    pub awaiting_login: bool,
    /// Whether all messages of the login were sent and its last reply, if it waits for one, was received.
    pub login_complete: bool,
    /// Time from the login to its reply, in nanoseconds.
    pub login_ns: Option<i64>,
    /// How the connection ended.
    pub end: Option<ConnectionEnd>,
    /// Why connecting or the login failed, or why the connection broke.
    pub error: Option<ConnectionError>,
    /// The last message sent and the first one received after it.
    pub reply: Option<LastReply>,
    /// Automatic replies and heartbeats; `None` if they were never switched on.
    pub automatic: Option<AutomaticStatus>,
    /// The last ping of ours that was answered.
    pub ping: Option<PingState>,
    /// The attempt to reconnect, until the connection is open again.
    pub retry: Option<Retry>,
    /// Connections opened so far, reconnects included.
    pub connections: u32,
    /// Record of the opening handshake.
    pub handshake: Arc<Handshake>,
    /// When the connection first opened.
    pub opened: Option<Instant>,
    /// When it ended for good.
    pub ended: Option<Instant>,
}

impl Status {
    /// The status before connecting.
    pub fn idle() -> Self {
        Status {
            phase: Phase::Idle,
            login_sent: false,
            awaiting_login: false,
            login_complete: false,
            login_ns: None,
            end: None,
            error: None,
            reply: None,
            automatic: None,
            ping: None,
            retry: None,
            connections: 0,
            handshake: Arc::default(),
            opened: None,
            ended: None,
        }
    }
}

/// Counters of a connection. The driver updates them once per wake-up; any thread may read them.
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

    /// Pings received, recorded or not.
    pub fn pings(&self) -> u64 {
        self.pings.load(Relaxed)
    }

    /// Pongs received, recorded or not.
    pub fn pongs(&self) -> u64 {
        self.pongs.load(Relaxed)
    }

    /// Pongs received that answer no ping of ours.
    pub fn unsolicited_pongs(&self) -> u64 {
        self.unsolicited.load(Relaxed)
    }

    /// Text and binary messages received beyond [`record_at_most`](super::Settings::record_at_most).
    pub fn beyond(&self) -> u64 {
        self.beyond.load(Relaxed)
    }

    /// Text and binary messages received and recorded.
    pub fn received(&self) -> u64 {
        self.received.load(Relaxed)
    }

    /// Text and binary messages sent.
    pub fn sent(&self) -> u64 {
        self.sent.load(Relaxed)
    }

    /// Rows handed to the transcript.
    pub fn rows(&self) -> u64 {
        self.rows.load(Relaxed)
    }

    /// Payload bytes received.
    pub fn bytes_received(&self) -> u64 {
        self.bytes_received.load(Relaxed)
    }

    /// When the last frame was received, in nanoseconds since the Unix epoch; 0 for none.
    pub fn last_received_ns(&self) -> i64 {
        self.last_received_ns.load(Relaxed)
    }
}
