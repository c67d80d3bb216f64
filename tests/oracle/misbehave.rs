//! Protocol violations on purpose, against a server of the original's library, which names the violated rule.

use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Running};
use wirelark_tests::python;
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

struct Server {
    process: Running,
    url: String,
}

impl Server {
    fn start() -> Server {
        let mut python = Command::new(python::interpreter());
        python.args(["-c", include_str!("misbehave.py")]);
        let mut process = Running::start(python);
        let url = process.line();
        Server { process, url }
    }

    /// Sends one misbehaviour; returns the server's close code, and what the server reports.
    fn misbehave(&mut self, what: Value) -> (Value, Value) {
        let scratch = Scratch::new();
        let profile = scratch.profile(json!({
            "connection": {"url": self.url, "timeouts": {"close": "5s"}},
            // The wait ends with the connection.
            "scenarios": [{"name": "s", "steps": [{"misbehave": what}, {"wait": "2m"}]}],
        }));
        let transcript = scratch.path("m.wlt");
        let output = Cli::run(["run", &profile, "--transcript", &transcript, "--json"]);
        assert_eq!(output.code, Some(3), "{what}: {output:#?}");
        let rows = rows_of(&transcript);
        let begins = String::from_utf8(rows[0].payload()).expect("UTF-8");
        assert!(begins.starts_with("misbehaving on purpose: "), "{begins}");
        assert_eq!(rows[1].label(), "sent raw", "{what}");
        let line = self.process.line();
        (output.json()["close"]["code"].clone(), serde_json::from_str(&line).expect("valid JSON"))
    }
}

#[test]
fn each_violation_is_closed_with_its_code() {
    if !python::has_websockets("each_violation_is_closed_with_its_code") {
        return;
    }
    let mut server = Server::start();
    for (what, code) in [
        (json!({"type": "binary_as_text", "hex": "00ff"}), 1007),
        (json!({"type": "invalid_utf8", "text": "good ", "hex": "c328"}), 1007),
        (json!({"type": "interrupted", "text": "a"}), 1002),
        (json!({"type": "continuation", "text": "a"}), 1002),
        (json!({"type": "reserved_bits", "text": "a", "bits": [1]}), 1002),
        (json!({"type": "reserved_bits", "text": "a", "bits": [2, 3]}), 1002),
        (json!({"type": "reserved_opcode", "text": "a", "opcode": 3}), 1002),
        (json!({"type": "reserved_opcode", "text": "a", "opcode": 15}), 1002),
        (json!({"type": "unmasked", "text": "a"}), 1002),
        (json!({"type": "wrong_mask", "text": "hello"}), 1007),
        (json!({"type": "oversized_control", "control": "ping", "size": 126}), 1002),
        (json!({"type": "oversized_control", "control": "pong", "size": 70000}), 1002),
        (json!({"type": "fragmented_control", "control": "ping", "text": "ab"}), 1002),
        (json!({"type": "close", "code": 1005}), 1002),
        (json!({"type": "close", "code": 999, "reason": "x"}), 1002),
        (json!({"type": "close", "code": 1000, "reason": "x".repeat(124)}), 1002),
        (json!({"type": "close_bytes", "hex": "03"}), 1002),
        (json!({"type": "raw", "hex": "ff ff ff"}), 1002),
    ] {
        let (closed, report) = server.misbehave(what.clone());
        assert_eq!((&closed, &report["sent"]), (&json!(code), &json!(code)), "{what}: {report}");
        assert_eq!(report["messages"], json!([]), "{what}");
    }
}

#[test]
fn allowed_frames_are_accepted() {
    if !python::has_websockets("allowed_frames_are_accepted") {
        return;
    }
    let mut server = Server::start();
    let scratch = Scratch::new();
    let fragments =
        json!({"type": "fragments", "text": "héllo", "sizes": [0, 2, 1], "between": "ping"});
    let profile = scratch.profile(json!({
        "connection": {"url": server.url, "timeouts": {"close": "200ms"}},
        "scenarios": [{"name": "s", "steps": [
            {"misbehave": {"type": "text_as_binary", "text": "hé"}},
            {"misbehave": fragments},
            {"misbehave": {"type": "wrong_length", "text": "ab", "claims": 1}},
        ]}],
    }));
    let output = Cli::run(["run", &profile, "--json"]);
    let report: Value = serde_json::from_str(&server.process.line()).expect("valid JSON");
    // The second byte of the last one is not a frame header.
    assert_eq!(report["messages"], json!(["hex:68c3a9", "héllo", "a"]), "{output:#?}");
}
