//! Finds `{{…}}` in a text and substitutes values.

use super::generators::{self, GeneratedValue};
use super::{Filler, VariableError, VariableFault};

/// How values are escaped in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Not at all.
    None,
    /// Inside JSON strings, quotes and control characters are escaped.
    Json,
}

impl Filler<'_> {
    /// Fills in all variables and generators. Substituted values are not searched again.
    pub fn text(&self, text: &str, path: &str, quoting: Quoting) -> Result<String, VariableError> {
        if !text.contains("{{") {
            return Ok(text.to_owned());
        }
        let error = |fault| VariableError { path: path.to_owned(), fault };
        let mut out = String::with_capacity(text.len());
        let mut quoted = false;
        for piece in pieces(text) {
            match piece {
                TextPiece::Plain(plain) => {
                    quoted = quoted_after(plain, quoted);
                    out.push_str(plain);
                }
                TextPiece::Name(name) => {
                    let value = match generators::value(name, self) {
                        GeneratedValue::Value(value) => value,
                        GeneratedValue::Invalid => {
                            return Err(error(VariableFault::Generator(name.to_owned())));
                        }
                        GeneratedValue::NoLength => return Err(error(VariableFault::Length)),
                        GeneratedValue::NotGenerator => self
                            .value(name)
                            .ok_or_else(|| error(VariableFault::Missing(name.to_owned())))?
                            .to_owned(),
                    };
                    let value = match quoting {
                        Quoting::Json if quoted => escaped(&value),
                        _ => value,
                    };
                    if self.is_too_long(&value) {
                        return Err(error(VariableFault::TooLong));
                    }
                    out.push_str(&value);
                }
            }
        }
        Ok(out)
    }
}

/// The names of the variables in a text, without generators.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        TextPiece::Name(name) if !generators::is_generator(name) => Some(name),
        _ => None,
    })
}

/// Whether the text contains a variable or a generator.
pub(super) fn any(text: &str) -> bool {
    text.contains("{{") && pieces(text).any(|piece| matches!(piece, TextPiece::Name(_)))
}

/// The start of a name that stands for a field of a received message.
const RECEIVED_FIELD: &str = "received.field.";

enum TextPiece<'a> {
    Plain(&'a str),
    Name(&'a str),
}

/// Splits a text at its variables. `{{` without a valid name is plain text, as is `{{secret:…}}`.
fn pieces(text: &str) -> impl Iterator<Item = TextPiece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some(open) = rest.get(from..).and_then(|rest| rest.find("{{")) {
            let open = from + open;
            if let Some(length) = rest.get(open..).and_then(name_length) {
                if open > 0 {
                    let (plain, after) = rest.split_at(open);
                    rest = after;
                    return Some(TextPiece::Plain(plain));
                }
                let (name, after) = rest.split_at(length);
                rest = after;
                return Some(TextPiece::Name(name.get(2..length - 2).unwrap_or_default().trim()));
            }
            from = open + 1;
        }
        Some(TextPiece::Plain(std::mem::take(&mut rest)))
    })
}

/// The length of the `{{name}}` that the text starts with, if any.
fn name_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("{{")?;
    if let Some(path) = inside.trim_start().strip_prefix(RECEIVED_FIELD) {
        // A field's path may have any character of a JSON key.
        let end = path.find(|ch: char| matches!(ch, '{' | '}') || ch.is_control())?;
        let is_path = path.get(end..)?.starts_with("}}") && !path.get(..end)?.trim().is_empty();
        return is_path.then_some(text.len() - path.len() + end + 2);
    }
    let in_name = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '.' | '-' | ':' | ' ');
    // Stop at the first character that cannot be in a name: searching for the end of each `{{` would take quadratic
    // time.
    let end = inside.find(|ch: char| !in_name(ch) && !ch.is_whitespace())?;
    if !inside.get(end..)?.starts_with("}}") {
        return None;
    }
    let name = inside.get(..end)?.trim();
    let first = name.chars().next()?;
    let good = (first.is_alphabetic() || first == '_') && name.chars().all(in_name);
    (good && !name.starts_with("secret:")).then_some(end + 4)
}

/// Whether the end of `text` is inside a JSON string, if its start is as in `before`.
fn quoted_after(text: &str, before: bool) -> bool {
    let mut quoted = before;
    let mut escape = false;
    for ch in text.chars() {
        match ch {
            _ if escape => escape = false,
            '\\' if quoted => escape = true,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    quoted
}

fn escaped(value: &str) -> String {
    let written = serde_json::Value::from(value).to_string();
    written.get(1..written.len() - 1).unwrap_or_default().to_owned()
}
