//! Retention limits of transcripts, such as `all`, `1000000 messages` and `10 GB`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A lower limit would create a file for every few messages.
pub const FEWEST_MESSAGES: u64 = 1000;
/// Row numbers have 32 bits.
const MOST_MESSAGES: u64 = 4_000_000_000;
/// A lower limit would create a file for every few messages.
const FEWEST_BYTES: u64 = 1_000_000;
/// Positions in a transcript have 48 bits.
const MOST_BYTES: u64 = 200_000_000_000_000;

/// Units of bytes; a unit that ends with another one comes first.
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

/// How much of a transcript is kept while it is being written. The oldest records beyond the limit are removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RetentionLimit {
    /// Keeps everything.
    #[default]
    All,
    /// Keeps at least this many of the latest messages, and at most an eighth more.
    Messages(u64),
    /// Keeps at most this many bytes of files, including the index, and at least seven eighths of that. A message
    /// larger than an eighth is kept whole.
    Bytes(u64),
}

/// Parse error of a retention limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{text}' does not say how much to keep: write all, a number of messages (1000 messages at least) \
     or of bytes (1 MB at least), such as '1000000 messages' or '10 GB'"
)]
pub struct RetentionError {
    /// The text that was parsed.
    pub text: String,
}

impl RetentionError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        "keep_invalid"
    }
}

impl RetentionLimit {
    /// Parses `all`, `1000000 messages` or `10 GB`. The unit of bytes is one of bytes, kB, MB, GB, TB, KiB, MiB, GiB
    /// and TiB; the number may have a fraction, such as `1.5 GB`.
    pub fn parse(text: &str) -> Result<RetentionLimit, RetentionError> {
        let invalid = || RetentionError { text: text.to_owned() };
        let trimmed = text.trim();
        if trimmed == "all" {
            return Ok(RetentionLimit::All);
        }
        let split = trimmed.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(invalid)?;
        let (number, unit) = trimmed.split_at(split);
        let number = number.trim_end();
        if unit == "messages" {
            let messages: u64 = number.parse().map_err(|_| invalid())?;
            let in_range = (FEWEST_MESSAGES..=MOST_MESSAGES).contains(&messages);
            return if in_range { Ok(RetentionLimit::Messages(messages)) } else { Err(invalid()) };
        }
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(invalid)?;
        if !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return Err(invalid());
        }
        let bytes = match number.parse::<u64>() {
            Ok(whole) => whole.checked_mul(*factor).ok_or_else(invalid)?,
            Err(_) => (number.parse::<f64>().map_err(|_| invalid())? * *factor as f64) as u64,
        };
        let in_range = (FEWEST_BYTES..=MOST_BYTES).contains(&bytes);
        if in_range { Ok(RetentionLimit::Bytes(bytes)) } else { Err(invalid()) }
    }
}

/// Formats the limit for [`RetentionLimit::parse`], with the largest unit that is exact.
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
    fn parses_all_messages_and_bytes() {
        assert_eq!(RetentionLimit::parse("all"), Ok(RetentionLimit::All));
        assert_eq!(RetentionLimit::parse(" 1000 messages"), Ok(RetentionLimit::Messages(1000)));
        assert_eq!(RetentionLimit::parse("10 GB"), Ok(RetentionLimit::Bytes(10_000_000_000)));
        assert_eq!(RetentionLimit::parse("1.5GB"), Ok(RetentionLimit::Bytes(1_500_000_000)));
        assert_eq!(RetentionLimit::parse("2 GiB"), Ok(RetentionLimit::Bytes(2 << 30)));
        assert_eq!(RetentionLimit::parse("1000000 bytes"), Ok(RetentionLimit::Bytes(1_000_000)));
    }

    #[test]
    fn rejects_anything_else() {
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
        fn parsing_reverses_display(messages in 1000u64..4_000_000_000, bytes in 1_000_000u64..1 << 47) {
            for keep in [RetentionLimit::All, RetentionLimit::Messages(messages), RetentionLimit::Bytes(bytes)] {
                prop_assert_eq!(RetentionLimit::parse(&keep.to_string()), Ok(keep));
            }
        }
    }
}
