//! Connection errors: failures to connect and broken connections. Each text says what to do.

mod expected_reply;
mod proxy;
mod refused_upgrade;
mod texts;
mod tls;
mod upgrade;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use super::phase::Phase;
use crate::profile::server::Server;
pub use expected_reply::ExpectedReply;
pub use proxy::ProxyError;
pub use refused_upgrade::{MAX_BODY, RefusedUpgrade};
pub(super) use texts::io_error_text;
pub use tls::{Dates, TlsError};
pub use upgrade::UpgradeError;

/// Why a connection could not be opened, or broke.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ConnectionError {
    /// The host name could not be resolved.
    #[error("the name '{host}' could not be resolved ({what}): check its spelling, or the network")]
    Resolve {
        /// The host name.
        host: String,
        /// The system's error.
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
    /// No server listens on the port.
    #[error("{address} refused the connection: no server listens on this port")]
    Refused {
        /// The last address that was tried.
        address: SocketAddr,
    },
    /// TCP could not connect for another reason.
    #[error("no connection to {address}: {what}")]
    Connect {
        /// The last address that was tried, or the Unix socket's path.
        address: String,
        /// The system's error.
        what: String,
    },
    /// The proxy failed or refused.
    #[error(transparent)]
    Proxy(#[from] ProxyError),
    /// TLS failed.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The HTTP upgrade failed.
    #[error(transparent)]
    Upgrade(#[from] UpgradeError),
    /// A redirect that must not or cannot be followed.
    #[error("the redirect to {location} was not followed: {what}")]
    Redirect {
        /// Its target, without parts that may be secret.
        location: String,
        /// The reason's code, by which translations select.
        why: &'static str,
        /// The reason.
        what: String,
    },
    /// A redirect to a host other than the profile's that the user has not confirmed. Nothing was sent there.
    #[error(
        "the server redirects to {location}, which is another host: nothing was sent there. If {host} is to get this profile's login and messages, confirm it in the window, or pass --allow-host {host}"
    )]
    RedirectHost {
        /// The other host.
        server: Server,
        /// Its host and port for display, with secrets masked.
        host: String,
        /// The redirect's target, without parts that may be secret.
        location: String,
    },
    /// The server closed instead of sending the expected login reply.
    #[error("the login was refused: the server closed the connection with {code} {reason}{last}", last = reply.as_ref().map(|r| format!(" after answering {r}")).unwrap_or_default())]
    LoginRefused {
        /// The close code.
        code: u16,
        /// The close reason.
        reason: String,
        /// The last other reply received, as the table would show it.
        reply: Option<String>,
    },
    /// A message refused the login.
    #[error("the login was refused: the server answered {reply}")]
    LoginRefusedByMessage {
        /// The message, as the table would show it.
        reply: String,
    },
    /// The expected login reply did not arrive in time.
    #[error("no reply {expected} came within {within:?} of the login: {}", expected.advice())]
    LoginTimeout {
        /// The expected reply.
        expected: ExpectedReply,
        /// The time-out.
        within: Duration,
    },
    /// TCP ended without a Close frame.
    #[error("the server ended the connection without a close frame{at}", at = in_frame(.frame))]
    Lost {
        /// Within a frame: payload bytes received, and the length in its header.
        frame: Option<(u64, u64)>,
    },
    /// TCP was reset.
    #[error("the connection was reset{at}: {what}", at = in_frame(.frame))]
    Reset {
        /// Within a frame: payload bytes received, and the length in its header.
        frame: Option<(u64, u64)>,
        /// The system's error.
        what: String,
    },
    /// The server violated RFC 6455.
    #[error("the server broke the WebSocket protocol: {what}{head}; we closed with {code}", head = shown(.frame))]
    Protocol {
        /// The violation.
        what: String,
        /// The rule's word, by which translations select.
        rule: &'static str,
        /// The frame's header, decoded.
        frame: Option<String>,
        /// The close code that we sent: 1002, or 1007 for text that is not UTF-8.
        code: u16,
    },
    /// A message exceeded the size limit.
    #[error("a message of {size} bytes is over the limit of {limit} bytes; we closed with 1009")]
    TooBig {
        /// Its size in bytes, as far as it is known.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A message exceeded the limit of fragments.
    #[error(
        "a message has more than {limit} fragments, which is the limit (connection.limits.fragments); we closed with 1009"
    )]
    TooManyFragments {
        /// The limit.
        limit: u32,
    },
    /// The server read nothing of the bytes waiting to be sent.
    #[error(
        "the server took nothing of what we sent for {after:?}: {unsent} bytes are unsent; the time-out is connection.timeouts.write"
    )]
    WriteStalled {
        /// The time-out.
        after: Duration,
        /// Bytes waiting, frame headers included.
        unsent: u64,
    },
    /// No byte was received for the idle time-out.
    #[error(
        "nothing came from the server for {after:?}{at}; the time-out is connection.timeouts.idle",
        at = in_frame(.frame)
    )]
    Idle {
        /// The time-out.
        after: Duration,
        /// Within a frame: payload bytes received, and the length in its header.
        frame: Option<(u64, u64)>,
    },
    /// No pong answered the keep-alive ping.
    #[error(
        "no pong came within {within:?} of our ping, and nothing at all for {silence:.1?}: the server or the network is gone; see connection.keep_alive"
    )]
    NoPong {
        /// The time-out.
        within: Duration,
        /// Time since the last byte was received.
        silence: Duration,
    },
    /// A bug in Wirelark: one of the connection's tasks panicked.
    #[error(
        "a fault in Wirelark ended the connection{}: what had come until then is in the transcript. Please report it",
        .at.as_ref().map(|at| format!(" (at {at})")).unwrap_or_default()
    )]
    Internal {
        /// The source location of the panic.
        at: Option<String>,
    },
    /// The transcript cannot be written.
    #[error("the transcript cannot be written, so the connection was ended: {what}")]
    Transcript {
        /// Its path and the cause.
        what: String,
    },
}

