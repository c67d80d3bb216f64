use std::process::Command;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;
use wirelark_tests::PATIENCE;
use wirelark_tests::cli::{Cli, Signal, can_signal};
use wirelark_tests::demo::Demo;
use wirelark_tests::row::wait_for_rows;
use wirelark_tests::scratch::Scratch;

#[test]
fn the_first_line_names_a_free_port() {
    let (one, two) = (Demo::start(&[]), Demo::start(&["--port", "0"]));
    for demo in [&one, &two] {
        let port = demo.url.strip_prefix("ws://127.0.0.1:").and_then(|p| p.strip_suffix('/'));
        let port: u16 = port.and_then(|p| p.parse().ok()).unwrap_or_else(|| panic!("{}", demo.url));
        assert_ne!(port, 0);
    }
    assert_ne!(one.url, two.url);
}

#[test]
fn a_port_in_use_is_an_input_error() {
    let demo = Demo::start(&[]);
    let port = demo.url.rsplit(':').next().expect("a port").trim_end_matches('/');
    let output = Cli::run(["demo-server", "--port", port]);
    let (code, text) = output.failed(2);
    assert_eq!(code, "demo_failed");
    assert!(text.contains(port), "{text}");
    assert_eq!(output.stdout, "");
}

/// A script may send the signal right after the first line.
#[test]
fn sigint_and_sigterm_end_the_server_with_0() {
    if !can_signal() {
        return;
    }
    for signal in [Signal::Interrupt, Signal::Terminate] {
        for _ in 0..5 {
            let demo = Demo::start(&[]);
            demo.process.signal(signal);
            demo.process.finish().success();
        }
    }
}

#[test]
fn a_connected_client_does_not_keep_the_server_running() {
    if !can_signal() {
        return;
    }
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let transcript = scratch.path("c.wlt");
    let login = json!({"fields": [{"name": "user_id", "value": "u"}]});
    let profile = scratch.profile(json!({"connection": {"url": demo.url}, "login": login}));
    let _capture = Cli::spawn(["capture", &profile, "--transcript", &transcript]);
    // The login and its answer.
    wait_for_rows(&transcript, 2);
    demo.process.signal(Signal::Interrupt);
    demo.process.finish().success();
}

#[test]
fn tls_is_trusted_through_ca_file_and_not_without() {
    if !can_signal() {
        return;
    }
    let (demo, scratch) = (Demo::start(&["--tls"]), Scratch::new());
    assert!(demo.url.starts_with("wss://127.0.0.1:"), "{}", demo.url);
    let ca = demo.ca_file.clone().expect("--tls prints it");
    let pem = std::fs::read_to_string(&ca).expect("read the file");
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"));

    let distrustful = scratch.smallest(&demo.url);
    let output = Cli::run(["run", &distrustful]);
    let (code, text) = output.failed(3);
    assert_eq!(code, "tls_unknown_issuer");
    assert!(text.contains("connection.ca_file"), "what to do: {text}");

    let login = json!({"fields": [{"name": "user_id", "value": "u"}], "reply": {"code": 1}});
    let trusting = |url: &str, ca: &str| {
        scratch.profile(json!({"connection": {"url": url, "ca_file": ca}, "login": login}))
    };
    Cli::run(["run", &trusting(&demo.url, ca.to_str().expect("a UTF-8 path"))]).success();
    // A DNS name matches the certificate as the address does, and a relative path starts at the profile's folder.
    std::fs::copy(&ca, scratch.path("beside.pem")).expect("copy the file");
    let by_name = demo.url.replace("127.0.0.1", "localhost");
    Cli::run(["run", &trusting(&by_name, "beside.pem")]).success();

    // The server removes the file when it exits.
    demo.process.signal(Signal::Terminate);
    demo.process.finish().success();
    assert!(!ca.exists(), "{}", ca.display());
}

/// Measured over a fixed number of pushes by the server's timestamps: they are never early, and late only on a busy
/// machine.
#[test]
fn pushes_arrive_at_the_rate_and_in_turn() {
    const RATE: u32 = 100;
    const PUSHES: usize = 101;
    let demo = Demo::start(&["--push-rate", &RATE.to_string()]);
    let pushes = read_pushes(&demo.url, PUSHES);
    let stamp = |push: &[u8]| f64::from_le_bytes(*push[12..].first_chunk().expect("enough bytes"));
    for (push, n) in pushes.iter().zip(1i64..) {
        assert_eq!(push[..4], 100i32.to_le_bytes());
        assert_eq!(push[4..12], n.to_le_bytes(), "sequence numbers count from 1");
        let service = if n % 2 == 1 { "first" } else { "test" };
        assert_eq!(push[20..], *service.as_bytes(), "each service in turn");
    }
    let took = stamp(&pushes[PUSHES - 1]) - stamp(&pushes[0]);
    let due = (PUSHES - 1) as f64 / f64::from(RATE);
    // If the first push was late, the others look early by as much.
    assert!(took > 0.5 * due, "{PUSHES} pushes in {took} s: too fast");
    assert!(took < 5.0 * due, "{PUSHES} pushes in {took} s: too slow");
}

#[test]
fn a_high_rate_loses_nothing() {
    let demo = Demo::start(&["--push-rate", "50000"]);
    for (push, n) in read_pushes(&demo.url, 20_000).iter().zip(1i64..) {
        assert_eq!(push[4..12], n.to_le_bytes());
    }
}

/// Logs in, sets two services and reads `count` pushes.
fn read_pushes(url: &str, count: usize) -> Vec<Vec<u8>> {
    let work = async {
        let (mut ws, _) = tokio_tungstenite::connect_async(url).await.expect("connect");
        ws.send(Message::text(r#"{"user_id": "u"}"#)).await.expect("send the message");
        let set = [&2i32.to_le_bytes()[..], br#"["first", "test"]"#].concat();
        ws.send(Message::binary(set.clone())).await.expect("send the message");
        let mut next = async || {
            ws.next().await.expect("a message before the end").expect("a message").into_data()
        };
        assert_eq!(next().await[..4], 1i32.to_le_bytes());
        assert_eq!(next().await[..], set[..], "the accepted list as a JSON tail");
        let mut pushes = Vec::new();
        while pushes.len() < count {
            pushes.push(next().await.to_vec());
        }
        pushes
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime
        .expect("a runtime")
        .block_on(async { tokio::time::timeout(PATIENCE, work).await.expect("the pushes arrive") })
}

#[test]
fn an_invalid_rate_is_an_input_error() {
    for rate in ["-1", "fast", "nan", "inf"] {
        let output = Cli::run(["demo-server", &format!("--push-rate={rate}")]);
        assert_eq!(output.code, Some(2), "{output:#?}");
        assert_eq!(output.stdout, "", "it does not listen");
    }
}

#[test]
fn every_command_has_help() {
    let commands: [&[&str]; 10] = [
        &[],
        &["demo-server"],
        &["pack"],
        &["unpack"],
        &["run"],
        &["capture"],
        &["transcript", "info"],
        &["transcript", "count"],
        &["transcript", "export"],
        &["profile", "check"],
    ];
    for words in commands {
        let output =
            Command::new(Cli::path()).args(words).arg("--help").output().expect("run the command");
        assert!(output.status.success() && output.stderr.is_empty(), "{words:?}: {output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("Usage:"), "{words:?}");
    }
}
