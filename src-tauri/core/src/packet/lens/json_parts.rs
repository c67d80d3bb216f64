//! The members of a JSON object or the items of a list, as they are in the text, without building a tree.

use std::borrow::Cow;

use super::reading::LensValue;
use crate::packet::json::{JsonEvent, JsonProblem, scan, unescaped};

/// Limit of the parts that are kept.
const PARTS: usize = 1024;

/// What a JSON text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JsonShape {
    Object,
    List,
    Scalar,
    /// No JSON, or not even its start.
    Nothing,
}

/// The parts of an object or a list.
#[derive(Debug)]
pub(super) struct JsonParts<'m> {
    pub shape: JsonShape,
    /// Key, which is empty in a list, and value; of an invalid text those before the problem.
    parts: Vec<(Cow<'m, str>, &'m str)>,
    /// Offset of the last value before the problem, if the text is not valid.
    pub broken: Option<usize>,
}

impl<'m> JsonParts<'m> {
    pub(super) fn of(text: &'m str) -> JsonParts<'m> {
        let mut scan_state = PartScan {
            text,
            shape: JsonShape::Nothing,
            depth: 0,
            key: "",
            begin: 0,
            last: 0,
            parts: Vec::new(),
        };
        let done = scan(text, false, &mut |event, at| {
            scan_state.push(event, at);
            Ok::<(), (usize, JsonProblem)>(())
        });
        let PartScan { shape, parts, last, .. } = scan_state;
        JsonParts { shape, parts, broken: done.is_err().then_some(last) }
    }

    /// The value of a member. Of equal keys the last counts.
    pub(super) fn get(&self, key: &str) -> Option<&'m str> {
        self.parts.iter().rev().find(|(name, _)| name == key).map(|(_, value)| *value)
    }

    /// The text of a member that is a string.
    pub(super) fn text(&self, key: &str) -> Option<Cow<'m, str>> {
        string(self.get(key)?)
    }

    /// An id: the value of a member that is a string or a number.
    pub(super) fn id(&self, key: &str) -> Option<&'m str> {
        self.get(key).filter(|value| *value != "null")
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The item of a list.
    pub(super) fn item(&self, index: usize) -> Option<&'m str> {
        self.parts.get(index).map(|(_, value)| *value)
    }

    /// The items or the members' values.
    pub(super) fn values(&self) -> impl Iterator<Item = &'m str> {
        self.parts.iter().map(|(_, value)| *value)
    }

    /// The keys and values of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&Cow<'m, str>, &'m str)> {
        self.parts.iter().map(|(key, value)| (key, *value))
    }

    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }
}

/// The content of a JSON string.
pub(super) fn string(value: &str) -> Option<Cow<'_, str>> {
    let inside = value.strip_prefix('"')?.strip_suffix('"')?;
    Some(match inside.contains('\\') {
        true => unescaped(inside).into(),
        false => inside.into(),
    })
}

/// A scalar as a field's value; lists and objects stay JSON.
pub(super) fn value(raw: &str) -> LensValue<'_> {
    match (string(raw), raw.parse()) {
        (Some(text), _) => LensValue::Text(text),
        (None, Ok(number)) => LensValue::Int(number),
        (None, Err(_)) => LensValue::Json(raw),
    }
}

struct PartScan<'m> {
    text: &'m str,
    shape: JsonShape,
    depth: usize,
    key: &'m str,
    begin: usize,
    last: usize,
    parts: Vec<(Cow<'m, str>, &'m str)>,
}

impl<'m> PartScan<'m> {
    fn push(&mut self, event: JsonEvent<'m>, at: usize) {
        self.last = at;
        let length = match event {
            JsonEvent::Key(key) => {
                if self.depth == 1 {
                    self.key = key;
                }
                return;
            }
            JsonEvent::List | JsonEvent::Object => {
                match self.depth {
                    0 if event == JsonEvent::List => self.shape = JsonShape::List,
                    0 => self.shape = JsonShape::Object,
                    1 => self.begin = at,
                    _ => {}
                }
                self.depth += 1;
                return;
            }
            JsonEvent::Close => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 1 {
                    self.part(self.begin, at + 1);
                }
                return;
            }
            JsonEvent::Text(inside) => inside.len() + 2,
            JsonEvent::Number(digits) => digits.len(),
            JsonEvent::Bool(true) | JsonEvent::Null => 4,
            JsonEvent::Bool(false) => 5,
        };
        match self.depth {
            0 => self.shape = JsonShape::Scalar,
            1 => self.part(at, at + length),
            _ => {}
        }
    }

    fn part(&mut self, from: usize, to: usize) {
        let Some(value) = self.text.get(from..to) else { return };
        if self.parts.len() < PARTS {
            let key = match self.key.contains('\\') {
                true => unescaped(self.key).into(),
                false => self.key.into(),
            };
            self.parts.push((key, value));
        }
    }
}
