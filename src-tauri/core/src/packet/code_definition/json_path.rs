//! Finds one value in JSON by its path without building a tree, and stops there.

use crate::packet::codes::CodeValue;
use crate::packet::json::{JsonEvent, JsonProblem, scan, unescaped};
use crate::packet::tree::node::behind;

/// The value at a path such as `type`, `data.event` or `items[0].id`. Of equal keys the first counts. What follows
/// the value is not read, so the text may be cut. `None` if there is no such value, or if it is null, a list, an
/// object or an empty text.
pub(super) fn value_at(text: &str, path: &str) -> Option<CodeValue> {
    let path = path.strip_prefix('[').unwrap_or(path);
    let mut search = PathSearch { path, open: Vec::new(), key: None, found: None };
    // The problem ends the scan: after the value, or where the text is no JSON.
    let _ = scan(text, true, &mut |event, _| search.push(event).map_err(|what| (0, what)));
    search.found
}

struct PathSearch<'p, 't> {
    path: &'p str,
    /// For each open list or object, the rest of the path below it if the path leads through it, and, for a list, the
    /// number of items so far.
    open: Vec<(Option<&'p str>, Option<u32>)>,
    key: Option<&'t str>,
    found: Option<CodeValue>,
}

impl<'p, 't> PathSearch<'p, 't> {
    fn push(&mut self, event: JsonEvent<'t>) -> Result<(), JsonProblem> {
        let value = match event {
            JsonEvent::Key(key) => {
                self.key = Some(key);
                return Ok(());
            }
            JsonEvent::Close => {
                self.open.pop();
                return Ok(());
            }
            JsonEvent::List | JsonEvent::Object => {
                let rest = match self.open.is_empty() {
                    true => Some(self.path),
                    false => self.named(|name, path| behind(name, path)),
                };
                self.open.push((rest, matches!(event, JsonEvent::List).then_some(0)));
                return Ok(());
            }
            JsonEvent::Text(inside) => Some(inside),
            JsonEvent::Number(digits) => Some(digits),
            JsonEvent::Bool(is) => Some(if is { "true" } else { "false" }),
            JsonEvent::Null => None,
        };
        let ends = |name: &str, path: &str| {
            (path == name || path.strip_suffix(']') == Some(name)).then_some(())
        };
        if self.open.is_empty() || self.named(ends).is_none() {
            return Ok(());
        }
        self.found = value.map(|value| match event {
            JsonEvent::Text(inside) => CodeValue::text(&unescaped(inside)),
            _ => value.parse().map_or_else(|_| CodeValue::text(value), CodeValue::Number),
        });
        self.found.take_if(|code| *code == CodeValue::Text(String::new()));
        // Ends the scan; which problem it is does not matter.
        Err(JsonProblem::Depth)
    }

    /// Applies `test` to the name of the value that begins here and the path of its container; counts a list's item.
    fn named<T>(&mut self, test: impl Fn(&str, &'p str) -> Option<T>) -> Option<T> {
        let key = self.key.take();
        let (path, items) = self.open.last_mut()?;
        let path = *path;
        match items {
            Some(met) => {
                *met += 1;
                test(&(*met - 1).to_string(), path?)
            }
            None if key?.contains('\\') => test(&unescaped(key?), path?),
            None => test(key?, path?),
        }
    }
}
