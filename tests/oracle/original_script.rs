//! The original script against a server of the original's library: every byte, the order, the close.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Running};
use wirelark_tests::python;
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::{Scratch, original_script};

/// The running server.
struct Server {
    process: Running,
    url: String,
    /// The original's values as encoded by CPython's `json.dumps` and `struct.pack`.
    expected: Value,
}

impl Server {
    fn start() -> Server {
        let mut python = Command::new(python::interpreter());
        python.args(["-c", include_str!("original_script.py")]);
        let mut process = Running::start(python);
        let first: Value = serde_json::from_str(&process.line()).expect("valid JSON");
        let url = first["url"].as_str().expect("a string").to_owned();
        Server { process, url, expected: first["expected"].clone() }
    }

    /// What the server received, once the client has disconnected.
    fn received(mut self) -> Value {
        let line = self.process.line();
        self.process.finish().success();
        serde_json::from_str(&line).expect("valid JSON")
    }
}

#[test]
fn the_originals_bytes_in_the_originals_order() {
    if !python::has_websockets("the_originals_bytes_in_the_originals_order") {
        return;
    }
    let (server, scratch) = (Server::start(), Scratch::new());
    let (expected, transcript) = (server.expected.clone(), scratch.path("o.wlt"));
    let script = original_script();
    let script = script.to_str().expect("a UTF-8 path");
    let begun = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs_f64();
    Cli::run(["run", script, "--url", &server.url, "--transcript", &transcript]).success();
    let received = server.received();

    assert_eq!(received["messages"], expected, "left is ours, right is CPython's");
    assert_eq!(received["close"], json!({"code": 1000, "reason": "user quit"}));

    // The transcript has the same messages.
    let rows = rows_of(&transcript);
    let sent: Vec<&Row> = rows.iter().filter(|row| row.direction == "sent").collect();
    let listed = sent[..3].iter().map(|row| json!({"kind": row.kind, "hex": hex(&row.payload())}));
    assert_eq!(listed.collect::<Value>(), expected);

    // The script waits half a second before each command. The server sees times of arrival, and a late one makes the
    // next look early; so each gap is checked in the transcript, and the server's clock only for the whole.
    for pair in sent[..3].windows(2) {
        let gap = pair[1].nanos() - pair[0].nanos();
        assert!(gap >= 450_000_000, "{gap} ns between {} and {}", pair[0].row, pair[1].row);
    }
    let last = received["times"][2].as_f64().expect("a number");
    assert!(last - begun >= 0.9, "the third message came {} s after the start", last - begun);
}

/// The library accepts the request, and the client accepts its `Server` and `Date` fields.
#[test]
fn the_library_accepts_the_request() {
    if !python::has_websockets("the_library_accepts_the_request") {
        return;
    }
    let (server, scratch) = (Server::start(), Scratch::new());
    let url = server.url.clone();
    Cli::run(["run", &scratch.smallest(&url)]).success();
    let received = server.received();
    assert_eq!(received["messages"], json!([]));
    assert_eq!(received["close"], json!({"code": 1000, "reason": "user quit"}));
    let fields = received["headers"].as_array().expect("an array");
    let host = url.trim_start_matches("ws://").trim_end_matches('/');
    for field in [json!(["Host", host]), json!(["Upgrade", "websocket"])] {
        assert_eq!(
            fields.iter().filter(|found| **found == field).count(),
            1,
            "{field}: {fields:?}"
        );
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
