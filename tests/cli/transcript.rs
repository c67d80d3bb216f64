use std::fs;

use serde_json::json;
use wirelark_tests::cli::{Cli, Signal, can_signal};
use wirelark_tests::fault::frames::{BINARY, PING, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::{count, rows_of, wait_for_rows};
use wirelark_tests::scratch::Scratch;

/// Captures what the server sends until it closes with 1000.
fn captured(scratch: &Scratch, bytes: Vec<u8>) -> String {
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Close(vec![3, 232]) });
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("t.wlt"));
    Cli::run(["capture", &profile, "--transcript", &transcript]).success();
    transcript
}

fn export(transcript: &str) -> String {
    Cli::run(["transcript", "export", transcript, "--format", "jsonl"]).success().stdout
}

/// The documented line, byte for byte except for the time.
#[test]
fn an_exported_line_has_the_documented_keys_in_order() {
    let scratch = Scratch::new();
    let bytes = [
        frame(TEXT, "\u{7f}\"\\/\u{8}\u{c}\n\r\t\u{1f}é\u{2028}😀".as_bytes()),
        frame(BINARY, &[0xfe, 0xff, 0xff, 0xff, 0x0a]),
        frame(BINARY, &[1, 2, 3]),
        frame(PING, b"\x00\x00\x00\x00"),
    ]
    .concat();
    let lines = export(&captured(&scratch, bytes));
    let blank = |line: &str| {
        let (before, after) = line.split_once("\"time\":\"").expect("a time");
        let (time, after) = after.split_once('"').expect("a closing quote");
        // RFC 3339, UTC, nine digits.
        let shape: String =
            time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        assert_eq!(shape, "0000-00-00T00:00:00.000000000Z");
        format!("{before}\"time\":\"T\"{after}")
    };
    // The pong is stored before or after the Close that was received.
    let received = lines.lines().filter(|line| line.contains(r#""direction":"received""#));
    let mut found: Vec<_> = received.map(blank).collect();
    if let Some(close) = found.last_mut() {
        *close = close.replace(r#""row":6"#, r#""row":5"#);
    }
    let wanted = [
        concat!(
            r#"{"row":1,"time":"T","direction":"received","kind":"text","size":19,"code":null,"#,
            "\"text\":\"\u{7f}\\\"\\\\/\\b\\f\\n\\r\\t\\u001fé\u{2028}😀\",",
            r#""hex":null,"fields":null}"#
        ),
        concat!(
            r#"{"row":2,"time":"T","direction":"received","kind":"binary","size":5,"code":-2,"#,
            r#""text":null,"hex":"feffffff0a","fields":null}"#
        ),
        concat!(
            r#"{"row":3,"time":"T","direction":"received","kind":"binary","size":3,"code":null,"#,
            r#""text":null,"hex":"010203","fields":null}"#
        ),
        concat!(
            r#"{"row":4,"time":"T","direction":"received","kind":"ping","size":4,"code":null,"#,
            r#""text":null,"hex":"00000000","fields":null}"#
        ),
        concat!(
            r#"{"row":5,"time":"T","direction":"received","kind":"close","size":2,"code":null,"#,
            r#""text":null,"hex":"03e8","fields":null}"#
        ),
    ];
    assert_eq!(found, wanted);
    assert!(
        lines.ends_with('\n') && lines.lines().count() == 7,
        "plus the pong and the Close: {lines}"
    );
}

#[test]
fn an_export_is_written_to_the_named_file() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch, frame(TEXT, b"one"));
    let out = scratch.path("out.jsonl");
    let args = ["transcript", "export", &transcript, "--format", "jsonl", "-o", &out];
    assert_eq!(Cli::run(args).success().stdout, "");
    assert_eq!(fs::read_to_string(&out).expect("read the file"), export(&transcript));
    let nowhere = scratch.path("no/such/out.jsonl");
    let args = ["transcript", "export", &transcript, "--format", "jsonl", "-o", &nowhere];
    assert!(Cli::run(args).failed(2).1.contains(&nowhere));
}

#[test]
fn count_prints_one_number() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch, [frame(TEXT, b"a"), frame(BINARY, b"b")].concat());
    assert_eq!(Cli::run(["transcript", "count", &transcript]).success().stdout, "4\n");
}

