//! The phases of a connection.

/// The state of a connection, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was begun.
    Idle,
    /// Looking the host's name up.
    Resolving,
    /// TCP: with the server, or with the proxy.
    Connecting,
    /// A proxy is asked to let us through.
    Proxy,
    /// The TLS handshake.
    Tls,
    /// The HTTP upgrade.
    Upgrading,
    /// Messages may pass.
    Open,
    /// The login was answered as the profile says.
    LoggedIn,
    /// A Close frame was sent or came.
    Closing,
    /// It was lost and is to be made again; nothing is open until then.
    Waiting,
    /// Over.
    Closed,
}

impl Phase {
    /// The stable word, as the window's and the command line's JSON have it.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Resolving => "resolving",
            Phase::Connecting => "connecting",
            Phase::Proxy => "proxy",
            Phase::Tls => "tls",
            Phase::Upgrading => "upgrading",
            Phase::Open => "open",
            Phase::LoggedIn => "loggedIn",
            Phase::Closing => "closing",
            Phase::Waiting => "waiting",
            Phase::Closed => "closed",
        }
    }

    /// What is done in it, for an error's text.
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

    /// Its name under `connection.timeouts`.
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

    /// Messages may be sent.
    pub fn is_open(self) -> bool {
        matches!(self, Phase::Open | Phase::LoggedIn)
    }
}
