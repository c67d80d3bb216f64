//! Parses JSON text into a value.

use serde_json::{Map, Value};

use super::error::{JsonError, JsonProblem};
use super::escape::decode;
use super::scan::{JsonEvent, scan};

/// Parses strict JSON. Numbers keep all digits and objects the order of their keys. Of two equal keys, the first
/// determines the position and the last the value, as in Python.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let mut builder = ValueBuilder::default();
    scan(text, false, &mut |event, _| builder.push(event))?;
    Ok(builder.root)
}

/// Builds a value from events.
#[derive(Default)]
struct ValueBuilder {
    root: Value,
    /// The open lists and objects, outermost first, with the pending key of each object.
    open: Vec<(Value, String)>,
}

impl ValueBuilder {
    fn push(&mut self, event: JsonEvent<'_>) -> Result<(), (usize, JsonProblem)> {
        match event {
            JsonEvent::List => self.open.push((Value::Array(Vec::new()), String::new())),
            JsonEvent::Object => self.open.push((Value::Object(Map::new()), String::new())),
            JsonEvent::Close => {
                if let Some((value, _)) = self.open.pop() {
                    self.put(value);
                }
            }
            JsonEvent::Key(inside) => {
                let key = decode(inside)?;
                if let Some((_, waiting)) = self.open.last_mut() {
                    *waiting = key;
                }
            }
            JsonEvent::Text(inside) => self.put(Value::String(decode(inside)?)),
            JsonEvent::Number(digits) => {
                self.put(Value::Number(digits.parse().map_err(|_| (0, JsonProblem::Number))?));
            }
            JsonEvent::Bool(truth) => self.put(Value::Bool(truth)),
            JsonEvent::Null => self.put(Value::Null),
        }
        Ok(())
    }

    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            Some((Value::Array(items), _)) => items.push(value),
            Some((Value::Object(entries), key)) => {
                entries.insert(std::mem::take(key), value);
            }
            _ => self.root = value,
        }
    }
}
