//! The connection's state machine: events in, actions out; no I/O, no clock.
//!
//! ```text
//! idle -> resolving -> connecting -> [proxy] -> [tls] -> upgrading -> open -> logged in
//!            \____________\____________\__________\__________\__________\_________\_> closing -> closed
//! ```
//!
//! The driver carries out the actions and reports their results. Exactly one `Finish` ends each session.
//!
//! - `login`: the steps of the login.

mod login;

use std::time::Duration;

use super::connection_end::{CloseObservation, ConnectionEnd, Side};
use super::error::ConnectionError;
use super::phase::Phase;
use super::request::{ConnectionLimits, LoginSequence, ReplyMatch, Settings};
use crate::frame::close::ClosePayload;

/// An event reported to the session.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionEvent {
    /// Start connecting.
    Start,
    /// The host name was resolved.
    Resolved,
    /// TCP is connected to the server or to a proxy.
    Connected {
        /// Whether it is a proxy, so that a tunnel must be opened.
        proxied: bool,
    },
    /// The tunnel through the proxy is open.
    Tunneled,
    /// The TLS handshake succeeded.
    Secured,
    /// The server switched to WebSocket.
    Upgraded,
    /// The server redirected us to a target that is followed.
    Redirected {
        /// Whether the target uses TLS.
        secure: bool,
        /// The target's host and port.
        peer: String,
    },
    /// The current phase failed.
    Failed(ConnectionError),
    /// The armed time-out expired.
    TimedOut,
    /// A step of the login was carried out: its message was sent, if it has one.
    LoginSent {
        /// The login.
        login: LoginSequence,
        /// The index of the step; 0 begins a login, for the first time or again.
        step: usize,
    },
    /// A message was received while [`Session::awaits_login`].
    Received {
        /// What it means to the login.
        is: ReplyMatch,
        /// A preview of it, for an error's text.
        shown: String,
    },
    /// The caller closes the connection.
    CloseAsked {
        /// The code to send.
        code: u16,
        /// The reason to send.
        reason: String,
    },
    /// The caller aborts the connection without a Close.
    AbortAsked,
    /// A misbehaviour has sent a Close.
    CloseSent {
        /// Its code.
        code: u16,
        /// Its reason.
        reason: String,
    },
    /// The server's Close was received. The event loop answers it.
    CloseCame(ClosePayload),
    /// The stream ended: `None` after a Close, else with an error.
    Ended(Option<ConnectionError>),
}

/// An action for the driver.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionAction {
    /// Resolve the host name.
    Resolve,
    /// Connect TCP.
    Connect,
    /// Open a tunnel through the proxy.
    Tunnel,
    /// Perform the TLS handshake.
    Secure,
    /// Perform the HTTP upgrade.
    Upgrade,
    /// Start to receive and send messages.
    Open,
    /// Carry out a step of the login: send its message, if it has one.
    SendLogin {
        /// The login.
        login: LoginSequence,
        /// The index of the step.
        step: usize,
    },
    /// Send a Close.
    SendClose {
        /// The code.
        code: u16,
        /// The reason.
        reason: String,
    },
    /// Report `TimedOut` after this, unless another `Arm` or `Disarm` follows first.
    Arm(Duration),
    /// Cancel the time-out.
    Disarm,
    /// Drop the stream: the session has ended.
    Finish,
}

/// The state machine.
#[derive(Debug)]
pub struct Session {
    phase: Phase,
    secure: bool,
    peer: String,
    limits: ConnectionLimits,
    login: Option<LoginSequence>,
    /// The login whose step waits for a reply, and that step.
    awaiting: Option<(LoginSequence, usize)>,
    login_sent: bool,
    /// All steps of the login are done.
    login_complete: bool,
    /// The last other message received while waiting for the login's reply.
    other_reply: Option<String>,
    /// The code of the Close that we sent first.
    our_close: Option<u16>,
    their_close: Option<ClosePayload>,
    end: Option<ConnectionEnd>,
    error: Option<ConnectionError>,
}

