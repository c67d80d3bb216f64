//! Parses JSON, formats it for reading, and writes it in the styles sent on the wire.
//!
//! Numbers keep their digits, objects the order of their keys.

mod count;
mod error;
mod escape;
mod parse;
mod pretty;
mod python;
mod scan;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub(crate) use count::count_values;
pub use error::{JsonError, JsonProblem};
pub(crate) use escape::unescaped;
pub use parse::parse;
pub use pretty::{PRETTY_LIMIT, Pretty, pretty, pretty_within};
pub use scan::DEPTH_LIMIT;
pub(crate) use scan::{JsonEvent, scan};

/// The formatting of JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Without spaces and with characters outside ASCII unescaped, as `JSON.stringify` writes it.
    Compact,
    /// As Python's `json.dumps(json.loads(text))` writes it: `", "`, `": "`, ASCII only, Python's number formats.
    ///
    /// The default, because the original script's messages must be reproduced byte for byte.
    #[default]
    Python,
}

/// Writes a value in a style.
pub fn write(value: &Value, style: Style) -> String {
    match style {
        // `Value`'s `Display` is serde_json's compact writer and cannot fail.
        Style::Compact => value.to_string(),
        Style::Python => python::write(value),
    }
}

/// Formats a number as Python's `repr(float)` does. The result is valid JSON unless it is `inf` or `nan`.
pub fn python_float(number: f64) -> String {
    python::float(number)
}

/// Appends [`python_float`] to `out`.
pub(crate) fn python_float_to(out: &mut String, number: f64) {
    python::float_to(out, number);
}
