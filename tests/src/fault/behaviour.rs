//! What the server does with a connection.

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedWriteHalf;

use super::attacks::attack;
use super::client::{Client, frames_in, is_http};
use super::frames::{self, BINARY, CLOSE, PING, PONG, frame};
use super::received::Received;
use super::step::Step;

/// The behaviour towards each client.
#[derive(Debug, Clone)]
pub enum Behaviour {
    /// Accepts TCP and never sends anything.
    Silent,
    /// Waits for any bytes, responds with these and closes: another status, TLS, garbage.
    Respond(Vec<u8>),
    /// Sends one header field after the other and never completes the header.
    EndlessHeader,
    /// Upgrades, sends these bytes, and continues as `then` says.
    Upgrade { bytes: Vec<u8>, then: Then },
    /// Like `Open`, with the bytes in the same packet as the 101.
    UpgradeWith { bytes: Vec<u8>, then: Then },
    /// Upgrades and echoes every text and binary message.
    Echo,
    /// Upgrades, sends `count` messages of `size` bytes made by [`numbered`], and continues as `then` says.
    Flood { count: u64, size: usize, then: Then },
    /// Takes these steps in order, and continues as `Then` says.
    Steps(Vec<Step>, Then),
    /// Behaves as the path of the request says; see [`super::attacks`].
    ByPath,
}

/// What follows when everything is sent.
#[derive(Debug, Clone)]
pub enum Then {
    /// Stays connected, and answers pings and the client's Close as RFC 6455 requires.
    Stay,
    /// Stays connected and never answers a Close.
    IgnoreClose,
    /// Keeps the connection until the server stops, whatever the client does.
    Hold,
    /// Sends a Close with this payload, valid or not, and closes TCP when the client has answered.
    Close(Vec<u8>),
    /// Closes TCP with a FIN.
    Fin,
    /// Resets TCP.
    Reset,
}

/// The `i`th message of a flood: a little-endian code and number, then bytes derived from both.
pub fn numbered(i: u64, size: usize) -> Vec<u8> {
    let code = (i % 1000) as u32;
    let mut bytes = [&code.to_le_bytes()[..], &i.to_le_bytes()].concat();
    bytes.extend((bytes.len()..size).map(|k| (i.wrapping_mul(31) + k as u64) as u8));
    bytes
}

/// Approximate size of one write while flooding, in bytes.
const PIECE: usize = 256 * 1024;

impl Behaviour {
    /// Serves one client until it disconnects. Write errors mean that the client has gone, and are ignored.
    pub(super) async fn serve_client(&self, tcp: TcpStream) -> Received {
        // Each write of a behaviour leaves as a packet of its own.
        let _ = tcp.set_nodelay(true);
        let (read, write) = tcp.into_split();
        let mut client = Client::listen(read);
        match self {
            Behaviour::ByPath => {
                client.request().await;
                match attack(&client.path()) {
                    Some(behaviour) => behaviour.serve(write, &mut client).await,
                    None => Behaviour::unknown().serve(write, &mut client).await,
                }
            }
            behaviour => behaviour.serve(write, &mut client).await,
        }
        let bytes = client.bytes();
        let head = bytes.windows(4).position(|w| w == b"\r\n\r\n").filter(|_| is_http(&bytes));
        let (request, rest) = bytes.split_at(head.map_or(0, |at| at + 4));
        Received { request: String::from_utf8_lossy(request).into_owned(), bytes: rest.to_vec() }
    }

    /// The response to an unknown path.
    fn unknown() -> Behaviour {
        Behaviour::Respond(b"HTTP/1.1 404 No such attack\r\nContent-Length: 0\r\n\r\n".to_vec())
    }

