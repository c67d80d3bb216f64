//! Two messages by field and by byte.

use std::collections::HashMap;

use serde::Serialize;

use crate::packet::rules::Decoder;

use super::super::{Error, Reader};
use super::bytes::{ByteDifference, compare_bytes};
use super::leaves::{WHOLE, leaves};

/// Of longer payloads only so many bytes are compared.
const MOST_BYTES: u32 = 16 << 20;

/// A decoded field on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldDifference {
    /// Its path, as `items[2].price`.
    pub path: String,
    /// In the first message; `None` where it has no such field.
    pub a: Option<String>,
    /// In the second.
    pub b: Option<String>,
    /// Whether both have it and the values are the same.
    pub is_equal: bool,
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
    let of_b: HashMap<&str, &str> =
        b_fields.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    let mut fields: Vec<FieldDifference> = a_fields
        .iter()
        .map(|(path, value)| {
            let b = of_b.get(path.as_str()).map(|value| (*value).to_owned());
            let is_equal = b.as_ref() == Some(value);
            FieldDifference { path: path.clone(), a: Some(value.clone()), b, is_equal }
        })
        .collect();
    let of_a: HashMap<&str, &str> =
        a_fields.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    fields.extend(b_fields.iter().filter(|(path, _)| !of_a.contains_key(path.as_str())).map(
        |(path, value)| FieldDifference {
            path: path.clone(),
            a: None,
            b: Some(value.clone()),
            is_equal: false,
        },
    ));
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
    a: (&Reader, &super::super::Entry),
    b: (&Reader, &super::super::Entry),
) -> Result<bool, Error> {
    for from in (MOST_BYTES..a.1.size).step_by(1 << 20) {
        if a.0.payload_of(a.1, from, 1 << 20)? != b.0.payload_of(b.1, from, 1 << 20)? {
            return Ok(false);
        }
    }
    Ok(true)
}
