//! Python's `json.dumps` with its defaults.

use std::fmt::Write as _;

use serde_json::Value;

/// `json.dumps(value)`, for a value that `json.loads` would have made of the same text.
pub(super) fn write(value: &Value) -> String {
    let mut out = String::new();
    value_to(&mut out, value);
    out
}

// Depth is bounded by `parse`, and by the depth of what this program builds itself.
fn value_to(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => number_to(out, number.as_str()),
        Value::String(text) => string_to(out, text),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                value_to(out, item);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                string_to(out, key);
                out.push_str(": ");
                value_to(out, item);
            }
            out.push('}');
        }
    }
}

fn string_to(out: &mut String, text: &str) {
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(ch),
            _ => {
                for unit in ch.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

fn number_to(out: &mut String, text: &str) {
    if text == "-0" {
        // Python reads an int, and ints have no -0.
        out.push('0');
    } else if !text.contains(['.', 'e', 'E']) {
        // Python's ints have no limit: every digit stays.
        out.push_str(text);
    } else {
        match text.parse::<f64>() {
            // `json.dumps` names what JSON cannot say.
            Ok(number) if number == f64::INFINITY => out.push_str("Infinity"),
            Ok(number) if number == f64::NEG_INFINITY => out.push_str("-Infinity"),
            Ok(number) => out.push_str(&float(number)),
            Err(_) => out.push_str(text),
        }
    }
}

/// `repr(float)`: the shortest digits that read back as the same number, with an exponent from
/// 1e16 up and below 1e-4.
pub(super) fn float(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let short = format!("{number:e}");
    let Some((digits, exponent)) = short.split_once('e') else { return short };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{number}");
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}