#[test]
fn info_describes_the_transcript() {
    let scratch = Scratch::new();
    let bytes = [frame(TEXT, b"abc"), frame(BINARY, &[0; 100]), frame(BINARY, &[0; 7])].concat();
    let transcript = captured(&scratch, bytes);
    let info = Cli::run(["transcript", "info", &transcript, "--json"]).success().json();
    let rows = rows_of(&transcript);
    assert_eq!(info["name"], "x");
    assert!(info["url"].as_str().is_some_and(|url| url.starts_with("ws://127.0.0.1:")), "{info}");
    assert_eq!(info["rows"], 5);
    assert_eq!(
        info["counts"],
        json!({"received text": 1, "received binary": 2, "received close": 1, "sent close": 1})
    );
    assert_eq!(info["payload_bytes"], 3 + 100 + 7 + 2 + 2);
    assert_eq!(info["file_bytes"], fs::metadata(&transcript).expect("read the metadata").len());
    assert_eq!(info["torn_bytes"], 0);
    assert_eq!((&info["first"], &info["last"]), (&json!(rows[0].time), &json!(rows[4].time)));
    let text = Cli::run(["transcript", "info", &transcript]).success().stdout;
    for line in ["rows     5", "received binary: 2", "name     x"] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

/// The data file alone is enough to share a transcript.
#[test]
fn a_transcript_without_its_index_exports_the_same() {
    let scratch = Scratch::new();
    let bytes = (0..3_000u32).flat_map(|i| frame(BINARY, &i.to_le_bytes())).collect();
    let transcript = captured(&scratch, bytes);
    let before = export(&transcript);
    let index = format!("{transcript}.idx");
    let good = fs::read(&index).expect("read the file");

    fs::remove_file(&index).expect("remove the file");
    assert_eq!(export(&transcript), before, "without an index");
    assert_eq!(fs::read(&index).expect("read the file"), good);

    let elsewhere = scratch.path("elsewhere.wlt");
    fs::copy(&transcript, &elsewhere).expect("copy the file");
    assert_eq!(export(&elsewhere), before, "the data file alone");

    for (what, bytes) in [
        ("empty", vec![]),
        ("a short one", good[..good.len() / 2].to_vec()),
        ("half a row", good[..good.len() - 7].to_vec()),
        ("another's", b"WIRELARK is not what this file is".to_vec()),
        ("zeros", vec![0; good.len()]),
    ] {
        fs::write(&index, bytes).expect("write the file");
        assert_eq!(export(&transcript), before, "{what}");
    }
}

/// A file truncated to any length opens with all complete rows.
#[test]
fn a_truncated_transcript_opens_with_its_complete_rows() {
    let scratch = Scratch::new();
    let transcript = captured(&scratch, (0..5).flat_map(|i| frame(BINARY, &[i; 9])).collect());
    let (all, lines) = (fs::read(&transcript).expect("read the file"), export(&transcript));
    let cut = scratch.path("cut.wlt");
    // Records of 16 bytes and 9, and two Close frames of 16 and 2.
    let tail = 5 * 25 + 2 * 18;
    for left in (0..=tail).step_by(7) {
        fs::write(&cut, &all[..all.len() - tail + left]).expect("write the file");
        let _ = fs::remove_file(format!("{cut}.idx"));
        let found = export(&cut);
        let rows = if left < 125 { left / 25 } else { 5 + (left - 125) / 18 };
        assert_eq!(found.lines().count(), rows, "{left} of {tail} bytes");
        assert!(lines.starts_with(&found), "{left} of {tail} bytes");
    }
}

/// Another process reads the transcript while it grows, up to the newest row.
#[test]
fn a_running_capture_can_be_read() {
    if !can_signal() {
        return;
    }
    let scratch = Scratch::new();
    let server =
        FaultServer::start(Behaviour::Flood { count: 2_000_000, size: 16, then: Then::Stay });
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("r.wlt"));
    let mut capture = Cli::spawn(["capture", &profile, "--transcript", &transcript]);
    wait_for_rows(&transcript, 1);
    let first = count(&transcript);
    wait_for_rows(&transcript, first + 1);
    let info = Cli::run(["transcript", "info", &transcript, "--json"]).success().json();
    assert!(info["rows"].as_u64().is_some_and(|rows| rows > first), "{info}");
    assert!(!capture.has_ended(), "the capture is still running");
    capture.signal(Signal::Interrupt);
    let output = capture.finish().success();
    // Not all rows: a server that answers the Close late sends no Close row.
    let messages =
        Cli::run(["transcript", "count", &transcript, "--filter", "kind:binary"]).success();
    let received = format!("received {} ", messages.stdout.trim_end());
    assert!(output.stdout.starts_with(&received), "{received} {output:#?}");
}

/// A repeated run writes to the same file again.
#[test]
fn a_second_capture_replaces_the_first() {
    let scratch = Scratch::new();
    captured(&scratch, [frame(TEXT, b"old"), frame(TEXT, b"older")].concat());
    let transcript = captured(&scratch, frame(TEXT, b"new"));
    let rows = rows_of(&transcript);
    assert_eq!((rows.len(), rows[0].text.as_deref()), (3, Some("new")));
}
