//! Decides whether and when to reconnect. Pure: the caller provides time and randomness.
//!
//! Only lost connections are reconnected, not those that ended on purpose or would fail again:
//!
//! - the connection was never open: the profile may be wrong, and the user sees the error at once;
//! - we ended it, by a Close, an abort, or cancelling an attempt;
//! - the server closed with 1000, 1002, 1003 or 1007 to 1010: it has finished, or rejects what we send;
//! - the server refused the login;
//! - the server refused the upgrade, except with 408, 425, 429 and 5xx, which are temporary, or is no WebSocket server;
//! - the certificate, the TLS version or the proxy's credentials are not accepted;
//! - the server violated the protocol or exceeded a limit;
//! - the transcript cannot be written.

use std::time::Duration;

use super::connection_end::{ConnectionEnd, Side};
use super::error::{ConnectionError, ProxyError, TlsError, UpgradeError};
use super::request::ReconnectSettings;

/// Counts connections and attempts to reconnect.
#[derive(Debug, Default)]
pub struct ReconnectAttempts {
    settings: Option<ReconnectSettings>,
    /// Attempts since the last connection that lasted long enough.
    made: u32,
    /// Connections opened so far.
    connections: u32,
    /// Why the last connection ended, for the next one's marker.
    last: Option<String>,
    given_up: bool,
}

/// The next attempt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextAttempt {
    /// Its number in a row, from 1.
    pub attempt: u32,
    /// The most attempts.
    pub of: u32,
    /// The wait before it.
    pub wait: Duration,
}

impl ReconnectAttempts {
    /// Reconnects by these settings; `None` never reconnects.
    pub fn new(settings: Option<ReconnectSettings>) -> ReconnectAttempts {
        ReconnectAttempts { settings, ..ReconnectAttempts::default() }
    }

    /// Counts an opened connection. Returns its marker for the transcript if the profile reconnects.
    pub fn opened(&mut self) -> Option<String> {
        self.connections += 1;
        let of = self.settings.as_ref()?.attempts;
        let (number, made) = (self.connections, self.made);
        Some(match self.last.take() {
            Some(last) => format!("connection {number}: attempt {made} of {of}, after {last}"),
            None => format!("connection {number}"),
        })
    }

    /// The number of connections opened.
    pub fn connections(&self) -> u32 {
        self.connections
    }

    /// Decides what follows the end of a connection or a failed attempt. `lived` is how long it was open, `dice` is random
    /// between 0 and 1.
    ///
    /// The wait before the nth attempt is `first`, doubled n-1 times, at most `longest`, and then reduced by up to half at
    /// random, so that clients that were lost together do not return together. A connection that lasted at least `longest`
    /// resets the count: a server that drops connections at once is not retried forever.
    pub fn ended(
        &mut self,
        end: &ConnectionEnd,
        error: Option<&ConnectionError>,
        lived: Duration,
        dice: f64,
    ) -> Option<NextAttempt> {
        let settings = self.settings.as_ref()?;
        if self.connections == 0 || !is_temporary(end, error) {
            return None;
        }
        if lived >= settings.longest {
            self.made = 0;
        }
        if self.made >= settings.attempts {
            self.given_up = true;
            return None;
        }
        let doubled = 2u32.checked_pow(self.made).and_then(|n| settings.first.checked_mul(n));
        let longest_wait = doubled.unwrap_or(settings.longest).min(settings.longest);
        self.made += 1;
        // Keep the first failure's reason.
        self.last.get_or_insert_with(|| match error {
            Some(error) => format!("{}: {error}", end.code),
            None => format!("{} {}", end.code, end.reason).trim_end().to_owned(),
        });
        let wait = longest_wait.mul_f64(0.5 + dice.clamp(0.0, 1.0) / 2.0);
        Some(NextAttempt { attempt: self.made, of: settings.attempts, wait })
    }

    /// Whether no attempt followed only because all were used.
    pub fn has_given_up(&self) -> bool {
        self.given_up
    }
}

/// Whether reconnecting may help; see the module's list.
fn is_temporary(end: &ConnectionEnd, error: Option<&ConnectionError>) -> bool {
    match error {
        // The connection stayed open after the login's time-out.
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
            | ConnectionError::LoginRefusedByMessage { .. }
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
