use std::process::Command;

use rcgen::{
    CertificateRevocationListParams, CustomExtension, KeyIdMethod, RevokedCertParams, SerialNumber,
    date_time_ymd,
};
use serde_json::{Value, json};
use tokio_rustls::rustls::ServerConfig;
use wirelark_core::connection::Phase;
use wirelark_tests::certificate::{self, Authority, Identity, params};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::fault::frames::{TEXT, frame};
use wirelark_tests::fault::tls::{TlsEnd, TlsFront};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::in_process;
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::proxy::{Conditions, End, Proxy};
use wirelark_tests::scratch::Scratch;

use crate::failed_capture::FailedCapture;

/// A TLS server that sends one message and answers the client's Close.
struct Server {
    front: TlsFront,
    _behind: FaultServer,
}

impl Server {
    fn start(config: ServerConfig) -> Server {
        let bytes = frame(TEXT, b"whole");
        let behind = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
        let front = TlsFront::start(config, behind.address(), TlsEnd::CloseNotify);
        Server { front, _behind: behind }
    }

    /// Captures from it, trusting this authority; the capture must fail.
    #[track_caller]
    fn refused(&self, trusted: &Authority, tls: Value) -> FailedCapture {
        let (scratch, mut tls) = (Scratch::new(), tls);
        tls["ca_files"] = json!([scratch.file("ca.pem", trusted.pem())]);
        FailedCapture::in_folder(scratch, json!({"url": self.front.url(), "tls": tls}))
    }

    /// Like [`Server::refused`], but the capture must succeed; returns its report.
    #[track_caller]
    fn accepted(&self, trusted: &Authority, tls: Value) -> Value {
        let (scratch, mut tls) = (Scratch::new(), tls);
        tls["ca_files"] = json!([scratch.file("ca.pem", trusted.pem())]);
        let profile = scratch.profile(json!({"connection": {"url": self.front.url(), "tls": tls}}));
        Cli::run(["run", &profile, "--json"]).success().json()
    }
}

fn local_params(name: &str) -> rcgen::CertificateParams {
    params(name, &["127.0.0.1"])
}

#[test]
fn case_19_expired_and_not_yet_valid() {
    let root = certificate::root("Root");
    let mut old = local_params("old");
    (old.not_before, old.not_after) = (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 2, 3));
    let server = Server::start(Identity::signed(&old, &root).server(None));
    let words = ["has expired", "valid until 2002-02-03", "here it is 20"];
    server.refused(&root, json!({})).has_error("tls_expired", &words);
    let mut young = local_params("young");
    young.not_before = date_time_ymd(3000, 4, 5);
    let server = Server::start(Identity::signed(&young, &root).server(None));
    let words = ["not yet valid", "valid from 3000-04-05", "here it is 20", "clock"];
    server.refused(&root, json!({})).has_error("tls_not_yet_valid", &words);
}

#[test]
fn case_20_certificates_for_other_names() {
    let root = certificate::root("Root");
    for (own, words) in [
        (
            params("x", &["a.test", "*.b.test", "10.0.0.1"]),
            ["not for 127.0.0.1", "a.test, *.b.test, 10.0.0.1"],
        ),
        (params("x", &["localhost"]), ["not for 127.0.0.1", "localhost"]),
        (params("127.0.0.1", &[]), ["not for 127.0.0.1", "CN=127.0.0.1"]),
    ] {
        let server = Server::start(Identity::signed(&own, &root).server(None));
        server.refused(&root, json!({})).has_error("tls_wrong_host", &words);
    }
}

