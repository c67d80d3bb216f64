//! The TLS handshake: trust, the client certificate, and a record of what was negotiated.
//!
//! - `verifier`: verifies and records the server's certificate chain.
//! - `client_certificate`: the client certificate, and whether the server asked for it.
//! - `error_hints`: turns handshake errors into errors that say what to do.

mod client_certificate;
mod error_hints;
#[cfg(test)]
mod tests;
mod verifier;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::error::TlsError;
use super::handshake::TlsSeen;
use super::request::{OwnFiles, TrustChoice};
use super::task_panic;
use crate::file::bounded_read::{self, MAX_NAMED_FILE};
pub(super) use error_hints::{in_upgrade, without_certificate};

/// Record of a handshake under way, shared so that it survives a time-out.
pub(super) type ObservedTls = Arc<Mutex<TlsSeen>>;

/// The record so far.
pub(super) fn snapshot(observed: &ObservedTls) -> TlsSeen {
    observed.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn update(observed: &ObservedTls, change: impl FnOnce(&mut TlsSeen)) {
    change(&mut observed.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Performs the handshake with the server `host` over any stream. `peer` is host and port, for errors.
pub(super) async fn secure<S>(
    stream: S,
    host: &str,
    peer: &str,
    trust: &TrustChoice,
    observed: &ObservedTls,
) -> Result<TlsStream<S>, TlsError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let name = trust.server_name.as_deref().unwrap_or(host).to_owned();
    update(observed, |observed| observed.server_name.clone_from(&name));
    let other = |what: String| TlsError::Other { host: name.clone(), why: "other", what };
    let server_name =
        ServerName::try_from(name.clone()).map_err(|error| other(error.to_string()))?;
    // Reading the system's store takes milliseconds and blocks.
    let (choice, shared) = (trust.clone(), observed.clone());
    let config = tokio::task::spawn_blocking(move || {
        task_panic::trip("tls");
        config(&choice, &shared)
    });
    let config = task_panic::joined(config.await).map_err(|error| other(error.to_string()))??;
    match TlsConnector::from(Arc::new(config)).connect(server_name, stream).await {
        Ok(stream) => {
            let session = stream.get_ref().1;
            update(observed, |observed| {
                observed.version = session.protocol_version().and_then(|v| v.as_str()).map(version);
                observed.cipher = session
                    .negotiated_cipher_suite()
                    .and_then(|suite| suite.suite().as_str())
                    .map(str::to_owned);
                observed.alpn =
                    session.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
            });
            Ok(stream)
        }
        Err(error) => Err(error_hints::explain(&name, peer, trust, &snapshot(observed), error)),
    }
}

/// `TLSv1.3` for rustls's `TLSv1_3`.
fn version(name: &str) -> String {
    name.replace('_', ".")
}

fn config(choice: &TrustChoice, observed: &ObservedTls) -> Result<ClientConfig, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let other = |error: rustls::Error| TlsError::Other {
        host: snapshot(observed).server_name,
        why: "other",
        what: error.to_string(),
    };
    let versions = match choice.tls13_only {
        true => &[&rustls::version::TLS13][..],
        false => rustls::ALL_VERSIONS,
    };
    let verifier = verifier::CertificateVerifier::new(choice, &provider, observed.clone())?;
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(versions)
        .map_err(other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let own = choice
        .client_certificate
        .as_ref()
        .map(|files| client_certificate::read(files, &provider))
        .transpose()?;
    let mut config = config.with_client_cert_resolver(Arc::new(
        client_certificate::ClientIdentity::new(own, observed.clone()),
    ));
    // As browsers offer it for WebSocket over HTTP/1.1.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The most bytes of all files of trusted certificates together, and of all revocation lists together.
const MAX_FILES_TOGETHER: u64 = 4 * MAX_NAMED_FILE;

/// Reads one of several files, whose bytes are taken off `left`.
fn read_some(path: &Path, left: &mut u64) -> Result<Vec<u8>, String> {
    let bytes = bounded_read::read(path).map_err(|error| error.to_string())?;
    let rest = left.checked_sub(bytes.len() as u64);
    *left = rest.ok_or_else(|| {
        format!("with the files before it, it is longer than {MAX_FILES_TOGETHER} bytes")
    })?;
    Ok(bytes)
}

/// The system's roots and those in the profile's files.
fn roots(choice: &TrustChoice) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    for error in &system.errors {
        tracing::warn!(%error, "some of the system's trusted certificates cannot be read");
    }
    roots.add_parsable_certificates(system.certs);
    let mut left = MAX_FILES_TOGETHER;
    for path in &choice.ca_files {
        add_file(&mut roots, path, &mut left)?;
    }
    Ok(roots)
}

/// Why a file of the settings cannot be used.
pub type FileFault = TlsError;

/// Checks that a file of trusted certificates can be used.
pub(super) fn check_authorities(path: &Path) -> Result<(), FileFault> {
    add_file(&mut RootCertStore::empty(), path, &mut MAX_FILES_TOGETHER.clone())
}

/// Checks that a revocation list can be used.
pub(super) fn check_revocations(path: &Path) -> Result<(), FileFault> {
    let choice = TrustChoice { crl_files: vec![path.to_owned()], ..TrustChoice::default() };
    crls(&choice).map(drop)
}

/// Checks that a client certificate can be used.
pub(super) fn check_client_certificate(files: &OwnFiles) -> Result<(), FileFault> {
    client_certificate::read(files, &rustls::crypto::ring::default_provider()).map(drop)
}

fn add_file(roots: &mut RootCertStore, path: &Path, left: &mut u64) -> Result<(), TlsError> {
    let invalid = |what: String| TlsError::CaFile { path: path.display().to_string(), what };
    let pem = read_some(path, left).map_err(invalid)?;
    let before = roots.len();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| invalid(error.to_string()))?;
        roots.add(certificate).map_err(|error| invalid(error.to_string()))?;
    }
    if roots.len() == before {
        return Err(invalid("it holds no PEM certificate".to_owned()));
    }
    Ok(())
}

fn crls(choice: &TrustChoice) -> Result<Vec<CertificateRevocationListDer<'static>>, TlsError> {
    let mut lists = Vec::new();
    let mut left = MAX_FILES_TOGETHER;
    for path in &choice.crl_files {
        let invalid = |what: String| TlsError::CrlFile { path: path.display().to_string(), what };
        let pem = read_some(path, &mut left).map_err(invalid)?;
        let before = lists.len();
        for list in CertificateRevocationListDer::pem_slice_iter(&pem) {
            lists.push(list.map_err(|error| invalid(error.to_string()))?);
        }
        if lists.len() == before {
            return Err(invalid("it holds no PEM revocation list".to_owned()));
        }
    }
    Ok(lists)
}
