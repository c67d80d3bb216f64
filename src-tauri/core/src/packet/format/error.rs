//! Parse errors of struct formats, with columns and hints.

use std::fmt;

/// A parse error of a format. Columns count characters from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "format.")]
pub enum FormatError {
    /// An invalid character.
    #[error("bad character {ch:?} in the format at column {}: {hint}", column + 1)]
    BadChar {
        /// The character.
        ch: char,
        /// Its column.
        column: usize,
        /// How to correct it.
        hint: Hint,
    },
    /// A count without a format character after it.
    #[error("a count with no format character after it at column {}: add one, such as `i`", column + 1)]
    CountWithoutChar {
        /// The column of the count.
        column: usize,
    },
    /// A NUL character.
    #[error("a NUL character in the format at column {}: remove it", column + 1)]
    Nul {
        /// Where it stands.
        column: usize,
    },
    /// A character outside ASCII.
    #[error("{ch:?} in the format at column {} is not ASCII: remove it", column + 1)]
    NotAscii {
        /// The character.
        ch: char,
        /// Its column.
        column: usize,
    },
    /// The size exceeds CPython's limit.
    #[error("the struct grows too long at column {}: use a smaller count", column + 1)]
    TooLong {
        /// The column of the item that exceeds it.
        column: usize,
    },
}

/// How to correct an invalid character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// A prefix that is not the first character.
    PrefixFirst,
    /// `n`, `N` or `P` with a prefix that selects standard sizes.
    NativeOnly,
    /// A sign or a space between a count and its character.
    Count,
    /// Any other character.
    Known,
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Hint::PrefixFirst => {
                "one of @ = < > ! may stand only once, as the very first character"
            }
            Hint::NativeOnly => "n, N and P need the prefix @ or none; use q or Q instead",
            Hint::Count => "a count is digits just before its character, with no sign and no space",
            Hint::Known => "use one of x c b B ? h H i I l L q Q n N e f d s p P",
        })
    }
}

impl FormatError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// The column in the text, in characters from 0.
    pub fn column(&self) -> usize {
        match self {
            FormatError::BadChar { column, .. }
            | FormatError::CountWithoutChar { column }
            | FormatError::Nul { column }
            | FormatError::NotAscii { column, .. }
            | FormatError::TooLong { column } => *column,
        }
    }
}

impl Hint {
    /// Chooses the hint for a character. `after_count`: whether digits precede it.
    pub(super) fn about(ch: char, after_count: bool) -> Hint {
        match ch {
            '@' | '=' | '<' | '>' | '!' => Hint::PrefixFirst,
            'n' | 'N' | 'P' => Hint::NativeOnly,
            '+' | '-' => Hint::Count,
            _ if after_count && super::is_space(ch as u8) => Hint::Count,
            _ => Hint::Known,
        }
    }
}
