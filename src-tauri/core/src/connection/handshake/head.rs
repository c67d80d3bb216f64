//! The head of an HTTP message as it was on the wire, and which parts of it nobody should see over a shoulder.

use std::ops::Range;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// What stands for a secret; it tells not even the length.
pub(in super::super) const MASK: &str = "••••••";
/// A secret shorter than this is masked only where it stands by itself: one letter would black out everything.
const SHORTEST: usize = 3;

/// Bytes, and the ranges of them that are secret. Serialised it shows a mask in their place, and read back that is
/// all there is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ShownHead", into = "ShownHead")]
pub struct Head {
    bytes: Vec<u8>,
    secrets: Vec<Range<usize>>,
    /// Bytes on the wire, where `bytes` was read back and is only what was shown.
    read_back: Option<usize>,
}

/// A part of a head, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Piece {
    /// Control characters but CR, LF and tab are escaped, as are bytes that are not UTF-8.
    pub text: String,
    /// A password, a token, a cookie; `text` is a mask unless somebody asked to see it.
    pub secret: bool,
}

/// A head as text, in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ShownHead {
    /// Bytes on the wire.
    pub size: usize,
    /// In order.
    pub pieces: Vec<Piece>,
}

impl From<Head> for ShownHead {
    fn from(head: Head) -> Self {
        ShownHead { size: head.read_back.unwrap_or(head.bytes.len()), pieces: head.pieces(false) }
    }
}

impl From<ShownHead> for Head {
    fn from(shown: ShownHead) -> Self {
        let mut head = Head::default();
        for piece in &shown.pieces {
            match piece.secret {
                true => head.push_secret(&piece.text),
                false => head.push(&piece.text),
            }
        }
        Head { read_back: Some(shown.size), ..head }
    }
}

/// A log must not hold what the window masks.
impl std::fmt::Debug for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: String = self.pieces(false).into_iter().map(|piece| piece.text).collect();
        f.debug_tuple("Head").field(&shown).finish()
    }
}

impl Head {
    /// What came from the other side.
    pub fn of(bytes: Vec<u8>) -> Head {
        Head { bytes, ..Head::default() }
    }

    /// Byte for byte.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(in super::super) fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(in super::super) fn push_secret(&mut self, text: &str) {
        let from = self.bytes.len();
        self.push(text);
        self.mark(from..self.bytes.len());
    }

    /// A field and its line's end.
    pub(in super::super) fn push_field(&mut self, name: &str, value: &str, secret: bool) {
        self.push(name);
        self.push(": ");
        match secret {
            true => self.push_secret(value),
            false => self.push(value),
        }
        self.push("\r\n");
    }

    /// Marks every place where one of these values stands, as it is or percent-encoded.
    pub(in super::super) fn hide(&mut self, values: &[String]) {
        for value in values.iter().filter(|value| value.len() >= SHORTEST) {
            let encoded = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
            for text in [value.as_str(), encoded.as_str()] {
                let found: Vec<_> =
                    memchr::memmem::find_iter(&self.bytes, text.as_bytes()).collect();
                for at in found {
                    self.mark(at..at + text.len());
                }
            }
        }
    }

    /// Marks the values of the fields of this name.
    pub(in super::super) fn hide_field(&mut self, name: &str) {
        let mut at = 0;
        let mut found = Vec::new();
        for line in self.bytes.split_inclusive(|&b| b == b'\n') {
            let end = at + line.trim_ascii_end().len();
            let colon = line.iter().position(|&b| b == b':').unwrap_or(0);
            if line[..colon].eq_ignore_ascii_case(name.as_bytes()) {
                let value = &line[colon + 1..];
                let from = at + colon + 1 + value.len() - value.trim_ascii_start().len();
                found.push(from..end.max(from));
            }
            at += line.len();
        }
        found.into_iter().for_each(|range| self.mark(range));
    }

    fn mark(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.secrets.push(range);
        self.secrets.sort_by_key(|range| range.start);
        self.secrets.dedup_by(|next, kept| {
            let joins = next.start <= kept.end;
            if joins {
                kept.end = kept.end.max(next.end);
            }
            joins
        });
    }

    /// As text; secrets are shown where `reveal` says so, which only a person may ask for.
    pub fn pieces(&self, reveal: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for range in &self.secrets {
            if range.start > at {
                pieces.push(Piece { text: shown(&self.bytes[at..range.start]), secret: false });
            }
            let text = if reveal { shown(&self.bytes[range.clone()]) } else { MASK.to_owned() };
            pieces.push(Piece { text, secret: true });
            at = range.end;
        }
        if at < self.bytes.len() {
            pieces.push(Piece { text: shown(&self.bytes[at..]), secret: false });
        }
        pieces
    }
}

/// Text that can do no harm where it is shown, and hides no byte.
pub(super) fn shown(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for ch in chunk.valid().chars() {
            match ch {
                '\r' | '\n' | '\t' | ' '..='~' => out.push(ch),
                // Also marks that turn the direction of writing.
                other => out.extend(other.escape_debug()),
            }
        }
        out.extend(chunk.invalid().iter().flat_map(|b| b.escape_ascii()).map(char::from));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_wherever_they_stand_and_shown_when_asked() {
        let mut head = Head::default();
        head.push("GET /?k=a%20b HTTP/1.1\r\n");
        head.push_field("Authorization", "Basic eDp5", true);
        head.push("Set-Cookie:  id=7; Path=/\r\nX: the a b here\r\n\r\n");
        head.hide(&["a b".to_owned(), "e".to_owned()]);
        head.hide_field("set-cookie");
        let text =
            |reveal| head.pieces(reveal).into_iter().map(|piece| piece.text).collect::<String>();
        assert_eq!(
            text(false),
            format!(
                "GET /?k={MASK} HTTP/1.1\r\nAuthorization: {MASK}\r\nSet-Cookie:  {MASK}\r\nX: the {MASK} here\r\n\r\n"
            )
        );
        assert_eq!(text(true).as_bytes(), head.bytes());
        let json = serde_json::to_string(&head).expect("JSON");
        assert!(!json.contains("eDp5") && !json.contains("a b") && json.contains("\"size\":"));
        assert!(!format!("{head:?}").contains("eDp5"));
    }

    #[test]
    fn case_14_bytes_that_could_do_harm_are_escaped() {
        let head = Head::of(b"X: \x1b[2J\xff\x00 \xe2\x80\xae \xc3\xa9\r\n".to_vec());
        assert_eq!(head.pieces(false)[0].text, "X: \\u{1b}[2J\\xff\\0 \\u{202e} é\r\n");
    }
}
