//! Handshakes over an in-memory stream with generated certificates.

mod chain;
mod client;

use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::connection::handshake::TrustReason;
use crate::connection::request::OwnFiles;

type Authority = CertifiedIssuer<'static, KeyPair>;

/// A certificate and its key.
struct Identity {
    der: CertificateDer<'static>,
    pem: String,
    key: KeyPair,
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

fn params(name: &str, hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
    let mut params = CertificateParams::new(hosts).expect("names");
    params.distinguished_name = Default::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn authority_params(name: &str) -> CertificateParams {
    let mut params = params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn root(name: &str) -> Authority {
    CertifiedIssuer::self_signed(authority_params(name), key()).expect("a root")
}

fn signed(params: CertificateParams, by: &Authority) -> Identity {
    let key = key();
    let certificate = params.signed_by(&key, by).expect("signed");
    Identity { der: certificate.der().clone(), pem: certificate.pem(), key }
}

/// A client's trust settings and the folder of its files.
struct Client {
    folder: TempDir,
    choice: TrustChoice,
}

impl Client {
    fn new() -> Client {
        Client { folder: tempfile::tempdir().expect("a folder"), choice: TrustChoice::default() }
    }

    fn trusting(authority: &Authority) -> Client {
        let mut client = Client::new();
        let file = client.file("ca.pem", authority.pem());
        client.choice.ca_files.push(file);
        client
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("written");
        path
    }

    /// Performs a handshake with a server of this configuration, as `h.test`.
    async fn handshake(&self, server: ServerConfig) -> (Result<(), TlsError>, TlsSeen) {
        let (ours, theirs) = duplex(64 * 1024);
        let observed = ObservedTls::default();
        let accept = async {
            let Ok(mut stream) = TlsAcceptor::from(Arc::new(server)).accept(theirs).await else {
                return;
            };
            // Reads until the client's alert or end.
            let _ = stream.write_all(b"hi").await;
            let _ = stream.read_u8().await;
        };
        let connect = async {
            let mut stream = secure(ours, "h.test", "h.test:1", &self.choice, &observed).await?;
            // A TLS 1.3 server rejects our certificate only now.
            match stream.read_u8().await {
                Ok(_) => Ok(()),
                Err(error) => Err(in_upgrade("h.test:1", &snapshot(&observed), &error).unwrap_or(
                    TlsError::Other { host: String::new(), why: "other", what: error.to_string() },
                )),
            }
        };
        let (result, ()) = tokio::join!(connect, accept);
        (result, snapshot(&observed))
    }

    /// The same with a server that presents this chain.
    async fn handshake_with_chain(
        &self,
        own: Identity,
        more: &[&Authority],
    ) -> (Result<(), TlsError>, TlsSeen) {
        self.handshake(server(own, more)).await
    }
}

fn builder() -> rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier> {
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
}

fn server(own: Identity, more: &[&Authority]) -> ServerConfig {
    let (chain, key) = chain_and_key(own, more);
    builder().with_no_client_auth().with_single_cert(chain, key).expect("a server")
}

fn chain_and_key(
    own: Identity,
    more: &[&Authority],
) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let mut chain = vec![own.der];
    chain.extend(more.iter().map(|authority| authority.der().clone()));
    (chain, PrivateKeyDer::Pkcs8(own.key.serialize_der().into()))
}

#[test]
fn hostile_05_files_of_certificates_have_a_limit_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.pem");
    std::fs::File::create(&path).and_then(|file| file.set_len(MAX_NAMED_FILE)).expect("sparse");
    let mut left = MAX_FILES_TOGETHER;
    for _ in 0..MAX_FILES_TOGETHER / MAX_NAMED_FILE {
        read_some(&path, &mut left).expect("fits");
    }
    let refused = read_some(&path, &mut left).expect_err("one too many");
    assert!(refused.contains(&MAX_FILES_TOGETHER.to_string()), "{refused}");
    std::fs::write(&path, "x").expect("written");
    assert!(read_some(&path, &mut left).is_err(), "nothing is left");
}
