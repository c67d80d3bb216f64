//! Servers that require a client certificate.

use super::*;

/// A server that accepts only client certificates issued by `clients`.
fn requiring(
    own: Identity,
    clients: &Authority,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> ServerConfig {
    let mut roots = RootCertStore::empty();
    roots.add(clients.der().clone()).expect("a root");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    let (chain, key) = chain_and_key(own, &[]);
    ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .expect("versions")
        .with_client_cert_verifier(verifier.build().expect("a verifier"))
        .with_single_cert(chain, key)
        .expect("a server")
}

fn client_certificate(by: &Authority) -> Identity {
    let mut params = params("tester", &[]);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    signed(params, by)
}

#[tokio::test]
async fn case_26_a_client_certificate_is_asked_for() {
    let (root, clients, others) = (root("Root"), root("Clients"), root("Others"));
    let mut client = Client::trusting(&root);
    for versions in [&[&rustls::version::TLS13][..], &[&rustls::version::TLS12][..]] {
        let server = || {
            let own = signed(params("server", &["h.test"]), &root);
            requiring(own, &clients, versions)
        };
        client.choice.client_certificate = None;
        let (result, observed) = client.handshake(server()).await;
        assert_eq!(result.expect_err("none").code(), "tls_client_certificate_wanted");
        assert!(observed.client_certificate_asked);

        let good = client_certificate(&clients);
        let files =
            (client.file("c.pem", &good.pem), client.file("k.pem", good.key.serialize_pem()));
        client.choice.client_certificate = Some(OwnFiles::Pem(files.0.clone(), files.1));
        let (result, observed) = client.handshake(server()).await;
        result.expect("let in");
        assert_eq!(observed.client_certificate.as_deref(), Some("CN=tester"));

        let bad = client_certificate(&others);
        let other_key = client.file("o.key", bad.key.serialize_pem());
        client.choice.client_certificate =
            Some(OwnFiles::Pem(client.file("o.pem", &bad.pem), other_key.clone()));
        let error = client.handshake(server()).await.0.expect_err("unknown to them");
        assert_eq!(error.code(), "tls_client_certificate_refused");
        assert!(error.to_string().contains("CN=tester"), "{error}");

        client.choice.client_certificate = Some(OwnFiles::Pem(files.0, other_key));
        let error = client.handshake(server()).await.0.expect_err("not a pair");
        assert_eq!(error.code(), "tls_client_certificate_file");
        assert!(error.to_string().contains("not the certificate's"), "{error}");
    }
}

/// PKCS#12 files written by OpenSSL, with its current ciphers and with the legacy ones of Windows exports.
#[tokio::test]
async fn a_client_certificate_from_pkcs12() {
    let (root, clients) = (root("Root"), root("Clients"));
    let mut client = Client::trusting(&root);
    let good = client_certificate(&clients);
    let (cert, key) =
        (client.file("c.pem", &good.pem), client.file("k.pem", good.key.serialize_pem()));
    for options in [&[][..], &["-legacy"][..]] {
        let file = client.folder.path().join("c.p12");
        let made = std::process::Command::new("openssl")
            .args(["pkcs12", "-export", "-passout", "pass:secret", "-in"])
            .arg(&cert)
            .arg("-inkey")
            .arg(&key)
            .arg("-out")
            .arg(&file)
            .args(options)
            .output();
        match made {
            Ok(output) if output.status.success() => {}
            other => {
                eprintln!("skipped: openssl writes no such file here: {other:?}");
                continue;
            }
        }
        let server = || {
            let own = signed(params("server", &["h.test"]), &root);
            requiring(own, &clients, rustls::ALL_VERSIONS)
        };
        client.choice.client_certificate = Some(OwnFiles::P12(file.clone(), "secret".to_owned()));
        let (result, observed) = client.handshake(server()).await;
        result.expect("let in");
        assert_eq!(observed.client_certificate.as_deref(), Some("CN=tester"));
        client.choice.client_certificate = Some(OwnFiles::P12(file, "wrong".to_owned()));
        let error = client.handshake(server()).await.0.expect_err("wrong passphrase");
        assert_eq!(error.code(), "tls_client_certificate_file");
        assert!(error.to_string().contains("passphrase"), "{error}");
    }
}
