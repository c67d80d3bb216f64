//! Invisible characters, and escaping untrusted text for display on one line.
//!
//! Holds the only list of such characters; the page's copy, `ui/model/invisible.ts`, is generated from it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// Characters that are invisible or change the direction or the line breaks of the text around them, in ascending
/// order. Excludes control characters (see [`char::is_control`]), and variation selectors, which emoji and Chinese
/// names need.
pub const INVISIBLE: [RangeInclusive<char>; 18] = [
    // Soft hyphen.
    '\u{ad}'..='\u{ad}',
    // Combining grapheme joiner.
    '\u{34f}'..='\u{34f}',
    // Arabic letter mark.
    '\u{61c}'..='\u{61c}',
    // Hangul fillers.
    '\u{115f}'..='\u{1160}',
    // Khmer inherent vowels.
    '\u{17b4}'..='\u{17b5}',
    // Mongolian vowel separator.
    '\u{180e}'..='\u{180e}',
    // Zero-width characters and direction marks.
    '\u{200b}'..='\u{200f}',
    // Line and paragraph separators, directional embeddings and overrides.
    '\u{2028}'..='\u{202e}',
    // Word joiner, invisible operators, directional isolates.
    '\u{2060}'..='\u{206f}',
    // Braille blank.
    '\u{2800}'..='\u{2800}',
    // Hangul filler.
    '\u{3164}'..='\u{3164}',
    // Byte order mark.
    '\u{feff}'..='\u{feff}',
    // Half-width Hangul filler.
    '\u{ffa0}'..='\u{ffa0}',
    // Reserved invisible characters, interlinear annotation.
    '\u{fff0}'..='\u{fffb}',
    // Shorthand and musical format controls.
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    // Tag characters and the reserved ranges around them.
    '\u{e0000}'..='\u{e00ff}',
    '\u{e01f0}'..='\u{e0fff}',
];

/// Whether a character is invisible or changes the direction or the line breaks of the text around it. Includes control
/// characters.
pub fn is_invisible(ch: char) -> bool {
    ch.is_control() || (ch > '\u{a0}' && INVISIBLE.iter().any(|range| range.contains(&ch)))
}

/// A kind of invisible character in a text, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct InvisibleCount {
    /// `NUL`, `ESC`, `CR`; for characters outside ASCII the code point, such as `U+200B`.
    pub name: String,
    /// How often it occurs.
    pub count: usize,
}

/// The ASCII control characters (ISO/IEC 6429, ASCII's own names).
const CONTROL_NAMES: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
];

/// Counts a text's invisible characters except line feeds and tabs, in order of their code points, and at most `kinds`
/// kinds of them.
pub fn count_invisible(text: &str, kinds: usize) -> Vec<InvisibleCount> {
    let mut counts = std::collections::BTreeMap::new();
    for ch in text.chars().filter(|ch| is_invisible(*ch) && !matches!(ch, '\n' | '\t')) {
        *counts.entry(ch).or_default() += 1;
    }
    let name = |ch: char| match CONTROL_NAMES.get(ch as usize) {
        Some(name) => (*name).to_owned(),
        None if ch == '\x7f' => "DEL".to_owned(),
        None => format!("U+{:04X}", u32::from(ch)),
    };
    let counts = counts.into_iter().take(kinds);
    counts.map(|(ch, count)| InvisibleCount { name: name(ch), count }).collect()
}

/// Escapes untrusted text for one line: control and invisible characters become Rust escapes (`
/// `, `\u{202E}`). Safe for a terminal, a log line, a menu and a list. Not reversible, because backslashes are not
/// escaped.
pub fn escape_for_display(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for ch in text.chars() {
        push_escaped(ch, &mut out);
    }
    Cow::Owned(out)
}

/// Appends one character, escaped as in [`escape_for_display`].
pub fn push_escaped(ch: char, out: &mut String) {
    match ch {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing to a `String` cannot fail.
        ch if is_invisible(ch) => drop(write!(out, "\\u{{{:X}}}", u32::from(ch))),
        ch => out.push(ch),
    }
}

