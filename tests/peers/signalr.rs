use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Running};
use wirelark_tests::python;
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

use crate::conversation;

/// The hub of signalr_hub.py, killed on drop.
struct Hub {
    url: String,
    _process: Running,
}

impl Hub {
    /// `ping`: after how many silent seconds the hub pings; `timeout`: how many a client may be silent.
    fn start([ping, timeout]: [&str; 2], test: &str) -> Option<Hub> {
        if !python::has_msgpack(test) {
            return None;
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/signalr_hub.py");
        let mut command = Command::new(python::interpreter());
        command.arg(script).args(["--ping", ping, "--timeout", timeout]);
        let mut process = Running::start(command);
        let url = format!("ws://127.0.0.1:{}/hub", process.line());
        Some(Hub { url, _process: process })
    }

    /// Sends these messages, and returns the received ones as soon as there are `replies` of them.
    fn converse(&self, messages: Vec<Value>, replies: u64) -> Vec<Row> {
        let scratch = Scratch::new();
        let mut steps: Vec<Value> =
            messages.iter().map(|message| json!({"send": message["name"]})).collect();
        steps.push(json!({"wait": "10m"}));
        let profile = scratch.profile(json!({
            "connection": {"url": self.url},
            "messages": messages,
            "scenarios": [{"name": "s", "steps": steps}],
        }));
        let awaited = ("dir:received kind:text,binary", replies);
        let (_, rows, _) = conversation::until(&scratch, &profile, &[], awaited);
        let received = |row: &&Row| ["received text", "received binary"].contains(&&*row.label());
        rows.iter().filter(received).cloned().collect()
    }
}

fn text(name: &str, text: &str) -> Value {
    json!({"name": name, "type": "text", "text": text})
}

fn hex(name: &str, digits: &str) -> Value {
    json!({"name": name, "type": "hex", "text": digits})
}

/// Records end with 0x1E. Two sent in one message are answered one by one.
#[test]
fn signalr_with_json_records() {
    let Some(hub) = Hub::start(["600", "600"], "signalr_with_json_records") else { return };
    let two = [("1", "Add", json!([2, 3])), ("2", "Nothing", json!([]))].map(
        |(id, target, arguments)| {
            let call =
                json!({"type": 1, "invocationId": id, "target": target, "arguments": arguments});
            format!("{call}\u{1e}")
        },
    );
    let messages = vec![
        text("handshake", "{\"protocol\":\"json\",\"version\":1}\u{1e}"),
        text("two", &two.concat()),
        text(
            "stream",
            "{\"type\":4,\"invocationId\":\"3\",\"target\":\"Counter\",\"arguments\":[2]}\u{1e}",
        ),
    ];
    let received = hub.converse(messages, 6);
    let records: Vec<Value> = received
        .iter()
        .flat_map(|row| row.text.as_deref().expect("text").split_terminator('\u{1e}'))
        .map(|record| serde_json::from_str(record).unwrap_or_else(|e| panic!("{e}: {record}")))
        .collect();
    assert_eq!(records[0], json!({}), "the handshake");
    assert_eq!(records[1], json!({"type": 3, "invocationId": "1", "result": 5}));
    let error = records[2]["error"].as_str().expect("an error");
    assert!(records[2]["invocationId"] == "2" && error.contains("does not exist"), "{error}");
    let items = [
        json!({"type": 2, "invocationId": "3", "item": 1}),
        json!({"type": 2, "invocationId": "3", "item": 2}),
    ];
    assert_eq!(records[3..5], items);
    assert_eq!(records[5], json!({"type": 3, "invocationId": "3"}));
}

/// Each message is an array after its length as a varint, of two bytes for the long one.
#[test]
fn signalr_with_messagepack() {
    let Some(hub) = Hub::start(["600", "600"], "signalr_with_messagepack") else { return };
    let long = "31".repeat(150);
    let messages = vec![
        text("handshake", "{\"protocol\":\"messagepack\",\"version\":1}\u{1e}"),
        hex("add", "0d 96 01 80 a1 31 a3 41 64 64 92 02 03 90"),
        hex("send", &format!("a401 96 01 80 a1 32 a4 53656e64 91 d996{long} 90")),
    ];
    let received = hub.converse(messages, 4);
    let digits: Vec<_> = received.iter().map(|row| row.hex.as_deref().expect("bytes")).collect();
    assert_eq!(digits[0], "7b7d1e", "the handshake's answer is binary");
    assert_eq!(digits[1], "07950380a1310305", "completion 1: 5");
    let broadcast = format!("ad01960180c0ae526563656976654d65737361676591d996{long}90");
    assert_eq!(digits[2], broadcast, "ReceiveMessage");
    assert_eq!(digits[3], "06940380a13202", "completion 2: no result");
}

/// The hub pings; it ends a connection on which it hears nothing.
#[test]
fn signalr_ends_a_connection_without_pings() {
    let Some(hub) = Hub::start(["1", "3"], "signalr_ends_a_connection_without_pings") else {
        return;
    };
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "connection": {"url": hub.url},
        "messages": [text("handshake", "{\"protocol\":\"json\",\"version\":1}\u{1e}")],
        "scenarios": [{"name": "s", "steps": [{"send": "handshake"}, {"wait": "10m"}]}],
    }));
    let transcript = scratch.path("t.wlt");
    let output = Cli::run(["run", &profile, "--transcript", &transcript, "--json"]);
    assert_eq!(output.code, Some(3), "{output:#?}");
    assert_eq!(output.json()["close"]["code"], 1000);
    let rows = rows_of(&transcript);
    let texts: Vec<_> = rows
        .iter()
        .filter(|row| row.label() == "received text")
        .map(|row| row.text.as_deref().expect("text"))
        .collect();
    assert_eq!(texts.first(), Some(&"{}\u{1e}"), "{texts:?}");
    assert!(texts.contains(&"{\"type\":6}\u{1e}"), "a ping: {texts:?}");
    assert!(texts.last().is_some_and(|last| last.starts_with("{\"type\":7,")), "{texts:?}");
}
