//! The servers: one sends the same frame repeatedly as fast as the socket accepts it, one sends numbered messages at a
//! rate.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use wirelark_tests::fault::frames::{BINARY, close, frame};
use wirelark_tests::fault::numbered;

/// Size of one write to the socket, in bytes.
const PIECE: usize = 1 << 20;

/// A server that runs as long as the process.
#[derive(Debug)]
pub struct Flood {
    pub address: SocketAddr,
    pub messages: u64,
    pub size: usize,
}

impl Flood {
    /// Starts the server; it serves one client after the other.
    pub fn start(messages: u64, size: usize) -> Result<Flood> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let frame = frame(BINARY, &(0..size).map(|k| k as u8).collect::<Vec<_>>());
        let buffer: Arc<[u8]> = frame.repeat((PIECE / frame.len()).max(1)).into();
        let length = frame.len();
        std::thread::Builder::new().name("flood".into()).spawn(move || {
            for tcp in listener.incoming().flatten() {
                if let Err(error) = serve(tcp, &buffer, length, messages) {
                    eprintln!("flood: {error:#}");
                }
            }
        })?;
        Ok(Flood { address, messages, size })
    }

    pub fn url(&self) -> String {
        format!("ws://{}/", self.address)
    }
}

/// A server that sends numbered messages ([`numbered`]) to one client at a rate, and then stays connected.
#[derive(Debug)]
pub struct Paced {
    pub address: SocketAddr,
    /// Number of messages sent so far.
    pub sent: Arc<AtomicU64>,
    /// Time it took to send all; unset until then.
    pub took: Arc<OnceLock<Duration>>,
}

/// Interval of its sends, and an upper bound on its lag.
const TICK: Duration = Duration::from_millis(5);

impl Paced {
    pub fn start(messages: u64, size: usize, a_second: u64) -> Result<Paced> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (sent, took) = (Arc::new(AtomicU64::new(0)), Arc::new(OnceLock::new()));
        let (count, end) = (sent.clone(), took.clone());
        std::thread::Builder::new().name("paced".into()).spawn(move || {
            let served = listener
                .accept()
                .map_err(Into::into)
                .and_then(|(tcp, _)| pace(tcp, messages, size, a_second, &count, &end));
            if let Err(error) = served {
                eprintln!("paced: {error:#}");
            }
        })?;
        Ok(Paced { address, sent, took })
    }

    pub fn url(&self) -> String {
        format!("ws://{}/", self.address)
    }
}

fn pace(
    mut tcp: TcpStream,
    messages: u64,
    size: usize,
    a_second: u64,
    sent: &AtomicU64,
    took: &OnceLock<Duration>,
) -> Result<()> {
    upgrade(&mut tcp)?;
    let begun = Instant::now();
    let mut next = 0;
    let mut piece = Vec::new();
    while next < messages {
        // What is due depends on the clock, so an overlong sleep is made up for by the next send.
        let due = (begun.elapsed().as_secs_f64() * a_second as f64) as u64;
        piece.clear();
        for i in next..due.min(messages) {
            piece.extend_from_slice(&frame(BINARY, &numbered(i, size)));
        }
        next = due.min(messages);
        tcp.write_all(&piece)?;
        sent.store(next, Relaxed);
        std::thread::sleep(TICK.max(Duration::from_secs_f64(1.0 / a_second as f64).min(TICK * 4)));
    }
    let _ = took.set(begun.elapsed());
    // Answers the client's Close with another, whatever the client sends before it.
    let mut rest = [0; 4096];
    loop {
        let read = tcp.read(&mut rest)?;
        if read == 0 {
            return Ok(());
        }
        if rest[..read].contains(&0x88) {
            tcp.write_all(&close(1000, ""))?;
            tcp.shutdown(std::net::Shutdown::Write)?;
        }
    }
}

fn serve(mut tcp: TcpStream, buffer: &[u8], length: usize, messages: u64) -> Result<()> {
    upgrade(&mut tcp)?;
    let in_buffer = (buffer.len() / length) as u64;
    for _ in 0..messages / in_buffer {
        tcp.write_all(buffer)?;
    }
    tcp.write_all(&buffer[..(messages % in_buffer) as usize * length])?;
    tcp.write_all(&close(1000, "all"))?;
    // The client's answer, and the end of its stream.
    let mut rest = [0; 256];
    while tcp.read(&mut rest)? > 0 {
        tcp.shutdown(std::net::Shutdown::Write)?;
    }
    Ok(())
}

/// Answers the client's upgrade request.
pub fn upgrade(tcp: &mut TcpStream) -> Result<()> {
    tcp.set_nodelay(true)?;
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        tcp.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let request = String::from_utf8(request)?;
    let key = request
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("Sec-WebSocket-Key"))
        .context("no Sec-WebSocket-Key")?;
    let accept = derive_accept_key(key.1.trim().as_bytes());
    write!(
        tcp,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    )?;
    Ok(())
}
