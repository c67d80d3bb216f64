//! Formats JSON text for reading.

use std::fmt::Write as _;

use super::error::{JsonError, JsonProblem};
use super::escape::{StringPiece, pieces};
use super::scan::{JsonEvent, scan};
use crate::text::is_invisible;

/// Limit of the formatted text in bytes. Deep nesting can grow to more than a hundred times its size; it is then
/// written on one line.
pub const PRETTY_LIMIT: usize = 64 << 20;

/// Formatted JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pretty {
    /// The text.
    pub text: String,
    /// Whether the text is on one line, because it would be too long otherwise.
    pub compact: bool,
}

/// Formats JSON with an indentation of two spaces, or on one line if that would exceed [`PRETTY_LIMIT`].
///
/// Numbers stay as written and equal keys are all kept. Escapes are decoded, except for invisible characters and
/// unpaired surrogates. Accepts Python's `NaN` and infinities, because Python servers send them.
pub fn pretty(text: &[u8]) -> Result<Pretty, JsonError> {
    pretty_within(text, PRETTY_LIMIT)
}

/// Like [`pretty`], with a different limit. Text on one line is at most three times as long as its source.
pub fn pretty_within(text: &[u8], limit: usize) -> Result<Pretty, JsonError> {
    let text = std::str::from_utf8(text).map_err(|error| {
        let good = text.get(..error.valid_up_to()).unwrap_or_default();
        JsonError::after(&String::from_utf8_lossy(good), JsonProblem::Utf8)
    })?;
    let mut printer = Printer::new(limit, text.len().saturating_mul(2).min(limit));
    let done = scan(text, true, &mut |event, _| printer.push(event));
    if printer.too_long {
        printer = Printer { compact: true, ..Printer::new(usize::MAX, text.len()) };
        scan(text, true, &mut |event, _| printer.push(event))?;
    } else {
        done?;
    }
    Ok(Pretty { text: printer.out, compact: printer.compact })
}

#[derive(Default)]
struct Printer {
    out: String,
    limit: usize,
    too_long: bool,
    compact: bool,
    /// The closing bracket of each open list or object, and whether it has items.
    open: Vec<(char, bool)>,
    after_key: bool,
}

impl Printer {
    fn new(limit: usize, room: usize) -> Printer {
        Printer { out: String::with_capacity(room), limit, ..Printer::default() }
    }

    fn push(&mut self, event: JsonEvent<'_>) -> Result<(), (usize, JsonProblem)> {
        self.write(event);
        self.too_long = self.out.len() > self.limit;
        // The caller checks `too_long`; the problem is irrelevant.
        if self.too_long { Err((0, JsonProblem::Depth)) } else { Ok(()) }
    }

    fn write(&mut self, event: JsonEvent<'_>) {
        if event == JsonEvent::Close {
            if let Some((bracket, filled)) = self.open.pop() {
                if filled {
                    self.new_line();
                }
                self.out.push(bracket);
            }
            return;
        }
        if !std::mem::take(&mut self.after_key)
            && let Some((_, filled)) = self.open.last_mut()
        {
            if std::mem::replace(filled, true) {
                self.out.push(',');
            }
            self.new_line();
        }
        match event {
            JsonEvent::List => {
                self.out.push('[');
                self.open.push((']', false));
            }
            JsonEvent::Object => {
                self.out.push('{');
                self.open.push(('}', false));
            }
            JsonEvent::Key(inside) => {
                self.quoted(inside);
                self.out.push_str(if self.compact { ":" } else { ": " });
                self.after_key = true;
            }
            JsonEvent::Text(inside) => self.quoted(inside),
            JsonEvent::Number(digits) => self.out.push_str(digits),
            JsonEvent::Bool(truth) => self.out.push_str(if truth { "true" } else { "false" }),
            JsonEvent::Null => self.out.push_str("null"),
            JsonEvent::Close => {}
        }
    }

    fn new_line(&mut self) {
        if self.compact {
            return;
        }
        self.out.push('\n');
        for _ in &self.open {
            self.out.push_str("  ");
        }
    }

    fn quoted(&mut self, inside: &str) {
        self.out.push('"');
        for piece in pieces(inside) {
            match piece {
                StringPiece::Plain(plain) => self.out.push_str(plain),
                StringPiece::Char(ch @ ('"' | '\\')) => self.out.extend(['\\', ch]),
                StringPiece::Char('\n') => self.out.push_str("\\n"),
                StringPiece::Char('\r') => self.out.push_str("\\r"),
                StringPiece::Char('\t') => self.out.push_str("\\t"),
                StringPiece::Char(ch) if is_invisible(ch) => {
                    for unit in ch.encode_utf16(&mut [0; 2]) {
                        // Writing to a `String` cannot fail.
                        let _ = write!(self.out, "\\u{unit:04x}");
                    }
                }
                StringPiece::Char(ch) => self.out.push(ch),
                StringPiece::Half(written, _) => self.out.push_str(written),
            }
        }
        self.out.push('"');
    }
}
