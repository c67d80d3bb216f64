//! What passes on a connection: direction, kind, bytes, time.

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
    /// Not from the wire: a note of ours, such as the beginning of a connection.
    Marker,
}

impl Kind {
    /// The word used in exports and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Binary => "binary",
            Kind::Ping => "ping",
            Kind::Pong => "pong",
            Kind::Close => "close",
            Kind::Marker => "marker",
        }
    }
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