/// Appends one character; control characters as the short symbols `\n`, `\0`, `\e` or `\x1e`, which every font has,
/// and invisible characters as in [`escape_for_display`].
pub fn push_symbol(ch: char, out: &mut String) {
    match ch {
        '\0' => out.push_str("\\0"),
        '\u{1b}' => out.push_str("\\e"),
        '\n' | '\r' | '\t' => push_escaped(ch, out),
        // Writing to a `String` cannot fail.
        '\u{1}'..='\u{1f}' | '\u{7f}' => drop(write!(out, "\\x{:02x}", u32::from(ch))),
        ch => push_escaped(ch, out),
    }
}

/// The text, cut to its first `limit` characters and marked with `…` if it has more.
pub fn truncate_chars(mut text: String, limit: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(limit) {
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_have_short_symbols() {
        let mut shown = String::new();
        "a\0\u{1b}[1m\u{1e}\u{7f}\r\n\t\u{85}\u{202e}é"
            .chars()
            .for_each(|ch| push_symbol(ch, &mut shown));
        assert_eq!(shown, "a\\0\\e[1m\\x1e\\x7f\\r\\n\\t\\u{85}\\u{202E}é");
    }

    #[test]
    fn truncated_text_is_marked() {
        for (text, expected) in [("", ""), ("äöü", "äöü"), ("äöüß", "äöü…")] {
            assert_eq!(truncate_chars(text.to_owned(), 3), expected);
        }
    }

    #[test]
    fn invisible_characters_are_counted_by_name() {
        let counts = |text: &str, kinds| -> Vec<(String, usize)> {
            count_invisible(text, kinds).into_iter().map(|one| (one.name, one.count)).collect()
        };
        let of = |name: &str, count| (name.to_owned(), count);
        assert_eq!(counts("a\r\n\tb\r\0é", 9), [of("NUL", 1), of("CR", 2)]);
        assert_eq!(
            counts("\x1e\x7f\u{200b}\u{e0001}\u{200b}", 3),
            [of("RS", 1), of("DEL", 1), of("U+200B", 2)]
        );
        assert_eq!(counts("plain\n", 9), []);
    }

    #[test]
    fn hostile_16_every_invisible_character_is_escaped() {
        for hidden in [
            '\0',
            '\u{1b}',
            '\u{7f}',
            '\u{9b}',
            '\u{ad}',
            '\u{61c}',
            '\u{180e}',
            '\u{200b}',
            '\u{200d}',
            '\u{200f}',
            '\u{2028}',
            '\u{202e}',
            '\u{2066}',
            '\u{2069}',
            '\u{3164}',
            '\u{ffa0}',
            '\u{feff}',
            '\u{e0000}',
            '\u{e0041}',
            '\u{e007f}',
        ] {
            assert!(is_invisible(hidden), "{hidden:?}");
            let text = format!("a{hidden}b");
            let shown = escape_for_display(&text);
            assert_eq!(shown, format!("a\\u{{{:X}}}b", u32::from(hidden)));
        }
        assert_eq!(escape_for_display("a\r\n\tb"), "a\\r\\n\\tb");
        for plain in ["", "naïve café", "你好，世界", "👩 🚀 ☎️", "한국어", "\\u{202E}", "a\u{a0}b"]
        {
            assert!(matches!(escape_for_display(plain), Cow::Borrowed(same) if same == plain));
        }
    }

    /// With `WIRELARK_TYPES=write`, which `cargo xtask types` sets, the test writes the file.
    #[test]
    fn hostile_16_the_page_has_the_same_list() {
        let mut file = String::from(
            "// Generated from src-tauri/core/src/text.rs by `cargo xtask types`. Do not edit.\n\n\
             /** First and last code point of each run of invisible characters; control characters are not listed. */\n\
             export const INVISIBLE: readonly (readonly [number, number])[] = [\n",
        );
        for range in &INVISIBLE {
            let (first, last) = (u32::from(*range.start()), u32::from(*range.end()));
            let _ = writeln!(file, "  [{first:#x}, {last:#x}],");
        }
        file.push_str("];\n");
        let path =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/model/invisible.ts");
        if std::env::var("WIRELARK_TYPES").is_ok_and(|how| how == "write") {
            std::fs::write(&path, &file).expect("ui/model/invisible.ts can be written");
        }
        let page = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(page == file, "ui/model/invisible.ts is stale: run `cargo xtask types`");
    }
}
