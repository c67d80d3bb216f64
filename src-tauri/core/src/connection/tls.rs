//! The TLS handshake: whom we trust, who we are, and what came of it.
//!
//! - `verifier`: looks at the server's certificate, and keeps what it showed.
//! - `client_certificate`: our own certificate, and whether we were asked for it.
//! - `error_hints`: what went wrong, in words that say what to do.

mod client_certificate;
mod error_hints;
#[cfg(test)]
mod tests;
mod verifier;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::crypto::CryptoProvider;
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

/// What is seen while the handshake is under way: a time-out must not lose it.
pub(super) type ObservedTls = Arc<Mutex<TlsSeen>>;

/// What is seen so far.
pub(super) fn so_far(seen: &ObservedTls) -> TlsSeen {
    seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn note(seen: &ObservedTls, change: impl FnOnce(&mut TlsSeen)) {
    change(&mut seen.lock().unwrap_or_else(PoisonError::into_inner));
}

/// With the server called `host`, over any stream.
pub(super) async fn secure<S>(
    stream: S,
    host: &str,
    peer: &str,
    trust: &TrustChoice,
    seen: &ObservedTls,
) -> Result<TlsStream<S>, TlsError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let name = trust.server_name.as_deref().unwrap_or(host).to_owned();
    note(seen, |seen| seen.server_name.clone_from(&name));
    let other = |what: String| TlsError::Other { host: name.clone(), why: "other", what };
    let server_name =
        ServerName::try_from(name.clone()).map_err(|error| other(error.to_string()))?;
    // Reading the system's store takes milliseconds and blocks.
    let (choice, theirs) = (trust.clone(), seen.clone());
    let config = tokio::task::spawn_blocking(move || {
        task_panic::trip("tls");
        config(&choice, &theirs)
    });
    let config = task_panic::joined(config.await).map_err(|error| other(error.to_string()))??;
    match TlsConnector::from(Arc::new(config)).connect(server_name, stream).await {
        Ok(stream) => {
            let session = stream.get_ref().1;
            note(seen, |seen| {
                seen.version = session.protocol_version().and_then(|v| v.as_str()).map(version);
                seen.cipher = session
                    .negotiated_cipher_suite()
                    .and_then(|suite| suite.suite().as_str())
                    .map(str::to_owned);
                seen.alpn =
                    session.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
            });
            Ok(stream)
        }
        Err(error) => Err(error_hints::explain(&name, peer, trust, &so_far(seen), error)),
    }
}

/// `TLSv1_3`, as everybody else writes it.
fn version(name: &str) -> String {
    name.replace('_', ".")
}

fn config(choice: &TrustChoice, seen: &ObservedTls) -> Result<ClientConfig, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let other = |error: rustls::Error| TlsError::Other {
        host: so_far(seen).server_name,
        why: "other",
        what: error.to_string(),
    };
    let versions = match choice.only_13 {
        true => &[&rustls::version::TLS13][..],
        false => rustls::ALL_VERSIONS,
    };
    let judge = verifier::CertificateVerifier::new(
        verifier::webpki(choice, &provider)?,
        choice,
        seen.clone(),
    );
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(versions)
        .map_err(other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(judge));
    let own =
        choice.own.as_ref().map(|files| client_certificate::read(files, &provider)).transpose()?;
    let mut config = config.with_client_cert_resolver(Arc::new(
        client_certificate::ClientIdentity::new(own, seen.clone()),
    ));
    // What browsers say for WebSocket over HTTP/1.1.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Bytes of all files of trusted certificates together, and of all revocation lists.
const MAX_FILES_TOGETHER: u64 = 4 * MAX_NAMED_FILE;

/// Reads a file of which there may be many, as long as not all of `left` is used.
fn read_some(path: &Path, left: &mut u64) -> Result<Vec<u8>, String> {
    let bytes = bounded_read::read(path).map_err(|error| error.to_string())?;
    let rest = left.checked_sub(bytes.len() as u64);
    *left = rest.ok_or_else(|| {
        format!("with the files before it, it is longer than {MAX_FILES_TOGETHER} bytes")
    })?;
    Ok(bytes)
}

/// The system's roots and those of the profile's files.
fn roots(choice: &TrustChoice) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    for error in &system.errors {
        tracing::warn!(%error, "some of the system's trusted certificates cannot be read");
    }
    roots.add_parsable_certificates(system.certs);
    let mut left = MAX_FILES_TOGETHER;
    for path in &choice.ca_files {
        add_file(&mut roots, path, &mut left)
            .map_err(|what| TlsError::CaFile { path: path.display().to_string(), what })?;
    }
    Ok(roots)
}

/// Why a file of the settings cannot be used.
pub type FileFault = TlsError;

/// Whether a file of trusted certificates can be used.
pub(super) fn check_authorities(path: &Path) -> Result<(), FileFault> {
    add_file(&mut RootCertStore::empty(), path, &mut MAX_FILES_TOGETHER.clone())
        .map_err(|what| TlsError::CaFile { path: path.display().to_string(), what })
}

/// Whether a revocation list can be used.
pub(super) fn check_revocations(path: &Path) -> Result<(), FileFault> {
    let choice = TrustChoice { crl_files: vec![path.to_owned()], ..TrustChoice::default() };
    crls(&choice).map(drop)
}

/// Whether a certificate and its key can be used.
pub(super) fn check_pem(certificate: &Path, key: &Path) -> Result<(), FileFault> {
    check_own(&OwnFiles::Pem(certificate.to_owned(), key.to_owned()))
}

/// Whether a PKCS#12 file can be used.
pub(super) fn check_p12(file: &Path, passphrase: &str) -> Result<(), FileFault> {
    check_own(&OwnFiles::P12(file.to_owned(), passphrase.to_owned()))
}

fn check_own(files: &OwnFiles) -> Result<(), FileFault> {
    client_certificate::read(files, &rustls::crypto::ring::default_provider()).map(drop)
}

fn add_file(roots: &mut RootCertStore, path: &Path, left: &mut u64) -> Result<(), String> {
    let pem = read_some(path, left)?;
    let mut found = 0;
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| error.to_string())?;
        roots.add(certificate).map_err(|error| error.to_string())?;
        found += 1;
    }
    match found {
        0 => Err("it holds no PEM certificate".to_owned()),
        _ => Ok(()),
    }
}

fn crls(choice: &TrustChoice) -> Result<Vec<CertificateRevocationListDer<'static>>, TlsError> {
    let mut lists = Vec::new();
    let mut left = MAX_FILES_TOGETHER;
    for path in &choice.crl_files {
        let bad = |what: String| TlsError::CrlFile { path: path.display().to_string(), what };
        let pem = read_some(path, &mut left).map_err(bad)?;
        let before = lists.len();
        for list in CertificateRevocationListDer::pem_slice_iter(&pem) {
            lists.push(list.map_err(|error| bad(error.to_string()))?);
        }
        if lists.len() == before {
            return Err(bad("it holds no PEM revocation list".to_owned()));
        }
    }
    Ok(lists)
}

/// A provider's name for the ways of signing that it can check.
fn algorithms(provider: &CryptoProvider) -> rustls::crypto::WebPkiSupportedAlgorithms {
    provider.signature_verification_algorithms
}