impl Session {
    /// An idle session.
    pub fn new(settings: &Settings) -> Self {
        Session {
            phase: Phase::Idle,
            secure: settings.target.secure,
            peer: settings.target.peer(),
            limits: settings.limits,
            login: settings.login.clone(),
            awaiting: None,
            login_sent: false,
            login_complete: false,
            other_reply: None,
            our_close: None,
            their_close: None,
            end: None,
            error: None,
        }
    }

    /// The current phase.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// How the connection ended.
    pub fn end(&self) -> Option<&ConnectionEnd> {
        self.end.as_ref()
    }

    /// Why connecting or the login failed, or why the connection broke.
    pub fn error(&self) -> Option<&ConnectionError> {
        self.error.as_ref()
    }

    /// Handles an event and returns the actions to carry out. Events that do not apply to the phase are ignored.
    pub fn on(&mut self, event: SessionEvent) -> Vec<SessionAction> {
        use Phase::*;
        match (self.phase, event) {
            (Idle, SessionEvent::Start) => {
                self.go(Resolving, self.limits.resolve, SessionAction::Resolve)
            }
            (Resolving, SessionEvent::Resolved) => {
                self.go(Connecting, self.limits.connect, SessionAction::Connect)
            }
            (Connecting, SessionEvent::Connected { proxied: true }) => {
                self.go(Proxy, self.limits.proxy, SessionAction::Tunnel)
            }
            (Connecting, SessionEvent::Connected { .. }) | (Proxy, SessionEvent::Tunneled)
                if self.secure =>
            {
                self.go(Tls, self.limits.tls, SessionAction::Secure)
            }
            (Connecting, SessionEvent::Connected { .. })
            | (Proxy, SessionEvent::Tunneled)
            | (Tls, SessionEvent::Secured) => {
                self.go(Upgrading, self.limits.upgrade, SessionAction::Upgrade)
            }
            (Upgrading, SessionEvent::Redirected { secure, peer }) => {
                self.secure = secure;
                self.peer = peer;
                self.go(Resolving, self.limits.resolve, SessionAction::Resolve)
            }
            (Upgrading, SessionEvent::Upgraded) => {
                self.phase = Open;
                let mut actions = vec![SessionAction::Disarm, SessionAction::Open];
                let login = self.login.clone();
                actions.extend(login.map(|login| SessionAction::SendLogin { login, step: 0 }));
                actions
            }
            (Open | LoggedIn | Closing, SessionEvent::AbortAsked) => {
                self.finish(ConnectionEnd::without(Side::Us, CloseObservation::Aborted))
            }
            (Resolving | Connecting | Proxy | Tls | Upgrading, event) => {
                self.while_connecting(event)
            }
            (Open | LoggedIn, event) => self.while_open(event),
            (Closing, event) => self.while_closing(event),
            // `Waiting` belongs to the driver, between two sessions.
            (Idle | Waiting | Closed, _) => vec![],
        }
    }

    fn go(&mut self, phase: Phase, within: Duration, action: SessionAction) -> Vec<SessionAction> {
        self.phase = phase;
        vec![SessionAction::Arm(within), action]
    }

    fn while_connecting(&mut self, event: SessionEvent) -> Vec<SessionAction> {
        match event {
            SessionEvent::Failed(error) => self.fail(error),
            SessionEvent::TimedOut => {
                let after = match self.phase {
                    Phase::Resolving => self.limits.resolve,
                    Phase::Connecting => self.limits.connect,
                    Phase::Proxy => self.limits.proxy,
                    Phase::Tls => self.limits.tls,
                    _ => self.limits.upgrade,
                };
                let (phase, peer) = (self.phase, self.peer.clone());
                self.fail(ConnectionError::Timeout { phase, peer, after })
            }
            SessionEvent::CloseAsked { .. } | SessionEvent::AbortAsked => {
                // Nothing is open yet, so no Close is sent.
                self.finish(ConnectionEnd::without(Side::Us, CloseObservation::Cancelled))
            }
            _ => vec![],
        }
    }

