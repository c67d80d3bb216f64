use serde_json::json;
use wirelark_core::transcript::Reader;
use wirelark_tests::cli::Cli;
use wirelark_tests::fairness;
use wirelark_tests::fault::frames::{BINARY, head};
use wirelark_tests::fault::{Behaviour, FaultServer, Step, Then};
use wirelark_tests::memory;
use wirelark_tests::peer::print_skipped;
use wirelark_tests::row::{Row, count, rows_of};
use wirelark_tests::scratch::Scratch;

use crate::failed_capture::{FailedCapture, MIB};

#[test]
fn case_28_a_frame_that_claims_more_than_there_is() {
    let server = FaultServer::by_path();
    for (path, size) in [("/claim/2^63-1", "9223372036854775807"), ("/claim/16GiB", "17179869184")]
    {
        FailedCapture::of(&server.at(path))
            .has_error("message_too_big", &[size, "67108864", "1009"])
            .kept_the_message()
            .grew_at_most(MIB);
        assert_eq!(server.received().close_code(), Some(1009), "{path}");
    }
}

#[test]
fn case_29_a_frame_that_stops_coming() {
    let server = FaultServer::by_path();
    let connection = json!({"url": server.at("/stall"), "timeouts": {"idle": "400ms"}});
    let words = ["10 of 15728640 bytes had come", "for 400ms", "connection.timeouts.idle"];
    FailedCapture::with(connection)
        .has_error("idle_timeout", &words)
        .kept_the_message()
        .grew_at_most(MIB);
}

#[test]
fn case_30_fragments_without_end() {
    let server = FaultServer::by_path();
    let failed = FailedCapture::of(&server.at("/fragments"))
        .has_error("message_too_big", &["67108864", "1009"]);
    failed.grew_at_most(74 * MIB);
    assert_eq!(server.received().close_code(), Some(1009));
    let limits = json!({"message": 8 * MIB});
    let connection = json!({"url": server.at("/fragments"), "limits": limits});
    FailedCapture::with(connection)
        .has_error("message_too_big", &["8388608"])
        .grew_at_most(18 * MIB);
}

#[test]
fn case_31_empty_fragments_without_end() {
    let server = FaultServer::by_path();
    let words = ["more than 100000 fragments", "connection.limits.fragments", "1009"];
    let failed =
        FailedCapture::of(&server.at("/empty-fragments")).has_error("too_many_fragments", &words);
    failed.grew_at_most(MIB);
    assert_eq!(server.received().close_code(), Some(1009));
}

/// At most three times the payload of a million bytes, plus a tolerance.
#[test]
fn case_32_a_message_in_a_million_fragments() {
    let server = FaultServer::by_path();
    let limits = json!({"fragments": 1_000_000});
    let scratch = Scratch::new();
    let connection = json!({"url": server.at("/tiny-fragments"), "limits": limits});
    let profile = scratch.profile(json!({"connection": connection}));
    let transcript = scratch.path("t.wlt");
    let baseline = memory::baseline();
    let args = ["capture", &profile, "--transcript", &transcript, "--json"];
    let (output, peak) = memory::run(&args);
    assert_eq!(output.success().json()["received"], 1);
    let rows = rows_of(&transcript);
    assert_eq!(rows[0].size, 1_000_000);
    let grown = peak.unwrap_or_default().saturating_sub(baseline);
    assert!(grown <= 3_000_000 + MIB, "{} KiB", grown / 1024);
}

#[test]
fn case_33_a_message_of_a_gibibyte() {
    let server = FaultServer::by_path();
    let words = ["1073741824", "limit of 67108864", "1009"];
    FailedCapture::of(&server.at("/claim/1GiB"))
        .has_error("message_too_big", &words)
        .grew_at_most(MIB);
    assert_eq!(server.received().close_code(), Some(1009));
    // With a raised limit; `cargo xtask bench faults` sends the whole gibibyte.
    let size = 80 * MIB;
    let piece: Vec<u8> = (0..MIB).map(|i| (i % 251) as u8).collect();
    let steps = vec![
        Step::Upgrade(""),
        Step::Write(head(0x80 | BINARY, size)),
        Step::Repeat(piece.clone(), size / MIB),
    ];
    let then = Then::Close(1000u16.to_be_bytes().to_vec());
    let server = FaultServer::start(Behaviour::Steps(steps, then));
    let scratch = Scratch::new();
    let limits = json!({"message": 1 << 30});
    let profile = scratch.profile(json!({"connection": {"url": server.url(), "limits": limits}}));
    let transcript = scratch.path("t.wlt");
    Cli::run(["capture", &profile, "--transcript", &transcript]).success();
    let reader = Reader::open(&transcript).expect("open the transcript");
    let entry = reader.record(1).expect("read the row");
    assert_eq!(u64::from(entry.size), size);
    for at in 0..size / MIB {
        let found =
            reader.payload_of(&entry, (at * MIB) as u32, MIB as u32).expect("read the payload");
        assert!(found == piece, "MiB {at}");
    }
}