fn shown(frame: &Option<String>) -> String {
    frame.as_ref().map(|frame| format!(" ({frame})")).unwrap_or_default()
}

fn in_frame(frame: &Option<(u64, u64)>) -> String {
    match frame {
        Some((0, 0)) => ", within a frame's head".to_owned(),
        Some((got, of)) => format!(", in the middle of a frame ({got} of {of} bytes had come)"),
        None => String::new(),
    }
}

impl ConnectionError {
    /// The host that the user may confirm, if that is all that prevented the redirect.
    pub fn redirect_host(self) -> Option<Server> {
        match self {
            ConnectionError::RedirectHost { server, .. } => Some(server),
            _ => None,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ConnectionError::Resolve { .. } => "resolve_failed",
            ConnectionError::Timeout { phase, .. } => match phase {
                Phase::Resolving => "resolve_timeout",
                Phase::Proxy => "proxy_timeout",
                Phase::Tls => "tls_timeout",
                Phase::Upgrading => "upgrade_timeout",
                _ => "connect_timeout",
            },
            ConnectionError::Refused { .. } => "connect_refused",
            ConnectionError::Connect { .. } => "connect_failed",
            ConnectionError::Proxy(error) => error.code(),
            ConnectionError::Tls(error) => error.code(),
            ConnectionError::Redirect { .. } => "redirect_refused",
            ConnectionError::RedirectHost { .. } => "redirect_host",
            ConnectionError::Upgrade(error) => match error {
                UpgradeError::Refused(_) => "upgrade_refused",
                UpgradeError::NotHttp { .. } => "upgrade_not_http",
                UpgradeError::Malformed { .. } => "upgrade_malformed",
                UpgradeError::BadAccept { .. } => "upgrade_bad_accept",
                UpgradeError::Subprotocol { .. } => "upgrade_subprotocol",
                UpgradeError::Extension { .. } => "upgrade_extension",
                UpgradeError::Compression { .. } => "upgrade_compression",
                UpgradeError::Ended { .. } => "upgrade_ended",
            },
            ConnectionError::LoginRefused { .. }
            | ConnectionError::LoginRefusedByMessage { .. } => "login_refused",
            ConnectionError::LoginTimeout { .. } => "login_timeout",
            ConnectionError::Lost { .. } => "connection_lost",
            ConnectionError::Reset { .. } => "connection_reset",
            ConnectionError::Protocol { .. } => "protocol_violation",
            ConnectionError::TooBig { .. } => "message_too_big",
            ConnectionError::TooManyFragments { .. } => "too_many_fragments",
            ConnectionError::WriteStalled { .. } => "write_timeout",
            ConnectionError::Idle { .. } => "idle_timeout",
            ConnectionError::NoPong { .. } => "pong_timeout",
            ConnectionError::Internal { .. } => "internal",
            ConnectionError::Transcript { .. } => "transcript_io",
        }
    }

