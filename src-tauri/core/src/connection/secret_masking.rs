//! Finds and masks secrets in bytes to be shown, in every encoding in which a server or proxy may return them.

use std::fmt;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Replaces a secret without revealing its length.
pub const MASK: &str = "••••••";
/// The shortest secret in bytes that is searched for. Shorter ones are masked only where the request was built with
/// them: a search for one letter would mask everything.
pub const SHORTEST: usize = 3;
/// The shortest run of base64 that is searched for.
const SHORTEST_BASE64: usize = 4;
/// How often escapes are undone; JSON inside a percent-encoded parameter takes two rounds.
const ROUNDS: usize = 3;

/// The secrets of one connection.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretMasks {
    secrets: Vec<Secret>,
}

#[derive(Clone, PartialEq, Eq)]
struct Secret {
    /// The secret, the secret unescaped, and the secret with `+` for each space, as in forms.
    plain: Vec<Vec<u8>>,
    /// The base64 characters determined by the secret alone, for each offset in a longer text.
    base64: Vec<Vec<u8>>,
}

/// Omits the values.
impl fmt::Debug for SecretMasks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Masks({})", self.secrets.len())
    }
}

impl SecretMasks {
    /// Adds a secret. A value shorter than [`SHORTEST`] is ignored.
    pub fn add(&mut self, value: &str) {
        if value.len() < SHORTEST {
            return;
        }
        let mut plain = vec![value.as_bytes().to_vec()];
        plain.extend(UnescapedView::of(value.as_bytes()).unescaped().map(|view| view.bytes));
        if value.contains(' ') {
            plain.push(value.replace(' ', "+").into_bytes());
        }
        plain.retain(|needle| needle.len() >= SHORTEST);
        let secret = Secret { plain, base64: base64_needles(value.as_bytes()) };
        if !self.secrets.contains(&secret) {
            self.secrets.push(secret);
        }
    }

    /// Whether there are no secrets.
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// Where secrets lie in these bytes, in order and not adjacent.
    pub fn ranges(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let mut view = UnescapedView::of(bytes);
        for _ in 0..=ROUNDS {
            for secret in &self.secrets {
                secret.find(&view, &mut found);
            }
            match view.unescaped() {
                Some(next) => view = next,
                None => break,
            }
        }
        joined(found)
    }

    /// The text with a mask in place of each secret.
    pub fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }

    /// The bytes with a mask in place of each secret.
    pub fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        let mut at = 0;
        for range in self.ranges(bytes) {
            out.extend_from_slice(&bytes[at..range.start]);
            out.extend_from_slice(MASK.as_bytes());
            at = range.end;
        }
        out.extend_from_slice(&bytes[at..]);
        out
    }
}

/// Sorts ranges and merges those that overlap or touch.
pub(super) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, kept| {
        let joins = next.start <= kept.end;
        if joins {
            kept.end = kept.end.max(next.end);
        }
        joins
    });
    ranges
}

