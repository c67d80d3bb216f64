//! What passes on a connection: direction, kind, bytes, time.
//!
//! - [`header`]: the frame header, read and written.
//! - [`close`]: a Close frame's payload, and which close codes are valid.
//! - [`anatomy`]: bytes as they were on the wire, taken apart into frames.

pub mod anatomy;
pub mod close;
pub mod header;

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// By us, to the server.
    Sent,
    /// By the server, to us.
    Received,
}

impl Direction {
    /// The word used in exports and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Sent => "sent",
            Direction::Received => "received",
        }
    }
}

/// What kind of message it was (RFC 6455 section 5.6 and 5.5, and our own markers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A text message, UTF-8 by the RFC.
    Text,
    /// A binary message.
    Binary,
    /// A ping control frame.
    Ping,
    /// A pong control frame.
    Pong,
    /// A close control frame; its payload is the code (big-endian) and the reason, as on the wire.
    Close,
    /// Bytes as they were on the wire, heads and masks included, that no kind of message says: what was sent to break the
    /// protocol on purpose.
    Raw,
    /// Not from the wire: a note of ours, such as the beginning of a connection.
    Marker,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] =
        [Kind::Text, Kind::Binary, Kind::Ping, Kind::Pong, Kind::Close, Kind::Raw, Kind::Marker];

    /// The opcode of RFC 6455 section 5.2. Raw bytes hold heads of their own, and a marker was never on the wire.
    pub fn opcode(self) -> Option<u8> {
        match self {
            Kind::Text => Some(header::TEXT),
            Kind::Binary => Some(header::BINARY),
            Kind::Close => Some(header::CLOSE),
            Kind::Ping => Some(header::PING),
            Kind::Pong => Some(header::PONG),
            Kind::Raw | Kind::Marker => None,
        }
    }

    /// The word used in exports and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Binary => "binary",
            Kind::Ping => "ping",
            Kind::Pong => "pong",
            Kind::Close => "close",
            Kind::Raw => "raw",
            Kind::Marker => "marker",
        }
    }
}

/// A message's time as RFC 3339 with nanoseconds, in UTC: `2026-01-02T03:04:05.678901234Z`.
pub fn time_text(ns: i64) -> String {
    let time = jiff::Timestamp::from_nanosecond(i128::from(ns)).unwrap_or_default();
    format!("{time:.9}")
}

/// The leading little-endian int32 of a binary message: the original script's idea of a reply's code.
///
/// `None` for a message of any other kind, and for one of fewer than 4 bytes.
pub fn leading_code(kind: Kind, payload: &[u8]) -> Option<i32> {
    match (kind, payload.first_chunk::<4>()) {
        (Kind::Binary, Some(head)) => Some(i32::from_le_bytes(*head)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_nine_digits() {
        assert_eq!(time_text(1_767_323_045_678_901_234), "2026-01-02T03:04:05.678901234Z");
        assert_eq!(time_text(0), "1970-01-01T00:00:00.000000000Z");
    }

    #[test]
    fn a_code_is_little_endian_and_only_binary_has_one() {
        assert_eq!(leading_code(Kind::Binary, &[1, 2, 0, 0, 9]), Some(513));
        assert_eq!(leading_code(Kind::Binary, &[255; 4]), Some(-1));
        assert_eq!(leading_code(Kind::Binary, &[1, 2, 3]), None);
        assert_eq!(leading_code(Kind::Text, b"abcd"), None);
    }
}
