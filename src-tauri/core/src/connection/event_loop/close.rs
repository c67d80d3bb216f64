//! Ends the connection: Close frames, broken streams, protocol violations of the server.

use std::io;

use bytes::Bytes;

use super::super::error::{ConnectionError, io_error_text};
use super::super::phase::Phase;
use super::super::receive::{ProtocolRule, Violation};
use super::super::session::SessionEvent;
use super::OpenConnection;
use super::timeouts::DueTimeout;
use crate::frame::close::{ClosePayload, is_accepted};
use crate::frame::header::CLOSE;
use crate::frame::{Direction, Kind};

impl OpenConnection<'_> {
    pub(super) fn received_close(&mut self, payload: &[u8], ns: i64) {
        let raw = ClosePayload(payload.to_vec());
        if self.flood.is_active() {
            self.end_flood(ns);
        }
        self.context.writer.push(Direction::Received, Kind::Close, ns, payload);
        self.counts.last_ns = ns;
        if self.cannot_send().is_none() {
            match answer_to(&raw) {
                Ok(answer) => self.send_close(answer),
                Err(error) => return self.end(error),
            }
        }
        self.event(SessionEvent::CloseCame(raw));
    }

    /// Notes how many bytes followed the server's Close; they are ignored (RFC 6455 section 5.5.1).
    pub(super) fn note_late_bytes(&mut self) {
        let late = self.receiver.after_close();
        if late > 0 {
            let text = format!("{late} bytes came behind the close frame and were ignored");
            let now = self.context.clock.now();
            self.context.writer.push(Direction::Received, Kind::Marker, now, text.as_bytes());
        }
    }

    pub(super) fn close(&mut self, code: u16, reason: &str) {
        self.send_close(payload(code, reason));
    }

    /// Sends a Close. It ignores the queue's bound, since nothing follows it.
    fn send_close(&mut self, payload: Vec<u8>) {
        self.answer_pings();
        let now = self.context.clock.now();
        if self.flood.is_active() {
            self.end_flood(now);
        }
        self.context.writer.push(Direction::Sent, Kind::Close, now, &payload);
        self.queue.control(CLOSE, Bytes::from(payload));
        self.unflushed = true;
    }

    /// While closing, restarts the close time-out if bytes were written since it was armed: a server that still takes what
    /// was sent before the Close gets all of it, and then the whole time to answer. False if nothing was written.
    pub(super) fn extend_close_timeout(&mut self) -> bool {
        let (_, written) = self.receiver.bytes();
        let extends = self.context.session.phase() == Phase::Closing && written > self.written;
        if extends {
            self.written = written;
            self.context.arm(self.context.settings.limits.close);
        }
        extends
    }

    /// The session's time-out expired.
    pub(super) fn session_timed_out(&mut self) {
        if !self.extend_close_timeout() {
            self.event(SessionEvent::TimedOut);
        }
    }

    /// Ends the connection because of a time-out.
    pub(super) fn timed_out(&mut self, due: DueTimeout) {
        let (limits, session_settings) =
            (&self.context.settings.limits, &self.context.settings.session_settings);
        let silence = self.watch.silence();
        let error = match due {
            DueTimeout::Ping => return,
            DueTimeout::Write => {
                ConnectionError::WriteStalled { after: limits.write, unsent: self.queue.unsent() }
            }
            DueTimeout::Idle => ConnectionError::Idle {
                after: limits.idle.unwrap_or_default(),
                frame: self.receiver.unfinished_frame(),
            },
            DueTimeout::NoPong => ConnectionError::NoPong {
                within: session_settings
                    .keep_alive
                    .map(|keep| keep.pong_within)
                    .unwrap_or_default(),
                silence,
            },
        };
        if matches!(due, DueTimeout::Write | DueTimeout::NoPong) {
            // The server does not take it.
            self.queue.forget();
        }
        self.end(error);
    }

    /// Ends the connection because a text message, already recorded, is not UTF-8.
    #[cold]
    pub(super) fn not_utf8(&mut self, offset: usize, size: usize) {
        self.end(ConnectionError::Protocol {
            what: format!(
                "a text message of {size} bytes is not UTF-8 from byte {offset} on (counted from 0)"
            ),
            rule: "not_utf8",
            frame: None,
            code: 1007,
        });
    }

    /// Ends the connection if writing failed. Call once everything received before has been read.
    pub(super) fn end_after_write_error(&mut self) {
        if self.finished {
            return;
        }
        if let Some(error) = self.write_error.take() {
            self.stream_ended(Some(error));
        }
    }

    /// Handles the end of the stream, or this read or write error.
    pub(super) fn stream_ended(&mut self, error: Option<io::Error>) {
        if let Some(violation) = self.receiver.violation().cloned() {
            return self.end_by_violation(violation);
        }
        if self.receiver.is_closed() {
            return self.event(SessionEvent::Ended(None));
        }
        let frame = self.receiver.unfinished_frame();
        let error = match error {
            Some(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
                ConnectionError::Reset { frame, what: io_error_text(&error) }
            }
            _ => ConnectionError::Lost { frame },
        };
        self.end(error);
    }

    /// Records a rejected frame as it was on the wire and ends the connection.
    pub(super) fn end_by_violation(&mut self, violation: Violation) {
        let Violation { rule, header, bytes } = violation;
        let ns = self.receiver.stamp();
        if self.flood.is_active() {
            self.end_flood(ns);
        }
        self.context.writer.push(Direction::Received, Kind::Raw, ns, &bytes);
        self.counts.last_ns = ns;
        self.end(match rule {
            ProtocolRule::TooBig { size, limit } => ConnectionError::TooBig { size, limit },
            ProtocolRule::TooManyFragments { limit } => ConnectionError::TooManyFragments { limit },
            rule => ConnectionError::Protocol {
                what: rule.text(),
                rule: rule.word(),
                frame: Some(header.to_string()),
                code: rule.close_code(),
            },
        });
    }

    /// Ends the connection with an error, and sends a Close if the error has a code (RFC 6455 section 7.1.7).
    pub(super) fn end(&mut self, error: ConnectionError) {
        let code = match &error {
            ConnectionError::Protocol { code, .. } => Some(*code),
            ConnectionError::TooBig { .. } | ConnectionError::TooManyFragments { .. } => Some(1009),
            ConnectionError::Transcript { .. }
            | ConnectionError::Internal { .. }
            | ConnectionError::Idle { .. } => Some(1001),
            _ => None,
        };
        if let Some(code) = code.filter(|_| self.cannot_send().is_none()) {
            // The stream ends whether or not the server takes this.
            self.close(code, "");
        }
        tracing::warn!(code = error.code(), "the connection ended");
        self.event(SessionEvent::Ended(Some(error)));
    }
}

fn payload(code: u16, reason: &str) -> Vec<u8> {
    [&code.to_be_bytes()[..], reason.as_bytes()].concat()
}

/// The payload that answers the server's Close (RFC 6455 section 5.5.1): an echo, unless its code may not be sent.
fn answer_to(close: &ClosePayload) -> Result<Vec<u8>, ConnectionError> {
    let violation =
        |what: String, rule, code| Err(ConnectionError::Protocol { what, rule, frame: None, code });
    match (close.code(), close.0.len()) {
        (None, 0) => return Ok(Vec::new()),
        (None, _) => {
            let what = "its close frame has one byte, which is half a code".to_owned();
            return violation(what, "close_one_byte", 1002);
        }
        (Some(code), _) if std::str::from_utf8(close.reason_bytes()).is_err() => {
            let what = format!("its close frame {code} has a reason that is not UTF-8");
            return violation(what, "close_reason", 1007);
        }
        _ => {}
    }
    match close.code() {
        Some(code) if is_accepted(code) => Ok(close.0.clone()),
        _ => Ok(payload(1002, "Protocol violation")),
    }
}
