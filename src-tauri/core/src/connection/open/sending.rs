//! What goes out, and its place in the transcript.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::super::driver::would_block;
use super::super::handle::{Command, SendError};
use super::super::session::Event;
use super::super::status::{Phase, Reply};
use super::{Open, WRITE_BUFFER};
use crate::frame::{Direction, Kind, to_message};

/// A message that found no room in the write buffer.
pub(super) struct Waiting {
    kind: Kind,
    bytes: Bytes,
    message: Message,
    done: oneshot::Sender<Result<u32, SendError>>,
    login: Option<LoginReply>,
}

/// The message is a login: the reply to wait for, and how long.
type LoginReply = Option<(i32, Duration)>;

impl Open<'_> {
    /// Everything asked for, as long as there is room to write.
    pub(super) fn commands(&mut self, cx: &mut Context<'_>) {
        self.closes(cx);
        if let Some(Waiting { kind, bytes, message, done, login }) = self.waiting.take() {
            self.write(kind, bytes, message, done, login);
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
        (_, self.written) = self.ws.get_ref().get_ref().bytes();
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
        // Whoever asked may have gone; that is their affair.
        let _ = match to_message(kind, bytes.clone()) {
            None => done.send(Err(SendError::NotUtf8)),
            Some(_) if !phase.is_open() => done.send(Err(SendError::NotOpen(phase))),
            Some(message) => return self.write(kind, bytes, message, done, login),
        };
    }

    pub(super) fn write(
        &mut self,
        kind: Kind,
        bytes: Bytes,
        message: Message,
        done: oneshot::Sender<Result<u32, SendError>>,
        login: Option<LoginReply>,
    ) {
        let mut result = self.ws.write(message.clone());
        if matches!(result, Err(Error::WriteBufferFull(_))) && self.ws.flush().is_ok() {
            // The buffer is empty; a message larger than it gets the room that it needs, once.
            let room = WRITE_BUFFER + bytes.len();
            self.ws.set_config(|config| config.max_write_buffer_size = room);
            result = self.ws.write(message.clone());
            self.ws.set_config(|config| config.max_write_buffer_size = WRITE_BUFFER);
        }
        match result {
            Err(Error::WriteBufferFull(_)) => {
                self.waiting = Some(Waiting { kind, bytes, message, done, login });
            }
            Err(error) if !would_block(&error) => {
                let _ = done.send(Err(SendError::NotOpen(self.driver.session.phase())));
                self.broke(error);
            }
            // Pending means that the library keeps it and writes it when the socket takes more.
            _ => {
                let row = self.went(kind, &bytes);
                if let Some(reply) = login {
                    // Before the answer: whoever asked finds no error of an earlier login.
                    self.login_went(reply);
                }
                let _ = done.send(Ok(row));
            }
        }
    }

    /// A message is on its way: into the transcript with it, as it was before masking.
    pub(super) fn went(&mut self, kind: Kind, bytes: &[u8]) -> u32 {
        let now = self.driver.clock.now();
        let row = self.driver.writer.push(Direction::Sent, kind, now, bytes);
        self.sent += 1;
        self.unflushed = true;
        self.expecting = true;
        let reply = Reply { sent_row: row, sent_ns: now, reply: None };
        self.driver.status.send_modify(|status| status.reply = Some(reply));
        self.driver.bump();
        row
    }

    pub(super) fn login_went(&mut self, reply: Option<(i32, Duration)>) {
        self.login_ns = self.driver.clock.now();
        self.driver.status.send_modify(|status| status.login_ns = None);
        self.event(Event::LoginSent { reply });
    }

    pub(super) fn flush(&mut self) {
        if !self.unflushed || self.finished {
            return;
        }
        match self.ws.flush() {
            Ok(()) => {
                self.unflushed = false;
                self.last_byte_written();
            }
            Err(error) if would_block(&error) => {}
            Err(error) => self.broke(error),
        }
    }
}