    fn while_open(&mut self, event: SessionEvent) -> Vec<SessionAction> {
        match event {
            SessionEvent::LoginSent { login, step } => self.login_step_done(login, step),
            SessionEvent::Received { is, shown } => self.login_reply(is, shown),
            SessionEvent::TimedOut => self.login_timed_out(),
            SessionEvent::CloseAsked { code, reason } => {
                self.phase = Phase::Closing;
                self.awaiting = None;
                self.our_close = Some(code);
                vec![
                    SessionAction::SendClose { code, reason },
                    SessionAction::Arm(self.limits.close),
                ]
            }
            SessionEvent::CloseSent { code, .. } => {
                self.phase = Phase::Closing;
                self.awaiting = None;
                self.our_close = Some(code);
                vec![SessionAction::Arm(self.limits.close)]
            }
            SessionEvent::CloseCame(close) => {
                if self.awaiting.take().is_some() {
                    self.error = Some(ConnectionError::LoginRefused {
                        code: close.code().unwrap_or(1005),
                        reason: close.reason(),
                        reply: self.other_reply.take(),
                    });
                }
                self.phase = Phase::Closing;
                self.their_close = Some(close);
                vec![SessionAction::Arm(self.limits.close)]
            }
            SessionEvent::Ended(error) => self.broken(error),
            _ => vec![],
        }
    }

    fn while_closing(&mut self, event: SessionEvent) -> Vec<SessionAction> {
        match event {
            SessionEvent::CloseCame(close) => {
                self.their_close = Some(close);
                vec![]
            }
            // The Close frames determine the end, however the stream ends; on a time-out the server keeps TCP open.
            SessionEvent::Ended(_) | SessionEvent::TimedOut => self.closed(),
            _ => vec![],
        }
    }

    /// Finishes a connection on which at least one Close was sent or received.
    fn closed(&mut self) -> Vec<SessionAction> {
        let end = match (&self.our_close, &self.their_close) {
            (Some(ours), Some(theirs)) => {
                let code = theirs.code().unwrap_or(1005);
                // An echo has our code. Any other code is the server's own Close, which crossed ours.
                let echo = code == *ours || matches!(code, 1000 | 1001 | 1005);
                let by = if echo { Side::Us } else { Side::Server };
                ConnectionEnd { code, reason: theirs.reason(), clean: true, by, how: how(theirs) }
            }
            (None, Some(theirs)) => ConnectionEnd {
                code: theirs.code().unwrap_or(1005),
                reason: theirs.reason(),
                clean: true,
                by: Side::Server,
                how: how(theirs),
            },
            _ => ConnectionEnd::without(Side::Us, CloseObservation::Unanswered),
        };
        self.finish(end)
    }

    fn broken(&mut self, error: Option<ConnectionError>) -> Vec<SessionAction> {
        let by = match &error {
            Some(ConnectionError::Lost { .. }) => Side::Server,
            Some(
                ConnectionError::Protocol { .. }
                | ConnectionError::TooBig { .. }
                | ConnectionError::TooManyFragments { .. }
                | ConnectionError::Idle { .. }
                | ConnectionError::Internal { .. }
                | ConnectionError::Transcript { .. },
            ) => Side::Us,
            _ => Side::Network,
        };
        self.error = error;
        self.finish(ConnectionEnd::without(by, CloseObservation::Broken))
    }

    fn fail(&mut self, error: ConnectionError) -> Vec<SessionAction> {
        self.error = Some(error);
        self.finish(ConnectionEnd::without(Side::Network, CloseObservation::Broken))
    }

    fn finish(&mut self, end: ConnectionEnd) -> Vec<SessionAction> {
        self.phase = Phase::Closed;
        self.awaiting = None;
        self.end = Some(end);
        vec![SessionAction::Disarm, SessionAction::Finish]
    }
}

fn how(close: &ClosePayload) -> CloseObservation {
    if close.code().is_some() { CloseObservation::Code } else { CloseObservation::NoCode }
}

#[cfg(test)]
mod tests;
