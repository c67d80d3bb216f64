use serde_json::json;
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::fault::frames::{BINARY, TEXT, frame, head};
use wirelark_tests::fault::{Behaviour, FaultServer, Then, numbered};
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

/// Captures from a server that sends a message, these bytes, and continues as `then` says.
fn capture_after_message(more: &[u8], then: Then) -> (Output, Vec<Row>) {
    let bytes = [&frame(TEXT, b"whole")[..], more].concat();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then });
    Scratch::new().capture(&server.url(), &[])
}

/// Asserts that the connection broke with this error, and that the complete message is stored.
#[track_caller]
fn assert_broke(output: &Output, rows: &[Row], code: &str, words: &[&str]) {
    let (found, text) = output.failed(3);
    assert_eq!(found, code, "{text}");
    for word in words {
        assert!(text.contains(word), "'{word}' in: {text}");
    }
    let report = output.json();
    assert_eq!(report["close"]["code"], 1006, "{report}");
    assert_eq!(report["close"]["clean"], false, "{report}");
    let received: Vec<_> = rows.iter().filter(|row| row.direction == "received").collect();
    assert!(matches!(&received[..], [row] if row.text.as_deref() == Some("whole")), "{rows:#?}");
}

#[test]
fn case_50_the_end_of_tcp_between_two_frames() {
    let (output, rows) = capture_after_message(&[], Then::Fin);
    assert_broke(&output, &rows, "connection_lost", &["without a close frame"]);
    assert!(!output.stderr.contains("bytes had come"), "{output:#?}");
}

#[test]
fn case_50_the_end_of_tcp_in_the_middle_of_a_frame() {
    let half = [head(0x80 | BINARY, 1000), vec![1; 400]].concat();
    let (output, rows) = capture_after_message(&half, Then::Fin);
    let words = ["without a close frame", "in the middle of a frame (400 of 1000 bytes had come)"];
    assert_broke(&output, &rows, "connection_lost", &words);
}

#[test]
fn case_50_the_end_of_tcp_within_a_frames_head() {
    let (output, rows) = capture_after_message(&head(0x80 | BINARY, 1000)[..3], Then::Fin);
    assert_broke(&output, &rows, "connection_lost", &["within a frame's head"]);
}

#[test]
fn case_50_a_reset_is_reported_as_a_reset() {
    let (output, rows) = capture_after_message(&[], Then::Reset);
    assert_broke(&output, &rows, "connection_reset", &["was reset"]);
    let half = [head(0x80 | BINARY, 1000), vec![1; 400]].concat();
    let (output, rows) = capture_after_message(&half, Then::Reset);
    assert_broke(&output, &rows, "connection_reset", &["400 of 1000 bytes had come"]);
}

/// The first frames may arrive in the same packet as the 101, and must not be lost.
#[test]
fn case_16_messages_in_the_packet_of_the_101_are_not_lost() {
    let server = FaultServer::by_path();
    let (output, rows) = Scratch::new().capture(&server.at("/packed"), &[]);
    assert_eq!(output.success().json()["received"], 1_000);
    for (row, i) in rows.iter().zip(0..1_000) {
        assert_eq!(row.payload(), numbered(i, 64));
    }
}

#[test]
fn case_16_a_close_in_the_packet_of_the_101_is_seen() {
    let bytes = [frame(TEXT, b"hi"), frame(0x8, &[3, 233, b'x'])].concat();
    let server = FaultServer::start(Behaviour::UpgradeWith { bytes, then: Then::Fin });
    let (output, rows) = Scratch::new().capture(&server.url(), &[]);
    let report = output.success().json();
    assert_eq!(report["close"]["code"], 1001, "{report}");
    assert_eq!(rows[0].text.as_deref(), Some("hi"));
}

/// The close time-out ends a connection that the server does not close.
#[test]
fn case_46_a_server_that_never_answers_our_close_is_left() {
    let (server, scratch) = (
        FaultServer::start(Behaviour::Flood { count: 3, size: 20, then: Then::IgnoreClose }),
        Scratch::new(),
    );
    let timeouts = json!({"close": "200ms"});
    let profile =
        scratch.profile(json!({"connection": {"url": server.url(), "timeouts": timeouts}}));
    let transcript = scratch.path("n.wlt");
    let args = ["capture", &profile, "--transcript", &transcript, "--count", "3", "--json"];
    // The capture received what it wanted, so it succeeds; the report shows that the close was not clean.
    let report = Cli::run(args).success().json();
    assert_eq!((&report["received"], &report["lost"]), (&json!(3), &json!(0)));
    assert_eq!(report["close"], json!({"code": 1006, "reason": "", "clean": false, "by": "us"}));
    assert_eq!(server.received().close_code(), Some(1000), "the client sent a Close");
    assert_eq!(rows_of(&transcript).len(), 4);
}

/// Messages between the client's Close and the server's are recorded.
#[test]
fn messages_between_the_two_closes_are_recorded() {
    let server = FaultServer::start(Behaviour::Flood { count: 50_000, size: 64, then: Then::Stay });
    let scratch = Scratch::new();
    let (output, rows) = scratch.capture(&server.url(), &["--count", "1"]);
    let received = output.success().json()["received"].as_u64().expect("a number");
    let stored: Vec<_> = rows.iter().filter(|row| row.label() == "received binary").collect();
    assert_eq!(stored.len() as u64, received);
    for (row, i) in stored.iter().zip(0..) {
        assert_eq!(row.payload(), numbered(i, 64), "row {}", row.row);
    }
}
