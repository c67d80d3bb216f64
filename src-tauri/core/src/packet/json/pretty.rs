//! JSON text laid out for reading.

use std::fmt::Write as _;

use super::error::{JsonError, Problem};
use super::escape::{Piece, pieces};
use super::scan::{Event, scan};

/// Lays JSON out with two spaces a level.
///
/// Numbers stay as they were written and equal keys all stay; escaped text becomes readable, save what is
/// invisible or half a character. Python's `NaN` and infinities are taken, since its servers send them.
pub fn pretty(text: &[u8]) -> Result<String, JsonError> {
    let text = std::str::from_utf8(text).map_err(|error| {
        let good = text.get(..error.valid_up_to()).unwrap_or_default();
        JsonError::after(&String::from_utf8_lossy(good), Problem::Utf8)
    })?;
    let mut page = Page { out: String::with_capacity(text.len() * 2), ..Page::default() };
    scan(text, true, &mut |event, _| {
        page.take(event);
        Ok(())
    })?;
    Ok(page.out)
}

#[derive(Default)]
struct Page {
    out: String,
    /// For each open list and object how it closes and whether something is in it.
    open: Vec<(char, bool)>,
    after_key: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        if event == Event::Close {
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
            Event::List => {
                self.out.push('[');
                self.open.push((']', false));
            }
            Event::Object => {
                self.out.push('{');
                self.open.push(('}', false));
            }
            Event::Key(inside) => {
                self.quoted(inside);
                self.out.push_str(": ");
                self.after_key = true;
            }
            Event::Text(inside) => self.quoted(inside),
            Event::Number(digits) => self.out.push_str(digits),
            Event::Bool(truth) => self.out.push_str(if truth { "true" } else { "false" }),
            Event::Null => self.out.push_str("null"),
            Event::Close => {}
        }
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        for _ in &self.open {
            self.out.push_str("  ");
        }
    }

    fn quoted(&mut self, inside: &str) {
        self.out.push('"');
        for piece in pieces(inside) {
            match piece {
                Piece::Plain(plain) => self.out.push_str(plain),
                Piece::Char(ch @ ('"' | '\\')) => self.out.extend(['\\', ch]),
                Piece::Char('\n') => self.out.push_str("\\n"),
                Piece::Char('\r') => self.out.push_str("\\r"),
                Piece::Char('\t') => self.out.push_str("\\t"),
                Piece::Char(ch) if invisible(ch) => {
                    for unit in ch.encode_utf16(&mut [0; 2]) {
                        // Writing to a String cannot fail.
                        let _ = write!(self.out, "\\u{unit:04x}");
                    }
                }
                Piece::Char(ch) => self.out.push(ch),
                Piece::Half(written, _) => self.out.push_str(written),
            }
        }
        self.out.push('"');
    }
}

/// Characters that would hide or reorder their neighbours: an escape says more than they do.
fn invisible(ch: char) -> bool {
    ch.is_control()
        || matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
