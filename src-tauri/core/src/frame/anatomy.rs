//! Bytes as they were on the wire, taken apart into frames (RFC 6455 section 5.2). Pure.
//!
//! It judges nothing: reserved bits and opcodes, masks where there should be none, lengths that more was promised of than
//! came, all are told as they are.

use super::header::{FrameHeader, apply_mask, opcode_name};

/// One frame, or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Where its head begins.
    pub offset: usize,
    /// Bytes of its head, the mask's key included.
    pub head: usize,
    /// Nothing of the message follows in another frame.
    pub fin: bool,
    /// The reserved bits, 1 to 3.
    pub reserved: [bool; 3],
    /// As in section 11.8.
    pub opcode: u8,
    /// The key, where there is a mask.
    pub mask: Option<[u8; 4]>,
    /// Payload bytes that the head promises.
    pub length: u64,
    /// Payload bytes that are there.
    pub came: u64,
}

impl Frame {
    /// The frame at the beginning of these bytes; `None` where its head is not whole.
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

    /// Where its payload ends, or the bytes do.
    pub fn end(&self) -> usize {
        // What came is no more than there are bytes.
        self.offset + self.head + self.came as usize
    }

    /// All that its head promises is there.
    pub fn is_whole(&self) -> bool {
        self.came == self.length
    }

    /// Its payload without the mask, at most so many bytes of it.
    pub fn payload(&self, bytes: &[u8], most: usize) -> Vec<u8> {
        let from = self.offset + self.head;
        let part = bytes.get(from..self.end().min(from.saturating_add(most))).unwrap_or_default();
        let mut part = part.to_vec();
        apply_mask(&mut part, self.mask.unwrap_or_default(), 0);
        part
    }

    /// The opcode's name in RFC 6455; none for the reserved ones.
    pub fn name(&self) -> Option<&'static str> {
        opcode_name(self.opcode)
    }
}

/// Frame by frame, at most so many, and where they end; what follows is the beginning of a head, or nothing.
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
    fn the_examples_of_rfc_6455_section_5_7() {
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
    fn what_is_not_there_is_told() {
        let (found, end) = frames(&[0xff, 0x05, 1, 2], 10);
        assert_eq!((found[0].length, found[0].came, found[0].is_whole(), end), (5, 2, false, 4));
        assert_eq!((found[0].reserved, found[0].name()), ([true; 3], None));
        // Half a head is no frame.
        assert_eq!(frames(&[0x81, 0x80, 1, 2, 3], 10), (vec![], 0));
        assert_eq!(frames(&[0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255, 7], 10).1, 11);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let (found, end) = frames(&bytes, 1000);
            prop_assert!(end <= bytes.len());
            let mut at = 0;
            for frame in &found {
                prop_assert_eq!(frame.offset, at);
                at = frame.end();
            }
            prop_assert_eq!(at, end);
            // Only half a head is left over.
            prop_assert!(bytes.len() - end < 14);
        }
    }
}
