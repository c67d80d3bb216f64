//! Finds `{{…}}` in a text and substitutes values.

use super::generators::{self, GeneratedValue};
use super::{Filler, VariableError, VariableFault};
use crate::profile::text_escapes;

/// How the text around values is read, and how values are escaped in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Not at all.
    None,
    /// Inside JSON strings, quotes and control characters are escaped.
    Json,
    /// The text has backslash escapes, which are expanded; values are inserted as they are.
    Escapes,
}

/// `{{literal:name}}` is filled in as `{{name}}`.
const LITERAL: &str = "literal:";
/// What `{{literal:…}}` of a secret begins with. [`super::super::secret`] replaces these, because it reads the text
/// last in a connection.
const SECRET: &str = "literal:secret:";

impl Filler<'_> {
    /// Fills in all variables and generators. Substituted values are not searched again.
    pub fn text(&self, text: &str, path: &str, quoting: Quoting) -> Result<String, VariableError> {
        let escapes = quoting == Quoting::Escapes;
        if !(text.contains("{{") || escapes && text.contains('\\')) {
            return Ok(text.to_owned());
        }
        let error = |fault| VariableError { path: path.to_owned(), fault };
        let mut out = String::with_capacity(text.len());
        let (mut quoted, mut at) = (false, 0);
        for piece in pieces(text, escapes) {
            let start = at;
            at += piece.size();
            match piece {
                TextPiece::Plain(plain) if escapes => {
                    text_escapes::expand_to(plain, &mut out).map_err(|misplaced| {
                        error(VariableFault::Escape(misplaced.within(text, start)))
                    })?;
                }
                TextPiece::Plain(plain) => {
                    quoted = quoted_after(plain, quoted);
                    out.push_str(plain);
                }
                TextPiece::Name(inside) if inside.trim_start().starts_with(SECRET) => {
                    out.extend(["{{", inside, "}}"]);
                }
                TextPiece::Name(inside) => {
                    if let Some(literal) = inside.trim_start().strip_prefix(LITERAL) {
                        out.extend(["{{", literal, "}}"]);
                        continue;
                    }
                    let name = inside.trim();
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

/// The names of the variables in a text, without generators. `escapes`: the text has backslash escapes.
pub(super) fn names(text: &str, escapes: bool) -> impl Iterator<Item = &str> {
    pieces(text, escapes).filter_map(|piece| match piece {
        TextPiece::Name(inside) => {
            Some(inside.trim()).filter(|name| !generators::is_generator(name))
        }
        TextPiece::Plain(_) => None,
    })
}

/// Whether the text contains a variable or a generator. `escapes`: the text has backslash escapes.
pub(super) fn any(text: &str, escapes: bool) -> bool {
    text.contains("{{") && pieces(text, escapes).any(|piece| matches!(piece, TextPiece::Name(_)))
}

/// Returns the text with each `{{name}}` written as `{{literal:name}}`, so that filling it in gives the same text.
pub(in crate::profile) fn as_literal(text: &str) -> String {
    let literal = |piece| match piece {
        TextPiece::Plain(plain) => plain.replace("{{secret:", "{{literal:secret:"),
        TextPiece::Name(inside) => format!("{{{{{LITERAL}{inside}}}}}"),
    };
    pieces(text, false).map(literal).collect()
}

/// The start of a name that stands for a field of a received message.
const RECEIVED_FIELD: &str = "received.field.";

enum TextPiece<'a> {
    Plain(&'a str),
    /// What stands between the braces, with its spaces.
    Name(&'a str),
}

impl TextPiece<'_> {
    /// The piece's size in the text, in bytes.
    fn size(&self) -> usize {
        match self {
            TextPiece::Plain(plain) => plain.len(),
            TextPiece::Name(inside) => inside.len() + 4,
        }
    }
}

/// Splits a text at its variables. `{{` without a valid name is plain text, as is `{{secret:…}}`, and `\{` in a text
/// with escapes.
fn pieces(text: &str, escapes: bool) -> impl Iterator<Item = TextPiece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some(open) = rest.get(from..).and_then(|rest| rest.find("{{")) {
            let open = from + open;
            let escaped = escapes && is_escaped(rest.get(..open).unwrap_or_default());
            if let Some(length) = rest.get(open..).filter(|_| !escaped).and_then(name_length) {
                if open > 0 {
                    let (plain, after) = rest.split_at(open);
                    rest = after;
                    return Some(TextPiece::Plain(plain));
                }
                let (name, after) = rest.split_at(length);
                rest = after;
                return Some(TextPiece::Name(name.get(2..length - 2).unwrap_or_default()));
            }
            from = open + 1;
        }
        Some(TextPiece::Plain(std::mem::take(&mut rest)))
    })
}

/// Whether a backslash that is not escaped itself ends the text.
pub(in crate::profile) fn is_escaped(before: &str) -> bool {
    before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
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