#[test]
fn case_21_three_untrusted_chains() {
    let trusted = certificate::root("Trusted");
    let chain =
        |failed: &FailedCapture| failed.hop()["tls"]["chain"].as_array().map_or(0, Vec::len);

    let server = Server::start(Identity::self_signed(&local_params("alone")).server(None));
    let failed = server.refused(&trusted, json!({}));
    let sha256 = failed.hop()["tls"]["chain"][0]["sha256"].as_str().expect("a string").to_owned();
    assert_eq!(chain(&failed), 1);
    failed.has_error("tls_self_signed", &["self-signed", "connection.tls.pinned", &sha256]);

    let stranger = certificate::root("Stranger");
    let own = Identity::signed(&local_params("x"), &stranger).with_chain(&stranger.pem());
    let failed = Server::start(own.server(None)).refused(&trusted, json!({}));
    assert_eq!(chain(&failed), 2, "shown for review before it is trusted");
    failed.has_error("tls_unknown_issuer", &["unknown issuer (CN=Stranger)", "connection.ca_file"]);

    let between = certificate::intermediate("Between", &trusted);
    let mut leaf = local_params("leaf");
    // id-pe-authorityInfoAccess with one id-ad-caIssuers, `http://a/` (RFC 5280 section 4.2.2.1).
    let place = b"\x30\x17\x30\x15\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02\x86\x09http://a/";
    leaf.custom_extensions
        .push(CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], place.to_vec()));
    let own = Identity::signed(&leaf, &between);
    let failed = Server::start(own.server(None)).refused(&trusted, json!({}));
    assert_eq!(chain(&failed), 1);
    failed.has_error("tls_incomplete_chain", &["leaves out a certificate", "CN=Between"]);
    Server::start(own.with_chain(&between.pem()).server(None)).accepted(&trusted, json!({}));
}

