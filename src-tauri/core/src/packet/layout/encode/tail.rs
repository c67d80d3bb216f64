//! Encodes the content of a tail.

use super::super::model::TailKind;
use super::super::plan::TailPlan;
use super::{EncodeError, EncodeFault, EncodeNote, TailValue, encode};
use crate::packet::binary::{BinaryError, cbor, msgpack};
use crate::packet::json::{self, JsonError};
use crate::packet::pack::{self, PackError};

/// Returns the bytes of a tail and, for a repeat, the number of elements.
pub(super) fn bytes(
    tail: &TailPlan,
    value: Option<&TailValue>,
    notes: &mut Vec<EncodeNote>,
) -> Result<(Vec<u8>, Option<usize>), EncodeError> {
    let fault = |what: EncodeFault| EncodeError::at(&tail.name, what);
    let kind = tail.spec.kind;
    let repeats = kind == TailKind::Repeat;
    let Some(value) = value else { return Ok((Vec::new(), repeats.then_some(0))) };
    let encoded = |text: &str| {
        let encoding = tail.spec.encoding;
        encoding
            .encode(text)
            .map_err(|ch| fault(EncodeFault::Encoding { ch, encoding: encoding.word() }))
    };
    let bytes = match (value, kind) {
        (TailValue::Bytes(bytes), _) => bytes.clone(),
        (TailValue::Items(items), TailKind::Repeat) => {
            let Some(element) = &tail.element else { return Ok((Vec::new(), Some(0))) };
            let mut all = Vec::new();
            for (index, item) in items.iter().enumerate() {
                let within = |field: &str| format!("{}[{index}].{field}", tail.name);
                let encoded = encode(element, item)
                    .map_err(|error| EncodeError { field: within(&error.field), ..error })?;
                let renamed = |note: EncodeNote| EncodeNote { field: within(&note.field), ..note };
                notes.extend(encoded.notes.into_iter().map(renamed));
                all.extend(encoded.bytes);
                within_limit(all.len()).map_err(&fault)?;
            }
            return Ok((all, Some(items.len())));
        }
        (TailValue::Text(text), TailKind::Text | TailKind::Json | TailKind::Bytes) => {
            encoded(text)?
        }
        (TailValue::Json(text, style), TailKind::Json | TailKind::Text) => {
            let value = json::parse(text).map_err(|error: JsonError| fault(error.into()))?;
            encoded(&json::write(&value, style.or(tail.spec.style).unwrap_or_default()))?
        }
        (TailValue::TypedJson(text), TailKind::Json | TailKind::Text) => {
            json::parse(text).map_err(|error: JsonError| fault(error.into()))?;
            encoded(text)?
        }
        (
            TailValue::Json(text, _) | TailValue::TypedJson(text),
            TailKind::Cbor | TailKind::Msgpack,
        ) => {
            let value = json::parse(text).map_err(|error: JsonError| fault(error.into()))?;
            let write = if kind == TailKind::Cbor { cbor::write } else { msgpack::write };
            write(&value).map_err(|error: BinaryError| fault(error.into()))?
        }
        (TailValue::Json(text, _) | TailValue::TypedJson(text), TailKind::Protobuf) => {
            let value = json::parse(text).map_err(|error: JsonError| fault(error.into()))?;
            let Some(message) = &tail.message else {
                return Err(fault(EncodeFault::Kind { wanted: kind.word() }));
            };
            message.write(&value).map_err(|error: BinaryError| fault(error.into()))?
        }
        _ => return Err(fault(EncodeFault::Kind { wanted: kind.word() })),
    };
    Ok((bytes, None))
}

/// Limits the size of repeats, because an element takes few characters in a profile but as many bytes as its layout
/// has.
pub(super) fn within_limit(size: usize) -> Result<(), EncodeFault> {
    match size > pack::SIZE_LIMIT {
        true => Err(PackError::TooLong { size }.into()),
        false => Ok(()),
    }
}
