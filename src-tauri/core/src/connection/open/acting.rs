//! What breaks the protocol on purpose: bytes past the library, an end without a Close.

use std::task::{Context, Poll};

use bytes::Bytes;
use tokio::sync::oneshot;

use super::super::driver::would_block;
use super::super::handle::{Farewell, SendError};
use super::super::misbehave::{self, Act, Then};
use super::super::session::Event;
use super::super::status::Phase;
use super::Open;
use super::sending::Waiting;
use crate::frame::Kind;

/// Where it is told of.
pub(super) type Done = oneshot::Sender<Result<u32, SendError>>;

/// Bytes that go out past the library.
pub(super) struct Put {
    /// What the transcript says before them.
    mark: Option<String>,
    /// The row that they become: its kind, and what is in it.
    kind: Kind,
    shown: Bytes,
    bytes: Bytes,
    then: Then,
}

impl From<Act> for Put {
    fn from(Act { name, bytes, then }: Act) -> Put {
        let mark = Some(format!("misbehaving on purpose: {name}"));
        Put { mark, kind: Kind::Raw, shown: bytes.clone(), bytes, then }
    }
}

impl Put {
    /// A pong by hand, where those of the library go nowhere.
    pub(super) fn pong(payload: Bytes) -> Put {
        let bytes = misbehave::pong(&payload, rand::random());
        Put { mark: None, kind: Kind::Pong, shown: payload, bytes, then: Then::GoOn }
    }
}

impl Open<'_> {
    /// Behind everything that was sent before.
    pub(super) fn put(&mut self, put: Put, done: Done) {
        // Whoever asked may have gone; that is their affair.
        let _ = match (self.cannot_send(), self.ws.flush()) {
            (Some(why), _) => done.send(Err(why)),
            (None, Ok(())) => {
                let row = self.was_put(put);
                done.send(Ok(row))
            }
            (None, Err(error)) if would_block(&error) => {
                self.waiting = Some(Waiting::Put { put, done });
                return;
            }
            (None, Err(error)) => {
                let gone = done.send(Err(SendError::NotOpen(self.driver.session.phase())));
                self.broke(error);
                gone
            }
        };
    }

    /// A line that says what it is, and then what goes out; answers the row of that.
    fn was_put(&mut self, Put { mark, kind, shown, bytes, then }: Put) -> u32 {
        let mut row = 0;
        if let Some(mark) = mark {
            tracing::info!("{mark}");
            row = self.mark(&mark);
        }
        if !bytes.is_empty() {
            row = self.went(kind, &shown);
            self.outlet_mut().put(bytes);
        }
        self.unflushed = true;
        match then {
            Then::GoOn => {}
            Then::Closing { code, reason } => {
                // The library knows nothing of it and would answer the answer.
                self.outlet_mut().mute();
                self.event(Event::CloseSent { code, reason });
            }
            Then::NoPong => self.outlet_mut().drop_pongs(),
            Then::HalfClose => self.outlet_mut().half_close(),
        }
        row
    }

    /// A note of ours in the transcript.
    pub(super) fn mark(&mut self, text: &str) -> u32 {
        let row = self.driver.mark(text);
        self.driver.bump();
        row
    }

    /// Why nothing can be sent now.
    pub(super) fn cannot_send(&self) -> Option<SendError> {
        match self.driver.session.phase() {
            phase if !phase.is_open() => Some(SendError::NotOpen(phase)),
            _ if self.outlet().is_mute() => Some(SendError::HalfClosed),
            _ => None,
        }
    }

    /// The end that somebody wants, looked at before anything that waits.
    pub(super) fn closes(&mut self, cx: &mut Context<'_>) {
        let asked = match self.driver.closes.poll_recv(cx) {
            Poll::Pending => return,
            Poll::Ready(Some(asked)) => asked,
            // Nobody holds the connection any more. The state tells whether that is news.
            Poll::Ready(None) => Farewell::gone(),
        };
        let phase = self.driver.session.phase();
        match asked {
            Farewell::Abort { reset } => {
                self.forget_waiting(phase);
                self.mark(if reset { "aborted: TCP reset, no Close" } else { "aborted: no Close" });
                self.abort(reset);
            }
            _ if !phase.is_open() => {}
            // Our side has ended: there is nothing to say it with.
            Farewell::Close { .. } if self.outlet().is_mute() => self.abort(false),
            Farewell::Close { code, reason } => {
                self.forget_waiting(Phase::Closing);
                // The server's Close may lie behind a message that nobody will answer now.
                self.held = false;
                (_, self.written) = self.ws.get_ref().get_ref().bytes();
                self.event(Event::CloseAsked { code, reason });
            }
        }
    }

    fn abort(&mut self, reset: bool) {
        self.aborted = true;
        if reset {
            // Where it cannot be, as on a Unix socket, the end is the usual one.
            let _ = self.outlet().get_ref().reset_when_dropped();
        }
        self.event(Event::AbortAsked);
    }

    /// It was not sent, and nothing can be after a Close.
    fn forget_waiting(&mut self, phase: Phase) {
        if let Some(waiting) = self.waiting.take() {
            let _ = waiting.done().send(Err(SendError::NotOpen(phase)));
        }
    }
}
