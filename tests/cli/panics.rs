//! A panic in any of a connection's tasks is reported and ends the connection. Only builds with debug assertions can
//! trigger one.

use serde_json::json;
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::fault::frames::{TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::scratch::Scratch;

/// Runs `run` or `capture` with a panic in this task.
fn run_with_panic(command: &str, task: &str, url: &str) -> Output {
    let scratch = Scratch::new();
    let (profile, transcript) = (scratch.smallest(url), scratch.path("p.wlt"));
    let mut args = vec![command, &profile, "--transcript", &transcript, "--json"];
    if task == "finish" {
        args.extend(["--count", "1"]);
    }
    Cli::run_with(args, &[("WIRELARK_TEST_PANIC", Some(task)), ("RUST_BACKTRACE", None)])
}

#[test]
fn hostile_01_a_panic_in_any_task_ends_the_connection_with_3() {
    if !cfg!(debug_assertions) {
        return;
    }
    let bytes = frame(TEXT, b"whole");
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let named = server.url().replace("127.0.0.1", "localhost");
    let secure = server.url().replace("ws:", "wss:");
    for (command, task, url) in [
        ("capture", "upgrade", server.url()),
        ("run", "upgrade", server.url()),
        ("capture", "driver", server.url()),
        ("run", "driver", server.url()),
        ("capture", "resolver", named),
        ("capture", "tls", secure),
        // Only the panic can end this connection: the server sends one message and stays.
        ("capture", "writer", server.url()),
        ("capture", "finish", server.url()),
    ] {
        let output = run_with_panic(command, task, &url);
        let (code, text) = output.failed(3);
        assert_eq!(code, "internal", "{command} with a panic in {task}: {text}");
        assert!(text.contains(".rs:"), "the place is named: {text}");
        let report = output.json();
        assert_eq!(report["error"]["code"], "internal", "{task}: {report}");
        assert!(report["close"].is_object(), "{task}: {report}");
    }
}

#[test]
fn hostile_01_a_chunk_size_near_2_to_the_64_is_a_refusal() {
    for size in ["FFFFFFFFFFFFFFFF", "fffffffffffffffe", "8000000000000000"] {
        let head = "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n";
        let answer = format!("{head}2\r\nno\r\n{size}\r\n, not you");
        let server = FaultServer::start(Behaviour::Respond(answer.into_bytes()));
        let (output, rows) = Scratch::new().capture(&server.url(), &[]);
        assert_eq!(output.failed(3).0, "upgrade_refused", "{size}");
        assert_eq!(output.json()["error"]["body"], json!("no, not you"), "{size}");
        assert!(rows.is_empty());
    }
}
