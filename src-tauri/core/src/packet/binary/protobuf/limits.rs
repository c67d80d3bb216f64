//! Limits of `.proto` sources and descriptor sets, checked before compilation.
//!
//! protox and prost-reflect parse option values and nested names, and open imports, by unbounded recursion. `scan`
//! counts brackets as their lexers do: it recognises the same strings and comments, and a closing bracket only counts
//! if it matches the innermost open one.

use std::collections::BTreeMap;

use prost_reflect::prost_types::FileDescriptorSet;
use prost_reflect::{DynamicMessage, ReflectMessage as _, Value};

use super::super::{BinaryError, ProtoLimit, ProtoPlace};

/// Limit of `.proto` sources in a profile, which also limits the length of an import chain.
pub const SOURCES: usize = 256;
/// Limit of the total size of all sources, in bytes.
pub const SOURCE_BYTES: usize = 512 << 10;
/// Limit of the total size of all descriptor sets, in bytes.
pub const DESCRIPTOR_BYTES: usize = 4 << 20;
/// Limit of the nesting depth of messages, groups, option values and lists.
pub const NESTING: usize = 64;
/// Limit of the parts of a dotted name.
pub const NAME_PARTS: usize = 64;
/// Limit of an enum's values and a message's ranges in a descriptor set, because each field is compared with all of
/// them.
pub const LIST_ITEMS: usize = 10_000;

/// Checks the sources, given by name.
pub(super) fn check_sources(sources: &BTreeMap<String, String>) -> Result<(), BinaryError> {
    if sources.len() > SOURCES {
        return Err(exceeded(ProtoLimit::Sources, None, None));
    }
    let mut bytes = 0;
    for (name, text) in sources {
        bytes += text.len();
        if bytes > SOURCE_BYTES {
            return Err(exceeded(ProtoLimit::SourceBytes, Some(name), None));
        }
    }
    sources.iter().try_for_each(|(name, text)| {
        scan(text).map_err(|(limit, line)| exceeded(limit, Some(name), Some(line)))
    })
}

fn exceeded(limit: ProtoLimit, file: Option<&str>, line: Option<usize>) -> BinaryError {
    let at = file.map(|file| ProtoPlace { file: super::beginning(file).to_owned(), line });
    BinaryError::ProtoLimit { limit, at }
}

/// Checks a descriptor set, which can also contain option values as text and long names.
pub(super) fn check_descriptor_set(bytes: &[u8]) -> Result<(), BinaryError> {
    if bytes.len() > DESCRIPTOR_BYTES {
        return Err(exceeded(ProtoLimit::DescriptorBytes, None, None));
    }
    let of = FileDescriptorSet::default().descriptor();
    let broken = |error: prost_reflect::prost::DecodeError| BinaryError::Proto {
        why: error.to_string(),
        at: None,
    };
    // Decoding limits the nesting depth itself.
    let set = DynamicMessage::decode(of, bytes).map_err(broken)?;
    message(&set).map_err(|limit| exceeded(limit, None, None))
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

/// Checks the nesting of brackets and the parts of names. Fails with the exceeded limit and its line, from 1.
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
                // A name continues after the parentheses of an extension.
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

/// The length of the string that `text` starts with. An unterminated string ends before the line break, as in the
/// lexers.
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

/// The length of the block comment that `text` starts with. Nested comments count, as in protox.
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
