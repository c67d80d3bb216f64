//! Parses hex digits in the notations people paste, and encodes bytes as hex.

use std::fmt::Write as _;

/// A parse error of hex text. Columns count characters from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HexError {
    /// A character that is neither a hex digit nor a separator.
    #[error("{ch:?} at column {} is not a hex digit: use 0-9 and a-f, in pairs", column + 1)]
    BadChar {
        /// The character.
        ch: char,
        /// Its column.
        column: usize,
    },
    /// A digit without a partner.
    #[error(
        "an odd number of hex digits: the one at column {} has no partner; write 01 for 1",
        column + 1
    )]
    Odd {
        /// The column of the digit.
        column: usize,
    },
}

impl HexError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            HexError::BadChar { .. } => "hex.bad_char",
            HexError::Odd { .. } => "hex.odd",
        }
    }

    /// The column in the text, in characters from 0.
    pub fn column(&self) -> usize {
        match self {
            HexError::BadChar { column, .. } | HexError::Odd { column } => *column,
        }
    }
}

/// Parses `01 00`, `0100`, `0x01,0x00` and similar notations.
///
/// White space, `,`, `;`, `:`, `-` and `_` are separators; any group of digits may start with `0x`. A group must have
/// an even number of digits: `1 00` is an error rather than a guess.
pub fn parse(text: &str) -> Result<Vec<u8>, HexError> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut high: Option<(u8, usize)> = None;
    let mut group_start = true;
    for (column, ch) in text.chars().enumerate() {
        if let Some(digit) = digit(ch) {
            match high.take() {
                Some((first, _)) => bytes.push(first << 4 | digit),
                None => high = Some((digit, column)),
            }
            // An `x` may follow the single 0 at the start of a group.
            group_start = group_start && high == Some((0, column));
        } else if matches!(ch, 'x' | 'X') && group_start && high.is_some() {
            high = None;
            group_start = false;
        } else if ch.is_whitespace() || matches!(ch, ',' | ';' | ':' | '-' | '_') {
            if let Some((_, column)) = high {
                return Err(HexError::Odd { column });
            }
            group_start = true;
        } else {
            return Err(HexError::BadChar { ch, column });
        }
    }
    match high {
        Some((_, column)) => Err(HexError::Odd { column }),
        None => Ok(bytes),
    }
}

fn digit(ch: char) -> Option<u8> {
    ch.to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Encodes bytes as lower-case digits without separators.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_common_notations() {
        for text in
            ["01 00 00 ff", "010000FF", "0x01,0x00, 0x00 ,0xff", "01:00:00:ff", "0x010000ff"]
        {
            assert_eq!(parse(text), Ok(vec![1, 0, 0, 255]), "{text}");
        }
        assert_eq!(parse(" \n"), Ok(vec![]));
        assert_eq!(parse("0x"), Ok(vec![]));
        assert_eq!(parse("00"), Ok(vec![0]));
    }

    #[test]
    fn errors_report_the_column() {
        assert_eq!(parse("01 0"), Err(HexError::Odd { column: 3 }));
        assert_eq!(parse("1 00"), Err(HexError::Odd { column: 0 }));
        assert_eq!(parse("01 0g"), Err(HexError::BadChar { ch: 'g', column: 4 }));
        assert_eq!(parse("中01"), Err(HexError::BadChar { ch: '中', column: 0 }));
        assert_eq!(parse("000x01"), Err(HexError::BadChar { ch: 'x', column: 3 }));
        assert_eq!(parse("1x00"), Err(HexError::BadChar { ch: 'x', column: 1 }));
    }

    #[test]
    fn encoding_is_lower_case() {
        assert_eq!(encode(&[0, 0xab, 0xff]), "00abff");
    }
}
