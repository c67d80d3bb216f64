//! Verifies the server's certificate, and records its chain even if it is rejected.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};

use super::{ObservedTls, crls, roots, update};
use crate::connection::certificate::{Certificate, fingerprint};
use crate::connection::error::TlsError;
use crate::connection::handshake::TrustReason;
use crate::connection::request::TrustChoice;

/// Accepts pinned certificates, then those that `webpki` accepts, or all of them without it.
#[derive(Debug)]
pub(super) struct CertificateVerifier {
    /// `None` if the profile turns verification off.
    webpki: Option<Arc<WebPkiServerVerifier>>,
    pinned: Vec<String>,
    algorithms: WebPkiSupportedAlgorithms,
    observed: ObservedTls,
}

/// A verifier with the system's and the profile's roots and the revocation lists. `None` if verification is off.
fn webpki_verifier(
    choice: &TrustChoice,
    provider: &Arc<CryptoProvider>,
) -> Result<Option<Arc<WebPkiServerVerifier>>, TlsError> {
    if !choice.verify {
        return Ok(None);
    }
    let lists = crls(choice)?;
    let with_lists = !lists.is_empty();
    let mut builder =
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots(choice)?), provider.clone())
            .with_crls(lists);
    if with_lists {
        // An authority without a list here has revoked nothing that we know of.
        builder = builder.allow_unknown_revocation_status();
    }
    let built = builder.build().map_err(|error| match with_lists {
        true => TlsError::CrlFile {
            path: choice.crl_files.first().map(|p| p.display().to_string()).unwrap_or_default(),
            what: error.to_string(),
        },
        false => TlsError::Other { host: String::new(), why: "other", what: error.to_string() },
    })?;
    Ok(Some(built))
}

impl CertificateVerifier {
    pub(super) fn new(
        choice: &TrustChoice,
        provider: &Arc<CryptoProvider>,
        observed: ObservedTls,
    ) -> Result<Self, TlsError> {
        Ok(CertificateVerifier {
            webpki: webpki_verifier(choice, provider)?,
            pinned: choice.pinned.clone(),
            algorithms: provider.signature_verification_algorithms,
            observed,
        })
    }
}

impl ServerCertVerifier for CertificateVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain = std::iter::once(end_entity).chain(intermediates);
        let chain: Vec<_> = chain.map(|der| Certificate::of(der)).collect();
        update(&self.observed, |observed| observed.chain = chain);
        let trust = if self.pinned.contains(&fingerprint(end_entity)) {
            TrustReason::Pinned
        } else if let Some(webpki) = &self.webpki {
            webpki.verify_server_cert(
                end_entity,
                intermediates,
                server_name,
                ocsp_response,
                now,
            )?;
            TrustReason::Verified
        } else {
            TrustReason::Unverified
        };
        update(&self.observed, |observed| observed.trust = Some(trust));
        Ok(ServerCertVerified::assertion())
    }

    // Signatures are always verified: without proof of the key, a pin would be worthless.
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
