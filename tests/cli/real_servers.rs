//! Bugs found with third-party servers, as the command line reports them.

use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::frames::{BINARY, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::scratch::Scratch;

fn messages(count: u8) -> Vec<u8> {
    (0..count).flat_map(|n| frame(if n % 2 == 0 { TEXT } else { BINARY }, &[n + 48])).collect()
}

#[test]
fn real_server_03_a_subprotocol_that_was_not_chosen_is_reported() {
    let (server, scratch) = (
        FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Stay }),
        Scratch::new(),
    );
    let connection = json!({"url": server.url(), "subprotocols": ["mqtt", "v2"]});
    let profile = scratch.profile(json!({"connection": connection}));
    let output = Cli::run(["run", &profile, "--json"]);
    assert_eq!(output.code, Some(0), "{output:#?}");
    assert!(output.stderr.starts_with("note subprotocol_ignored: "), "{output:#?}");
    assert_eq!(output.stderr.lines().count(), 1, "{output:#?}");
    assert_eq!(output.json()["warnings"], json!(["subprotocol_ignored"]));
    // Without an offered subprotocol there is no warning.
    let quiet = Cli::run(["run", &scratch.smallest(&server.url()), "--json"]).success();
    assert_eq!(quiet.json()["warnings"], json!([]));
}

#[test]
fn real_server_08_count_is_how_many_are_recorded() {
    for count in ["1", "3", "19"] {
        let behaviour = Behaviour::UpgradeWith { bytes: messages(20), then: Then::Stay };
        let (server, scratch) = (FaultServer::start(behaviour), Scratch::new());
        let (output, rows) = scratch.capture(&server.url(), &["--count", count]);
        let report = output.success().json();
        let wanted: u64 = count.parse().expect("a number");
        assert_eq!((&report["received"], &report["stored"]), (&json!(wanted), &json!(wanted)));
        assert_eq!((&report["lost"], &report["after_count"]), (&json!(0), &json!(20 - wanted)));
        let recorded: Vec<_> = rows
            .iter()
            .filter(|row| ["received text", "received binary"].contains(&&*row.label()))
            .map(|row| row.payload())
            .collect();
        let first: Vec<_> = (0..wanted).map(|n| vec![n as u8 + 48]).collect();
        assert_eq!(recorded, first, "the first ones, in order");
    }
    // If the server closes before the count is reached, everything received is recorded.
    let then = Then::Close(1000u16.to_be_bytes().to_vec());
    let server = FaultServer::start(Behaviour::UpgradeWith { bytes: messages(5), then });
    let report = Scratch::new().capture(&server.url(), &["--count", "9"]).0.success().json();
    assert_eq!((&report["received"], &report["after_count"]), (&json!(5), &json!(0)));
}

#[test]
fn real_server_10_a_connection_that_never_opened_was_not_closed() {
    let server = FaultServer::start(Behaviour::Respond(b"HTTP/1.1 404 Not Found\r\n\r\n".to_vec()));
    let scratch = Scratch::new();
    let output = Cli::run(["run", &scratch.smallest(&server.url())]);
    output.failed(3);
    assert!(output.stdout.contains("never opened"), "{}", output.stdout);
    assert!(!output.stdout.contains("closed"), "{}", output.stdout);
    let report = Cli::run(["run", &scratch.smallest(&server.url()), "--json"]).json();
    assert_eq!(report["opened"], false);
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Stay });
    let output = Cli::run(["run", &scratch.smallest(&server.url())]).success();
    assert!(output.stdout.contains("closed 1000"), "{}", output.stdout);
}

#[test]
fn real_server_10_ws_to_a_port_that_closes_suggests_wss() {
    let server = FaultServer::start(Behaviour::Respond(Vec::new()));
    let output = Cli::run(["run", &Scratch::new().smallest(&server.url())]);
    let (code, text) = output.failed(3);
    assert_eq!(code, "upgrade_ended");
    assert!(text.contains("try wss://"), "{text}");
}

/// The proxy resolves the name, for both spellings of the scheme.
#[test]
fn real_server_10_socks5h_is_a_proxy_s_scheme() {
    for scheme in ["socks5", "socks5h"] {
        // RFC 1928: no acceptable authentication method, which only a SOCKS client reports.
        let proxy = FaultServer::start(Behaviour::Respond(vec![5, 0xff]));
        let url = format!("{scheme}://{}", proxy.peer());
        let connection =
            json!({"url": "ws://name.invalid/", "proxy": {"mode": "manual", "url": url}});
        let profile = Scratch::new();
        let profile_path = profile.profile(json!({"connection": connection}));
        let output = Cli::run(["run", &profile_path, "--json"]);
        assert_eq!(output.failed(3).0, "proxy_auth", "{scheme}");
        let report: Value = output.json();
        assert_eq!(report["handshake"]["hops"][0]["proxy"]["url"], url);
    }
    let connection = json!({"url": "ws://h/", "proxy": {"mode": "manual", "url": "socks9://h:1"}});
    let scratch = Scratch::new();
    let output = Cli::run(["run", &scratch.profile(json!({"connection": connection}))]);
    let (_, text) = output.failed(2);
    assert!(text.contains("socks5h://HOST:PORT") && text.contains("at the proxy"), "{text}");
}
