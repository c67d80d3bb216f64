//! A frame's head (RFC 6455 section 5.2), and the Close as it was on the wire. Pure.

use std::fmt;

/// One frame's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The first byte: FIN, the reserved bits, the opcode.
    pub first: u8,
    /// A server must not mask.
    pub masked: bool,
    /// The payload's length.
    pub len: u64,
}

/// FIN: nothing of the message follows in another frame.
pub const FIN: u8 = 0x80;
/// The first reserved bit, which says "compressed" where permessage-deflate is on.
pub const RSV1: u8 = 0x40;
/// All reserved bits.
pub const RSV: u8 = 0x70;
/// More of a message.
pub const CONTINUATION: u8 = 0x0;
/// A text message.
pub const TEXT: u8 = 0x1;
/// A binary message.
pub const BINARY: u8 = 0x2;
/// A Close.
pub const CLOSE: u8 = 0x8;
/// A ping.
pub const PING: u8 = 0x9;
/// A pong.
pub const PONG: u8 = 0xa;
/// 2 bytes, 8 of length, 4 of mask.
pub const LONGEST: usize = 14;
/// What a control frame may carry.
pub const CONTROL: usize = 125;

impl Head {
    /// A head at the beginning of these bytes, and its length; `None` where it is not whole.
    #[inline]
    pub fn decode(bytes: &[u8]) -> Option<(Head, usize)> {
        let (&first, &second) = (bytes.first()?, bytes.get(1)?);
        let masked = second & 0x80 != 0;
        let (len, size) = match second & 0x7f {
            126 => (u64::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)), 4),
            127 => (u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?), 10),
            short => (u64::from(short), 2),
        };
        let size = if masked { size + 4 } else { size };
        (bytes.len() >= size).then_some((Head { first, masked, len }, size))
    }

    /// Its bytes, in the shortest form and without a mask.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.first];
        match self.len {
            len @ 0..126 => bytes.push(len as u8),
            len @ 126..0x1_0000 => {
                bytes.push(126);
                bytes.extend((len as u16).to_be_bytes());
            }
            len => {
                bytes.push(127);
                bytes.extend(len.to_be_bytes());
            }
        }
        bytes
    }

    /// The opcode.
    #[inline]
    pub fn opcode(&self) -> u8 {
        self.first & 0x0f
    }

    /// Nothing of the message follows.
    #[inline]
    pub fn fin(&self) -> bool {
        self.first & FIN != 0
    }

    /// A Close, a ping, a pong, or what would be one.
    #[inline]
    pub fn is_control(&self) -> bool {
        self.first & 0x08 != 0
    }
}

/// As a tester reads it: `FIN 1, RSV 000, opcode 0x1 (text), mask 0, length 5`.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.opcode() {
            CONTINUATION => "continuation",
            TEXT => "text",
            BINARY => "binary",
            CLOSE => "close",
            PING => "ping",
            PONG => "pong",
            _ => "reserved",
        };
        write!(
            f,
            "FIN {}, RSV {:03b}, opcode {:#x} ({word}), mask {}, length {}",
            u8::from(self.fin()),
            (self.first & RSV) >> 4,
            self.opcode(),
            u8::from(self.masked),
            self.len
        )
    }
}

/// The Close frame as it was on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawClose {
    /// The whole payload.
    pub payload: Vec<u8>,
}

impl RawClose {
    /// The code; `None` for an empty payload and for one of a single byte.
    pub fn code(&self) -> Option<u16> {
        self.payload.first_chunk::<2>().map(|code| u16::from_be_bytes(*code))
    }

    /// The reason; what is not UTF-8 in it is replaced.
    pub fn reason(&self) -> String {
        String::from_utf8_lossy(self.payload.get(2..).unwrap_or_default()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_keeps_codes_that_the_rfc_forbids() {
        let close = RawClose { payload: b"\x03\xe7bye".to_vec() };
        assert_eq!((close.code(), close.reason().as_str()), (Some(999), "bye"));
        assert_eq!(RawClose { payload: vec![] }.code(), None);
        assert_eq!(RawClose { payload: vec![3] }.code(), None);
    }

    #[test]
    fn a_head_reads_as_the_rfc_names_its_parts() {
        let (head, size) = Head::decode(&[0xb3, 0xfe, 1, 0, 1, 2, 3, 4]).expect("whole");
        assert_eq!(size, 8);
        let text = "FIN 1, RSV 011, opcode 0x3 (reserved), mask 1, length 256";
        assert_eq!(head.to_string(), text);
        assert_eq!(Head::decode(&[0x81, 126, 1]), None);
    }
}
