use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::Running;
use wirelark_tests::peer::{print_skipped, program, skipped};
use wirelark_tests::python;
use wirelark_tests::row::Row;
use wirelark_tests::scratch::Scratch;

use crate::conversation;

/// Too long for a window of 512 bytes, and without repetitions that a window would help with.
fn long_text() -> String {
    (0..400).map(|n| format!("{{\"n\":{n},\"square\":{},\"word\":\"reply\"}} ", n * n)).collect()
}

/// Sends long text, the same again, and bytes; then asks for the number of bytes on TCP. Returns the handshake's last
/// hop, and the rows.
#[track_caller]
fn converse(connection: Value, ask: bool) -> (Value, Vec<Row>) {
    let scratch = Scratch::new();
    let mut steps =
        vec![json!({"send": "long"}), json!({"send": "long"}), json!({"send": "bytes"})];
    if ask {
        steps.push(json!({"send": "ask"}));
    }
    let replies = steps.len() as u64;
    steps.push(json!({"wait": "10m"}));
    let profile = scratch.profile(json!({
        "connection": connection,
        "messages": [
            {"name": "long", "type": "text", "text": long_text()},
            {"name": "bytes", "type": "packed", "format": "=i300s", "values": [2, "text:x"]},
            {"name": "ask", "type": "text", "text": "wire bytes"},
        ],
        "scenarios": [{"name": "s", "steps": steps}],
    }));
    let replied = ("dir:received kind:text,binary", replies);
    let (output, rows, _) = conversation::until(&scratch, &profile, &[], replied);
    let report = output.json();
    let of = |direction: &str| -> Vec<Row> {
        let messages = |row: &&Row| ["text", "binary"].contains(&row.kind.as_str());
        rows.iter().filter(messages).filter(|row| row.direction == direction).cloned().collect()
    };
    let (sent, received) = (of("sent"), of("received"));
    assert_eq!(received.len() as u64, replies);
    for (ours, theirs) in sent.iter().zip(&received).take(3) {
        assert_eq!((&ours.kind, ours.payload()), (&theirs.kind, theirs.payload()));
    }
    (report["handshake"]["hops"][0].clone(), received)
}

/// Node's `ws` with these options, or without compression.
struct Node {
    url: String,
    _process: Running,
}

impl Node {
    fn start(options: &Value) -> Option<Node> {
        let node = program("node")?;
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        if !here.join("../node_modules/ws").is_dir() {
            // `npm ci` fills this folder; the test is skipped like one whose program is missing.
            skipped("the npm package ws");
            return None;
        }
        let mut command = Command::new(node);
        command.arg(here.join("peers/echo.mjs")).arg(options.to_string());
        let mut process = Running::start(command);
        let url = format!("ws://127.0.0.1:{}/", process.line());
        Some(Node { url, _process: process })
    }
}

/// The agreed extensions, and the numbers of bytes that the server read and wrote.
fn with_node(offer: &Value, options: &Value) -> Option<(String, u64, u64)> {
    let node = Node::start(options)?;
    let (hop, received) = converse(json!({"url": node.url, "compression": offer}), true);
    let answer = received.last().and_then(|row| row.text.clone()).expect("the server's answer");
    let bytes: Value = serde_json::from_str(&answer).expect("valid JSON");
    let [read, written] = ["bytesRead", "bytesWritten"].map(|name| bytes[name].as_u64());
    let extensions = hop["extensions"].as_str().unwrap_or_default().to_owned();
    Some((extensions, read.expect("a number"), written.expect("a number")))
}

