//! What stands between a JSON string's quotes, as text.

use super::error::JsonProblem;

/// A piece of a string's inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StringPiece<'a> {
    /// Characters without escapes.
    Plain(&'a str),
    /// An escape's character.
    Char(char),
    /// An escape that is half a surrogate pair, as written, and its offset.
    Half(&'a str, usize),
}

/// The text, where it has no half characters; else where the first one is, in bytes.
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

/// The pieces of a string whose escapes [`mod@super::scan`] has checked.
pub(crate) fn pieces(inside: &str) -> impl Iterator<Item = StringPiece<'_>> {
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

/// `\uXXXX`, or two of them that make one character.
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
