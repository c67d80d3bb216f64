//! Bytes in the pieces of which they were made, put together as a message.

use super::dumps;
use super::eval::{MOST_BYTES, Py};
use crate::packet::format::{DataModel, Format};
use crate::packet::hex;
use crate::packet::json::{self, Style};
use crate::packet::pack;
use crate::packet::paste::draft::{Draft, DraftTail};

/// A piece of a message.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Raw(Vec<u8>),
    Text(String),
    Json(String, Option<Style>),
    Packed { format: String, values: Vec<String> },
}

impl Piece {
    /// About how much memory its texts and bytes take.
    pub(super) fn memory(&self) -> usize {
        match self {
            Piece::Raw(bytes) => bytes.len(),
            Piece::Text(text) | Piece::Json(text, _) => text.len(),
            Piece::Packed { format, values } => {
                format.len() + values.iter().map(|value| 24 + value.len()).sum::<usize>()
            }
        }
    }

    /// The bytes, where no variable stands in the way.
    fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Piece::Raw(bytes) => Some(bytes.clone()),
            Piece::Text(text) | Piece::Json(text, _) => Some(text.clone().into_bytes()),
            Piece::Packed { format, values } => {
                let format = Format::parse(format, DataModel::Lp64).ok()?;
                let format = Some(format).filter(|format| format.size() <= MOST_BYTES)?;
                pack::pack_typed(&format, values).ok().map(|packed| packed.bytes)
            }
        }
    }
}

/// Bytes for an `s`, `p` or `c`, as typed.
pub(super) fn field(pieces: &[Piece]) -> Option<String> {
    match pieces {
        [Piece::Text(text)] => Some(format!("text:{text}")),
        _ => Some(format!("hex:{}", hex::encode(&joined(pieces)?))),
    }
}

fn joined(pieces: &[Piece]) -> Option<Vec<u8>> {
    pieces.iter().map(Piece::bytes).collect::<Option<Vec<_>>>().map(|all| all.concat())
}

/// The message that a value is; `None` for a number and the like.
pub(super) fn draft(value: Py) -> Option<Draft> {
    match value {
        Py::Str(text) => Some(Draft::Text(text)),
        Py::Dumped(text, Some(style)) => Some(Draft::Json(text, style)),
        Py::Dumped(text, None) => Some(Draft::Text(text)),
        Py::Dict(_) => {
            let json = dumps::to_json(&value)?;
            Some(Draft::Json(json::write(&json, Style::Python), Style::Python))
        }
        Py::Bytes(pieces) => of_pieces(pieces),
        _ => None,
    }
}

fn of_pieces(pieces: Vec<Piece>) -> Option<Draft> {
    if let [Piece::Raw(_), ..] = pieces.as_slice() {
        return joined(&pieces).map(Draft::Bytes);
    }
    let mut rest = pieces.as_slice();
    let (mut format, mut values) = (String::new(), Vec::new());
    // Formats without alignment stand one after the other as one.
    while let [Piece::Packed { format: next, values: more }, after @ ..] = rest {
        let (prefix, body) = match next.chars().next() {
            Some(first @ ('<' | '>' | '=' | '!')) => (first.to_string(), next.get(1..)?),
            _ => (String::new(), next.as_str()),
        };
        if format.is_empty() {
            format.clone_from(next);
        } else if !prefix.is_empty() && format.starts_with(&prefix) {
            format.push_str(body);
        } else {
            break;
        }
        values.extend(more.iter().cloned());
        rest = after;
    }
    let tail = match rest {
        [] => None,
        [Piece::Text(text)] => Some(DraftTail::Text(text.clone())),
        [Piece::Json(text, Some(style))] => Some(DraftTail::Json(text.clone(), *style)),
        [Piece::Json(text, None)] => Some(DraftTail::Text(text.clone())),
        [Piece::Raw(bytes)] => Some(DraftTail::Bytes(bytes.clone())),
        // Several: one tail of bytes.
        several => Some(DraftTail::Bytes(joined(several)?)),
    };
    Some(Draft::Packed { format, values, tail })
}
