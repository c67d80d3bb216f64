//! Encoding of the data file and the index; `docs/transcript-format.md` is the specification.

use serde::{Deserialize, Serialize};

use crate::frame::leading_integer::LeadingInteger;
use crate::frame::{Direction, Kind};
use crate::packet::code_definition::{CodeDefinitions, CodeReader};
use crate::packet::rules::Decoding;
use crate::profile::retention::RetentionLimit;

/// Magic number of a data file.
pub(super) const DATA_MAGIC: [u8; 8] = *b"WLRKLOG1";
/// Magic number of an index file.
pub(super) const INDEX_MAGIC: [u8; 8] = *b"WLRKIDX1";
/// Size of the fixed part of a data file's header: magic, JSON length and file id. The JSON
/// follows.
pub(super) const DATA_FIXED: usize = 20;
/// Size of a record's header, before the payload.
pub(super) const RECORD: usize = 16;
/// Size of an index file's header.
pub(super) const INDEX_HEADER: usize = 32;
/// Size of an index row.
pub(super) const INDEX_ROW: usize = 16;
/// Width of data offsets: 48 bits, 256 TiB.
const OFFSET_BITS: u32 = 48;
/// Exclusive upper bound of record offsets.
pub(super) const MAX_OFFSET: u64 = 1 << OFFSET_BITS;
/// Largest row number; counting past the last row must not overflow.
pub(super) const MAX_ROW: u32 = u32::MAX - 2;
/// Maximum size of a header's JSON, when writing and reading: room for the layouts, rules and
/// Protobuf files of a large profile.
pub(super) const MAX_HEADER_JSON: u32 = 8 << 20;
/// Maximum number of values in a header's JSON: each takes about a hundred bytes of memory, however
/// short it is in the file.
pub(super) const MAX_HEADER_VALUES: usize = 250_000;

const RECEIVED: u8 = 1 << 4;
const RESERVED: u8 = 0b1100_0000;
/// Record flag: the wire size follows the payload.
const HAS_WIRE: u8 = 1 << 5;
const HAS_CODE: u8 = 1 << 5;
/// Index row flag: the record has [`HAS_WIRE`].
const ROW_HAS_WIRE: u8 = 1 << 6;
/// Size of the wire size.
pub(super) const WIRE: usize = 4;

/// Header of a transcript. Never contains a secret.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Header {
    /// Display name, such as the profile's.
    pub name: String,
    /// File name of the profile, without folder and suffix; empty if there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub profile: String,
    /// Creation time, RFC 3339.
    pub created: String,
    /// Version of the program that wrote it.
    pub app_version: String,
    /// URL of the connection.
    pub url: String,
    /// Rules that decode its payloads; this module stores them without interpreting them.
    pub rules: serde_json::Value,
}

/// The decoding stored in a transcript's header; empty if it is of another version or program.
pub fn decoding(header: &Header) -> Decoding {
    serde_json::from_value(header.rules.clone()).unwrap_or_default()
}

/// The integer that the index of a transcript with this header stores for each row: the code if its
/// definition is one that fits, otherwise the default.
pub(super) fn indexed_integer(header: &Header) -> LeadingInteger {
    let code = header.rules.get("code").and_then(|code| CodeDefinitions::deserialize(code).ok());
    code.and_then(|code| CodeReader::new(Some(&code), &[], None).0.leading())
        .unwrap_or(LeadingInteger::DEFAULT)
}

/// What an index depends on besides the records.
#[derive(Debug, Clone, Copy)]
pub(super) struct IndexBasis {
    /// The file's id.
    pub id: u64,
    /// Offset of the first record.
    pub start: u64,
    /// The integer stored for each row.
    pub integer: LeadingInteger,
}

/// JSON fields beside the [`Header`] of a transcript with a retention limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SegmentLimits {
    /// In `NAME.wlt`, which then holds no records: the retention limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<RetentionLimit>,
    /// In each segment: its position in the transcript.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<SegmentPosition>,
}

/// Position of a segment in its transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SegmentPosition {
    /// Segment number; the first is 1.
    pub number: u32,
    /// Number of its first row.
    pub first_row: u32,
    /// Total size of all records before it, in bytes.
    pub offset: u64,
}

/// A record's decoded header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordHeader {
    pub len: u32,
    pub direction: Direction,
    pub kind: Kind,
    pub time_ns: i64,
    /// The wire size follows the payload.
    pub wire: bool,
}

