//! Our own HTTP upgrade (RFC 6455 section 4.1): bytes out, bytes in, both kept as they were.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::error::UpgradeError;
use super::request::Target;
use super::status::Handshake;

/// The response's head may be this long.
pub const MAX_HEAD: usize = 64 * 1024;
/// And may have this many fields.
pub const MAX_FIELDS: usize = 124;
/// As much of a refusal's body is kept.
pub const MAX_BODY: usize = 64 * 1024;

/// An answer other than 101.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The phrase behind it.
    pub reason: String,
    /// Names and values, in order; bytes that are not ASCII are shown as Latin-1.
    pub headers: Vec<(String, String)>,
    /// At most [`MAX_BODY`] bytes.
    pub body: Vec<u8>,
}

/// The server switched: what was said, and the bytes of frames that came in the same packet.
#[derive(Debug)]
pub struct Upgraded {
    /// Bytes behind the response's head.
    pub leftover: Vec<u8>,
}

/// Sends the request and reads the answer. `handshake` is filled as far as it goes, also on an error.
pub async fn upgrade<S>(
    stream: &mut S,
    target: &Target,
    handshake: &mut Handshake,
) -> Result<Upgraded, UpgradeError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let key = generate_key();
    handshake.request = target.upgrade(&key);
    stream.write_all(&handshake.request).await.map_err(ended)?;
    stream.flush().await.map_err(ended)?;

    let mut bytes = Vec::with_capacity(4096);
    let (head, size) = loop {
        if let Some(found) = read_head(&bytes)? {
            break found;
        }
        if bytes.len() >= MAX_HEAD {
            return Err(malformed(format!("its head is longer than {MAX_HEAD} bytes")));
        }
        let n = stream.read_buf(&mut bytes).await.map_err(ended)?;
        handshake.response.clone_from(&bytes);
        if n == 0 {
            return Err(match bytes.is_empty() {
                true => UpgradeError::Ended { what: "the server sent nothing".to_owned() },
                false => malformed("it ends within its head".to_owned()),
            });
        }
    };
    handshake.response = bytes[..size].to_vec();
    let rest = bytes.split_off(size);
    if head.status != 101 {
        let body = read_body(stream, &head, rest).await;
        return Err(UpgradeError::Refused(Box::new(Refusal { body, ..head })));
    }
    check(&head, &derive_accept_key(key.as_bytes()))?;
    Ok(Upgraded { leftover: rest })
}

fn ended(error: io::Error) -> UpgradeError {
    UpgradeError::Ended { what: error.to_string() }
}

fn malformed(what: String) -> UpgradeError {
    UpgradeError::Malformed { what }
}

/// The head, once it is whole, and its length. The body is empty yet.
fn read_head(bytes: &[u8]) -> Result<Option<(Refusal, usize)>, UpgradeError> {
    // A server that speaks something else is told apart by its first bytes, before it can be waited for.
    let likeness = b"HTTP/";
    let n = bytes.len().min(likeness.len());
    if bytes[..n] != likeness[..n] {
        return Err(UpgradeError::NotHttp { what: speaks(bytes) });
    }
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut response = httparse::Response::new(&mut fields);
    let size = match response.parse(bytes) {
        Ok(httparse::Status::Complete(size)) => size,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => {
            return Err(malformed(format!("it has more than {MAX_FIELDS} header fields")));
        }
        Err(error) => return Err(malformed(error.to_string())),
    };
    let latin = |bytes: &[u8]| bytes.iter().map(|&b| char::from(b)).collect::<String>();
    let head = Refusal {
        status: response.code.unwrap_or_default(),
        reason: response.reason.unwrap_or_default().to_owned(),
        headers: response.headers.iter().map(|f| (f.name.to_owned(), latin(f.value))).collect(),
        body: Vec::new(),
    };
    Ok(Some((head, size)))
}

fn speaks(bytes: &[u8]) -> String {
    match bytes {
        // A TLS alert or handshake record.
        [0x15 | 0x16, 0x03, ..] => "speaks TLS; try wss:// instead of ws://".to_owned(),
        _ => {
            let shown: String =
                bytes.iter().take(40).flat_map(|b| b.escape_ascii()).map(char::from).collect();
            format!("began with \"{shown}\"")
        }
    }
}

fn field<'a>(head: &'a Refusal, name: &str) -> impl Iterator<Item = &'a str> {
    let name = name.to_owned();
    head.headers.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(&name)).map(|(_, v)| v.trim())
}

/// RFC 6455 section 4.1, what the client must check.
fn check(head: &Refusal, wanted: &str) -> Result<(), UpgradeError> {
    if !field(head, "upgrade").any(|v| v.eq_ignore_ascii_case("websocket")) {
        return Err(malformed("it has no 'Upgrade: websocket'".to_owned()));
    }
    // `Connection: keep-alive, Upgrade` is a list and allowed.
    let upgrades = |v: &str| v.split(',').any(|part| part.trim().eq_ignore_ascii_case("upgrade"));
    if !field(head, "connection").any(upgrades) {
        return Err(malformed("it has no 'Connection: Upgrade'".to_owned()));
    }
    let got = field(head, "sec-websocket-accept").collect::<Vec<_>>().join(", ");
    if got != wanted {
        return Err(UpgradeError::BadAccept {
            wanted: wanted.to_owned(),
            got: if got.is_empty() { "none".to_owned() } else { got },
        });
    }
    for name in ["Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol"] {
        if let Some(value) = field(head, name).find(|v| !v.is_empty()) {
            return Err(malformed(format!("it has '{name}: {value}', which was not asked for")));
        }
    }
    Ok(())
}

/// The refusal's body: as long as it says, or until the server ends; the phase's time-out bounds it, so what
/// has come by then must not be lost: a read that fails ends the body.
async fn read_body<S: AsyncRead + Unpin>(
    stream: &mut S,
    head: &Refusal,
    mut body: Vec<u8>,
) -> Vec<u8> {
    let length = field(head, "content-length").next().and_then(|v| v.parse::<usize>().ok());
    let wanted = length.unwrap_or(MAX_BODY).min(MAX_BODY);
    // A server that keeps the connection open without a length would hold us to the time-out.
    let patience = std::time::Duration::from_secs(1);
    while body.len() < wanted {
        match tokio::time::timeout(patience, stream.read_buf(&mut body)).await {
            Ok(Ok(n)) if n > 0 => {}
            _ => break,
        }
    }
    body.truncate(wanted);
    match field(head, "transfer-encoding").any(|v| v.eq_ignore_ascii_case("chunked")) {
        true => dechunk(&body),
        false => body,
    }
}

/// The data of a chunked body (RFC 9112 section 7.1), as far as it goes.
fn dechunk(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(body) {
        let Ok(size @ 1..) = usize::try_from(size) else { break };
        let end = (start + size).min(body.len());
        out.extend_from_slice(&body[start..end]);
        body = body.get(end + 2..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests;
