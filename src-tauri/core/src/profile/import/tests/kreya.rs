//! Kreya.

use super::{ImportKind, assert_notes, folder, notes, sent};

#[test]
fn kreya_reads_payloads_from_files() {
    let operation = r#"{"details": {"path": "/feed", "timeout": 3}, "requests": [
        {"location": "Feed-request-0.txt", "type": "json"}, {"location": "Feed-request-1.txt", "type": "binaryBase64"},
        {"location": "../secret.txt", "type": "text"}, {"location": "Feed-request-2.txt", "type": "text"}],
        "operationType": "duplexStreaming", "invokerName": "websocket", "script": {"src": "s.ts"}}"#;
    let all = [
        ("P/Feed.krop", operation),
        ("P/Feed-request-0.txt", "{\"token\": \"CANARY-1\"}"),
        ("P/Feed-request-1.txt", "AAEC\n"),
        ("P/Feed-request-2.txt", "hi"),
        ("secret.txt", "x"),
        ("P/Grpc.krop", r#"{"invokerName": "grpc"}"#),
        (
            "directory.krpref",
            r#"{"settings": [{"options": {"websocket": {"endpoint": "wss://{{host}}/api", "more": 1}}}]}"#,
        ),
        ("dev.krenv", r#"{"globalContent": {"host": "CANARY-2"}, "name": "dev"}"#),
        ("P/c.krcol", r#"{"operations": ["Feed"]}"#),
    ];
    let imported = folder(&all, None);
    assert_eq!(imported.kind, ImportKind::Kreya);
    let profile = &imported.profiles[0];
    assert_eq!(profile.connection.url, "wss://{{secret:host}}/api/feed");
    assert_eq!(
        (sent(profile, "Request 2"), sent(profile, "Request 4")),
        ("000102".to_owned(), "hi".to_owned())
    );
    assert_notes(
        &imported,
        &[
            "timeout",
            "../secret.txt is not there",
            "scripts",
            "\"grpc\"",
            "more",
            "collection of 1 operations",
        ],
    );
    assert!(notes(&imported).contains("secret_left_out"));
}
