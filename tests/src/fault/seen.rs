//! What a client sent.

use super::frames::{CLOSE, of_client};

/// Every byte of one connection, in two parts.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The HTTP request; empty where the client spoke something else.
    pub request: String,
    /// All bytes behind it, or all there were.
    pub bytes: Vec<u8>,
}

impl Seen {
    /// Whole frames as opcode and payload, without their masks.
    pub fn frames(&self) -> Vec<(u8, Vec<u8>)> {
        let mut rest = &self.bytes[..];
        let mut frames = Vec::new();
        while let Some((opcode, payload, size)) = of_client(rest) {
            frames.push((opcode, payload));
            rest = &rest[size..];
        }
        frames
    }

    /// The payload of the client's Close.
    pub fn close(&self) -> Option<Vec<u8>> {
        self.frames().into_iter().find(|(opcode, _)| *opcode == CLOSE).map(|(_, payload)| payload)
    }

    /// Its code.
    pub fn close_code(&self) -> Option<u16> {
        self.close()?.first_chunk().map(|code| u16::from_be_bytes(*code))
    }
}
