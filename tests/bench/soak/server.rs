//! A server of packed messages that closes every 20 to 30 seconds and accepts the next connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use anyhow::Result;
use wirelark_tests::fault::frames::{BINARY, close, frame};

use crate::flood::upgrade;

/// Layout of a message: code, sequence number, price.
pub const FORMAT: &str = "<iqd";
/// Codes are 0 to 9.
pub const CODES: u64 = 10;
/// Shortest and longest connection, in seconds; lengths cycle in steps of one.
const CONNECTION: (u64, u64) = (20, 30);
const TICK: Duration = Duration::from_millis(5);

/// The server. Messages are numbered across all connections.
#[derive(Debug)]
pub struct ClosingServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    sent: AtomicU64,
    connections: AtomicU64,
    stop: AtomicBool,
}

impl ClosingServer {
    /// Sends `rate` messages a second to one client at a time.
    pub fn start(rate: u64) -> Result<ClosingServer> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let inside = shared.clone();
        std::thread::Builder::new().name("closing".into()).spawn(move || {
            for tcp in listener.incoming().flatten() {
                if let Err(error) = serve(tcp, rate, &inside) {
                    eprintln!("closing server: {error:#}");
                }
            }
        })?;
        Ok(ClosingServer { address, shared })
    }

    pub fn url(&self) -> String {
        format!("ws://{}/", self.address)
    }

    /// Messages written to a socket so far.
    pub fn sent(&self) -> u64 {
        self.shared.sent.load(Relaxed)
    }

    /// Connections accepted so far.
    pub fn connections(&self) -> u64 {
        self.shared.connections.load(Relaxed)
    }

    /// Stops sending; the current connection stays open.
    pub fn stop(&self) {
        self.shared.stop.store(true, Relaxed);
    }
}

/// The `i`th message: a code, its number, and a price that hardly ever repeats.
pub fn message(i: u64) -> Vec<u8> {
    let code = (i % CODES) as i32;
    let chance = i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 24;
    let price = (chance % 100_000_000_000) as f64 / 1e6;
    [&code.to_le_bytes()[..], &i.to_le_bytes(), &price.to_le_bytes()].concat()
}

fn serve(mut tcp: TcpStream, rate: u64, shared: &Shared) -> Result<()> {
    upgrade(&mut tcp)?;
    let number = shared.connections.fetch_add(1, Relaxed);
    let (shortest, longest) = CONNECTION;
    let length = Duration::from_secs(shortest + number % (longest - shortest + 1));
    let begun = Instant::now();
    let first = shared.sent.load(Relaxed);
    let mut next = first;
    while begun.elapsed() < length && !shared.stop.load(Relaxed) {
        let due = first + (begun.elapsed().as_secs_f64() * rate as f64) as u64;
        let piece: Vec<u8> = (next..due).flat_map(|i| frame(BINARY, &message(i))).collect();
        tcp.write_all(&piece)?;
        next = due.max(next);
        shared.sent.store(next, Relaxed);
        std::thread::sleep(TICK);
    }
    if !shared.stop.load(Relaxed) {
        tcp.write_all(&close(1001, "next"))?;
    }
    // The client's Close answers the server's, or comes first after `stop`.
    let mut rest = [0; 4096];
    let mut answered = !shared.stop.load(Relaxed);
    loop {
        match tcp.read(&mut rest) {
            Ok(0) => return Ok(()),
            Ok(read) if rest[..read].contains(&0x88) => {
                if !answered {
                    tcp.write_all(&close(1000, ""))?;
                    answered = true;
                }
                tcp.shutdown(std::net::Shutdown::Write)?;
            }
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
