use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::Instant;
use wirelark_core::connection::Phase;
use wirelark_core::frame::Kind;
use wirelark_tests::PATIENCE;
use wirelark_tests::fault::{Behaviour, FaultServer, attacks};
use wirelark_tests::in_process;
use wirelark_tests::proxy::{self, Conditions};
use wirelark_tests::scratch::Scratch;

use crate::failed_capture::FailedCapture;

#[test]
fn case_46_a_close_that_is_not_answered_in_time() {
    let server = FaultServer::by_path();
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let connection = in_process::connect(&scratch, json!({"url": server.at("/no-close")}));
        connection.until(|status| status.phase.is_open()).await;
        connection.close(1000, "user quit").await.expect("request the close");
        connection.until(|status| status.phase == Phase::Closing).await;
        tokio::time::pause();
        let begun = Instant::now();
        let status = connection.until(|_| false).await;
        let ratio = begun.elapsed().as_secs_f64() / 5.0;
        assert!((0.95..=1.05).contains(&ratio), "{ratio} of the time-out's 5 s");
        let end = status.end.expect("the connection has ended");
        assert_eq!((end.code, end.clean), (1006, false));
    });
    assert_eq!(server.received().close_code(), Some(1000), "the client sent a Close");
}

#[test]
fn case_48_a_reason_that_is_html_and_more() {
    let server = FaultServer::by_path();
    let failed =
        FailedCapture::of(&server.at("/close/html")).has_error("closed", &["4000 <img src=x"]);
    let reason = "<img src=x onerror=alert(1)>\u{1b}[2J\nnext";
    assert_eq!(failed.report["close"]["reason"], reason, "unchanged in the report");
    assert!(!failed.output.stderr.contains('\u{1b}'), "escaped for the terminal");
    failed.kept_the_message();
}

#[test]
fn case_50_four_ends_four_messages() {
    let server = FaultServer::by_path();
    let mut texts = Vec::new();
    for (path, code) in [
        ("/fin", "connection_lost"),
        ("/fin-in-frame", "connection_lost"),
        ("/rst", "connection_reset"),
        ("/rst-in-frame", "connection_reset"),
    ] {
        let failed = FailedCapture::of(&server.at(path)).has_error(code, &[]).kept_the_message();
        assert_eq!(failed.report["close"]["code"], 1006);
        texts.push(failed.output.stderr);
    }
    texts.dedup();
    assert_eq!(texts.len(), 4, "{texts:#?}");
    assert!(texts[1].contains("400 of 1000") && texts[3].contains("400 of 1000"), "{texts:#?}");
}

/// With latency, low bandwidth and one byte at a time, everything arrives intact. The clock is paused, so that the
/// simulated delays take no real time.
#[test]
fn case_56_a_slow_line() {
    let late = Conditions { latency: Duration::from_secs(2), ..Conditions::default() };
    let narrow = Conditions { rate: 1000, ..Conditions::default() };
    let drops = Conditions { piece: 1, ..Conditions::default() };
    let all = Conditions {
        latency: Duration::from_secs(2),
        rate: 1000,
        piece: 1,
        ..Conditions::default()
    };
    for way in [late, narrow, drops, all] {
        in_process::runtime().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("bind a port");
            let peer = listener.local_addr().expect("the local address");
            let server = in_process::serve(Behaviour::Echo).await;
            tokio::spawn(proxy::serve(listener, server, way, way));
            let scratch = Scratch::new();
            let timeouts = json!({"connect": "60m", "upgrade": "60m", "close": "60m"});
            let url = format!("ws://{peer}/");
            let connection =
                in_process::connect(&scratch, json!({"url": url, "timeouts": timeouts}));
            connection.until(|status| status.phase == Phase::Upgrading).await;
            tokio::time::pause();
            let status = connection.until(|status| status.phase.is_open()).await;
            assert!(status.phase.is_open(), "{way:?}: {:?}", status.error);
            let sizes = [0usize, 1, 125, 126, 1000, 5000];
            for size in sizes {
                connection.send(Kind::Binary, vec![7; size]).await.expect("the connection is open");
            }
            connection.send(Kind::Text, "Grüße").await.expect("the connection is open");
            while connection.counters().received() < sizes.len() as u64 + 1 {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            connection.close(1000, "user quit").await.expect("request the close");
            let status = connection.until(|_| false).await;
            let end = status.end.expect("the connection has ended");
            assert_eq!((end.code, end.clean), (1000, true), "{way:?}: {:?}", status.error);
            let totals = connection.stored().await;
            assert_eq!(totals.rows, 2 * (sizes.len() as u64 + 1) + 2);
        });
    }
}

