//! Splits wire bytes into frames (RFC 6455 section 5.2). Pure.
//!
//! Does not validate: reserved bits and opcodes, unexpected masks and truncated payloads are reported as they are.

use super::header::{FrameHeader, apply_mask, opcode_name};

/// One frame, possibly truncated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Offset of the header in the parsed bytes.
    pub offset: usize,
    /// Size of the header in bytes, including the masking key.
    pub head: usize,
    /// Whether this is the final frame of its message.
    pub fin: bool,
    /// RSV1 to RSV3.
    pub reserved: [bool; 3],
    /// The opcode (section 11.8).
    pub opcode: u8,
    /// The masking key, if the frame is masked.
    pub mask: Option<[u8; 4]>,
    /// The payload length that the header declares.
    pub length: u64,
    /// The payload bytes that are present; fewer than `length` in a truncated frame.
    pub came: u64,
}

impl Frame {
    /// Parses the frame at the start of `bytes`; `None` if its header is incomplete.
    pub fn read(bytes: &[u8]) -> Option<Frame> {
        let (header, head) = FrameHeader::decode(bytes)?;
        let FrameHeader { first, mask, len: length } = header;
        Some(Frame {
            offset: 0,
            head,
            fin: header.fin(),
            reserved: [0x40, 0x20, 0x10].map(|bit| first & bit != 0),
            opcode: header.opcode(),
            mask,
            length,
            came: length.min((bytes.len() - head) as u64),
        })
    }

    /// Offset at which the payload ends, or at which a truncated frame ends.
    pub fn end(&self) -> usize {
        // `came` never exceeds the number of parsed bytes.
        self.offset + self.head + self.came as usize
    }

    /// Whether the whole payload is present.
    pub fn is_whole(&self) -> bool {
        self.came == self.length
    }

    /// The unmasked payload, at most `most` bytes of it.
    pub fn payload(&self, bytes: &[u8], most: usize) -> Vec<u8> {
        let from = self.offset + self.head;
        let part = bytes.get(from..self.end().min(from.saturating_add(most))).unwrap_or_default();
        let mut part = part.to_vec();
        apply_mask(&mut part, self.mask.unwrap_or_default(), 0);
        part
    }

    /// The opcode's name in RFC 6455; `None` for reserved opcodes.
    pub fn name(&self) -> Option<&'static str> {
        opcode_name(self.opcode)
    }
}

/// Parses up to `most` frames and returns them with the offset at which they end. What follows is an incomplete header
/// or, at the limit, more frames.
pub fn frames(bytes: &[u8], most: usize) -> (Vec<Frame>, usize) {
    let mut frames = Vec::new();
    let mut at = 0;
    while frames.len() < most
        && let Some(frame) = Frame::read(&bytes[at..])
    {
        let frame = Frame { offset: at, ..frame };
        at = frame.end();
        frames.push(frame);
    }
    (frames, at)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parses_the_examples_of_rfc_6455_section_5_7() {
        let hello = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];
        let frame = Frame::read(&hello).unwrap();
        assert_eq!(frame.payload(&hello, 100), b"Hello");
        assert_eq!((frame.fin, frame.opcode, frame.name()), (true, 1, Some("text")));
        assert_eq!((frame.mask, frame.head, frame.length), (Some([0x37, 0xfa, 0x21, 0x3d]), 6, 5));
        let parts = [0x01, 0x03, 0x48, 0x65, 0x6c, 0x80, 0x02, 0x6c, 0x6f];
        let (found, end) = frames(&parts, 10);
        assert_eq!(end, parts.len());
        assert_eq!(
            found.iter().map(|f| (f.fin, f.opcode)).collect::<Vec<_>>(),
            [(false, 1), (true, 0)]
        );
        assert_eq!(found[1].payload(&parts, 100), b"lo");
    }

    #[test]
    fn truncated_frames_report_the_missing_bytes() {
        let (found, end) = frames(&[0xff, 0x05, 1, 2], 10);
        assert_eq!((found[0].length, found[0].came, found[0].is_whole(), end), (5, 2, false, 4));
        assert_eq!((found[0].reserved, found[0].name()), ([true; 3], None));
        // An incomplete header is not a frame.
        assert_eq!(frames(&[0x81, 0x80, 1, 2, 3], 10), (vec![], 0));
        assert_eq!(frames(&[0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255, 7], 10).1, 11);
    }

    proptest! {
        #[test]
        fn any_bytes_parse_without_gaps(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let (found, end) = frames(&bytes, 1000);
            prop_assert!(end <= bytes.len());
            let mut at = 0;
            for frame in &found {
                prop_assert_eq!(frame.offset, at);
                at = frame.end();
            }
            prop_assert_eq!(at, end);
            // Only an incomplete header is left over.
            prop_assert!(bytes.len() - end < 14);
        }
    }
}
