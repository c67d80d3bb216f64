//! Builds a message from the pieces of a bytes value.

use super::eval::{MOST_BYTES, PythonValue};
use super::json_dumps;
use crate::packet::format::{DataModel, StructFormat};
use crate::packet::hex;
use crate::packet::json::{self, Style};
use crate::packet::pack;
use crate::packet::paste::pasted_message::{DraftTail, PastedMessage};

/// A piece of a bytes value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PayloadPiece {
    Raw(Vec<u8>),
    Text(String),
    Json(String, Option<Style>),
    Packed { format: String, values: Vec<String> },
}

impl PayloadPiece {
    /// An estimate of the piece's memory in bytes.
    pub(crate) fn memory(&self) -> usize {
        match self {
            PayloadPiece::Raw(bytes) => bytes.len(),
            PayloadPiece::Text(text) | PayloadPiece::Json(text, _) => text.len(),
            PayloadPiece::Packed { format, values } => {
                format.len() + values.iter().map(|value| 24 + value.len()).sum::<usize>()
            }
        }
    }

    /// The piece's bytes; `None` if it contains a variable.
    fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            PayloadPiece::Raw(bytes) => Some(bytes.clone()),
            PayloadPiece::Text(text) | PayloadPiece::Json(text, _) => {
                (!text.contains("{{")).then(|| text.clone().into_bytes())
            }
            PayloadPiece::Packed { format, values } => {
                let format = StructFormat::parse(format, DataModel::Lp64).ok()?;
                let format = Some(format).filter(|format| format.size() <= MOST_BYTES)?;
                pack::pack_typed(&format, values).ok().map(|packed| packed.bytes)
            }
        }
    }
}

/// The total size in bytes; `None` if it depends on a variable.
pub(crate) fn length(pieces: &[PayloadPiece]) -> Option<usize> {
    let has_variable = pieces.iter().any(|piece| {
        matches!(piece, PayloadPiece::Text(text) | PayloadPiece::Json(text, _) if text.contains("{{"))
    });
    if has_variable { None } else { joined(pieces).map(|bytes| bytes.len()) }
}

/// The value of an `s`, `p` or `c` field in the form's notation.
pub(crate) fn field(pieces: &[PayloadPiece]) -> Option<String> {
    match pieces {
        [PayloadPiece::Text(text)] => Some(format!("text:{text}")),
        _ => Some(format!("hex:{}", hex::encode(&joined(pieces)?))),
    }
}

fn joined(pieces: &[PayloadPiece]) -> Option<Vec<u8>> {
    pieces.iter().map(PayloadPiece::bytes).collect::<Option<Vec<_>>>().map(|all| all.concat())
}

/// The message of a value; `None` for numbers and other values that are not messages.
pub(crate) fn draft(value: PythonValue) -> Option<PastedMessage> {
    match value {
        PythonValue::Str(text) => Some(PastedMessage::Text(text)),
        PythonValue::Dumped(text, Some(style)) => Some(PastedMessage::Json(text, style)),
        PythonValue::Dumped(text, None) => Some(PastedMessage::Text(text)),
        PythonValue::Dict(_) => {
            let json = json_dumps::to_json(&value)?;
            Some(PastedMessage::Json(json::write(&json, Style::Python), Style::Python))
        }
        PythonValue::Bytes(pieces) => from_pieces(pieces),
        _ => None,
    }
}

fn from_pieces(pieces: Vec<PayloadPiece>) -> Option<PastedMessage> {
    if let [PayloadPiece::Raw(_), ..] = pieces.as_slice() {
        return joined(&pieces).map(PastedMessage::Bytes);
    }
    let mut rest = pieces.as_slice();
    let (mut format, mut values) = (String::new(), Vec::new());
    // Adjacent formats with the same explicit prefix, which have no alignment, are merged.
    while let [PayloadPiece::Packed { format: next, values: more }, after @ ..] = rest {
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
        [PayloadPiece::Text(text)] => Some(DraftTail::Text(text.clone())),
        [PayloadPiece::Json(text, Some(style))] => Some(DraftTail::Json(text.clone(), *style)),
        [PayloadPiece::Json(text, None)] => Some(DraftTail::Text(text.clone())),
        [PayloadPiece::Raw(bytes)] => Some(DraftTail::Bytes(bytes.clone())),
        // Several pieces become one tail of bytes.
        several => Some(DraftTail::Bytes(joined(several)?)),
    };
    Some(PastedMessage::Packed { format, values, tail })
}
