//! The head of an HTTP message as it was on the wire, with its secret parts marked.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::connection::secret_masking::{MASK, SecretMasks, joined};
use crate::profile::masked_url::secret_values;
use crate::text::is_invisible;

/// The bytes of a head and the ranges of its secrets. Serialising replaces the secrets by masks, so that a deserialised
/// head no longer contains them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "HttpHeadText", into = "HttpHeadText")]
pub struct HttpHead {
    bytes: Vec<u8>,
    secrets: Vec<Range<usize>>,
    /// The size on the wire, if the head was deserialised from its masked text.
    read_back: Option<usize>,
}

/// A part of a head, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeadPiece {
    /// Control characters but CR, LF and tab are escaped, as are bytes that are not UTF-8.
    pub text: String,
    /// Whether it is a password, token or cookie; `text` is then a mask unless the user asked to reveal it.
    pub secret: bool,
}

/// A head as text, split into plain and secret pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HttpHeadText {
    /// Size on the wire in bytes.
    pub size: usize,
    /// The pieces, in order.
    pub pieces: Vec<HeadPiece>,
}

impl From<HttpHead> for HttpHeadText {
    fn from(head: HttpHead) -> Self {
        HttpHeadText {
            size: head.read_back.unwrap_or(head.bytes.len()),
            pieces: head.pieces(false),
        }
    }
}

impl From<HttpHeadText> for HttpHead {
    fn from(shown: HttpHeadText) -> Self {
        let mut head = HttpHead::default();
        let mut secrets = Vec::new();
        for piece in &shown.pieces {
            let from = head.bytes.len();
            head.push(&piece.text);
            if piece.secret {
                secrets.push(from..head.bytes.len());
            }
        }
        // In one call, since each call sorts all ranges.
        head.mark_all(secrets);
        HttpHead { read_back: Some(shown.size), ..head }
    }
}

/// Shows the masked text, so that logs contain no secrets.
impl std::fmt::Debug for HttpHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: String = self.pieces(false).into_iter().map(|piece| piece.text).collect();
        f.debug_tuple("Head").field(&shown).finish()
    }
}

impl HttpHead {
    /// A received head.
    pub fn of(bytes: Vec<u8>) -> HttpHead {
        HttpHead { bytes, ..HttpHead::default() }
    }

    /// The head, byte for byte.
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

    /// Appends a header field.
    pub(in super::super) fn push_field(&mut self, name: &str, value: &str, secret: bool) {
        self.push(name);
        self.push(": ");
        match secret {
            true => self.push_secret(value),
            false => self.push(value),
        }
        self.push("\r\n");
    }

    /// Marks every occurrence of the secrets, in any encoding.
    pub(in super::super) fn hide(&mut self, masks: &SecretMasks) {
        self.mark_all(masks.ranges(&self.bytes));
    }

    /// Marks the values of the fields of this name.
    pub(in super::super) fn hide_field(&mut self, name: &str) {
        let mut at = 0;
        let mut ranges = Vec::new();
        for line in self.bytes.split_inclusive(|&b| b == b'\n') {
            let end = at + line.trim_ascii_end().len();
            let colon = line.iter().position(|&b| b == b':').unwrap_or(0);
            if line[..colon].eq_ignore_ascii_case(name.as_bytes()) {
                let value = &line[colon + 1..];
                let from = at + colon + 1 + value.len() - value.trim_ascii_start().len();
                ranges.push(from..end.max(from));
            }
            at += line.len();
        }
        self.mark_all(ranges);
    }

    /// Marks the values of secret URL parameters, recognised by name, in the request line and in `Location`.
    pub(in super::super) fn hide_parameters(&mut self) {
        let mut at = 0;
        let mut ranges = Vec::new();
        for line in self.bytes.split_inclusive(|&b| b == b'\n') {
            let text = String::from_utf8_lossy(line.trim_ascii_end());
            let begin = match text.split_once(':') {
                _ if at == 0 => text.find(' ').map(|space| space + 1),
                Some((name, _)) if name.eq_ignore_ascii_case("location") => Some(name.len() + 1),
                _ => None,
            };
            // Lossy conversion of invalid UTF-8 would shift the offsets.
            if let Some(begin) = begin.filter(|_| text.len() <= line.len()) {
                let url = text[begin..].trim_start();
                let begin = text.len() - url.len();
                let url = if at == 0 { url.split(' ').next().unwrap_or_default() } else { url };
                let values = secret_values(url).into_iter();
                ranges.extend(values.map(|value| at + begin + value.start..at + begin + value.end));
            }
            at += line.len();
        }
        self.mark_all(ranges);
    }

    fn mark(&mut self, range: Range<usize>) {
        self.mark_all([range]);
    }

    /// Marks these ranges as secret.
    pub(in super::super) fn mark_all(&mut self, ranges: impl IntoIterator<Item = Range<usize>>) {
        let mut all = std::mem::take(&mut self.secrets);
        all.extend(ranges.into_iter().filter(|range| !range.is_empty()));
        self.secrets = joined(all);
    }

    /// The head as text. `reveal` shows the secrets, which only the user may request.
    pub fn pieces(&self, reveal: bool) -> Vec<HeadPiece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for range in &self.secrets {
            if range.start > at {
                pieces.push(HeadPiece { text: shown(&self.bytes[at..range.start]), secret: false });
            }
            let text = if reveal { shown(&self.bytes[range.clone()]) } else { MASK.to_owned() };
            pieces.push(HeadPiece { text, secret: true });
            at = range.end;
        }
        if at < self.bytes.len() {
            pieces.push(HeadPiece { text: shown(&self.bytes[at..]), secret: false });
        }
        pieces
    }
}

/// Decodes bytes for display; control, invisible and invalid characters are escaped.
pub(super) fn shown(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for ch in chunk.valid().chars() {
            match ch {
                '\r' | '\n' | '\t' | ' '..='~' => out.push(ch),
                hidden if is_invisible(hidden) => out.extend(hidden.escape_default()),
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
    fn secrets_are_masked_everywhere_and_revealed_on_request() {
        let mut head = HttpHead::default();
        head.push("GET /?k=a%20b HTTP/1.1\r\n");
        head.push_field("Authorization", "Basic eDp5", true);
        head.push("Set-Cookie:  id=7; Path=/\r\nX: the a b here\r\n\r\n");
        let mut masks = SecretMasks::default();
        ["a b", "e"].into_iter().for_each(|value| masks.add(value));
        head.hide(&masks);
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
        let head = HttpHead::of(b"X: \x1b[2J\xff\x00 \xe2\x80\xae \xc3\xa9\r\n".to_vec());
        assert_eq!(head.pieces(false)[0].text, "X: \\u{1b}[2J\\xff\\u{0} \\u{202e} é\r\n");
    }

    #[test]
    fn hostile_06_secrets_of_a_head_that_is_read_back_are_put_in_order_once() {
        let piece = |secret| HeadPiece { text: if secret { "x" } else { "y" }.to_owned(), secret };
        let pieces: Vec<_> = (0..200_000).map(|number| piece(number % 2 == 0)).collect();
        let begun = std::time::Instant::now();
        let head = HttpHead::from(HttpHeadText { size: 7, pieces: pieces.clone() });
        // Sorting for each piece took minutes.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
        assert_eq!(head.pieces(true), pieces);
    }
}
