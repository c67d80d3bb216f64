//! Many connections of one process, and whether each gets its share.

use std::time::Duration;

use serde_json::json;
use wirelark_core::frame::Kind;

use crate::fault::frames::{BINARY, frame};
use crate::fault::{Behaviour, Fault, Step, Then};
use crate::inside;
use crate::scratch::Scratch;

/// Messages a second and connection.
pub const RATE: u32 = 1_000;

/// So many connections are sent messages at [`RATE`], all at once. Answers how many each had received, from when all were
/// at it until on the mean `each` had come; it is checked that everything that came is stored.
pub fn received(connections: usize, each: u64) -> Vec<u64> {
    // Nobody begins before all are open, and nobody ends before all are looked at.
    let pace = Step::Pace(frame(BINARY, &[7; 64]), 4 * each, RATE);
    let steps = vec![Step::Switch(""), Step::Frames(1), pace];
    let server = Fault::start(Behaviour::Steps(steps, Then::Stay));
    inside::runtime().block_on(async {
        let scratches: Vec<_> = (0..connections).map(|_| Scratch::new()).collect();
        let connect = |scratch| inside::connect(scratch, json!({"url": server.url()}));
        let open: Vec<_> = scratches.iter().map(connect).collect();
        for connection in &open {
            let status = connection.until(|status| status.phase.is_open()).await;
            assert!(status.phase.is_open(), "{:?}", status.error);
        }
        for connection in &open {
            connection.send(Kind::Text, "go").await.expect("it is open");
        }
        // Those that were asked first have a start, which is not counted.
        let mut started = None;
        let received = loop {
            tokio::time::sleep(Duration::from_millis(5)).await;
            let now: Vec<_> = open.iter().map(|c| c.counters().received()).collect();
            if started.is_none() && now.iter().all(|received| *received > 0) {
                started = Some(now.clone());
            }
            let Some(started) = &started else { continue };
            let since: Vec<_> = now.iter().zip(started).map(|(now, then)| now - then).collect();
            if since.iter().sum::<u64>() >= each * connections as u64 {
                break since;
            }
        };
        for connection in &open {
            connection.close(1000, "").await.expect("a close");
        }
        for connection in &open {
            let status = connection.until(|_| false).await;
            assert!(status.end.is_some_and(|end| end.clean));
            let received = connection.counters().received();
            // And what we sent, and two Closes.
            assert_eq!(connection.stored().await.rows, received + 3);
        }
        received
    })
}

/// What the one that was served worst has of the mean.
pub fn least_share(received: &[u64]) -> f64 {
    let mean = received.iter().sum::<u64>() as f64 / received.len() as f64;
    received.iter().min().map_or(0.0, |least| *least as f64 / mean)
}
