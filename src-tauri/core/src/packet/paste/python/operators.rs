//! `+`, `*` and `str` of evaluated values.

use super::eval::{MOST_BYTES, PythonValue};
use super::payload_pieces::PayloadPiece;
use super::variable;

/// What `str(value)` returns; `None` if it is not known.
pub(super) fn text_of(value: &PythonValue) -> Option<String> {
    Some(match value {
        PythonValue::None => "None".to_owned(),
        PythonValue::Bool(true) => "True".to_owned(),
        PythonValue::Bool(false) => "False".to_owned(),
        PythonValue::Number(digits) => match crate::packet::value::integer(digits) {
            Some(whole) => whole.to_string(),
            None => crate::packet::json::python_float(digits.parse().ok()?),
        },
        PythonValue::Str(text) | PythonValue::Dumped(text, _) => text.clone(),
        PythonValue::Unknown(name) => variable(name),
        _ => return None,
    })
}

pub(super) fn raw(bytes: Vec<u8>) -> Option<PythonValue> {
    Some(PythonValue::Bytes(vec![PayloadPiece::Raw(bytes)]))
}

pub(super) fn add(left: PythonValue, right: PythonValue) -> Option<PythonValue> {
    Some(match (left, right) {
        (PythonValue::Bytes(mut left), PythonValue::Bytes(right)) => {
            left.extend(right);
            PythonValue::Bytes(left)
        }
        (PythonValue::Bytes(mut left), PythonValue::Unknown(name)) => {
            left.push(PayloadPiece::Text(variable(&name)));
            PythonValue::Bytes(left)
        }
        (PythonValue::Str(left), PythonValue::Str(right)) => PythonValue::Str(left + &right),
        (PythonValue::Str(left), PythonValue::Unknown(name)) => {
            PythonValue::Str(left + &variable(&name))
        }
        (PythonValue::Unknown(name), PythonValue::Str(right)) => {
            PythonValue::Str(variable(&name) + &right)
        }
        (PythonValue::List(left), PythonValue::List(right)) => {
            PythonValue::List([left, right].concat())
        }
        _ => return None,
    })
}

pub(super) fn times(left: PythonValue, right: PythonValue) -> Option<PythonValue> {
    let (value, digits) = match (left, right) {
        (value, PythonValue::Number(digits)) | (PythonValue::Number(digits), value) => {
            (value, digits)
        }
        _ => return None,
    };
    let times = usize::try_from(crate::packet::value::integer(&digits)?).ok()?;
    match value {
        PythonValue::Bytes(pieces) => match pieces.as_slice() {
            [PayloadPiece::Raw(bytes)] if bytes.len().checked_mul(times)? <= MOST_BYTES => {
                raw(bytes.repeat(times))
            }
            _ => None,
        },
        PythonValue::Str(text) if text.len().checked_mul(times)? <= MOST_BYTES => {
            Some(PythonValue::Str(text.repeat(times)))
        }
        _ => None,
    }
}
