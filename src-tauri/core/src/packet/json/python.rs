//! Writes JSON like Python's `json.dumps` with its default settings.

use std::fmt::Write as _;

use serde_json::Value;

/// Writes `json.dumps(value)`, for a value that `json.loads` would have read from the same text.
pub(super) fn write(value: &Value) -> String {
    let mut out = String::new();
    value_to(&mut out, value);
    out
}

// The depth is limited by `parse`, and for values that this program builds, by their structure.
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
                    // Writing to a `String` cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

fn number_to(out: &mut String, text: &str) {
    if text == "-0" {
        // Python reads an int, which has no -0.
        out.push('0');
    } else if !text.contains(['.', 'e', 'E']) {
        // Python's ints are unbounded: keep every digit.
        out.push_str(text);
    } else {
        match text.parse::<f64>() {
            // `json.dumps` writes names for numbers that JSON lacks.
            Ok(number) if number == f64::INFINITY => out.push_str("Infinity"),
            Ok(number) if number == f64::NEG_INFINITY => out.push_str("-Infinity"),
            Ok(number) => out.push_str(&float(number)),
            Err(_) => out.push_str(text),
        }
    }
}

/// Formats a number as `repr(float)`: the shortest digits that read back as the same number, with an exponent from 1e16
/// and below 1e-4.
pub(super) fn float(number: f64) -> String {
    let mut text = String::new();
    float_to(&mut text, number);
    text
}

/// Appends [`float`] to `out`.
pub(super) fn float_to(out: &mut String, number: f64) {
    if number.is_nan() {
        out.push_str("nan");
    } else if number.is_infinite() {
        out.push_str(if number > 0.0 { "inf" } else { "-inf" });
    } else if number == 0.0 || (1e-4..1e16).contains(&number.abs()) {
        // In this range the library writes exactly what Python does.
        out.push_str(zmij::Buffer::new().format_finite(number));
    } else {
        out.push_str(&slow(number));
    }
}

fn slow(number: f64) -> String {
    let short = shortest(number);
    let Some((digits, exponent)) = short.split_once('e') else { return short };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return plain(digits, exponent);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

/// Shifts `d.ddd` by an exponent between -4 and 15 and keeps at least one digit after the point.
fn plain(digits: &str, exponent: i32) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let digits = digits.replace('.', "");
    let places = exponent.unsigned_abs() as usize;
    if exponent < 0 {
        return format!("{sign}0.{}{digits}", "0".repeat(places - 1));
    }
    let padded = format!("{digits:0<width$}", width = places + 2);
    let (whole, fraction) = padded.split_at(places + 1);
    format!("{sign}{whole}.{fraction}")
}

/// The fewest digits that read back as the same number, and of those the nearest. On a tie Python chooses the even
/// digit (688333335518294.25 -> …94.2), unlike Rust's `{:e}`.
fn shortest(number: f64) -> String {
    let short = format!("{number:e}");
    let digits = short.split('e').next().map_or(0, fraction_digits);
    let even = format!("{number:.digits$e}");
    if even.parse() == Ok(number) { even } else { short }
}

fn fraction_digits(digits: &str) -> usize {
    digits.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_fast_path_agrees_with_the_slow_path(bits in any::<u64>(), near in -1e17f64..1e17, cents in any::<i32>()) {
            for number in [f64::from_bits(bits), near, f64::from(cents) / 100.0, near / 1e18] {
                if number.is_finite() {
                    prop_assert_eq!(float(number), slow(number));
                }
            }
        }
    }

    #[test]
    fn ties_round_to_the_even_digit() {
        for text in ["688333335518294.25", "5e-324", "1125899906842624.25"] {
            let number: f64 = text.parse().unwrap();
            assert_eq!(float(number), slow(number));
        }
    }
}
