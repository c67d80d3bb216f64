//! What goes out, and its place in the transcript.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::oneshot;

use super::super::handle::{Command, SendError};
use super::super::head::CONTROL;
use super::super::session::Event;
use super::super::status::{Phase, Reply};
use super::Open;
use crate::frame::{Direction, Kind};

/// A message that found no room in the write buffer.
pub(super) struct Waiting {
    kind: Kind,
    bytes: Bytes,
    done: oneshot::Sender<Result<u32, SendError>>,
    login: Option<LoginReply>,
}

/// The message is a login: the reply to wait for, and how long.
type LoginReply = Option<(i32, Duration)>;

impl Open<'_> {
    /// Everything asked for, as long as there is room to write.
    pub(super) fn commands(&mut self, cx: &mut Context<'_>) {
        self.closes(cx);
        if let Some(Waiting { kind, bytes, done, login }) = self.waiting.take() {
            self.write(kind, bytes, done, login);
        }
        while self.waiting.is_none() && !self.finished {
            match self.driver.commands.poll_recv(cx) {
                Poll::Ready(Some(Command::Send { kind, bytes, done })) => {
                    self.take(kind, bytes, done, None);
                }
                Poll::Ready(Some(Command::Login { login, done })) => {
                    self.take(Kind::Text, login.text.into(), done, Some(login.reply));
                }
                Poll::Ready(None) | Poll::Pending => break,
            }
        }
    }

    /// The end that somebody wants, looked at before anything that waits.
    fn closes(&mut self, cx: &mut Context<'_>) {
        let (code, reason) = match self.driver.closes.poll_recv(cx) {
            Poll::Pending => return,
            Poll::Ready(Some(asked)) => asked,
            // Nobody holds the connection any more. The state tells whether that is news.
            Poll::Ready(None) => (1001, String::new()),
        };
        if !self.driver.session.phase().is_open() {
            return;
        }
        if let Some(Waiting { done, .. }) = self.waiting.take() {
            // It was not sent, and nothing can be after a Close.
            let _ = done.send(Err(SendError::NotOpen(Phase::Closing)));
        }
        (_, self.written) = self.wire().bytes();
        self.event(Event::CloseAsked { code, reason });
    }

    pub(super) fn take(
        &mut self,
        kind: Kind,
        bytes: Bytes,
        done: oneshot::Sender<Result<u32, SendError>>,
        login: Option<LoginReply>,
    ) {
        let phase = self.driver.session.phase();
        let wrong = match kind {
            Kind::Text if std::str::from_utf8(&bytes).is_err() => Some(SendError::NotUtf8),
            Kind::Ping | Kind::Pong if bytes.len() > CONTROL => {
                Some(SendError::ControlTooLong { size: bytes.len() })
            }
            _ if !phase.is_open() => Some(SendError::NotOpen(phase)),
            _ => None,
        };
        match wrong {
            // Whoever asked may have gone; that is their affair.
            Some(wrong) => drop(done.send(Err(wrong))),
            None => self.write(kind, bytes, done, login),
        }
    }

    fn write(
        &mut self,
        kind: Kind,
        bytes: Bytes,
        done: oneshot::Sender<Result<u32, SendError>>,
        login: Option<LoginReply>,
    ) {
        if !self.out.has_room(bytes.len()) {
            self.flush();
        }
        if !self.out.has_room(bytes.len()) {
            self.waiting = Some(Waiting { kind, bytes, done, login });
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
        let now = self.driver.clock.now();
        if self.flood.is_active() {
            self.end_flood(now);
        }
        let row = self.driver.writer.push(Direction::Sent, kind, now, &bytes);
        self.out.message(kind.opcode().unwrap_or_default(), bytes);
        self.sent += 1;
        self.unflushed = true;
        self.expecting = true;
        let reply = Reply { sent_row: row, sent_ns: now, reply: None };
        self.driver.status.send_modify(|status| status.reply = Some(reply));
        self.driver.bump();
        row
    }

    fn login_went(&mut self, reply: Option<(i32, Duration)>) {
        self.login_ns = self.driver.clock.now();
        self.driver.status.send_modify(|status| status.login_ns = None);
        self.event(Event::LoginSent { reply });
    }

    /// As much as the socket takes.
    pub(super) fn flush(&mut self) {
        while self.unflushed && !self.finished {
            let stream = self.ws.get_mut();
            let waker = stream.waker().clone();
            match self.out.poll(&mut Context::from_waker(&waker), stream.get_mut()) {
                Poll::Pending => return,
                Poll::Ready(Ok(())) => {
                    self.unflushed = false;
                    self.answer_the_latest();
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
