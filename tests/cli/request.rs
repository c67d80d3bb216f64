use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::scratch::Scratch;

/// A server that records the request.
fn recording_server() -> FaultServer {
    FaultServer::start(Behaviour::Respond(b"HTTP/1.1 404 Not Found\r\n\r\n".to_vec()))
}

#[test]
fn variables_and_secrets_are_expanded_everywhere_and_secrets_masked() {
    let (server, scratch) = (recording_server(), Scratch::new());
    let profile = scratch.profile(json!({
        "variables": {"n": "7", "sub": "v2"},
        "connection": {
            "url": server.url(),
            "query": [{"name": "k", "value": "{{secret:key}}"}],
            "headers": [{"name": "X-{{n}}", "value": "a {{n}} {{secret:key}}"},
                        {"name": "X-Off", "value": "{{secret:never asked}}", "enabled": false}],
            "subprotocols": ["{{sub}}"],
            "auth": {"type": "bearer", "token": "{{secret:token}}"},
            "cookies": {"send": [{"name": "c", "value": "{{secret:token}}"}]},
        },
    }));
    let secrets = ["--secret", "key=k e/y", "--secret", "token=t0ken"];
    let output = Cli::run([&["run", profile.as_str(), "--json"], &secrets[..]].concat());
    assert_eq!(output.failed(3).0, "upgrade_refused");
    let request = server.received().request;
    for line in [
        "GET /?k=k%20e%2Fy HTTP/1.1\r\n",
        "\r\nX-7: a 7 k e/y\r\n",
        "\r\nSec-WebSocket-Protocol: v2\r\n",
        "\r\nAuthorization: Bearer t0ken\r\n",
        "\r\nCookie: c=t0ken\r\n",
    ] {
        assert!(request.contains(line), "{line} in {request}");
    }
    for secret in ["k e/y", "k%20e%2Fy", "t0ken"] {
        assert!(!output.stdout.contains(secret) && !output.stderr.contains(secret), "{secret}");
    }
    let hop = &output.json()["handshake"]["hops"][0];
    assert_eq!(hop["request"]["size"], request.len());
    let phases: Vec<_> =
        hop["timings"].as_array().expect("an array").iter().map(|t| &t["phase"]).collect();
    assert_eq!(phases, ["resolving", "connecting", "upgrading"]);
    assert_eq!(hop["peer"], server.peer());
}

#[test]
fn case_61_a_header_that_would_be_two_is_refused_before_anything_is_sent() {
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": "ws://127.0.0.1:1/", "headers": [{"name": "A", "value": "{{v}}"}]},
    }));
    let check = Cli::run(["profile", "check", &profile]);
    assert_eq!(check.code, Some(0), "only the value decides: {check:?}");
    let output = Cli::run(["run", &profile, "--var", "v=1\r\nX: 2"]);
    let (code, text) = output.failed(2);
    assert_eq!(code, "header_value_invalid");
    assert!(text.contains("connection.headers[0].value"), "{text}");
}

#[test]
fn a_name_is_resolved_as_the_profile_says() {
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let port = demo.url.trim_end_matches('/').rsplit(':').next().expect("a port").to_owned();
    let run = |connection: Value| {
        Cli::run(["run", &scratch.profile(json!({"connection": connection})), "--json"])
    };
    let url = format!("ws://name.invalid:{port}/");
    let resolve = [format!("name.invalid:{port}:127.0.0.1")];
    let report = run(json!({"url": url, "resolve": resolve})).success().json();
    assert_eq!(report["handshake"]["hops"][0]["peer"], format!("127.0.0.1:{port}"));
    let output = run(json!({"url": url, "resolve": resolve, "ip": "6"}));
    let (code, text) = output.failed(3);
    assert!(code == "resolve_failed" && text.contains("no IPv6 address"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_unix_socket_instead_of_tcp() {
    use std::io::{Read, Write};
    let scratch = Scratch::new();
    let path = scratch.path("s.sock");
    let listener = std::os::unix::net::UnixListener::bind(&path).expect("bind a port");
    let server = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().expect("accept a connection");
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            client.read_exact(&mut byte).expect("a byte");
            request.extend(byte);
        }
        client.write_all(b"HTTP/1.1 404 Not Found\r\n\r\n").expect("send the response");
        String::from_utf8(request).expect("UTF-8")
    });
    let connection = json!({"url": "ws://inside/p", "unix_socket": "s.sock"});
    let profile = scratch.profile(json!({"connection": connection}));
    let output = Cli::run(["run", &profile, "--json"]);
    assert_eq!(output.failed(3).0, "upgrade_refused");
    let request = server.join().expect("join the server");
    assert!(request.starts_with("GET /p HTTP/1.1\r\nHost: inside\r\n"), "{request}");
    assert_eq!(output.json()["handshake"]["hops"][0]["peer"], path);
    let connection = json!({"url": "ws://inside/p", "unix_socket": "none.sock"});
    let profile = scratch.profile(json!({"connection": connection}));
    let output = Cli::run(["run", &profile]);
    let (code, text) = output.failed(3);
    assert!(code == "connect_failed" && text.contains("none.sock"), "{text}");
}