/// The server floods pings and never reads: neither pongs nor rows may pile up.
#[test]
fn case_37_pings_from_a_server_that_never_reads() {
    let server = FaultServer::by_path();
    let scratch = Scratch::new();
    let timeouts = json!({"close": "200ms"});
    let connection = json!({"url": server.at("/pings"), "timeouts": timeouts});
    let profile = scratch.profile(json!({"connection": connection}));
    let transcript = scratch.path("t.wlt");
    let baseline = memory::baseline();
    // `cargo xtask bench faults` runs it for a minute.
    let args = ["capture", &profile, "--transcript", &transcript, "--for", "3s", "--json"];
    let (output, peak) = memory::run(&args);
    let report = output.success().json();
    assert_eq!(report["close"]["clean"], false, "{report}");
    let grown = peak.unwrap_or_default().saturating_sub(baseline);
    assert!(grown <= 32 * MIB, "{} MiB", grown / MIB);
    let rows = rows_of(&transcript);
    assert!(rows.len() < 100, "{} rows", rows.len());
    let notes: Vec<_> = rows.iter().filter(|row| row.kind == "marker").collect();
    let pings: u64 = notes.iter().filter_map(|row| count_in_note(row, "more pings received")).sum();
    assert!(pings > 10_000, "{notes:#?}");
}

/// The number in a note of the form `N more …`.
fn count_in_note(row: &Row, what: &str) -> Option<u64> {
    let text = String::from_utf8(row.payload()).ok().filter(|_| row.kind == "marker")?;
    text.split_once(what)?.0.trim().parse().ok()
}

#[test]
fn case_38_unsolicited_pongs() {
    let (server, scratch) = (FaultServer::by_path(), Scratch::new());
    let (output, rows) = scratch.capture(&server.at("/pongs"), &[]);
    output.success();
    let shown = rows.iter().filter(|row| row.label() == "received pong").count() as u64;
    let notes =
        rows.iter().filter_map(|row| count_in_note(row, "more pongs received")).sum::<u64>();
    assert_eq!(shown + notes, 10_000, "every pong is counted: {rows:#?}");
    assert!(rows.len() < 50, "{} rows", rows.len());
}

#[test]
fn case_41_a_decompression_bomb() {
    let server = FaultServer::by_path();
    let offer = json!({"offer": true});
    let connection = json!({
        "url": server.at("/deflate/bomb"), "compression": offer, "limits": {"message": 8 * MIB},
    });
    FailedCapture::with(connection)
        .has_error("message_too_big", &["limit of 8388608", "1009"])
        .kept_the_message()
        .grew_at_most(18 * MIB);
    assert_eq!(server.received().close_code(), Some(1009));
    let connection = json!({"url": server.at("/deflate/bomb"), "compression": {"offer": true}});
    FailedCapture::with(connection)
        .has_error("message_too_big", &["limit of 67108864", "1009"])
        .grew_at_most(74 * MIB);
}

#[test]
fn case_42_invalid_compressed_data() {
    let server = FaultServer::by_path();
    let of = |path: &str| {
        FailedCapture::with(json!({"url": server.at(path), "compression": {"offer": true}}))
    };
    let words = ["that it compressed cannot be inflated", "1007"];
    of("/deflate/corrupt").has_error("protocol_violation", &words).kept_the_message();
    assert_eq!(server.received().close_code(), Some(1007));
    for path in ["/deflate/continued", "/deflate/ping"] {
        let words = ["RSV1 (compressed) on a frame other than a message's first", "1002"];
        of(path).has_error("protocol_violation", &words).kept_the_message();
        assert_eq!(server.received().close_code(), Some(1002), "{path}");
    }
    let words = ["server_max_window_bits is '16', which is not 8 to 15"];
    of("/deflate/window").has_error("upgrade_compression", &words);
}

/// Every message of the flood is stored, and a disconnect takes effect at once.
#[test]
fn case_39_a_flood_of_small_messages() {
    let messages = if cfg!(debug_assertions) { 200_000 } else { 1_000_000 };
    let then = Then::Close([&1000u16.to_be_bytes()[..], b"all"].concat());
    let server = FaultServer::start(Behaviour::Flood { count: messages, size: 64, then });
    let scratch = Scratch::new();
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("f.wlt"));
    let baseline = memory::baseline();
    let args = ["capture", &profile, "--transcript", &transcript, "--json"];
    let (output, peak) = memory::run(&args);
    let report = output.success().json();
    for counter in ["received", "stored"] {
        assert_eq!(report[counter], messages, "{report}");
    }
    assert_eq!(report["lost"], 0);
    assert_eq!(count(&transcript), messages + 2, "plus two Close frames");
    let grown = peak.unwrap_or_default().saturating_sub(baseline);
    assert!(grown <= 64 * MIB, "{} MiB", grown / MIB);
}

#[test]
fn case_39_a_disconnect_within_the_flood() {
    let then = Then::Stay;
    let server = FaultServer::start(Behaviour::Flood { count: u64::MAX, size: 64, then });
    let scratch = Scratch::new();
    // Far longer than the close takes: it must end with the server's answer, not the time-out.
    let timeouts = json!({"close": "10m"});
    let profile =
        scratch.profile(json!({"connection": {"url": server.url(), "timeouts": timeouts}}));
    let transcript = scratch.path("f.wlt");
    let args = ["capture", &profile, "--transcript", &transcript, "--count", "100000", "--json"];
    let report = Cli::run(args).success().json();
    assert_eq!((&report["close"]["clean"], &report["lost"]), (&json!(true), &json!(0)), "{report}");
    assert_eq!(report["stored"].as_u64().expect("a number"), count(&transcript) - 2);
}

/// A hundred connections with a thousand messages a second each: none falls far behind the others.
#[test]
fn case_40_a_hundred_connections_are_served_alike() {
    let shares = fairness::measure(100, 1_000);
    if shares.pace < 0.7 {
        return print_skipped("the machine is too busy for a hundred connections at this rate");
    }
    assert!(shares.smallest() >= 0.8, "{shares:?}");
}
