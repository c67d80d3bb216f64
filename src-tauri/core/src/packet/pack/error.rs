//! Why values do not pack, and what packing lost.

use crate::packet::value::ValueError;

/// A loss that Python does not mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackWarning {
    /// Bytes that the field has no room for.
    #[error("value {}: {given} bytes given, only {kept} kept", index + 1)]
    Truncated {
        /// Which value, from 0.
        index: usize,
        /// How many bytes were given.
        given: usize,
        /// How many of them a reader gets back.
        kept: usize,
    },
    /// A finite number that became infinite.
    #[error("value {}: too large, became infinity", index + 1)]
    Infinity {
        /// Which value, from 0.
        index: usize,
    },
}

impl PackWarning {
    /// The stable name of this warning.
    pub fn code(&self) -> &'static str {
        match self {
            PackWarning::Truncated { .. } => "pack.truncated",
            PackWarning::Infinity { .. } => "pack.infinity",
        }
    }

    /// Which value, from 0.
    pub fn index(&self) -> usize {
        match self {
            PackWarning::Truncated { index, .. } | PackWarning::Infinity { index } => *index,
        }
    }
}

/// Why values do not pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Too many values or too few.
    #[error("the format takes {expected} values, got {got}")]
    Count {
        /// What the format takes.
        expected: usize,
        /// What was given.
        got: usize,
    },
    /// More bytes than [`SIZE_LIMIT`](super::SIZE_LIMIT).
    #[error("the format makes {size} bytes, more than a message may have: use smaller counts")]
    TooLong {
        /// What the format makes.
        size: usize,
    },
    /// A value that its field does not take.
    #[error("value {}: {what}", index + 1)]
    Value {
        /// Which value, from 0.
        index: usize,
        /// Where its bytes would lie.
        offset: usize,
        /// Why not.
        what: Misfit,
    },
}

/// Why a field does not take a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// What was typed is no value of the field's type, or a value of another type was given.
    #[error(transparent)]
    Type(ValueError),
    /// An integer beyond the field's range.
    #[error("out of range: {ch:?} takes {low} to {high}")]
    Range {
        /// The format character.
        ch: char,
        /// The smallest that fits.
        low: i128,
        /// The largest that fits.
        high: i128,
    },
    /// A finite number beyond the field's range.
    #[error("too large for {ch:?}: use d, or write inf if that is meant")]
    FloatRange {
        /// The format character.
        ch: char,
    },
    /// `c` with other than one byte.
    #[error("'c' takes exactly one byte, got {got}: use s with a count for more")]
    CharLength {
        /// How many bytes were given.
        got: usize,
    },
}

impl PackError {
    /// The stable name of this error.
    pub fn code(&self) -> &'static str {
        match self {
            PackError::Count { .. } => "pack.count",
            PackError::TooLong { .. } => "pack.too_long",
            PackError::Value { what: Misfit::Type(error), .. } => error.code(),
            PackError::Value { what: Misfit::Range { .. }, .. } => "pack.range",
            PackError::Value { what: Misfit::FloatRange { .. }, .. } => "pack.float_range",
            PackError::Value { what: Misfit::CharLength { .. }, .. } => "pack.char_length",
        }
    }

    /// Which value, from 0, where it is about one.
    pub fn index(&self) -> Option<usize> {
        match self {
            PackError::Value { index, .. } => Some(*index),
            _ => None,
        }
    }

    /// Where in the typed value, in characters from 0, where that is known.
    pub fn column(&self) -> Option<usize> {
        match self {
            PackError::Value { what: Misfit::Type(error), .. } => error.column(),
            _ => None,
        }
    }
}
