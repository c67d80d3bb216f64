//! Whether a connection that ended is made again, and when. Pure: no clock, no dice.
//!
//! Connecting again is for connections that were lost. Where the same would happen again, or somebody wanted the end, it is
//! not done:
//!
//! - it never was open: the profile may be wrong, and whoever connects sees it at once;
//! - we ended it: by a Close, by aborting, by cancelling an attempt;
//! - the server said that it is done, or that it does not want what we say: 1000, 1002, 1003, 1007 to 1010;
//! - the login was refused;
//! - the upgrade was refused, but for 408, 425, 429 and 5xx, which speak of now and not of us; or answered by something
//!   that is no WebSocket server;
//! - the certificate, the TLS version or the proxy's user is not as it must be;
//! - the server broke the protocol, or sent a message over the limit;
//! - the transcript cannot be written.

use std::time::Duration;

use super::connection_end::{ConnectionEnd, Side};
use super::error::{ConnectionError, ProxyError, TlsError, UpgradeError};
use super::request::ReconnectSettings;

/// Counts attempts, and connections.
#[derive(Debug, Default)]
pub struct ReconnectAttempts {
    how: Option<ReconnectSettings>,
    /// Attempts since the last connection that lasted.
    made: u32,
    /// Connections that were open.
    connections: u32,
    /// How the last one ended, for the line between it and the next.
    last: Option<String>,
    given_up: bool,
}

/// Another attempt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextAttempt {
    /// Its number in a row, from 1.
    pub attempt: u32,
    /// How many there may be.
    pub of: u32,
    /// How long to wait before it.
    pub wait: Duration,
}

impl ReconnectAttempts {
    /// Of a connection that may be made again like this.
    pub fn new(how: Option<ReconnectSettings>) -> ReconnectAttempts {
        ReconnectAttempts { how, ..ReconnectAttempts::default() }
    }

    /// A connection is open. Answers what the transcript says of it, where it may have several.
    pub fn opened(&mut self) -> Option<String> {
        self.connections += 1;
        let of = self.how.as_ref()?.attempts;
        let (number, made) = (self.connections, self.made);
        Some(match self.last.take() {
            Some(last) => format!("connection {number}: attempt {made} of {of}, after {last}"),
            None => format!("connection {number}"),
        })
    }

    /// How many were open.
    pub fn connections(&self) -> u32 {
        self.connections
    }

    /// It has ended, or an attempt has failed. `lived` is how long it was open, `dice` between 0 and 1.
    ///
    /// The wait before the nth attempt in a row is `first`, doubled n-1 times, at most `longest`, and of that between
    /// the half and the whole, so that clients that were lost together do not come back together. The row ends with a
    /// connection that lasted at least `longest`: a server that drops at once is not asked again and again.
    pub fn ended(
        &mut self,
        end: &ConnectionEnd,
        error: Option<&ConnectionError>,
        lived: Duration,
        dice: f64,
    ) -> Option<NextAttempt> {
        let how = self.how.as_ref()?;
        if self.connections == 0 || !is_worth_it(end, error) {
            return None;
        }
        if lived >= how.longest {
            self.made = 0;
        }
        if self.made >= how.attempts {
            self.given_up = true;
            return None;
        }
        let doubled = 2u32.checked_pow(self.made).and_then(|n| how.first.checked_mul(n));
        let whole = doubled.unwrap_or(how.longest).min(how.longest);
        self.made += 1;
        // Of a row of failures the first reason is the one that matters.
        self.last.get_or_insert_with(|| match error {
            Some(error) => format!("{}: {error}", end.code),
            None => format!("{} {}", end.code, end.reason).trim_end().to_owned(),
        });
        let wait = whole.mul_f64(0.5 + dice.clamp(0.0, 1.0) / 2.0);
        Some(NextAttempt { attempt: self.made, of: how.attempts, wait })
    }

    /// Another attempt would have followed, but all were made.
    pub fn has_given_up(&self) -> bool {
        self.given_up
    }
}

/// See the module's text.
fn is_worth_it(end: &ConnectionEnd, error: Option<&ConnectionError>) -> bool {
    match error {
        // Silence after a login says nothing of what came later.
        None | Some(ConnectionError::LoginTimeout { .. }) => {
            end.by != Side::Us && !matches!(end.code, 1000 | 1002 | 1003 | 1007..=1010)
        }
        Some(
            ConnectionError::Resolve { .. }
            | ConnectionError::Timeout { .. }
            | ConnectionError::Refused { .. }
            | ConnectionError::Connect { .. }
            | ConnectionError::Lost { .. }
            | ConnectionError::Reset { .. }
            | ConnectionError::WriteStalled { .. }
            | ConnectionError::Idle { .. }
            | ConnectionError::NoPong { .. },
        ) => true,
        Some(ConnectionError::Proxy(error)) => {
            matches!(error, ProxyError::Unreachable { .. } | ProxyError::Socks { .. })
                || matches!(error, ProxyError::Refused { status: 500.., .. })
        }
        Some(ConnectionError::Tls(error)) => {
            matches!(error, TlsError::Other { .. } | TlsError::NotTls { .. })
        }
        Some(ConnectionError::Upgrade(error)) => match error {
            UpgradeError::Ended { .. } => true,
            UpgradeError::Refused(refusal) => {
                matches!(refusal.status, 408 | 425 | 429 | 500..=599)
            }
            _ => false,
        },
        Some(
            ConnectionError::Redirect { .. }
            | ConnectionError::RedirectHost { .. }
            | ConnectionError::LoginRefused { .. }
            | ConnectionError::Protocol { .. }
            | ConnectionError::TooBig { .. }
            | ConnectionError::TooManyFragments { .. }
            | ConnectionError::Internal { .. }
            | ConnectionError::Transcript { .. },
        ) => false,
    }
}

#[cfg(test)]
mod tests;
