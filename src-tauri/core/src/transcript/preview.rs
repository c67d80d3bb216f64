//! One-line text preview of a payload's first bytes.
//!
//! Nothing is left out: bytes are shown as text, as a number or as hex. A payload must not be able to
//! disguise itself in a list, so line ends, controls, invisible characters and those that change the
//! writing direction are escaped.

use std::fmt::Write;

use crate::frame::Kind;
use crate::text::push_symbol;

use super::export::hex;

/// Maximum characters of a preview, including the ellipsis.
pub const PREVIEW_CHARS: usize = 256;

/// Number of payload bytes that suffice for a preview.
pub const PREVIEW_BYTES: u32 = 4 + 4 * PREVIEW_CHARS as u32;

/// Previews a message of `size` bytes, given its first [`PREVIEW_BYTES`] or its whole payload as
/// `head`. `has_int32`: whether binary messages begin with the original script's int32, see
/// [`Decoder::has_int32`](crate::packet::rules::Decoder::has_int32).
pub fn preview(kind: Kind, head: &[u8], size: u32, has_int32: bool) -> String {
    let is_cut = (head.len() as u64) < u64::from(size);
    let mut line = PreviewLine::default();
    match kind {
        Kind::Text | Kind::Marker => line.text(head, is_cut),
        // A ping's payload is binary: random bytes may look like text.
        Kind::Raw | Kind::Ping | Kind::Pong => line.hex(head, is_cut),
        Kind::Binary => line.binary(head, is_cut, has_int32),
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

/// How bytes read as text.
#[derive(PartialEq)]
enum Readable {
    /// No controls but white space.
    Plain,
    /// Some of the control characters that text protocols and terminals use.
    WithControls,
    /// Not text.
    No,
}

/// How well bytes read as UTF-8 text. If `is_cut`, the last character may be incomplete.
fn readable(bytes: &[u8], is_cut: bool) -> Readable {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if is_cut && error.error_len().is_none() => {
            str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return Readable::No,
    };
    let is_space = |ch: char| matches!(ch, '\n' | '\r' | '\t');
    let controls = text.chars().filter(|ch| ch.is_control() && !is_space(*ch)).count();
    // ESC of terminals, NUL of STOMP, the record separator of SignalR.
    let is_known =
        |ch: char| !ch.is_control() || is_space(ch) || matches!(ch, '\0' | '\u{1b}' | '\u{1e}');
    match controls {
        _ if text.is_empty() => Readable::No,
        0 => Readable::Plain,
        few if few * 8 <= text.chars().count() && text.chars().all(is_known) => {
            Readable::WithControls
        }
        _ => Readable::No,
    }
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

    /// Text if it is readable; after the int32, whose number comes first, if only the rest is; otherwise hex.
    fn binary(&mut self, head: &[u8], is_cut: bool, has_int32: bool) {
        let whole = readable(head, is_cut);
        let int32 = head.split_first_chunk::<4>().filter(|_| has_int32);
        let rest = int32.map_or(Readable::No, |(_, tail)| readable(tail, is_cut));
        match (whole, int32) {
            (Readable::Plain, _) => self.text(head, is_cut),
            (Readable::WithControls, _) if rest != Readable::Plain => self.text(head, is_cut),
            (_, Some((code, tail))) if rest != Readable::No => {
                self.put(format_args!("{} ", i32::from_le_bytes(*code)));
                self.text(tail, is_cut);
            }
            _ => self.hex(head, is_cut),
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
        let mut symbol = String::new();
        while let Some(chunk) = chunks.next() {
            for c in chunk.valid().chars() {
                symbol.clear();
                push_symbol(c, &mut symbol);
                self.put(format_args!("{symbol}"));
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
    use crate::text::is_invisible;

    fn preview_of(kind: Kind, payload: &[u8]) -> String {
        let head = &payload[..payload.len().min(PREVIEW_BYTES as usize)];
        preview(kind, head, payload.len() as u32, true)
    }

    #[test]
    fn text_is_one_line_with_hidden_characters_escaped() {
        let text = "a\nb\r\t\0\u{1b}[31m\u{202E}evil\u{200B}\u{FEFF}é🙂";
        let expected = "a\\nb\\r\\t\\0\\e[31m\\u{202E}evil\\u{200B}\\u{FEFF}é🙂";
        assert_eq!(preview_of(Kind::Text, text.as_bytes()), expected);
        assert_eq!(preview_of(Kind::Text, b"a\xFFb\xC3"), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(preview_of(Kind::Text, b""), "");
    }

    #[test]
    fn binary_that_is_readable_is_text_and_nothing_is_hidden() {
        for (payload, shown) in [
            (&b"\x01\0\0\0{\"user_id\": 7}"[..], "1 {\"user_id\": 7}"),
            (b"\xff\xff\xff\xff{}", "-1 {}"),
            (b"\x01\0\0\0\x02", "01 00 00 00 02"),
            (b"\x01\0\0\0\xC3", "01 00 00 00 c3"),
            (b"\xFF\xFF\xFF\xFF", "ff ff ff ff"),
            (b"MSG prices 1 5\r\nhello\r\n", "MSG prices 1 5\\r\\nhello\\r\\n"),
            (b"0\x1b[1mprompt\x1b[0m $ ", "0\\e[1mprompt\\e[0m $ "),
            (b"CONNECTED\nversion:1.2\n\n\0", "CONNECTED\\nversion:1.2\\n\\n\\0"),
            (b"{\"type\":6}\x1e", "{\"type\":6}\\x1e"),
            (b"\0\0\0\0first", "0 first"),
            (b"abc", "abc"),
            (b"\x01", "01"),
            (b"", ""),
        ] {
            assert_eq!(preview_of(Kind::Binary, payload), shown);
        }
        let without = |payload: &[u8]| preview(Kind::Binary, payload, payload.len() as u32, false);
        assert_eq!(without(b"\x01\0\0\0{}"), "01 00 00 00 7b 7d");
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
        assert_eq!(preview(Kind::Text, "aé".as_bytes()[..2].as_ref(), 9, true), "a…");
        assert_eq!(preview(Kind::Binary, b"\0\0\0\0a\xC3", 9, true), "0 a…");
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
