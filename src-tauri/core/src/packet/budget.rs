//! Limits the work, memory and time of building a layout or decoding a message.
//!
//! Profiles, transcript headers and messages come from strangers, and a few bytes of them can ask for gigabytes. One
//! budget covers all constructs of a build or decoding (fields, repeats, checksums, JSON, CBOR, MessagePack, Protobuf),
//! so that combining them cannot multiply the cost. Depth is limited separately: by
//! [`MOST_DEEP`](super::layout::plan::MOST_DEEP) for layouts and [`DEPTH_LIMIT`](super::json::DEPTH_LIMIT) for JSON and
//! the binary formats.

use std::time::{Duration, Instant};

/// Limit of the fields, tails, bits and labels of one layout, including the layouts it repeats.
pub const LAYOUT_PARTS: usize = 16_384;
/// Limit of the fields, tails, bits and labels of all layouts of a profile.
pub const PROFILE_PARTS: usize = 65_536;
/// Limit of the memory for one layout's names, labels and values.
const LAYOUT_BYTES: usize = 16 << 20;
const PROFILE_BYTES: usize = 64 << 20;

/// Limit of the values visited in one decoding: a base plus an amount per byte of the message. Eight nested layouts
/// visit one byte eight times.
const MESSAGE_PARTS: usize = 1 << 18;
const PARTS_PER_BYTE: usize = 16;
/// Memory per byte of the message, in addition to [`TreeLimits::bytes`](super::layout::decode::TreeLimits::bytes).
const MEMORY_PER_BYTE: usize = 4;
/// A backstop: the longest messages that the other limits allow take about a minute.
const TIME: Duration = Duration::from_secs(120);
/// The clock is read once per this many parts.
const CLOCK_INTERVAL: usize = 4096;

/// The remaining budget. Copies are independent of the original.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    parts: usize,
    bytes: usize,
    deadline: Option<Instant>,
    spent: Option<Exhausted>,
}

/// The limit that was exceeded.
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

    /// The budget of one layout.
    pub fn layout() -> Budget {
        Budget::new(LAYOUT_PARTS, LAYOUT_BYTES)
    }

    /// The budget of all layouts of a profile.
    pub fn profile() -> Budget {
        Budget::new(PROFILE_PARTS, PROFILE_BYTES)
    }

    /// The budget for decoding a message of `size` bytes, with `memory` bytes for its tree.
    pub fn message(size: usize, memory: usize) -> Budget {
        let of = |base: usize, each: usize| base.saturating_add(size.saturating_mul(each));
        Budget::new(of(MESSAGE_PARTS, PARTS_PER_BYTE), of(memory, MEMORY_PER_BYTE))
    }

    /// Builds one layout with the rest of a profile's budget. What it uses is deducted, unless the layout exceeds its
    /// own limit: then nothing is deducted, so that the others can still be built.
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

    /// Deducts parts and memory. Fails, and keeps failing, once either is insufficient.
    #[inline]
    pub(crate) fn charge(&mut self, parts: usize, bytes: usize) -> Result<(), Exhausted> {
        let (Some(left), Some(memory)) =
            (self.parts.checked_sub(parts), self.bytes.checked_sub(bytes))
        else {
            let what = if self.parts < parts { Exhausted::Parts } else { Exhausted::Bytes };
            return Err(self.stop(what));
        };
        let check_clock = self.parts / CLOCK_INTERVAL != left / CLOCK_INTERVAL;
        (self.parts, self.bytes) = (left, memory);
        if check_clock { self.check_clock() } else { self.spent.map_or(Ok(()), Err) }
    }

    /// The limit that was exceeded, if any.
    pub(crate) fn exhausted(&self) -> Option<Exhausted> {
        self.spent
    }

    /// Starts measuring time at the first call, so that small messages never read the clock.
    fn check_clock(&mut self) -> Result<(), Exhausted> {
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
    fn an_exhausted_budget_stays_exhausted() {
        let mut budget = Budget::new(3, 100);
        assert_eq!(budget.charge(2, 50), Ok(()));
        assert_eq!(budget.charge(1, 51), Err(Exhausted::Bytes));
        assert_eq!(budget.charge(0, 0), Err(Exhausted::Bytes), "stays exhausted");
        assert_eq!(Budget::new(3, 100).charge(4, 0), Err(Exhausted::Parts));
        let mut budget = Budget::new(10 * CLOCK_INTERVAL, 0);
        assert_eq!(budget.charge(CLOCK_INTERVAL, 0), Ok(()));
        budget.deadline = Some(Instant::now() - Duration::from_millis(1));
        assert_eq!(budget.charge(CLOCK_INTERVAL, 0), Err(Exhausted::Time));
    }

    #[test]
    fn a_layout_that_exceeds_its_limit_deducts_nothing() {
        let mut profile = Budget::profile();
        profile.lend(|budget| budget.charge(1000, 0)).unwrap_or_default();
        assert_eq!(profile.parts, PROFILE_PARTS - 1000);
        assert!(profile.lend(|budget| budget.charge(LAYOUT_PARTS + 1, 0)).is_err());
        assert_eq!(profile.parts, PROFILE_PARTS - 1000);
    }
}
