//! The server side of one connection on a raw socket; `wirelark-cli` is the client.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use wirelark_tests::PATIENCE;
use wirelark_tests::cli::{Cli, Output, Running};
use wirelark_tests::fault::frames;

/// A `wirelark-cli` process that has connected and sent its upgrade request.
pub struct Client {
    process: Running,
    listener: TcpListener,
    tcp: TcpStream,
    /// The request, including the empty line at its end.
    pub request: Vec<u8>,
    /// Bytes received after the request.
    heard: Vec<u8>,
    gone: bool,
}

impl Client {
    /// Listens on a free port, starts the command line with the arguments that `args` returns for that port, and reads
    /// the request. Panics if no client connects.
    #[track_caller]
    pub fn connect(args: impl FnOnce(u16) -> Vec<String>) -> Client {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let mut process =
            Cli::spawn(args(listener.local_addr().expect("the local address").port()));
        let tcp = accept(&listener, &mut process);
        let (request, heard, gone) = (vec![], vec![], false);
        let mut client = Client { process, listener, tcp, request, heard, gone };
        client.hear_request();
        client
    }

    /// Answers the request with these bytes, and reads the next request: on a new connection if the server closes this one,
    /// as after a redirect, or on this one, as behind a proxy's answer.
    #[track_caller]
    pub fn answer(&mut self, bytes: &[u8], closes: bool) {
        self.write(bytes);
        if closes {
            self.end();
            self.tcp = accept(&self.listener, &mut self.process);
        }
        self.hear_request();
    }

    #[track_caller]
    fn hear_request(&mut self) {
        let end = loop {
            match self.heard.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => assert!(self.hear(), "an incomplete request: {:?}", self.heard),
            }
        };
        self.request = self.heard.drain(..end).collect();
    }

    /// The port that the client connected to.
    pub fn port(&self) -> u16 {
        self.tcp.local_addr().expect("the local address").port()
    }

    /// The 101 response to the request, with these additional header lines.
    pub fn switch(&self, fields: &str) -> Vec<u8> {
        let request = String::from_utf8_lossy(&self.request);
        let name = "sec-websocket-key:";
        let key = request.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
        let key = key.expect("a key")[name.len()..].trim();
        format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {}\r\n{fields}\r\n",
            derive_accept_key(key.as_bytes())
        )
        .into_bytes()
    }

    /// Writes the bytes. A client that has closed the connection, as it does after a violation, is not an error.
    pub fn write(&mut self, bytes: &[u8]) {
        if let Err(error) = self.tcp.write_all(bytes) {
            let kinds = [ErrorKind::BrokenPipe, ErrorKind::ConnectionReset];
            assert!(kinds.contains(&error.kind()), "{error}");
        }
    }

    /// Waits until the client's main thread sleeps: it has read what was written, so that the next write is read
    /// separately. Does nothing where there is no `/proc`; several writes may then be read at once, and the results are
    /// the same.
    pub fn settle(&mut self) {
        let place = format!("/proc/{}/stat", self.process.id());
        loop {
            let Ok(stat) = std::fs::read_to_string(&place) else { return };
            // After the name in parentheses: R for running or runnable, S for sleeping.
            match stat.rsplit(')').next().and_then(|rest| rest.trim().chars().next()) {
                Some('R' | 'D') => std::thread::sleep(Duration::from_micros(20)),
                _ => return,
            }
        }
    }

    /// Closes the server's side of TCP.
    pub fn end(&mut self) {
        // Fails if the client has reset the connection.
        let _ = self.tcp.shutdown(Shutdown::Write);
    }

    /// Reads once; returns false if the client has closed its side.
    fn hear(&mut self) -> bool {
        let mut buffer = [0; 64 * 1024];
        match self.tcp.read(&mut buffer) {
            Ok(0) => self.gone = true,
            Ok(n) => self.heard.extend_from_slice(&buffer[..n]),
            // A client that closes with unread data resets the connection.
            Err(error) if error.kind() == ErrorKind::ConnectionReset => self.gone = true,
            Err(error) => panic!("reading from the client: {error}"),
        }
        !self.gone
    }

    /// Reads until `enough` accepts the received bytes or the client has closed its side.
    pub fn until(&mut self, enough: impl Fn(&[u8]) -> bool) {
        while !self.gone && !enough(&self.heard) {
            self.hear();
        }
    }

    /// Answers the client's Close with the same payload, unless it was itself the answer to the server's.
    pub fn answer_close(&mut self, is_answer: bool) {
        let close = Frame::all(&self.heard).0.into_iter().find(is_close);
        if let Some(close) = close.filter(|_| !is_answer) {
            self.write(&frames::frame(frames::CLOSE, &close.payload));
        }
    }

    /// Closes the server's side, reads to the end, and waits for the process. Returns all bytes after the request.
    pub fn finish(mut self) -> (Vec<u8>, Output) {
        self.end();
        self.until(|_| false);
        (self.heard, self.process.finish())
    }
}

