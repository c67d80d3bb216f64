//! Backslash escapes in typed text: `\r\n`, `\0`, `\x1e`, `\u{2028}`. Expanding is strict: a text with an unknown escape
//! is an error with its column, and nothing is guessed.

use std::fmt::Write as _;

use crate::text::is_invisible;

/// An invalid escape, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct EscapeError {
    /// The line of the backslash, from 1.
    pub line: usize,
    /// The column of the backslash in that line, in characters from 1.
    pub column: usize,
    /// The problem.
    pub problem: EscapeProblem,
}

/// What is wrong with an escape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EscapeProblem {
    /// A backslash before a character that is no escape.
    #[error(r"\{0} is no escape: write \\ for a backslash, or one of \0 \t \r \n \e \a \b \f \v \xHH \u{{HEX}}")]
    Unknown(char),
    /// A backslash at the end of the text.
    #[error(r"nothing follows this backslash: write \\ for a backslash")]
    End,
    /// `\x` without two hex digits.
    #[error(r"\x needs two hex digits, such as \x1e")]
    Hex,
    /// `\x80` to `\xff`: text holds characters, not bytes.
    #[error(r"text is UTF-8 and cannot hold the byte {0:#04x}: write the character as \u{{{0:x}}}, or send hex")]
    Byte(u8),
    /// `\u` without a code point in braces.
    #[error(r"\u needs one to six hex digits in braces, such as \u{{2028}}")]
    Unicode,
    /// A number that is no character: a surrogate, or beyond U+10FFFF.
    #[error("{0:X} is no Unicode character")]
    NotCharacter(u32),
    /// `\0` before a digit, which other languages read as an octal number.
    #[error(r"\0 before a digit would be octal elsewhere: write \x00 for NUL")]
    Octal,
}

impl EscapeError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self.problem {
            EscapeProblem::Unknown(_) => "escape.unknown",
            EscapeProblem::End => "escape.end",
            EscapeProblem::Hex => "escape.hex",
            EscapeProblem::Byte(_) => "escape.byte",
            EscapeProblem::Unicode => "escape.unicode",
            EscapeProblem::NotCharacter(_) => "escape.not_character",
            EscapeProblem::Octal => "escape.octal",
        }
    }
}

/// A problem and the byte offset of its backslash.
pub(super) struct Misplaced {
    offset: usize,
    problem: EscapeProblem,
}

impl Misplaced {
    /// The error for the part of `text` that begins at the byte `start`.
    pub(super) fn within(self, text: &str, start: usize) -> EscapeError {
        let before = text.get(..start + self.offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        EscapeError {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            problem: self.problem,
        }
    }
}

/// Expands all escapes of a text.
pub fn expand(text: &str) -> Result<String, EscapeError> {
    let mut out = String::with_capacity(text.len());
    expand_to(text, &mut out).map_err(|error| error.within(text, 0))?;
    Ok(out)
}

/// Appends the expanded text to `out`.
pub(super) fn expand_to(text: &str, out: &mut String) -> Result<(), Misplaced> {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (plain, escape) = rest.split_at(at);
        out.push_str(plain);
        let (ch, size) = character(escape)
            .map_err(|problem| Misplaced { offset: text.len() - escape.len(), problem })?;
        out.push(ch);
        rest = escape.get(size..).unwrap_or_default();
    }
    out.push_str(rest);
    Ok(())
}

/// The character of the escape that the text begins with, and the escape's size in bytes.
fn character(text: &str) -> Result<(char, usize), EscapeProblem> {
    let mut chars = text.chars().skip(1);
    let simple = match chars.next().ok_or(EscapeProblem::End)? {
        '0' if chars.next().is_some_and(|next| next.is_ascii_digit()) => {
            return Err(EscapeProblem::Octal);
        }
        '0' => '\0',
        'a' => '\x07',
        'b' => '\x08',
        't' => '\t',
        'n' => '\n',
        'v' => '\x0b',
        'f' => '\x0c',
        'r' => '\r',
        'e' => '\x1b',
        same @ ('\\' | '"' | '\'' | '{') => same,
        'x' => return hex(text),
        'u' => return unicode(text),
        other => return Err(EscapeProblem::Unknown(other)),
    };
    Ok((simple, 2))
}

fn hex(text: &str) -> Result<(char, usize), EscapeProblem> {
    let digits = text.get(2..4).filter(|digits| digits.chars().all(|ch| ch.is_ascii_hexdigit()));
    let byte = u8::from_str_radix(digits.ok_or(EscapeProblem::Hex)?, 16);
    match byte.map_err(|_| EscapeProblem::Hex)? {
        byte @ ..0x80 => Ok((char::from(byte), 4)),
        byte => Err(EscapeProblem::Byte(byte)),
    }
}

