//! Why a proxy did not let us through.

use super::TlsError;

/// See the module's text.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProxyError {
    /// No connection to the proxy itself.
    #[error("the proxy {proxy} cannot be reached: {what}")]
    Unreachable {
        /// Scheme, host and port.
        proxy: String,
        /// Why not.
        what: String,
    },
    /// 407, or SOCKS that refuses the user.
    #[error(
        "the proxy {proxy} wants a user and a password{given}: enter them in connection.proxy.user and connection.proxy.password"
    )]
    Auth {
        /// Scheme, host and port.
        proxy: String,
        /// `, other than those given`, where some were.
        given: String,
    },
    /// Any other answer than 2xx.
    #[error("the proxy {proxy} refused to connect to {target}: it answered {status} {reason}")]
    Refused {
        /// Scheme, host and port.
        proxy: String,
        /// The server's host and port.
        target: String,
        /// The status.
        status: u16,
        /// The phrase behind it.
        reason: String,
    },
    /// A reply of SOCKS other than "succeeded" (RFC 1928 section 6).
    #[error("the proxy {proxy} could not connect to {target}: {what}")]
    Socks {
        /// Scheme, host and port.
        proxy: String,
        /// The server's host and port.
        target: String,
        /// The reason's code, by which a translation chooses.
        why: &'static str,
        /// The reply in words, and its number.
        what: String,
    },
    /// It is no such proxy.
    #[error("{proxy} does not behave as a proxy of its kind: {what}")]
    NotProxy {
        /// Scheme, host and port.
        proxy: String,
        /// What it did.
        what: String,
    },
    /// The system names one that we cannot use.
    #[error(
        "the system's settings name the proxy {proxy}, which is of no kind that we know: http, https and socks5"
    )]
    Unknown {
        /// Scheme, host and port.
        proxy: String,
    },
    /// TLS with an `https` proxy.
    #[error("TLS with the proxy {proxy} failed: {error}")]
    Tls {
        /// Scheme, host and port.
        proxy: String,
        /// Why.
        error: TlsError,
    },
}

impl ProxyError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ProxyError::Unreachable { .. } => "proxy_unreachable",
            ProxyError::Auth { .. } => "proxy_auth",
            ProxyError::Refused { .. } => "proxy_refused",
            ProxyError::Socks { .. } => "proxy_socks",
            ProxyError::NotProxy { .. } => "proxy_malformed",
            ProxyError::Unknown { .. } => "proxy_unknown",
            ProxyError::Tls { .. } => "proxy_tls",
        }
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
