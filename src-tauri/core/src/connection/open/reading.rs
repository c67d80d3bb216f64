//! What comes: the speed of this is the program's.

use std::task::{Context, Poll};

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Message;

use super::Open;
use crate::connection::driver::would_block;
use crate::connection::error::ConnectionError;
use crate::connection::session::Event;
use crate::connection::status::Phase;
use crate::connection::wire::{One, Whole};
use crate::frame::{Direction, Kind, leading_code};
use crate::transcript::Writer;

/// Messages between two looks at commands and time-outs.
const ROUND: usize = 2048;

impl Open<'_> {
    /// Up to [`ROUND`] messages; true when there may be more.
    pub(super) fn read(&mut self, cx: &mut Context<'_>) -> bool {
        self.paused = false;
        let mut left = ROUND;
        while left > 0 {
            if self.held || self.finished {
                return false;
            }
            match self.driver.writer.poll_ready(cx) {
                Poll::Ready(Ok(())) => {}
                // The disk is behind: not reading is what makes TCP slow the server.
                Poll::Pending => {
                    self.paused = true;
                    return false;
                }
                Poll::Ready(Err(error)) => {
                    self.end(ConnectionError::Transcript { what: error.to_string() });
                    return false;
                }
            }
            if let Some(whole) = self.ws.get_mut().get_mut().take_whole() {
                left -= self.whole(whole, left);
                continue;
            }
            left -= 1;
            match self.ws.read() {
                Ok(message) => self.came(message),
                Err(error) if would_block(&error) => {
                    if !self.wire().has_whole() {
                        return false;
                    }
                }
                Err(error) => {
                    self.broke(error);
                    return false;
                }
            }
        }
        !self.finished
    }

    /// Messages that lie whole in what was read, up to so many; how many they were.
    fn whole(&mut self, mut whole: Whole, most: usize) -> usize {
        let ns = self.wire().stamp();
        let mut count = 0;
        while let Some(place) = whole.first() {
            let (kind, payload) = (place.kind, whole.payload(place));
            let held = whole.held(place);
            self.record(kind, payload, ns, |writer| match &held {
                Some(held) => writer.push_held(Direction::Received, kind, ns, held),
                None => writer.push(Direction::Received, kind, ns, payload),
            });
            whole.pass(place);
            count += 1;
            let full = count == most || self.driver.writer.is_full();
            if full || self.held || self.finished {
                break;
            }
        }
        self.ws.get_mut().get_mut().give_back(whole);
        count
    }

    /// The library handed out a message; the wire layer knows what it is.
    #[inline]
    fn came(&mut self, message: Message) {
        let (Message::Binary(bytes) | Message::Pong(bytes)) = message else { return };
        let wire = self.ws.get_mut().get_mut();
        let ns = wire.stamp();
        match wire.pop() {
            Some(One { kind: kind @ (Kind::Binary | Kind::Text), wire }) => {
                let direction = Direction::Received;
                self.record(kind, &bytes, ns, |writer| {
                    writer.push_bytes(direction, kind, ns, &bytes, wire)
                });
            }
            Some(One { kind, .. }) => self.control_came(kind, bytes, ns),
            None => {}
        }
    }

    #[cold]
    fn control_came(&mut self, kind: Kind, bytes: Bytes, ns: i64) {
        match kind {
            Kind::Ping => self.ping_came(bytes, ns),
            Kind::Pong => self.pong_came(&bytes, ns),
            _ => self.close_came(&bytes, ns),
        }
    }

    /// A message with this payload came, and is pushed in the way that suits it.
    #[inline]
    fn record(&mut self, kind: Kind, bytes: &[u8], ns: i64, push: impl FnOnce(&mut Writer) -> u32) {
        if self.flood.is_active() {
            self.end_flood(ns);
        }
        let row = push(&mut self.driver.writer);
        self.received += 1;
        self.bytes_received += bytes.len() as u64;
        self.last_ns = ns;
        self.held = self.driver.settings.stepwise;
        if self.expecting || self.debug || self.driver.session.awaits_login() {
            self.look_at(kind, bytes, row, ns);
        }
        if kind == Kind::Text
            && let Err(error) = std::str::from_utf8(bytes)
        {
            self.not_utf8(error.valid_up_to(), bytes.len());
        }
    }

    /// What only some messages are asked for.
    #[cold]
    fn look_at(&mut self, kind: Kind, bytes: &[u8], row: u32, ns: i64) {
        let code = leading_code(kind, bytes);
        if self.debug {
            match code {
                Some(code) => tracing::debug!("reply: ({code},)"),
                None => tracing::debug!(kind = kind.word(), size = bytes.len(), "reply"),
            }
        }
        // What the library still had in its buffer came before the send and is no reply to it.
        let sent_ns = self.driver.status.borrow().reply.map_or(0, |reply| reply.sent_ns);
        if self.expecting && ns >= sent_ns {
            self.expecting = false;
            self.driver.status.send_modify(|status| {
                if let Some(reply) = &mut status.reply {
                    reply.reply = Some((row, ns));
                }
            });
        }
        if self.driver.session.awaits_login() {
            self.event(Event::Received { code, shown: shown(code, bytes) });
            if self.driver.session.phase() == Phase::LoggedIn {
                let took = ns.saturating_sub(self.login_ns);
                self.driver.status.send_modify(|status| status.login_ns = Some(took));
                tracing::info!("logged in");
                self.send_start();
            }
        }
    }
}

/// A reply in an error's text: its code and the beginning of what follows.
fn shown(code: Option<i32>, bytes: &[u8]) -> String {
    let rest = if code.is_some() { &bytes[4..] } else { bytes };
    let rest: String = String::from_utf8_lossy(&rest[..rest.len().min(200)])
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    match code {
        Some(code) => format!("{code} {rest}").trim_end().to_owned(),
        None => rest,
    }
}
