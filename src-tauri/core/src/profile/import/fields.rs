//! Takes the fields out of an object one by one; what nobody took is reported.

use serde_json::{Map, Value};

use super::report::ImportReport;

/// The fields of an object that nobody took yet, and the object's path.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    map: Map<String, Value>,
    pub path: String,
}

impl Fields {
    pub(super) fn new(value: Value, path: impl Into<String>) -> Fields {
        let map = match value {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        Fields { map, path: path.into() }
    }

    /// The path of a field.
    pub(super) fn at(&self, key: &str) -> String {
        match self.path.is_empty() {
            true => key.to_owned(),
            false => format!("{}.{key}", self.path),
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    pub(super) fn peek(&self, key: &str) -> Option<&Value> {
        self.map.get(key)
    }

    /// A field's text without taking it.
    pub(super) fn peek_text(&self, key: &str) -> &str {
        self.map.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        // Not `swap_remove`: the order of the rest is the order of the report.
        self.map.shift_remove(key).filter(|value| !value.is_null())
    }

    /// A text, number or truth as text; empty if it is absent or something else.
    pub(super) fn text(&mut self, key: &str) -> String {
        self.take(key).map(|value| text_of(&value)).unwrap_or_default()
    }

    /// A truth, also written as text; `None` if it is absent.
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        match self.take(key)? {
            Value::Bool(truth) => Some(truth),
            Value::String(text) if matches!(text.as_str(), "true" | "on" | "yes") => Some(true),
            Value::String(text) if matches!(text.as_str(), "false" | "off" | "no") => Some(false),
            other => {
                self.map.insert(key.to_owned(), other);
                None
            }
        }
    }

    /// A number, also written as text; `None` if it is absent. Anything else stays and is reported.
    pub(super) fn number(&mut self, key: &str) -> Option<f64> {
        let value = self.take(key)?;
        let number = text_of(&value).parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            self.map.insert(key.to_owned(), value);
        }
        number
    }

    /// The objects of a list, each with its path. A single object counts as a list of one.
    pub(super) fn objects(&mut self, key: &str) -> Vec<Fields> {
        let path = self.at(key);
        match self.take(key) {
            Some(Value::Array(items)) => {
                let items = items.into_iter().enumerate();
                items.map(|(i, item)| Fields::new(item, format!("{path}[{i}]"))).collect()
            }
            Some(object @ Value::Object(_)) => vec![Fields::new(object, path)],
            _ => Vec::new(),
        }
    }

    /// An object; empty if it is absent.
    pub(super) fn object(&mut self, key: &str) -> Fields {
        let path = self.at(key);
        match self.map.get(key) {
            Some(Value::Object(_)) | None => Fields::new(self.take(key).unwrap_or_default(), path),
            // Not an object: it stays and is reported.
            Some(_) => Fields::new(Value::Null, path),
        }
    }

    /// The pairs of a map, or of a list of objects with `key` or `name`, and `value`: name, value and whether it is on.
    pub(super) fn pairs(
        &mut self,
        key: &str,
        report: &mut ImportReport,
    ) -> Vec<(String, String, bool)> {
        if let Some(Value::Object(_)) = self.peek(key) {
            let Some(Value::Object(map)) = self.take(key) else { return Vec::new() };
            return map.into_iter().map(|(name, value)| (name, text_of(&value), true)).collect();
        }
        let mut pairs = Vec::new();
        for mut pair in self.objects(key) {
            let name = match pair.has("key") {
                true => pair.text("key"),
                false => pair.text("name"),
            };
            let value = pair.text("value");
            let disabled = pair.flag("disabled").unwrap_or(false);
            let enabled = pair.flag("enabled").unwrap_or(true) && !disabled;
            pair.take("id");
            pair.leftover(report);
            if !name.is_empty() {
                pairs.push((name, value, enabled));
            }
        }
        pairs
    }

    pub(super) fn into_entries(self) -> Map<String, Value> {
        self.map
    }

    /// Reports every field that is left and says anything.
    pub(super) fn leftover(self, report: &mut ImportReport) {
        let says = |value: &Value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            Value::Object(map) => !map.is_empty(),
            Value::Bool(_) | Value::Number(_) => true,
        };
        let left: Vec<&str> =
            self.map.iter().filter(|(_, value)| says(value)).map(|(key, _)| key.as_str()).collect();
        if !left.is_empty() {
            report.lost(&self.path, format!("not carried over: {}", left.join(", ")));
        }
    }
}

/// A text, number or truth as text; JSON of anything else.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