    /// The arguments of its translation.
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
                vec![("address", address.clone()), ("what", what.clone())]
            }
            ConnectionError::Proxy(error) => error.args(),
            ConnectionError::Tls(error) => error.args(),
            ConnectionError::Redirect { location, why, what } => vec![
                ("location", location.clone()),
                ("why", (*why).to_owned()),
                ("what", what.clone()),
            ],
            ConnectionError::RedirectHost { host, location, .. } => {
                vec![("host", host.clone()), ("location", location.clone())]
            }
            ConnectionError::Upgrade(error) => error.args(),
            ConnectionError::LoginRefused { code, reason, reply } => vec![
                ("code", code.to_string()),
                ("reason", reason.clone()),
                ("reply", reply.clone().unwrap_or_default()),
                ("by", "close".to_owned()),
            ],
            ConnectionError::LoginRefusedByMessage { reply } => {
                vec![("reply", reply.clone()), ("by", "message".to_owned())]
            }
            ConnectionError::LoginTimeout { expected, within } => {
                let mut args = expected.args();
                args.push(("seconds", seconds(within)));
                args
            }
            ConnectionError::Lost { frame } => frame_args(frame),
            ConnectionError::Reset { frame, what } => {
                let mut args = frame_args(frame);
                args.push(("what", what.clone()));
                args
            }
            ConnectionError::Protocol { what, rule, frame, code } => vec![
                ("what", what.clone()),
                ("rule", (*rule).to_owned()),
                ("frame", frame.clone().unwrap_or_else(|| "none".to_owned())),
                ("code", code.to_string()),
            ],
            ConnectionError::TooBig { size, limit } => {
                vec![("size", size.to_string()), ("limit", limit.to_string())]
            }
            ConnectionError::TooManyFragments { limit } => vec![("limit", limit.to_string())],
            ConnectionError::WriteStalled { after, unsent } => {
                vec![("seconds", seconds(after)), ("unsent", unsent.to_string())]
            }
            ConnectionError::Idle { after, frame } => {
                let mut args = frame_args(frame);
                args.push(("seconds", seconds(after)));
                args
            }
            ConnectionError::NoPong { within, silence } => vec![
                ("seconds", seconds(within)),
                ("silence", format!("{:.1}", silence.as_secs_f64())),
            ],
            ConnectionError::Internal { at } => vec![("what", at.clone().unwrap_or_default())],
            ConnectionError::Transcript { what } => vec![("what", what.clone())],
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The server's response, if it was not 101.
    pub fn refusal(&self) -> Option<&RefusedUpgrade> {
        match self {
            ConnectionError::Upgrade(UpgradeError::Refused(refusal)) => Some(refusal),
            _ => None,
        }
    }
}

/// `within` says where in a frame the stream ended: `none`, `head` or `payload`.
fn frame_args(frame: &Option<(u64, u64)>) -> Vec<(&'static str, String)> {
    let (got, of) = frame.unwrap_or_default();
    let within = match frame {
        None => "none",
        Some((0, 0)) => "head",
        Some(_) => "payload",
    };
    vec![("within", within.to_owned()), ("got", got.to_string()), ("of", of.to_string())]
}
