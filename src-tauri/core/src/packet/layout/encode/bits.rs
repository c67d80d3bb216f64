//! Composes an integer from bit groups.

use std::collections::BTreeMap;

use super::super::model::Bits;
use super::super::plan::Slot;
use super::{EncodeError, EncodeFault};
use crate::packet::value;

/// A group of bits at any depth.
pub(super) struct BitGroup<'s> {
    /// The path, such as `flags.ready`.
    pub path: String,
    /// The lowest and the highest bit in the integer.
    pub range: (u8, u8),
    pub bits: &'s Bits,
}

/// The groups of bits of a field, a group before those inside it.
pub(super) fn groups(slot: &Slot) -> Vec<BitGroup<'_>> {
    fn add<'s>(bits: &'s [Bits], path: &str, low: u8, all: &mut Vec<BitGroup<'s>>) {
        for bits in bits {
            let path = format!("{path}.{}", bits.name);
            let range = (low.saturating_add(bits.from), low.saturating_add(bits.to));
            all.push(BitGroup { path: path.clone(), range, bits });
            add(&bits.bits, &path, range.0, all);
        }
    }
    let mut all = Vec::new();
    add(&slot.bits, &slot.name, 0, &mut all);
    all
}

/// Whether a path is the field's or that of one of its groups of bits.
pub(super) fn has_path(slot: &Slot, path: &str) -> bool {
    path == slot.name
        || path.starts_with(slot.name.as_str())
            && groups(slot).iter().any(|group| group.path == path)
}

/// The integer that was typed for a group of bits.
pub(super) fn typed(group: &BitGroup<'_>, text: &str) -> Option<i128> {
    match group.bits.labels.value_of(text).unwrap_or(text).trim() {
        "true" => Some(1),
        "false" => Some(0),
        text => value::integer(text),
    }
}

/// Returns the integer in `whole`, or 0, with the given bit groups set.
pub(super) fn compose(
    slot: &Slot,
    whole: Option<String>,
    fields: &BTreeMap<String, String>,
    computed: &BTreeMap<String, i128>,
) -> Result<String, EncodeError> {
    let mut any_set = false;
    let mut set = Vec::new();
    for group in groups(slot) {
        let number = match fields.get(&group.path) {
            Some(text) => typed(&group, text)
                .ok_or_else(|| EncodeError::at(&group.path, EncodeFault::NotInteger))?,
            None => match computed.get(&group.path) {
                Some(number) => *number,
                None => continue,
            },
        };
        any_set = true;
        let width = u32::from(group.range.1 - group.range.0) + 1;
        let most = 1i128.checked_shl(width).map_or(i128::MAX, |bit| bit - 1);
        if number < 0 || number > most {
            return Err(EncodeError::at(&group.path, EncodeFault::BitsRange { most }));
        }
        set.push((group.range.0, most, number));
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
