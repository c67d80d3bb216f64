//! The JSON grammar: scans a text once and reports events, from which callers build values.
//!
//! serde_json reports columns in bytes, reads `{"$serde_json::private::Number": …}` as a number and drops the first of
//! two equal keys, but what a server sent must be shown unchanged.

use super::error::{JsonError, JsonProblem};

/// Limit of the nesting depth of lists and objects, the same as in serde_json.
pub const DEPTH_LIMIT: usize = 128;

/// An event of the scanner, in text order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonEvent<'a> {
    /// `[`
    List,
    /// `{`
    Object,
    /// `]` or `}`.
    Close,
    /// A key; the content between its quotes.
    Key(&'a str),
    /// A string; the content between its quotes.
    Text(&'a str),
    /// A number's digits; or `NaN`, `Infinity`, `-Infinity` if those are accepted.
    Number(&'a str),
    /// `true`, `false`.
    Bool(bool),
    /// `null`
    Null,
}

/// Scans one JSON text. `emit` receives each event with the byte offset at which it starts (of a string, its opening
/// quote). It can reject an event with a problem and its offset inside the event, in bytes.
///
/// `not_finite`: whether Python's `NaN` and infinities are accepted.
pub(crate) fn scan<'a>(
    text: &'a str,
    not_finite: bool,
    emit: &mut EventHandler<'a, '_>,
) -> Result<(), JsonError> {
    let mut scanner = Scanner { text, at: 0, not_finite, emit };
    let done = scanner.document();
    let at = scanner.at;
    done.map_err(|what| JsonError::after(text.get(..at).unwrap_or(text), what))
}

/// Receives an event and its offset.
pub(crate) type EventHandler<'a, 't> =
    dyn FnMut(JsonEvent<'a>, usize) -> Result<(), (usize, JsonProblem)> + 't;

struct Scanner<'a, 't> {
    text: &'a str,
    at: usize,
    not_finite: bool,
    emit: &'t mut EventHandler<'a, 't>,
}

/// If a method fails, `at` is the position of the problem.
impl<'a> Scanner<'a, '_> {
    fn document(&mut self) -> Result<(), JsonProblem> {
        // The open lists and objects; true for an object.
        let mut open: Vec<bool> = Vec::new();
        loop {
            // A value must start here.
            self.space();
            match self.peek() {
                Some(b'[') => {
                    self.enter(&mut open, false)?;
                    if self.peek() != Some(b']') {
                        continue;
                    }
                }
                Some(b'{') => {
                    self.enter(&mut open, true)?;
                    if self.peek() != Some(b'}') {
                        self.key()?;
                        continue;
                    }
                }
                _ => self.scalar()?,
            }
            // A value has ended, or an empty list or object is about to.
            if self.leave(&mut open)? {
                return Ok(());
            }
        }
    }

    fn enter(&mut self, open: &mut Vec<bool>, object: bool) -> Result<(), JsonProblem> {
        if open.len() == DEPTH_LIMIT {
            return Err(JsonProblem::Depth);
        }
        open.push(object);
        (self.emit)(if object { JsonEvent::Object } else { JsonEvent::List }, self.at)
            .map_err(|(_, what)| what)?;
        self.at += 1;
        self.space();
        Ok(())
    }

    /// Closes everything that ends here. Returns true at the end of the document; otherwise a value must follow.
    fn leave(&mut self, open: &mut Vec<bool>) -> Result<bool, JsonProblem> {
        loop {
            self.space();
            match (open.last(), self.peek()) {
                (None, None) => return Ok(true),
                (None, Some(_)) => return Err(JsonProblem::Extra),
                (Some(_), None) => return Err(JsonProblem::End),
                (Some(false), Some(b']')) | (Some(true), Some(b'}')) => {
                    open.pop();
                    (self.emit)(JsonEvent::Close, self.at).map_err(|(_, what)| what)?;
                    self.at += 1;
                }
                (Some(object), Some(b',')) => {
                    self.at += 1;
                    if *object {
                        self.space();
                        self.key()?;
                    }
                    return Ok(false);
                }
                (Some(false), Some(_)) => return Err(JsonProblem::ListEnd),
                (Some(true), Some(_)) => return Err(JsonProblem::ObjectEnd),
            }
        }
    }

    fn key(&mut self) -> Result<(), JsonProblem> {
        match self.peek() {
            Some(b'"') => self.quoted(JsonEvent::Key)?,
            Some(_) => return Err(JsonProblem::Key),
            None => return Err(JsonProblem::End),
        }
        self.space();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return Err(JsonProblem::Colon),
            None => return Err(JsonProblem::End),
        }
        Ok(())
    }

    fn scalar(&mut self) -> Result<(), JsonProblem> {
        match self.peek() {
            None => return Err(JsonProblem::End),
            Some(b'"') => return self.quoted(JsonEvent::Text),
            _ => {}
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, event) in [
            ("true", JsonEvent::Bool(true)),
            ("false", JsonEvent::Bool(false)),
            ("null", JsonEvent::Null),
        ] {
            if rest.starts_with(word) {
                return self.scalar_event(word.len(), event);
            }
        }
        for word in ["NaN", "Infinity", "-Infinity"] {
            if rest.starts_with(word) {
                if self.not_finite {
                    return self.scalar_event(word.len(), JsonEvent::Number(word));
                }
                return Err(JsonProblem::NotFinite);
            }
        }
        match rest.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => {
                let length = number_length(rest.as_bytes()).ok_or(JsonProblem::Number)?;
                self.scalar_event(length, JsonEvent::Number(rest.get(..length).unwrap_or_default()))
            }
            Some(b'+' | b'.') => Err(JsonProblem::Number),
            _ => Err(JsonProblem::Value),
        }
    }

    fn scalar_event(&mut self, length: usize, event: JsonEvent<'a>) -> Result<(), JsonProblem> {
        (self.emit)(event, self.at).map_err(|(_, what)| what)?;
        self.at += length;
        Ok(())
    }

    /// Scans a string, starting at its opening quote.
    fn quoted(&mut self, event: fn(&'a str) -> JsonEvent<'a>) -> Result<(), JsonProblem> {
        let start = self.at + 1;
        self.at = start;
        loop {
            match self.peek() {
                None => return Err(JsonProblem::End),
                Some(b'"') => break,
                Some(0..=0x1f) => return Err(JsonProblem::Control),
                Some(b'\\') => {
                    let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
                    self.at += match rest {
                        [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
                        [b'u', a, b, c, d, ..]
                            if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) =>
                        {
                            6
                        }
                        [] => return Err(JsonProblem::End),
                        _ => return Err(JsonProblem::Escape),
                    };
                }
                Some(_) => self.at += 1,
            }
        }
        let inside = self.text.get(start..self.at).unwrap_or_default();
        if let Err((offset, what)) = (self.emit)(event(inside), start - 1) {
            self.at = start + offset;
            return Err(what);
        }
        self.at += 1;
        Ok(())
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// The length of the JSON number that `bytes` starts with; `None` if it is malformed.
fn number_length(bytes: &[u8]) -> Option<usize> {
    let digits =
        |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && bytes.get(at) == Some(&b'0')) {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}
