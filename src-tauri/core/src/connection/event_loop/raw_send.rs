//! Deliberate protocol violations: raw bytes, and aborting without a Close.

use std::task::{Context, Poll};

use tokio::sync::oneshot;

use super::super::command::{CloseMode, SendError};
use super::super::misbehave::{AfterSending, MisbehaveActions};
use super::super::phase::Phase;
use super::super::session::SessionEvent;
use super::OpenConnection;
use super::send::PendingSend;
use crate::frame::Kind;

/// Receives the row of what was sent, or why nothing was.
pub(super) type SentReply = oneshot::Sender<Result<u32, SendError>>;

impl OpenConnection<'_> {
    /// Misbehaves after everything queued before has been sent.
    pub(super) fn submit_raw(&mut self, actions: MisbehaveActions, done: SentReply) {
        if !self.queue.has_room(actions.bytes.len()) {
            self.flush();
        }
        // The caller may have dropped the receiver.
        let _ = match self.cannot_send() {
            Some(why) => done.send(Err(why)),
            None if !self.queue.has_room(actions.bytes.len()) => {
                self.waiting = Some(PendingSend::Raw { actions, done });
                return;
            }
            None => {
                let row = self.send_raw(actions);
                done.send(Ok(row))
            }
        };
    }

    /// Writes a marker, sends the bytes, and returns the row of the bytes, or the marker's if there are none.
    fn send_raw(&mut self, actions: MisbehaveActions) -> u32 {
        let MisbehaveActions { name, bytes, then } = actions;
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

    /// Writes a marker into the transcript and returns its row.
    pub(super) fn mark(&mut self, text: &str) -> u32 {
        let row = self.context.mark(text);
        self.context.bump();
        row
    }

    /// Why nothing can be sent now; `None` if it can.
    pub(super) fn cannot_send(&self) -> Option<SendError> {
        match self.context.session.phase() {
            phase if !phase.is_open() => Some(SendError::NotOpen(phase)),
            _ if self.queue.is_mute() => Some(SendError::HalfClosed),
            _ => None,
        }
    }

    /// Handles a request to close or abort, ahead of pending messages.
    pub(super) fn poll_closes(&mut self, cx: &mut Context<'_>) {
        let mode = match self.context.channels.closes.poll_recv(cx) {
            Poll::Pending => return,
            Poll::Ready(Some(mode)) => mode,
            // The handle was dropped; the phase says whether there is anything left to close.
            Poll::Ready(None) => CloseMode::gone(),
        };
        let phase = self.context.session.phase();
        match mode {
            CloseMode::Abort { reset } => {
                self.refuse_waiting(phase);
                self.mark(if reset { "aborted: TCP reset, no Close" } else { "aborted: no Close" });
                self.abort(reset);
            }
            _ if !phase.is_open() => {}
            // Our side is muted, so no Close can be sent.
            CloseMode::Close { .. } if self.queue.is_mute() => self.abort(false),
            CloseMode::Close { code, reason } => {
                self.refuse_waiting(Phase::Closing);
                // The server's Close may lie behind the message that reading paused at.
                self.held = false;
                (_, self.written) = self.receiver.bytes();
                self.event(SessionEvent::CloseAsked { code, reason });
            }
        }
    }

    fn abort(&mut self, reset: bool) {
        self.aborted = true;
        if reset {
            // If it fails, TCP ends with a FIN.
            let _ = self.receiver.stream().reset_when_dropped();
        }
        self.event(SessionEvent::AbortAsked);
    }

    /// Refuses the pending message: nothing is sent after a Close.
    fn refuse_waiting(&mut self, phase: Phase) {
        if let Some(waiting) = self.waiting.take() {
            let _ = waiting.done().send(Err(SendError::NotOpen(phase)));
        }
    }
}
