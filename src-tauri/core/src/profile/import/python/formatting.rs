//! Names, and values as text, numbers and truths.

use rustpython_ruff_python_ast::Expr;

use crate::packet::paste::python::eval::PythonValue;
use crate::packet::paste::python::parse::PythonExpr;
use crate::packet::value::integer;

/// `a.b.c` of names and attributes.
pub(super) fn path(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str().to_owned()),
        Expr::Attribute(attribute) => {
            Some(format!("{}.{}", path(&attribute.value)?, attribute.attr.as_str()))
        }
        _ => None,
    }
}

pub(super) fn truth_name(truth: bool) -> PythonExpr {
    PythonExpr::Name(if truth { "True" } else { "False" }.to_owned())
}

pub(super) fn is_known(value: &PythonValue) -> bool {
    !matches!(value, PythonValue::Unknown(_) | PythonValue::Sent(..))
}

pub(super) fn truth_of(value: &PythonValue) -> Option<bool> {
    match value {
        PythonValue::None => Some(false),
        PythonValue::Bool(truth) => Some(*truth),
        PythonValue::Number(digits) => digits.parse::<f64>().ok().map(|number| number != 0.0),
        PythonValue::Str(text) => Some(!text.is_empty()),
        PythonValue::List(items) => Some(!items.is_empty()),
        PythonValue::Dict(entries) => Some(!entries.is_empty()),
        _ => None,
    }
}

/// `"…%s…" % values`.
pub(super) fn percent(format: &str, values: Vec<PythonExpr>) -> Option<PythonExpr> {
    let mut parts = Vec::new();
    let mut values = values.into_iter();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('%') {
        parts.push(PythonExpr::Str(before.to_owned()));
        let kind = after.chars().next()?;
        match kind {
            '%' => parts.push(PythonExpr::Str("%".to_owned())),
            's' | 'd' => parts.push(values.next()?),
            _ => return None,
        }
        rest = after.get(1..)?;
    }
    parts.push(PythonExpr::Str(rest.to_owned()));
    values.next().is_none().then_some(PythonExpr::Joined(parts))
}

/// A number by a format such as `04x` or `.2f`.
pub(super) fn formatted_number(value: &PythonValue, spec: &str) -> Option<String> {
    let PythonValue::Number(digits) = value else {
        return match value {
            PythonValue::Str(text) if spec.is_empty() => Some(text.clone()),
            _ => None,
        };
    };
    // Numbers are aligned to the right anyway.
    let spec = spec.strip_prefix('>').unwrap_or(spec);
    if let Some(places) = spec.strip_prefix('.').and_then(|spec| spec.strip_suffix('f')) {
        let places: usize = places.parse().ok().filter(|places| *places <= 20)?;
        return Some(format!("{:.places$}", digits.parse::<f64>().ok()?));
    }
    let (body, kind) = match spec.chars().next_back() {
        Some(kind @ ('d' | 'x' | 'X' | 'b')) => (spec.get(..spec.len() - 1)?, kind),
        _ => (spec, 'd'),
    };
    let number = integer(digits)?;
    let (zeros, width) = match body.strip_prefix('0') {
        Some(width) if !width.is_empty() => (true, width),
        _ => (false, body),
    };
    let width: usize =
        if width.is_empty() { 0 } else { width.parse().ok().filter(|width| *width <= 64)? };
    let magnitude = number.unsigned_abs();
    let text = match kind {
        'x' => format!("{magnitude:x}"),
        'X' => format!("{magnitude:X}"),
        'b' => format!("{magnitude:b}"),
        _ => magnitude.to_string(),
    };
    let sign = if number < 0 { "-" } else { "" };
    Some(match zeros {
        true => format!("{sign}{text:0>width$}", width = width.saturating_sub(sign.len())),
        false => format!("{:>width$}", format!("{sign}{text}")),
    })
}

/// The seconds of a number.
pub(super) fn number_of(value: &PythonValue) -> Option<f64> {
    match value {
        PythonValue::Number(digits) => match integer(digits) {
            Some(whole) => Some(whole as f64),
            None => digits.parse().ok(),
        },
        _ => None,
    }
}
