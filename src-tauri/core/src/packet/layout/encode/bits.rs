//! Composes an integer from bit groups.

use std::collections::BTreeMap;

use super::super::plan::Slot;
use super::{EncodeError, EncodeFault};
use crate::packet::value;

/// Returns the integer in `whole`, or 0, with the given bit groups set.
pub(super) fn compose(
    slot: &Slot,
    whole: Option<String>,
    fields: &BTreeMap<String, String>,
    lengths: &BTreeMap<&str, i128>,
) -> Result<String, EncodeError> {
    let mut any_set = false;
    let mut set = Vec::new();
    for bits in &slot.bits {
        let path = format!("{}.{}", slot.name, bits.name);
        let number = match fields.get(&path) {
            Some(text) => {
                let text = bits.labels.value_of(text).unwrap_or(text).trim();
                let wrong = || EncodeError::at(&path, EncodeFault::NotInteger);
                match text {
                    "true" => 1,
                    "false" => 0,
                    _ => value::integer(text).ok_or_else(wrong)?,
                }
            }
            None => match lengths.get(path.as_str()) {
                Some(number) => *number,
                None => continue,
            },
        };
        any_set = true;
        let width = u32::from(bits.to - bits.from) + 1;
        let most = 1i128.checked_shl(width).map_or(i128::MAX, |bit| bit - 1);
        if number < 0 || number > most {
            return Err(EncodeError::at(&path, EncodeFault::BitsRange { most }));
        }
        set.push((bits.from, most, number));
    }
    if !any_set {
        // Without bit groups the text is passed on; packing validates it.
        return whole.ok_or_else(|| EncodeError::at(&slot.name, EncodeFault::NoValue));
    }
    let width = slot.place.size * 8;
    let mask = (1i128 << width) - 1;
    let whole = match &whole {
        Some(text) => value::integer(text.trim())
            .ok_or_else(|| EncodeError::at(&slot.name, EncodeFault::NotInteger))?,
        None => 0,
    };
    let mut number = whole & mask;
    for (from, most, bits) in set {
        number = (number & !(most << from)) | (bits << from);
    }
    // Packing expects the number of a signed field with its sign.
    let signed = slot.place.ch.is_ascii_lowercase();
    if signed && number >> (width - 1) != 0 {
        number -= 1i128 << width;
    }
    Ok(number.to_string())
}
