//! A payload's first bytes as one line of text.
//!
//! What a server sends must not be able to dress up a list: line ends, controls, and the
//! characters that are invisible or turn the direction of writing are shown by their numbers.

use std::fmt::Write;

use crate::frame::Kind;
use crate::text::is_invisible;

use super::export::hex;

/// A preview has at most so many characters, the ellipsis included.
pub const PREVIEW_CHARS: usize = 256;

/// So many bytes of a payload are all that a preview can need.
pub const PREVIEW_BYTES: u32 = 4 + 4 * PREVIEW_CHARS as u32;

/// One line for a message of `size` bytes that begins with `head`, which is the whole payload or
/// its first [`PREVIEW_BYTES`].
pub fn preview(kind: Kind, head: &[u8], size: u32) -> String {
    let is_cut = (head.len() as u64) < u64::from(size);
    let mut line = PreviewLine::default();
    match kind {
        Kind::Text | Kind::Marker => line.text(head, is_cut),
        // A ping's payload is bytes: some random ones happen to be text, which says nothing.
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

/// Whether bytes are text that a person can read: UTF-8, not empty, no controls but white space.
/// Where they are cut, the last character may be cut too.
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

/// The line so far. What does not fit as a whole is left out, and an ellipsis says so.
#[derive(Default)]
struct PreviewLine {
    text: String,
    chars: usize,
    is_full: bool,
}

impl PreviewLine {
    /// Puts a piece of ASCII or of one character.
    fn put(&mut self, piece: std::fmt::Arguments<'_>) {
        if self.is_full {
            return;
        }
        let before = self.text.len();
        // Writing to a string does not fail.
        let _ = self.text.write_fmt(piece);
        self.chars += self.text[before..].chars().count();
        // One place is kept for the ellipsis.
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
            // A character that our own cut went through is no fault of the server's.
            let our_cut = is_cut && chunks.peek().is_none() && is_beginning(chunk.invalid());
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

/// Whether bytes are the beginning of a character rather than wrong.
fn is_beginning(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(kind: Kind, payload: &[u8]) -> String {
        let head = &payload[..payload.len().min(PREVIEW_BYTES as usize)];
        preview(kind, head, payload.len() as u32)
    }

    #[test]
    fn text_is_one_line_that_hides_nothing() {
        let text = "a\nb\r\t\0\u{1b}[31m\u{202E}evil\u{200B}\u{FEFF}é🙂";
        let expected = "a\\nb\\r\\t\\u{0}\\u{1B}[31m\\u{202E}evil\\u{200B}\\u{FEFF}é🙂";
        assert_eq!(whole(Kind::Text, text.as_bytes()), expected);
        assert_eq!(whole(Kind::Text, b"a\xFFb\xC3"), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(whole(Kind::Text, b""), "");
    }

    #[test]
    fn binary_is_its_tail_where_that_is_text() {
        assert_eq!(whole(Kind::Binary, b"\x01\0\0\0{\"user_id\": 7}"), "{\"user_id\": 7}");
        assert_eq!(whole(Kind::Binary, b"\x01\0\0\0\x02"), "01 00 00 00 02");
        assert_eq!(whole(Kind::Binary, b"\x01\0\0\0\xC3"), "01 00 00 00 c3");
        assert_eq!(whole(Kind::Binary, b"\xFF\xFF\xFF\xFF"), "ff ff ff ff");
        assert_eq!(whole(Kind::Binary, b"abc"), "61 62 63");
        assert_eq!(whole(Kind::Binary, b""), "");
    }

    #[test]
    fn control_frames_say_what_they_say() {
        assert_eq!(whole(Kind::Close, b"\x03\xE8user quit"), "1000 user quit");
        assert_eq!(whole(Kind::Close, b"\x11\x30"), "4400");
        assert_eq!(whole(Kind::Close, b""), "");
        assert_eq!(whole(Kind::Close, b"\x03"), "03");
        assert_eq!(whole(Kind::Pong, &[0, 1]), "00 01");
    }

    #[test]
    fn a_ping_s_payload_is_hex_even_where_it_happens_to_be_text() {
        assert_eq!(whole(Kind::Ping, b"beat"), "62 65 61 74");
        assert_eq!(whole(Kind::Pong, "(!\u{552}".as_bytes()), "28 21 d5 92");
        assert_eq!(whole(Kind::Ping, b""), "");
    }

    #[test]
    fn a_long_one_is_cut_at_a_character_and_says_so() {
        let text = "🙂".repeat(1000);
        let line = whole(Kind::Text, text.as_bytes());
        assert_eq!(line, format!("{}…", "🙂".repeat(255)));
        let line = whole(Kind::Binary, &[0; 1000]);
        assert!(line.starts_with("00 00 00") && line.ends_with("00…"), "{line}");
        // The head ends within a character.
        assert_eq!(preview(Kind::Text, "aé".as_bytes()[..2].as_ref(), 9), "a…");
        assert_eq!(preview(Kind::Binary, b"\0\0\0\0a\xC3", 9), "a…");
    }

    proptest! {
        #[test]
        fn whatever_comes_it_is_one_short_visible_line(
            bytes in proptest::collection::vec(any::<u8>(), 0..2000), kind in 0usize..4
        ) {
            let kind = [Kind::Text, Kind::Binary, Kind::Close, Kind::Ping][kind];
            let line = whole(kind, &bytes);
            prop_assert!(line.chars().count() <= PREVIEW_CHARS);
            prop_assert!(!line.chars().any(is_invisible));
        }
    }
}