    async fn serve(&self, mut write: OwnedWriteHalf, client: &mut Client) {
        match self {
            Behaviour::ByPath => {}
            Behaviour::Steps(steps, then) => {
                for step in steps {
                    step.run(&mut write, client).await;
                }
                then.run(write, client).await;
            }
            Behaviour::Silent => client.disconnected().await,
            Behaviour::Respond(bytes) => {
                client.first_bytes().await;
                let _ = write.write_all(bytes).await;
                let _ = write.shutdown().await;
                client.disconnected().await;
            }
            Behaviour::EndlessHeader => {
                client.request().await;
                let _ = write.write_all(b"HTTP/1.1 101 Switching Protocols\r\n").await;
                while write.write_all(b"X-More: 1\r\n").await.is_ok() {
                    tokio::select! {
                        () = client.disconnected() => break,
                        () = tokio::time::sleep(Duration::from_millis(20)) => {}
                    }
                }
            }
            Behaviour::Upgrade { bytes, then } => {
                let switch = client.request().await;
                let _ = write.write_all(&switch).await;
                let _ = write.write_all(bytes).await;
                then.run(write, client).await;
            }
            Behaviour::UpgradeWith { bytes, then } => {
                let mut packet = client.request().await;
                packet.extend_from_slice(bytes);
                let _ = write.write_all(&packet).await;
                then.run(write, client).await;
            }
            Behaviour::Echo => {
                let switch = client.request().await;
                let _ = write.write_all(&switch).await;
                echo(&mut write, client).await;
                Then::Stay.run(write, client).await;
            }
            Behaviour::Flood { count, size, then } => {
                let switch = client.request().await;
                let _ = write.write_all(&switch).await;
                let _ = flood(&mut write, *count, *size, client).await;
                then.run(write, client).await;
            }
        }
    }
}

impl Then {
    async fn run(&self, mut write: OwnedWriteHalf, client: &mut Client) {
        match self {
            Then::Stay => {
                answer_pings(&mut write, client).await;
                if let Some(payload) = client.close() {
                    let _ = write.write_all(&frame(CLOSE, &payload)).await;
                }
                let _ = write.shutdown().await;
                client.disconnected().await;
            }
            Then::IgnoreClose => client.disconnected().await,
            Then::Hold => std::future::pending().await,
            Then::Close(payload) => {
                let _ = write.write_all(&frame(CLOSE, payload)).await;
                client.until_close().await;
                let _ = write.shutdown().await;
                client.disconnected().await;
            }
            Then::Fin => {
                let _ = write.shutdown().await;
                client.disconnected().await;
            }
            Then::Reset => {
                // Without linger, closing the socket sends a reset. Both halves must be dropped, and the writing half
                // without the FIN that it would send on drop.
                let _ = write.as_ref().set_zero_linger();
                client.stop().await;
                write.forget();
            }
        }
    }
}

/// Stops after the current write if the client has sent a Close.
async fn flood(
    write: &mut OwnedWriteHalf,
    count: u64,
    size: usize,
    client: &Client,
) -> std::io::Result<()> {
    let mut piece = Vec::with_capacity(PIECE + size + 16);
    for i in 0..count {
        piece.extend(frame(BINARY, &numbered(i, size)));
        if piece.len() >= PIECE {
            write.write_all(&piece).await?;
            piece.clear();
            if client.close().is_some() {
                return Ok(());
            }
        }
    }
    write.write_all(&piece).await
}

/// Answers pings until the client sends a Close.
async fn answer_pings(write: &mut OwnedWriteHalf, client: &mut Client) {
    let mut answered = 0;
    while !client.has_gone() && client.close().is_none() {
        let frames = frames_in(&client.bytes());
        for (_, payload) in frames.iter().skip(answered).filter(|(opcode, _)| *opcode == PING) {
            let _ = write.write_all(&frame(PONG, payload)).await;
        }
        answered = frames.len();
        client.frames(answered + 1).await;
    }
}

/// Echoes every message until the client sends a Close.
async fn echo(write: &mut OwnedWriteHalf, client: &mut Client) {
    let mut answered = 0;
    while !client.has_gone() && client.close().is_none() {
        let frames = frames_in(&client.bytes());
        for (opcode, payload) in frames.iter().skip(answered) {
            if matches!(*opcode, frames::TEXT | BINARY) {
                let _ = write.write_all(&frame(*opcode, payload)).await;
            }
        }
        answered = frames.len();
        client.until(|input| frames_in(&input.bytes).len() > answered).await;
    }
}
