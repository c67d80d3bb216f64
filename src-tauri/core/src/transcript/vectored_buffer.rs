//! Write buffer for vectored writes: copies small payloads together and holds large ones by
//! reference, so that a message of a gigabyte is never in memory twice.

use std::io::IoSlice;

use bytes::Bytes;

/// Maximum slices per write call; Linux and macOS accept 1024.
const MAX_SLICES: usize = 1024;

/// Copied bytes with held chunks in between.
#[derive(Debug, Default)]
pub(super) struct VectoredBuffer {
    copied: Vec<u8>,
    held: Vec<Chunk>,
    /// Total size of the held chunks.
    held_bytes: usize,
}

#[derive(Debug)]
struct Chunk {
    /// Number of copied bytes before this chunk.
    after: usize,
    bytes: Bytes,
}

impl VectoredBuffer {
    /// Creates an empty buffer with capacity for `bytes` copied bytes.
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

    /// Appends a chunk that is kept alive until the buffer is recycled.
    pub(super) fn hold(&mut self, bytes: Bytes) {
        self.held_bytes += bytes.len();
        self.held.push(Chunk { after: self.copied.len(), bytes });
    }

    /// Slices of the given byte range, in order; stops early when there are too many for one write.
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
            if at >= to || slices.len() + 2 > MAX_SLICES {
                break;
            }
        }
        slices
    }

    /// Clears the buffer, shrinking it to `capacity` bytes if its capacity exceeds `max`.
    pub(super) fn recycle(&mut self, max: usize, capacity: usize) {
        self.copied.clear();
        self.held.clear();
        self.held_bytes = 0;
        if self.copied.capacity() > max {
            self.copied.shrink_to(capacity);
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
        fn any_range_equals_the_appended_bytes(
            pieces in proptest::collection::vec((any::<bool>(), proptest::collection::vec(any::<u8>(), 0..9)), 0..12),
            from in 0usize..60,
            len in 0usize..60,
        ) {
            let (mut buffer, mut expected) = (VectoredBuffer::default(), Vec::new());
            for (hold, bytes) in pieces {
                expected.extend_from_slice(&bytes);
                match hold {
                    true => buffer.hold(bytes.into()),
                    false => buffer.copy(&bytes),
                }
            }
            prop_assert_eq!(buffer.len(), expected.len());
            let (from, to) = (from.min(expected.len()), (from + len).min(expected.len()));
            prop_assert_eq!(buffer.between(from, to).concat_bytes(), &expected[from..to]);
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
    fn many_chunks_take_several_writes() {
        let mut buffer = VectoredBuffer::default();
        for byte in 0..2_000u32 {
            buffer.copy(&[byte as u8]);
            buffer.hold(Bytes::from_static(b"!"));
        }
        let (mut at, mut writes) = (0, 0);
        while at < buffer.len() {
            let slices = buffer.between(at, buffer.len());
            assert!((1..=MAX_SLICES).contains(&slices.len()));
            at += slices.iter().map(|slice| slice.len()).sum::<usize>();
            writes += 1;
        }
        assert_eq!((at, writes), (4_000, 4));
    }
}
