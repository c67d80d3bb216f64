//! Reads the client certificate, and records whether the server asked for it.

use std::path::Path;
use std::sync::Arc;

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use rustls::SignatureScheme;
use rustls::client::ResolvesClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;

use super::{ObservedTls, update};
use crate::connection::certificate::Certificate;
use crate::connection::error::TlsError;
use crate::connection::request::OwnFiles;
use crate::file::bounded_read;

/// Presents the client certificate when the server asks.
#[derive(Debug)]
pub(super) struct ClientIdentity {
    own: Option<Arc<CertifiedKey>>,
    observed: ObservedTls,
}

impl ClientIdentity {
    pub(super) fn new(own: Option<CertifiedKey>, observed: ObservedTls) -> Self {
        ClientIdentity { own: own.map(Arc::new), observed }
    }
}

impl ResolvesClientCert for ClientIdentity {
    fn resolve(&self, _: &[&[u8]], schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        let own = self.own.clone().filter(|own| own.key.choose_scheme(schemes).is_some());
        let subject =
            own.as_ref().and_then(|own| own.cert.first()).map(|c| Certificate::of(c).subject);
        update(&self.observed, |observed| {
            observed.client_certificate_asked = true;
            observed.client_certificate = subject;
        });
        own
    }

    // rustls calls `resolve` only if this is true, and the request must be recorded.
    fn has_certs(&self) -> bool {
        true
    }
}

/// Reads certificate and key from their files.
pub(super) fn read(files: &OwnFiles, provider: &CryptoProvider) -> Result<CertifiedKey, TlsError> {
    let (path, read) = match files {
        OwnFiles::Pem(certificate, key) => (certificate, pem(certificate, key)),
        OwnFiles::P12(file, passphrase) => (file, p12(file, passphrase)),
    };
    read.and_then(|(chain, key)| {
        CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => "the key is not the certificate's".to_owned(),
            other => other.to_string(),
        })
    })
    .map_err(|what| TlsError::ClientCertificateFile { path: path.display().to_string(), what })
}

type CertificateAndKey = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn pem(certificate: &Path, key: &Path) -> Result<CertificateAndKey, String> {
    let bytes = bounded_read::read(certificate).map_err(|error| error.to_string())?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let chain = chain.map_err(|error| error.to_string())?;
    if chain.is_empty() {
        return Err("it holds no PEM certificate".to_owned());
    }
    let key_error = |what: String| format!("{}: {what}", key.display());
    let bytes = bounded_read::read(key).map_err(|error| key_error(error.to_string()))?;
    let key = PrivateKeyDer::from_pem_slice(&bytes).map_err(|error| {
        let encrypted = memchr::memmem::find(&bytes, b"ENCRYPTED").is_some();
        key_error(match encrypted {
            true => {
                "its key is encrypted; use a PKCS#12 file, which may have a passphrase".to_owned()
            }
            false => error.to_string(),
        })
    })?;
    Ok((chain, key))
}

fn p12(file: &Path, passphrase: &str) -> Result<CertificateAndKey, String> {
    let bytes = bounded_read::read(file).map_err(|error| error.to_string())?;
    let store = KeyStore::from_pkcs12(&bytes, passphrase, Pkcs12ImportPolicy::Relaxed)
        .map_err(|error| format!("{error}; is the passphrase right?"))?;
    let (_, chain) =
        store.private_key_chain().ok_or_else(|| "it holds no certificate with a key".to_owned())?;
    let certificates = chain.certs().iter().map(|c| CertificateDer::from(c.as_der().to_vec()));
    let key = PrivateKeyDer::try_from(chain.key().as_der().to_vec())?;
    Ok((certificates.collect(), key))
}
