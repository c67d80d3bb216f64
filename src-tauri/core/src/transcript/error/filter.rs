//! Why a text is not a filter: where it goes wrong, and what was expected there.

use std::collections::BTreeMap;
use std::fmt;

/// Why a text is not a filter. Columns count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// A `"` that nothing closes.
    #[error("column {column}: this quotation mark is not closed")]
    OpenQuote {
        /// Of the opening mark.
        column: u32,
    },
    /// A `/` at the beginning of a regular expression that nothing closes.
    #[error(
        "column {column}: this regular expression is not closed: write /…/, or \"/…\" for a text"
    )]
    OpenRegex {
        /// Of the first slash.
        column: u32,
    },
    /// What stands between the slashes is no regular expression.
    #[error("column {column}: not a regular expression: {message}")]
    Regex {
        /// Of the first slash.
        column: u32,
        /// What is wrong with it, on one line.
        message: String,
    },
    /// Something follows a closing mark at once.
    #[error("column {column}: a space is missing here")]
    Space {
        /// Of what follows.
        column: u32,
    },
    /// A `(` that nothing closes.
    #[error("column {column}: this parenthesis is not closed")]
    OpenParen {
        /// Of the parenthesis.
        column: u32,
    },
    /// A `)` that closes nothing.
    #[error("column {column}: this parenthesis closes nothing")]
    StrayParen {
        /// Of the parenthesis.
        column: u32,
    },
    /// `and`, `or`, `not`, `-` or `(` without what belongs there.
    #[error("column {column}: {expected} is missing here")]
    Missing {
        /// Where it should stand.
        column: u32,
        /// What belongs there.
        expected: Expected,
    },
    /// A value that is none for its word.
    #[error("column {column}: '{found}' is not {expected}")]
    Value {
        /// Of the value.
        column: u32,
        /// The word before it, as `size`.
        key: String,
        /// What was written.
        found: String,
        /// What belongs there.
        expected: Expected,
    },
    /// A sign that the word does not take, as in `kind>text`.
    #[error("column {column}: '{key}' does not take '{found}': write {key}:…")]
    Operator {
        /// Of the sign.
        column: u32,
        /// The word before it.
        key: String,
        /// The sign.
        found: String,
    },
    /// A range whose end lies before its beginning.
    #[error("column {column}: nothing lies between {from} and {to}: the smaller comes first")]
    Order {
        /// Of the range.
        column: u32,
        /// Its beginning.
        from: String,
        /// Its end.
        to: String,
    },
    /// No code has this name.
    #[error("column {column}: no code is called '{name}'")]
    NoSuchCode {
        /// Of the name.
        column: u32,
        /// What was written.
        name: String,
    },
    /// More text than a person looks for.
    #[error("column {column}: the filter is too long")]
    TooLong {
        /// Where it is too long.
        column: u32,
    },
    /// More parentheses in each other than anybody reads.
    #[error("column {column}: too many parentheses within each other")]
    TooDeep {
        /// Of the first that is too many.
        column: u32,
    },
}

impl FilterError {
    /// The stable word for this failure, which user interfaces translate.
    pub fn code(&self) -> &'static str {
        match self {
            FilterError::OpenQuote { .. } => "filter_open_quote",
            FilterError::OpenRegex { .. } => "filter_open_regex",
            FilterError::Regex { .. } => "filter_regex",
            FilterError::Space { .. } => "filter_space",
            FilterError::OpenParen { .. } => "filter_open_paren",
            FilterError::StrayParen { .. } => "filter_stray_paren",
            FilterError::Missing { .. } => "filter_missing",
            FilterError::Value { .. } => "filter_value",
            FilterError::Operator { .. } => "filter_operator",
            FilterError::Order { .. } => "filter_order",
            FilterError::NoSuchCode { .. } => "filter_no_such_code",
            FilterError::TooLong { .. } => "filter_too_long",
            FilterError::TooDeep { .. } => "filter_too_deep",
        }
    }

    /// Where it goes wrong, in characters from 1.
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
            | FilterError::TooLong { column }
            | FilterError::TooDeep { column } => *column,
        }
    }

    /// What a translation wants to know: `column`, and `expected`, `key`, `found`, `from`, `to`, `name`, `message`
    /// where there are such.
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
            _ => {}
        }
        args.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// What was expected there, where that is one thing.
    pub fn expected(&self) -> Option<Expected> {
        match self {
            FilterError::Missing { expected, .. } | FilterError::Value { expected, .. } => {
                Some(*expected)
            }
            _ => None,
        }
    }
}

/// What a place in a filter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expected {
    /// A word, a quoted text, a regular expression, a test or a parenthesis.
    Term,
    /// A code or its name.
    Code,
    /// `sent` or `received`.
    Direction,
    /// One of the kinds of messages.
    Kind,
    /// Bytes.
    Size,
    /// A row's number.
    Row,
    /// A time of day, a date and time, or a time since the beginning.
    Time,
    /// A duration.
    Duration,
    /// A field's path.
    Path,
    /// What a field is compared with.
    FieldValue,
    /// A number.
    Number,
    /// `yes` or `no`.
    YesNo,
}

impl Expected {
    /// The stable word, which user interfaces translate.
    pub fn word(self) -> &'static str {
        match self {
            Expected::Term => "term",
            Expected::Code => "code",
            Expected::Direction => "direction",
            Expected::Kind => "kind",
            Expected::Size => "size",
            Expected::Row => "row",
            Expected::Time => "time",
            Expected::Duration => "duration",
            Expected::Path => "path",
            Expected::FieldValue => "field_value",
            Expected::Number => "number",
            Expected::YesNo => "yes_no",
        }
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
        })
    }
}
