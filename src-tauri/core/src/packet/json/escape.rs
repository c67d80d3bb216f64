//! Decodes the escapes of JSON strings.

use super::error::JsonProblem;

/// A piece of a string's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StringPiece<'a> {
    /// Text without escapes.
    Plain(&'a str),
    /// A decoded escape.
    Char(char),
    /// An unpaired surrogate escape, as written, and its offset in bytes.
    Half(&'a str, usize),
}

/// Decodes the content of a string. Fails with the offset of the first unpaired surrogate, in bytes.
pub(super) fn decode(inside: &str) -> Result<String, (usize, JsonProblem)> {
    let mut text = String::with_capacity(inside.len());
    for piece in pieces(inside) {
        match piece {
            StringPiece::Plain(plain) => text.push_str(plain),
            StringPiece::Char(ch) => text.push(ch),
            StringPiece::Half(_, offset) => return Err((offset, JsonProblem::Surrogate)),
        }
    }
    Ok(text)
}

/// Decodes the content of a string; unpaired surrogates stay as written.
pub(crate) fn unescaped(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    for piece in pieces(inside) {
        match piece {
            StringPiece::Plain(plain) | StringPiece::Half(plain, _) => text.push_str(plain),
            StringPiece::Char(ch) => text.push(ch),
        }
    }
    text
}

/// Splits the content of a string, whose escapes [`mod@super::scan`] has validated, into pieces.
pub(super) fn pieces(inside: &str) -> impl Iterator<Item = StringPiece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = inside.get(at..).filter(|rest| !rest.is_empty())?;
        let Some(escape) = rest.strip_prefix('\\') else {
            let plain = rest.split('\\').next()?;
            at += plain.len();
            return Some(StringPiece::Plain(plain));
        };
        let ch = match escape.chars().next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (piece, length) = unicode(rest, at)?;
                at += length;
                return Some(piece);
            }
            other => other,
        };
        at += 1 + ch_len(escape);
        Some(StringPiece::Char(ch))
    })
}

fn ch_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Decodes `\uXXXX`, or two of them that form a surrogate pair.
fn unicode(rest: &str, at: usize) -> Option<(StringPiece<'_>, usize)> {
    let first = unit(rest)?;
    if let Some(ch) = char::from_u32(first) {
        return Some((StringPiece::Char(ch), 6));
    }
    let second = rest.get(6..).and_then(unit).filter(|unit| (0xdc00..0xe000).contains(unit));
    if let (0xd800..0xdc00, Some(second)) = (first, second) {
        let ch = char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))?;
        return Some((StringPiece::Char(ch), 12));
    }
    Some((StringPiece::Half(rest.get(..6)?, at), 6))
}

fn unit(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
