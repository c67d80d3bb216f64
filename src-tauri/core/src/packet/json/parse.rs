//! JSON text to a value.

use serde_json::{Map, Value};

use super::error::{JsonError, Problem};
use super::escape::decode;
use super::scan::{Event, scan};

/// Reads JSON: strict, every digit and the order of the keys kept; of two equal keys the first gives the place
/// and the last the value, as in Python.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let mut tree = Tree::default();
    scan(text, false, &mut |event, _| tree.take(event))?;
    Ok(tree.root)
}

/// The value under construction.
#[derive(Default)]
struct Tree {
    root: Value,
    /// What is open, outermost first, with the key that each object waits to fill.
    open: Vec<(Value, String)>,
}

impl Tree {
    fn take(&mut self, event: Event<'_>) -> Result<(), (usize, Problem)> {
        match event {
            Event::List => self.open.push((Value::Array(Vec::new()), String::new())),
            Event::Object => self.open.push((Value::Object(Map::new()), String::new())),
            Event::Close => {
                if let Some((value, _)) = self.open.pop() {
                    self.put(value);
                }
            }
            Event::Key(inside) => {
                let key = decode(inside)?;
                if let Some((_, waiting)) = self.open.last_mut() {
                    *waiting = key;
                }
            }
            Event::Text(inside) => self.put(Value::String(decode(inside)?)),
            Event::Number(digits) => {
                self.put(Value::Number(digits.parse().map_err(|_| (0, Problem::Number))?));
            }
            Event::Bool(truth) => self.put(Value::Bool(truth)),
            Event::Null => self.put(Value::Null),
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
