//! Writes frames whose header need not match the payload.

use crate::frame::header::{FIN, FrameHeader, apply_mask};

/// A frame to be written.
pub(super) struct FrameSpec<'a> {
    /// FIN, the reserved bits, the opcode.
    pub first: u8,
    pub payload: &'a [u8],
    /// The length in the header, if it is not the payload's.
    pub claims: Option<u64>,
    pub masked: bool,
    /// Whether the payload is masked with a key other than the header's.
    pub skewed: bool,
}

impl<'a> FrameSpec<'a> {
    /// A valid frame.
    pub(super) fn whole(opcode: u8, payload: &'a [u8]) -> FrameSpec<'a> {
        FrameSpec { first: FIN | opcode, payload, claims: None, masked: true, skewed: false }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>, key: [u8; 4]) {
        let header = FrameHeader {
            first: self.first,
            mask: self.masked.then_some(key),
            len: self.claims.unwrap_or(self.payload.len() as u64),
        };
        let (bytes, size) = header.encode();
        out.extend_from_slice(&bytes[..size]);
        let begin = out.len();
        out.extend_from_slice(self.payload);
        if self.masked {
            let skew = if self.skewed { 0xff } else { 0 };
            apply_mask(&mut out[begin..], key.map(|byte| byte ^ skew), 0);
        }
    }
}
