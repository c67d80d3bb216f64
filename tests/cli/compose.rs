//! What a message's settings put on the wire, compared with what a server received and sent back.

use std::fs;
use std::fs::File;

use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

/// Sends the messages in order; returns the kinds and payloads that the server received.
fn echoed(scratch: &Scratch, profile: Value, messages: Value) -> Vec<(String, Vec<u8>)> {
    let demo = Demo::start(&[]);
    let count = messages.as_array().expect("a list").len();
    let named: Vec<Value> = (0..count)
        .map(|i| {
            let mut message = messages[i].clone();
            message["name"] = json!(i.to_string());
            message
        })
        .collect();
    // The server answers in order, so every echo arrives before its Close.
    let steps: Vec<Value> = (0..count).map(|i| json!({"send": i.to_string()})).collect();
    let mut profile = profile;
    profile["connection"]["url"] = json!(demo.at("/echo"));
    profile["messages"] = json!(named);
    profile["scenarios"] = json!([{"name": "s", "steps": steps}]);
    let file = scratch.profile(profile);
    let transcript = scratch.path("echo.wlt");
    Cli::run(["run", &file, "--transcript", &transcript]).success();
    let rows = rows_of(&transcript);
    let of = |direction: &str| -> Vec<(String, Vec<u8>)> {
        let rows = rows.iter().filter(|row| row.direction == direction && row.kind != "close");
        rows.map(|row| (row.kind.clone(), row.payload())).collect()
    };
    assert_eq!(of("sent"), of("received"), "the transcript has what was on the wire");
    of("received")
}

fn text(payload: &str) -> (String, Vec<u8>) {
    ("text".to_owned(), payload.as_bytes().to_vec())
}

fn binary(payload: &[u8]) -> (String, Vec<u8>) {
    ("binary".to_owned(), payload.to_vec())
}

#[test]
fn texts_arrive_as_escapes_styles_and_variables_say() {
    let scratch = Scratch::new();
    let profile = json!({"connection": {}, "variables": {"NL": "\r\n", "raw": r"\0"}});
    let messages = json!([
        {"type": "text", "text": "PUB x 2\r\nhi\r\n"},
        {"type": "text", "text": "a{{NL}}b\rc"},
        {"type": "text", "escapes": true, "text": r"CONNECT\nhost:a\\b\n\n\0{{raw}}\u{1F600}\x1e\e\t"},
        {"type": "text", "text": r"\0\q"},
        {"type": "json", "style": "typed", "text": "{ \"a\":1.0,\r\n\t\"b\" : \"\\u00e9\" }"},
        {"type": "json", "text": "{ \"a\":1.0 }"},
        {"type": "text", "text": "{{counter}}{{counter}} {{counter:a}} {{counter:b}}"},
        {"type": "text", "text": "{{counter:b}}{{counter:b}} {{literal:NL}} {{literal:secret:s}}"},
        {"type": "text", "escapes": true, "text": r"\{{NL}} \\{{raw}}"},
        {"type": "packed", "format": "<B", "values": [7],
         "tail": {"type": "text", "escapes": true, "text": r"a\r\nb\0"}},
    ]);
    assert_eq!(
        echoed(&scratch, profile, messages),
        [
            text("PUB x 2\r\nhi\r\n"),
            text("a\r\nb\rc"),
            text("CONNECT\nhost:a\\b\n\n\0\\0\u{1F600}\x1e\x1b\t"),
            text(r"\0\q"),
            text("{ \"a\":1.0,\r\n\t\"b\" : \"\\u00e9\" }"),
            text("{\"a\": 1.0}"),
            text("11 1 1"),
            text("22 {{NL}} {{secret:s}}"),
            text(r"{{NL}} \\0"),
            binary(b"\x07a\r\nb\0"),
        ]
    );
}

