use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Running};
use wirelark_tests::peer::{Peer, free_port, program, skipped};
use wirelark_tests::row::Row;
use wirelark_tests::scratch::Scratch;

use crate::conversation;

fn text(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

/// A script beside this file, in Node with these npm packages.
pub(crate) struct NodeServer {
    pub(crate) url: String,
    _process: Running,
}

impl NodeServer {
    pub(crate) fn start(script: &str, packages: &[&str]) -> Option<NodeServer> {
        let node = program("node")?;
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for package in packages {
            if !here.join("../node_modules").join(package).is_dir() {
                skipped(&format!("the npm package {package}"));
                return None;
            }
        }
        let mut command = Command::new(node);
        command.arg(here.join("peers").join(script));
        let mut process = Running::start(command);
        let url = format!("ws://127.0.0.1:{}", process.line());
        Some(NodeServer { url, _process: process })
    }
}

/// Logs in, and stays connected until so many rows match; each of them comes only while the session is alive.
#[track_caller]
fn alive(profile: &Value, (filter, count): (&str, u64)) -> (Value, Vec<Row>) {
    let scratch = Scratch::new();
    let mut profile = profile.clone();
    profile["scenarios"] = json!([{"name": "s", "steps": ["login", {"wait": "10m"}]}]);
    let path = scratch.profile(profile);
    let (output, rows, _) = conversation::until(&scratch, &path, &["--replies"], (filter, count));
    (output.json(), rows)
}

/// The reason of a refused login.
#[track_caller]
fn refused(profile: &Value) -> String {
    let path = Scratch::new();
    let output = Cli::run(["run", &path.profile(profile.clone())]);
    let (code, text) = output.failed(3);
    assert_eq!(code, "login_refused");
    text.to_owned()
}

/// nats-server with a password, which gives up a client that leaves two pings unanswered.
#[test]
fn nats_ping_is_answered() {
    let Some(nats) = program("nats-server") else { return };
    let scratch = Scratch::new();
    let (plain, port) = (free_port(), free_port());
    let config = scratch.file(
        "nats.conf",
        format!(
            "listen: 127.0.0.1:{plain}\nping_interval: \"100ms\"\nping_max: 2\n\
             authorization {{ user: me, password: right }}\n\
             websocket {{ listen: \"127.0.0.1:{port}\", no_tls: true }}\n"
        ),
    );
    let mut command = Command::new(nats);
    command.args(["-c", &config]);
    let server = Peer::start(port, command);
    let profile = |password: &str| {
        let connect = format!(
            "CONNECT {{\"verbose\":false,\"pedantic\":false,\"user\":\"me\",\"pass\":\"{password}\"}}\r\nPING\r\n"
        );
        json!({
            "connection": {"url": format!("ws://127.0.0.1:{}/", server.port)},
            "login": {
                "messages": [{"expect": "/^INFO/"}, text(&connect)],
                "reply": {"filter": "/^PONG/"}, "refused": {"filter": "/^-ERR/"}
            },
            "replies": [{"when": "/^PING/", "send": text("PONG\r\n")}]
        })
    };
    let (report, _) = alive(&profile("right"), ("dir:received /^PING/", 6));
    assert!(report["replies"]["sent"].as_u64() >= Some(5), "{report}");
    assert!(refused(&profile("wrong")).contains("Authorization Violation"));
}

#[test]
fn engine_io_ping_is_answered() {
    let Some(server) = NodeServer::start("socketio.mjs", &["socket.io"]) else { return };
    let profile = |token: &str| {
        json!({
            "connection": {"url": format!("{}/socket.io/?EIO=4&transport=websocket", server.url)},
            "login": {
                "messages": [{"expect": "/^0\\{/"}, text(&format!("40{{\"token\":\"{token}\"}}"))],
                "reply": {"filter": "/^40/"}, "refused": {"filter": "/^44/"}
            },
            "replies": [{"when": "/^2$/", "send": text("3")}]
        })
    };
    let (report, rows) = alive(&profile("right"), ("dir:received /^2$/", 6));
    assert!(report["replies"]["sent"].as_u64() >= Some(5), "{report}");
    assert!(rows.iter().any(|row| row.direction == "sent" && row.text.as_deref() == Some("3")));
    assert!(refused(&profile("wrong")).contains("wrong token"));
}

#[test]
fn graphql_ws_ping_is_answered() {
    let packages = ["graphql-ws", "graphql", "ws"];
    let Some(server) = NodeServer::start("graphql.mjs", &packages) else { return };
    let profile = json!({
        "connection": {"url": server.url, "subprotocols": ["graphql-transport-ws"]},
        "login": {
            "messages": [{"type": "json", "text": "{\"type\":\"connection_init\"}"}],
            "reply": {"filter": "field.type=connection_ack"}
        },
        "replies": [{"when": "field.type=ping", "send": {"type": "json", "text": "{\"type\":\"pong\"}"}}]
    });
    let (report, _) = alive(&profile, ("dir:received field.type=ping", 6));
    assert!(report["replies"]["sent"].as_u64() >= Some(5), "{report}");
    // This server refuses by closing.
    let mut wrong = profile;
    wrong["login"]["messages"][0]["text"] =
        json!("{\"type\":\"connection_init\",\"payload\":{\"token\":\"wrong\"}}");
    assert!(refused(&wrong).contains("4403"));
}

#[test]
fn stomp_heart_beats_are_sent() {
    let Some(server) = NodeServer::start("stomp.mjs", &["ws"]) else { return };
    let connect = "CONNECT\naccept-version:1.2\nhost:h\nheart-beat:100,100\n\n\0";
    let profile = json!({
        "connection": {"url": server.url, "subprotocols": ["v12.stomp"]},
        "login": {
            "messages": [text(connect)],
            "reply": {"filter": "/^CONNECTED\\n/"}, "refused": {"filter": "/^ERROR\\n/"}
        },
        "heartbeats": [{"send": text("\n"), "every": "100ms"}]
    });
    let (report, _) = alive(&profile, ("dir:received size:1", 4));
    assert!(report["replies"]["heartbeats"].as_u64() >= Some(4), "{report}");
    let mut wrong = profile;
    wrong["login"]["messages"][0]["text"] = json!("CONNECT\n\n\0");
    assert!(refused(&wrong).contains("not understood"));
}
