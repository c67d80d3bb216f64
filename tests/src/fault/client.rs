//! Reads what the client sends.

use tokio::io::AsyncReadExt;
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::frames::{self, CLOSE};

pub(super) fn is_http(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GET ")
}

/// The bytes received so far, and whether the client has disconnected.
#[derive(Debug, Default)]
pub(super) struct ClientInput {
    pub(super) bytes: Vec<u8>,
    gone: bool,
}

/// The client's bytes, read by a separate task so that the behaviour never blocks the client.
pub(super) struct Client {
    input: watch::Receiver<ClientInput>,
    reader: tokio::task::JoinHandle<()>,
}

impl Client {
    pub(super) fn listen(mut read: OwnedReadHalf) -> Client {
        let (to, input) = watch::channel(ClientInput::default());
        let reader = tokio::spawn(async move {
            let mut buffer = vec![0; 64 * 1024];
            loop {
                match read.read(&mut buffer).await {
                    Ok(n @ 1..) => to.send_modify(|h| h.bytes.extend_from_slice(&buffer[..n])),
                    _ => return to.send_modify(|h| h.gone = true),
                }
            }
        });
        Client { input, reader }
    }

    pub(super) async fn until(&mut self, enough: impl Fn(&ClientInput) -> bool) {
        // An error means that the reader was stopped: no more bytes follow.
        let _ = self.input.wait_for(|input| input.gone || enough(input)).await;
    }

    /// Waits until the client has closed its side.
    pub(super) async fn disconnected(&mut self) {
        self.until(|_| false).await;
    }

    /// Waits for the first bytes.
    pub(super) async fn first_bytes(&mut self) {
        self.until(|input| !input.bytes.is_empty()).await;
    }

    /// Waits for the client's Close frame.
    pub(super) async fn until_close(&mut self) {
        self.until(|input| close_in(&input.bytes).is_some()).await;
    }

    pub(super) fn close(&self) -> Option<Vec<u8>> {
        close_in(&self.input.borrow().bytes)
    }

    /// Waits for the client's request, and returns a valid 101 response to it.
    pub(super) async fn request(&mut self) -> Vec<u8> {
        self.until(|input| input.bytes.windows(4).any(|w| w == b"\r\n\r\n")).await;
        let request = String::from_utf8_lossy(&self.input.borrow().bytes).into_owned();
        let name = "sec-websocket-key:";
        let key = request.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
        let accept = derive_accept_key(key.map_or("", |line| line[name.len()..].trim()).as_bytes());
        format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {accept}\r\n\r\n"
        )
        .into_bytes()
    }

    /// The path of the client's request.
    pub(super) fn path(&self) -> String {
        let input = self.input.borrow();
        let line = input.bytes.split(|&b| b == b'\r').next().unwrap_or_default();
        let path = line.split(|&b| b == b' ').nth(1).unwrap_or_default();
        String::from_utf8_lossy(path).into_owned()
    }

    /// The payload of the client's first frame.
    pub(super) fn first_payload(&self) -> Option<Vec<u8>> {
        frames_in(&self.bytes()).into_iter().next().map(|(_, payload)| payload)
    }

    /// Waits until the client has sent `count` frames.
    pub(super) async fn frames(&mut self, count: usize) {
        self.until(|input| frames_in(&input.bytes).len() >= count).await;
    }

    pub(super) fn has_gone(&self) -> bool {
        self.input.borrow().gone
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.input.borrow().bytes.clone()
    }

    /// Stops reading, and drops the reading half.
    pub(super) async fn stop(&mut self) {
        self.reader.abort();
        let _ = (&mut self.reader).await;
    }
}

/// The complete frames after the request, as opcode and payload.
pub(super) fn frames_in(bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let start = bytes.windows(4).position(|w| w == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
    let mut rest = &bytes[start..];
    let mut frames = Vec::new();
    while let Some((opcode, payload, size)) = frames::of_client(rest) {
        frames.push((opcode, payload));
        rest = &rest[size..];
    }
    frames
}

fn close_in(bytes: &[u8]) -> Option<Vec<u8>> {
    frames_in(bytes).into_iter().find(|(opcode, _)| *opcode == CLOSE).map(|(_, payload)| payload)
}
