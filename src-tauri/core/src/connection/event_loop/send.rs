//! Sends messages and records them.

use std::task::{Context, Poll};

use bytes::Bytes;

use super::super::command::{DriverCommand, SendError};
use super::super::misbehave::MisbehaveActions;
use super::super::status::LastReply;
use super::OpenConnection;
use super::login::{LoginStepSend, SentLogin};
use super::raw_send::SentReply;
use crate::frame::header::CONTROL;
use crate::frame::{Direction, Kind};

/// A message or raw bytes for which the queue has no room yet.
pub(super) enum PendingSend {
    Message { kind: Kind, bytes: Bytes, done: SentReply, login: Option<SentLogin> },
    Raw { actions: MisbehaveActions, done: SentReply },
}

impl PendingSend {
    pub(super) fn done(self) -> SentReply {
        match self {
            PendingSend::Message { done, .. } | PendingSend::Raw { done, .. } => done,
        }
    }
}

impl OpenConnection<'_> {
    /// Handles commands as long as the queue has room.
    pub(super) fn poll_commands(&mut self, cx: &mut Context<'_>) {
        self.poll_closes(cx);
        match self.waiting.take() {
            Some(PendingSend::Message { kind, bytes, done, login }) => {
                self.write(kind, bytes, done, login);
            }
            Some(PendingSend::Raw { actions, done }) => self.submit_raw(actions, done),
            None => {}
        }
        self.send_waiting_login_step();
        self.send_reconnect_messages();
        while self.waiting.is_none() && !self.finished {
            match self.context.channels.commands.poll_recv(cx) {
                Poll::Ready(Some(DriverCommand::Send { kind, bytes, done })) => {
                    self.submit(kind, bytes, done, None);
                }
                Poll::Ready(Some(DriverCommand::Login { login, done })) => {
                    self.send_login_step(LoginStepSend { login, step: 0, done });
                }
                Poll::Ready(Some(DriverCommand::Misbehave { actions, done })) => {
                    self.submit_raw(actions, done)
                }
                Poll::Ready(Some(DriverCommand::Automatic(messages))) => {
                    self.set_automatic(messages);
                }
                Poll::Ready(Some(DriverCommand::ReadNext)) => self.held = false,
                Poll::Ready(Some(DriverCommand::RetryNow)) => {}
                Poll::Ready(None) | Poll::Pending => break,
            }
        }
    }

    /// Sends a message, or keeps it until the queue has room. `login` marks a login.
    pub(super) fn submit(
        &mut self,
        kind: Kind,
        bytes: Bytes,
        done: SentReply,
        login: Option<SentLogin>,
    ) {
        let refused = match kind {
            Kind::Text if std::str::from_utf8(&bytes).is_err() => Some(SendError::NotUtf8),
            Kind::Ping | Kind::Pong if bytes.len() > CONTROL => {
                Some(SendError::ControlTooLong { size: bytes.len() })
            }
            _ => self.cannot_send(),
        };
        match refused {
            // The caller may have dropped the receiver.
            Some(error) => drop(done.send(Err(error))),
            None => self.write(kind, bytes, done, login),
        }
    }

    fn write(&mut self, kind: Kind, bytes: Bytes, done: SentReply, login: Option<SentLogin>) {
        if !self.queue.has_room(bytes.len()) {
            self.flush();
        }
        if !self.queue.has_room(bytes.len()) {
            self.waiting = Some(PendingSend::Message { kind, bytes, done, login });
            return;
        }
        let row = match kind {
            Kind::Ping | Kind::Pong => self.send_control(kind, bytes),
            _ => self.queue_message(kind, bytes),
        };
        if let Some(login) = login {
            // Before the reply, so that the caller sees no error of an earlier login.
            self.login_sent(login);
        }
        let _ = done.send(Ok(row));
    }

    /// Queues a message and records it as it was before masking and compressing.
    fn queue_message(&mut self, kind: Kind, bytes: Bytes) -> u32 {
        let wire = self.queue.message(kind.opcode().unwrap_or_default(), bytes.clone());
        self.record_sent(kind, &bytes, wire)
    }

    /// Records a sent message, whose reply may come next. Returns its row.
    pub(super) fn record_sent(&mut self, kind: Kind, bytes: &Bytes, wire: Option<u32>) -> u32 {
        let now = self.context.clock.now();
        if self.flood.is_active() {
            self.end_flood(now);
        }
        let row = self.context.writer.push_bytes(Direction::Sent, kind, now, bytes, wire);
        self.counts.sent += 1;
        self.unflushed = true;
        self.expects_reply = true;
        let reply = LastReply { sent_row: row, sent_ns: now, reply: None };
        self.context.status.send_modify(|status| status.reply = Some(reply));
        self.context.bump();
        row
    }

    /// Writes as much as the socket takes.
    pub(super) fn flush(&mut self) {
        while self.unflushed && !self.finished {
            self.answer_pings();
            let mut cx = Context::from_waker(&self.waker);
            match self.queue.poll(&mut cx, &mut self.receiver) {
                Poll::Pending => return,
                Poll::Ready(Ok(())) => {
                    self.unflushed = self.owes_pongs();
                    self.extend_close_timeout();
                }
                Poll::Ready(Err(error)) => {
                    self.unflushed = false;
                    self.queue.forget();
                    self.write_error.get_or_insert(error);
                }
            }
        }
    }
}
