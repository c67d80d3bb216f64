//! The words and signs of tests: `code:`, `size>` and so on.

use super::error::Expected;

/// What a test asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Code,
    Dir,
    Kind,
    Size,
    Wire,
    Row,
    Time,
    Latency,
    Pinned,
    Note,
    Field,
}

pub(super) const KEYS: [(&str, Key); 11] = [
    ("code", Key::Code),
    ("dir", Key::Dir),
    ("kind", Key::Kind),
    ("size", Key::Size),
    ("wire", Key::Wire),
    ("row", Key::Row),
    ("time", Key::Time),
    ("latency", Key::Latency),
    ("pinned", Key::Pinned),
    ("note", Key::Note),
    ("field", Key::Field),
];

impl Key {
    pub(super) fn word(self) -> &'static str {
        KEYS.iter().find(|(_, key)| *key == self).map_or("", |(word, _)| word)
    }

    /// What its values are.
    pub(super) fn expected(self) -> Expected {
        match self {
            Key::Code => Expected::Code,
            Key::Dir => Expected::Direction,
            Key::Kind => Expected::Kind,
            Key::Size | Key::Wire => Expected::Size,
            Key::Row => Expected::Row,
            Key::Time => Expected::Time,
            Key::Latency => Expected::Duration,
            Key::Pinned => Expected::YesNo,
            Key::Note => Expected::Term,
            Key::Field => Expected::FieldValue,
        }
    }

    /// Whether `<` and its like make sense.
    pub(super) fn is_ordered(self) -> bool {
        !matches!(self, Key::Dir | Key::Kind | Key::Pinned | Key::Note)
    }

    /// Whether a comma begins another value.
    pub(super) fn is_list(self) -> bool {
        !matches!(self, Key::Time | Key::Pinned | Key::Note)
    }
}

/// Between key and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Colon,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

pub(super) const SIGNS: [(&str, Sign); 7] = [
    ("<=", Sign::LessEqual),
    (">=", Sign::GreaterEqual),
    ("!=", Sign::NotEqual),
    (":", Sign::Colon),
    ("=", Sign::Equal),
    ("<", Sign::Less),
    (">", Sign::Greater),
];

impl Sign {
    pub(super) fn text(self) -> &'static str {
        SIGNS.iter().find(|(_, sign)| *sign == self).map_or("", |(text, _)| text)
    }
}
