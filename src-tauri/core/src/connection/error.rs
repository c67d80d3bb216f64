//! Why a connection could not be made, or broke. Each says what to do.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use super::status::Phase;
use super::upgrade::Refusal;

/// A failure of one phase. The phase is part of it, so that a window and a pipeline tell the same.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ConnectionError {
    /// The name has no address.
    #[error("the name '{host}' could not be resolved ({what}): check its spelling, or the network")]
    Resolve {
        /// The name.
        host: String,
        /// What the system said.
        what: String,
    },
    /// A phase took longer than its time-out.
    #[error("{phase}: no answer from {peer} within {after:?}: is the server up and the port right? The time-out is connection.timeouts.{setting}", phase = phase.doing(), setting = phase.setting())]
    Timeout {
        /// The phase.
        phase: Phase,
        /// Host and port.
        peer: String,
        /// The time-out.
        after: Duration,
    },
    /// Nothing listens there.
    #[error("{address} refused the connection: no server listens on this port")]
    Refused {
        /// The last address that was tried.
        address: SocketAddr,
    },
    /// TCP could not be set up for another reason.
    #[error("no connection to {address}: {what}")]
    Connect {
        /// The last address that was tried.
        address: SocketAddr,
        /// What the system said.
        what: String,
    },
    /// TLS failed.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The HTTP upgrade failed.
    #[error(transparent)]
    Upgrade(#[from] UpgradeError),
    /// The server closed before it said "logged in".
    #[error("the login was refused: the server closed the connection with {code} {reason}{last}", last = reply.as_ref().map(|r| format!(" after answering {r}")).unwrap_or_default())]
    LoginRefused {
        /// The close code.
        code: u16,
        /// The close reason.
        reason: String,
        /// The reply that came instead of the awaited one, as the table would show it.
        reply: Option<String>,
    },
    /// The awaited reply did not come.
    #[error(
        "no reply with code {code} came within {within:?} of the login: check the login's fields, or login.reply"
    )]
    LoginTimeout {
        /// The awaited code.
        code: i32,
        /// The time it had.
        within: Duration,
    },
    /// TCP ended without a Close frame.
    #[error("the server ended the connection without a close frame{at}", at = in_frame(.frame))]
    Lost {
        /// Payload bytes that came of the broken frame, and that it promised.
        frame: Option<(u64, u64)>,
    },
    /// TCP was reset.
    #[error("the connection was reset{at}: {what}", at = in_frame(.frame))]
    Reset {
        /// Payload bytes that came of the broken frame, and that it promised.
        frame: Option<(u64, u64)>,
        /// What the system said.
        what: String,
    },
    /// The server broke RFC 6455.
    #[error("the server broke the WebSocket protocol: {what}; we closed with {code}")]
    Protocol {
        /// What it did.
        what: String,
        /// The code that we closed with: 1002, or 1007 for text that is not UTF-8.
        code: u16,
    },
    /// A message above the limit.
    #[error("a message of {size} bytes is over the limit of {limit} bytes; we closed with 1009")]
    TooBig {
        /// Its size, or as much of it as had come.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// The transcript cannot be written.
    #[error("the transcript cannot be written, so the connection was ended: {what}")]
    Transcript {
        /// Path and cause.
        what: String,
    },
}

fn in_frame(frame: &Option<(u64, u64)>) -> String {
    match frame {
        Some((0, 0)) => ", within a frame's head".to_owned(),
        Some((got, of)) => format!(", in the middle of a frame ({got} of {of} bytes had come)"),
        None => String::new(),
    }
}

/// Why TLS failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TlsError {
    /// No root leads to the server's certificate.
    #[error(
        "the certificate of {host} is from an unknown issuer: add its authority as connection.ca_file, or to the system's trust store"
    )]
    UnknownIssuer {
        /// The host.
        host: String,
    },
    /// Its time is over.
    #[error("the certificate of {host} has expired{when}")]
    Expired {
        /// The host.
        host: String,
        /// `: valid until …, now it is …`, where rustls tells.
        when: String,
    },
    /// Its time has not come.
    #[error("the certificate of {host} is not yet valid{when}: check this machine's clock")]
    NotYetValid {
        /// The host.
        host: String,
        /// As above.
        when: String,
    },
    /// It is for other names.
    #[error("the certificate is not for {host}{names}")]
    WrongHost {
        /// The host.
        host: String,
        /// `, but for …`, where rustls tells.
        names: String,
    },
    /// The other side does not speak TLS.
    #[error("{host} does not speak TLS on this port: try ws:// instead of wss://")]
    NotTls {
        /// Host and port.
        host: String,
    },
    /// The CA file cannot be used.
    #[error("the file of trusted certificates {path} cannot be used: {what}")]
    CaFile {
        /// The file.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// Anything else.
    #[error("TLS with {host} failed: {what}")]
    Other {
        /// The host.
        host: String,
        /// What rustls or the system said.
        what: String,
    },
}

/// Why the HTTP upgrade failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UpgradeError {
    /// An answer other than 101.
    #[error("the server answered {} {} instead of switching to WebSocket: check the URL's path and what the server wants there", .0.status, .0.reason)]
    Refused(Box<Refusal>),
    /// It speaks something else.
    #[error("the server does not speak HTTP on this port: it {what}")]
    NotHttp {
        /// What it speaks, as far as can be told.
        what: String,
    },
    /// Not HTTP as it should be, or over a limit.
    #[error("the server's answer to the upgrade cannot be used: {what}")]
    Malformed {
        /// What is wrong.
        what: String,
    },
    /// The accept key is not the one for our key (RFC 6455 section 4.1).
    #[error(
        "the server's Sec-WebSocket-Accept is wrong: {got} instead of {wanted}; something between may answer in its place"
    )]
    BadAccept {
        /// What it should be.
        wanted: String,
        /// What came.
        got: String,
    },
    /// The connection ended.
    #[error("the connection ended during the upgrade: {what}")]
    Ended {
        /// How.
        what: String,
    },
}

