//! Commands from the handle to the driver, and how they are answered.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{oneshot, watch};

use super::misbehave::MisbehaveActions;
use super::phase::Phase;
use super::request::LoginMessage;
use crate::frame::Kind;

/// Rises whenever something about a connection changed: its state, or what is stored.
#[derive(Debug, Clone)]
pub struct Revision(Arc<watch::Sender<u64>>);

impl Revision {
    /// Begins at 0.
    pub fn new() -> Self {
        Revision(Arc::new(watch::Sender::new(0)))
    }

    /// Something changed.
    pub fn bump(&self) {
        self.0.send_modify(|n| *n += 1);
    }

    /// To wait for the next change.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

impl Default for Revision {
    fn default() -> Self {
        Revision::new()
    }
}

/// What the driver is asked to do.
#[derive(Debug)]
pub(super) enum DriverCommand {
    Send { kind: Kind, bytes: Bytes, done: oneshot::Sender<Result<u32, SendError>> },
    Login { login: LoginMessage, done: oneshot::Sender<Result<u32, SendError>> },
    Act { act: MisbehaveActions, done: oneshot::Sender<Result<u32, SendError>> },
    GoOn,
    Hurry,
}

impl DriverCommand {
    /// Says why it is not done. Whoever asked may have gone; that is their affair.
    pub(super) fn refuse(self, why: SendError) {
        match self {
            DriverCommand::Send { done, .. }
            | DriverCommand::Login { done, .. }
            | DriverCommand::Act { done, .. } => drop(done.send(Err(why))),
            DriverCommand::GoOn | DriverCommand::Hurry => {}
        }
    }
}

/// How a connection is to end.
#[derive(Debug)]
pub(super) enum CloseMode {
    Close { code: u16, reason: String },
    Abort { reset: bool },
}

impl CloseMode {
    /// Of one whom nobody holds any more.
    pub(super) fn gone() -> CloseMode {
        CloseMode::Close { code: 1001, reason: String::new() }
    }
}

/// Why a message was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The connection is not open (yet, or any more).
    #[error("not sent: the connection is {}", .0.word())]
    NotOpen(Phase),
    /// A text message must be UTF-8 (RFC 6455 section 5.6).
    #[error("not sent: a text message must be UTF-8")]
    NotUtf8,
    /// A ping or a pong of more than 125 bytes (RFC 6455 section 5.5).
    #[error("not sent: a ping or a pong has 125 bytes at most, and this one {size}")]
    ControlTooLong {
        /// Its payload's size.
        size: usize,
    },
    /// Our side of TCP was ended on purpose, or a Close went out past the library.
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
