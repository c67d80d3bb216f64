//! What goes out, and its place in the transcript.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::super::driver::would_block;
use super::super::handle::{Command, SendError};
use super::super::session::Event;
use super::super::status::Reply;
use super::acting::{Done, Put};
use super::{Open, WRITE_BUFFER};
use crate::frame::{Direction, Kind, to_message};

/// What found no room in the write buffer.
pub(super) enum Waiting {
    Message {
        kind: Kind,
        bytes: Bytes,
        message: Message,
        done: Done,
        login: Option<LoginReply>,
    },
    /// It waits until the buffer is empty.
    Put {
        put: Put,
        done: Done,
    },
}

impl Waiting {
    pub(super) fn done(self) -> Done {
        match self {
            Waiting::Message { done, .. } | Waiting::Put { done, .. } => done,
        }
    }
}

/// The message is a login: the reply to wait for, and how long.
pub(super) type LoginReply = Option<(i32, Duration)>;

impl Open<'_> {
    /// Everything asked for, as long as there is room to write.
    pub(super) fn commands(&mut self, cx: &mut Context<'_>) {
        self.closes(cx);
        match self.waiting.take() {
            Some(Waiting::Message { kind, bytes, message, done, login }) => {
                self.write(kind, bytes, message, done, login);
            }
            Some(Waiting::Put { put, done }) => self.put(put, done),
            None => {}
        }
        self.send_start();
        while self.waiting.is_none() && !self.finished {
            match self.driver.commands.poll_recv(cx) {
                Poll::Ready(Some(Command::Send { kind, bytes, done })) => {
                    self.take(kind, bytes, done, None);
                }
                Poll::Ready(Some(Command::Login { login, done })) => {
                    self.take(Kind::Text, login.text.into(), done, Some(login.reply));
                }
                Poll::Ready(Some(Command::Act { act, done })) => self.put(act.into(), done),
                Poll::Ready(Some(Command::GoOn)) => self.held = false,
                Poll::Ready(Some(Command::Hurry)) => {}
                Poll::Ready(None) | Poll::Pending => break,
            }
        }
    }

    pub(super) fn take(&mut self, kind: Kind, bytes: Bytes, done: Done, login: Option<LoginReply>) {
        // Whoever asked may have gone; that is their affair.
        let _ = match (to_message(kind, bytes.clone()), self.cannot_send()) {
            (None, _) => done.send(Err(SendError::NotUtf8)),
            (_, Some(why)) => done.send(Err(why)),
            _ if kind == Kind::Pong && self.outlet().drops_pongs() => {
                return self.put(Put::pong(bytes), done);
            }
            (Some(message), None) => return self.write(kind, bytes, message, done, login),
        };
    }

    pub(super) fn write(
        &mut self,
        kind: Kind,
        bytes: Bytes,
        message: Message,
        done: Done,
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
                self.waiting = Some(Waiting::Message { kind, bytes, message, done, login });
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
