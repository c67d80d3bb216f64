//! One-line text preview of a payload's first bytes.
//!
//! A payload must not be able to disguise itself in a list, so line ends, controls, invisible
//! characters and those that change the writing direction are escaped.

use std::fmt::Write;

use crate::frame::Kind;
use crate::text::is_invisible;

use super::export::hex;

/// Maximum characters of a preview, including the ellipsis.
pub const PREVIEW_CHARS: usize = 256;

/// Number of payload bytes that suffice for a preview.
pub const PREVIEW_BYTES: u32 = 4 + 4 * PREVIEW_CHARS as u32;

/// Previews a message of `size` bytes, given its first [`PREVIEW_BYTES`] or its whole payload as
/// `head`.
pub fn preview(kind: Kind, head: &[u8], size: u32) -> String {
    let is_cut = (head.len() as u64) < u64::from(size);
    let mut line = PreviewLine::default();
    match kind {
        Kind::Text | Kind::Marker => line.text(head, is_cut),
        // A ping's payload is binary: random bytes may look like text.
        Kind::Raw | Kind::Ping | Kind::Pong => line.hex(head, is_cut),
        Kind::Binary => match head.get(4..) {
            Some(tail) if is_printable(tail, is_cut) => line.text(tail, is_cut),
            _ => line.hex(head, is_cut),
        },
        Kind::Close => match head.split_first_chunk::<2>() {
            Some((code, reason)) => {
                line.put(format_args!("{}", u16::from_be_bytes(*code)));
                if !reason.is_empty() {
                    line.put(format_args!(" "));
                    line.text(reason, is_cut);
                }
            }
            None => line.hex(head, is_cut),
        },
    }
    line.text
}

/// Whether bytes are readable text: UTF-8, not empty, no controls but white space. If `is_cut`, the
/// last character may be incomplete.
fn is_printable(bytes: &[u8], is_cut: bool) -> bool {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if is_cut && error.error_len().is_none() => {
            str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| matches!(c, '\n' | '\r' | '\t') || !c.is_control())
}

/// A preview line under construction. An item that does not fit as a whole is replaced by an
/// ellipsis.
#[derive(Default)]
struct PreviewLine {
    text: String,
    chars: usize,
    is_full: bool,
}

impl PreviewLine {
    /// Appends ASCII or a single character.
    fn put(&mut self, piece: std::fmt::Arguments<'_>) {
        if self.is_full {
            return;
        }
        let before = self.text.len();
        // Writing to a string does not fail.
        let _ = self.text.write_fmt(piece);
        self.chars += self.text[before..].chars().count();
        // Reserves one character for the ellipsis.
        if self.chars > PREVIEW_CHARS - 1 {
            self.text.truncate(before);
            self.end();
        }
    }

    fn end(&mut self) {
        if !self.is_full {
            self.text.push('…');
            self.is_full = true;
        }
    }

    fn text(&mut self, bytes: &[u8], is_cut: bool) {
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            for c in chunk.valid().chars() {
                match c {
                    '\n' => self.put(format_args!("\\n")),
                    '\r' => self.put(format_args!("\\r")),
                    '\t' => self.put(format_args!("\\t")),
                    c if is_invisible(c) => self.put(format_args!("\\u{{{:X}}}", u32::from(c))),
                    c => self.put(format_args!("{c}")),
                }
                if self.is_full {
                    return;
                }
            }
            // A character cut by the preview's own limit is not an error.
            let our_cut = is_cut && chunks.peek().is_none() && is_incomplete(chunk.invalid());
            if !chunk.invalid().is_empty() && !our_cut {
                self.put(format_args!("\u{FFFD}"));
            }
        }
        if is_cut {
            self.end();
        }
    }

    fn hex(&mut self, bytes: &[u8], is_cut: bool) {
        for (i, byte) in bytes.iter().enumerate() {
            let [high, low] = hex(*byte).map(char::from);
            let space = if i == 0 { "" } else { " " };
            self.put(format_args!("{space}{high}{low}"));
            if self.is_full {
                return;
            }
        }
        if is_cut {
            self.end();
        }
    }
}

