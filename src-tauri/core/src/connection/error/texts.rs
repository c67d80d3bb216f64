//! Masks secrets in errors, and rewords the system's errors.

use std::io;

use super::{ConnectionError, ProxyError, TlsError, UpgradeError};
use crate::connection::secret_masking::SecretMasks;

/// The text of a failed read or write. Links to a library's documentation are removed, since they do not help to test
/// a server.
pub(crate) fn io_error_text(error: &io::Error) -> String {
    let text = error.to_string();
    if error.kind() == io::ErrorKind::UnexpectedEof && text.contains("close_notify") {
        return "the server ended the connection, without the close_notify of TLS".to_owned();
    }
    match text.find("http://").or_else(|| text.find("https://")) {
        Some(link) => text[..link].trim_end_matches([' ', ':', '(', '<']).to_owned(),
        None => text,
    }
}

impl ConnectionError {
    /// Replaces each secret by a mask.
    pub(crate) fn masked(&self, masks: &SecretMasks) -> ConnectionError {
        let mut error = self.clone();
        if !masks.is_empty() {
            error.for_each_text(&mut |text| *text = masks.text(text));
            if let ConnectionError::Upgrade(UpgradeError::Refused(refusal)) = &mut error {
                refusal.body = masks.bytes(&refusal.body);
                // Removing invisible characters may have joined the parts of a secret.
                if let Some(said) = refusal.body_line()
                    && !masks.ranges(said.as_bytes()).is_empty()
                {
                    refusal.body = masks.text(&said).into_bytes();
                }
            }
        }
        error
    }

    /// Calls `change` for each text that may come from outside.
    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            ConnectionError::Resolve { host, what } => [host, what].into_iter().for_each(change),
            ConnectionError::Timeout { peer, .. } => change(peer),
            ConnectionError::Connect { address, what } => {
                [address, what].into_iter().for_each(change);
            }
            ConnectionError::Proxy(error) => error.for_each_text(change),
            ConnectionError::Tls(error) => error.for_each_text(change),
            ConnectionError::Upgrade(error) => error.for_each_text(change),
            ConnectionError::Redirect { location, what, .. } => {
                [location, what].into_iter().for_each(change);
            }
            // `server` is not shown and stays unmasked: the user confirms exactly this host.
            ConnectionError::RedirectHost { host, location, .. } => {
                [host, location].into_iter().for_each(change);
            }
            ConnectionError::LoginRefused { reason, reply, .. } => {
                [reason].into_iter().chain(reply).for_each(change);
            }
            ConnectionError::LoginRefusedByMessage { reply } => change(reply),
            ConnectionError::Reset { what, .. }
            | ConnectionError::Protocol { what, .. }
            | ConnectionError::Transcript { what } => change(what),
            ConnectionError::Refused { .. }
            | ConnectionError::LoginTimeout { .. }
            | ConnectionError::Lost { .. }
            | ConnectionError::TooBig { .. }
            | ConnectionError::TooManyFragments { .. }
            | ConnectionError::WriteStalled { .. }
            | ConnectionError::Idle { .. }
            | ConnectionError::NoPong { .. }
            | ConnectionError::Internal { .. } => {}
        }
    }
}

impl ProxyError {
    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            ProxyError::Unreachable { proxy, what } | ProxyError::NotProxy { proxy, what } => {
                [proxy, what].into_iter().for_each(change);
            }
            ProxyError::Auth { proxy, .. } | ProxyError::Unknown { proxy } => change(proxy),
            ProxyError::Refused { proxy, target, reason: what, .. }
            | ProxyError::Socks { proxy, target, what, .. } => {
                [proxy, target, what].into_iter().for_each(change);
            }
            ProxyError::Tls { error, .. } => error.for_each_text(change),
        }
    }
}

impl TlsError {
    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            TlsError::UnknownIssuer { host, issuer: text }
            | TlsError::IncompleteChain { host, issuer: text }
            | TlsError::ClientCertificateRefused { host, subject: text, .. }
            | TlsError::Other { host, what: text, .. }
            | TlsError::WrongHost { host, subject: text, .. } => {
                [host, text].into_iter().for_each(change);
            }
            TlsError::SelfSigned { host, .. }
            | TlsError::Expired { host, .. }
            | TlsError::NotYetValid { host, .. }
            | TlsError::Revoked { host, .. }
            | TlsError::WrongPurpose { host }
            | TlsError::Version { host, .. }
            | TlsError::ClientCertificateWanted { host }
            | TlsError::ClientCertificateMissing { host }
            | TlsError::NotTls { host } => change(host),
            TlsError::ClientCertificateFile { path, what }
            | TlsError::CaFile { path, what }
            | TlsError::CrlFile { path, what } => [path, what].into_iter().for_each(change),
        }
    }
}

impl UpgradeError {
    fn for_each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            UpgradeError::Refused(refusal) => {
                change(&mut refusal.reason);
                refusal.headers.iter_mut().for_each(|(_, value)| change(value));
            }
            UpgradeError::NotHttp { what, .. }
            | UpgradeError::Malformed { what }
            | UpgradeError::Ended { what, .. } => change(what),
            UpgradeError::BadAccept { got, .. } => change(got),
            UpgradeError::Subprotocol { chosen, offered }
            | UpgradeError::Extension { chosen, offered } => {
                [chosen, offered].into_iter().for_each(change);
            }
            UpgradeError::Compression { what, chosen, offered } => {
                [what, chosen, offered].into_iter().for_each(change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_server_04_no_error_links_to_a_library() {
        let rustls = "peer closed connection without sending TLS close_notify: \
                      https://docs.rs/rustls/latest/rustls/manual/_03_howto/index.html#unexpected-eof";
        for (kind, text, expected) in [
            (
                io::ErrorKind::UnexpectedEof,
                rustls,
                "the server ended the connection, without the close_notify of TLS",
            ),
            (io::ErrorKind::Other, "no luck (see https://x.y/z)", "no luck (see"),
            (io::ErrorKind::Other, "no luck", "no luck"),
        ] {
            assert_eq!(io_error_text(&io::Error::new(kind, text)), expected);
        }
    }
}