#[test]
fn node_ws_with_each_parameter() {
    let size = long_text().len() as u64;
    let off = with_node(&json!({"offer": false}), &json!({"threshold": 0}));
    let Some((extensions, read, written)) = off else { return };
    assert!(extensions.is_empty() && read > 2 * size && written > 2 * size);
    // The server refuses, so messages pass uncompressed.
    let refused =
        with_node(&json!({"offer": true}), &json!(false)).expect("the program is installed");
    assert!(refused.0.is_empty() && refused.1 > 2 * size, "{refused:?}");

    let (extensions, taking_over, their_taking_over) =
        with_node(&json!({"offer": true}), &json!({"threshold": 0}))
            .expect("the program is installed");
    assert!(extensions.starts_with("permessage-deflate"), "{extensions}");
    assert!(!extensions.contains("no_context_takeover"), "{extensions}");
    assert!(taking_over < size && their_taking_over < size, "{taking_over} {their_taking_over}");

    let alone = json!({
        "offer": true, "client_no_context_takeover": true, "server_no_context_takeover": true,
    });
    let (extensions, ours, theirs) =
        with_node(&alone, &json!({"threshold": 0})).expect("the program is installed");
    for parameter in ["client_no_context_takeover", "server_no_context_takeover"] {
        assert!(extensions.contains(parameter), "{extensions}");
    }
    // Without context takeover the second of two equal messages costs as much as the first.
    assert!(ours > taking_over && theirs > their_taking_over, "{ours} {theirs}");
    assert!(ours < size && theirs < size);

    let narrow = json!({"offer": true, "client_max_window_bits": 9, "server_max_window_bits": 9});
    let (extensions, ours, theirs) =
        with_node(&narrow, &json!({"threshold": 0})).expect("the program is installed");
    for parameter in ["client_max_window_bits=9", "server_max_window_bits=9"] {
        assert!(extensions.contains(parameter), "{extensions}");
    }
    assert!(ours > taking_over && theirs > their_taking_over, "{ours} {theirs}");
    assert!(ours < 2 * size && theirs < 2 * size);

    // The client did not offer it, but the server requires it.
    let wanted =
        json!({"threshold": 0, "clientNoContextTakeover": true, "clientMaxWindowBits": 10});
    let (extensions, ours, _) =
        with_node(&json!({"offer": true}), &wanted).expect("the program is installed");
    assert!(extensions.contains("client_no_context_takeover"), "{extensions}");
    assert!(extensions.contains("client_max_window_bits=10"), "{extensions}");
    assert!(ours > taking_over, "{ours}");
}

/// Python's `websockets`, on this Unix socket if one is given.
fn websockets(socket: Option<&str>) -> (String, Running) {
    let mut command = Command::new(python::interpreter());
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/echo.py")).args(socket);
    let mut process = Running::start(command);
    (process.line(), process)
}

#[test]
fn python_websockets_with_its_defaults() {
    if !python::has_websockets("python_websockets_with_its_defaults") {
        return;
    }
    let (port, _process) = websockets(None);
    let url = format!("ws://127.0.0.1:{port}/");
    let (hop, _) = converse(json!({"url": url, "compression": {"offer": true}}), false);
    // To save memory it uses windows of 4 KiB if the client allows it.
    let extensions = hop["extensions"].as_str().expect("a string");
    assert!(extensions.starts_with("permessage-deflate"), "{extensions}");
    assert!(extensions.contains("server_max_window_bits=12"), "{extensions}");
    let (hop, _) = converse(json!({"url": url}), false);
    assert_eq!(hop["extensions"], Value::Null);
}

#[cfg(unix)]
#[test]
fn python_websockets_on_a_unix_socket() {
    if !python::has_websockets("python_websockets_on_a_unix_socket") {
        return;
    }
    if std::env::var_os("WIRELARK_UNDER_WINE").is_some() {
        print_skipped("under Wine: Windows programs connect to no Unix sockets");
        return;
    }
    let scratch = Scratch::new();
    let socket = scratch.path("s");
    let (ready, _process) = websockets(Some(&socket));
    assert_eq!(ready, "ready");
    let (hop, _) = converse(json!({"url": "ws://localhost/", "unix_socket": socket}), false);
    assert_eq!(hop["peer"].as_str(), Some(socket.as_str()));
    assert_eq!(hop["addresses"], json!([]), "no name was resolved");
}