#[test]
fn case_22_revoked_with_a_list_and_without() {
    let root = certificate::root("Root");
    let mut own = local_params("server");
    own.serial_number = Some(SerialNumber::from(0x1234_u64));
    let server = Server::start(Identity::signed(&own, &root).server(None));
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
    let list = list.signed_by(&root).expect("sign the certificate").pem().expect("PEM");
    let scratch = Scratch::new();
    let crl = json!({"crl_files": [scratch.file("list.pem", list)]});
    server.refused(&root, crl).has_error("tls_revoked", &["revoked", "1234"]);
    let report = server.accepted(&root, json!({}));
    assert_eq!(report["handshake"]["hops"][0]["tls"]["trust"], "verified");
    // rustls does not fetch revocation lists, and the guide says so.
    for (guide, words) in [("guide.en.md", "Nothing is fetched"), ("guide.zh-CN.md", "不")] {
        let path = format!("{}/../docs/{guide}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("read the file");
        let line = text.lines().find(|line| line.contains("tls.crl_files")).expect("a line");
        assert!(line.contains(words), "{line}");
    }
}

#[test]
fn case_23_verification_is_skipped_for_one_profile_and_never_silently() {
    let nobody = certificate::root("Nobody");
    let server = Server::start(Identity::self_signed(&local_params("alone")).server(None));
    server.refused(&nobody, json!({})).has_error("tls_self_signed", &[]);
    let report = server.accepted(&nobody, json!({"verify": false}));
    let hop = &report["handshake"]["hops"][0];
    assert_eq!(hop["warnings"], json!(["certificate_unverified"]));
    assert_eq!(hop["tls"]["trust"], "unverified");
    // A run of another profile fails again: the exception was not remembered.
    server.refused(&nobody, json!({})).has_error("tls_self_signed", &[]);
    // A pinned certificate counts as verified, so there is no warning.
    let pin = hop["tls"]["chain"][0]["sha256"].clone();
    let report = server.accepted(&nobody, json!({"pinned": [pin]}));
    assert_eq!(report["handshake"]["hops"][0]["warnings"], json!([]));
}

#[test]
fn case_24_a_server_of_tls_1_1() {
    let Some(openssl) = program("openssl") else { return };
    let (scratch, root) = (Scratch::new(), certificate::root("Root"));
    let own = Identity::signed(&local_params("server"), &root);
    let (chain, key) = (scratch.file("s.pem", own.chain), scratch.file("s.key", own.key));
    for version in ["-tls1", "-tls1_1"] {
        let port = free_port();
        let mut command = Command::new(&openssl);
        command.args(["s_server", "-quiet", "-accept", &format!("127.0.0.1:{port}"), version]);
        command.args(["-cipher", "DEFAULT@SECLEVEL=0", "-cert", &chain, "-key", &key]);
        let server = Peer::start(port, command);
        let files = Scratch::new();
        let ca = files.file("ca.pem", root.pem());
        let url = format!("wss://127.0.0.1:{}/", server.port);
        let words = ["needed is TLS 1.2 or 1.3", "it offers only older ones"];
        FailedCapture::in_folder(files, json!({"url": url, "ca_file": ca}))
            .has_error("tls_version", &words);
    }
}

/// Stalls each of the server's flights: before its first byte, within it, and close to its end.
#[test]
fn case_25_a_stalled_handshake() {
    let root = certificate::root("Root");
    let server = Server::start(Identity::signed(&local_params("server"), &root).server(None));
    for at in [0, 100, 700] {
        let down = Conditions { end: Some((at, End::Stall)), ..Conditions::default() };
        let proxy = Proxy::start(server.front.address(), Conditions::default(), down);
        in_process::runtime().block_on(async {
            let scratch = Scratch::new();
            let ca = scratch.file("ca.pem", root.pem());
            let url = proxy.url().replace("ws:", "wss:");
            let connection = in_process::connect(&scratch, json!({"url": url, "ca_file": ca}));
            connection.until(|status| status.phase == Phase::Tls).await;
            let begun = tokio::time::Instant::now();
            tokio::time::pause();
            let status = connection.until(|_| false).await;
            let ratio = begun.elapsed().as_secs_f64() / 10.0;
            assert!((0.95..=1.05).contains(&ratio), "{ratio} of the time-out's 10 s");
            let error = status.error.expect("an error");
            assert_eq!(error.code(), "tls_timeout", "after {at}: {error}");
            assert!(error.to_string().contains("TLS handshake: no answer"), "{error}");
        });
    }
    let scratch = Scratch::new();
    let ca = scratch.file("ca.pem", root.pem());
    let down = Conditions { end: Some((300, End::Stall)), ..Conditions::default() };
    let proxy = Proxy::start(server.front.address(), Conditions::default(), down);
    let url = proxy.url().replace("ws:", "wss:");
    let connection = json!({"url": url, "ca_file": ca, "timeouts": {"tls": "500ms"}});
    FailedCapture::in_folder(scratch, connection)
        .has_error("tls_timeout", &["within 500ms", "connection.timeouts.tls"]);
}

#[test]
fn case_25_a_chain_of_a_megabyte() {
    let root = certificate::root("Root");
    let chain = root.pem().repeat(1_000_000 / root.der().len());
    let server = Server::start(
        Identity::signed(&local_params("server"), &root).with_chain(&chain).server(None),
    );
    let failed =
        server.refused(&root, json!({})).has_error("tls_failed", &["longer than the 64 KiB"]);
    failed.grew_at_most(4 << 20);
}

#[test]
fn case_26_a_client_certificate_is_wanted() {
    let root = certificate::root("Root");
    let stranger = certificate::root("Stranger");
    let own = Identity::signed(&local_params("server"), &root);
    let server = Server::start(own.server(Some(&root)));
    server.refused(&root, json!({})).has_error(
        "tls_client_certificate_wanted",
        &["wants a client certificate", "connection.tls.client_certificate"],
    );
    let good = Identity::client("Tester", &root);
    let mut expired = params("Late", &[]);
    expired.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth];
    (expired.not_before, expired.not_after) =
        (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 2, 3));
    let expired = Identity::signed(&expired, &root);
    for (shown, word) in [(Identity::client("Other", &stranger), "CN=Other"), (expired, "CN=Late")]
    {
        let scratch = Scratch::new();
        let tls = certificate_files(&scratch, &shown.chain, &shown.key);
        let words = ["refused our client certificate", word, "alert"];
        server.refused(&root, tls).has_error("tls_client_certificate_refused", &words);
    }
    // The key of another certificate, and no key.
    let scratch = Scratch::new();
    let tls = certificate_files(&scratch, &good.chain, &Identity::client("Other", &root).key);
    server
        .refused(&root, tls)
        .has_error("tls_client_certificate_file", &["the key is not the certificate's"]);
    let tls = certificate_files(&scratch, &good.chain, "nothing");
    server.refused(&root, tls).has_error("tls_client_certificate_file", &["me.key"]);
    let tls = certificate_files(&scratch, &good.chain, &good.key);
    server.accepted(&root, tls);
}

