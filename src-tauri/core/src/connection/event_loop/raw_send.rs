//! What breaks the protocol on purpose: bytes as they are, an end without a Close.

use std::task::{Context, Poll};

use tokio::sync::oneshot;

use super::super::command::{CloseMode, SendError};
use super::super::misbehave::{AfterSending, MisbehaveActions};
use super::super::phase::Phase;
use super::super::session::SessionEvent;
use super::OpenConnection;
use super::send::PendingSend;
use crate::frame::Kind;

/// Where it is told of.
pub(super) type SentReply = oneshot::Sender<Result<u32, SendError>>;

/// Bytes that go out as they are.
pub(super) struct RawBytes(MisbehaveActions);

impl From<MisbehaveActions> for RawBytes {
    fn from(act: MisbehaveActions) -> RawBytes {
        RawBytes(act)
    }
}

impl OpenConnection<'_> {
    /// Behind everything that was sent before.
    pub(super) fn submit_raw(&mut self, put: RawBytes, done: SentReply) {
        if !self.queue.has_room(put.0.bytes.len()) {
            self.flush();
        }
        // Whoever asked may have gone; that is their affair.
        let _ = match self.cannot_send() {
            Some(why) => done.send(Err(why)),
            None if !self.queue.has_room(put.0.bytes.len()) => {
                self.waiting = Some(PendingSend::Put { put, done });
                return;
            }
            None => {
                let row = self.send_raw(put);
                done.send(Ok(row))
            }
        };
    }

    /// A line that says what it is, and then what goes out; answers the row of that.
    fn send_raw(&mut self, RawBytes(MisbehaveActions { name, bytes, then }): RawBytes) -> u32 {
        let mark = format!("misbehaving on purpose: {name}");
        tracing::info!(size = bytes.len(), "misbehaving on purpose");
        let mut row = self.mark(&mark);
        if !bytes.is_empty() {
            row = self.record_sent(Kind::Raw, &bytes, None);
            self.queue.raw(bytes);
        }
        self.unflushed = true;
        match then {
            AfterSending::GoOn => {}
            AfterSending::Closing { code, reason } => {
                self.queue.mute();
                self.event(SessionEvent::CloseSent { code, reason });
            }
            AfterSending::NoPong => self.ignores_pings = true,
            AfterSending::HalfClose => self.queue.half_close(),
        }
        row
    }

    /// A note of ours in the transcript.
    pub(super) fn mark(&mut self, text: &str) -> u32 {
        let row = self.context.mark(text);
        self.context.bump();
        row
    }

    /// Why nothing can be sent now.
    pub(super) fn cannot_send(&self) -> Option<SendError> {
        match self.context.session.phase() {
            phase if !phase.is_open() => Some(SendError::NotOpen(phase)),
            _ if self.queue.is_mute() => Some(SendError::HalfClosed),
            _ => None,
        }
    }

    /// The end that somebody wants, looked at before anything that waits.
    pub(super) fn poll_closes(&mut self, cx: &mut Context<'_>) {
        let asked = match self.context.channels.closes.poll_recv(cx) {
            Poll::Pending => return,
            Poll::Ready(Some(asked)) => asked,
            // Nobody holds the connection any more. The state tells whether that is news.
            Poll::Ready(None) => CloseMode::gone(),
        };
        let phase = self.context.session.phase();
        match asked {
            CloseMode::Abort { reset } => {
                self.refuse_waiting(phase);
                self.mark(if reset { "aborted: TCP reset, no Close" } else { "aborted: no Close" });
                self.abort(reset);
            }
            _ if !phase.is_open() => {}
            // Our side has ended: there is nothing to say it with.
            CloseMode::Close { .. } if self.queue.is_mute() => self.abort(false),
            CloseMode::Close { code, reason } => {
                self.refuse_waiting(Phase::Closing);
                // The server's Close may lie behind a message that nobody will answer now.
                self.held = false;
                (_, self.written) = self.receiver.bytes();
                self.event(SessionEvent::CloseAsked { code, reason });
            }
        }
    }

    fn abort(&mut self, reset: bool) {
        self.aborted = true;
        if reset {
            // Where it cannot be, as on a Unix socket, the end is the usual one.
            let _ = self.receiver.stream().reset_when_dropped();
        }
        self.event(SessionEvent::AbortAsked);
    }

    /// It was not sent, and nothing can be after a Close.
    fn refuse_waiting(&mut self, phase: Phase) {
        if let Some(waiting) = self.waiting.take() {
            let _ = waiting.done().send(Err(SendError::NotOpen(phase)));
        }
    }
}
