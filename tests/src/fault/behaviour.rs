//! What the server does.

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedWriteHalf;

use super::attacks::attack;
use super::client::{Client, frames_in, is_http};
use super::frames::{self, BINARY, CLOSE, PING, PONG, frame};
use super::seen::Seen;
use super::step::Step;

/// Towards everyone who connects.
#[derive(Debug, Clone)]
pub enum Behaviour {
    /// Accepts and never says anything.
    Silent,
    /// Answers the first bytes that come with these, and ends: another status, TLS, garbage.
    Answer(Vec<u8>),
    /// Answers with a header field, and another, and never comes to the last one.
    Drip,
    /// Switches to WebSocket, sends these bytes, and then.
    Open { bytes: Vec<u8>, then: Then },
    /// The same with the bytes in the packet of the 101.
    OpenWith { bytes: Vec<u8>, then: Then },
    /// Switches, and sends back every text and binary message as it came.
    Echo,
    /// Switches, sends so many messages of so many bytes as [`numbered`] makes them, and then.
    Flood { count: u64, size: usize, then: Then },
    /// These one after the other, and then.
    Steps(Vec<Step>, Then),
    /// What the path of the request names; see [`super::attacks`].
    ByPath,
}

/// When everything is sent.
#[derive(Debug, Clone)]
pub enum Then {
    /// Stays, and answers pings and the client's Close, as it should.
    Stay,
    /// Stays, and never answers a Close.
    Ignore,
    /// Stays as long as the server is there, whatever the client does.
    Hold,
    /// Sends a Close with this payload, allowed or not, and ends when the client has answered.
    Close(Vec<u8>),
    /// Ends TCP.
    Fin,
    /// Resets TCP.
    Reset,
}

/// The `i`th message of a flood: a code, the number, and bytes that depend on both.
pub fn numbered(i: u64, size: usize) -> Vec<u8> {
    let code = (i % 1000) as u32;
    let mut bytes = [&code.to_le_bytes()[..], &i.to_le_bytes()].concat();
    bytes.extend((bytes.len()..size).map(|k| (i.wrapping_mul(31) + k as u64) as u8));
    bytes
}

/// Flooding goes out in pieces of about this size.
const PIECE: usize = 256 * 1024;

impl Behaviour {
    /// Serves one client to its end. Whatever fails here fails because the client has gone.
    pub(super) async fn towards(&self, tcp: TcpStream) -> Seen {
        // What a behaviour calls a packet shall be one.
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
        Seen { request: String::from_utf8_lossy(request).into_owned(), bytes: rest.to_vec() }
    }

    /// To a path that names nothing.
    fn unknown() -> Behaviour {
        Behaviour::Answer(b"HTTP/1.1 404 No such attack\r\nContent-Length: 0\r\n\r\n".to_vec())
    }

    async fn serve(&self, mut write: OwnedWriteHalf, client: &mut Client) {
        match self {
            Behaviour::ByPath => {}
            Behaviour::Steps(steps, then) => {
                for step in steps {
                    step.take(&mut write, client).await;
                }
                then.follow(write, client).await;
            }
            Behaviour::Silent => client.gone().await,
            Behaviour::Answer(bytes) => {
                client.said().await;
                let _ = write.write_all(bytes).await;
                let _ = write.shutdown().await;
                client.gone().await;
            }
            Behaviour::Drip => {
                client.request().await;
                let _ = write.write_all(b"HTTP/1.1 101 Switching Protocols\r\n").await;
                while write.write_all(b"X-More: 1\r\n").await.is_ok() {
                    tokio::select! {
                        () = client.gone() => break,
                        () = tokio::time::sleep(Duration::from_millis(20)) => {}
                    }
                }
            }
            Behaviour::Open { bytes, then } => {
                let switch = client.request().await;
                let _ = write.write_all(&switch).await;
                let _ = write.write_all(bytes).await;
                then.follow(write, client).await;
            }
            Behaviour::OpenWith { bytes, then } => {
                let mut packet = client.request().await;
                packet.extend_from_slice(bytes);
                let _ = write.write_all(&packet).await;
                then.follow(write, client).await;
            }
            Behaviour::Echo => {
                let switch = client.request().await;
                let _ = write.write_all(&switch).await;
                echo(&mut write, client).await;
                Then::Stay.follow(write, client).await;
            }
            Behaviour::Flood { count, size, then } => {
                let switch = client.request().await;
                let _ = write.write_all(&switch).await;
                let _ = flood(&mut write, *count, *size, client).await;
                then.follow(write, client).await;
            }
        }
    }
}

impl Then {
    async fn follow(&self, mut write: OwnedWriteHalf, client: &mut Client) {
        match self {
            Then::Stay => {
                answer_pings(&mut write, client).await;
                if let Some(payload) = client.close() {
                    let _ = write.write_all(&frame(CLOSE, &payload)).await;
                }
                let _ = write.shutdown().await;
                client.gone().await;
            }
            Then::Ignore => client.gone().await,
            Then::Hold => std::future::pending().await,
            Then::Close(payload) => {
                let _ = write.write_all(&frame(CLOSE, payload)).await;
                client.closing().await;
                let _ = write.shutdown().await;
                client.gone().await;
            }
            Then::Fin => {
                let _ = write.shutdown().await;
                client.gone().await;
            }
            Then::Reset => {
                // With no linger, the end of the socket is a reset. Both halves must go, and the writing
                // one without the FIN that it would send by itself.
                let _ = write.as_ref().set_zero_linger();
                client.stop().await;
                write.forget();
            }
        }
    }
}

/// Whoever says good-bye in the middle gets the piece to its end, and no more.
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

/// Until the client says good-bye.
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

/// Answers every message with itself, until the client says good-bye.
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
        client.until(|heard| frames_in(&heard.bytes).len() > answered).await;
    }
}
