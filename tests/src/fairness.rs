//! Measures whether many connections of one process get equal shares of the traffic.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use serde_json::json;
use wirelark_core::frame::Kind;

use crate::fault::frames::{BINARY, frame};
use crate::fault::{Behaviour, FaultServer, Pace, Step, Then};
use crate::in_process;
use crate::scratch::Scratch;

/// Messages a second on each connection.
pub const RATE: u32 = 1_000;

/// Result of [`serve`].
#[derive(Debug)]
pub struct Shares {
    /// For each connection, the fraction received of what the server had sent to it.
    pub shares: Vec<f64>,
    /// The fraction of the target rate that the machine achieved. If it is well below 1, the shares reflect how the
    /// machine schedules the server.
    pub pace: f64,
}

/// Opens `connections` connections, sends each [`RATE`] messages a second, and takes the shares once they have received
/// `each` messages on average. Asserts that every received message is stored.
pub fn measure(connections: usize, each: u64) -> Shares {
    let sent: Arc<[AtomicU64]> = (0..connections).map(|_| AtomicU64::new(0)).collect();
    // All connections are open before the first message, and none ends before the shares are taken.
    let (bytes, times) = (frame(BINARY, &[7; 64]), 10 * each);
    let pace = Pace { bytes, times, rate: RATE, sent: sent.clone() };
    let steps = vec![Step::Upgrade(""), Step::WaitForFrames(1), Step::Pace(pace)];
    let server = FaultServer::start(Behaviour::Steps(steps, Then::Stay));
    in_process::runtime().block_on(async {
        let scratches: Vec<_> = (0..connections).map(|_| Scratch::new()).collect();
        // A busy machine must not cause a time-out.
        let timeouts = json!({"connect": "10m", "upgrade": "10m", "close": "10m"});
        let connection = json!({"url": server.url(), "timeouts": timeouts});
        let connect = |scratch| in_process::connect(scratch, connection.clone());
        let open: Vec<_> = scratches.iter().map(connect).collect();
        for connection in &open {
            let status = connection.until(|status| status.phase.is_open()).await;
            assert!(status.phase.is_open(), "{:?}", status.error);
        }
        let began = Instant::now();
        for (place, connection) in open.iter().enumerate() {
            connection.send(Kind::Text, place.to_string()).await.expect("the connection is open");
        }
        let received = || open.iter().map(|c| c.counters().received()).collect::<Vec<_>>();
        // Shares are relative to the server's counts of two polls ago: between two polls every connection had a turn,
        // however busy the machine is.
        let poll = || sent.iter().map(|sent| sent.load(Relaxed).max(1)).collect::<Vec<_>>();
        let (mut two_ago, mut one_ago) = (poll(), poll());
        while received().iter().sum::<u64>() < each * connections as u64 {
            tokio::time::sleep(Duration::from_millis(5)).await;
            (two_ago, one_ago) = (one_ago, poll());
        }
        let pace = each as f64 / f64::from(RATE) / began.elapsed().as_secs_f64();
        let share = |(received, sent): (&u64, &u64)| (*received as f64 / *sent as f64).min(1.0);
        let shares: Vec<f64> = received().iter().zip(&two_ago).map(share).collect();
        for connection in &open {
            connection.close(1000, "").await.expect("request the close");
        }
        for connection in &open {
            let status = connection.until(|_| false).await;
            assert!(status.end.is_some_and(|end| end.clean));
            let received = connection.counters().received();
            // Plus the sent message and both Close frames.
            assert_eq!(connection.stored().await.rows, received + 3);
        }
        Shares { shares, pace }
    })
}

impl Shares {
    /// The smallest share relative to the mean.
    pub fn smallest(&self) -> f64 {
        let mean = self.shares.iter().sum::<f64>() / self.shares.len() as f64;
        self.shares.iter().fold(f64::INFINITY, |least, share| least.min(share / mean))
    }
}
