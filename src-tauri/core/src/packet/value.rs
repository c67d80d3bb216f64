//! The value of one field: parses text as typed and formats values as JSON and as text.

use super::hex::{self, HexError};
use super::json::python_float;

/// A value before packing or after unpacking.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An integer; wide enough for every integer character.
    Int(i128),
    /// A floating point number.
    Float(f64),
    /// A boolean.
    Bool(bool),
    /// Bytes, for `c`, `s` and `p`.
    Bytes(Vec<u8>),
}

/// Why typed text is not a value of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "value.")]
pub enum ValueError {
    /// Not an integer.
    #[error("not an integer: {0:?} takes digits such as 7, -7 or 0x1f")]
    NotInteger(char),
    /// Not a number.
    #[error("not a number: {0:?} takes 1.5, 1e3, nan, inf or -inf")]
    NotNumber(char),
    /// An integer outside the range of floats.
    #[error("the integer is too large for a float: write inf if that is meant")]
    TooLarge,
    /// Not a boolean.
    #[error("not a boolean: write true or false")]
    NotBool,
    /// Not bytes.
    #[error("not bytes: {0:?} takes hex: and digits, or text: and text")]
    NotBytes(char),
    /// Invalid digits after `hex:`; columns count from the start of the text.
    #[error(transparent)]
    Hex(HexError),
}

impl ValueError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            ValueError::Hex(error) => error.code(),
            other => other.into(),
        }
    }

    /// The column in the typed text, in characters from 0, if known.
    pub fn column(&self) -> Option<usize> {
        match self {
            ValueError::Hex(error) => Some(error.column()),
            _ => None,
        }
    }
}

const HEX: &str = "hex:";
const TEXT: &str = "text:";

/// Parses the text typed for a field of character `ch`.
///
/// Integers are decimal, `0x…`, `0o…` or `0b…`, optionally with `_` between digits. As in Python, `true` and `false`
/// are valid as 1 and 0. Integers outside `i128` saturate, since no field accepts the limits either.
pub fn parse(ch: char, text: &str) -> Result<Value, ValueError> {
    match ch {
        'c' | 's' | 'p' => bytes(ch, text),
        'e' | 'f' | 'd' => float(ch, text.trim()),
        '?' => truth(text),
        _ => boolean(text.trim())
            .map(Value::Bool)
            .or_else(|| integer(text.trim()).map(Value::Int))
            .ok_or(ValueError::NotInteger(ch)),
    }
}

fn bytes(ch: char, text: &str) -> Result<Value, ValueError> {
    if let Some(text) = text.strip_prefix(TEXT) {
        return Ok(Value::Bytes(text.as_bytes().to_vec()));
    }
    let digits = text.trim_start().strip_prefix(HEX).ok_or(ValueError::NotBytes(ch))?;
    // Make columns relative to the whole text.
    let before = text.chars().count() - digits.chars().count();
    hex::parse(digits).map(Value::Bytes).map_err(|error| {
        ValueError::Hex(match error {
            HexError::BadChar { ch, column } => HexError::BadChar { ch, column: column + before },
            HexError::Odd { column } => HexError::Odd { column: column + before },
        })
    })
}

fn float(ch: char, text: &str) -> Result<Value, ValueError> {
    if let Some(truth) = boolean(text) {
        return Ok(Value::Bool(truth));
    }
    if let Some(whole) = integer(text) {
        if whole != i128::MAX && whole != i128::MIN {
            return Ok(Value::Int(whole));
        }
        // Python rejects an int outside the range of floats, but reads 1e400 as infinity.
        return match text.replace('_', "").parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Float(number)),
            _ => Err(ValueError::TooLarge),
        };
    }
    text.parse().map(Value::Float).map_err(|_| ValueError::NotNumber(ch))
}

fn truth(text: &str) -> Result<Value, ValueError> {
    let trimmed = text.trim();
    if let Some(truth) = boolean(trimmed) {
        return Ok(Value::Bool(truth));
    }
    // Python packs the truth value of anything; accept only numbers and bytes.
    if let Some(whole) = integer(trimmed) {
        return Ok(Value::Int(whole));
    }
    float('?', trimmed).or_else(|_| bytes('?', text)).map_err(|_| ValueError::NotBool)
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" => Some(true),
        "false" | "False" => Some(false),
        _ => None,
    }
}

pub(crate) fn integer(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        _ => (10, digits),
    };
    let mut magnitude = 0i128;
    let mut after_digit = false;
    for ch in digits.chars() {
        if ch == '_' && after_digit {
            after_digit = false;
            continue;
        }
        let digit = ch.to_digit(radix)?;
        magnitude = magnitude.saturating_mul(i128::from(radix)).saturating_add(i128::from(digit));
        after_digit = true;
    }
    match (after_digit, negative, magnitude) {
        (false, ..) => None,
        (true, true, i128::MAX) => Some(i128::MIN),
        (true, true, _) => Some(-magnitude),
        (true, false, _) => Some(magnitude),
    }
}

/// The largest magnitude up to which all integers are exact in a double, and therefore in JavaScript.
pub(super) const EXACT: u128 = 1 << 53;

impl Value {
    /// Converts the value to JSON without rounding, as `unpack` prints it.
    ///
    /// Bytes become `hex:…`. Integers beyond 2^53, NaN and infinities become strings.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Int(number) if number.unsigned_abs() <= EXACT => {
                // The guard ensures that the number fits into an `i64`.
                serde_json::Value::from(*number as i64)
            }
            Value::Int(number) => serde_json::Value::String(number.to_string()),
            Value::Float(number) => python_float(*number)
                .parse()
                .map(serde_json::Value::Number)
                .unwrap_or_else(|_| serde_json::Value::String(python_float(*number))),
            Value::Bool(truth) => serde_json::Value::Bool(*truth),
            Value::Bytes(bytes) => {
                serde_json::Value::String(format!("{HEX}{}", hex::encode(bytes)))
            }
        }
    }

    /// Formats the value as text that [`parse`] reads back, for forms.
    pub fn to_text(&self) -> String {
        match self.to_json() {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        }
    }
}
