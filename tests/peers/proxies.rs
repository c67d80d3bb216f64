use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::demo::Demo;
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::scratch::Scratch;

/// Logs in at the demo server by this proxy.
fn run(demo: &Demo, proxy: Value) -> Output {
    let scratch = Scratch::new();
    let login = json!({"fields": [{"name": "user_id", "value": "u"}], "reply": {"code": 1}});
    let mut connection = json!({"url": demo.url, "proxy": proxy});
    if let Some(file) = &demo.ca_file {
        connection["ca_file"] = file.to_str().expect("UTF-8").into();
    }
    Cli::run(["run", &scratch.profile(json!({"connection": connection, "login": login})), "--json"])
}

fn by(kind: &str, port: u16, user: &str, password: &str) -> Value {
    json!({
        "mode": "manual", "url": format!("{kind}://127.0.0.1:{port}"),
        "user": user, "password": password,
    })
}

/// To `ws` and `wss`, by a proxy that wants this user and password.
#[track_caller]
fn both(kind: &str, port: u16, (user, password): (&str, &str)) {
    for tls in [&[][..], &["--tls"]] {
        let demo = Demo::start(tls);
        let report = run(&demo, by(kind, port, user, password)).done().json();
        let hop = &report["handshake"]["hops"][0];
        assert_eq!(hop["peer"], format!("127.0.0.1:{port}"), "{hop}");
        assert_eq!(hop["proxy"]["url"], format!("{kind}://127.0.0.1:{port}"));
        assert_eq!(hop["timings"][2]["phase"], "proxy");
        if !user.is_empty() {
            let output = run(&demo, by(kind, port, user, "wrong"));
            assert_eq!(output.failed(3).0, "proxy_auth");
        }
    }
}

#[test]
fn tinyproxy_with_and_without_a_user() {
    let Some(tinyproxy) = program("tinyproxy") else { return };
    // Its configuration takes letters and digits only.
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
fn what_lies_behind_a_proxy_and_does_not_answer() {
    let Some(microsocks) = program("microsocks") else { return };
    let port = free_port();
    let mut command = Command::new(&microsocks);
    command.args(["-i", "127.0.0.1", "-p", &port.to_string()]);
    let proxy = Peer::start(port, command);
    let scratch = Scratch::new();
    let nobody = format!("ws://127.0.0.1:{}/", free_port());
    for (url, word) in [(nobody.as_str(), "(5)"), ("ws://name.invalid/", "name.invalid:80")] {
        let connection = json!({"url": url, "proxy": by("socks5", proxy.port, "", "")});
        let output = Cli::run(["run", &scratch.profile(json!({"connection": connection}))]);
        let (code, text) = output.failed(3);
        assert!(code == "proxy_socks" && text.contains(word), "{text}");
    }
}
