//! The members of a MessagePack map or the items of a list, as they are in the message, without building a tree.

use super::reading::LensValue;
use crate::packet::binary::msgpack::{self, MsgpackHead};

/// Limit of the parts that are kept.
const PARTS: usize = 64;

/// The parts of a map or a list.
#[derive(Debug)]
pub(super) struct MsgpackParts<'m> {
    pub is_map: bool,
    /// The values; of a map, keys and values in turn.
    parts: Vec<&'m [u8]>,
}

impl<'m> MsgpackParts<'m> {
    /// The parts of a value that takes all of the bytes; `None` if it is no list or map, or not valid.
    pub(super) fn of(bytes: &'m [u8]) -> Option<MsgpackParts<'m>> {
        MsgpackParts::of_start(bytes, false)
    }

    /// Like [`of`](Self::of); of a value that `is_cut`, the parts that there are.
    pub(super) fn of_start(bytes: &'m [u8], is_cut: bool) -> Option<MsgpackParts<'m>> {
        let (head, mut rest) = msgpack::head(bytes)?;
        let (is_map, count) = match head {
            MsgpackHead::List(count) => (false, count),
            MsgpackHead::Map(count) => (true, count.saturating_mul(2)),
            _ => return None,
        };
        let mut parts = Vec::new();
        for _ in 0..count {
            // Each value has at least one byte, so this ends with the bytes.
            let found = msgpack::value_size(rest).and_then(|size| rest.split_at_checked(size));
            let Some((value, after)) = found else {
                if !is_cut {
                    return None;
                }
                parts.push(rest);
                rest = &[];
                break;
            };
            if parts.len() < PARTS {
                parts.push(value);
            }
            rest = after;
        }
        rest.is_empty().then_some(MsgpackParts { is_map, parts })
    }

    pub(super) fn item(&self, index: usize) -> Option<&'m [u8]> {
        self.parts.get(index).copied().filter(|_| !self.is_map)
    }

    /// The value of a key that is text.
    pub(super) fn get(&self, key: &str) -> Option<&'m [u8]> {
        let mut pairs = self.parts.chunks_exact(2).filter(|_| self.is_map);
        pairs.find_map(|pair| match pair {
            [name, value] if text(name) == Some(key) => Some(*value),
            _ => None,
        })
    }
}

pub(super) fn text(value: &[u8]) -> Option<&str> {
    match msgpack::head(value)?.0 {
        MsgpackHead::Text(text) => Some(text),
        _ => None,
    }
}

pub(super) fn integer(value: &[u8]) -> Option<i64> {
    match msgpack::head(value)?.0 {
        MsgpackHead::Int(number) => i64::try_from(number).ok(),
        _ => None,
    }
}

/// A scalar as a field's value; everything else stays MessagePack.
pub(super) fn value(bytes: &[u8]) -> LensValue<'_> {
    match msgpack::head(bytes).map(|(head, _)| head) {
        Some(MsgpackHead::Text(text)) => LensValue::Text(text.into()),
        Some(MsgpackHead::Int(number)) => {
            i64::try_from(number).map_or(LensValue::Msgpack(bytes), LensValue::Int)
        }
        _ => LensValue::Msgpack(bytes),
    }
}
