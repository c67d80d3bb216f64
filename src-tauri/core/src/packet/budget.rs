//! Limits on the work, memory and time that one build of a layout or one decoding of a message may take.
//!
//! Profiles, headers of transcripts and messages come from strangers, and a few bytes of them can ask for gigabytes. One
//! budget goes through all constructs of a build or a decoding (fields, repeats, checksums, JSON, CBOR, MessagePack,
//! Protobuf), so that no combination of them multiplies. Depth is bounded where it arises:
//! [`MOST_DEEP`](super::layout::plan::MOST_DEEP) for layouts, [`DEPTH_LIMIT`](super::json::DEPTH_LIMIT) for JSON and its
//! binary kin.

use std::time::{Duration, Instant};

/// Fields, tails, bits and labels of one layout, those of the layouts that it repeats included.
pub const LAYOUT_PARTS: usize = 16_384;
/// The same for all layouts of a profile together.
pub const PROFILE_PARTS: usize = 65_536;
/// Memory of one layout's names, labels and values.
const LAYOUT_BYTES: usize = 16 << 20;
const PROFILE_BYTES: usize = 64 << 20;

/// Values that a decoding looks at: so many, and so many more for each byte of the message. Eight layouts in each other
/// look at one byte eight times.
const MESSAGE_PARTS: usize = 1 << 18;
const PARTS_PER_BYTE: usize = 16;
/// Memory for each byte of the message, beside that of [`Limits::bytes`](super::layout::decode::TreeLimits::bytes).
const MEMORY_PER_BYTE: usize = 4;
/// A backstop: the longest messages that the other limits allow take a machine about a minute.
const TIME: Duration = Duration::from_secs(120);
/// The clock is read after so many parts.
const LOOK: usize = 4096;

/// What may still be spent. A copy does not spend from its original.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    parts: usize,
    bytes: usize,
    deadline: Option<Instant>,
    spent: Option<Exhausted>,
}

/// Which limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Exhausted {
    /// Too many values.
    #[error("more values than are decoded of a message of this size")]
    Parts,
    /// Too much memory.
    #[error("more memory than is spent on one message")]
    Bytes,
    /// Too much time.
    #[error("not done after {} seconds", TIME.as_secs())]
    Time,
}

impl Budget {
    fn new(parts: usize, bytes: usize) -> Budget {
        Budget { parts, bytes, deadline: None, spent: None }
    }

    /// For one layout.
    pub fn layout() -> Budget {
        Budget::new(LAYOUT_PARTS, LAYOUT_BYTES)
    }

    /// For all layouts of a profile.
    pub fn profile() -> Budget {
        Budget::new(PROFILE_PARTS, PROFILE_BYTES)
    }

    /// For a message of `size` bytes, with `memory` bytes for its tree.
    pub fn message(size: usize, memory: usize) -> Budget {
        let of = |base: usize, each: usize| base.saturating_add(size.saturating_mul(each));
        Budget::new(of(MESSAGE_PARTS, PARTS_PER_BYTE), of(memory, MEMORY_PER_BYTE))
    }

    /// Builds one layout with what is left of a profile's budget. What it takes is spent; that of a layout that takes more
    /// than one may is not, so that the others can be built.
    pub(crate) fn lend<T>(&mut self, build: impl FnOnce(&mut Budget) -> T) -> T {
        let lent = Budget::new(self.parts.min(LAYOUT_PARTS), self.bytes.min(LAYOUT_BYTES));
        let mut left = lent;
        let built = build(&mut left);
        if left.spent.is_none() {
            self.parts -= lent.parts - left.parts;
            self.bytes -= lent.bytes - left.bytes;
        }
        built
    }

    /// Spends parts and memory; an error, now and ever after, where there is not that much.
    #[inline]
    pub(crate) fn charge(&mut self, parts: usize, bytes: usize) -> Result<(), Exhausted> {
        let (Some(left), Some(memory)) =
            (self.parts.checked_sub(parts), self.bytes.checked_sub(bytes))
        else {
            let what = if self.parts < parts { Exhausted::Parts } else { Exhausted::Bytes };
            return Err(self.stop(what));
        };
        let look = self.parts / LOOK != left / LOOK;
        (self.parts, self.bytes) = (left, memory);
        if look { self.look() } else { self.spent.map_or(Ok(()), Err) }
    }

    /// Which limit was reached, where one was.
    pub(crate) fn exhausted(&self) -> Option<Exhausted> {
        self.spent
    }

    /// Time counts from the first look on: what is small never reads the clock.
    fn look(&mut self) -> Result<(), Exhausted> {
        let now = Instant::now();
        match self.deadline {
            None => self.deadline = now.checked_add(TIME),
            Some(deadline) if now > deadline => return Err(self.stop(Exhausted::Time)),
            Some(_) => {}
        }
        self.spent.map_or(Ok(()), Err)
    }

    fn stop(&mut self, what: Exhausted) -> Exhausted {
        let what = *self.spent.get_or_insert(what);
        (self.parts, self.bytes) = (0, 0);
        what
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_gone() {
        let mut budget = Budget::new(3, 100);
        assert_eq!(budget.charge(2, 50), Ok(()));
        assert_eq!(budget.charge(1, 51), Err(Exhausted::Bytes));
        assert_eq!(budget.charge(0, 0), Err(Exhausted::Bytes), "and so it stays");
        assert_eq!(Budget::new(3, 100).charge(4, 0), Err(Exhausted::Parts));
        let mut budget = Budget::new(10 * LOOK, 0);
        assert_eq!(budget.charge(LOOK, 0), Ok(()));
        budget.deadline = Some(Instant::now() - Duration::from_millis(1));
        assert_eq!(budget.charge(LOOK, 0), Err(Exhausted::Time));
    }

    #[test]
    fn a_layout_that_takes_too_much_leaves_the_rest_to_others() {
        let mut profile = Budget::profile();
        profile.lend(|budget| budget.charge(1000, 0)).unwrap_or_default();
        assert_eq!(profile.parts, PROFILE_PARTS - 1000);
        assert!(profile.lend(|budget| budget.charge(LAYOUT_PARTS + 1, 0)).is_err());
        assert_eq!(profile.parts, PROFILE_PARTS - 1000);
    }
}