impl RecordHeader {
    /// Size of the whole record in bytes.
    pub(super) fn size(&self) -> u64 {
        record_size(self.len, self.wire)
    }
}

fn record_size(len: u32, wire: bool) -> u64 {
    (RECORD + if wire { WIRE } else { 0 }) as u64 + u64::from(len)
}

/// An index row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IndexEntry {
    pub offset: u64,
    pub direction: Direction,
    pub kind: Kind,
    pub code: Option<i32>,
    pub len: u32,
    /// The wire size follows the payload.
    pub wire: bool,
}

impl IndexEntry {
    /// Offset of the byte after the record.
    pub(super) fn end(&self) -> u64 {
        self.offset + record_size(self.len, self.wire)
    }

    /// Offset of the byte after the payload.
    pub(super) fn payload_end(&self) -> u64 {
        self.offset + record_size(self.len, false)
    }
}

/// The opcode of RFC 6455 where there is one.
#[inline]
fn kind_bits(kind: Kind) -> u8 {
    match kind {
        Kind::Text => 1,
        Kind::Binary => 2,
        Kind::Close => 8,
        Kind::Ping => 9,
        Kind::Pong => 10,
        Kind::Raw => 14,
        Kind::Marker => 15,
    }
}

#[inline]
fn kind_of(flags: u8) -> Option<Kind> {
    Some(match flags & 15 {
        1 => Kind::Text,
        2 => Kind::Binary,
        8 => Kind::Close,
        9 => Kind::Ping,
        10 => Kind::Pong,
        14 => Kind::Raw,
        15 => Kind::Marker,
        _ => return None,
    })
}

#[inline]
fn direction_of(flags: u8) -> Direction {
    if flags & RECEIVED == 0 { Direction::Sent } else { Direction::Received }
}

/// Encodes direction and kind: the low five bits of the flags of records and index rows.
#[inline]
pub(super) fn flags(direction: Direction, kind: Kind) -> u8 {
    kind_bits(kind) | if direction == Direction::Received { RECEIVED } else { 0 }
}

/// Adds the record flag for a wire size.
#[inline]
pub(super) fn with_wire(flags: u8) -> u8 {
    flags | HAS_WIRE
}

/// Converts the flags of a record to those of its index row.
#[inline]
fn row_flags(flags: u8) -> u8 {
    (flags & !HAS_WIRE) | ((flags & HAS_WIRE) << 1)
}

/// Checksum of a record's header: 24 bits over its fields and the file id. Two multiplications,
/// because this runs for every message.
#[inline]
fn check(id: u64, low: u64, time_ns: i64) -> u64 {
    let mixed = (low ^ id).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (time_ns as u64);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 40
}

/// Encodes a record's header.
#[inline]
pub(super) fn record_bytes(id: u64, len: u32, flags: u8, time_ns: i64) -> [u8; RECORD] {
    let low = u64::from(len) | (u64::from(flags) << 32);
    let first = low | (check(id, low, time_ns) << 40);
    (u128::from(first) | (u128::from(time_ns as u64) << 64)).to_le_bytes()
}

/// Decodes a record's header; `None` unless its checksum is valid for this file.
#[inline]
pub(super) fn record(id: u64, bytes: &[u8; RECORD]) -> Option<RecordHeader> {
    let fields = u128::from_le_bytes(*bytes);
    let first = fields as u64;
    let time_ns = (fields >> 64) as i64;
    let low = first & 0xFF_FFFF_FFFF;
    let flags = (low >> 32) as u8;
    if first >> 40 != check(id, low, time_ns) || flags & RESERVED != 0 {
        return None;
    }
    let (direction, kind) = (direction_of(flags), kind_of(flags)?);
    Some(RecordHeader { len: low as u32, direction, kind, time_ns, wire: flags & HAS_WIRE != 0 })
}

/// Encodes an index row from the flags of its record.
#[inline]
pub(super) fn row_bytes(offset: u64, flags: u8, code: Option<i32>, len: u32) -> [u8; INDEX_ROW] {
    let flags = row_flags(flags) | if code.is_some() { HAS_CODE } else { 0 };
    let first = offset | (u64::from(flags) << OFFSET_BITS);
    let second = u64::from(code.unwrap_or(0) as u32) | (u64::from(len) << 32);
    (u128::from(first) | (u128::from(second) << 64)).to_le_bytes()
}

