//! JSON in the styles that go on the wire, and pretty for reading.
//!
//! Every number keeps its digits and every object the order of its keys.

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

pub(crate) use count::count_values;
pub use error::{JsonError, JsonProblem};
pub(crate) use escape::{StringPiece, pieces};
pub use parse::parse;
pub use pretty::{PRETTY_LIMIT, Pretty, pretty, pretty_within};
pub use scan::DEPTH_LIMIT;
pub(crate) use scan::{JsonEvent, scan};

/// How JSON is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// No spaces, text outside ASCII as it is, as `JSON.stringify` writes.
    Compact,
    /// As Python's `json.dumps(json.loads(text))`: `", "`, `": "`, ASCII only, Python's number forms.
    ///
    /// The default, since the original's bytes must come out byte for byte.
    #[default]
    Python,
}

/// Writes a value in a style.
pub fn write(value: &Value, style: Style) -> String {
    match style {
        // `Value`'s Display is serde_json's compact writer and cannot fail.
        Style::Compact => value.to_string(),
        Style::Python => python::write(value),
    }
}

/// A number as Python's `repr(float)` has it, which is also JSON unless it is `inf` or `nan`.
pub fn python_float(number: f64) -> String {
    python::float(number)
}

/// The same, behind what is there already.
pub(crate) fn python_float_to(out: &mut String, number: f64) {
    python::float_to(out, number);
}
