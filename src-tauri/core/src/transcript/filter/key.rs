//! Keys and operators of tests, such as `code:` and `size>`.

use super::super::error::Expected;

/// Key of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TestKey {
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
    Fault,
    Seq,
    Fits,
    Is,
    Joined,
    Part,
    Field,
}

pub(super) const KEYS: [(&str, TestKey); 17] = [
    ("code", TestKey::Code),
    ("dir", TestKey::Dir),
    ("kind", TestKey::Kind),
    ("size", TestKey::Size),
    ("wire", TestKey::Wire),
    ("row", TestKey::Row),
    ("time", TestKey::Time),
    ("latency", TestKey::Latency),
    ("pinned", TestKey::Pinned),
    ("note", TestKey::Note),
    ("fault", TestKey::Fault),
    ("seq", TestKey::Seq),
    ("fits", TestKey::Fits),
    ("is", TestKey::Is),
    ("joined", TestKey::Joined),
    ("part", TestKey::Part),
    ("field", TestKey::Field),
];

impl TestKey {
    pub(super) fn word(self) -> &'static str {
        KEYS.iter().find(|(_, key)| *key == self).map_or("", |(word, _)| word)
    }

    /// What its values are.
    pub(super) fn expected(self) -> Expected {
        match self {
            TestKey::Code => Expected::Code,
            TestKey::Dir => Expected::Direction,
            TestKey::Kind => Expected::Kind,
            TestKey::Size | TestKey::Wire => Expected::Size,
            TestKey::Row => Expected::Row,
            TestKey::Time => Expected::Time,
            TestKey::Latency => Expected::Duration,
            TestKey::Pinned | TestKey::Fits | TestKey::Joined | TestKey::Part => Expected::YesNo,
            TestKey::Fault => Expected::Fault,
            TestKey::Seq => Expected::Series,
            TestKey::Is => Expected::Mark,
            TestKey::Note => Expected::Term,
            TestKey::Field => Expected::FieldValue,
        }
    }

    /// Whether it accepts comparison operators.
    pub(super) fn is_ordered(self) -> bool {
        !matches!(
            self,
            TestKey::Dir
                | TestKey::Kind
                | TestKey::Pinned
                | TestKey::Note
                | TestKey::Fault
                | TestKey::Seq
                | TestKey::Fits
                | TestKey::Is
                | TestKey::Joined
                | TestKey::Part
        )
    }

    /// Whether commas separate several values.
    pub(super) fn is_list(self) -> bool {
        !matches!(
            self,
            TestKey::Time
                | TestKey::Pinned
                | TestKey::Note
                | TestKey::Fits
                | TestKey::Joined
                | TestKey::Part
        )
    }
}

/// Operator between key and value.
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
