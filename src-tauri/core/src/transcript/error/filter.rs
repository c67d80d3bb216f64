//! Errors of parsing and compiling filters.

use std::collections::BTreeMap;
use std::fmt;

/// Why a filter text is invalid. Columns count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[non_exhaustive]
#[strum(serialize_all = "snake_case", prefix = "filter_")]
pub enum FilterError {
    /// A `"` is not closed.
    #[error("column {column}: this quotation mark is not closed")]
    OpenQuote {
        /// Column of the opening mark.
        column: u32,
    },
    /// A `/` that starts a regular expression is not closed.
    #[error(
        "column {column}: this regular expression is not closed: write /…/, or \"/…\" for a text"
    )]
    OpenRegex {
        /// Column of the first slash.
        column: u32,
    },
    /// The regular expression is invalid.
    #[error("column {column}: not a regular expression: {message}")]
    Regex {
        /// Column of the first slash.
        column: u32,
        /// The parser's message, on one line.
        message: String,
    },
    /// A space is missing after a closing mark.
    #[error("column {column}: a space is missing here")]
    Space {
        /// Column of the next character.
        column: u32,
    },
    /// A `(` is not closed.
    #[error("column {column}: this parenthesis is not closed")]
    OpenParen {
        /// Column of the parenthesis.
        column: u32,
    },
    /// A `)` without an opening parenthesis.
    #[error("column {column}: this parenthesis closes nothing")]
    StrayParen {
        /// Column of the parenthesis.
        column: u32,
    },
    /// An operand of `and`, `or`, `not`, `-` or `(` is missing.
    #[error("column {column}: {expected} is missing here")]
    Missing {
        /// Column where it is missing.
        column: u32,
        /// What was expected.
        expected: Expected,
    },
    /// A value that its key does not accept.
    #[error("column {column}: '{found}' is not {expected}")]
    Value {
        /// Column of the value.
        column: u32,
        /// Key of the test, such as `size`.
        key: String,
        /// The invalid value.
        found: String,
        /// What was expected.
        expected: Expected,
    },
    /// An operator that the key does not accept, as in `kind>text`.
    #[error("column {column}: '{key}' does not take '{found}': write {key}:…")]
    Operator {
        /// Column of the operator.
        column: u32,
        /// Key of the test.
        key: String,
        /// The operator.
        found: String,
    },
    /// A range whose end lies before its start.
    #[error("column {column}: nothing lies between {from} and {to}: the smaller comes first")]
    Order {
        /// Column of the range.
        column: u32,
        /// Start of the range.
        from: String,
        /// End of the range.
        to: String,
    },
    /// No code has this name.
    #[error("column {column}: no code is called '{name}'")]
    NoSuchCode {
        /// Column of the name.
        column: u32,
        /// The unknown name.
        name: String,
    },
    /// A test that only stored rows can pass, in a filter for messages that are just received.
    #[error(
        "column {column}: '{key}' is known of stored rows only: test the message itself, with code, kind, dir, size, field, a text or a /regex/"
    )]
    RowsOnly {
        /// Column of the test.
        column: u32,
        /// Key of the test.
        key: String,
    },
    /// The filter is too long.
    #[error("column {column}: the filter is too long")]
    TooLong {
        /// Column at which the limit is exceeded.
        column: u32,
    },
    /// Parentheses nest too deeply.
    #[error("column {column}: too many parentheses within each other")]
    TooDeep {
        /// Column of the first one beyond the limit.
        column: u32,
    },
}

impl FilterError {
    /// Stable code of this error, by which user interfaces translate it.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// Column of the error, in characters from 1.
    pub fn column(&self) -> u32 {
        match self {
            FilterError::OpenQuote { column }
            | FilterError::OpenRegex { column }
            | FilterError::Regex { column, .. }
            | FilterError::Space { column }
            | FilterError::OpenParen { column }
            | FilterError::StrayParen { column }
            | FilterError::Missing { column, .. }
            | FilterError::Value { column, .. }
            | FilterError::Operator { column, .. }
            | FilterError::Order { column, .. }
            | FilterError::NoSuchCode { column, .. }
            | FilterError::RowsOnly { column, .. }
            | FilterError::TooLong { column }
            | FilterError::TooDeep { column } => *column,
        }
    }

    /// Arguments for translations: `column`, and `expected`, `key`, `found`, `from`, `to`, `name`,
    /// `message` where they apply.
    pub fn args(&self) -> BTreeMap<String, String> {
        let column = self.column().to_string();
        let mut args = vec![("column", column.as_str())];
        args.extend(self.expected().map(|expected| ("expected", expected.word())));
        match self {
            FilterError::Regex { message, .. } => args.push(("message", message)),
            FilterError::Value { key, found, .. } | FilterError::Operator { key, found, .. } => {
                args.extend([("key", key.as_str()), ("found", found)]);
            }
            FilterError::Order { from, to, .. } => {
                args.extend([("from", from.as_str()), ("to", to)]);
            }
            FilterError::NoSuchCode { name, .. } => args.push(("name", name)),
            FilterError::RowsOnly { key, .. } => args.push(("key", key)),
            _ => {}
        }
        args.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// What was expected, if that is a single thing.
    pub fn expected(&self) -> Option<Expected> {
        match self {
            FilterError::Missing { expected, .. } | FilterError::Value { expected, .. } => {
                Some(*expected)
            }
            _ => None,
        }
    }
}

/// What a position in a filter accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[non_exhaustive]
#[strum(serialize_all = "snake_case")]
pub enum Expected {
    /// A word, a quoted text, a regular expression, a test or a parenthesis.
    Term,
    /// A code or its name.
    Code,
    /// `sent` or `received`.
    Direction,
    /// A message kind.
    Kind,
    /// A size in bytes.
    Size,
    /// A row number.
    Row,
    /// A time of day, a date and time, or a time since the start of the transcript.
    Time,
    /// A duration.
    Duration,
    /// A field path.
    Path,
    /// A value to compare a field with.
    FieldValue,
    /// A number.
    Number,
    /// `yes` or `no`.
    YesNo,
    /// A kind of fault.
    Fault,
    /// A kind of fault in a series of messages.
    Series,
    /// What the lens says about a message.
    Mark,
}

impl Expected {
    /// Stable name, by which user interfaces translate it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Term => "a word, a \"text\", a /regex/ or a test such as code:2",
            Expected::Code => "a code such as 2, 1,2, 100..199 or a code's name",
            Expected::Direction => "sent or received",
            Expected::Kind => "text, binary, ping, pong, close, raw or event",
            Expected::Size => "a number of bytes such as 1000, 64k or 10..20",
            Expected::Row => "a row's number such as 7 or 10..20",
            Expected::Time => "a time such as 10:00..10:05, +5s..+10s or 2026-01-02T10:00",
            Expected::Duration => "a duration such as 100ms or 1.5s",
            Expected::Path => "a field's path such as field.seq or field.tail.user.id",
            Expected::FieldValue => "a value such as 5, 1..5, text or \"Text\"",
            Expected::Number => "a number",
            Expected::YesNo => "yes or no",
            Expected::Fault => "*, fit, constant, checksum, range, trailing or split",
            Expected::Series => "*, gap, duplicate, backwards, time or heartbeat",
            Expected::Mark => "heartbeat, error or part",
        })
    }
}
