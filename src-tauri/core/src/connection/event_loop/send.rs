//! What goes out, and its place in the transcript.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use super::super::handle::{DriverCommand, SendError};
use super::super::session::SessionEvent;
use super::super::status::LastReply;
use super::OpenConnection;
use super::raw_send::{RawBytes, SentReply};
use crate::frame::header::CONTROL;
use crate::frame::{Direction, Kind};

/// What found no room in the write buffer.
pub(super) enum PendingSend {
    Message { kind: Kind, bytes: Bytes, done: SentReply, login: Option<ReplyWait> },
    Put { put: RawBytes, done: SentReply },
}

impl PendingSend {
    pub(super) fn done(self) -> SentReply {
        match self {
            PendingSend::Message { done, .. } | PendingSend::Put { done, .. } => done,
        }
    }
}

/// The message is a login: the reply to wait for, and how long.
pub(super) type ReplyWait = Option<(i32, Duration)>;

impl OpenConnection<'_> {
    /// Everything asked for, as long as there is room to write.
    pub(super) fn commands(&mut self, cx: &mut Context<'_>) {
        self.closes(cx);
        match self.waiting.take() {
            Some(PendingSend::Message { kind, bytes, done, login }) => {
                self.write(kind, bytes, done, login);
            }
            Some(PendingSend::Put { put, done }) => self.put(put, done),
            None => {}
        }
        self.send_start();
        while self.waiting.is_none() && !self.finished {
            match self.driver.commands.poll_recv(cx) {
                Poll::Ready(Some(DriverCommand::Send { kind, bytes, done })) => {
                    self.take(kind, bytes, done, None);
                }
                Poll::Ready(Some(DriverCommand::Login { login, done })) => {
                    self.take(Kind::Text, login.text.into(), done, Some(login.reply));
                }
                Poll::Ready(Some(DriverCommand::Act { act, done })) => self.put(act.into(), done),
                Poll::Ready(Some(DriverCommand::GoOn)) => self.held = false,
                Poll::Ready(Some(DriverCommand::Hurry)) => {}
                Poll::Ready(None) | Poll::Pending => break,
            }
        }
    }

    pub(super) fn take(
        &mut self,
        kind: Kind,
        bytes: Bytes,
        done: SentReply,
        login: Option<ReplyWait>,
    ) {
        let wrong = match kind {
            Kind::Text if std::str::from_utf8(&bytes).is_err() => Some(SendError::NotUtf8),
            Kind::Ping | Kind::Pong if bytes.len() > CONTROL => {
                Some(SendError::ControlTooLong { size: bytes.len() })
            }
            _ => self.cannot_send(),
        };
        match wrong {
            // Whoever asked may have gone; that is their affair.
            Some(wrong) => drop(done.send(Err(wrong))),
            None => self.write(kind, bytes, done, login),
        }
    }

    fn write(&mut self, kind: Kind, bytes: Bytes, done: SentReply, login: Option<ReplyWait>) {
        if !self.out.has_room(bytes.len()) {
            self.flush();
        }
        if !self.out.has_room(bytes.len()) {
            self.waiting = Some(PendingSend::Message { kind, bytes, done, login });
            return;
        }
        let row = match kind {
            Kind::Ping | Kind::Pong => self.send_control(kind, bytes),
            _ => self.went(kind, bytes),
        };
        if let Some(reply) = login {
            // Before the answer: whoever asked finds no error of an earlier login.
            self.login_went(reply);
        }
        let _ = done.send(Ok(row));
    }

    /// A message is on its way: into the transcript with it, as it was before masking and compressing.
    fn went(&mut self, kind: Kind, bytes: Bytes) -> u32 {
        let wire = self.out.message(kind.opcode().unwrap_or_default(), bytes.clone());
        self.recorded(kind, &bytes, wire)
    }

    /// It goes into the transcript, and what comes next may be its reply.
    pub(super) fn recorded(&mut self, kind: Kind, bytes: &Bytes, wire: Option<u32>) -> u32 {
        let now = self.driver.clock.now();
        if self.flood.is_active() {
            self.end_flood(now);
        }
        let row = self.driver.writer.push_bytes(Direction::Sent, kind, now, bytes, wire);
        self.sent += 1;
        self.unflushed = true;
        self.expecting = true;
        let reply = LastReply { sent_row: row, sent_ns: now, reply: None };
        self.driver.status.send_modify(|status| status.reply = Some(reply));
        self.driver.bump();
        row
    }

    fn login_went(&mut self, reply: Option<(i32, Duration)>) {
        self.login_ns = self.driver.clock.now();
        self.driver.status.send_modify(|status| status.login_ns = None);
        self.event(SessionEvent::LoginSent { reply });
    }

    /// As much as the socket takes.
    pub(super) fn flush(&mut self) {
        while self.unflushed && !self.finished {
            self.answer_pings();
            let mut cx = Context::from_waker(&self.waker);
            match self.out.poll(&mut cx, &mut self.receiver) {
                Poll::Pending => return,
                Poll::Ready(Ok(())) => {
                    self.unflushed = self.owes_pongs();
                    self.last_byte_written();
                }
                Poll::Ready(Err(error)) => {
                    self.unflushed = false;
                    self.out.forget();
                    self.write_error.get_or_insert(error);
                }
            }
        }
    }
}
