//! Certificates that are each invalid in one way, and TLS servers that present them.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair,
};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// A certificate authority.
pub type Authority = CertifiedIssuer<'static, KeyPair>;

/// A certificate with its chain and key, as PEM.
#[derive(Debug, Clone)]
pub struct Identity {
    pub chain: String,
    pub key: String,
}

/// Parameters of a certificate with this common name and these subject alternative names.
pub fn params(name: &str, hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let mut params = CertificateParams::new(hosts).expect("names");
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn authority_params(name: &str) -> CertificateParams {
    let mut params = params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

fn key() -> KeyPair {
    KeyPair::generate().expect("generate a key")
}

impl Identity {
    /// A self-signed certificate.
    pub fn self_signed(params: &CertificateParams) -> Identity {
        let key = key();
        let certificate = params.self_signed(&key).expect("sign the certificate");
        Identity { chain: certificate.pem(), key: key.serialize_pem() }
    }

    /// A certificate signed by this authority.
    pub fn signed(params: &CertificateParams, by: &Authority) -> Identity {
        let key = key();
        let certificate = params.signed_by(&key, by).expect("sign the certificate");
        Identity { chain: certificate.pem(), key: key.serialize_pem() }
    }

    /// A client certificate signed by this authority.
    pub fn client(name: &str, by: &Authority) -> Identity {
        let mut params = params(name, &[]);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        Identity::signed(&params, by)
    }

    /// Appends more certificates to the chain.
    pub fn with_chain(mut self, more: &str) -> Identity {
        self.chain.push_str(more);
        self
    }

    /// A server configuration that presents this certificate and, with `clients`, requires a client certificate of that
    /// authority.
    pub fn server(&self, clients: Option<&Authority>) -> ServerConfig {
        self.configured(clients, false)
    }

    /// Like [`Identity::server`], but the client certificate is optional.
    pub fn server_with_optional_client(&self, clients: &Authority) -> ServerConfig {
        self.configured(Some(clients), true)
    }

    fn configured(&self, clients: Option<&Authority>, also_without: bool) -> ServerConfig {
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .expect("versions");
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(authority.der().clone()).expect("a root certificate");
                let roots = Arc::new(roots);
                let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider);
                let verifier = match also_without {
                    true => verifier.allow_unauthenticated(),
                    false => verifier,
                };
                builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
            }
        };
        let chain = CertificateDer::pem_slice_iter(self.chain.as_bytes());
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes()).expect("a key");
        builder
            .with_single_cert(chain.map(|c| c.expect("valid PEM")).collect(), key)
            .expect("a certificate and its key")
    }
}

/// A root authority that no system trusts.
pub fn root(name: &str) -> Authority {
    CertifiedIssuer::self_signed(authority_params(name), key()).expect("sign the certificate")
}

/// An intermediate authority signed by another.
pub fn intermediate(name: &str, by: &Authority) -> Authority {
    CertifiedIssuer::signed_by(authority_params(name), key(), by).expect("sign the certificate")
}
