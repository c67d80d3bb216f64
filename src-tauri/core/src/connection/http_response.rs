//! The answer to an HTTP request, a server's or a proxy's: its head byte for byte, within limits.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

use super::request::ConnectionLimits;

/// The head of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    /// The status.
    pub(super) status: u16,
    /// The phrase behind it.
    pub(super) reason: String,
    /// Names and values, in order; bytes that are not ASCII are shown as Latin-1.
    pub(super) headers: Vec<(String, String)>,
}

/// Why there is no such head.
#[derive(Debug)]
pub(super) enum ResponseFault {
    /// It ended, without a byte or within the head.
    Ended(String),
    /// These bytes are no HTTP/1.
    NotHttp(Vec<u8>),
    /// Not as it should be, or over a limit.
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

    /// The parts of all fields of this name that are lists (RFC 9110 section 5.6.1).
    pub(super) fn list<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.field(name).flat_map(|value| value.split(',')).map(str::trim).filter(|v| !v.is_empty())
    }
}

/// Reads a head; `kept` gets its bytes as they come. Answers the head and what came behind it.
pub(super) async fn read<S: AsyncRead + Unpin>(
    stream: &mut S,
    limits: &ConnectionLimits,
    mut kept: impl FnMut(&[u8]),
) -> Result<(Response, Vec<u8>), ResponseFault> {
    let mut bytes = Vec::with_capacity(4096);
    loop {
        if let Some((head, size)) = parse(&bytes, limits)? {
            let rest = bytes.split_off(size);
            kept(&bytes);
            return Ok((head, rest));
        }
        if bytes.len() >= limits.header {
            let most = limits.header;
            return Err(too_long(most));
        }
        let n = stream.read_buf(&mut bytes).await.map_err(ResponseFault::Io)?;
        kept(&bytes);
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

/// The head, once it is whole, and its length.
fn parse(
    bytes: &[u8],
    limits: &ConnectionLimits,
) -> Result<Option<(Response, usize)>, ResponseFault> {
    // A server that speaks something else is told apart by its first bytes, before it can be waited for.
    let likeness = b"HTTP/";
    let n = bytes.len().min(likeness.len());
    if bytes[..n] != likeness[..n] {
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

/// What the first bytes look like, where they are no HTTP/1.
pub(super) fn speaks(bytes: &[u8]) -> (&'static str, String) {
    match bytes {
        // A TLS alert or handshake record.
        [0x15 | 0x16, 0x03, ..] => ("tls", "speaks TLS; try wss:// instead of ws://".to_owned()),
        // A SETTINGS frame on stream 0 (RFC 9113 section 3.4), with which a server of HTTP/2 begins.
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
