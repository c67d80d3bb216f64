//! Turns failures of the TLS handshake into errors that say what to do.

use std::io;

use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};

use crate::connection::certificate::Certificate;
use crate::connection::error::{Dates, TlsError, io_error_text};
use crate::connection::handshake::TlsSeen;
use crate::connection::request::TrustChoice;

/// Explains a failed handshake. `name` is the name to verify, `peer` host and port.
pub(super) fn explain(
    name: &str,
    peer: &str,
    trust: &TrustChoice,
    observed: &TlsSeen,
    error: io::Error,
) -> TlsError {
    let host = name.to_owned();
    let ended =
        matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset);
    let hung_up =
        "the server ended the connection during the handshake; does it speak TLS on this port?";
    match error.get_ref().and_then(|e| e.downcast_ref::<Error>()) {
        Some(Error::InvalidCertificate(fault)) => certificate(host, observed, fault),
        // rustls limits handshake messages to 64 KiB; only the certificates can be that long.
        Some(Error::InvalidMessage(
            InvalidMessage::HandshakePayloadTooLarge | InvalidMessage::CertificatePayloadTooLarge,
        )) => TlsError::Other {
            host,
            why: "long_chain",
            what: "its chain of certificates is longer than the 64 KiB that are taken".to_owned(),
        },
        Some(Error::InvalidMessage(_)) => TlsError::NotTls { host: peer.to_owned() },
        Some(Error::AlertReceived(AlertDescription::ProtocolVersion)) => {
            TlsError::Version { host: peer.to_owned(), needed: needed(trust) }
        }
        Some(Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
            | PeerIncompatible::Tls12NotOffered
            | PeerIncompatible::Tls12NotOfferedOrEnabled
            | PeerIncompatible::SupportedVersionsExtensionRequired,
        )) => TlsError::Version { host: peer.to_owned(), needed: needed(trust) },
        Some(Error::AlertReceived(alert)) => client_certificate(peer, observed, *alert)
            .unwrap_or(TlsError::Other { host, why: "alert", what: format!("{alert:?}") }),
        Some(other) => TlsError::Other { host, why: "other", what: other.to_string() },
        // A plain WebSocket server ends the connection like this, since a ClientHello is no HTTP request.
        None if error.kind() == io::ErrorKind::UnexpectedEof && observed.chain.is_empty() => {
            TlsError::NotTls { host: peer.to_owned() }
        }
        None if ended => without_certificate(peer, observed).unwrap_or_else(|| TlsError::Other {
            host: peer.to_owned(),
            why: "hung_up",
            what: hung_up.to_owned(),
        }),
        None => TlsError::Other { host, why: "other", what: io_error_text(&error) },
    }
}

/// The error of a connection that ends after the server asked for a client certificate and got none.
pub(crate) fn without_certificate(peer: &str, observed: &TlsSeen) -> Option<TlsError> {
    let missing = observed.client_certificate_asked && observed.client_certificate.is_none();
    missing.then(|| TlsError::ClientCertificateMissing { host: peer.to_owned() })
}

/// The error of an alert received during the upgrade: a TLS 1.3 server rejects a client certificate only after the
/// client's handshake has finished.
pub(crate) fn in_upgrade(peer: &str, observed: &TlsSeen, error: &io::Error) -> Option<TlsError> {
    match error.get_ref().and_then(|e| e.downcast_ref::<Error>()) {
        Some(Error::AlertReceived(alert)) => client_certificate(peer, observed, *alert),
        _ => None,
    }
}

fn client_certificate(peer: &str, observed: &TlsSeen, alert: AlertDescription) -> Option<TlsError> {
    use AlertDescription as A;
    let about_certificate = matches!(
        alert,
        A::CertificateRequired
            | A::BadCertificate
            | A::NoCertificate
            | A::UnsupportedCertificate
            | A::CertificateRevoked
            | A::CertificateExpired
            | A::CertificateUnknown
            | A::UnknownCA
            | A::AccessDenied
            | A::HandshakeFailure
            | A::DecryptError
    );
    let host = peer.to_owned();
    match &observed.client_certificate {
        _ if !about_certificate || !observed.client_certificate_asked => None,
        None => Some(TlsError::ClientCertificateWanted { host }),
        Some(subject) => Some(TlsError::ClientCertificateRefused {
            host,
            subject: subject.clone(),
            alert: format!("{alert:?}"),
        }),
    }
}

fn needed(trust: &TrustChoice) -> String {
    match trust.tls13_only {
        true => "1.3 (connection.tls.min_version)",
        false => "1.2 or 1.3",
    }
    .to_owned()
}

fn certificate(host: String, observed: &TlsSeen, fault: &CertificateError) -> TlsError {
    let leaf = observed.chain.first();
    match fault {
        CertificateError::Expired => TlsError::Expired { host, when: None },
        CertificateError::ExpiredContext { time, not_after } => TlsError::Expired {
            host,
            when: Some(Dates { limit: date(not_after), now: date(time) }),
        },
        CertificateError::NotValidYet => TlsError::NotYetValid { host, when: None },
        CertificateError::NotValidYetContext { time, not_before } => TlsError::NotYetValid {
            host,
            when: Some(Dates { limit: date(not_before), now: date(time) }),
        },
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            let leaf = leaf.cloned().unwrap_or_default();
            TlsError::WrongHost { host, names: leaf.names, subject: leaf.subject }
        }
        CertificateError::Revoked => TlsError::Revoked {
            host,
            serial: leaf.map(|leaf| leaf.serial.clone()).unwrap_or_default(),
        },
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            TlsError::WrongPurpose { host }
        }
        CertificateError::UnknownIssuer => issuer(host, &observed.chain),
        // webpki's `CaUsedAsEndEntity`, caused by certificates of `openssl req -x509`.
        _ if observed.chain.len() == 1 && leaf.is_some_and(|leaf| leaf.self_issued) => {
            issuer(host, &observed.chain)
        }
        other => TlsError::Other { host, why: "other", what: other.to_string() },
    }
}

/// Tells a self-signed certificate, an incomplete chain and an unknown issuer apart.
fn issuer(host: String, chain: &[Certificate]) -> TlsError {
    let sha256 = chain.first().map(|leaf| leaf.sha256.clone()).unwrap_or_default();
    match chain {
        [leaf] if leaf.self_issued => TlsError::SelfSigned { host, sha256 },
        [.., last] if !last.self_issued && last.names_issuer_s_place => {
            TlsError::IncompleteChain { host, issuer: last.issuer.clone() }
        }
        [.., last] => TlsError::UnknownIssuer { host, issuer: last.issuer.clone() },
        [] => TlsError::UnknownIssuer { host, issuer: String::new() },
    }
}

fn date(time: &rustls::pki_types::UnixTime) -> String {
    i64::try_from(time.as_secs())
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or_else(|| format!("second {}", time.as_secs()), |time| time.to_string())
}
