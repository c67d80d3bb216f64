//! Evaluates `json.dumps`: its text, and the style that writes the same text.

use super::eval::PythonValue;
use super::variable;
use crate::packet::json::{self, Style};

/// Limit of the length of a separator in bytes, which stops a long one between many items.
const MAX_SEPARATOR: usize = 16;

/// The JSON key of a dict's key.
pub(crate) fn key(value: &PythonValue) -> Option<String> {
    Some(match value {
        PythonValue::Str(text) | PythonValue::Number(text) => text.clone(),
        PythonValue::Bool(truth) => truth.to_string(),
        PythonValue::None => "null".to_owned(),
        PythonValue::Unknown(name) => variable(name),
        _ => return None,
    })
}

/// Evaluates `json.dumps(value, …)`.
pub(crate) fn dumps(value: &PythonValue, named: &[(String, PythonValue)]) -> Option<PythonValue> {
    if let PythonValue::Unknown(name) = value {
        // The value is unknown, so the placeholder is inserted into the JSON unquoted.
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
    if separators.0.len().max(separators.1.len()) > MAX_SEPARATOR {
        return None;
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
        // Neither style writes this text; keep it as plain text.
        _ => PythonValue::Dumped(text_of(&json, ascii, &separators), None),
    })
}

/// The text of `dumps` with these separators; without `ascii` all characters stay unescaped.
fn text_of(json: &serde_json::Value, ascii: bool, separators: &(String, String)) -> String {
    use serde_json::Value;
    let scalar = |value: &Value| match value {
        Value::String(_) if !ascii => value.to_string(),
        _ => json::write(value, Style::Python),
    };
    let (between, colon) = separators;
    match json {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| text_of(item, ascii, separators)).collect();
            format!("[{}]", items.join(between))
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| {
                let key = scalar(&Value::from(key.as_str()));
                format!("{key}{colon}{}", text_of(value, ascii, separators))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(between))
        }
        other => scalar(other),
    }
}

/// Converts a value to JSON; `None` if JSON cannot represent it.
pub(crate) fn to_json(value: &PythonValue) -> Option<serde_json::Value> {
    use serde_json::Value;
    Some(match value {
        PythonValue::None => Value::Null,
        PythonValue::Bool(truth) => Value::Bool(*truth),
        PythonValue::Number(digits) => {
            let sign = if digits.starts_with('-') { "-" } else { "" };
            let plain = match crate::packet::value::integer(digits) {
                // `0x10` is valid in Python but not in JSON.
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
