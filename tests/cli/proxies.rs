//! Proxies that misbehave; proxies that work are in the `peers` tests.

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::scratch::Scratch;

fn run(url: &str, proxy: Value, timeouts: Value) -> Output {
    let scratch = Scratch::new();
    let connection = json!({"url": url, "proxy": proxy, "timeouts": timeouts});
    Cli::run(["run", &scratch.profile(json!({"connection": connection})), "--json"])
}

/// Connects through a proxy of this kind and behaviour, to a name that only the proxy could resolve.
#[track_caller]
fn assert_fails_through(kind: &str, behaviour: Behaviour, code: &str, words: &[&str]) -> Output {
    let timeout = if matches!(behaviour, Behaviour::Silent) { "300ms" } else { "30s" };
    let proxy = FaultServer::start(behaviour);
    let manual = json!({
        "mode": "manual", "url": format!("{kind}://{}", proxy.peer()), "user": "u", "password": "s3cret!",
    });
    let output = run("ws://name.invalid:81/", manual, json!({"proxy": timeout}));
    let (found, text) = output.failed(3);
    assert_eq!(found, code, "{text}");
    for word in words.iter().chain([&proxy.peer().as_str()]) {
        assert!(text.contains(word), "'{word}' in: {text}");
    }
    assert!(!output.stdout.contains("s3cret!") && !output.stdout.contains("dTpzM2NyZXQh"));
    output
}

fn respond_with(text: &str) -> Behaviour {
    Behaviour::Respond(text.as_bytes().to_vec())
}

#[test]
fn http_proxies_that_refuse() {
    let denied = respond_with("HTTP/1.1 403 Filtered\r\nX-By: p\r\n\r\n");
    let output =
        assert_fails_through("http", denied, "proxy_refused", &["403 Filtered", "name.invalid:81"]);
    let via = &output.json()["handshake"]["hops"][0]["proxy"];
    let text = |head: &Value| -> String {
        let pieces = head["pieces"].as_array().expect("an array").iter();
        pieces.map(|piece| piece["text"].as_str().expect("a string")).collect()
    };
    let request = text(&via["request"]);
    assert!(
        request.starts_with("CONNECT name.invalid:81 HTTP/1.1\r\nHost: name.invalid:81\r\n"),
        "{request}"
    );
    assert!(request.contains("Proxy-Authorization: ••••••"), "{request}");
    assert!(text(&via["response"]).contains("X-By: p"));
    assert_fails_through(
        "http",
        respond_with("HTTP/1.1 407 Who\r\n\r\n"),
        "proxy_auth",
        &["other than those given"],
    );
}

#[test]
fn servers_that_are_not_proxies() {
    assert_fails_through("http", respond_with("SSH-2.0-x\r\n"), "proxy_malformed", &["SSH-2.0"]);
    assert_fails_through("http", respond_with(""), "proxy_malformed", &["ended the connection"]);
    assert_fails_through("http", Behaviour::Silent, "proxy_timeout", &["asking the proxy"]);
    assert_fails_through(
        "https",
        respond_with("HTTP/1.1 400 Bad Request\r\n\r\n"),
        "proxy_tls",
        &["does not speak TLS"],
    );
    assert_fails_through(
        "socks5",
        respond_with("HTTP/1.1 400 Bad Request\r\n\r\n"),
        "proxy_malformed",
        &[],
    );
    // RFC 1928: no acceptable authentication method.
    assert_fails_through("socks5", Behaviour::Respond(vec![5, 0xff]), "proxy_auth", &[]);
}

#[test]
fn an_unreachable_proxy() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let peer = listener.local_addr().expect("the local address").to_string();
    drop(listener);
    let proxy = json!({"mode": "manual", "url": format!("http://{peer}")});
    let output = run("ws://name.invalid/", proxy, json!({}));
    let (code, text) = output.failed(3);
    assert_eq!(code, "proxy_unreachable");
    assert!(text.contains(&peer) && text.contains("no server listens"), "{text}");
    let proxy = json!({"mode": "manual", "url": "http://name.invalid:3128"});
    let output = run("ws://127.0.0.1:1/", proxy, json!({}));
    assert_eq!(output.failed(3).0, "proxy_unreachable");
}

#[test]
fn hosts_that_bypass_the_proxy() {
    let server = FaultServer::start(respond_with("HTTP/1.1 404 Not Found\r\n\r\n"));
    for except in ["127.0.0.0/8", "*", "127.0.0.1"] {
        let proxy = json!({"mode": "manual", "url": "http://127.0.0.1:1", "no_proxy": [except]});
        assert_eq!(run(&server.url(), proxy, json!({})).failed(3).0, "upgrade_refused");
    }
}

/// A proxy from the environment applies to other hosts, but never to this machine.
#[test]
fn a_proxy_from_the_environment() {
    let proxy = FaultServer::start(respond_with("HTTP/1.1 403 Filtered\r\n\r\n"));
    let server = FaultServer::start(respond_with("HTTP/1.1 404 Not Found\r\n\r\n"));
    let url = format!("http://{}", proxy.peer());
    for (variable, to, code) in [
        ("HTTP_PROXY", "ws://name.invalid/".to_owned(), "proxy_refused"),
        ("HTTPS_PROXY", "wss://name.invalid/".to_owned(), "proxy_refused"),
        ("ALL_PROXY", "wss://name.invalid/".to_owned(), "proxy_refused"),
        ("ALL_PROXY", server.url(), "upgrade_refused"),
    ] {
        let scratch = Scratch::new();
        let profile = scratch.smallest(&to);
        let set = [(variable, Some(url.as_str()))];
        let output = Cli::run_with(["run", &profile, "--json"], &set);
        assert_eq!(output.failed(3).0, code, "{variable}");
        if code == "proxy_refused" {
            assert_eq!(output.json()["handshake"]["hops"][0]["proxy"]["from"], "system");
        }
    }
}
