//! Packs values into bytes. Fails exactly where CPython raises an error, and warns where CPython silently loses data.

mod error;

use byteorder::{BigEndian, ByteOrder, LittleEndian};

use super::float16;
use super::format::{FormatField, Order, StructFormat};
use super::value::{self, Value, ValueError};

pub use error::{Misfit, PackError, PackWarning};

/// Limit of the packed size in bytes. Formats can describe more, but no message is that long.
pub const SIZE_LIMIT: usize = 256 << 20;

/// The result of packing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Warnings about lost data, in order.
    pub warnings: Vec<PackWarning>,
    /// The bytes of each value, in order.
    pub spans: Vec<Span>,
}

/// The place of a value's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub offset: usize,
    /// The number of bytes.
    pub size: usize,
}

/// Packs values according to a format.
pub fn pack(format: &StructFormat, values: &[Value]) -> Result<Packed, PackError> {
    let mut packed = start(format, values.len())?;
    for (index, (field, value)) in format.fields().zip(values).enumerate() {
        packed.put(index, field, value)?;
    }
    Ok(packed)
}

/// Checks whether a field accepts a value.
pub(crate) fn check(field: FormatField, value: &Value) -> Result<(), PackError> {
    if field.size > SIZE_LIMIT {
        return Err(PackError::TooLong { size: field.size });
    }
    let mut packed = Packed { bytes: vec![0; field.size], ..Packed::default() };
    packed.put(0, FormatField { offset: 0, ..field }, value)
}

/// Packs values as typed by the user; see [`value::parse`].
pub fn pack_typed(format: &StructFormat, texts: &[impl AsRef<str>]) -> Result<Packed, PackError> {
    let mut packed = start(format, texts.len())?;
    for (index, (field, text)) in format.fields().zip(texts).enumerate() {
        let text = text.as_ref();
        let value = value::parse(field.ch, text).map_err(|error| PackError::Value {
            index,
            offset: field.offset,
            what: Misfit::Type(error),
        })?;
        packed.put(index, field, &value)?;
        // Python reads 1e400 as infinity before struct sees it.
        let spelled = text.contains(['n', 'N']);
        if matches!(field.ch, 'e' | 'f' | 'd')
            && matches!(value, Value::Float(number) if number.is_infinite() && !spelled)
        {
            packed.warnings.push(PackWarning::Infinity { index });
        }
    }
    Ok(packed)
}

fn start(format: &StructFormat, got: usize) -> Result<Packed, PackError> {
    if format.values() != got {
        return Err(PackError::Count { expected: format.values(), got });
    }
    if format.size() > SIZE_LIMIT {
        return Err(PackError::TooLong { size: format.size() });
    }
    let spans = Vec::with_capacity(got);
    Ok(Packed { bytes: vec![0; format.size()], warnings: Vec::new(), spans })
}

impl Packed {
    fn put(&mut self, index: usize, field: FormatField, value: &Value) -> Result<(), PackError> {
        let FormatField { offset, size, .. } = field;
        self.spans.push(Span { offset, size });
        let Some(into) = self.bytes.get_mut(offset..offset + size) else {
            // `start` allocated the whole format.
            return Err(PackError::TooLong { size: offset + size });
        };
        let done = match field.ch {
            'c' => char_to(into, value).map(|()| None),
            's' | 'p' => bytes_to(into, field.ch, value, index),
            '?' => {
                into[0] = u8::from(truth(value));
                Ok(None)
            }
            'e' | 'f' | 'd' => match field.order {
                Order::Big => float_to::<BigEndian>(into, field, value, index),
                Order::Native | Order::Little => {
                    float_to::<LittleEndian>(into, field, value, index)
                }
            },
            _ => match field.order {
                Order::Big => int_to::<BigEndian>(into, field.ch, value),
                Order::Native | Order::Little => int_to::<LittleEndian>(into, field.ch, value),
            }
            .map(|()| None),
        };
        let warning = done.map_err(|what| PackError::Value { index, offset, what })?;
        self.warnings.extend(warning);
        Ok(())
    }
}