#[test]
fn a_terminator_ends_every_text_message_and_the_login() {
    let scratch = Scratch::new();
    fs::write(scratch.path("file.txt"), "from a file").expect("written");
    let profile = json!({
        "connection": {"text_terminator": r"\r\n\x1e"},
        "login": {"fields": [{"name": "user", "value": "x"}], "style": "compact"},
    });
    let messages = json!([
        {"type": "text", "text": "plain"},
        {"type": "json", "style": "compact", "text": "[1, 2]"},
        {"type": "hex", "text": "00"},
        {"type": "text", "text": "none", "terminator": ""},
        {"type": "text", "text": "own", "terminator": r"\0"},
        {"type": "file", "path": "file.txt", "as": "text"},
        {"type": "file", "path": "file.txt"},
    ]);
    assert_eq!(
        echoed(&scratch, profile, messages),
        [
            text("{\"user\":\"x\"}\r\n\x1e"),
            text("plain\r\n\x1e"),
            text("[1,2]\r\n\x1e"),
            binary(&[0]),
            text("none"),
            text("own\0"),
            text("from a file\r\n\x1e"),
            binary(b"from a file"),
        ]
    );
}

#[test]
fn a_large_file_arrives_byte_for_byte() {
    let scratch = Scratch::new();
    let bytes: Vec<u8> =
        (0..3_000_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    fs::write(scratch.path("large.bin"), &bytes).expect("written");
    let messages = json!([{"type": "file", "path": "large.bin"}]);
    let received = echoed(&scratch, json!({"connection": {}}), messages);
    assert!(received == [binary(&bytes)], "{} messages", received.len());
}

#[test]
fn mistakes_of_a_message_are_found_before_anything_is_sent() {
    let scratch = Scratch::new();
    fs::write(scratch.path("bytes.bin"), b"ok\xff").expect("written");
    File::create(scratch.path("huge.bin")).and_then(|f| f.set_len((1 << 30) + 1)).expect("sparse");
    let run = |connection: Value, message: Value| {
        let mut message = message;
        message["name"] = json!("m");
        let mut connection = connection;
        connection["url"] = json!("ws://127.0.0.1:1/");
        let file = scratch.profile(json!({
            "connection": connection,
            "messages": [message],
            "scenarios": [{"name": "s", "steps": [{"send": "m"}]}],
        }));
        let output = Cli::run(["run", &file]);
        let (code, text) = output.failed(2);
        format!("{code} {text}")
    };
    let none = json!({});
    let escape = run(none.clone(), json!({"type": "text", "escapes": true, "text": "é\n x\\q"}));
    assert!(escape.contains("escape.unknown") && escape.contains("line 2, column 3"), "{escape}");
    let end = run(json!({"text_terminator": r"\xff"}), json!({"type": "text", "text": "x"}));
    assert!(end.contains("escape.byte") && end.contains("connection.text_terminator"), "{end}");
    let typed = run(none.clone(), json!({"type": "json", "style": "typed", "text": "{\n1}"}));
    assert!(typed.contains("json.") && typed.contains("line 2"), "{typed}");
    let absent = run(none.clone(), json!({"type": "file", "path": "absent.bin"}));
    assert!(absent.contains("payload_file.io"), "{absent}");
    let huge = run(none.clone(), json!({"type": "file", "path": "huge.bin"}));
    assert!(huge.contains("payload_file.too_long"), "{huge}");
    let unnamed = run(none, json!({"type": "file"}));
    assert!(unnamed.contains("payload_file.missing"), "{unnamed}");
}

#[test]
fn a_text_file_must_be_utf_8_and_a_file_outside_the_folder_is_noted() {
    let (demo, scratch, other) = (Demo::start(&[]), Scratch::new(), Scratch::new());
    fs::write(other.path("bytes.bin"), b"ok\xff").expect("written");
    let path = other.path("bytes.bin");
    let file = scratch.profile(json!({
        "connection": {"url": demo.at("/echo")},
        "messages": [{"name": "m", "type": "file", "path": path, "as": "text"}],
        "scenarios": [{"name": "s", "steps": [{"send": "m"}]}],
    }));
    let output = Cli::run(["run", &file]);
    assert!(output.stderr.contains("note payload_file: messages[0]"), "{output:#?}");
    let (code, text) = output.failed(2);
    assert_eq!(code, "payload_file.not_utf8", "{output:#?}");
    assert!(text.contains("byte 2"), "{output:#?}");
    // The check needs no file.
    Cli::run(["profile", "check", &file]).success();
}
