//! How much of a transcript is kept, as a person writes it: `all`, `1000000 messages`, `10 GB`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Fewer messages than this would make a file for every few of them.
pub const FEWEST_MESSAGES: u64 = 1000;
/// Row numbers are 32 bits.
const MOST_MESSAGES: u64 = 4_000_000_000;
/// Fewer bytes than this would make a file for every few messages.
const FEWEST_BYTES: u64 = 1_000_000;
/// A transcript's positions are 48 bits.
const MOST_BYTES: u64 = 200_000_000_000_000;

/// The units of bytes, the longest first where one is the end of another.
const UNITS: [(&str, u64); 9] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("kB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("bytes", 1),
];

/// How much of a transcript is kept while it is written. What is beyond it goes, the oldest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RetentionLimit {
    /// Everything; nothing is ever removed.
    #[default]
    All,
    /// At least the last so many messages, and at most an eighth more.
    Messages(u64),
    /// At most so many bytes of files, index included, and at least seven eighths of it. One message that is
    /// larger than an eighth is kept whole.
    Bytes(u64),
}

/// Why a text does not say how much to keep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{text}' does not say how much to keep: write all, a number of messages (1000 messages at least) \
     or of bytes (1 MB at least), such as '1000000 messages' or '10 GB'"
)]
pub struct RetentionError {
    /// What was written.
    pub text: String,
}

impl RetentionError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        "keep_invalid"
    }
}

impl RetentionLimit {
    /// Reads `all`, `1000000 messages` or `10 GB`; the unit of bytes is one of bytes, kB, MB, GB, TB, KiB, MiB,
    /// GiB, TiB, and may have a fraction before it, as `1.5 GB`.
    pub fn parse(text: &str) -> Result<RetentionLimit, RetentionError> {
        let wrong = || RetentionError { text: text.to_owned() };
        let trimmed = text.trim();
        if trimmed == "all" {
            return Ok(RetentionLimit::All);
        }
        let split = trimmed.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (number, unit) = trimmed.split_at(split);
        let number = number.trim_end();
        if unit == "messages" {
            let messages: u64 = number.parse().map_err(|_| wrong())?;
            let sensible = (FEWEST_MESSAGES..=MOST_MESSAGES).contains(&messages);
            return if sensible { Ok(RetentionLimit::Messages(messages)) } else { Err(wrong()) };
        }
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        if !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return Err(wrong());
        }
        let bytes = match number.parse::<u64>() {
            Ok(whole) => whole.checked_mul(*factor).ok_or_else(wrong)?,
            Err(_) => (number.parse::<f64>().map_err(|_| wrong())? * *factor as f64) as u64,
        };
        let sensible = (FEWEST_BYTES..=MOST_BYTES).contains(&bytes);
        if sensible { Ok(RetentionLimit::Bytes(bytes)) } else { Err(wrong()) }
    }
}

/// As [`RetentionLimit::parse`] reads it, with the largest unit that says it exactly.
impl fmt::Display for RetentionLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RetentionLimit::All => f.write_str("all"),
            RetentionLimit::Messages(messages) => write!(f, "{messages} messages"),
            RetentionLimit::Bytes(bytes) => {
                let exact = UNITS.iter().filter(|(_, factor)| bytes % factor == 0);
                let (name, factor) = exact.max_by_key(|(_, factor)| factor).unwrap_or(&UNITS[8]);
                write!(f, "{} {name}", bytes / factor)
            }
        }
    }
}

impl TryFrom<String> for RetentionLimit {
    type Error = RetentionError;

    fn try_from(text: String) -> Result<RetentionLimit, RetentionError> {
        RetentionLimit::parse(&text)
    }
}

impl From<RetentionLimit> for String {
    fn from(keep: RetentionLimit) -> String {
        keep.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_three_forms() {
        assert_eq!(RetentionLimit::parse("all"), Ok(RetentionLimit::All));
        assert_eq!(RetentionLimit::parse(" 1000 messages"), Ok(RetentionLimit::Messages(1000)));
        assert_eq!(RetentionLimit::parse("10 GB"), Ok(RetentionLimit::Bytes(10_000_000_000)));
        assert_eq!(RetentionLimit::parse("1.5GB"), Ok(RetentionLimit::Bytes(1_500_000_000)));
        assert_eq!(RetentionLimit::parse("2 GiB"), Ok(RetentionLimit::Bytes(2 << 30)));
        assert_eq!(RetentionLimit::parse("1000000 bytes"), Ok(RetentionLimit::Bytes(1_000_000)));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "10",
            "GB",
            "-1 GB",
            "1e9 GB",
            "1.2.3 GB",
            "999 messages",
            "1 kB",
            "1.5 messages",
            "5000000000 messages",
            "999 TB",
            "10 gb",
            "10 GB x",
            "inf GB",
            "ALL",
            "99999999999999 TB",
        ] {
            assert_eq!(
                RetentionLimit::parse(text),
                Err(RetentionError { text: text.to_owned() }),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_as_the_same(messages in 1000u64..4_000_000_000, bytes in 1_000_000u64..1 << 47) {
            for keep in [RetentionLimit::All, RetentionLimit::Messages(messages), RetentionLimit::Bytes(bytes)] {
                prop_assert_eq!(RetentionLimit::parse(&keep.to_string()), Ok(keep));
            }
        }
    }
}
