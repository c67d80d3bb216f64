//! JSON text to a value.

use serde_json::{Map, Value};

use super::error::{JsonError, JsonProblem};
use super::escape::decode;
use super::scan::{JsonEvent, scan};

/// Reads JSON: strict, every digit and the order of the keys kept; of two equal keys the first gives the place
/// and the last the value, as in Python.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let mut tree = ValueBuilder::default();
    scan(text, false, &mut |event, _| tree.take(event))?;
    Ok(tree.root)
}

/// The value under construction.
#[derive(Default)]
struct ValueBuilder {
    root: Value,
    /// What is open, outermost first, with the key that each object waits to fill.
    open: Vec<(Value, String)>,
}

impl ValueBuilder {
    fn take(&mut self, event: JsonEvent<'_>) -> Result<(), (usize, JsonProblem)> {
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
