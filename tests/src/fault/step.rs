//! One thing that a server does; several make an attack.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::time::{Instant, sleep};

use super::client::Client;

/// See the module's text.
#[derive(Debug, Clone)]
pub enum Step {
    /// Waits for the request.
    Request,
    /// Waits for the request, and answers it as a good server would, with these fields beside.
    Switch(&'static str),
    /// Sends these bytes in one go.
    Say(Vec<u8>),
    /// Sends these bytes one at a time, with this pause after each.
    Spell(Vec<u8>, Duration),
    /// Sends these bytes again and again with this pause between, until the client has gone.
    Drip(Vec<u8>, Duration),
    /// Sends these bytes so many times in large pieces, or until the client says good-bye.
    Repeat(Vec<u8>, u64),
    /// The same, at a pace.
    Pace(Pace),
    /// The same for ever.
    Forever(Vec<u8>),
    /// Reads nothing from now on.
    Deaf,
    /// Waits until the client has sent so many frames.
    Frames(usize),
}

/// What is repeated goes out in pieces of about this size.
const PIECE: usize = 256 * 1024;

impl Step {
    /// Whatever fails here fails because the client has gone, which the next step will see.
    pub(super) async fn take(&self, write: &mut OwnedWriteHalf, client: &mut Client) {
        match self {
            Step::Request => drop(client.request().await),
            Step::Switch(fields) => {
                let mut switch = client.request().await;
                // Before the empty line that ends it.
                switch.truncate(switch.len() - 2);
                switch.extend_from_slice(fields.as_bytes());
                switch.extend_from_slice(b"\r\n");
                let _ = write.write_all(&switch).await;
            }
            Step::Say(bytes) => drop(write.write_all(bytes).await),
            Step::Spell(bytes, pause) => {
                for byte in bytes {
                    if write.write_all(&[*byte]).await.is_err() {
                        return;
                    }
                    sleep(*pause).await;
                }
            }
            Step::Drip(bytes, pause) => {
                while write.write_all(bytes).await.is_ok() {
                    tokio::select! {
                        () = client.gone() => break,
                        () = sleep(*pause) => {}
                    }
                }
            }
            Step::Repeat(bytes, times) => repeat(write, client, bytes, *times).await,
            Step::Pace(pace) => pace.keep(write, client).await,
            Step::Forever(bytes) => repeat(write, client, bytes, u64::MAX).await,
            Step::Deaf => client.stop().await,
            Step::Frames(count) => client.frames(*count).await,
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

/// The same bytes so many times, so many a second.
#[derive(Debug, Clone)]
pub struct Pace {
    pub bytes: Vec<u8>,
    pub times: u64,
    pub rate: u32,
    /// Counts what was sent to whom: the client's first message is its place in it.
    pub sent: Arc<[AtomicU64]>,
}

impl Pace {
    /// What is due is sent each time somebody looks, so that a look that comes late changes nothing about the rate; but
    /// never much at once, so that others get their turn.
    async fn keep(&self, write: &mut OwnedWriteHalf, client: &Client) {
        const MOST: u64 = 64;
        let place = client.first().and_then(|text| String::from_utf8(text).ok()?.parse().ok());
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
