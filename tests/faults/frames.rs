use serde_json::json;
use wirelark_core::transcript::Reader;
use wirelark_tests::cli::Cli;
use wirelark_tests::fair;
use wirelark_tests::fault::frames::{BINARY, head};
use wirelark_tests::fault::{Behaviour, Fault, Step, Then};
use wirelark_tests::memory;
use wirelark_tests::peer::say_skipped;
use wirelark_tests::row::{Row, count, rows_of};
use wirelark_tests::scratch::Scratch;

use crate::base::{Fall, MIB};

#[test]
fn case_28_a_frame_that_claims_more_than_there_is() {
    let server = Fault::by_path();
    for (path, size) in [("/claim/2^63-1", "9223372036854775807"), ("/claim/16GiB", "17179869184")]
    {
        Fall::of(&server.at(path))
            .says("message_too_big", &[size, "67108864", "1009"])
            .kept_the_message()
            .grew_at_most(MIB);
        assert_eq!(server.seen().close_code(), Some(1009), "{path}");
    }
}

#[test]
fn case_29_a_frame_that_stops_coming() {
    let server = Fault::by_path();
    let connection = json!({"url": server.at("/stall"), "timeouts": {"idle": "400ms"}});
    let words = ["10 of 15728640 bytes had come", "for 400ms", "connection.timeouts.idle"];
    Fall::with(connection).says("idle_timeout", &words).kept_the_message().grew_at_most(MIB);
}

#[test]
fn case_30_fragments_without_end() {
    let server = Fault::by_path();
    let fall = Fall::of(&server.at("/fragments")).says("message_too_big", &["67108864", "1009"]);
    fall.grew_at_most(74 * MIB);
    assert_eq!(server.seen().close_code(), Some(1009));
    let limits = json!({"message": 8 * MIB});
    let connection = json!({"url": server.at("/fragments"), "limits": limits});
    Fall::with(connection).says("message_too_big", &["8388608"]).grew_at_most(18 * MIB);
}

#[test]
fn case_31_empty_fragments_without_end() {
    let server = Fault::by_path();
    let words = ["more than 100000 fragments", "connection.limits.fragments", "1009"];
    let fall = Fall::of(&server.at("/empty-fragments")).says("too_many_fragments", &words);
    fall.grew_at_most(MIB);
    assert_eq!(server.seen().close_code(), Some(1009));
}

/// Three times the payload of a million bytes, and the noise of a measurement.
#[test]
fn case_32_a_message_in_a_million_fragments() {
    let server = Fault::by_path();
    let limits = json!({"fragments": 1_000_000});
    let scratch = Scratch::new();
    let connection = json!({"url": server.at("/tiny-fragments"), "limits": limits});
    let profile = scratch.profile(json!({"connection": connection}));
    let transcript = scratch.path("t.wlt");
    let baseline = memory::baseline();
    let args = ["capture", &profile, "--transcript", &transcript, "--json"];
    let (output, peak) = memory::run(&args);
    assert_eq!(output.done().json()["received"], 1);
    let rows = rows_of(&transcript);
    assert_eq!(rows[0].size, 1_000_000);
    let grown = peak.unwrap_or_default().saturating_sub(baseline);
    assert!(grown <= 3_000_000 + MIB, "{} KiB", grown / 1024);
}

#[test]
fn case_33_a_message_of_a_gibibyte() {
    let server = Fault::by_path();
    let words = ["1073741824", "limit of 67108864", "1009"];
    Fall::of(&server.at("/claim/1GiB")).says("message_too_big", &words).grew_at_most(MIB);
    assert_eq!(server.seen().close_code(), Some(1009));
    // With the limit raised; the bench sends the whole gibibyte.
    let size = 80 * MIB;
    let piece: Vec<u8> = (0..MIB).map(|i| (i % 251) as u8).collect();
    let steps = vec![
        Step::Switch(""),
        Step::Say(head(0x80 | BINARY, size)),
        Step::Repeat(piece.clone(), size / MIB),
    ];
    let then = Then::Close(1000u16.to_be_bytes().to_vec());
    let server = Fault::start(Behaviour::Steps(steps, then));
    let scratch = Scratch::new();
    let limits = json!({"message": 1 << 30});
    let profile = scratch.profile(json!({"connection": {"url": server.url(), "limits": limits}}));
    let transcript = scratch.path("t.wlt");
    Cli::run(["capture", &profile, "--transcript", &transcript]).done();
    let reader = Reader::open(&transcript).expect("a transcript");
    let entry = reader.record(1).expect("a row");
    assert_eq!(u64::from(entry.size), size);
    for at in 0..size / MIB {
        let found = reader.payload_of(&entry, (at * MIB) as u32, MIB as u32).expect("it reads");
        assert!(found == piece, "MiB {at}");
    }
}

