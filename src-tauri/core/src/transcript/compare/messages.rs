//! Compares two messages by field and by byte.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::packet::rules::Decoder;

use super::super::{Error, Reader};
use super::bytes::{ByteDifference, compare_bytes};
use super::field_values::{Leaf, WHOLE, leaves};

/// Maximum bytes per payload that are compared in detail.
const MAX_BYTES: u32 = 16 << 20;

/// A decoded field on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldDifference {
    /// Path, such as `items[2].price`.
    pub path: String,
    /// Displayed value in the first message; `None` if it has no such field.
    pub a: Option<String>,
    /// Displayed value in the second message.
    pub b: Option<String>,
    /// Whether both have the field with the same value.
    pub is_equal: bool,
}

impl FieldDifference {
    /// Compares exact values, and displays them as the layout does unless that hides the
    /// difference.
    fn of(a: Option<&Leaf>, b: Option<&Leaf>) -> FieldDifference {
        let is_equal = a.map(|leaf| &leaf.value) == b.map(|leaf| &leaf.value);
        let shown = |leaf: &Leaf| leaf.display.clone().unwrap_or_else(|| leaf.value.clone());
        let exact = |leaf: &Leaf| leaf.value.clone();
        let hides_difference = !is_equal && a.map(shown) == b.map(shown);
        let displayed = |leaf: &Leaf| if hides_difference { exact(leaf) } else { shown(leaf) };
        let path = a.or(b).map(|leaf| leaf.path.clone()).unwrap_or_default();
        FieldDifference { path, a: a.map(displayed), b: b.map(displayed), is_equal }
    }
}

/// Result of comparing two messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowComparison {
    /// Whether direction, kind and payload are equal; times are ignored.
    pub is_equal: bool,
    /// Fields in the order of the first message, then those that only the second has.
    pub fields: Vec<FieldDifference>,
    /// Differences by byte.
    pub bytes: ByteDifference,
    /// Number of bytes compared in detail, if either payload is longer than 16 MiB.
    pub cut_at: Option<u32>,
}

/// Compares two rows, of the same transcript or two; each side has its own decoding.
pub fn compare_rows(
    a: (&Reader, u32, &Decoder),
    b: (&Reader, u32, &Decoder),
) -> Result<RowComparison, Error> {
    let read = |(reader, row, decoder): (&Reader, u32, &Decoder)| {
        let record = reader.record(row)?;
        let payload = reader.payload_of(&record, 0, MAX_BYTES)?;
        let decoded = decoder.decode_within(record.kind, record.direction, &payload, WHOLE);
        Ok::<_, Error>((record, payload, leaves(&decoded.nodes)))
    };
    let (a_record, a_bytes, a_fields) = read(a)?;
    let (b_record, b_bytes, b_fields) = read(b)?;
    let of_b: HashMap<&str, &Leaf> =
        b_fields.iter().map(|field| (field.path.as_str(), field)).collect();
    let of_a: HashSet<&str> = a_fields.iter().map(|field| field.path.as_str()).collect();
    let mut fields: Vec<FieldDifference> = a_fields
        .iter()
        .map(|field| FieldDifference::of(Some(field), of_b.get(field.path.as_str()).copied()))
        .collect();
    let only_b = b_fields.iter().filter(|field| !of_a.contains(field.path.as_str()));
    fields.extend(only_b.map(|field| FieldDifference::of(None, Some(field))));
    let longest = a_record.size.max(b_record.size);
    let is_equal = a_record.direction == b_record.direction
        && a_record.kind == b_record.kind
        && a_record.size == b_record.size
        && a_bytes == b_bytes
        && rest_is_equal((a.0, &a_record), (b.0, &b_record))?;
    let bytes = compare_bytes(&a_bytes, &b_bytes);
    let cut_at = (longest > MAX_BYTES).then_some(MAX_BYTES);
    Ok(RowComparison { is_equal, fields, bytes, cut_at })
}

/// Compares the rest of two payloads of the same size in chunks.
fn rest_is_equal(
    a: (&Reader, &super::super::RecordInfo),
    b: (&Reader, &super::super::RecordInfo),
) -> Result<bool, Error> {
    for from in (MAX_BYTES..a.1.size).step_by(1 << 20) {
        if a.0.payload_of(a.1, from, 1 << 20)? != b.0.payload_of(b.1, from, 1 << 20)? {
            return Ok(false);
        }
    }
    Ok(true)
}
