//! Basic types of the WebSocket protocol (RFC 6455): direction, message kind, timestamps and frames.
//!
//! - [`header`]: encodes and decodes frame headers.
//! - [`close`]: the payload of a Close frame, and which close codes are valid.
//! - [`anatomy`]: splits wire bytes into frames.
//! - [`leading_integer`]: an integer at a fixed offset of every message.

pub mod anatomy;
pub mod close;
pub mod header;
pub mod leading_integer;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The direction of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From this client to the server.
    Sent,
    /// From the server to this client.
    Received,
}

impl Direction {
    /// The opposite direction.
    pub fn other(self) -> Direction {
        match self {
            Direction::Sent => Direction::Received,
            Direction::Received => Direction::Sent,
        }
    }

    /// The name used in exports and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Sent => "sent",
            Direction::Received => "received",
        }
    }
}

/// The kind of a message (RFC 6455 sections 5.5 and 5.6), or of a record that is not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A text message; RFC 6455 requires UTF-8.
    Text,
    /// A binary message.
    Binary,
    /// A Ping frame.
    Ping,
    /// A Pong frame.
    Pong,
    /// A Close frame. The payload is the big-endian code and the reason, as on the wire.
    Close,
    /// Raw wire bytes, frame headers and masks included, that were sent to break the protocol on purpose.
    Raw,
    /// A marker of the app, such as the start of a connection; never on the wire.
    Marker,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] =
        [Kind::Text, Kind::Binary, Kind::Ping, Kind::Pong, Kind::Close, Kind::Raw, Kind::Marker];

    /// The opcode (RFC 6455 section 5.2). `None` for raw bytes, which contain their own headers, and for markers.
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

    /// The name used in exports and on the command line.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The type of a message on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WireKind")]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// A text message.
    Text,
    /// A binary message.
    Binary,
}

impl Wire {
    /// Whether this is the type of the message.
    pub fn is(self, kind: Kind) -> bool {
        matches!((self, kind), (Wire::Text, Kind::Text) | (Wire::Binary, Kind::Binary))
    }
}

/// Formats a time in nanoseconds since the Unix epoch as RFC 3339 in UTC: `2026-01-02T03:04:05.678901234Z`.
pub fn time_text(ns: i64) -> String {
    let time = jiff::Timestamp::from_nanosecond(i128::from(ns)).unwrap_or_default();
    format!("{time:.9}")
}

/// The leading little-endian int32 of a binary message, which the original script uses as the reply code.
///
/// `None` for other kinds and for payloads of fewer than 4 bytes.
pub fn leading_code(kind: Kind, payload: &[u8]) -> Option<i32> {
    match (kind, payload.first_chunk::<4>()) {
        (Kind::Binary, Some(code)) => Some(i32::from_le_bytes(*code)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_nine_fractional_digits() {
        assert_eq!(time_text(1_767_323_045_678_901_234), "2026-01-02T03:04:05.678901234Z");
        assert_eq!(time_text(0), "1970-01-01T00:00:00.000000000Z");
    }

    #[test]
    fn only_binary_messages_have_a_code_and_it_is_little_endian() {
        assert_eq!(leading_code(Kind::Binary, &[1, 2, 0, 0, 9]), Some(513));
        assert_eq!(leading_code(Kind::Binary, &[255; 4]), Some(-1));
        assert_eq!(leading_code(Kind::Binary, &[1, 2, 3]), None);
        assert_eq!(leading_code(Kind::Text, b"abcd"), None);
    }
}
