//! Server certificate chains, accepted and rejected.

use rcgen::{
    CertificateRevocationListParams, KeyIdMethod, RevokedCertParams, SerialNumber, date_time_ymd,
};

use super::*;

fn good(by: &Authority) -> Identity {
    signed(params("server", &["h.test"]), by)
}

#[tokio::test]
async fn the_negotiated_parameters_are_recorded() {
    let root = root("Root");
    let (result, observed) = Client::trusting(&root).handshake_with_chain(good(&root), &[]).await;
    result.expect("trusted");
    assert_eq!(observed.version.as_deref(), Some("TLSv1.3"));
    assert!(observed.cipher.expect("a cipher").starts_with("TLS13_"));
    assert_eq!(
        (observed.trust, observed.server_name.as_str()),
        (Some(TrustReason::Verified), "h.test")
    );
    let [leaf] = &observed.chain[..] else { panic!("{:?}", observed.chain) };
    assert_eq!((leaf.subject.as_str(), leaf.issuer.as_str()), ("CN=server", "CN=Root"));
    assert_eq!(leaf.names, ["h.test"]);
    assert!(leaf.pem.starts_with("-----BEGIN CERTIFICATE-----") && leaf.sha256.len() == 64);
    assert!(!observed.client_certificate_asked);
}

#[tokio::test]
async fn case_19_expired_and_not_yet_valid_tell_their_dates() {
    let root = root("Root");
    let client = Client::trusting(&root);
    let mut old = params("old", &["h.test"]);
    old.not_before = date_time_ymd(2001, 1, 1);
    old.not_after = date_time_ymd(2002, 2, 3);
    let (result, observed) = client.handshake_with_chain(signed(old, &root), &[]).await;
    let error = result.expect_err("expired");
    assert_eq!(error.code(), "tls_expired");
    assert!(
        error.to_string().contains("2002-02-03") && error.to_string().contains("here it is 20")
    );
    assert_eq!(
        observed.chain[0].not_after, "2002-02-03T00:00:00Z",
        "recorded although it was rejected"
    );
    let mut young = params("young", &["h.test"]);
    young.not_before = date_time_ymd(3000, 4, 5);
    let (result, _) = client.handshake_with_chain(signed(young, &root), &[]).await;
    let error = result.expect_err("not yet");
    assert_eq!(error.code(), "tls_not_yet_valid");
    assert!(error.to_string().contains("3000-04-05"), "{error}");
}

#[tokio::test]
async fn case_20_the_wrong_host_lists_the_names() {
    let root = root("Root");
    let mut client = Client::trusting(&root);
    let other = signed(params("x", &["a.test", "*.b.test", "10.0.0.1"]), &root);
    let error = client.handshake_with_chain(other, &[]).await.0.expect_err("for other names");
    assert_eq!(error.code(), "tls_wrong_host");
    assert!(error.to_string().contains("a.test, *.b.test, 10.0.0.1"), "{error}");
    let error = client.handshake_with_chain(signed(params("h.test", &[]), &root), &[]).await.0;
    let error = error.expect_err("CN only");
    assert_eq!(error.code(), "tls_wrong_host");
    assert!(error.to_string().contains("names no host"), "{error}");
    client.choice.server_name = Some("a.test".to_owned());
    let other = signed(params("x", &["a.test"]), &root);
    client.handshake_with_chain(other, &[]).await.0.expect("requested by its own name");
}

#[tokio::test]
async fn case_21_three_ways_not_to_be_vouched_for() {
    let trusted = root("Trusted");
    let client = Client::trusting(&trusted);
    let code = |result: Result<(), TlsError>| result.expect_err("not trusted").code();

    let stranger = root("Stranger");
    let (result, observed) = client.handshake_with_chain(good(&stranger), &[&stranger]).await;
    assert_eq!(code(result), "tls_unknown_issuer");
    assert_eq!(observed.chain.len(), 2, "the chain is recorded");

    for is_ca in [IsCa::NoCa, IsCa::Ca(BasicConstraints::Unconstrained)] {
        let mut alone = params("alone", &["h.test"]);
        alone.is_ca = is_ca;
        let key = key();
        let certificate = alone.self_signed(&key).expect("signed");
        let own = Identity { der: certificate.der().clone(), pem: certificate.pem(), key };
        let error = client.handshake_with_chain(own, &[]).await.0.expect_err("self-signed");
        assert_eq!(error.code(), "tls_self_signed");
        assert!(error.to_string().contains(&fingerprint_of(&certificate)), "{error}");
    }

    let between = CertifiedIssuer::signed_by(authority_params("Between"), key(), &trusted);
    let between = between.expect("an intermediate");
    let mut leaf = params("leaf", &["h.test"]);
    // id-pe-authorityInfoAccess with one id-ad-caIssuers, `http://a/` (RFC 5280 section 4.2.2.1).
    let place = b"\x30\x17\x30\x15\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02\x86\x09http://a/";
    leaf.custom_extensions
        .push(CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], place.to_vec()));
    let (result, _) = client.handshake_with_chain(signed(leaf.clone(), &between), &[]).await;
    let error = result.expect_err("incomplete");
    assert_eq!(error.code(), "tls_incomplete_chain");
    assert!(error.to_string().contains("CN=Between"), "{error}");
    let (result, _) = client.handshake_with_chain(signed(leaf, &between), &[&between]).await;
    result.expect("complete");
}

