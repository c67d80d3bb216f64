//! Computes the memory that decoding a Protobuf message takes, before the library allocates all its values at once.

use prost_reflect::{FieldDescriptor, Kind, MessageDescriptor};

use crate::packet::budget::{Budget, Exhausted};

/// Memory of one value, in a list that grows by doubling.
const VALUE: usize = 128;
/// Memory of a message with its first field.
const MESSAGE: usize = 1024;
/// Deeper than the library decodes.
const DEEPEST: usize = 128;

/// Charges the budget for a message's values. Invalid input ends early, because decoding reports what is wrong.
pub(super) fn charge(
    of: &MessageDescriptor,
    bytes: &[u8],
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    message(Some(of), bytes, 0, budget).map(|_| ())
}

/// Charges the budget for a message or group. Returns where a group ends; `None` if the bytes are invalid.
fn message(
    of: Option<&MessageDescriptor>,
    bytes: &[u8],
    deep: usize,
    budget: &mut Budget,
) -> Result<Option<usize>, Exhausted> {
    budget.charge(1, MESSAGE)?;
    let mut at = 0;
    while at < bytes.len() && deep < DEEPEST {
        let Some(key) = varint(bytes, &mut at) else { return Ok(None) };
        let field = u32::try_from(key >> 3).ok().and_then(|number| of?.get_field(number));
        let left = bytes.len() - at;
        match key & 7 {
            0 => {
                budget.charge(1, VALUE)?;
                if varint(bytes, &mut at).is_none() {
                    return Ok(None);
                }
            }
            kind @ (1 | 5) => {
                budget.charge(1, VALUE)?;
                at += if kind == 1 { 8 } else { 4 };
            }
            2 => {
                let Some(length) = varint(bytes, &mut at).and_then(|length| length.try_into().ok())
                else {
                    return Ok(None);
                };
                let Some(inside) = bytes.get(at..).and_then(|rest| rest.get(..length)) else {
                    return Ok(None);
                };
                delimited(field, inside, deep, budget)?;
                at += length;
            }
            3 => {
                let group = field.and_then(|field| match field.kind() {
                    Kind::Message(group) => Some(group),
                    _ => None,
                });
                let inside = bytes.get(at..).unwrap_or_default();
                match message(group.as_ref(), inside, deep + 1, budget)? {
                    Some(end) => at += end,
                    None => return Ok(None),
                }
            }
            4 => return Ok(Some(at)),
            _ => return Ok(None),
        }
        if at > bytes.len() || left == 0 {
            return Ok(None);
        }
    }
    Ok(Some(at))
}

fn delimited(
    field: Option<FieldDescriptor>,
    inside: &[u8],
    deep: usize,
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    let values = match field.map(|field| field.kind()) {
        Some(Kind::Message(of)) => return message(Some(&of), inside, deep + 1, budget).map(|_| ()),
        None | Some(Kind::String | Kind::Bytes) => {
            return budget.charge(1, VALUE + inside.len());
        }
        Some(Kind::Double | Kind::Fixed64 | Kind::Sfixed64) => inside.len() / 8,
        Some(Kind::Float | Kind::Fixed32 | Kind::Sfixed32) => inside.len() / 4,
        Some(_) => inside.iter().filter(|byte| **byte < 0x80).count(),
    };
    budget.charge(values, values.saturating_mul(VALUE))
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..70).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