fn unicode(text: &str) -> Result<(char, usize), EscapeProblem> {
    let inside = text.get(2..).and_then(|rest| rest.strip_prefix('{'));
    // Looks at no more than seven bytes: a search for the brace would take quadratic time.
    let size = inside.and_then(|inside| inside.bytes().take(7).position(|byte| byte == b'}'));
    let digits = inside.zip(size).and_then(|(inside, size)| inside.get(..size));
    let digits = digits
        .filter(|digits| !digits.is_empty() && digits.chars().all(|ch| ch.is_ascii_hexdigit()))
        .ok_or(EscapeProblem::Unicode)?;
    let number = u32::from_str_radix(digits, 16).map_err(|_| EscapeProblem::Unicode)?;
    let ch = char::from_u32(number).ok_or(EscapeProblem::NotCharacter(number))?;
    Ok((ch, digits.len() + 4))
}

/// Writes a text with escapes, so that [`expand`] gives the same text: control and invisible characters, backslashes,
/// and `{` before another `{`, which could begin a variable.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => out.push_str(r"\\"),
            '{' if chars.peek().is_none_or(|next| *next == '{') => out.push_str(r"\{"),
            '\0' if !chars.peek().is_some_and(char::is_ascii_digit) => out.push_str(r"\0"),
            '\t' => out.push_str(r"\t"),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\x1b' => out.push_str(r"\e"),
            // Writing to a `String` cannot fail.
            ch if ch.is_ascii_control() => drop(write!(out, "\\x{:02x}", u32::from(ch))),
            ch if is_invisible(ch) => drop(write!(out, "\\u{{{:x}}}", u32::from(ch))),
            ch => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn expands_every_escape() {
        for (typed, wanted) in [
            ("", ""),
            ("plain é 中", "plain é 中"),
            (r"CONNECT\n\n\0", "CONNECT\n\n\0"),
            (r"{}\x1e", "{}\u{1e}"),
            (r"a\r\nb\tc", "a\r\nb\tc"),
            (r"\e[0m\a\b\f\v", "\x1b[0m\x07\x08\x0c\x0b"),
            (r#"\\ \" \' \{"#, r#"\ " ' {"#),
            (r"\u{0}\u{e9}\u{1F600}\u{00010}", "\0é😀\u{10}"),
            (r"\\n\x7F", "\\n\x7f"),
        ] {
            assert_eq!(expand(typed).as_deref(), Ok(wanted), "{typed}");
        }
    }

    #[test]
    fn mistakes_have_their_line_and_column() {
        for (typed, code, line, column) in [
            (r"\", "escape.end", 1, 1),
            (r"é\q", "escape.unknown", 1, 2),
            ("a\r\nbc\\", "escape.end", 2, 3),
            (r"\x", "escape.hex", 1, 1),
            (r"\x1", "escape.hex", 1, 1),
            (r"\x+1", "escape.hex", 1, 1),
            (r"\x中", "escape.hex", 1, 1),
            (r"ok\\\xff", "escape.byte", 1, 5),
            (r"\u", "escape.unicode", 1, 1),
            (r"\u0041", "escape.unicode", 1, 1),
            (r"\u{}", "escape.unicode", 1, 1),
            (r"\u{1", "escape.unicode", 1, 1),
            (r"\u{0000041}", "escape.unicode", 1, 1),
            (r"\u{中}", "escape.unicode", 1, 1),
            (r"\u{d800}", "escape.not_character", 1, 1),
            (r"\u{110000}", "escape.not_character", 1, 1),
            (r"\012", "escape.octal", 1, 1),
        ] {
            let error = expand(typed).expect_err(typed);
            assert_eq!((error.code(), error.line, error.column), (code, line, column), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn escaped_text_expands_to_itself(
            text in any::<String>(), near in "[\\\\{}0-9ux\u{0}\r\n\t\u{1b}\u{7f}\u{feff}a]{0,16}",
        ) {
            for text in [text, near] {
                let written = escape(&text);
                prop_assert_eq!(expand(&written), Ok(text), "{}", written);
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>(), near in "[\\\\{}0-9a-fux中]{0,16}") {
            let _ = expand(&text);
            let _ = expand(&near);
        }
    }

    #[test]
    fn hostile_03_many_unfinished_escapes_take_linear_time() {
        let begun = std::time::Instant::now();
        assert!(expand(&r"\\\u{1}".repeat(1 << 20)).is_ok());
        assert!(expand(&format!("{}\\u{{", r"\u{1}".repeat(1 << 20))).is_err());
        assert!(begun.elapsed().as_secs() < 20);
    }
}
