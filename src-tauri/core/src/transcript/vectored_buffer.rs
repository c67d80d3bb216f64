//! Bytes on their way to a file: small payloads copied together, large ones held as they came.
//!
//! A large payload is not worth a copy, and where a message is of a gigabyte there must not be two of it.

use std::io::IoSlice;

use bytes::Bytes;

/// So many pieces go to the system at once; Linux and macOS take 1024.
const AT_ONCE: usize = 1024;

/// See the module's text.
#[derive(Debug, Default)]
pub(super) struct VectoredBuffer {
    copied: Vec<u8>,
    held: Vec<Chunk>,
    /// Bytes of those held.
    held_bytes: usize,
}

#[derive(Debug)]
struct Chunk {
    /// So many of the copied bytes come before it.
    after: usize,
    bytes: Bytes,
}

impl VectoredBuffer {
    /// Nothing, with room for so many copied bytes.
    pub(super) fn with_capacity(bytes: usize) -> VectoredBuffer {
        VectoredBuffer { copied: Vec::with_capacity(bytes), ..VectoredBuffer::default() }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.copied.len() + self.held_bytes
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends a copy.
    #[inline]
    pub(super) fn copy(&mut self, bytes: &[u8]) {
        self.copied.extend_from_slice(bytes);
    }

    /// Appends what is kept alive until it is written.
    pub(super) fn hold(&mut self, bytes: Bytes) {
        self.held_bytes += bytes.len();
        self.held.push(Chunk { after: self.copied.len(), bytes });
    }

    /// What lies between these places, in order; not all of it where the pieces are very many.
    pub(super) fn between(&self, from: usize, to: usize) -> Vec<IoSlice<'_>> {
        let mut slices = Vec::new();
        let (mut at, mut copied) = (0, 0);
        let rest = [&[][..]];
        let held = self.held.iter().map(|held| (held.after, &held.bytes[..]));
        for (after, bytes) in held.chain(rest.map(|none| (self.copied.len(), none))) {
            for piece in [&self.copied[copied..after], bytes] {
                let begin = from.clamp(at, at + piece.len()) - at;
                let end = to.clamp(at, at + piece.len()) - at;
                if begin < end {
                    slices.push(IoSlice::new(&piece[begin..end]));
                }
                at += piece.len();
            }
            copied = after;
            if at >= to || slices.len() + 2 > AT_ONCE {
                break;
            }
        }
        slices
    }

    /// Makes it empty, and gives back what one huge message took.
    pub(super) fn recycle(&mut self, most: usize, room: usize) {
        self.copied.clear();
        self.held.clear();
        self.held_bytes = 0;
        if self.copied.capacity() > most {
            self.copied.shrink_to(room);
        }
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.copied.capacity() + self.held_bytes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_part_is_what_was_appended(
            pieces in proptest::collection::vec((any::<bool>(), proptest::collection::vec(any::<u8>(), 0..9)), 0..12),
            from in 0usize..60,
            len in 0usize..60,
        ) {
            let (mut ours, mut all) = (VectoredBuffer::default(), Vec::new());
            for (hold, bytes) in pieces {
                all.extend_from_slice(&bytes);
                match hold {
                    true => ours.hold(bytes.into()),
                    false => ours.copy(&bytes),
                }
            }
            prop_assert_eq!(ours.len(), all.len());
            let (from, to) = (from.min(all.len()), (from + len).min(all.len()));
            prop_assert_eq!(ours.between(from, to).concat_bytes(), &all[from..to]);
        }
    }

    trait Concat {
        fn concat_bytes(&self) -> Vec<u8>;
    }

    impl Concat for Vec<IoSlice<'_>> {
        fn concat_bytes(&self) -> Vec<u8> {
            self.iter().flat_map(|slice| slice.iter().copied()).collect()
        }
    }

    #[test]
    fn very_many_pieces_come_in_parts() {
        let mut pieces = VectoredBuffer::default();
        for byte in 0..2_000u32 {
            pieces.copy(&[byte as u8]);
            pieces.hold(Bytes::from_static(b"!"));
        }
        let (mut at, mut parts) = (0, 0);
        while at < pieces.len() {
            let slices = pieces.between(at, pieces.len());
            assert!((1..=AT_ONCE).contains(&slices.len()));
            at += slices.iter().map(|slice| slice.len()).sum::<usize>();
            parts += 1;
        }
        assert_eq!((at, parts), (4_000, 4));
    }
}