fn fingerprint_of(certificate: &rcgen::Certificate) -> String {
    crate::connection::certificate::fingerprint(certificate.der())
}

#[tokio::test]
async fn case_22_revoked_counts_where_a_list_says_so() {
    let root = root("Root");
    let mut client = Client::trusting(&root);
    let mut params = params("server", &["h.test"]);
    params.serial_number = Some(SerialNumber::from(0x1234_u64));
    let list = CertificateRevocationListParams {
        this_update: date_time_ymd(2020, 1, 1),
        next_update: date_time_ymd(3000, 1, 1),
        crl_number: SerialNumber::from(1_u64),
        issuing_distribution_point: None,
        revoked_certs: vec![RevokedCertParams {
            serial_number: SerialNumber::from(0x1234_u64),
            revocation_time: date_time_ymd(2020, 1, 1),
            reason_code: None,
            invalidity_date: None,
        }],
        key_identifier_method: KeyIdMethod::Sha256,
    };
    let list = list.signed_by(&root).expect("a list").pem().expect("PEM");
    let (result, _) = client.handshake_with_chain(signed(params.clone(), &root), &[]).await;
    result.expect("nothing is fetched");
    let file = client.file("list.pem", list);
    client.choice.crl_files.push(file);
    let error =
        client.handshake_with_chain(signed(params, &root), &[]).await.0.expect_err("revoked");
    assert_eq!(error.code(), "tls_revoked");
    assert!(error.to_string().contains("1234"), "{error}");
    client
        .handshake_with_chain(good(&root), &[])
        .await
        .0
        .expect("another certificate of the same issuer");
    client.choice.crl_files = vec![client.file("none.pem", "nothing")];
    assert_eq!(
        client.handshake_with_chain(good(&root), &[]).await.0.expect_err("no list").code(),
        "tls_crl_file"
    );
}

#[tokio::test]
async fn case_23_pinned_and_unverified_are_two_things() {
    let stranger = root("Stranger");
    let mut client = Client::new();
    let own = good(&stranger);
    client.choice.pinned = vec![crate::connection::certificate::fingerprint(&own.der)];
    let (result, observed) = client.handshake_with_chain(own, &[]).await;
    result.expect("pinned");
    assert_eq!(observed.trust, Some(TrustReason::Pinned));
    let (result, _) = client.handshake_with_chain(good(&stranger), &[]).await;
    assert_eq!(result.expect_err("another").code(), "tls_unknown_issuer");
    client.choice.verify = false;
    let (result, observed) = client.handshake_with_chain(good(&stranger), &[]).await;
    result.expect("not verified");
    assert_eq!(observed.trust, Some(TrustReason::Unverified));
}

#[tokio::test]
async fn a_client_certificate_is_rejected_for_a_server() {
    let root = root("Root");
    let mut params = params("server", &["h.test"]);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let (result, _) =
        Client::trusting(&root).handshake_with_chain(signed(params, &root), &[]).await;
    assert_eq!(result.expect_err("for clients").code(), "tls_wrong_purpose");
}

#[tokio::test]
async fn case_24_versions_without_one_in_common() {
    let root = root("Root");
    let mut client = Client::trusting(&root);
    client.choice.tls13_only = true;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let (chain, key) = chain_and_key(good(&root), &[]);
    let server = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS12])
        .expect("1.2")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("a server");
    let error = client.handshake(server.clone()).await.0.expect_err("too old");
    assert_eq!(error.code(), "tls_version");
    assert!(error.to_string().contains("min_version"), "{error}");
    client.choice.tls13_only = false;
    let (result, observed) = client.handshake(server).await;
    result.expect("1.2 is allowed by default");
    assert_eq!(observed.version.as_deref(), Some("TLSv1.2"));
}
