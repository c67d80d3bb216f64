use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::demo::Demo;
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::scratch::Scratch;

use crate::certificates;

/// Logs in to the demo server through this proxy.
fn run(demo: &Demo, proxy: Value) -> Output {
    let scratch = Scratch::new();
    let login = json!({"fields": [{"name": "user_id", "value": "u"}], "reply": {"code": 1}});
    let mut connection = json!({"url": demo.url, "proxy": proxy});
    if let Some(file) = &demo.ca_file {
        connection["ca_file"] = file.to_str().expect("a UTF-8 path").into();
    }
    Cli::run(["run", &scratch.profile(json!({"connection": connection, "login": login})), "--json"])
}

fn proxy_settings(kind: &str, port: u16, user: &str, password: &str) -> Value {
    json!({
        "mode": "manual", "url": format!("{kind}://127.0.0.1:{port}"),
        "user": user, "password": password,
    })
}

/// Connects with `ws` and `wss` through a proxy that requires this user and password.
#[track_caller]
fn both(kind: &str, port: u16, (user, password): (&str, &str)) {
    for tls in [&[][..], &["--tls"]] {
        let demo = Demo::start(tls);
        let report = run(&demo, proxy_settings(kind, port, user, password)).success().json();
        let hop = &report["handshake"]["hops"][0];
        assert_eq!(hop["peer"], format!("127.0.0.1:{port}"), "{hop}");
        assert_eq!(hop["proxy"]["url"], format!("{kind}://127.0.0.1:{port}"));
        assert_eq!(hop["timings"][2]["phase"], "proxy");
        if !user.is_empty() {
            let output = run(&demo, proxy_settings(kind, port, user, "wrong"));
            assert_eq!(output.failed(3).0, "proxy_auth");
        }
    }
}

#[test]
fn tinyproxy_with_and_without_a_user() {
    let Some(tinyproxy) = program("tinyproxy") else { return };
    // Its configuration accepts only letters and digits.
    for user in [("", ""), ("u", "passw0rd")] {
        let (scratch, port) = (Scratch::new(), free_port());
        let auth = match user.0.is_empty() {
            true => String::new(),
            false => format!("BasicAuth {} {}\n", user.0, user.1),
        };
        let config = format!(
            "Port {port}\nListen 127.0.0.1\nMaxClients 20\nAllow 127.0.0.1\nLogLevel Critical\n{auth}"
        );
        let mut command = Command::new(&tinyproxy);
        command.args(["-d", "-c", &scratch.file("tinyproxy.conf", config)]);
        let proxy = Peer::start(port, command);
        both("http", proxy.port, user);
    }
}

/// An HTTPS proxy is an HTTP proxy behind TLS: here tinyproxy behind stunnel.
#[test]
fn an_https_proxy_with_a_user() {
    let Some(tinyproxy) = program("tinyproxy") else { return };
    let Some(stunnel) = program("stunnel") else { return };
    let (scratch, inner, port) = (Scratch::new(), free_port(), free_port());
    let files = certificates::make(&scratch);
    let config = format!(
        "Port {inner}\nListen 127.0.0.1\nAllow 127.0.0.1\nLogLevel Critical\nBasicAuth u passw0rd\n"
    );
    let mut command = Command::new(tinyproxy);
    command.args(["-d", "-c", &scratch.file("tinyproxy.conf", config)]);
    let _proxy = Peer::start(inner, command);
    let config = format!(
        "foreground = yes\npid =\n[proxy]\naccept = 127.0.0.1:{port}\nconnect = 127.0.0.1:{inner}\n\
         cert = {}\nkey = {}\n",
        files.server, files.server_key
    );
    let mut command = Command::new(stunnel);
    command.arg(scratch.file("stunnel.conf", config));
    let proxy = Peer::start(port, command);
    let demo = Demo::start(&["--tls"]);
    let demo_ca = demo.ca_file.as_ref().and_then(|file| file.to_str()).expect("UTF-8");
    let login = json!({"fields": [{"name": "user_id", "value": "u"}], "reply": {"code": 1}});
    let with = |ca_files: &[&str], password: &str| {
        let connection = json!({
            "url": demo.url, "tls": {"ca_files": ca_files},
            "proxy": proxy_settings("https", proxy.port, "u", password),
        });
        let profile = scratch.profile(json!({"connection": connection, "login": login}));
        Cli::run(["run", &profile, "--json"])
    };
    let report = with(&[demo_ca, &files.ca], "passw0rd").success().json();
    let hop = &report["handshake"]["hops"][0];
    assert_eq!(hop["proxy"]["url"], format!("https://127.0.0.1:{}", proxy.port), "{hop}");
    assert_eq!(hop["tls"]["trust"], "verified", "the server's, within the proxy's: {hop}");
    assert_eq!(with(&[demo_ca, &files.ca], "wrong").failed(3).0, "proxy_auth");
    let output = with(&[demo_ca], "passw0rd");
    let (code, text) = output.failed(3);
    assert!(code.starts_with("proxy") && text.contains("Test authority"), "{code}: {text}");
}

#[test]
fn microsocks_with_and_without_a_user() {
    let Some(microsocks) = program("microsocks") else { return };
    for user in [("", ""), ("u", "p@ss:word")] {
        let port = free_port();
        let mut command = Command::new(&microsocks);
        command.args(["-i", "127.0.0.1", "-p", &port.to_string()]);
        if !user.0.is_empty() {
            command.args(["-u", user.0, "-P", user.1]);
        }
        let proxy = Peer::start(port, command);
        both("socks5", proxy.port, user);
    }
}

#[test]
fn targets_behind_a_proxy_that_do_not_answer() {
    let Some(microsocks) = program("microsocks") else { return };
    let port = free_port();
    let mut command = Command::new(&microsocks);
    command.args(["-i", "127.0.0.1", "-p", &port.to_string()]);
    let proxy = Peer::start(port, command);
    let scratch = Scratch::new();
    let nobody = format!("ws://127.0.0.1:{}/", free_port());
    for (url, word) in [(nobody.as_str(), "(5)"), ("ws://name.invalid/", "name.invalid:80")] {
        let connection = json!({"url": url, "proxy": proxy_settings("socks5", proxy.port, "", "")});
        let output = Cli::run(["run", &scratch.profile(json!({"connection": connection}))]);
        let (code, text) = output.failed(3);
        assert!(code == "proxy_socks" && text.contains(word), "{text}");
    }
}
