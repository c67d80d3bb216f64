//! Reads the body of a response other than 101, up to a limit.

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::{Duration, Instant, timeout, timeout_at};

use crate::connection::error::MAX_BODY;
use crate::connection::http_response::Response;

/// The longest wait for more bytes: a server may keep the connection open without announcing a length.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads a body up to its announced length, the end of the stream, or `until`: at most [`MAX_BODY`] bytes on the wire,
/// including `body`, which was received with the head. A failed read ends the body; what was read before is returned.
pub(super) async fn read<S: AsyncRead + Unpin>(
    stream: &mut S,
    head: &Response,
    mut body: Vec<u8>,
    until: Instant,
) -> Vec<u8> {
    // A length that overflows is ignored.
    let length = head.field("content-length").next().and_then(|v| v.parse::<usize>().ok());
    let wanted = length.unwrap_or(MAX_BODY).min(MAX_BODY);
    while body.len() < wanted {
        let read = timeout(PATIENCE, stream.read_buf(&mut body));
        match timeout_at(until, read).await {
            Ok(Ok(Ok(n))) if n > 0 => {}
            _ => break,
        }
    }
    body.truncate(wanted);
    match head.field("transfer-encoding").any(|v| v.eq_ignore_ascii_case("chunked")) {
        true => dechunk(&body),
        false => body,
    }
}

/// The data of a chunked body (RFC 9112 section 7.1), which may be cut off: a chunk ends with the body at the latest.
fn dechunk(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(body) {
        let rest = body.get(start..).unwrap_or_default();
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(rest.len());
        if size == 0 {
            break;
        }
        let (data, rest) = rest.split_at(size);
        out.extend_from_slice(data);
        // Skips the line break after the data.
        body = rest.get(2..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_01_a_chunk_size_takes_no_more_than_there_is() {
        for (body, data) in [
            ("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"),
            ("FFFFFFFFFFFFFFFF\r\nabc", "abc"),
            ("fffffffffffffffe\r\nabc\r\n", "abc\r\n"),
            ("7fffffffffffffff\r\n", ""),
            ("3\r\nabc\r\nFFFFFFFFFFFFFFF0\r\nde", "abcde"),
            ("10000000000000000\r\nabc", ""),
            ("3\r\nab", "ab"),
            ("", ""),
        ] {
            assert_eq!(dechunk(body.as_bytes()), data.as_bytes(), "{body:?}");
        }
    }

    proptest! {
        #[test]
        fn hostile_01_any_chunks_stay_within_the_body(
            chunks in proptest::collection::vec((any::<u64>(), "[a-z]{0,9}", "(\r\n|\n|)"), 0..6),
        ) {
            let body: String = chunks.iter().map(|(n, data, end)| format!("{n:x}\r\n{data}{end}")).collect();
            prop_assert!(dechunk(body.as_bytes()).len() <= body.len());
        }
    }
}
