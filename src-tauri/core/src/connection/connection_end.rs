//! How a connection ended: code, reason, side, and what was seen on the wire (RFC 6455 section 7.1).

use crate::frame::close;

/// Who ended a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// We.
    Us,
    /// The server.
    Server,
    /// Neither: it broke.
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

/// What of an end was on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseObservation {
    /// A Close of the server's with a code.
    Code,
    /// One without.
    NoCode,
    /// Our Close, and none of the server's: TCP ended, or the time-out was over.
    Unanswered,
    /// No Close: we dropped TCP.
    Aborted,
    /// It was called off before it was open.
    Cancelled,
    /// No Close: the error says what.
    Broken,
}

impl CloseObservation {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            CloseObservation::Code => "code",
            CloseObservation::NoCode => "noCode",
            CloseObservation::Unanswered => "unanswered",
            CloseObservation::Aborted => "aborted",
            CloseObservation::Cancelled => "cancelled",
            CloseObservation::Broken => "broken",
        }
    }
}

/// How a connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionEnd {
    /// As on the wire; 1005 where the Close had none, 1006 where there was no Close (RFC 6455 section 7.1.5).
    pub code: u16,
    /// As on the wire.
    pub reason: String,
    /// Both sides sent a Close frame.
    pub clean: bool,
    /// Who began to close.
    pub by: Side,
    /// What of it was on the wire.
    pub how: CloseObservation,
}

impl ConnectionEnd {
    /// Without a Close of the server's.
    pub(in crate::connection) fn without(by: Side, how: CloseObservation) -> ConnectionEnd {
        ConnectionEnd { code: 1006, reason: String::new(), clean: false, by, how }
    }

    /// Whether RFC 6455 section 7.4 allows the code in a Close frame. 1005 stands for a Close without a code, which has
    /// no reason either; 1014, registered since, is answered with 1002 as all others that the RFC does not know.
    pub fn may_be_sent(&self) -> bool {
        match self.code {
            1005 => self.reason.is_empty(),
            code => close::is_accepted(code),
        }
    }
}
