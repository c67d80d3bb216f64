//! Certificates that are wrong in one way each, and servers that show them.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair,
};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// Who vouches for others.
pub type Authority = CertifiedIssuer<'static, KeyPair>;

/// A certificate, those that lead to its issuer, and its key, as PEM.
#[derive(Debug, Clone)]
pub struct Own {
    pub chain: String,
    pub key: String,
}

/// What a certificate of this name for these hosts says.
pub fn params(name: &str, hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let mut params = CertificateParams::new(hosts).expect("names");
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn of_an_authority(name: &str) -> CertificateParams {
    let mut params = params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

impl Own {
    /// One that nobody vouches for.
    pub fn self_signed(params: &CertificateParams) -> Own {
        let key = key();
        let certificate = params.self_signed(&key).expect("signed");
        Own { chain: certificate.pem(), key: key.serialize_pem() }
    }

    /// One that this authority vouches for.
    pub fn signed(params: &CertificateParams, by: &Authority) -> Own {
        let key = key();
        let certificate = params.signed_by(&key, by).expect("signed");
        Own { chain: certificate.pem(), key: key.serialize_pem() }
    }

    /// A person's rather than a server's.
    pub fn client(name: &str, by: &Authority) -> Own {
        let mut params = params(name, &[]);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        Own::signed(&params, by)
    }

    /// With more certificates behind it.
    pub fn and(mut self, more: &str) -> Own {
        self.chain.push_str(more);
        self
    }

    /// A server that shows it; to clients of these authorities alone, where there are any.
    pub fn server(&self, clients: Option<&Authority>) -> ServerConfig {
        self.configured(clients, false)
    }

    /// The same that asks for a certificate and goes on without one.
    pub fn server_that_asks(&self, clients: &Authority) -> ServerConfig {
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
                roots.add(authority.der().clone()).expect("a root");
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
        builder.with_single_cert(chain.map(|c| c.expect("PEM")).collect(), key).expect("a pair")
    }
}

/// An authority that nobody vouches for.
pub fn root(name: &str) -> Authority {
    CertifiedIssuer::self_signed(of_an_authority(name), key()).expect("an authority")
}

/// An authority that another one vouches for.
pub fn intermediate(name: &str, by: &Authority) -> Authority {
    CertifiedIssuer::signed_by(of_an_authority(name), key(), by).expect("an authority")
}