impl Secret {
    fn find(&self, view: &UnescapedView, found: &mut Vec<Range<usize>>) {
        for needle in &self.plain {
            for at in memchr::memmem::find_iter(&view.bytes, needle) {
                found.push(view.origin(at..at + needle.len()));
            }
        }
        for needle in &self.base64 {
            for at in memchr::memmem::find_iter(&view.bytes, needle) {
                // The adjacent characters may contain some of its bits; padding reveals its length.
                let in_text = |&&byte: &&u8| is_base64(byte);
                let before = view.bytes[..at].iter().next_back().filter(in_text).map_or(0, |_| 1);
                let mut end = at + needle.len();
                end += view.bytes[end..].first().filter(in_text).map_or(0, |_| 1);
                end += view.bytes[end..].iter().take(2).take_while(|&&byte| byte == b'=').count();
                found.push(view.origin(at - before..end));
            }
        }
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// The characters that encode only bits of the secret when 0, 1 or 2 bytes precede it, in both alphabets (RFC 4648
/// sections 4 and 5).
fn base64_needles(secret: &[u8]) -> Vec<Vec<u8>> {
    let mut needles = Vec::new();
    for before in 0..3 {
        let padded = [&[0; 2][..before], secret].concat();
        let (from, to) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
        for text in [STANDARD_NO_PAD.encode(&padded), URL_SAFE_NO_PAD.encode(&padded)] {
            let needle = text.as_bytes().get(from..to).unwrap_or_default().to_vec();
            if needle.len() >= SHORTEST_BASE64 && !needles.contains(&needle) {
                needles.push(needle);
            }
        }
    }
    needles
}

/// Bytes with escapes undone, and each byte's position in the original.
struct UnescapedView {
    bytes: Vec<u8>,
    /// The positions, and the original's end. `None` if nothing was undone.
    from: Option<Vec<usize>>,
}

impl UnescapedView {
    fn of(bytes: &[u8]) -> UnescapedView {
        UnescapedView { bytes: bytes.to_vec(), from: None }
    }

    fn origin(&self, range: Range<usize>) -> Range<usize> {
        match &self.from {
            None => range,
            Some(from) => from[range.start]..from[range.end],
        }
    }

    /// Undoes percent-encoding, JSON escapes and HTML character references once; `None` if there are none.
    fn unescaped(&self) -> Option<UnescapedView> {
        if !self.bytes.iter().any(|byte| b"%\\&".contains(byte)) {
            return None;
        }
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut from = Vec::with_capacity(self.bytes.len() + 1);
        let mut at = 0;
        while at < self.bytes.len() {
            let rest = &self.bytes[at..];
            let (undone, size) = match rest[0] {
                b'%' => percent(rest),
                b'\\' => backslash(rest),
                b'&' => reference(rest),
                _ => None,
            }
            .unwrap_or_else(|| (UnescapedByte::Byte(rest[0]), 1));
            let begin = self.origin(at..at).start;
            let before = bytes.len();
            match undone {
                UnescapedByte::Byte(byte) => bytes.push(byte),
                UnescapedByte::Char(ch) => {
                    bytes.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes())
                }
            }
            from.resize(from.len() + bytes.len() - before, begin);
            at += size;
        }
        from.push(self.origin(at..at).start);
        (bytes.len() < self.bytes.len()).then_some(UnescapedView { bytes, from: Some(from) })
    }
}

enum UnescapedByte {
    Byte(u8),
    Char(char),
}

/// `%41` (RFC 3986 section 2.1).
fn percent(bytes: &[u8]) -> Option<(UnescapedByte, usize)> {
    Some((UnescapedByte::Byte(hex(bytes.get(1..3)?)? as u8), 3))
}

/// The escapes of a JSON string (RFC 8259 section 7), and `\x41`.
fn backslash(bytes: &[u8]) -> Option<(UnescapedByte, usize)> {
    let byte = match bytes.get(1)? {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        byte @ (b'"' | b'\\' | b'/' | b'\'') => *byte,
        b'x' => return Some((UnescapedByte::Byte(hex(bytes.get(2..4)?)? as u8), 4)),
        b'u' => return unicode(bytes),
        _ => return None,
    };
    Some((UnescapedByte::Byte(byte), 2))
}

fn unicode(bytes: &[u8]) -> Option<(UnescapedByte, usize)> {
    let first = hex(bytes.get(2..6)?)?;
    if let Some(ch) = char::from_u32(first) {
        return Some((UnescapedByte::Char(ch), 6));
    }
    let second = bytes.get(6..8).filter(|next| next == b"\\u").and_then(|_| hex(bytes.get(8..12)?));
    let pair = [first as u16, second? as u16];
    let ch = char::decode_utf16(pair).next()?.ok()?;
    Some((UnescapedByte::Char(ch), 12))
}

/// `&#64;`, `&#x40;` and the five named references of XML.
fn reference(bytes: &[u8]) -> Option<(UnescapedByte, usize)> {
    /// `&#x0010FFFF;`
    const LONGEST: usize = 12;
    let end = bytes.iter().take(LONGEST).position(|&byte| byte == b';')?;
    let name = bytes.get(1..end)?;
    let ch = match name {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(hex(digits)?)?,
        [b'#', digits @ ..] => char::from_u32(std::str::from_utf8(digits).ok()?.parse().ok()?)?,
        _ => return None,
    };
    Some((UnescapedByte::Char(ch), end + 1))
}

/// Parses hex digits; unlike `from_str_radix`, accepts no sign.
fn hex(digits: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(digits).ok()?;
    text.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests;
