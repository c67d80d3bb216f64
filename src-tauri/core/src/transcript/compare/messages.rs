//! Two messages by field and by byte.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::packet::rules::Decoder;

use super::super::{Error, Reader};
use super::bytes::{ByteDifference, compare_bytes};
use super::field_values::{Leaf, WHOLE, leaves};

/// Of longer payloads only so many bytes are compared.
const MOST_BYTES: u32 = 16 << 20;

/// A decoded field on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldDifference {
    /// Its path, as `items[2].price`.
    pub path: String,
    /// In the first message, as the fields are shown; `None` where it has no such field.
    pub a: Option<String>,
    /// In the second.
    pub b: Option<String>,
    /// Whether both have it and the values are the same.
    pub is_equal: bool,
}

impl FieldDifference {
    /// Compared by value; shown as the layout wants it, unless that hides the difference.
    fn of(a: Option<&Leaf>, b: Option<&Leaf>) -> FieldDifference {
        let is_equal = a.map(|leaf| &leaf.value) == b.map(|leaf| &leaf.value);
        let shown = |leaf: &Leaf| leaf.display.clone().unwrap_or_else(|| leaf.value.clone());
        let exact = |leaf: &Leaf| leaf.value.clone();
        let hides = !is_equal && a.map(shown) == b.map(shown);
        let as_told = |leaf: &Leaf| if hides { exact(leaf) } else { shown(leaf) };
        let path = a.or(b).map(|leaf| leaf.path.clone()).unwrap_or_default();
        FieldDifference { path, a: a.map(as_told), b: b.map(as_told), is_equal }
    }
}

/// Two messages compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowComparison {
    /// Direction, kind and payload are the same; times are not looked at.
    pub is_equal: bool,
    /// All fields of both, in the order of the first, then those that only the second has.
    pub fields: Vec<FieldDifference>,
    /// The bytes.
    pub bytes: ByteDifference,
    /// How many bytes of each were compared, where they are longer than 16 MiB.
    pub cut_at: Option<u32>,
}

/// Compares a row with one of the same or another transcript; each side has its own decoding.
pub fn compare_rows(
    a: (&Reader, u32, &Decoder),
    b: (&Reader, u32, &Decoder),
) -> Result<RowComparison, Error> {
    let read = |(reader, row, decoder): (&Reader, u32, &Decoder)| {
        let entry = reader.entry(row)?;
        let payload = reader.payload_of(&entry, 0, MOST_BYTES)?;
        let decoded = decoder.decode_within(entry.kind, entry.direction, &payload, WHOLE);
        Ok::<_, Error>((entry, payload, leaves(&decoded.nodes)))
    };
    let (a_entry, a_bytes, a_fields) = read(a)?;
    let (b_entry, b_bytes, b_fields) = read(b)?;
    let of_b: HashMap<&str, &Leaf> =
        b_fields.iter().map(|field| (field.path.as_str(), field)).collect();
    let of_a: HashSet<&str> = a_fields.iter().map(|field| field.path.as_str()).collect();
    let mut fields: Vec<FieldDifference> = a_fields
        .iter()
        .map(|field| FieldDifference::of(Some(field), of_b.get(field.path.as_str()).copied()))
        .collect();
    let only_b = b_fields.iter().filter(|field| !of_a.contains(field.path.as_str()));
    fields.extend(only_b.map(|field| FieldDifference::of(None, Some(field))));
    let longest = a_entry.size.max(b_entry.size);
    let is_equal = a_entry.direction == b_entry.direction
        && a_entry.kind == b_entry.kind
        && a_entry.size == b_entry.size
        && a_bytes == b_bytes
        && rest_is_equal((a.0, &a_entry), (b.0, &b_entry))?;
    let bytes = compare_bytes(&a_bytes, &b_bytes);
    let cut_at = (longest > MOST_BYTES).then_some(MOST_BYTES);
    Ok(RowComparison { is_equal, fields, bytes, cut_at })
}

/// What lies behind the part that is shown, piece by piece; both have the same size.
fn rest_is_equal(
    a: (&Reader, &super::super::RecordInfo),
    b: (&Reader, &super::super::RecordInfo),
) -> Result<bool, Error> {
    for from in (MOST_BYTES..a.1.size).step_by(1 << 20) {
        if a.0.payload_of(a.1, from, 1 << 20)? != b.0.payload_of(b.1, from, 1 << 20)? {
            return Ok(false);
        }
    }
    Ok(true)
}
