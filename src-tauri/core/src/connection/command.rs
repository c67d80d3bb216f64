//! Commands from the handle to the driver, and their replies.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{oneshot, watch};

use super::misbehave::MisbehaveActions;
use super::phase::Phase;
use super::request::{AutomaticMessages, LoginSequence};
use crate::frame::Kind;

/// A counter that rises whenever a connection's state or its stored rows change.
#[derive(Debug, Clone)]
pub struct Revision(Arc<watch::Sender<u64>>);

impl Revision {
    /// Starts at 0.
    pub fn new() -> Self {
        Revision(Arc::new(watch::Sender::new(0)))
    }

    /// Announces a change.
    pub fn bump(&self) {
        self.0.send_modify(|n| *n += 1);
    }

    /// A receiver that is notified of each change.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

impl Default for Revision {
    fn default() -> Self {
        Revision::new()
    }
}

/// A command for the driver. `done` receives the row, or why nothing was sent.
#[derive(Debug)]
pub(super) enum DriverCommand {
    Send {
        kind: Kind,
        bytes: Bytes,
        done: oneshot::Sender<Result<u32, SendError>>,
    },
    Login {
        login: LoginSequence,
        done: oneshot::Sender<Result<u32, SendError>>,
    },
    Misbehave {
        actions: MisbehaveActions,
        done: oneshot::Sender<Result<u32, SendError>>,
    },
    /// Reads the next message, under [`Settings::pause_after_message`](super::Settings::pause_after_message).
    ReadNext,
    /// Reconnects now instead of waiting.
    RetryNow,
    /// Switches automatic replies and heartbeats on, in place of those that are on, or off.
    Automatic(Option<AutomaticMessages>),
}

impl DriverCommand {
    /// Replies that the command is not carried out. The caller may have dropped the receiver.
    pub(super) fn refuse(self, why: SendError) {
        match self {
            DriverCommand::Send { done, .. }
            | DriverCommand::Login { done, .. }
            | DriverCommand::Misbehave { done, .. } => drop(done.send(Err(why))),
            DriverCommand::ReadNext | DriverCommand::RetryNow | DriverCommand::Automatic(_) => {}
        }
    }
}

/// How to end a connection: with a Close frame, or by dropping TCP, with an RST where `reset` is set.
#[derive(Debug)]
pub(super) enum CloseMode {
    Close { code: u16, reason: String },
    Abort { reset: bool },
}

impl CloseMode {
    /// Sent when the handle is dropped.
    pub(super) fn gone() -> CloseMode {
        CloseMode::Close { code: 1001, reason: String::new() }
    }
}

/// Why a message was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The connection is not open yet, or no longer.
    #[error("not sent: the connection is {}", .0.word())]
    NotOpen(Phase),
    /// A text message must be UTF-8 (RFC 6455 section 5.6).
    #[error("not sent: a text message must be UTF-8")]
    NotUtf8,
    /// A ping or pong payload of more than 125 bytes (RFC 6455 section 5.5).
    #[error("not sent: a ping or a pong has 125 bytes at most, and this one {size}")]
    ControlTooLong {
        /// The payload's size in bytes.
        size: usize,
    },
    /// A misbehaviour has shut down our side of TCP or sent a Close.
    #[error("not sent: our side of the connection has ended; the server's is still read")]
    HalfClosed,
}

impl SendError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            SendError::NotOpen(_) => "not_connected",
            SendError::NotUtf8 => "text_not_utf8",
            SendError::ControlTooLong { .. } => "control_too_long",
            SendError::HalfClosed => "half_closed",
        }
    }
}
