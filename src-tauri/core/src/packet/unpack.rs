//! Bytes to values.

use byteorder::{BigEndian, ByteOrder, LittleEndian};

use super::float16;
use super::format::{FormatField, Order, StructFormat};
use super::pack::Span;
use super::value::Value;

/// What [`unpack_from`] gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Unpacked<'a> {
    /// The values in order.
    pub values: Vec<Value>,
    /// Each value's bytes, counted from the beginning of the data.
    pub spans: Vec<Span>,
    /// What follows the last field.
    pub tail: &'a [u8],
}

/// Why bytes do not unpack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// Not as many bytes as the format has.
    #[error("the format has {wanted} bytes, the data {had}: give exactly as many, or allow a tail")]
    Size {
        /// The format's size.
        wanted: usize,
        /// The data's.
        had: usize,
    },
    /// Fewer bytes from the offset on than the format has.
    #[error(
        "the format has {wanted} bytes, but only {had} follow offset {offset}: use a shorter format or an earlier offset"
    )]
    Short {
        /// Where reading begins.
        offset: usize,
        /// The format's size.
        wanted: usize,
        /// What is there.
        had: usize,
    },
    /// An offset outside the data.
    #[error("offset {offset} lies outside the data of {size} bytes: use one from 0 to {size}")]
    Offset {
        /// What was asked for.
        offset: i64,
        /// The data's size.
        size: usize,
    },
}

impl UnpackError {
    /// The stable name of this error.
    pub fn code(&self) -> &'static str {
        match self {
            UnpackError::Size { .. } => "unpack.size",
            UnpackError::Short { .. } => "unpack.short",
            UnpackError::Offset { .. } => "unpack.offset",
        }
    }
}

/// Unpacks data of exactly the format's size, as `struct.unpack`.
pub fn unpack(format: &StructFormat, data: &[u8]) -> Result<Vec<Value>, UnpackError> {
    if data.len() != format.size() {
        return Err(UnpackError::Size { wanted: format.size(), had: data.len() });
    }
    Ok(format.fields().map(|field| read(field, data)).collect())
}

/// Unpacks from an offset and leaves a tail, as `struct.unpack_from`; a negative offset counts from the end.
pub fn unpack_from<'a>(
    format: &StructFormat,
    data: &'a [u8],
    offset: i64,
) -> Result<Unpacked<'a>, UnpackError> {
    let outside = UnpackError::Offset { offset, size: data.len() };
    let distance = usize::try_from(offset.unsigned_abs()).map_err(|_| outside)?;
    let start = if offset < 0 { data.len().checked_sub(distance) } else { Some(distance) };
    let start = start.ok_or(outside)?;
    let rest = data.get(start..).ok_or(outside)?;
    let wanted = format.size();
    let Some((head, tail)) = rest.split_at_checked(wanted) else {
        return Err(UnpackError::Short { offset: start, wanted, had: rest.len() });
    };
    let values = format.fields().map(|field| read(field, head)).collect();
    let spans = format
        .fields()
        .map(|field| Span { offset: start + field.offset, size: field.size })
        .collect();
    Ok(Unpacked { values, spans, tail })
}

/// One field's value; `data` begins where the format does and is long enough for it.
pub(super) fn read(field: FormatField, data: &[u8]) -> Value {
    let bytes = data.get(field.offset..field.offset + field.size).unwrap_or_default();
    match field.ch {
        'c' | 's' => Value::Bytes(bytes.to_vec()),
        'p' => {
            let text = match bytes {
                [length, room @ ..] => &room[..room.len().min(usize::from(*length))],
                [] => bytes,
            };
            Value::Bytes(text.to_vec())
        }
        '?' => Value::Bool(bytes.iter().any(|byte| *byte != 0)),
        ch => match field.order {
            Order::Big => number::<BigEndian>(ch, bytes),
            Order::Native | Order::Little => number::<LittleEndian>(ch, bytes),
        },
    }
}

fn number<T: ByteOrder>(ch: char, bytes: &[u8]) -> Value {
    match ch {
        'e' => Value::Float(float16::to_f64(T::read_u16(bytes))),
        'f' => Value::Float(f64::from(T::read_f32(bytes))),
        'd' => Value::Float(T::read_f64(bytes)),
        // `P` is unsigned here, though packing takes it signed too.
        _ if ch.is_ascii_uppercase() => Value::Int(T::read_uint(bytes, bytes.len()).into()),
        _ => Value::Int(T::read_int(bytes, bytes.len()).into()),
    }
}
