//! What a client sent.

use super::frames::{CLOSE, of_client};

/// All bytes of one client, split at the end of its HTTP request.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// The HTTP request; empty if the client did not send one.
    pub request: String,
    /// The bytes after the request, or all bytes without one.
    pub bytes: Vec<u8>,
}

impl Received {
    /// The complete frames as opcode and unmasked payload.
    pub fn frames(&self) -> Vec<(u8, Vec<u8>)> {
        let mut rest = &self.bytes[..];
        let mut frames = Vec::new();
        while let Some((opcode, payload, size)) = of_client(rest) {
            frames.push((opcode, payload));
            rest = &rest[size..];
        }
        frames
    }

    /// The payload of the client's Close frame.
    pub fn close(&self) -> Option<Vec<u8>> {
        self.frames().into_iter().find(|(opcode, _)| *opcode == CLOSE).map(|(_, payload)| payload)
    }

    /// The code in the client's Close frame.
    pub fn close_code(&self) -> Option<u16> {
        self.close()?.first_chunk().map(|code| u16::from_be_bytes(*code))
    }
}
