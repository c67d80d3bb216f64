//! `json.dumps`: the text it would give, and the style that gives the same.

use super::eval::PythonValue;
use super::variable;
use crate::packet::json::{self, Style};

/// A dict's key as JSON has it.
pub(super) fn key(value: &PythonValue) -> Option<String> {
    Some(match value {
        PythonValue::Str(text) | PythonValue::Number(text) => text.clone(),
        PythonValue::Bool(truth) => truth.to_string(),
        PythonValue::None => "null".to_owned(),
        PythonValue::Unknown(name) => variable(name),
        _ => return None,
    })
}

/// `json.dumps(value, …)`.
pub(super) fn dumps(value: &PythonValue, named: &[(String, PythonValue)]) -> Option<PythonValue> {
    if let PythonValue::Unknown(name) = value {
        // What it will be nobody knows yet; it goes into the JSON as it is given.
        return Some(PythonValue::Dumped(variable(name), Some(Style::Python)));
    }
    let json = to_json(value)?;
    let (mut ascii, mut separators) = (true, (", ".to_owned(), ": ".to_owned()));
    for (name, value) in named {
        match (name.as_str(), value) {
            ("ensure_ascii", PythonValue::Bool(truth)) => ascii = *truth,
            ("separators", PythonValue::List(pair)) => match pair.as_slice() {
                [PythonValue::Str(item), PythonValue::Str(key)] => {
                    separators = (item.clone(), key.clone())
                }
                _ => return None,
            },
            ("cls" | "default", _) => {}
            _ => return None,
        }
    }
    let python = json::write(&json, Style::Python);
    let spaced = separators.0 == ", " && separators.1 == ": ";
    let tight = separators.0 == "," && separators.1 == ":";
    let plain = python.is_ascii() && !python.contains("\\u");
    Some(match (spaced, tight) {
        (true, _) if ascii || plain => PythonValue::Dumped(python, Some(Style::Python)),
        (_, true) if !ascii || plain => {
            PythonValue::Dumped(json::write(&json, Style::Compact), Some(Style::Compact))
        }
        // Neither style writes this; the nearest is Python's own.
        (true, _) => PythonValue::Dumped(spaced_text(&json), None),
        _ => return None,
    })
}

/// As `dumps` with `ensure_ascii=False`: Python's spaces, every character as it is.
fn spaced_text(json: &serde_json::Value) -> String {
    use serde_json::Value;
    match json {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(spaced_text).collect::<Vec<_>>().join(", "))
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| {
                format!("{}: {}", Value::from(key.as_str()), spaced_text(value))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Number(_) => json::write(json, Style::Python),
        other => other.to_string(),
    }
}

/// A value as JSON.
pub(super) fn to_json(value: &PythonValue) -> Option<serde_json::Value> {
    use serde_json::Value;
    Some(match value {
        PythonValue::None => Value::Null,
        PythonValue::Bool(truth) => Value::Bool(*truth),
        PythonValue::Number(digits) => {
            let sign = if digits.starts_with('-') { "-" } else { "" };
            let plain = match crate::packet::value::integer(digits) {
                // `0x10` is a number in Python and none in JSON.
                Some(whole) => whole.to_string(),
                None => json::python_float(digits.parse().ok()?),
            };
            let plain = plain.strip_prefix('-').unwrap_or(&plain);
            Value::Number(format!("{sign}{plain}").parse().ok()?)
        }
        PythonValue::Str(text) => Value::String(text.clone()),
        PythonValue::Unknown(name) => Value::String(variable(name)),
        PythonValue::List(items) => Value::Array(items.iter().map(to_json).collect::<Option<_>>()?),
        PythonValue::Dict(entries) => {
            let mut map = serde_json::Map::new();
            for (key, item) in entries {
                map.insert(key.clone(), to_json(item)?);
            }
            Value::Object(map)
        }
        PythonValue::Dumped(..) | PythonValue::Bytes(_) | PythonValue::Sent(..) => return None,
    })
}
