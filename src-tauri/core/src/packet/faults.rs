//! Kinds of faults that a message can have, and sets of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A kind of fault. The first five are faults of a message on its own, the next five those in a series of messages.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    TS,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::EnumIter,
    strum::EnumCount,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
pub enum FaultKind {
    /// The message does not fit its layout, or is not the JSON, text or Protobuf that the layout says.
    Fit,
    /// A field with a constant has another value.
    Constant,
    /// A checksum is wrong.
    Checksum,
    /// A value is outside its field's range.
    Range,
    /// Bytes follow where the layout ends.
    Trailing,
    /// Sequence numbers are missing before this message.
    Gap,
    /// The sequence number is the previous one again.
    Duplicate,
    /// The sequence number is smaller than the previous one.
    Backwards,
    /// The timestamp is earlier than the previous one.
    Time,
    /// A heartbeat is late or early.
    Heartbeat,
    /// A protocol message that begins in this row does not end, is too long or has an impossible length.
    Split,
}

impl FaultKind {
    /// The name in filters and exports.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether it is a fault in a series of messages, not of a message on its own.
    pub fn is_in_series(self) -> bool {
        (FaultKind::Gap as u8..=FaultKind::Heartbeat as u8).contains(&(self as u8))
    }

    /// The number of kinds.
    pub const COUNT: usize = <FaultKind as strum::EnumCount>::COUNT;

    /// The bits of [`FaultSet::bits`] that have a meaning.
    pub(crate) fn known_bits() -> u16 {
        ((1u32 << FaultKind::COUNT) - 1) as u16
    }
}

/// A set of fault kinds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FaultSet(u16);

impl FaultSet {
    /// The set without faults.
    pub const EMPTY: FaultSet = FaultSet(0);

    /// The set of all kinds.
    pub fn all() -> FaultSet {
        FaultSet(FaultKind::known_bits())
    }

    /// The set of these kinds.
    pub fn of(kinds: &[FaultKind]) -> FaultSet {
        FaultSet(kinds.iter().fold(0, |bits, kind| bits | 1 << *kind as u8))
    }

    /// Adds a kind.
    pub fn insert(&mut self, kind: FaultKind) {
        self.0 |= 1 << kind as u8;
    }

    /// Whether the set contains a kind.
    pub fn contains(self, kind: FaultKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether there is no fault.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in both sets.
    pub fn intersection(self, other: FaultSet) -> FaultSet {
        FaultSet(self.0 & other.0)
    }

    /// The kinds in either set.
    pub fn union(self, other: FaultSet) -> FaultSet {
        FaultSet(self.0 | other.0)
    }

    /// The kinds, in the order of [`FaultKind`].
    pub fn kinds(self) -> impl Iterator<Item = FaultKind> {
        use strum::IntoEnumIterator as _;
        FaultKind::iter().filter(move |kind| self.contains(*kind))
    }

    /// The set as stored in a file: one bit per kind.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// The set of these bits.
    pub fn from_bits(bits: u16) -> FaultSet {
        FaultSet(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_the_kinds_that_were_added() {
        let mut set = FaultSet::EMPTY;
        set.insert(FaultKind::Heartbeat);
        set.insert(FaultKind::Checksum);
        let words: Vec<_> = set.kinds().map(FaultKind::word).collect();
        assert_eq!(words, ["checksum", "heartbeat"]);
        assert_eq!("checksum".parse(), Ok(FaultKind::Checksum));
        assert_eq!(FaultSet::from_bits(set.bits()), set);
        assert!(!set.contains(FaultKind::Fit) && !set.is_empty());
    }
}
