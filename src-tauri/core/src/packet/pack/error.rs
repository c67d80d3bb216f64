//! Errors and warnings of packing.

use crate::packet::value::ValueError;

/// Lost data about which Python does not warn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackWarning {
    /// Bytes that do not fit into the field.
    #[error("value {}: {given} bytes given, only {kept} kept", index + 1)]
    Truncated {
        /// Index of the value, from 0.
        index: usize,
        /// The number of bytes given.
        given: usize,
        /// The number of bytes that can be unpacked again.
        kept: usize,
    },
    /// A finite number that became infinite.
    #[error("value {}: too large, became infinity", index + 1)]
    Infinity {
        /// Index of the value, from 0.
        index: usize,
    },
}

impl PackWarning {
    /// The stable warning code.
    pub fn code(&self) -> &'static str {
        match self {
            PackWarning::Truncated { .. } => "pack.truncated",
            PackWarning::Infinity { .. } => "pack.infinity",
        }
    }

    /// Index of the value, from 0.
    pub fn index(&self) -> usize {
        match self {
            PackWarning::Truncated { index, .. } | PackWarning::Infinity { index } => *index,
        }
    }
}

/// Why values cannot be packed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The wrong number of values.
    #[error("the format takes {expected} values, got {got}")]
    Count {
        /// The number of values that the format takes.
        expected: usize,
        /// The number of values given.
        got: usize,
    },
    /// The packed size exceeds [`SIZE_LIMIT`](super::SIZE_LIMIT).
    #[error("the format makes {size} bytes, more than a message may have: use smaller counts")]
    TooLong {
        /// The packed size in bytes.
        size: usize,
    },
    /// A value that its field does not accept.
    #[error("value {}: {what}", index + 1)]
    Value {
        /// Index of the value, from 0.
        index: usize,
        /// Offset of the field.
        offset: usize,
        /// The reason.
        what: Misfit,
    },
}

/// Why a field does not accept a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The text is not a value of the field's type, or a value of another type was given.
    #[error(transparent)]
    Type(ValueError),
    /// An integer outside the field's range.
    #[error("out of range: {ch:?} takes {low} to {high}")]
    Range {
        /// The format character.
        ch: char,
        /// The smallest integer that fits.
        low: i128,
        /// The largest integer that fits.
        high: i128,
    },
    /// A finite number outside the field's range.
    #[error("too large for {ch:?}: use d, or write inf if that is meant")]
    FloatRange {
        /// The format character.
        ch: char,
    },
    /// A `c` field without exactly one byte.
    #[error("'c' takes exactly one byte, got {got}: use s with a count for more")]
    CharLength {
        /// The number of bytes given.
        got: usize,
    },
}

impl PackError {
    /// The stable error code.
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

    /// Index of the faulty value, from 0, if the error concerns one.
    pub fn index(&self) -> Option<usize> {
        match self {
            PackError::Value { index, .. } => Some(*index),
            _ => None,
        }
    }

    /// Column in the typed value, in characters from 0, if known.
    pub fn column(&self) -> Option<usize> {
        match self {
            PackError::Value { what: Misfit::Type(error), .. } => error.column(),
            _ => None,
        }
    }
}
