//! Parse errors of JSON text.

/// Why text is not valid JSON, and at which position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not JSON at line {line}, column {column}: {what}")]
pub struct JsonError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The problem.
    pub what: JsonProblem,
}

/// A problem at one position of a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "json.")]
pub enum JsonProblem {
    /// A value was expected.
    #[error("expected a value: text in \"double quotes\", a number, true, false, null, [ or {{")]
    Value,
    /// The text ends early.
    #[error("the text ends here, but something is still open: close it")]
    End,
    /// The next item or the end of a list was expected.
    #[error("expected , or ]")]
    ListEnd,
    /// The next entry or the end of an object was expected.
    #[error("expected , or }}")]
    ObjectEnd,
    /// A key was expected.
    #[error("expected a key in \"double quotes\"")]
    Key,
    /// A colon was expected after a key.
    #[error("expected : after the key")]
    Colon,
    /// Text follows the value.
    #[error("something follows the end of the JSON: remove it")]
    Extra,
    /// A malformed number.
    #[error("not a JSON number: no leading zeros, no + in front, digits around the point")]
    Number,
    /// `NaN` or an infinity, which Python writes but JSON does not have.
    #[error("JSON has no NaN and no Infinity: use null or a string")]
    NotFinite,
    /// A control character in a string.
    #[error("a control character inside the quotes: write \\n, \\t or \\u00XX")]
    Control,
    /// An unknown escape sequence.
    #[error("an unknown escape: write \\\\ for a backslash")]
    Escape,
    /// An unpaired surrogate.
    #[error("half a character: \\uD800 to \\uDFFF come in pairs")]
    Surrogate,
    /// Lists and objects are nested too deep.
    #[error("nested too deep: 128 levels are read")]
    Depth,
    /// Invalid UTF-8.
    #[error("not UTF-8")]
    Utf8,
}

impl JsonError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        self.what.into()
    }

    /// Creates an error whose position is the end of `before`.
    pub(super) fn after(before: &str, what: JsonProblem) -> Self {
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        JsonError {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(0, |line| line.chars().count()) + 1,
            what,
        }
    }
}
