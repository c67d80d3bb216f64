//! Parses lists of bytes in various notations.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};

use super::pasted_message::PastedMessage;
use crate::packet::hex;

/// Parses hex digits, in pairs or in `0x` groups.
pub(super) fn hex(text: &str) -> Option<Vec<u8>> {
    // Words such as `face` are valid hex, but a group with a single digit is not.
    hex::parse(text).ok().filter(|bytes| !bytes.is_empty())
}

/// Parses `{0x01, 2}`, `unsigned char x[] = {…};`, `[1, 2]`, `new Uint8Array([…])` and `&[1u8, 2]`. A list without
/// brackets must contain a `0x`.
pub(super) fn byte_list(text: &str) -> Option<Vec<u8>> {
    let (open, close) = match (text.rfind('{'), text.rfind('[')) {
        (Some(open), None) => (open, '}'),
        (Some(open), Some(other)) if open > other => (open, '}'),
        (_, Some(open)) => (open, ']'),
        (None, None) => return text.contains("0x").then(|| numbers(text)).flatten(),
    };
    let inside = text.get(open + 1..)?;
    let (inside, after) = inside.split_once(close)?;
    // Only the end of the statement may follow the list.
    let is_end = after.chars().all(|ch| ch.is_whitespace() || ")}];,".contains(ch));
    is_end.then(|| numbers(inside)).flatten()
}

fn numbers(text: &str) -> Option<Vec<u8>> {
    let words = text.split([',', ' ', '\t', '\n', '\r', ';']).filter(|word| !word.is_empty());
    let bytes: Option<Vec<u8>> = words.map(number).collect();
    bytes.filter(|bytes| !bytes.is_empty())
}

/// Parses `0x1f`, `31`, `-1`, `'a'` and `31u8`.
fn number(word: &str) -> Option<u8> {
    if let Some(inside) = word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')) {
        let mut chars = inside.chars();
        let ch = chars.next()?;
        return chars.next().is_none().then(|| u8::try_from(ch).ok()).flatten();
    }
    let word = word.strip_suffix("u8").or(word.strip_suffix("i8")).unwrap_or(word);
    let value = crate::packet::value::integer(word)?;
    // C's `signed char`.
    u8::try_from(value).ok().or_else(|| i8::try_from(value).ok().map(|byte| byte as u8))
}

/// Parses two or more decimal numbers with separators.
pub(super) fn decimals(text: &str) -> Option<Vec<u8>> {
    let words: Vec<_> =
        text.split([',', ' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        return None;
    }
    words.into_iter().map(|word| word.parse().ok()).collect()
}

/// Parses `\x01\x00ab`, a bytes literal without quotes.
pub(super) fn escapes(text: &str) -> Option<Vec<u8>> {
    if !text.contains("\\x") || !text.is_ascii() {
        return None;
    }
    super::python::lex::bytes_of(text)
}

/// Parses base64 in the standard or URL-safe alphabet, with or without padding.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(false);
    let digits: String = text.chars().filter(|ch| !ch.is_whitespace()).collect();
    // Shorter words are often valid base64 by chance.
    if digits.len() < 8 {
        return None;
    }
    let alphabet = match digits.contains(['-', '_']) {
        true => &alphabet::URL_SAFE,
        false => &alphabet::STANDARD,
    };
    GeneralPurpose::new(alphabet, config).decode(digits).ok()
}

/// Parses `data:…;base64,…`, or a data URL with percent-encoded text.
pub(super) fn data_url(text: &str) -> Option<PastedMessage> {
    let rest = text.strip_prefix("data:")?;
    let (kind, data) = rest.split_once(',')?;
    if kind.ends_with(";base64") {
        let data: String = data.chars().filter(|ch| !ch.is_whitespace()).collect();
        return general_purpose::STANDARD.decode(data).ok().map(PastedMessage::Bytes);
    }
    let bytes = percent_decode(data)?;
    let textual = kind.is_empty() || kind.starts_with("text/") || kind.starts_with(';');
    match String::from_utf8(bytes) {
        Ok(text) if textual => Some(PastedMessage::Text(text)),
        Ok(text) => Some(PastedMessage::Bytes(text.into_bytes())),
        Err(error) => Some(PastedMessage::Bytes(error.into_bytes())),
    }
}

fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    Some(bytes)
}
