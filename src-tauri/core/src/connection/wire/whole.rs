//! Messages that lie whole, and in one frame, in what was read: nearly all there are. The library never sees them.
//!
//! It puts together what comes in fragments, and asks for bytes only when it has handed out all that it had; so these
//! come in their order among the others.

use bytes::{Buf, Bytes};

use super::frames::Bounds;
use super::incoming::CHUNK;
use crate::connection::head::{BINARY, FIN, Head, TEXT};
use crate::frame::Kind;

const TEXT_WHOLE: u8 = FIN | TEXT;
const BINARY_WHOLE: u8 = FIN | BINARY;

/// A payload from this size on is held where it was read; below it a copy is cheaper.
const HELD: usize = 2048;

/// A message in one frame that keeps all rules. What is not as simple is `None`.
#[inline]
pub(super) fn simple(head: Head, bounds: Bounds) -> Option<Kind> {
    let kind = match head.first {
        TEXT_WHOLE => Kind::Text,
        BINARY_WHOLE => Kind::Binary,
        _ => return None,
    };
    (!head.masked && head.len <= bounds.message).then_some(kind)
}

/// The message at the beginning of these bytes; `None` where none lies there, or not all of it.
#[inline]
pub(super) fn first(bytes: &[u8], bounds: Bounds) -> Option<Place> {
    let (head, size) = Head::decode(bytes)?;
    let kind = simple(head, bounds)?;
    let to = size + head.len as usize;
    (to <= bytes.len()).then_some(Place { kind, from: size, to })
}

/// What was read, as long as whole messages lie at its beginning.
#[derive(Debug)]
pub struct Whole {
    chunk: Bytes,
    bounds: Bounds,
    /// So much that its buffer is worth being kept for as long as something in it is held.
    is_full: bool,
}

/// Where in it a message lies.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Text or binary.
    pub kind: Kind,
    from: usize,
    to: usize,
}

impl Whole {
    pub(super) fn new(chunk: Bytes, bounds: Bounds) -> Whole {
        let is_full = chunk.len() >= CHUNK / 4;
        Whole { chunk, bounds, is_full }
    }

    pub(super) fn into_rest(self) -> Bytes {
        self.chunk
    }

    /// The message at its beginning; `None` where none lies there, or not all of it.
    #[inline]
    pub fn first(&self) -> Option<Place> {
        first(&self.chunk, self.bounds)
    }

    /// The payload of the message there.
    #[inline]
    pub fn payload(&self, place: Place) -> &[u8] {
        &self.chunk[place.from..place.to]
    }

    /// The same to be kept, where that is better than a copy.
    #[inline]
    pub fn held(&self, place: Place) -> Option<Bytes> {
        let is_large = self.is_full && place.to - place.from >= HELD;
        is_large.then(|| self.chunk.slice(place.from..place.to))
    }

    /// Goes on behind it.
    #[inline]
    pub fn pass(&mut self, place: Place) {
        self.chunk.advance(place.to);
    }
}