/// Python's truth value.
fn truth(value: &Value) -> bool {
    match value {
        Value::Int(number) => *number != 0,
        Value::Float(number) => *number != 0.0,
        Value::Bool(truth) => *truth,
        Value::Bytes(bytes) => !bytes.is_empty(),
    }
}

fn char_to(into: &mut [u8], value: &Value) -> Result<(), Misfit> {
    match value {
        Value::Bytes(bytes) if bytes.len() == 1 => {
            into.copy_from_slice(bytes);
            Ok(())
        }
        Value::Bytes(bytes) => Err(Misfit::CharLength { got: bytes.len() }),
        _ => Err(Misfit::Type(ValueError::NotBytes('c'))),
    }
}

fn bytes_to(
    into: &mut [u8],
    ch: char,
    value: &Value,
    index: usize,
) -> Result<Option<PackWarning>, Misfit> {
    let Value::Bytes(bytes) = value else {
        return Err(Misfit::Type(ValueError::NotBytes(ch)));
    };
    let given = bytes.len();
    let kept = match (ch, into) {
        ('p', [length, room @ ..]) => {
            let written = given.min(room.len());
            room[..written].copy_from_slice(&bytes[..written]);
            // CPython copies all that fits, although the length byte is limited to 255.
            let readable = u8::try_from(written).unwrap_or(u8::MAX);
            *length = readable;
            usize::from(readable)
        }
        // `0p` does not even have a length byte.
        ('p', []) => 0,
        (_, into) => {
            let written = given.min(into.len());
            into[..written].copy_from_slice(&bytes[..written]);
            written
        }
    };
    Ok((kept < given).then_some(PackWarning::Truncated { index, given, kept }))
}

/// The smallest and largest number that an integer field of `size` bytes accepts; `None` for other fields.
pub fn range(ch: char, size: usize) -> Option<(i128, i128)> {
    if matches!(ch, 'x' | 'c' | '?' | 'e' | 'f' | 'd' | 's' | 'p') || !(1..=8).contains(&size) {
        return None;
    }
    let bits = size * 8;
    Some(match ch {
        // An address; CPython accepts it signed or unsigned.
        'P' => (-(1 << (bits - 1)), (1 << bits) - 1),
        _ if ch.is_ascii_uppercase() => (0, (1 << bits) - 1),
        _ => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
    })
}

fn int_to<T: ByteOrder>(into: &mut [u8], ch: char, value: &Value) -> Result<(), Misfit> {
    let number = match value {
        Value::Int(number) => *number,
        Value::Bool(truth) => i128::from(*truth),
        _ => return Err(Misfit::Type(ValueError::NotInteger(ch))),
    };
    let Some((low, high)) = range(ch, into.len()) else {
        return Err(Misfit::Type(ValueError::NotInteger(ch)));
    };
    if number < low || number > high {
        return Err(Misfit::Range { ch, low, high });
    }
    // The number is in range, so its low bytes are its two's complement.
    match into.len() {
        1 => into[0] = number as u8,
        2 => T::write_u16(into, number as u16),
        4 => T::write_u32(into, number as u32),
        _ => T::write_u64(into, number as u64),
    }
    Ok(())
}

fn float_to<T: ByteOrder>(
    into: &mut [u8],
    field: FormatField,
    value: &Value,
    index: usize,
) -> Result<Option<PackWarning>, Misfit> {
    let ch = field.ch;
    let number = match value {
        Value::Float(number) => *number,
        Value::Int(number) => *number as f64,
        Value::Bool(truth) => f64::from(u8::from(*truth)),
        Value::Bytes(_) => return Err(Misfit::Type(ValueError::NotNumber(ch))),
    };
    match ch {
        'e' => T::write_u16(into, float16::from_f64(number).ok_or(Misfit::FloatRange { ch })?),
        'f' => {
            let single = number as f32;
            T::write_f32(into, single);
            if single.is_infinite() && number.is_finite() {
                // C's own conversion, which `@` leaves to the compiler, does not report the overflow.
                return match field.order {
                    Order::Native => Ok(Some(PackWarning::Infinity { index })),
                    Order::Little | Order::Big => Err(Misfit::FloatRange { ch }),
                };
            }
        }
        _ => T::write_f64(into, number),
    }
    Ok(None)
}
