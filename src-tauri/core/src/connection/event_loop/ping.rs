//! Pings and pongs, both ways.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;

use super::super::status::{Counters, PingState};
use super::OpenConnection;
use super::ping_flood::FloodNote;
use crate::frame::header::{PING, PONG};
use crate::frame::{Direction, Kind};

/// So many pings of ours are remembered until their pong comes.
const REMEMBERED: usize = 64;
/// So many pings are answered each; beyond it only the latest is (RFC 6455 section 5.5.3).
const PONGS: usize = 1024;
/// With so many bytes unsent, pongs wait.
const BEHIND: u64 = 128 * 1024;

/// What is known of pings and pongs.
#[derive(Debug, Default)]
pub(super) struct Pings {
    /// Payload and time of those that we sent.
    sent: VecDeque<(Bytes, i64)>,
    /// Payloads of pings that are still to be answered, which is done when what was read at once is recorded: rows
    /// stay in the order of their times.
    unanswered: VecDeque<Bytes>,
    pub(super) received: u64,
    pub(super) pongs: u64,
    /// Pongs that answer nothing.
    pub(super) unsolicited: u64,
    /// The payload of the ping that keeps the connection alive.
    keep_alive: Option<Bytes>,
}

impl Pings {
    /// A connection that is made again counts on.
    pub(super) fn counting_on(counters: &Counters) -> Pings {
        let (received, pongs) = (counters.pings(), counters.pongs());
        let unsolicited = counters.unsolicited_pongs();
        Pings { received, pongs, unsolicited, ..Pings::default() }
    }

    /// How long the ping took that this pong answers, and whether it was the one that keeps the connection alive. One
    /// pong may answer for the pings before it too.
    fn answered(&mut self, payload: &[u8], ns: i64) -> Option<(Duration, bool)> {
        let at = self.sent.iter().position(|(sent, _)| sent == payload)?;
        let (payload, sent) = self.sent.drain(..=at).next_back()?;
        let kept = self.keep_alive.as_ref() == Some(&payload);
        Some((Duration::from_nanos(u64::try_from(ns - sent).unwrap_or(0)), kept))
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

    /// Where the server does not take them, only the latest is kept.
    fn answer(&mut self, payload: &[u8]) {
        let unanswered = &mut self.pings.unanswered;
        if unanswered.len() >= PONGS || self.queue.unsent() >= BEHIND {
            unanswered.clear();
        }
        unanswered.push_back(Bytes::copy_from_slice(payload));
        self.unflushed = true;
    }

    /// Sends the pongs that are due, as far as the server takes them.
    pub(super) fn answer_pings(&mut self) {
        while self.queue.unsent() < BEHIND
            && self.cannot_send().is_none()
            && let Some(payload) = self.pings.unanswered.pop_front()
        {
            self.send_control(Kind::Pong, payload);
        }
    }

    /// Some found no room.
    pub(super) fn owes_pongs(&self) -> bool {
        !self.pings.unanswered.is_empty() && self.cannot_send().is_none()
    }

    pub(super) fn received_pong(&mut self, payload: &[u8], ns: i64) {
        self.pings.pongs += 1;
        self.record_control(Direction::Received, Kind::Pong, ns, payload);
        match self.pings.answered(payload, ns) {
            None => self.pings.unsolicited += 1,
            Some((rtt, kept)) => {
                if kept {
                    self.watch.pong_received();
                }
                self.context.status.send_modify(|s| s.ping = Some(PingState { rtt, at_ns: ns }));
                self.context.bump();
            }
        }
    }

    /// The ping that finds out whether the server is still there.
    pub(super) fn keep_alive(&mut self) {
        let payload = Bytes::copy_from_slice(&rand::random::<[u8; 8]>());
        self.pings.keep_alive = Some(payload.clone());
        self.send_control(Kind::Ping, payload);
    }

    /// A ping or a pong of ours; answers its row, or the last one where it becomes none.
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

    /// A message passes, which ends every run of pings and pongs.
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
