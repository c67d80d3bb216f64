//! Many connections of one process, and whether each gets its share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use serde_json::json;
use wirelark_core::frame::Kind;

use crate::fault::frames::{BINARY, frame};
use crate::fault::{Behaviour, Fault, Pace, Step, Then};
use crate::in_process;
use crate::scratch::Scratch;

/// Messages a second and connection.
pub const RATE: u32 = 1_000;

/// What came of it.
#[derive(Debug)]
pub struct Served {
    /// Which part of what the server had sent each connection had received.
    pub shares: Vec<f64>,
    /// How much of the pace the machine could keep: where that is not nearly all, the shares are those of its processors.
    pub pace: f64,
}

/// So many connections are sent messages at [`RATE`], all at once, and looked at when on the mean `each` had come; it is
/// checked that everything that came is stored.
pub fn serve(connections: usize, each: u64) -> Served {
    let sent: Arc<[AtomicU64]> = (0..connections).map(|_| AtomicU64::new(0)).collect();
    // Nobody begins before all are open, and nobody ends before all are looked at.
    let (bytes, times) = (frame(BINARY, &[7; 64]), 10 * each);
    let pace = Pace { bytes, times, rate: RATE, sent: sent.clone() };
    let steps = vec![Step::Switch(""), Step::Frames(1), Step::Pace(pace)];
    let server = Fault::start(Behaviour::Steps(steps, Then::Stay));
    in_process::runtime().block_on(async {
        let scratches: Vec<_> = (0..connections).map(|_| Scratch::new()).collect();
        // A busy machine is no reason to give up.
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
            connection.send(Kind::Text, place.to_string()).await.expect("it is open");
        }
        let received = || open.iter().map(|c| c.counters().received()).collect::<Vec<_>>();
        // What the server had sent two looks ago: between two looks everybody had a turn, however busy the machine is.
        let look = || sent.iter().map(|sent| sent.load(Relaxed).max(1)).collect::<Vec<_>>();
        let (mut two_ago, mut one_ago) = (look(), look());
        while received().iter().sum::<u64>() < each * connections as u64 {
            tokio::time::sleep(Duration::from_millis(5)).await;
            (two_ago, one_ago) = (one_ago, look());
        }
        let pace = each as f64 / f64::from(RATE) / began.elapsed().as_secs_f64();
        let share = |(came, sent): (&u64, &u64)| (*came as f64 / *sent as f64).min(1.0);
        let shares: Vec<f64> = received().iter().zip(&two_ago).map(share).collect();
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
        Served { shares, pace }
    })
}

impl Served {
    /// What the one that was served worst has of the mean.
    pub fn least(&self) -> f64 {
        let mean = self.shares.iter().sum::<f64>() / self.shares.len() as f64;
        self.shares.iter().fold(f64::INFINITY, |least, share| least.min(share / mean))
    }
}
