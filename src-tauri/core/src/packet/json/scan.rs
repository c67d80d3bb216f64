//! JSON's grammar, read once and told as events to whoever builds something of it.
//!
//! serde_json has no column in characters, takes `{"$serde_json::private::Number": …}` for a number and drops
//! the first of two equal keys; what a server sent must be shown as it was sent.

use super::error::{JsonError, JsonProblem};

/// How deep lists and objects may lie in each other; as deep as serde_json reads a file.
pub const DEPTH_LIMIT: usize = 128;

/// What is being told, in the order of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonEvent<'a> {
    /// `[`
    List,
    /// `{`
    Object,
    /// `]` or `}`.
    Close,
    /// A key: what stands between its quotes.
    Key(&'a str),
    /// A string: what stands between its quotes.
    Text(&'a str),
    /// A number's digits, or `NaN`, `Infinity`, `-Infinity` where those are taken.
    Number(&'a str),
    /// `true`, `false`.
    Bool(bool),
    /// `null`
    Null,
}

/// Reads one JSON text. `tell` hears each event and at which byte it begins, a string at its first quote; it may refuse
/// one with a problem and where inside of it (in bytes).
///
/// `not_finite`: whether Python's `NaN` and infinities are taken.
pub(crate) fn scan<'a>(
    text: &'a str,
    not_finite: bool,
    tell: &mut EventHandler<'a, '_>,
) -> Result<(), JsonError> {
    let mut scanner = Scanner { text, at: 0, not_finite, tell };
    let done = scanner.document();
    let at = scanner.at;
    done.map_err(|what| JsonError::after(text.get(..at).unwrap_or(text), what))
}

/// Hears of an event and where it begins.
pub(crate) type EventHandler<'a, 't> =
    dyn FnMut(JsonEvent<'a>, usize) -> Result<(), (usize, JsonProblem)> + 't;

struct Scanner<'a, 't> {
    text: &'a str,
    at: usize,
    not_finite: bool,
    tell: &'t mut EventHandler<'a, 't>,
}

/// On an error `at` stands where it is.
impl<'a> Scanner<'a, '_> {
    fn document(&mut self) -> Result<(), JsonProblem> {
        // What is open: true for an object.
        let mut open: Vec<bool> = Vec::new();
        loop {
            // Here a value must begin.
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
        (self.tell)(if object { JsonEvent::Object } else { JsonEvent::List }, self.at)
            .map_err(|(_, what)| what)?;
        self.at += 1;
        self.space();
        Ok(())
    }

    /// Closes all that ends here. True at the end of the document; else a value must follow.
    fn leave(&mut self, open: &mut Vec<bool>) -> Result<bool, JsonProblem> {
        loop {
            self.space();
            match (open.last(), self.peek()) {
                (None, None) => return Ok(true),
                (None, Some(_)) => return Err(JsonProblem::Extra),
                (Some(_), None) => return Err(JsonProblem::End),
                (Some(false), Some(b']')) | (Some(true), Some(b'}')) => {
                    open.pop();
                    (self.tell)(JsonEvent::Close, self.at).map_err(|(_, what)| what)?;
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
                return self.take(word.len(), event);
            }
        }
        for word in ["NaN", "Infinity", "-Infinity"] {
            if rest.starts_with(word) {
                if self.not_finite {
                    return self.take(word.len(), JsonEvent::Number(word));
                }
                return Err(JsonProblem::NotFinite);
            }
        }
        match rest.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => {
                let length = number_length(rest.as_bytes()).ok_or(JsonProblem::Number)?;
                self.take(length, JsonEvent::Number(rest.get(..length).unwrap_or_default()))
            }
            Some(b'+' | b'.') => Err(JsonProblem::Number),
            _ => Err(JsonProblem::Value),
        }
    }

    fn take(&mut self, length: usize, event: JsonEvent<'a>) -> Result<(), JsonProblem> {
        (self.tell)(event, self.at).map_err(|(_, what)| what)?;
        self.at += length;
        Ok(())
    }

    /// A string, from its first quote on.
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
        if let Err((offset, what)) = (self.tell)(event(inside), start - 1) {
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

/// How many bytes JSON's number takes at the front; `None` where it is malformed.
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
