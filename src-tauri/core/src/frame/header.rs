//! The frame header (RFC 6455 section 5.2). The only module that encodes or decodes one, for both roles. It accepts
//! reserved bits and opcodes, because what a peer sent must be shown unchanged.

use std::fmt;

/// FIN: the final frame of a message.
pub const FIN: u8 = 0x80;
/// RSV1, which marks a compressed message under permessage-deflate (RFC 7692).
pub const RSV1: u8 = 0x40;
/// RSV1 to RSV3.
pub const RSV: u8 = 0x70;
/// Opcode of the second and later frames of a message.
pub const CONTINUATION: u8 = 0x0;
/// Opcode of a text message.
pub const TEXT: u8 = 0x1;
/// Opcode of a binary message.
pub const BINARY: u8 = 0x2;
/// Opcode of a Close frame.
pub const CLOSE: u8 = 0x8;
/// Opcode of a Ping frame.
pub const PING: u8 = 0x9;
/// Opcode of a Pong frame.
pub const PONG: u8 = 0xa;
/// Size of the longest header in bytes: 2, plus 8 of length, plus 4 of masking key.
pub const LONGEST: usize = 14;
/// Limit of a control frame's payload in bytes (section 5.5).
pub const CONTROL: usize = 125;

const MASKED: u8 = 0x80;

/// The header of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameHeader {
    /// The first byte: FIN, reserved bits and opcode.
    pub first: u8,
    /// The masking key; only clients mask.
    pub mask: Option<[u8; 4]>,
    /// The payload length in bytes.
    pub len: u64,
}

impl FrameHeader {
    /// Decodes the header at the start of `bytes` and returns it with its size; `None` if it is incomplete.
    #[inline]
    pub fn decode(bytes: &[u8]) -> Option<(FrameHeader, usize)> {
        let (&first, &second) = (bytes.first()?, bytes.get(1)?);
        let (len, size) = match second & !MASKED {
            126 => (u64::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)), 4),
            127 => (u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?), 10),
            short => (u64::from(short), 2),
        };
        if second & MASKED == 0 {
            return Some((FrameHeader { first, mask: None, len }, size));
        }
        let mask = Some(*bytes.get(size..)?.first_chunk()?);
        Some((FrameHeader { first, mask, len }, size + 4))
    }

    /// Encodes the header with the shortest form of the length. Returns a buffer and how many of its bytes the header
    /// takes.
    #[inline]
    pub fn encode(&self) -> ([u8; LONGEST], usize) {
        let mut bytes = [0; LONGEST];
        let masked = if self.mask.is_some() { MASKED } else { 0 };
        bytes[0] = self.first;
        let size = match self.len {
            len @ 0..126 => {
                bytes[1] = masked | len as u8;
                2
            }
            len @ 126..0x1_0000 => {
                bytes[1] = masked | 126;
                bytes[2..4].copy_from_slice(&(len as u16).to_be_bytes());
                4
            }
            len => {
                bytes[1] = masked | 127;
                bytes[2..10].copy_from_slice(&len.to_be_bytes());
                10
            }
        };
        let Some(mask) = self.mask else { return (bytes, size) };
        bytes[size..size + 4].copy_from_slice(&mask);
        (bytes, size + 4)
    }

    /// The opcode.
    #[inline]
    pub fn opcode(&self) -> u8 {
        self.first & 0x0f
    }

    /// Whether this is the final frame of its message.
    #[inline]
    pub fn fin(&self) -> bool {
        self.first & FIN != 0
    }

    /// Whether the opcode is a control frame's, including reserved ones.
    #[inline]
    pub fn is_control(&self) -> bool {
        self.first & 0x08 != 0
    }

    /// The payload length, saturated to `usize::MAX`.
    #[inline]
    pub fn payload_len(&self) -> usize {
        usize::try_from(self.len).unwrap_or(usize::MAX)
    }
}

/// The opcode's name in RFC 6455 section 11.8; `None` for reserved opcodes.
pub fn opcode_name(opcode: u8) -> Option<&'static str> {
    Some(match opcode {
        CONTINUATION => "continuation",
        TEXT => "text",
        BINARY => "binary",
        CLOSE => "close",
        PING => "ping",
        PONG => "pong",
        _ => return None,
    })
}

/// Formats the header for testers: `FIN 1, RSV 000, opcode 0x1 (text), mask 0, length 5`.
impl fmt::Display for FrameHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "FIN {}, RSV {:03b}, opcode {:#x} ({}), mask {}, length {}",
            u8::from(self.fin()),
            (self.first & RSV) >> 4,
            self.opcode(),
            opcode_name(self.opcode()).unwrap_or("reserved"),
            u8::from(self.mask.is_some()),
            self.len
        )
    }
}

/// Masks or unmasks a payload, or a part of one that starts at `offset` (section 5.3).
pub fn apply_mask(bytes: &mut [u8], mask: [u8; 4], offset: u64) {
    if mask == [0; 4] {
        return;
    }
    let mut key = mask;
    key.rotate_left((offset % 4) as usize);
    let word = u32::from_ne_bytes(key);
    let pair = (u64::from(word) << 32 | u64::from(word)).to_ne_bytes();
    let mut words = bytes.chunks_exact_mut(8);
    for part in &mut words {
        for (byte, key) in part.iter_mut().zip(pair) {
            *byte ^= key;
        }
    }
    for (byte, key) in words.into_remainder().iter_mut().zip(pair) {
        *byte ^= key;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn display_uses_the_names_of_the_rfc() {
        let (header, size) = FrameHeader::decode(&[0xb3, 0xfe, 1, 0, 1, 2, 3, 4]).expect("whole");
        assert_eq!(size, 8);
        let text = "FIN 1, RSV 011, opcode 0x3 (reserved), mask 1, length 256";
        assert_eq!(header.to_string(), text);
        assert_eq!(FrameHeader::decode(&[0x81, 126, 1]), None);
    }

    proptest! {
        #[test]
        fn decoding_reverses_encoding(
            first: u8,
            mask: Option<[u8; 4]>,
            len in prop_oneof![0u64..300, 65_000u64..66_000, any::<u64>()],
        ) {
            let header = FrameHeader { first, mask, len };
            let (bytes, size) = header.encode();
            prop_assert_eq!(FrameHeader::decode(&bytes[..size]), Some((header, size)));
            for part in 0..size {
                prop_assert_eq!(FrameHeader::decode(&bytes[..part]), None);
            }
        }

        #[test]
        fn masking_in_parts_equals_masking_at_once(
            payload in prop::collection::vec(any::<u8>(), 0..100),
            mask: [u8; 4],
            at in 0usize..100,
        ) {
            let mut parts = payload.clone();
            let (before, behind) = parts.split_at_mut(at.min(payload.len()));
            apply_mask(before, mask, 0);
            apply_mask(behind, mask, before.len() as u64);
            let whole: Vec<u8> = payload.iter().zip(mask.iter().cycle()).map(|(a, b)| a ^ b).collect();
            prop_assert_eq!(parts, whole);
        }
    }
}
