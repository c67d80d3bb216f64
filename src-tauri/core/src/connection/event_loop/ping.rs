//! Sends and receives pings and pongs.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;

use super::super::status::{Counters, PingState};
use super::OpenConnection;
use super::ping_flood::FloodNote;
use crate::frame::header::{PING, PONG};
use crate::frame::{Direction, Kind};

/// The most sent pings that are remembered until their pong is received.
const REMEMBERED: usize = 64;
/// The most pings awaiting an answer; beyond it, only the latest is answered (RFC 6455 section 5.5.3).
const PONGS: usize = 1024;
/// With this many bytes unsent, no pong is queued.
const BEHIND: u64 = 128 * 1024;

/// Pending pings in both directions, and counts.
#[derive(Debug, Default)]
pub(super) struct Pings {
    /// Payload and time of the pings that we sent.
    sent: VecDeque<(Bytes, i64)>,
    /// Payloads of received pings to answer. They are answered after the current batch is recorded, so that rows stay in
    /// chronological order.
    unanswered: VecDeque<Bytes>,
    pub received: u64,
    pub pongs: u64,
    /// Pongs that answer no ping of ours.
    pub unsolicited: u64,
    /// The payload of the last keep-alive ping.
    keep_alive: Option<Bytes>,
}

impl Pings {
    /// Starts with the counts of the connections before.
    pub(super) fn counting_on(counters: &Counters) -> Pings {
        let (received, pongs) = (counters.pings(), counters.pongs());
        let unsolicited = counters.unsolicited_pongs();
        Pings { received, pongs, unsolicited, ..Pings::default() }
    }

    /// The round-trip time of the ping that this pong answers, and whether that was the keep-alive ping. A pong may also
    /// answer the pings before it.
    fn answered(&mut self, payload: &[u8], ns: i64) -> Option<(Duration, bool)> {
        let at = self.sent.iter().position(|(sent, _)| sent == payload)?;
        let (payload, sent) = self.sent.drain(..=at).next_back()?;
        let is_keep_alive = self.keep_alive.as_ref() == Some(&payload);
        Some((Duration::from_nanos(u64::try_from(ns - sent).unwrap_or(0)), is_keep_alive))
    }
}

impl OpenConnection<'_> {
    pub(super) fn received_ping(&mut self, payload: &[u8], ns: i64) {
        self.pings.received += 1;
        self.record_control(Direction::Received, Kind::Ping, ns, payload);
        if !self.ignores_pings && self.context.session.phase().is_open() {
            self.answer(payload);
        }
    }

    /// Queues the pong. If the server does not read its pongs, only the latest is kept.
    fn answer(&mut self, payload: &[u8]) {
        let unanswered = &mut self.pings.unanswered;
        if unanswered.len() >= PONGS || self.queue.unsent() >= BEHIND {
            unanswered.clear();
        }
        unanswered.push_back(Bytes::copy_from_slice(payload));
        self.unflushed = true;
    }

    /// Sends the queued pongs as long as the server reads them.
    pub(super) fn answer_pings(&mut self) {
        while self.queue.unsent() < BEHIND
            && self.cannot_send().is_none()
            && let Some(payload) = self.pings.unanswered.pop_front()
        {
            self.send_control(Kind::Pong, payload);
        }
    }

    /// Whether pongs are still queued.
    pub(super) fn owes_pongs(&self) -> bool {
        !self.pings.unanswered.is_empty() && self.cannot_send().is_none()
    }

    pub(super) fn received_pong(&mut self, payload: &[u8], ns: i64) {
        self.pings.pongs += 1;
        self.record_control(Direction::Received, Kind::Pong, ns, payload);
        match self.pings.answered(payload, ns) {
            None => self.pings.unsolicited += 1,
            Some((rtt, is_keep_alive)) => {
                if is_keep_alive {
                    self.watch.pong_received();
                }
                self.context.status.send_modify(|s| s.ping = Some(PingState { rtt, at_ns: ns }));
                self.context.bump();
            }
        }
    }

    /// Sends a keep-alive ping.
    pub(super) fn keep_alive(&mut self) {
        let payload = Bytes::copy_from_slice(&rand::random::<[u8; 8]>());
        self.pings.keep_alive = Some(payload.clone());
        self.send_control(Kind::Ping, payload);
    }

    /// Sends a ping or pong; returns its row, or the last row if it is not recorded.
    pub(super) fn send_control(&mut self, kind: Kind, payload: Bytes) -> u32 {
        let now = self.context.clock.now();
        if kind == Kind::Ping {
            if self.pings.sent.len() == REMEMBERED {
                self.pings.sent.pop_front();
            }
            self.pings.sent.push_back((payload.clone(), now));
        }
        self.record_control(Direction::Sent, kind, now, &payload);
        self.queue.control(if kind == Kind::Ping { PING } else { PONG }, payload);
        self.unflushed = true;
        self.context.writer.rows()
    }

    fn record_control(&mut self, direction: Direction, kind: Kind, ns: i64, payload: &[u8]) {
        let (row, note) = self.flood.passes(direction, kind, ns, payload.len());
        if let Some(note) = note {
            self.note(note, ns);
        }
        if row {
            self.context.writer.push(direction, kind, ns, payload);
        }
        if direction == Direction::Received {
            self.counts.bytes_received += payload.len() as u64;
            self.counts.last_ns = ns;
        }
    }

    /// Ends all runs of pings and pongs, because a message follows.
    #[cold]
    pub(super) fn end_flood(&mut self, ns: i64) {
        for note in self.flood.end() {
            self.note(note, ns);
        }
    }

    pub(super) fn note(&mut self, note: FloodNote, ns: i64) {
        self.context.writer.push(note.direction, Kind::Marker, ns, note.text.as_bytes());
    }
}
