//! Why text is not JSON, and where.

/// Why text is not JSON, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not JSON at line {line}, column {column}: {what}")]
pub struct JsonError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub what: JsonProblem,
}

/// What is wrong with a piece of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JsonProblem {
    /// Something that begins no value.
    #[error("expected a value: text in \"double quotes\", a number, true, false, null, [ or {{")]
    Value,
    /// The text ends too early.
    #[error("the text ends here, but something is still open: close it")]
    End,
    /// Something other than the next item or the end of a list.
    #[error("expected , or ]")]
    ListEnd,
    /// Something other than the next entry or the end of an object.
    #[error("expected , or }}")]
    ObjectEnd,
    /// Something that is no key.
    #[error("expected a key in \"double quotes\"")]
    Key,
    /// A key with no `:` after it.
    #[error("expected : after the key")]
    Colon,
    /// Something after the value.
    #[error("something follows the end of the JSON: remove it")]
    Extra,
    /// A number that JSON writes otherwise.
    #[error("not a JSON number: no leading zeros, no + in front, digits around the point")]
    Number,
    /// `NaN` and the infinities, which Python writes and JSON has not.
    #[error("JSON has no NaN and no Infinity: use null or a string")]
    NotFinite,
    /// A control character inside a string.
    #[error("a control character inside the quotes: write \\n, \\t or \\u00XX")]
    Control,
    /// A backslash with something unknown after it.
    #[error("an unknown escape: write \\\\ for a backslash")]
    Escape,
    /// Half of a surrogate pair.
    #[error("half a character: \\uD800 to \\uDFFF come in pairs")]
    Surrogate,
    /// Lists and objects too deep in each other.
    #[error("nested too deep: 128 levels are read")]
    Depth,
    /// Bytes that are not UTF-8.
    #[error("not UTF-8")]
    Utf8,
}

impl JsonError {
    /// The stable name of this error.
    pub fn code(&self) -> &'static str {
        match self.what {
            JsonProblem::Value => "json.value",
            JsonProblem::End => "json.end",
            JsonProblem::ListEnd => "json.list_end",
            JsonProblem::ObjectEnd => "json.object_end",
            JsonProblem::Key => "json.key",
            JsonProblem::Colon => "json.colon",
            JsonProblem::Extra => "json.extra",
            JsonProblem::Number => "json.number",
            JsonProblem::NotFinite => "json.not_finite",
            JsonProblem::Control => "json.control",
            JsonProblem::Escape => "json.escape",
            JsonProblem::Surrogate => "json.surrogate",
            JsonProblem::Depth => "json.depth",
            JsonProblem::Utf8 => "json.utf8",
        }
    }

    /// The error at the end of what came before it.
    pub(super) fn after(before: &str, what: JsonProblem) -> Self {
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        JsonError {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).map_or(0, |line| line.chars().count()) + 1,
            what,
        }
    }
}
