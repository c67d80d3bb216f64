//! What is told of a connection, and its counters.

use super::connection_end::ConnectionEnd;
use super::phase::Phase;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::error::ConnectionError;
use super::handshake::Handshake;

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
