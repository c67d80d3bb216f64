//! What `.proto` sources and descriptor sets may be before a compiler sees them.
//!
//! protox and prost-reflect parse option values and nested names by recursion without a limit, and each source opens its
//! imports by recursion. The scan here counts brackets as their lexers do: the same strings, the same comments, and a
//! closing bracket counts only where it closes the innermost one.

use std::collections::BTreeMap;

use prost_reflect::prost_types::FileDescriptorSet;
use prost_reflect::{DynamicMessage, ReflectMessage as _, Value};

use super::super::{BinaryError, ProtoLimit, ProtoPlace};

/// `.proto` sources of one profile. A chain of imports is no longer than that either.
pub const SOURCES: usize = 256;
/// Bytes of all sources together.
pub const SOURCE_BYTES: usize = 512 << 10;
/// Bytes of all descriptor sets together.
pub const DESCRIPTOR_BYTES: usize = 4 << 20;
/// Messages, groups, option values and lists in each other.
pub const NESTING: usize = 64;
/// Parts of a name with dots.
pub const NAME_PARTS: usize = 64;
/// Values of an enum, and ranges of a message, in a descriptor set: fields are compared with each of them.
pub const LIST_ITEMS: usize = 10_000;

/// Checks sources given as name and text.
pub(super) fn check_sources(sources: &BTreeMap<String, String>) -> Result<(), BinaryError> {
    if sources.len() > SOURCES {
        return Err(over(ProtoLimit::Sources, None, None));
    }
    let mut bytes = 0;
    for (name, text) in sources {
        bytes += text.len();
        if bytes > SOURCE_BYTES {
            return Err(over(ProtoLimit::SourceBytes, Some(name), None));
        }
    }
    sources.iter().try_for_each(|(name, text)| {
        scan(text).map_err(|(limit, line)| over(limit, Some(name), Some(line)))
    })
}

fn over(limit: ProtoLimit, file: Option<&str>, line: Option<usize>) -> BinaryError {
    let at = file.map(|file| ProtoPlace { file: super::beginning(file).to_owned(), line });
    BinaryError::ProtoLimit { limit, at }
}

/// Checks a descriptor set, which may hold option values as text and names of any length too.
pub(super) fn check_descriptor_set(bytes: &[u8]) -> Result<(), BinaryError> {
    if bytes.len() > DESCRIPTOR_BYTES {
        return Err(over(ProtoLimit::DescriptorBytes, None, None));
    }
    let of = FileDescriptorSet::default().descriptor();
    let broken = |error: prost_reflect::prost::DecodeError| BinaryError::Proto {
        why: error.to_string(),
        at: None,
    };
    // Decoding has a limit on depth of its own.
    let set = DynamicMessage::decode(of, bytes).map_err(broken)?;
    message(&set).map_err(|limit| over(limit, None, None))
}

fn message(of: &DynamicMessage) -> Result<(), ProtoLimit> {
    for (field, held) in of.fields() {
        match (field.name(), held) {
            ("name", Value::List(parts)) if parts.len() > NAME_PARTS => {
                return Err(ProtoLimit::NameParts);
            }
            ("value" | "reserved_range" | "extension_range", Value::List(items))
                if items.len() > LIST_ITEMS =>
            {
                return Err(ProtoLimit::ListItems);
            }
            ("aggregate_value", Value::String(text)) => {
                scan(text).map_err(|(limit, _)| limit)?;
            }
            ("package" | "name" | "type_name" | "extendee" | "name_part", Value::String(text))
                if text.matches('.').count() > NAME_PARTS =>
            {
                return Err(ProtoLimit::NameParts);
            }
            _ => value(held)?,
        }
    }
    Ok(())
}

fn value(of: &Value) -> Result<(), ProtoLimit> {
    match of {
        Value::Message(inner) => message(inner),
        Value::List(items) => items.iter().try_for_each(value),
        _ => Ok(()),
    }
}

/// Counts brackets in each other and the parts of names; the limit that is exceeded, and its line from 1.
pub(super) fn scan(text: &str) -> Result<(), (ProtoLimit, usize)> {
    let bytes = text.as_bytes();
    let mut open = Vec::with_capacity(NESTING);
    let (mut at, mut line, mut dots) = (0, 1, 0);
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        match byte {
            b'"' | b'\'' => {
                at += string(rest);
                continue;
            }
            b'#' => {
                at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                continue;
            }
            b'/' if rest.starts_with(b"//") => {
                at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                continue;
            }
            b'/' if rest.starts_with(b"/*") => {
                let length = comment(rest);
                line += rest.get(..length).unwrap_or(rest).iter().filter(|b| **b == b'\n').count();
                at += length;
                continue;
            }
            b'\n' => line += 1,
            b'.' => {
                dots += 1;
                if dots > NAME_PARTS {
                    return Err((ProtoLimit::NameParts, line));
                }
            }
            b'{' | b'[' | b'<' | b'(' => {
                // A name goes on behind the brackets of an extension.
                if byte != b'(' {
                    dots = 0;
                }
                open.push(closing(byte));
                if open.len() > NESTING {
                    return Err((ProtoLimit::Nesting, line));
                }
            }
            b'}' | b']' | b'>' | b')' => {
                if byte != b')' {
                    dots = 0;
                }
                if open.last() == Some(&byte) {
                    open.pop();
                }
            }
            b';' | b',' | b'=' | b':' => dots = 0,
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

fn closing(bracket: u8) -> u8 {
    match bracket {
        b'{' => b'}',
        b'[' => b']',
        b'<' => b'>',
        _ => b')',
    }
}

/// The length of a string at the front: to its quote, or before the end of its line, where the lexers give it up.
fn string(text: &[u8]) -> usize {
    let quote = text.first();
    let mut at = 1;
    loop {
        match text.get(at) {
            None | Some(b'\n') => return at,
            byte if byte == quote => return at + 1,
            Some(b'\\') if text.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// The length of a block comment at the front; protox counts those inside of it.
fn comment(text: &[u8]) -> usize {
    let (mut at, mut deep) = (2, 1);
    while deep > 0 {
        let rest = text.get(at..).unwrap_or_default();
        match rest {
            [] => break,
            [b'*', b'/', ..] => (at, deep) = (at + 2, deep - 1),
            [b'/', b'*', ..] => (at, deep) = (at + 2, deep + 1),
            _ => at += 1,
        }
    }
    at
}
