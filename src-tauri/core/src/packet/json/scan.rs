//! Reading JSON.
use serde_json::Value;

/// How deep lists and objects may lie in each other.
pub const DEPTH_LIMIT: usize = 128;

/// Why text is not JSON, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not JSON at line {line}, column {column}: {what}")]
pub struct JsonError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub what: Problem,
}

/// What is wrong with a piece of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// first cut
    #[error("bad syntax")]
    Syntax,
}

impl JsonError {
    /// The stable name of this error.
    pub fn code(&self) -> &'static str {
        "json.syntax"
    }
}

/// Reads JSON.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    serde_json::from_str(text).map_err(|error| JsonError {
        line: error.line(),
        column: error.column().max(1),
        what: Problem::Syntax,
    })
}

/// Writes JSON for reading.
pub fn pretty(text: &[u8]) -> Result<String, JsonError> {
    let value: Value = serde_json::from_slice(text).map_err(|error| JsonError {
        line: error.line(),
        column: error.column().max(1),
        what: Problem::Syntax,
    })?;
    Ok(format!("{value:#}"))
}