/// Waiting sends fail as soon as the connection is aborted, and the amount of waiting data is bounded.
#[test]
fn case_53_a_server_that_stops_reading() {
    const SIZE: usize = 1 << 20;
    const MESSAGES: usize = 64;
    let server = FaultServer::by_path();
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let timeouts = json!({"close": "10m", "write": "10m"});
        let connection = json!({"url": server.at("/deaf"), "timeouts": timeouts});
        let connection = Arc::new(in_process::connect(&scratch, connection));
        connection.until(|status| status.phase.is_open()).await;
        let mut sends = JoinSet::new();
        for _ in 0..MESSAGES {
            let connection = connection.clone();
            sends.spawn(async move { connection.send(Kind::Binary, vec![7; SIZE]).await });
        }
        until_write_blocks(server.address()).await;
        let mut accepted = 0;
        while let Some(sent) = sends.try_join_next() {
            sent.expect("the task does not panic").expect("the message is accepted");
            accepted += 1;
        }
        assert!(accepted < MESSAGES, "the buffers hold less than {MESSAGES} MiB");
        assert_eq!(connection.counters().sent(), accepted as u64, "the others are queued");
        tokio::time::resume();
        // Aborting is immediate: neither the close nor the write time-out has passed.
        connection.abort(false);
        let status = tokio::time::timeout(PATIENCE, connection.until(|_| false)).await;
        let status = status.expect("the connection ends");
        assert!(status.end.is_some_and(|end| !end.clean));
        while let Some(sent) = sends.join_next().await {
            let error = sent.expect("the task does not panic").expect_err("not sent");
            assert_eq!(error.code(), "not_connected");
        }
    });
}

#[test]
fn case_53_a_server_that_stops_reading_for_too_long() {
    let server = FaultServer::by_path();
    in_process::runtime().block_on(async {
        let scratch = Scratch::new();
        let connection = json!({"url": server.at("/deaf"), "timeouts": {"write": "30s"}});
        let connection = in_process::connect(&scratch, connection);
        connection.until(|status| status.phase.is_open()).await;
        connection.send(Kind::Binary, vec![7; 32 << 20]).await.expect("the connection is open");
        until_write_blocks(server.address()).await;
        let begun = Instant::now();
        let status = connection.until(|_| false).await;
        let ratio = begun.elapsed().as_secs_f64() / 30.0;
        assert!((0.95..=1.05).contains(&ratio), "{ratio} of the time-out's 30 s");
        let error = status.error.expect("an error");
        assert_eq!(error.code(), "write_timeout");
        let unsent: u64 = error.args()["unsent"].parse().expect("a number");
        assert!(unsent > 0 && unsent < 32 << 20, "{unsent}");
    });
}

/// After every attack, none of the connection's tasks runs on and no socket stays open.
#[test]
fn no_attack_leaves_a_task_or_a_socket() {
    let server = FaultServer::by_path();
    let tail = json!({"upgrade": "200ms", "close": "200ms", "idle": "200ms"});
    for attack in attacks() {
        let runtime = in_process::runtime();
        runtime.block_on(async {
            let scratch = Scratch::new();
            let connection = json!({"url": server.at(attack.path), "timeouts": tail});
            let connection = in_process::connect(&scratch, connection);
            let status = connection.until(|status| status.phase.is_open()).await;
            if status.phase.is_open() {
                // Attacks without an end are interrupted.
                let _ =
                    tokio::time::timeout(Duration::from_millis(50), connection.until(|_| false))
                        .await;
                connection.close(1000, "").await.expect("request the close");
            }
            connection.until(|_| false).await;
            connection.stored().await;
            drop(connection);
            // The driver reports its end shortly before its task exits.
            while tokio::runtime::Handle::current().metrics().num_alive_tasks() > 0 {
                tokio::task::yield_now().await;
            }
        });
        assert_eq!(in_process::sockets_to(server.address()), 0, "{}", attack.path);
    }
}

/// Waits until the connection to `peer` can write nothing more because the peer has stopped reading. Returns with the
/// clock paused. Panics after [`PATIENCE`].
async fn until_write_blocks(peer: SocketAddr) {
    let deadline = std::time::Instant::now() + PATIENCE;
    loop {
        while !in_process::probes_zero_window(peer) {
            assert!(std::time::Instant::now() < deadline, "{peer} still accepts data");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        // A paused clock advances only when every task waits, so after this sleep the driver has written all it can.
        tokio::time::pause();
        tokio::time::sleep(Duration::from_millis(1)).await;
        if in_process::probes_zero_window(peer) {
            return;
        }
        tokio::time::resume();
    }
}
