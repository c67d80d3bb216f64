//! A feed of packed messages, compared field by field with Python's `struct` and `zlib`.

use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::feed::Feed;
use wirelark_tests::python;
use wirelark_tests::scratch::{Scratch, example};

#[test]
fn every_field_of_a_feed_is_as_python_decodes_it() {
    let feed = Feed::REPORT;
    let (server, scratch) = (feed.serve(), Scratch::new());
    let profile = example("feed.wirelark.json");
    let profile = profile.to_str().expect("a UTF-8 path");
    let (transcript, lines) = (scratch.path("feed.wlt"), scratch.path("feed.jsonl"));
    let capture = ["capture", profile, "--url", &server.url(), "--transcript", &transcript];
    let report = Cli::run(capture.into_iter().chain(["--json"])).success().json();
    let counts = ["received", "stored", "lost"].map(|name| report[name].as_u64());
    assert_eq!(counts, [Some(feed.rows.into()), Some(feed.rows.into()), Some(0)]);
    Cli::run(["transcript", "export", &transcript, "--format", "jsonl", "-o", &lines]).success();

    let script = include_str!("feed.py");
    let output = Command::new(python::interpreter()).args(["-c", script, &lines]).output();
    let output = output.expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).expect("valid JSON");
    assert_eq!(found["rows"], feed.rows, "{found}");
    assert_eq!(found["differences"], json!([]), "{found}");
    // At least the values of the header in each row.
    assert!(found["compared"].as_u64() >= Some(u64::from(feed.rows) * 7), "{found}");
    assert_eq!(found["bad"], json!([feed.bad_crc]), "{found}");
    assert_eq!(found["gaps"], json!([[feed.gap, feed.missing]]), "{found}");
}

/// The wrong checksum is not a reason for a row to lose its fields.
#[test]
fn filters_find_rows_of_a_feed_by_field() {
    let feed = Feed { rows: 2_000, bad_crc: 1_234, gap: 777, missing: 3 };
    let (server, scratch) = (feed.serve(), Scratch::new());
    let profile = example("feed.wirelark.json");
    let profile = profile.to_str().expect("a UTF-8 path");
    let transcript = scratch.path("feed.wlt");
    Cli::run(["capture", profile, "--url", &server.url(), "--transcript", &transcript]).success();
    let count = |filter: &str| {
        let output = Cli::run(["transcript", "count", &transcript, "--filter", filter]).success();
        output.stdout.trim().parse::<u32>().expect("a number")
    };
    let of_kind = |kind: u8| {
        let rows = (1..=feed.rows).filter(|row| feed.message(*row)[2] == kind);
        u32::try_from(rows.count()).expect("at most 2,000 rows")
    };
    for (name, kind) in [("quote", 1), ("trade", 2), ("idle", 3)] {
        assert_eq!(count(&format!("field.type:{name}")), of_kind(kind), "{name}");
    }
    let (last_before, first_after) = (feed.seq(feed.gap - 1), feed.seq(feed.gap));
    assert_eq!(count(&format!("field.seq:{last_before}..{first_after}")), 2, "the gap has no rows");
    assert_eq!(count(&format!("field.seq:{}", feed.seq(feed.bad_crc))), 1);
}
