use serde_json::json;
use wirelark_core::transcript::{Reader, SequentialReader};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, numbered};
use wirelark_tests::row::{count, each_row};
use wirelark_tests::scratch::Scratch;

fn flood(count: u64, size: usize) -> FaultServer {
    let then = Then::Close([&1000u16.to_be_bytes()[..], b"all"].concat());
    FaultServer::start(Behaviour::Flood { count, size, then })
}

/// Captures a flood until the server's Close, and checks every payload in the export.
#[track_caller]
fn check_every_payload(messages: u64, size: usize) {
    let (server, scratch) = (flood(messages, size), Scratch::new());
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("f.wlt"));
    let output = Cli::run(["capture", &profile, "--transcript", &transcript, "--json"]).success();
    let report = output.json();
    assert_eq!(
        (&report["received"], &report["stored"], &report["lost"]),
        (&json!(messages), &json!(messages), &json!(0))
    );
    assert_eq!(count(&transcript), messages + 2, "plus two Close frames");
    let mut next = 0;
    let mut last = String::new();
    each_row(&transcript, |row| {
        assert_eq!(row.row, next + 1);
        if next < messages {
            assert_eq!(row.label(), "received binary");
            assert_eq!(row.code, Some((next % 1000) as i64));
            assert_eq!(row.payload(), numbered(next, size), "message {next}");
        }
        assert!(row.time >= last, "row {} is older than the one before it", row.row);
        last = row.time;
        next += 1;
    });
    assert_eq!(next, messages + 2);
}

#[test]
fn a_hundred_thousand_messages_are_all_stored() {
    check_every_payload(100_000, 64);
}

#[test]
fn sizes_around_the_length_encodings_are_all_stored() {
    for size in [12, 125, 126, 127, 65_535, 65_536, 70_001] {
        check_every_payload(200, size);
    }
}

/// A million messages on one connection, read by this process, which may run on another system than the command line.
/// Unoptimised builds run a fifth of it unless `WIRELARK_FLOOD` says how many.
#[test]
fn a_million_messages_are_all_stored() {
    let messages = match std::env::var("WIRELARK_FLOOD") {
        Ok(count) => count.parse().expect("a number"),
        Err(_) if cfg!(debug_assertions) => 200_000,
        Err(_) => 1_000_000,
    };
    let (server, scratch) = (flood(messages, 64), Scratch::new());
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("f.wlt"));
    let output = Cli::run(["capture", &profile, "--transcript", &transcript]).success();
    let wanted = format!("received {messages} stored {messages} lost 0");
    assert!(output.stdout.starts_with(&wanted), "{output:#?}");
    let reader = Reader::open(&transcript).expect("open the transcript");
    assert_eq!(u64::from(reader.rows().expect("read the transcript")), messages + 2);
    let mut rows = SequentialReader::new(reader);
    for n in 0..messages {
        let (_, payload) = rows.read(n as u32 + 1).expect("read the row");
        assert_eq!(payload, numbered(n, 64), "message {n}");
    }
}
