//! Parses numbers, sizes and durations.

use std::cmp::Ordering;

use regex::bytes::{Regex, RegexBuilder};

use super::super::error::{Expected, FilterError};
use super::expr::{CodeItem, Range, Word};
use super::key::TestKey;
use super::token::TestValue;

/// Size limit of a compiled regular expression, in bytes.
const REGEX_BYTES: usize = 4 << 20;

pub(super) fn wrong_value(key: TestKey, item: &TestValue, expected: Expected) -> FilterError {
    FilterError::Value {
        column: item.column,
        key: key.word().to_owned(),
        found: item.text.clone(),
        expected,
    }
}

/// Compiles a pattern; the error is a one-line message.
pub(super) fn regex(pattern: &str, any_case: bool) -> Result<Regex, String> {
    let built =
        RegexBuilder::new(pattern).case_insensitive(any_case).size_limit(REGEX_BYTES).build();
    built.map_err(|error| {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default();
        last.trim_start_matches("error: ").to_owned()
    })
}

/// Parses `5`, `1..5`, `1..`, `..5`.
pub(super) fn range(
    key: TestKey,
    item: &TestValue,
    read: fn(&str) -> Option<i64>,
) -> Result<Range, FilterError> {
    let invalid = || wrong_value(key, item, key.expected());
    if item.quoted {
        return Err(invalid());
    }
    let Some((from, to)) = item.text.split_once("..") else {
        let number = read(&item.text).ok_or_else(invalid)?;
        return Ok((Some(number), Some(number)));
    };
    let end = |text: &str| match text {
        "" => Ok(None),
        text => read(text).map(Some).ok_or_else(invalid),
    };
    match (end(from)?, end(to)?) {
        (None, None) => Err(invalid()),
        (Some(a), Some(b)) if a > b => {
            let (from, to) = (from.to_owned(), to.to_owned());
            Err(FilterError::Order { column: item.column, from, to })
        }
        ends => Ok(ends),
    }
}

/// Parses a code, a range of codes, a text code or a code's name.
pub(super) fn code(item: &TestValue) -> Result<CodeItem, FilterError> {
    let number = |text: &str| text.parse::<i64>().ok();
    // An unsigned 64-bit integer beyond `i64` is stored as its digits.
    let is_text = |text: &str| text.parse::<u64>().is_ok();
    let looks_numeric = item.text.starts_with(|ch: char| ch.is_ascii_digit() || ch == '-');
    if !item.quoted {
        match range(TestKey::Code, item, number) {
            Ok(range) => return Ok(CodeItem::Range(range)),
            Err(error @ FilterError::Order { .. }) => return Err(error),
            Err(_) if is_text(&item.text) => {}
            Err(error) if looks_numeric || item.text.starts_with("..") => return Err(error),
            Err(_) => {}
        }
    }
    Ok(CodeItem::Text(Word { text: item.text.clone(), quoted: item.quoted }))
}

/// Parses a row number.
pub(super) fn row(text: &str) -> Option<i64> {
    digits(text)?.parse::<u32>().ok().map(i64::from)
}

fn digits(text: &str) -> Option<&str> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

/// Parses a size in bytes: `1000`, `64k`, `1.5M`, `64Ki`. `k` is 1000, `Ki` is 1024.
pub(super) fn size(text: &str) -> Option<i64> {
    let text = text.strip_suffix(['b', 'B']).unwrap_or(text);
    let at = text.find(|ch: char| ch.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let unit = match unit {
        "" => 1,
        "k" | "K" => 1000,
        "m" | "M" => 1_000_000,
        "g" | "G" => 1_000_000_000,
        "Ki" | "ki" => 1 << 10,
        "Mi" | "mi" => 1 << 20,
        "Gi" | "gi" => 1 << 30,
        _ => return None,
    };
    scaled(number, unit)
}

/// Parses a duration into nanoseconds: `100ms`, `1.5s`, `2m`; milliseconds without a unit.
pub(super) fn duration(text: &str) -> Option<i64> {
    duration_in(text, "ms").map(|(ns, _)| ns)
}

/// The duration and its unit, both in nanoseconds.
pub(super) fn duration_in(text: &str, unit_if_none: &str) -> Option<(i64, i64)> {
    let at = text.find(|ch: char| ch.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let ns = match if unit.is_empty() { unit_if_none } else { unit } {
        "ns" => 1,
        "us" | "µs" | "μs" => 1000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    };
    scaled(number, ns).map(|value| (value, ns))
}

/// Parses a decimal number and multiplies it by a unit, exactly.
fn scaled(number: &str, unit: i64) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    digits(whole)?;
    digits(part)?;
    // Digits beyond 10^-12 of a unit cannot affect the result.
    let part = part.get(..12).unwrap_or(part);
    let finer = 10i128.pow(part.len() as u32);
    let part = part.parse::<i128>().ok()?;
    let sum = whole.parse::<i128>().ok()?.checked_mul(finer)?.checked_add(part)?;
    i64::try_from(sum.checked_mul(i128::from(unit))? / finer).ok()
}

/// A field's number, exact if it is whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Exact {
    Int(i128),
    Float(f64),
}

/// Parses a number as a field may hold it.
pub(super) fn exact(text: &str) -> Option<Exact> {
    if let Ok(whole) = text.parse() {
        return Some(Exact::Int(whole));
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return i128::from_str_radix(hex, 16).ok().map(Exact::Int);
    }
    // `inf` and `nan` are words to search for; `1e5` is a number.
    let first = text.trim_start_matches(['-', '+']).bytes().next()?;
    let is_number = first.is_ascii_digit() || first == b'.';
    is_number.then(|| text.parse().ok().map(Exact::Float)).flatten()
}

impl Exact {
    /// Compares without rounding a whole number to a float.
    pub(super) fn compare(&self, other: &Exact) -> Option<Ordering> {
        match (self, other) {
            (Exact::Int(a), Exact::Int(b)) => Some(a.cmp(b)),
            (Exact::Float(a), Exact::Float(b)) => a.partial_cmp(b),
            (Exact::Int(a), Exact::Float(b)) => whole_to_float(*a, *b),
            (Exact::Float(a), Exact::Int(b)) => whole_to_float(*b, *a).map(Ordering::reverse),
        }
    }
}

fn whole_to_float(whole: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    // Within the range of i128, the float's whole part is exact.
    if float >= i128::MAX as f64 {
        return Some(Ordering::Less);
    }
    if float < i128::MIN as f64 {
        return Some(Ordering::Greater);
    }
    let floor = float.floor();
    Some(match whole.cmp(&(floor as i128)) {
        Ordering::Equal if float > floor => Ordering::Less,
        order => order,
    })
}
