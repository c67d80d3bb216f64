//! What a lens says about a row besides its type: marks, as filters name them.

/// A mark of a row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "lowercase")]
#[repr(u8)]
pub enum Mark {
    /// It only keeps the connection alive.
    Heartbeat,
    /// The other side reports an error.
    Error,
    /// It continues a protocol message that an earlier row began.
    Part,
}

impl Mark {
    /// The name in filters.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A set of marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkSet(u8);

impl MarkSet {
    /// The bits that have a meaning.
    pub(crate) const KNOWN_BITS: u8 = 0b111;

    /// The set of these marks.
    pub fn of(marks: impl IntoIterator<Item = Mark>) -> MarkSet {
        MarkSet(marks.into_iter().fold(0, |bits, mark| bits | 1 << mark as u8))
    }

    /// Whether the set contains a mark.
    pub fn contains(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u8) != 0
    }

    /// Whether both sets have a mark in common.
    pub fn intersects(self, other: MarkSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The marks of either set.
    pub fn union(self, other: MarkSet) -> MarkSet {
        MarkSet(self.0 | other.0)
    }

    /// The set as stored in a file: one bit per mark.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// The set of these bits.
    pub(crate) fn from_bits(bits: u8) -> MarkSet {
        MarkSet(bits)
    }
}
