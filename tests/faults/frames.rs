use std::time::Duration;

use serde_json::json;
use wirelark_core::frame::Kind;
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::frames::{BINARY, frame};
use wirelark_tests::fault::{Behaviour, Fault, Step, Then};
use wirelark_tests::inside;
use wirelark_tests::memory;
use wirelark_tests::row::count;
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
    const CONNECTIONS: usize = 100;
    const EACH: u64 = 2_000;
    // Nobody begins before all are open.
    let pace = Step::Pace(frame(BINARY, &[7; 64]), 2 * EACH, 1_000);
    let steps = vec![Step::Switch(""), Step::Frames(1), pace];
    let server = Fault::start(Behaviour::Steps(steps, Then::Stay));
    inside::runtime().block_on(async {
        let scratches: Vec<_> = (0..CONNECTIONS).map(|_| Scratch::new()).collect();
        let connect = |scratch| inside::connect(scratch, json!({"url": server.url()}));
        let connections: Vec<_> = scratches.iter().map(connect).collect();
        for connection in &connections {
            let status = connection.until(|status| status.phase.is_open()).await;
            assert!(status.phase.is_open(), "{:?}", status.error);
        }
        for connection in &connections {
            connection.send(Kind::Text, "go").await.expect("it is open");
        }
        let received = loop {
            tokio::time::sleep(Duration::from_millis(5)).await;
            let received: Vec<_> = connections.iter().map(|c| c.counters().received()).collect();
            if received.iter().sum::<u64>() >= EACH * CONNECTIONS as u64 {
                break received;
            }
        };
        let mean = received.iter().sum::<u64>() / CONNECTIONS as u64;
        let least = *received.iter().min().expect("a hundred");
        assert!(least * 10 >= mean * 8, "{least} of {mean} on average: {received:?}");
        for connection in &connections {
            connection.close(1000, "").await.expect("a close");
        }
        for connection in &connections {
            let status = connection.until(|_| false).await;
            assert!(status.end.is_some_and(|end| end.clean));
            let received = connection.counters().received();
            assert_eq!(
                connection.stored().await.rows,
                received + 3,
                "and what we sent, and two Closes"
            );
        }
    });
}
