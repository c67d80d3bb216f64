//! Proxy errors.

use super::TlsError;

/// Why no tunnel through the proxy could be opened.
#[derive(Debug, Clone, PartialEq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "proxy_")]
pub enum ProxyError {
    /// The proxy itself cannot be reached.
    #[error("the proxy {proxy} cannot be reached: {what}")]
    Unreachable {
        /// Scheme, host and port.
        proxy: String,
        /// The cause.
        what: String,
    },
    /// The proxy requires other credentials: HTTP 407, or SOCKS authentication failed.
    #[error(
        "the proxy {proxy} wants a user and a password{given}: enter them in connection.proxy.user and connection.proxy.password"
    )]
    Auth {
        /// Scheme, host and port.
        proxy: String,
        /// `, other than those given` if credentials were sent.
        given: String,
    },
    /// The proxy answered CONNECT with neither 2xx nor 407.
    #[error("the proxy {proxy} refused to connect to {target}: it answered {status} {reason}")]
    Refused {
        /// Scheme, host and port.
        proxy: String,
        /// The server's host and port.
        target: String,
        /// The status.
        status: u16,
        /// The reason phrase.
        reason: String,
    },
    /// A SOCKS reply other than "succeeded" (RFC 1928 section 6).
    #[error("the proxy {proxy} could not connect to {target}: {what}")]
    Socks {
        /// Scheme, host and port.
        proxy: String,
        /// The server's host and port.
        target: String,
        /// The reason's code, by which translations select.
        why: &'static str,
        /// The reply as text, with its number.
        what: String,
    },
    /// The peer does not speak the proxy's protocol.
    #[error("{proxy} does not behave as a proxy of its kind: {what}")]
    #[strum(serialize = "malformed")]
    NotProxy {
        /// Scheme, host and port.
        proxy: String,
        /// What it did instead.
        what: String,
    },
    /// The system names a proxy of an unsupported kind.
    #[error(
        "the system's settings name the proxy {proxy}, which is of no kind that we know: http, https and socks5"
    )]
    Unknown {
        /// Scheme, host and port.
        proxy: String,
    },
    /// TLS with an `https` proxy failed.
    #[error("TLS with the proxy {proxy} failed: {error}")]
    Tls {
        /// Scheme, host and port.
        proxy: String,
        /// The TLS error.
        error: TlsError,
    },
}

impl ProxyError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    pub(super) fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            ProxyError::Unreachable { proxy, what } | ProxyError::NotProxy { proxy, what } => {
                vec![("proxy", proxy.clone()), ("what", what.clone())]
            }
            ProxyError::Auth { proxy, .. } | ProxyError::Unknown { proxy } => {
                vec![("proxy", proxy.clone())]
            }
            ProxyError::Refused { proxy, target, status, reason } => vec![
                ("proxy", proxy.clone()),
                ("target", target.clone()),
                ("status", status.to_string()),
                ("reason", reason.clone()),
            ],
            ProxyError::Socks { proxy, target, why, what } => vec![
                ("proxy", proxy.clone()),
                ("target", target.clone()),
                ("why", (*why).to_owned()),
                ("what", what.clone()),
            ],
            ProxyError::Tls { proxy, error } => {
                vec![("proxy", proxy.clone()), ("what", error.to_string())]
            }
        }
    }
}
