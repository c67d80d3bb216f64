//! The connection's states: events in, actions out; no I/O, no clock.
//!
//! ```text
//! idle -> resolving -> connecting -> [proxy] -> [tls] -> upgrading -> open -> logged in
//!            \____________\____________\__________\__________\__________\_________\_> closing -> closed
//! ```
//!
//! The driver does what the actions say and tells what came of it. Exactly one `Finish` ends each session.

use std::time::Duration;

use super::connection_end::{CloseObservation, ConnectionEnd, Side};
use super::error::ConnectionError;
use super::phase::Phase;
use super::request::{ConnectionLimits, LoginMessage, Settings};
use crate::frame::close::ClosePayload;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionEvent {
    /// A person or a pipeline wants the connection.
    Start,
    /// The name has addresses.
    Resolved,
    /// TCP is there: with the server, or with a proxy.
    Connected {
        /// The proxy is still to be asked.
        proxied: bool,
    },
    /// The proxy let us through.
    Tunneled,
    /// TLS is there.
    Secured,
    /// The server switched to WebSocket.
    Upgraded,
    /// The server's answer points elsewhere, and we go there.
    Redirected {
        /// `wss`
        secure: bool,
        /// Host and port.
        peer: String,
    },
    /// The current phase failed.
    Failed(ConnectionError),
    /// The armed time-out is over.
    TimedOut,
    /// The login went out, again or by hand.
    LoginSent {
        /// The reply to wait for, and how long.
        reply: Option<(i32, Duration)>,
    },
    /// A message came while [`Session::awaits_login`].
    Received {
        /// Its leading int32.
        code: Option<i32>,
        /// Its preview, for an error's text.
        shown: String,
    },
    /// A person or a pipeline wants the end.
    CloseAsked {
        /// The code to send.
        code: u16,
        /// The reason to send.
        reason: String,
    },
    /// A person or a pipeline wants the end, without a Close.
    AbortAsked,
    /// A Close of ours went out past the library.
    CloseSent {
        /// Its code.
        code: u16,
        /// Its reason.
        reason: String,
    },
    /// The server's Close came. The library answers it.
    CloseCame(ClosePayload),
    /// The stream is over: after a Close as it should be (`None`), or broken.
    Ended(Option<ConnectionError>),
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionAction {
    /// Look the name up.
    Resolve,
    /// Connect TCP.
    Connect,
    /// Have the proxy let us through.
    Tunnel,
    /// Do the TLS handshake.
    Secure,
    /// Do the HTTP upgrade.
    Upgrade,
    /// Pass messages from now on.
    Open,
    /// Send the login.
    SendLogin(LoginMessage),
    /// Send a Close.
    SendClose {
        /// The code.
        code: u16,
        /// The reason.
        reason: String,
    },
    /// Send `TimedOut` after this, unless another `Arm` or `Disarm` comes first.
    Arm(Duration),
    /// No time-out from now on.
    Disarm,
    /// Drop the stream; nothing more will happen.
    Finish,
}

/// The state machine.
#[derive(Debug)]
pub struct Session {
    phase: Phase,
    secure: bool,
    peer: String,
    limits: ConnectionLimits,
    login: Option<LoginMessage>,
    awaiting: Option<(i32, Duration)>,
    login_sent: bool,
    /// The last reply that was not the awaited one.
    other_reply: Option<String>,
    /// The Close that we sent because somebody asked.
    our_close: Option<(u16, String)>,
    their_close: Option<ClosePayload>,
    end: Option<ConnectionEnd>,
    error: Option<ConnectionError>,
}

impl Session {
    /// Idle.
    pub fn new(settings: &Settings) -> Self {
        Session {
            phase: Phase::Idle,
            secure: settings.target.secure,
            peer: settings.target.peer(),
            limits: settings.limits,
            login: settings.login.clone(),
            awaiting: None,
            login_sent: false,
            other_reply: None,
            our_close: None,
            their_close: None,
            end: None,
            error: None,
        }
    }

    /// The state.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The login went out.
    pub fn login_sent(&self) -> bool {
        self.login_sent
    }

    /// Messages that come are to be told, until the awaited reply is among them.
    pub fn awaits_login(&self) -> bool {
        self.awaiting.is_some()
    }

    /// How it ended.
    pub fn end(&self) -> Option<&ConnectionEnd> {
        self.end.as_ref()
    }

    /// Why it could not be made, or broke; or why the login failed.
    pub fn error(&self) -> Option<&ConnectionError> {
        self.error.as_ref()
    }

    /// Takes what happened and says what to do. An event that the state has no use for does nothing.
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
                actions.extend(self.login.clone().map(SessionAction::SendLogin));
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
            // A session knows nothing of another after it.
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
                // Nothing was open, so there is nobody to say good-bye to.
                self.finish(ConnectionEnd::without(Side::Us, CloseObservation::Cancelled))
            }
            _ => vec![],
        }
    }

    fn while_open(&mut self, event: SessionEvent) -> Vec<SessionAction> {
        match event {
            SessionEvent::LoginSent { reply } => {
                self.login_sent = true;
                self.awaiting = reply;
                // A second login begins anew: what the first one brought no longer counts.
                self.phase = Phase::Open;
                self.error = None;
                self.other_reply = None;
                match reply {
                    Some((_, within)) => vec![SessionAction::Arm(within)],
                    None => vec![SessionAction::Disarm],
                }
            }
            SessionEvent::Received { code, shown } => match self.awaiting {
                Some((wanted, _)) if code == Some(wanted) => {
                    self.awaiting = None;
                    self.phase = Phase::LoggedIn;
                    vec![SessionAction::Disarm]
                }
                Some(_) => {
                    self.other_reply = Some(shown);
                    vec![]
                }
                None => vec![],
            },
            SessionEvent::TimedOut => match self.awaiting.take() {
                // The connection stays: a tester may want to look, or to log in again.
                Some((code, within)) => {
                    self.error = Some(ConnectionError::LoginTimeout { code, within });
                    vec![SessionAction::Disarm]
                }
                None => vec![],
            },
            SessionEvent::CloseAsked { code, reason } => {
                self.phase = Phase::Closing;
                self.awaiting = None;
                self.our_close = Some((code, reason.clone()));
                vec![
                    SessionAction::SendClose { code, reason },
                    SessionAction::Arm(self.limits.close),
                ]
            }
            SessionEvent::CloseSent { code, reason } => {
                self.phase = Phase::Closing;
                self.awaiting = None;
                self.our_close = Some((code, reason));
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
            // Whatever ends the stream now, the Close frames have told the story; a time-out is the server
            // that does not let go.
            SessionEvent::Ended(_) | SessionEvent::TimedOut => self.closed(),
            _ => vec![],
        }
    }

    /// The end of a connection on which at least one Close frame passed.
    fn closed(&mut self) -> Vec<SessionAction> {
        let end = match (&self.our_close, &self.their_close) {
            (Some((ours, _)), Some(theirs)) => {
                let code = theirs.code().unwrap_or(1005);
                // An echo has our code. Another is the server's own Close, which crossed ours.
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
