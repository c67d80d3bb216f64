//! Pings and pongs, both ways.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;

use super::super::head::{PING, PONG};
use super::super::status::{Counters, Ping};
use super::Open;
use super::flood::Note;
use crate::frame::{Direction, Kind};

/// So many pings of ours are remembered until their pong comes.
const REMEMBERED: usize = 64;
/// So many bytes of pongs wait at most; then only the latest ping is answered (RFC 6455 section 5.5.3).
const PONGS: u64 = 16 * 1024;

/// What is known of pings and pongs.
#[derive(Debug, Default)]
pub(super) struct Pings {
    /// Payload and time of those that we sent.
    sent: VecDeque<(Bytes, i64)>,
    /// The payload of the latest ping, whose pong found no room.
    unanswered: Option<Bytes>,
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

impl Open<'_> {
    pub(super) fn ping_came(&mut self, payload: Bytes, ns: i64) {
        self.pings.received += 1;
        self.control_passes(Direction::Received, Kind::Ping, ns, &payload);
        if self.driver.settings.staying.control_frames.answer_pings
            && self.driver.session.phase().is_open()
        {
            self.answer(payload);
        }
    }

    fn answer(&mut self, payload: Bytes) {
        if self.out.unsent() >= PONGS {
            self.flush();
        }
        if self.out.unsent() >= PONGS {
            self.pings.unanswered = Some(payload);
        } else {
            self.send_control(Kind::Pong, payload);
        }
    }

    /// The pong that found no room, once there is some.
    pub(super) fn answer_the_latest(&mut self) {
        if self.driver.session.phase().is_open()
            && let Some(payload) = self.pings.unanswered.take()
        {
            self.send_control(Kind::Pong, payload);
        }
    }

    pub(super) fn pong_came(&mut self, payload: &[u8], ns: i64) {
        self.pings.pongs += 1;
        self.control_passes(Direction::Received, Kind::Pong, ns, payload);
        match self.pings.answered(payload, ns) {
            None => self.pings.unsolicited += 1,
            Some((rtt, kept)) => {
                if kept {
                    self.watch.pong_came();
                }
                self.driver.status.send_modify(|s| s.ping = Some(Ping { rtt, at_ns: ns }));
                self.driver.bump();
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
        let now = self.driver.clock.now();
        if kind == Kind::Ping {
            if self.pings.sent.len() == REMEMBERED {
                self.pings.sent.pop_front();
            }
            self.pings.sent.push_back((payload.clone(), now));
        }
        self.control_passes(Direction::Sent, kind, now, &payload);
        self.out.control(if kind == Kind::Ping { PING } else { PONG }, payload);
        self.unflushed = true;
        self.driver.writer.rows()
    }

    fn control_passes(&mut self, direction: Direction, kind: Kind, ns: i64, payload: &[u8]) {
        let (row, note) = self.flood.passes(direction, kind, ns, payload.len());
        if let Some(note) = note {
            self.note(note, ns);
        }
        if row {
            self.driver.writer.push(direction, kind, ns, payload);
        }
        if direction == Direction::Received {
            self.bytes_received += payload.len() as u64;
            self.last_ns = ns;
        }
    }

    /// A message passes, which ends every run of pings and pongs.
    #[cold]
    pub(super) fn end_flood(&mut self, ns: i64) {
        for note in self.flood.end() {
            self.note(note, ns);
        }
    }

    pub(super) fn note(&mut self, note: Note, ns: i64) {
        self.driver.writer.push(note.direction, Kind::Marker, ns, note.text.as_bytes());
    }
}
