//! The phases of a connection.

/// The phase of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "camelCase")]
pub enum Phase {
    /// Not started.
    Idle,
    /// Resolving the host name.
    Resolving,
    /// Connecting TCP to the server or to the proxy.
    Connecting,
    /// Opening a tunnel through the proxy.
    Proxy,
    /// The TLS handshake.
    Tls,
    /// The HTTP upgrade.
    Upgrading,
    /// Messages can be sent and received.
    Open,
    /// Open, and the login received the expected reply.
    LoggedIn,
    /// A Close frame was sent or received.
    Closing,
    /// The connection was lost; the next attempt to reconnect is pending.
    Waiting,
    /// Ended for good.
    Closed,
}

impl Phase {
    /// The stable word used in the page's and the CLI's JSON.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// A description of the phase's work, for error texts.
    pub fn doing(self) -> &'static str {
        match self {
            Phase::Resolving => "resolving the name",
            Phase::Connecting => "connecting",
            Phase::Proxy => "asking the proxy",
            Phase::Tls => "TLS handshake",
            Phase::Upgrading => "HTTP upgrade",
            _ => "connection",
        }
    }

    /// The name of its time-out under `connection.timeouts`.
    pub fn setting(self) -> &'static str {
        match self {
            Phase::Resolving => "resolve",
            Phase::Proxy => "proxy",
            Phase::Tls => "tls",
            Phase::Upgrading => "upgrade",
            Phase::Closing => "close",
            _ => "connect",
        }
    }

    /// Whether messages can be sent.
    pub fn is_open(self) -> bool {
        matches!(self, Phase::Open | Phase::LoggedIn)
    }
}