/// Whether bytes are an incomplete character rather than an invalid one.
fn is_incomplete(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn preview_of(kind: Kind, payload: &[u8]) -> String {
        let head = &payload[..payload.len().min(PREVIEW_BYTES as usize)];
        preview(kind, head, payload.len() as u32)
    }

    #[test]
    fn text_is_one_line_with_hidden_characters_escaped() {
        let text = "a\nb\r\t\0\u{1b}[31m\u{202E}evil\u{200B}\u{FEFF}é🙂";
        let expected = "a\\nb\\r\\t\\u{0}\\u{1B}[31m\\u{202E}evil\\u{200B}\\u{FEFF}é🙂";
        assert_eq!(preview_of(Kind::Text, text.as_bytes()), expected);
        assert_eq!(preview_of(Kind::Text, b"a\xFFb\xC3"), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(preview_of(Kind::Text, b""), "");
    }

    #[test]
    fn binary_shows_its_tail_if_that_is_text() {
        assert_eq!(preview_of(Kind::Binary, b"\x01\0\0\0{\"user_id\": 7}"), "{\"user_id\": 7}");
        assert_eq!(preview_of(Kind::Binary, b"\x01\0\0\0\x02"), "01 00 00 00 02");
        assert_eq!(preview_of(Kind::Binary, b"\x01\0\0\0\xC3"), "01 00 00 00 c3");
        assert_eq!(preview_of(Kind::Binary, b"\xFF\xFF\xFF\xFF"), "ff ff ff ff");
        assert_eq!(preview_of(Kind::Binary, b"abc"), "61 62 63");
        assert_eq!(preview_of(Kind::Binary, b""), "");
    }

    #[test]
    fn close_frames_show_code_and_reason() {
        assert_eq!(preview_of(Kind::Close, b"\x03\xE8user quit"), "1000 user quit");
        assert_eq!(preview_of(Kind::Close, b"\x11\x30"), "4400");
        assert_eq!(preview_of(Kind::Close, b""), "");
        assert_eq!(preview_of(Kind::Close, b"\x03"), "03");
        assert_eq!(preview_of(Kind::Pong, &[0, 1]), "00 01");
    }

    #[test]
    fn ping_payloads_are_hex_even_if_they_are_text() {
        assert_eq!(preview_of(Kind::Ping, b"beat"), "62 65 61 74");
        assert_eq!(preview_of(Kind::Pong, "(!\u{552}".as_bytes()), "28 21 d5 92");
        assert_eq!(preview_of(Kind::Ping, b""), "");
    }

    #[test]
    fn a_long_preview_ends_with_an_ellipsis_at_a_character() {
        let text = "🙂".repeat(1000);
        let line = preview_of(Kind::Text, text.as_bytes());
        assert_eq!(line, format!("{}…", "🙂".repeat(255)));
        let line = preview_of(Kind::Binary, &[0; 1000]);
        assert!(line.starts_with("00 00 00") && line.ends_with("00…"), "{line}");
        // The head ends within a character.
        assert_eq!(preview(Kind::Text, "aé".as_bytes()[..2].as_ref(), 9), "a…");
        assert_eq!(preview(Kind::Binary, b"\0\0\0\0a\xC3", 9), "a…");
    }

    proptest! {
        #[test]
        fn any_payload_yields_one_short_visible_line(
            bytes in proptest::collection::vec(any::<u8>(), 0..2000), kind in 0usize..4
        ) {
            let kind = [Kind::Text, Kind::Binary, Kind::Close, Kind::Ping][kind];
            let line = preview_of(kind, &bytes);
            prop_assert!(line.chars().count() <= PREVIEW_CHARS);
            prop_assert!(!line.chars().any(is_invisible));
        }
    }
}
