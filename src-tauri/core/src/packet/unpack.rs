//! Unpacks values from bytes.

use byteorder::{BigEndian, ByteOrder, LittleEndian};

use super::float16;
use super::format::{FormatField, Order, StructFormat};
use super::pack::Span;
use super::value::Value;

/// The result of [`unpack_from`].
#[derive(Debug, Clone, PartialEq)]
pub struct Unpacked<'a> {
    /// The values, in order.
    pub values: Vec<Value>,
    /// The bytes of each value; offsets are relative to the start of the data.
    pub spans: Vec<Span>,
    /// The bytes after the last field.
    pub tail: &'a [u8],
}

/// Why bytes cannot be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// The data's size differs from the format's.
    #[error("the format has {wanted} bytes, the data {had}: give exactly as many, or allow a tail")]
    Size {
        /// Size of the format in bytes.
        wanted: usize,
        /// Size of the data in bytes.
        had: usize,
    },
    /// Fewer bytes follow the offset than the format has.
    #[error(
        "the format has {wanted} bytes, but only {had} follow offset {offset}: use a shorter format or an earlier offset"
    )]
    Short {
        /// The offset.
        offset: usize,
        /// Size of the format in bytes.
        wanted: usize,
        /// The number of bytes available.
        had: usize,
    },
    /// An offset outside the data.
    #[error("offset {offset} lies outside the data of {size} bytes: use one from 0 to {size}")]
    Offset {
        /// The requested offset.
        offset: i64,
        /// Size of the data in bytes.
        size: usize,
    },
}

impl UnpackError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            UnpackError::Size { .. } => "unpack.size",
            UnpackError::Short { .. } => "unpack.short",
            UnpackError::Offset { .. } => "unpack.offset",
        }
    }
}

/// Unpacks data of exactly the format's size, like `struct.unpack`.
pub fn unpack(format: &StructFormat, data: &[u8]) -> Result<Vec<Value>, UnpackError> {
    if data.len() != format.size() {
        return Err(UnpackError::Size { wanted: format.size(), had: data.len() });
    }
    Ok(format.fields().map(|field| read(field, data)).collect())
}

/// Unpacks from an offset and returns the rest as the tail, like `struct.unpack_from`. Negative offsets count from the
/// end.
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

/// Reads one field. `data` starts where the format does and must be long enough for it.
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
        // `P` is unpacked unsigned, although packing also accepts it signed.
        _ if ch.is_ascii_uppercase() => Value::Int(T::read_uint(bytes, bytes.len()).into()),
        _ => Value::Int(T::read_int(bytes, bytes.len()).into()),
    }
}
