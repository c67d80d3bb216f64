use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::scratch::Scratch;

/// Asserts that `run` and `capture` both fail with exit code 3, this error code, and these words.
#[track_caller]
fn assert_unreachable(connection: &Value, code: &str, words: &[&str]) {
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({"connection": connection}));
    let transcript = scratch.path("n.wlt");
    let run = Cli::run(["run", &profile, "--json"]);
    let capture = Cli::run(["capture", &profile, "--transcript", &transcript, "--json"]);
    for output in [run, capture] {
        let (found, text) = output.failed(3);
        assert_eq!(found, code, "{text}");
        for word in words {
            assert!(text.contains(word), "'{word}' in: {text}");
        }
        let report = output.json();
        assert_eq!(report["error"]["code"], code, "{report}");
        assert_eq!(report["close"]["code"], 1006, "{report}");
        assert_eq!(report["received"], 0);
    }
}

#[test]
fn an_unknown_name() {
    // RFC 6761 section 6.4: this top-level domain never exists.
    let connection = json!({"url": "ws://name.invalid:9/", "timeouts": {"resolve": "60s"}});
    assert_unreachable(&connection, "resolve_failed", &["name.invalid", "check its spelling"]);
}

#[test]
fn a_closed_port() {
    // A port that was free a moment ago, and that the system does not hand out again at once.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let peer = listener.local_addr().expect("the local address").to_string();
    drop(listener);
    let words = [peer.as_str(), "no server listens"];
    assert_unreachable(&json!({"url": format!("ws://{peer}/")}), "connect_refused", &words);
    assert_unreachable(&json!({"url": format!("wss://{peer}/")}), "connect_refused", &words);
}

#[test]
fn tls_to_a_plain_port() {
    // Most servers respond to data that they cannot read; the demo server closes instead.
    let server =
        FaultServer::start(Behaviour::Respond(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    let url = server.url().replace("ws://", "wss://");
    assert_unreachable(&json!({"url": url}), "tls_not_tls", &["try ws:// instead of wss://"]);
    let demo = Demo::start(&[]);
    let url = demo.url.replace("ws://", "wss://");
    assert_unreachable(&json!({"url": url}), "tls_not_tls", &["try ws:// instead of wss://"]);
}

#[test]
fn plain_to_a_tls_port() {
    let demo = Demo::start(&["--tls"]);
    let url = demo.url.replace("wss://", "ws://");
    assert_unreachable(
        &json!({"url": url}),
        "upgrade_not_http",
        &["TLS", "try wss:// instead of ws://"],
    );
}

#[test]
fn a_server_that_speaks_something_else() {
    let server = FaultServer::start(Behaviour::Respond(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()));
    let words = ["does not speak HTTP", "SSH-2.0"];
    assert_unreachable(&json!({"url": server.url()}), "upgrade_not_http", &words);
    let url = server.url().replace("ws://", "wss://");
    assert_unreachable(&json!({"url": url}), "tls_not_tls", &["try ws://"]);
}

#[test]
fn control_bytes_of_a_server_do_not_reach_the_terminal() {
    let server = FaultServer::start(Behaviour::Respond(b"\x1b[31m\x07\r\n\x00\xff".to_vec()));
    assert_unreachable(&json!({"url": server.url()}), "upgrade_not_http", &["\\x1b[31m"]);
}

#[test]
fn a_server_that_never_answers_the_upgrade() {
    let server = FaultServer::start(Behaviour::Silent);
    let connection = json!({"url": server.url(), "timeouts": {"upgrade": "200ms"}});
    let words = ["HTTP upgrade", &server.peer(), "200ms", "connection.timeouts.upgrade"];
    assert_unreachable(&connection, "upgrade_timeout", &words);
    assert!(server.received().request.starts_with("GET / HTTP/1.1\r\n"), "it was asked");
}

#[test]
fn a_server_that_never_answers_the_tls_handshake() {
    let server = FaultServer::start(Behaviour::Silent);
    let url = server.url().replace("ws://", "wss://");
    let connection = json!({"url": url, "timeouts": {"tls": "200ms"}});
    let words = ["TLS handshake", &server.peer(), "200ms", "connection.timeouts.tls"];
    assert_unreachable(&connection, "tls_timeout", &words);
}

/// The time-out covers the whole response: each field by itself arrives in time.
#[test]
fn a_server_whose_answer_never_ends() {
    let server = FaultServer::start(Behaviour::EndlessHeader);
    let connection = json!({"url": server.url(), "timeouts": {"upgrade": "500ms"}});
    assert_unreachable(&connection, "upgrade_timeout", &["HTTP upgrade"]);
}

#[test]
fn a_server_that_closes_without_a_response() {
    let server = FaultServer::start(Behaviour::Respond(vec![]));
    assert_unreachable(
        &json!({"url": server.url()}),
        "upgrade_ended",
        &["the server sent nothing"],
    );
    let url = server.url().replace("ws://", "wss://");
    assert_unreachable(&json!({"url": url}), "tls_not_tls", &["does not speak TLS"]);
}

#[test]
fn an_invalid_ca_file() {
    let (server, scratch) = (FaultServer::start(Behaviour::Silent), Scratch::new());
    let url = server.url().replace("ws://", "wss://");
    let empty = scratch.file("empty.pem", "no certificate");
    for (file, what) in [(empty.as_str(), "no PEM certificate"), ("not-there.pem", "os error 2")] {
        let connection = json!({"url": url, "ca_file": file});
        assert_unreachable(&connection, "tls_ca_file", &[file, what]);
    }
}