#[test]
fn case_05_the_limits_are_settings() {
    let fields: String = (0..130).map(|n| format!("X-{n}: 1\r\n")).collect();
    let server = FaultServer::start(Behaviour::Respond(
        format!("HTTP/1.1 404 Not Found\r\n{fields}\r\n").into_bytes(),
    ));
    let scratch = Scratch::new();
    for (limits, code, word) in [
        (json!({}), "upgrade_malformed", "connection.limits.header_fields"),
        (json!({"header_fields": 200}), "upgrade_refused", "404"),
        (
            json!({"header": 1024, "header_fields": 200}),
            "upgrade_malformed",
            "connection.limits.header",
        ),
    ] {
        let connection = json!({"url": server.url(), "limits": limits});
        let profile = scratch.profile(json!({"connection": connection}));
        let output = Cli::run(["run", &profile]);
        let (found, text) = output.failed(3);
        assert!(found == code && text.contains(word), "{text}");
    }
}

#[test]
fn case_15_http_2_on_the_port() {
    // A SETTINGS frame, with which an HTTP/2 server begins.
    let server = FaultServer::start(Behaviour::Respond(vec![0, 0, 0, 4, 0, 0, 0, 0, 0]));
    let scratch = Scratch::new();
    let output = Cli::run(["run", &scratch.smallest(&server.url())]);
    let (code, text) = output.failed(3);
    assert!(code == "upgrade_not_http" && text.contains("HTTP/2"), "{text}");
}

#[test]
fn hostile_10_risky_settings_are_notes_on_stderr() {
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({"connection": {
        "url": "wss://prod.company:1/", "resolve": ["prod.company:1:127.0.0.1"],
        "proxy": {"mode": "manual", "url": "http://me:hunter2@127.0.0.1:1/"},
        "tls": {"verify": false, "pinned": ["\u{202e}aa".to_owned() + &"b".repeat(62)]},
    }}));
    let output = Cli::run(["run", &profile]);
    assert_eq!(output.code, Some(2), "an invalid pin: {output:?}");
    assert!(output.stderr.contains("note pinned: ") && output.stderr.contains("\\u{202E}aab"));
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({"connection": {
        "url": "wss://prod.company:1/", "resolve": ["prod.company:1:127.0.0.1"],
        "proxy": {"mode": "manual", "url": "http://me:hunter2@127.0.0.1:1/"},
        "tls": {"verify": false, "pinned": ["aa".repeat(32)], "server_name": "other"},
    }}));
    let output = Cli::run(["run", &profile]);
    // Risky settings have no other effect: the command goes on, and fails because no proxy listens.
    assert_eq!(output.failed(3).0, "proxy_unreachable");
    assert_eq!(output.notes(), ["verify_off", "pinned", "server_name", "resolve", "proxy"]);
    assert!(!output.stderr.contains("hunter2"), "{}", output.stderr);
    assert!(output.stderr.contains("prod.company:1:127.0.0.1"), "{}", output.stderr);
}

#[test]
fn hostile_12_the_header_has_the_url_that_was_requested() {
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let host = demo.url.trim_start_matches("ws://").trim_end_matches('/').to_owned();
    let profile = scratch.profile(json!({
        "connection": {
            "url": format!("ws://me:hunter2@{host}/echo?Token=hunter3&a={{{{v}}}}"),
            "query": [{"name": "room", "value": "{{v}} & {{secret:s}}"}, {"name": "api_key", "value": "hunter4"}],
        },
        "variables": {"v": "1"},
    }));
    let transcript = scratch.path("t.wlt");
    let args = ["run", &profile, "--secret", "s=hunter5", "--transcript", &transcript];
    Cli::run(args).success();
    let bytes = std::fs::read(&transcript).expect("read the file");
    let url = format!("ws://{host}/echo?Token=***&a=1&room=1%20%26%20{{{{secret:s}}}}&api_key=***");
    let header = String::from_utf8_lossy(&bytes[20..]).into_owned();
    assert!(header.contains(&url), "{header}");
    assert!(!header.contains("hunter"), "{header}");
}
