//! Reads the head of an HTTP response from a server or proxy, within limits.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

use super::request::ConnectionLimits;

/// A parsed response head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    /// The status.
    pub status: u16,
    /// The reason phrase.
    pub reason: String,
    /// Names and values, in order, decoded as Latin-1.
    pub headers: Vec<(String, String)>,
}

/// Why no response head could be read.
#[derive(Debug)]
pub(super) enum ResponseFault {
    /// The stream ended before the first byte.
    Ended(String),
    /// These bytes are not HTTP/1.
    NotHttp(Vec<u8>),
    /// The head is invalid or exceeds a limit.
    Malformed(String),
    /// The stream broke.
    Io(io::Error),
}

impl Response {
    /// The values of the fields of this name.
    pub(super) fn field<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = move |(n, _): &&(String, String)| n.eq_ignore_ascii_case(name);
        self.headers.iter().filter(named).map(|(_, value)| value.trim())
    }

    /// The elements of all fields of this name, which hold lists (RFC 9110 section 5.6.1).
    pub(super) fn list<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.field(name).flat_map(|value| value.split(',')).map(str::trim).filter(|v| !v.is_empty())
    }
}

/// Reads a head, calling `record` with its bytes each time more have been read. Returns it and the bytes after it.
pub(super) async fn read<S: AsyncRead + Unpin>(
    stream: &mut S,
    limits: &ConnectionLimits,
    mut record: impl FnMut(&[u8]),
) -> Result<(Response, Vec<u8>), ResponseFault> {
    let mut bytes = Vec::with_capacity(4096);
    loop {
        if let Some((head, size)) = parse(&bytes, limits)? {
            let rest = bytes.split_off(size);
            record(&bytes);
            return Ok((head, rest));
        }
        if bytes.len() >= limits.header {
            return Err(too_long(limits.header));
        }
        let n = stream.read_buf(&mut bytes).await.map_err(ResponseFault::Io)?;
        record(&bytes);
        if n == 0 {
            return Err(match bytes.is_empty() {
                true => ResponseFault::Ended("the server sent nothing".to_owned()),
                false => ResponseFault::Malformed("it ends within its head".to_owned()),
            });
        }
    }
}

fn too_long(most: usize) -> ResponseFault {
    ResponseFault::Malformed(format!(
        "its head is longer than {most} bytes; the limit is connection.limits.header"
    ))
}

/// Parses the head and its length; `None` if it is incomplete.
fn parse(
    bytes: &[u8],
    limits: &ConnectionLimits,
) -> Result<Option<(Response, usize)>, ResponseFault> {
    // The first bytes reveal another protocol, so that its server is not waited for.
    let prefix = b"HTTP/";
    let n = bytes.len().min(prefix.len());
    if bytes[..n] != prefix[..n] {
        return Err(ResponseFault::NotHttp(bytes.to_vec()));
    }
    let mut fields = vec![httparse::EMPTY_HEADER; limits.header_fields];
    let mut response = httparse::Response::new(&mut fields);
    let size = match response.parse(bytes) {
        Ok(httparse::Status::Complete(size)) if size > limits.header => {
            return Err(too_long(limits.header));
        }
        Ok(httparse::Status::Complete(size)) => size,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => {
            let most = limits.header_fields;
            return Err(ResponseFault::Malformed(format!(
                "it has more than {most} header fields; the limit is connection.limits.header_fields"
            )));
        }
        Err(error) => return Err(ResponseFault::Malformed(error.to_string())),
    };
    let latin = |bytes: &[u8]| bytes.iter().map(|&b| char::from(b)).collect::<String>();
    let head = Response {
        status: response.code.unwrap_or_default(),
        reason: response.reason.unwrap_or_default().to_owned(),
        headers: response.headers.iter().map(|f| (f.name.to_owned(), latin(f.value))).collect(),
    };
    Ok(Some((head, size)))
}

/// The protocol that the first bytes suggest, as a word for translations and as a text.
pub(super) fn speaks(bytes: &[u8]) -> (&'static str, String) {
    match bytes {
        // A TLS alert or handshake record.
        [0x15 | 0x16, 0x03, ..] => ("tls", "speaks TLS; try wss:// instead of ws://".to_owned()),
        // A SETTINGS frame on stream 0, which an HTTP/2 server sends first (RFC 9113 section 3.4).
        [0, _, _, 4, 0 | 1, 0, 0, 0, 0, ..] | [b'P', b'R', b'I', b' ', ..] => {
            ("http2", "speaks HTTP/2, over which Wirelark does no WebSocket".to_owned())
        }
        _ => {
            let shown: String =
                bytes.iter().take(40).flat_map(|b| b.escape_ascii()).map(char::from).collect();
            ("other", format!("began with \"{shown}\""))
        }
    }
}
