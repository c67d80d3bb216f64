//! How it ends: Close frames both ways, streams that break, servers that break a rule.

use std::io;

use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::super::driver::would_block;
use super::super::error::ConnectionError;
use super::super::head::RawClose;
use super::super::session::{Action, Event};
use super::super::status::Phase;
use super::Open;
use crate::frame::{Direction, Kind};

impl Open<'_> {
    pub(super) fn close_came(&mut self, answer: Option<CloseFrame>) {
        let wire = self.ws.get_ref().get_ref();
        let Some(raw) = wire.heads().close() else { return };
        self.record_their_close(&raw);
        if self.cannot_send().is_none() {
            // The library answers by itself; it tells with what.
            self.record_close(answer.as_ref());
        }
        self.event(Event::CloseCame(raw));
    }

    pub(super) fn record_their_close(&mut self, raw: &RawClose) {
        let ns = self.ws.get_ref().get_ref().stamp();
        self.driver.writer.push(Direction::Received, Kind::Close, ns, &raw.payload);
        self.last_ns = ns;
        self.close_recorded = true;
    }

    pub(super) fn record_close(&mut self, frame: Option<&CloseFrame>) {
        let mut payload = Vec::new();
        if let Some(frame) = frame {
            payload.extend(u16::from(frame.code).to_be_bytes());
            payload.extend(frame.reason.as_bytes());
        }
        let now = self.driver.clock.now();
        self.driver.writer.push(Direction::Sent, Kind::Close, now, &payload);
    }

    pub(super) fn close(&mut self, code: u16, reason: String) {
        let frame = CloseFrame { code: CloseCode::from(code), reason: reason.into() };
        self.record_close(Some(&frame));
        self.unflushed = true;
        self.make_room_for_close();
        match self.ws.close(Some(frame)) {
            Err(error) if !would_block(&error) => self.broke(error),
            _ => {}
        }
    }

    /// Nothing follows a Close, so it always finds room; without, the library would take it for sent.
    fn make_room_for_close(&mut self) {
        self.ws.set_config(|config| config.max_write_buffer_size = usize::MAX);
    }

    /// All is written. Where our Close was among it, the server's time to answer begins here.
    pub(super) fn last_byte_written(&mut self) {
        let (_, written) = self.ws.get_ref().get_ref().bytes();
        if self.driver.session.phase() == Phase::Closing && written > self.written {
            self.written = written;
            self.driver.time(&Action::Arm(self.driver.settings.limits.close));
        }
    }

    /// The close time-out is over. A server that still takes what was sent before the Close gets it all: the
    /// time counts from the last byte that could be written.
    pub(super) fn time_is_over(&mut self) {
        let (_, written) = self.ws.get_ref().get_ref().bytes();
        if self.driver.session.phase() == Phase::Closing && written > self.written {
            self.written = written;
            self.driver.time(&Action::Arm(self.driver.settings.limits.close));
        } else {
            self.event(Event::TimedOut);
        }
    }

    /// The stream is over, or must be.
    pub(super) fn broke(&mut self, error: Error) {
        let heads = self.ws.get_ref().get_ref().heads();
        let (frame, close) = (heads.broken_off(), heads.close());
        // A Close that the library refuses to read is what a tester looks for.
        let refused = close.filter(|_| !self.close_recorded && is_violation(&error));
        if let Some(close) = &refused {
            self.record_their_close(close);
        }
        let error = match error {
            Error::ConnectionClosed | Error::AlreadyClosed => {
                return self.event(Event::Ended(None));
            }
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
                ConnectionError::Lost { frame }
            }
            Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                ConnectionError::Lost { frame }
            }
            Error::Io(error) => ConnectionError::Reset { frame, what: error.to_string() },
            Error::Capacity(CapacityError::MessageTooLong { size, max_size }) => {
                ConnectionError::TooBig { size: size as u64, limit: max_size as u64 }
            }
            Error::Utf8(what) => ConnectionError::Protocol {
                what: match refused.as_ref().and_then(RawClose::code) {
                    Some(code) => format!("its close frame {code} has a reason that is not UTF-8"),
                    None => format!("a text message is not UTF-8 ({what})"),
                },
                code: 1007,
            },
            Error::Protocol(ProtocolError::InvalidCloseSequence) => ConnectionError::Protocol {
                what: "its close frame has one byte, which is half a code".to_owned(),
                code: 1002,
            },
            other => ConnectionError::Protocol { what: other.to_string(), code: 1002 },
        };
        self.end(error);
    }

    /// Ends with an error; a server that broke a rule is told by a Close (RFC 6455 section 7.1.7).
    pub(super) fn end(&mut self, error: ConnectionError) {
        let code = match &error {
            ConnectionError::Protocol { code, .. } => Some(*code),
            ConnectionError::TooBig { .. } => Some(1009),
            ConnectionError::Transcript { .. } => Some(1001),
            _ => None,
        };
        if let Some(code) = code.filter(|_| self.cannot_send().is_none()) {
            let frame = CloseFrame { code: CloseCode::from(code), reason: "".into() };
            self.record_close(Some(&frame));
            self.make_room_for_close();
            // The stream ends here whether or not this goes through.
            let _ = self.ws.close(Some(frame));
        }
        tracing::warn!(code = error.code(), %error, "the connection ended");
        self.event(Event::Ended(Some(error)));
    }
}

fn is_violation(error: &Error) -> bool {
    matches!(error, Error::Protocol(_) | Error::Utf8(_))
        && !matches!(error, Error::Protocol(ProtocolError::ResetWithoutClosingHandshake))
}