/// As Python's ssl does with TLS 1.3: the server requests a certificate, gets none, and closes without an alert.
#[test]
fn real_server_04_a_missing_client_certificate_is_named() {
    let root = certificate::root("Root");
    let config =
        Identity::signed(&local_params("server"), &root).server_with_optional_client(&root);
    let mute = FaultServer::start(Behaviour::Respond(Vec::new()));
    for end in [TlsEnd::Truncated, TlsEnd::CloseNotify] {
        let front = TlsFront::start(config.clone(), mute.address(), end);
        let scratch = Scratch::new();
        let tls = json!({"ca_files": [scratch.file("ca.pem", root.pem())]});
        let failed = FailedCapture::in_folder(scratch, json!({"url": front.url(), "tls": tls}));
        let words = ["asked for a client certificate", "connection.tls.client_certificate"];
        let failed = failed.has_error("tls_client_certificate_missing", &words);
        assert!(!failed.output.stderr.contains("http"), "no link: {}", failed.output.stderr);
        assert_eq!(failed.hop()["tls"]["client_certificate_asked"], true);
    }
    // If the server requested none, the error is another one, and quotes no library.
    let front = TlsFront::start(
        Identity::signed(&local_params("server"), &root).server(None),
        mute.address(),
        TlsEnd::Truncated,
    );
    let scratch = Scratch::new();
    let tls = json!({"ca_files": [scratch.file("ca.pem", root.pem())]});
    let failed = FailedCapture::in_folder(scratch, json!({"url": front.url(), "tls": tls}));
    let failed =
        failed.has_error("upgrade_ended", &["without the close_notify of TLS", "path right"]);
    let stderr = &failed.output.stderr;
    assert!(!stderr.contains("docs.rs") && !stderr.contains("wss://"), "{stderr}");
}

#[test]
fn case_26_the_key_is_never_logged() {
    let root = certificate::root("Root");
    let server =
        Server::start(Identity::signed(&local_params("server"), &root).server(Some(&root)));
    let good = Identity::client("Tester", &root);
    let scratch = Scratch::new();
    let mut tls = certificate_files(&scratch, &good.chain, &good.key);
    tls["ca_files"] = json!([scratch.file("ca.pem", root.pem())]);
    let profile = scratch.profile(json!({"connection": {"url": server.front.url(), "tls": tls}}));
    let Output { code, stdout, stderr } =
        Cli::run_with(["run", &profile, "--json"], &[("WIRELARK_LOG", Some("trace"))]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stderr.contains("attempting connection"), "there is a log: {stderr}");
    for line in good.key.lines().filter(|line| !line.starts_with("-----")) {
        assert!(
            !stdout.contains(line) && !stderr.contains(line),
            "the log shows {line} of the key"
        );
    }
}

fn certificate_files(scratch: &Scratch, chain: &str, key: &str) -> Value {
    json!({"client_certificate": {
        "cert_file": scratch.file("me.pem", chain), "key_file": scratch.file("me.key", key),
    }})
}

#[test]
fn case_27_tcp_ends_without_a_close_notify() {
    let root = certificate::root("Root");
    let config = Identity::signed(&local_params("server"), &root).server(None);
    let server = FaultServer::by_path();
    let ended = |path: &str, end: TlsEnd| {
        let front = TlsFront::start(config.clone(), server.address(), end);
        let scratch = Scratch::new();
        let ca = scratch.file("ca.pem", root.pem());
        let url = format!("wss://{}{path}", front.address());
        let failed = FailedCapture::in_folder(scratch, json!({"url": url, "ca_file": ca}));
        assert_eq!(failed.report["close"]["code"], 1006);
        assert_eq!(failed.report["close"]["clean"], false);
        failed.kept_the_message()
    };
    ended("/fin", TlsEnd::Truncated).has_error("connection_lost", &["without a close frame"]);
    let words = ["400 of 1000 bytes had come"];
    ended("/fin-in-frame", TlsEnd::Truncated).has_error("connection_lost", &words);
    ended("/fin", TlsEnd::CloseNotify).has_error("connection_lost", &["without a close frame"]);
}