impl ConnectionError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ConnectionError::Resolve { .. } => "resolve_failed",
            ConnectionError::Timeout { phase, .. } => match phase {
                Phase::Resolving => "resolve_timeout",
                Phase::Tls => "tls_timeout",
                Phase::Upgrading => "upgrade_timeout",
                _ => "connect_timeout",
            },
            ConnectionError::Refused { .. } => "connect_refused",
            ConnectionError::Connect { .. } => "connect_failed",
            ConnectionError::Tls(error) => match error {
                TlsError::UnknownIssuer { .. } => "tls_unknown_issuer",
                TlsError::Expired { .. } => "tls_expired",
                TlsError::NotYetValid { .. } => "tls_not_yet_valid",
                TlsError::WrongHost { .. } => "tls_wrong_host",
                TlsError::NotTls { .. } => "tls_not_tls",
                TlsError::CaFile { .. } => "tls_ca_file",
                TlsError::Other { .. } => "tls_failed",
            },
            ConnectionError::Upgrade(error) => match error {
                UpgradeError::Refused(_) => "upgrade_refused",
                UpgradeError::NotHttp { .. } => "upgrade_not_http",
                UpgradeError::Malformed { .. } => "upgrade_malformed",
                UpgradeError::BadAccept { .. } => "upgrade_bad_accept",
                UpgradeError::Ended { .. } => "upgrade_ended",
            },
            ConnectionError::LoginRefused { .. } => "login_refused",
            ConnectionError::LoginTimeout { .. } => "login_timeout",
            ConnectionError::Lost { .. } => "connection_lost",
            ConnectionError::Reset { .. } => "connection_reset",
            ConnectionError::Protocol { .. } => "protocol_violation",
            ConnectionError::TooBig { .. } => "message_too_big",
            ConnectionError::Transcript { .. } => "transcript_io",
        }
    }

    /// What a translation may name.
    pub fn args(&self) -> BTreeMap<String, String> {
        let seconds = |d: &Duration| format!("{}", d.as_secs_f64());
        let pairs: Vec<(&str, String)> = match self {
            ConnectionError::Resolve { host, what } => {
                vec![("host", host.clone()), ("what", what.clone())]
            }
            ConnectionError::Timeout { peer, after, phase } => vec![
                ("peer", peer.clone()),
                ("seconds", seconds(after)),
                ("setting", phase.setting().to_owned()),
            ],
            ConnectionError::Refused { address } => vec![("address", address.to_string())],
            ConnectionError::Connect { address, what } => {
                vec![("address", address.to_string()), ("what", what.clone())]
            }
            ConnectionError::Tls(error) => error.args(),
            ConnectionError::Upgrade(error) => error.args(),
            ConnectionError::LoginRefused { code, reason, reply } => vec![
                ("code", code.to_string()),
                ("reason", reason.clone()),
                ("reply", reply.clone().unwrap_or_default()),
            ],
            ConnectionError::LoginTimeout { code, within } => {
                vec![("code", code.to_string()), ("seconds", seconds(within))]
            }
            ConnectionError::Lost { frame } => frame_args(frame),
            ConnectionError::Reset { frame, what } => {
                let mut args = frame_args(frame);
                args.push(("what", what.clone()));
                args
            }
            ConnectionError::Protocol { what, code } => {
                vec![("what", what.clone()), ("code", code.to_string())]
            }
            ConnectionError::TooBig { size, limit } => {
                vec![("size", size.to_string()), ("limit", limit.to_string())]
            }
            ConnectionError::Transcript { what } => vec![("what", what.clone())],
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The server's answer, when it was one other than 101.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            ConnectionError::Upgrade(UpgradeError::Refused(refusal)) => Some(refusal),
            _ => None,
        }
    }
}

fn frame_args(frame: &Option<(u64, u64)>) -> Vec<(&'static str, String)> {
    match frame {
        Some((got, of)) => vec![("got", got.to_string()), ("of", of.to_string())],
        None => vec![],
    }
}

impl TlsError {
    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            TlsError::UnknownIssuer { host } | TlsError::NotTls { host } => {
                vec![("host", host.clone())]
            }
            TlsError::Expired { host, when } | TlsError::NotYetValid { host, when } => {
                vec![("host", host.clone()), ("when", when.clone())]
            }
            TlsError::WrongHost { host, names } => {
                vec![("host", host.clone()), ("names", names.clone())]
            }
            TlsError::CaFile { path, what } => vec![("path", path.clone()), ("what", what.clone())],
            TlsError::Other { host, what } => vec![("host", host.clone()), ("what", what.clone())],
        }
    }
}

impl UpgradeError {
    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            UpgradeError::Refused(refusal) => {
                vec![("status", refusal.status.to_string()), ("reason", refusal.reason.clone())]
            }
            UpgradeError::NotHttp { what }
            | UpgradeError::Malformed { what }
            | UpgradeError::Ended { what } => vec![("what", what.clone())],
            UpgradeError::BadAccept { wanted, got } => {
                vec![("wanted", wanted.clone()), ("got", got.clone())]
            }
        }
    }
}
