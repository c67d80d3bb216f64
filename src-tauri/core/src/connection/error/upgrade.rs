//! Errors of the HTTP upgrade.

use super::refused_upgrade::RefusedUpgrade;
use crate::profile::masked_url::without_values;

/// Why the HTTP upgrade failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UpgradeError {
    /// A response other than 101.
    #[error("the server answered {} {} instead of switching to WebSocket: {}", .0.status, .0.reason, .0.hint())]
    Refused(Box<RefusedUpgrade>),
    /// The server does not speak HTTP/1.
    #[error("the server does not speak HTTP on this port: it {what}")]
    NotHttp {
        /// `tls`, `http2` or `other`, by which translations select.
        speaks: &'static str,
        /// A description of what it speaks.
        what: String,
    },
    /// The response is invalid or exceeds a limit.
    #[error("the server's answer to the upgrade cannot be used: {what}")]
    Malformed {
        /// The cause.
        what: String,
    },
    /// `Sec-WebSocket-Accept` does not match our key (RFC 6455 section 4.1).
    #[error(
        "the server's Sec-WebSocket-Accept is wrong: {got} instead of {wanted}; something between may answer in its place"
    )]
    BadAccept {
        /// The expected value.
        wanted: String,
        /// The value received.
        got: String,
    },
    /// The server chose a subprotocol that was not offered, or several (RFC 6455 section 4.1).
    #[error(
        "the server chose the subprotocol '{chosen}', which was not asked for: offered was {offered}; see connection.subprotocols"
    )]
    Subprotocol {
        /// The server's choice.
        chosen: String,
        /// The offer, separated by commas, or `none`.
        offered: String,
    },
    /// The server chose an extension that was not offered (RFC 6455 section 9.1).
    #[error(
        "the server chose the extension '{chosen}', which was not asked for: offered was {offered}"
    )]
    Extension {
        /// The server's choice.
        chosen: String,
        /// The offer, separated by commas, or `none`.
        offered: String,
    },
    /// The server's answer to the offer of permessage-deflate is invalid (RFC 7692 section 7.1).
    #[error(
        "the server's answer to permessage-deflate cannot be used: {what} (RFC 7692 section 7.1, close code 1010); it answered '{chosen}' to '{offered}'"
    )]
    Compression {
        /// The cause.
        what: String,
        /// The server's choice.
        chosen: String,
        /// The offer.
        offered: String,
    },
    /// The connection ended during the upgrade.
    #[error(
        "the connection ended during the upgrade: {what}. Is this a WebSocket server, and is the path right?{}",
        if *.secure { "" } else { " Or try wss://" }
    )]
    Ended {
        /// How.
        what: String,
        /// Whether the connection uses TLS.
        secure: bool,
    },
}

impl UpgradeError {
    pub(super) fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            UpgradeError::Refused(refusal) => {
                vec![
                    ("status", refusal.status.to_string()),
                    ("reason", refusal.reason.clone()),
                    ("kind", refusal.kind().to_owned()),
                    ("location", without_values(refusal.location().unwrap_or_default())),
                ]
            }
            UpgradeError::NotHttp { speaks, what } => {
                vec![("speaks", (*speaks).to_owned()), ("what", what.clone())]
            }
            UpgradeError::Malformed { what } => vec![("what", what.clone())],
            UpgradeError::Ended { what, secure } => {
                let secure = if *secure { "yes" } else { "no" };
                vec![("what", what.clone()), ("secure", secure.to_owned())]
            }
            UpgradeError::Subprotocol { chosen, offered }
            | UpgradeError::Extension { chosen, offered } => {
                vec![("chosen", chosen.clone()), ("offered", offered.clone())]
            }
            UpgradeError::Compression { what, chosen, offered } => vec![
                ("what", what.clone()),
                ("chosen", chosen.clone()),
                ("offered", offered.clone()),
            ],
            UpgradeError::BadAccept { wanted, got } => {
                vec![("wanted", wanted.clone()), ("got", got.clone())]
            }
        }
    }
}
