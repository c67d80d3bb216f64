//! The server: it sends the same frame so many times, as fast as the socket takes it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

use anyhow::{Context, Result};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use wirelark_tests::fault::frames::{BINARY, close, frame};

/// Handed to the socket in one piece.
const PIECE: usize = 1 << 20;

/// A server that lives as long as the process.
#[derive(Debug)]
pub struct Flood {
    pub address: SocketAddr,
    pub messages: u64,
    pub size: usize,
}

impl Flood {
    /// Serves one client after the other.
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

fn serve(mut tcp: TcpStream, buffer: &[u8], length: usize, messages: u64) -> Result<()> {
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
    let in_buffer = (buffer.len() / length) as u64;
    for _ in 0..messages / in_buffer {
        tcp.write_all(buffer)?;
    }
    tcp.write_all(&buffer[..(messages % in_buffer) as usize * length])?;
    tcp.write_all(&close(1000, "all"))?;
    // The client's answer, and its end.
    let mut rest = [0; 256];
    while tcp.read(&mut rest)? > 0 {
        tcp.shutdown(std::net::Shutdown::Write)?;
    }
    Ok(())
}
