//! Receives: from the stream to the transcript. Hot.

use std::task::{Context, Poll};

use super::OpenConnection;
use crate::connection::error::ConnectionError;
use crate::connection::phase::Phase;
use crate::connection::receive::{InputSpan, Received, ReceivedBytes};
use crate::connection::session::SessionEvent;
use crate::connection::task_panic;
use crate::frame::{Direction, Kind, leading_code};
use crate::transcript::{self, Writer};

/// The most messages read before commands and time-outs are handled.
const ROUND: usize = 2048;

impl OpenConnection<'_> {
    /// Reads up to [`ROUND`] messages; true if more may follow.
    pub(super) fn read(&mut self, cx: &mut Context<'_>) -> bool {
        self.paused = false;
        let mut left = ROUND;
        while left > 0 {
            if self.held || self.finished {
                return false;
            }
            match self.context.writer.poll_ready(cx) {
                Poll::Ready(Ok(())) => {}
                // The disk is behind: as nothing is read, TCP slows the server.
                Poll::Pending => {
                    self.paused = true;
                    return false;
                }
                Poll::Ready(Err(error)) => {
                    self.end(match error {
                        transcript::Error::Thread { .. } => task_panic::error(),
                        error => ConnectionError::Transcript { what: error.to_string() },
                    });
                    return false;
                }
            }
            let decoded = self.decode(left);
            if decoded > 0 {
                left -= decoded;
                continue;
            }
            if let Some(violation) = self.receiver.violation().cloned() {
                self.end_by_violation(violation);
                return false;
            }
            match self.receiver.poll_fill(cx) {
                Poll::Pending => return false,
                Poll::Ready(Ok(0)) => {
                    self.stream_ended(None);
                    return false;
                }
                Poll::Ready(Ok(_)) => {}
                Poll::Ready(Err(error)) => {
                    self.stream_ended(Some(error));
                    return false;
                }
            }
        }
        !self.finished
    }

    /// Records up to `most` received messages and control frames, and returns how many.
    fn decode(&mut self, most: usize) -> usize {
        let ns = self.receiver.stamp();
        let mut input = self.receiver.take_input();
        let mut count = 0;
        while let Some(received) = self.receiver.decode(&mut input) {
            match received {
                Received::InPlace(span) => {
                    self.record_in_place(&input, span, ns);
                    input.skip(span);
                }
                Received::Assembled { kind, payload, wire } => {
                    self.record(kind, &payload, ns, |writer| {
                        writer.push_bytes(Direction::Received, kind, ns, &payload, wire)
                    });
                }
            }
            count += 1;
            if count == most || self.context.writer.is_full() || self.held || self.finished {
                break;
            }
        }
        self.receiver.put_back(input);
        count
    }

    #[inline]
    fn record_in_place(&mut self, input: &ReceivedBytes, span: InputSpan, ns: i64) {
        let (kind, payload) = (span.kind, input.payload(span));
        match kind {
            Kind::Ping => self.received_ping(payload, ns),
            Kind::Pong => self.received_pong(payload, ns),
            Kind::Close => self.received_close(payload, ns),
            _ => {
                let shared = input.shared(span);
                self.record(kind, payload, ns, |writer| match &shared {
                    Some(shared) => writer.push_held(Direction::Received, kind, ns, shared),
                    None => writer.push(Direction::Received, kind, ns, payload),
                });
            }
        }
    }

    /// Records a message with this payload; `push` writes it to the transcript.
    #[inline]
    fn record(&mut self, kind: Kind, bytes: &[u8], ns: i64, push: impl FnOnce(&mut Writer) -> u32) {
        if self.counts.received == self.record_at_most {
            self.counts.beyond += 1;
            return;
        }
        if self.flood.is_active() {
            self.end_flood(ns);
        }
        let row = push(&mut self.context.writer);
        self.counts.received += 1;
        self.counts.bytes_received += bytes.len() as u64;
        self.counts.last_ns = ns;
        self.held = self.context.settings.pause_after_message;
        if self.expects_reply || self.debug || self.context.session.awaits_login() {
            self.inspect_reply(kind, bytes, row, ns);
        }
        if self.answers {
            self.schedule_replies(kind, bytes);
        }
        if kind == Kind::Text
            && let Err(error) = std::str::from_utf8(bytes)
        {
            self.not_utf8(error.valid_up_to(), bytes.len());
        }
    }

    /// Handles a message that may be a reply, for the status, the login and the log.
    #[cold]
    fn inspect_reply(&mut self, kind: Kind, bytes: &[u8], row: u32, ns: i64) {
        let code = leading_code(kind, bytes);
        if self.debug {
            match code {
                Some(code) => tracing::debug!("reply: ({code},)"),
                None => tracing::debug!(kind = kind.word(), size = bytes.len(), "reply"),
            }
        }
        // A message received before the last one was sent is no reply to it.
        let sent_ns = self.context.status.borrow().reply.map_or(0, |reply| reply.sent_ns);
        if self.expects_reply && ns >= sent_ns {
            self.expects_reply = false;
            self.context.status.send_modify(|status| {
                if let Some(reply) = &mut status.reply {
                    reply.reply = Some((row, ns));
                }
            });
        }
        if self.context.session.awaits_login() {
            let is = self.context.session.reply_match(kind, bytes);
            self.event(SessionEvent::Received { is, shown: shown(code, bytes) });
            if self.context.session.phase() == Phase::LoggedIn {
                let took = ns.saturating_sub(self.login_ns);
                self.context.status.send_modify(|status| status.login_ns = Some(took));
                tracing::info!("logged in");
                self.send_reconnect_messages();
            }
        }
    }
}

/// A reply for an error's text: its code and up to 200 bytes after it. A code of printable characters is text.
fn shown(code: Option<i32>, bytes: &[u8]) -> String {
    let code = code.filter(|_| !bytes.iter().take(4).all(|byte| (b' '..=b'~').contains(byte)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_shown_by_its_code_or_as_text() {
        let all = |bytes: &[u8]| shown(leading_code(Kind::Binary, bytes), bytes);
        assert_eq!(all(b"\xff\xff\xff\xff{\"why\":1}"), "-1 {\"why\":1}");
        assert_eq!(all(b"-ERR 'no'\r\n"), "-ERR 'no'");
        assert_eq!(all(b"no"), "no");
    }
}