/// Waits for a connection; panics if the process ends instead.
#[track_caller]
fn accept(listener: &TcpListener, process: &mut Running) -> TcpStream {
    listener.set_nonblocking(true).expect("`accept` has no timeout");
    let until = Instant::now() + PATIENCE;
    loop {
        match listener.accept() {
            Ok((tcp, _)) => {
                tcp.set_nonblocking(false).expect("set the blocking mode");
                tcp.set_nodelay(true).expect("each write is a packet");
                tcp.set_read_timeout(Some(PATIENCE)).expect("set the read time-out");
                return tcp;
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                assert!(
                    !process.has_ended() && Instant::now() < until,
                    "the client did not connect"
                );
                std::thread::sleep(Duration::from_millis(1));
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// A frame from the client.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The header without the masking key.
    pub head: Vec<u8>,
    pub key: Option<[u8; 4]>,
    /// Unmasked.
    pub payload: Vec<u8>,
}

impl Frame {
    /// The first complete frame in these bytes, and its length.
    pub fn first(bytes: &[u8]) -> Option<(Frame, usize)> {
        let (length, at) = match bytes.get(1)? & 0x7f {
            126 => (u64::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)), 4),
            127 => (u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?), 10),
            short => (u64::from(short), 2),
        };
        let is_masked = bytes[1] & 0x80 != 0;
        let key: Option<[u8; 4]> =
            if is_masked { Some(*bytes.get(at..)?.first_chunk()?) } else { None };
        let begin = at + if is_masked { 4 } else { 0 };
        let end = begin.checked_add(usize::try_from(length).ok()?)?;
        let mask = key.unwrap_or_default();
        let payload = bytes.get(begin..end)?.iter().zip(mask.iter().cycle());
        let payload = payload.map(|(byte, key)| byte ^ key).collect();
        Some((Frame { head: bytes[..at].to_vec(), key, payload }, end))
    }

    /// These bytes as one frame, whatever length its header has.
    pub fn to_the_end(bytes: &[u8]) -> Frame {
        let mut long = bytes.to_vec();
        let at = match bytes[1] & 0x7f {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        // With the longest header and the right length it can be parsed as any other.
        let length = (bytes.len() - at - if bytes[1] & 0x80 != 0 { 4 } else { 0 }) as u64;
        long.splice(1..at, [&[bytes[1] | 127][..], &length.to_be_bytes()].concat());
        let (frame, _) = Frame::first(&long).expect("a complete frame");
        Frame { head: bytes[..at].to_vec(), ..frame }
    }

    /// All complete frames, and the bytes after them.
    pub fn all(mut bytes: &[u8]) -> (Vec<Frame>, &[u8]) {
        let mut frames = Vec::new();
        while let Some((frame, size)) = Frame::first(bytes) {
            frames.push(frame);
            bytes = &bytes[size..];
        }
        (frames, bytes)
    }

    pub fn opcode(&self) -> u8 {
        self.head[0] & 0x0f
    }
}

pub fn is_close(frame: &Frame) -> bool {
    frame.opcode() == frames::CLOSE
}
