//! The building blocks of a behaviour.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::time::{Instant, sleep};

use super::client::Client;

/// One thing that the server does.
#[derive(Debug, Clone)]
pub enum Step {
    /// Waits for the request.
    WaitForRequest,
    /// Waits for the request, and responds with a valid 101 that has these additional fields.
    Upgrade(&'static str),
    /// Writes these bytes at once.
    Write(Vec<u8>),
    /// Writes these bytes one at a time, with this pause after each.
    WriteSlowly(Vec<u8>, Duration),
    /// Writes these bytes repeatedly with this pause between, until the client disconnects.
    WriteUntilGone(Vec<u8>, Duration),
    /// Writes these bytes this many times in large writes, or until the client sends a Close.
    Repeat(Vec<u8>, u64),
    /// Writes at a steady rate.
    Pace(Pace),
    /// Like `Repeat`, without an end.
    Forever(Vec<u8>),
    /// Stops reading.
    StopReading,
    /// Waits until the client has sent this many frames.
    WaitForFrames(usize),
}

/// Approximate size of one repeated write, in bytes.
const PIECE: usize = 256 * 1024;

impl Step {
    /// Write errors mean that the client has gone, and are ignored; the next step notices it.
    pub(super) async fn run(&self, write: &mut OwnedWriteHalf, client: &mut Client) {
        match self {
            Step::WaitForRequest => drop(client.request().await),
            Step::Upgrade(fields) => {
                let mut switch = client.request().await;
                // Before the empty line that ends the header.
                switch.truncate(switch.len() - 2);
                switch.extend_from_slice(fields.as_bytes());
                switch.extend_from_slice(b"\r\n");
                let _ = write.write_all(&switch).await;
            }
            Step::Write(bytes) => drop(write.write_all(bytes).await),
            Step::WriteSlowly(bytes, pause) => {
                for byte in bytes {
                    if write.write_all(&[*byte]).await.is_err() {
                        return;
                    }
                    sleep(*pause).await;
                }
            }
            Step::WriteUntilGone(bytes, pause) => {
                while write.write_all(bytes).await.is_ok() {
                    tokio::select! {
                        () = client.disconnected() => break,
                        () = sleep(*pause) => {}
                    }
                }
            }
            Step::Repeat(bytes, times) => repeat(write, client, bytes, *times).await,
            Step::Pace(pace) => pace.write(write, client).await,
            Step::Forever(bytes) => repeat(write, client, bytes, u64::MAX).await,
            Step::StopReading => client.stop().await,
            Step::WaitForFrames(count) => client.frames(*count).await,
        }
    }
}

async fn repeat(write: &mut OwnedWriteHalf, client: &Client, bytes: &[u8], mut times: u64) {
    let most = (PIECE / bytes.len()).max(1);
    let piece = bytes.repeat(most);
    while times > 0 && client.close().is_none() {
        let now = times.min(most as u64);
        if write.write_all(&piece[..now as usize * bytes.len()]).await.is_err() {
            return;
        }
        times -= now;
    }
}

/// Writes the same bytes `times` times, `rate` times a second.
#[derive(Debug, Clone)]
pub struct Pace {
    pub bytes: Vec<u8>,
    pub times: u64,
    pub rate: u32,
    /// One counter per client of the writes sent so far; a client's first message is its index.
    pub sent: Arc<[AtomicU64]>,
}

impl Pace {
    /// Each turn sends what is due by now, so that a late turn does not lower the rate; a turn sends a limited number,
    /// so that other clients are served too.
    async fn write(&self, write: &mut OwnedWriteHalf, client: &Client) {
        const MOST: u64 = 64;
        let place =
            client.first_payload().and_then(|text| String::from_utf8(text).ok()?.parse().ok());
        let counter = place.and_then(|place: usize| self.sent.get(place));
        let began = Instant::now();
        let mut sent = 0;
        while sent < self.times && client.close().is_none() {
            let due = (began.elapsed().as_secs_f64() * f64::from(self.rate)) as u64;
            let now = (due.min(self.times) - sent).min(MOST);
            if write.write_all(&self.bytes.repeat(now as usize)).await.is_err() {
                return;
            }
            sent += now;
            if let Some(counter) = counter {
                counter.store(sent, Relaxed);
            }
            match now {
                MOST => tokio::task::yield_now().await,
                _ => sleep(Duration::from_millis(5)).await,
            }
        }
    }
}