/// The server floods pings and never reads: pongs must not pile up, nor rows.
#[test]
fn case_37_pings_from_a_server_that_never_reads() {
    let server = Fault::by_path();
    let scratch = Scratch::new();
    let timeouts = json!({"close": "200ms"});
    let connection = json!({"url": server.at("/pings"), "timeouts": timeouts});
    let profile = scratch.profile(json!({"connection": connection}));
    let transcript = scratch.path("t.wlt");
    let baseline = memory::baseline();
    // The bench does it for a minute.
    let args = ["capture", &profile, "--transcript", &transcript, "--for", "3s", "--json"];
    let (output, peak) = memory::run(&args);
    let report = output.done().json();
    assert_eq!(report["close"]["clean"], false, "{report}");
    let grown = peak.unwrap_or_default().saturating_sub(baseline);
    assert!(grown <= 32 * MIB, "{} MiB", grown / MIB);
    let rows = rows_of(&transcript);
    assert!(rows.len() < 100, "{} rows", rows.len());
    let notes: Vec<_> = rows.iter().filter(|row| row.kind == "marker").collect();
    let pings: u64 = notes.iter().filter_map(|row| counted(row, "more pings received")).sum();
    assert!(pings > 10_000, "{notes:#?}");
}

/// `N more …`, as a note says.
fn counted(row: &Row, what: &str) -> Option<u64> {
    let text = String::from_utf8(row.payload()).ok().filter(|_| row.kind == "marker")?;
    text.split_once(what)?.0.trim().parse().ok()
}

#[test]
fn case_38_pongs_that_nobody_asked_for() {
    let (server, scratch) = (Fault::by_path(), Scratch::new());
    let (output, rows) = scratch.capture(&server.at("/pongs"), &[]);
    output.done();
    let shown = rows.iter().filter(|row| row.what() == "received pong").count() as u64;
    let notes = rows.iter().filter_map(|row| counted(row, "more pongs received")).sum::<u64>();
    assert_eq!(shown + notes, 10_000, "each is counted: {rows:#?}");
    assert!(rows.len() < 50, "{} rows", rows.len());
}

#[test]
fn case_41_a_bomb_of_zeros() {
    let server = Fault::by_path();
    let offer = json!({"offer": true});
    let connection = json!({
        "url": server.at("/deflate/bomb"), "compression": offer, "limits": {"message": 8 * MIB},
    });
    Fall::with(connection)
        .says("message_too_big", &["limit of 8388608", "1009"])
        .kept_the_message()
        .grew_at_most(18 * MIB);
    assert_eq!(server.seen().close_code(), Some(1009));
    let connection = json!({"url": server.at("/deflate/bomb"), "compression": {"offer": true}});
    Fall::with(connection)
        .says("message_too_big", &["limit of 67108864", "1009"])
        .grew_at_most(74 * MIB);
}

#[test]
fn case_42_compression_that_is_none() {
    let server = Fault::by_path();
    let of =
        |path: &str| Fall::with(json!({"url": server.at(path), "compression": {"offer": true}}));
    let words = ["that it compressed cannot be inflated", "1007"];
    of("/deflate/corrupt").says("protocol_violation", &words).kept_the_message();
    assert_eq!(server.seen().close_code(), Some(1007));
    for path in ["/deflate/continued", "/deflate/ping"] {
        let words = ["RSV1 (compressed) on a frame other than a message's first", "1002"];
        of(path).says("protocol_violation", &words).kept_the_message();
        assert_eq!(server.seen().close_code(), Some(1002), "{path}");
    }
    let words = ["server_max_window_bits is '16', which is not 8 to 15"];
    of("/deflate/window").says("upgrade_compression", &words);
}

/// Everything is stored while the server floods, and the end comes when it is asked for.
#[test]
fn case_39_a_flood_of_small_messages() {
    let messages = if cfg!(debug_assertions) { 200_000 } else { 1_000_000 };
    let then = Then::Close([&1000u16.to_be_bytes()[..], b"all"].concat());
    let server = Fault::start(Behaviour::Flood { count: messages, size: 64, then });
    let scratch = Scratch::new();
    let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("f.wlt"));
    let baseline = memory::baseline();
    let args = ["capture", &profile, "--transcript", &transcript, "--json"];
    let (output, peak) = memory::run(&args);
    let report = output.done().json();
    for counter in ["received", "stored"] {
        assert_eq!(report[counter], messages, "{report}");
    }
    assert_eq!(report["lost"], 0);
    assert_eq!(count(&transcript), messages + 2, "and two Close frames");
    let grown = peak.unwrap_or_default().saturating_sub(baseline);
    assert!(grown <= 64 * MIB, "{} MiB", grown / MIB);
}

#[test]
fn case_39_a_disconnect_within_the_flood() {
    let then = Then::Stay;
    let server = Fault::start(Behaviour::Flood { count: u64::MAX, size: 64, then });
    let scratch = Scratch::new();
    // Far beyond what the end may take: it must come by the server's answer.
    let timeouts = json!({"close": "10m"});
    let profile =
        scratch.profile(json!({"connection": {"url": server.url(), "timeouts": timeouts}}));
    let transcript = scratch.path("f.wlt");
    let args = ["capture", &profile, "--transcript", &transcript, "--count", "100000", "--json"];
    let report = Cli::run(args).done().json();
    assert_eq!((&report["close"]["clean"], &report["lost"]), (&json!(true), &json!(0)), "{report}");
    assert_eq!(report["stored"].as_u64().expect("a number"), count(&transcript) - 2);
}

/// A thousand messages a second to each of a hundred: no connection falls far behind the others.
#[test]
fn case_40_a_hundred_connections_are_served_alike() {
    let served = fair::serve(100, 1_000);
    if served.pace < 0.7 {
        return say_skipped(
            "this machine is too busy to serve a hundred connections at their pace",
        );
    }
    assert!(served.least() >= 0.8, "{served:?}");
}