/// Decodes an index row; `None` if it is invalid.
#[inline]
pub(super) fn row(bytes: &[u8; INDEX_ROW]) -> Option<IndexEntry> {
    let fields = u128::from_le_bytes(*bytes);
    let (first, second) = (fields as u64, (fields >> 64) as u64);
    if first >> 56 != 0 {
        return None;
    }
    let flags = (first >> OFFSET_BITS) as u8;
    Some(IndexEntry {
        offset: first & ((1 << OFFSET_BITS) - 1),
        direction: direction_of(flags),
        kind: kind_of(flags)?,
        code: (flags & HAS_CODE != 0).then_some(second as u32 as i32),
        len: (second >> 32) as u32,
        wire: flags & ROW_HAS_WIRE != 0,
    })
}

/// Encodes the header of a data file, including its JSON.
pub(super) fn data_header(
    id: u64,
    header: &Header,
    limits: SegmentLimits,
) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Json<'a> {
        #[serde(flatten)]
        header: &'a Header,
        #[serde(flatten)]
        limits: SegmentLimits,
    }
    let json = serde_json::to_vec(&Json { header, limits })?;
    let mut bytes = Vec::with_capacity(DATA_FIXED + json.len());
    bytes.extend_from_slice(&DATA_MAGIC);
    bytes.extend_from_slice(&(json.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&id.to_le_bytes());
    bytes.extend_from_slice(&json);
    Ok(bytes)
}

/// Decodes the fixed part of a data file's header: JSON length and file id.
pub(super) fn data_fixed(bytes: &[u8; DATA_FIXED]) -> Option<(u32, u64)> {
    let rest = bytes.strip_prefix(&DATA_MAGIC)?;
    let (len, id) = rest.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*len), u64::from_le_bytes(*id.first_chunk::<8>()?)))
}

/// Encodes the header of an index file.
pub(super) fn index_header(basis: IndexBasis) -> [u8; INDEX_HEADER] {
    let mut bytes = [0; INDEX_HEADER];
    bytes[..8].copy_from_slice(&INDEX_MAGIC);
    bytes[8..16].copy_from_slice(&basis.id.to_le_bytes());
    bytes[16..24].copy_from_slice(&basis.start.to_le_bytes());
    // Zero for the default, as older versions write it: an index that stores another integer is rebuilt.
    bytes[24..].copy_from_slice(&basis.integer.fingerprint().to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn direction(received: bool) -> Direction {
        if received { Direction::Received } else { Direction::Sent }
    }

    proptest! {
        #[test]
        fn record_header_round_trips(id: u64, len: u32, wire: bool, time_ns: i64, kind in 0usize..7, received: bool) {
            let (direction, kind) = (direction(received), Kind::ALL[kind]);
            let flags = flags(direction, kind);
            let bytes = record_bytes(id, len, if wire { with_wire(flags) } else { flags }, time_ns);
            prop_assert_eq!(record(id, &bytes), Some(RecordHeader { len, direction, kind, time_ns, wire }));
        }

        #[test]
        fn index_row_round_trips(
            offset in 0u64..1 << 48, len: u32, wire: bool, code: Option<i32>, kind in 0usize..7, received: bool
        ) {
            let (direction, kind) = (direction(received), Kind::ALL[kind]);
            let flags = flags(direction, kind);
            let bytes = row_bytes(offset, if wire { with_wire(flags) } else { flags }, code, len);
            prop_assert_eq!(row(&bytes), Some(IndexEntry { offset, direction, kind, code, len, wire }));
        }
    }

    #[test]
    fn every_single_bit_flip_is_detected() {
        let id = 0x0123_4567_89AB_CDEF;
        let good =
            record_bytes(id, 64, flags(Direction::Sent, Kind::Text), 1_767_323_045_678_901_234);
        let accepted = (0..128)
            .filter(|bit| {
                let mut bad = good;
                bad[bit / 8] ^= 1 << (bit % 8);
                record(id, &bad).is_some()
            })
            .count();
        assert_eq!(accepted, 0);
        assert!(record(id + 1, &good).is_none(), "a record of another file is rejected");
    }

    #[test]
    fn zeros_are_not_a_record() {
        // A file system may leave zeros at the end after a power failure.
        assert!((0..10_000u64).all(|id| record(id, &[0; RECORD]).is_none()));
        assert!(row(&[0; INDEX_ROW]).is_none());
    }
}
