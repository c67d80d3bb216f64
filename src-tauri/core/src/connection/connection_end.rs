//! How a connection ended: code, reason, side, and how the close appeared on the wire (RFC 6455 section 7.1).

use crate::frame::close;

/// Who ended a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// This side.
    Us,
    /// The server.
    Server,
    /// Neither: the connection broke.
    Network,
}

impl Side {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Side::Us => "us",
            Side::Server => "server",
            Side::Network => "network",
        }
    }
}

/// How the close appeared on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "camelCase")]
pub enum CloseObservation {
    /// The server sent a Close with a code.
    Code,
    /// The server sent a Close without a code.
    NoCode,
    /// We sent a Close and the server did not answer before TCP ended or the time-out expired.
    Unanswered,
    /// We dropped TCP without a Close.
    Aborted,
    /// Cancelled before the connection was open.
    Cancelled,
    /// Broken without a Close; the error says how.
    Broken,
}

impl CloseObservation {
    /// The stable word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// How a connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionEnd {
    /// The code on the wire; 1005 if the Close had none, 1006 if there was no Close (RFC 6455 section 7.1.5).
    pub code: u16,
    /// The reason on the wire.
    pub reason: String,
    /// Whether both sides sent a Close frame.
    pub clean: bool,
    /// The side that closed first.
    pub by: Side,
    /// How the close appeared on the wire.
    pub how: CloseObservation,
}

impl ConnectionEnd {
    /// An end without a Close from the server.
    pub(crate) fn without(by: Side, how: CloseObservation) -> ConnectionEnd {
        ConnectionEnd { code: 1006, reason: String::new(), clean: false, by, how }
    }

    /// Whether RFC 6455 section 7.4 allows the code in a Close frame. 1005 stands for a Close without a code, which cannot
    /// have a reason either. 1014 was registered later and, like every code unknown to the RFC, is answered with 1002.
    pub fn may_be_sent(&self) -> bool {
        match self.code {
            1005 => self.reason.is_empty(),
            code => close::is_accepted(code),
        }
    }
}
