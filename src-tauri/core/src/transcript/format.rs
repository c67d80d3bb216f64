//! The bytes of both files and nothing else. `docs/transcript-format.md` says the same in prose.

use serde::{Deserialize, Serialize};

use crate::frame::{Direction, Kind};
use crate::profile::retention::RetentionLimit;

/// The first bytes of a data file.
pub(super) const DATA_MAGIC: [u8; 8] = *b"WLRKLOG1";
/// The first bytes of an index file.
pub(super) const INDEX_MAGIC: [u8; 8] = *b"WLRKIDX1";
/// Magic, length of the JSON, file id; the JSON follows.
pub(super) const DATA_FIXED: usize = 20;
/// The bytes of a record before its payload.
pub(super) const RECORD: usize = 16;
/// The header of an index file, whole.
pub(super) const INDEX_HEADER: usize = 32;
/// The bytes of one index row.
pub(super) const INDEX_ROW: usize = 16;
/// Where data offsets end: 48 bits, 256 TiB.
const OFFSET_BITS: u32 = 48;
/// Where no record can begin any more.
pub(super) const MOST_OFFSET: u64 = 1 << OFFSET_BITS;
/// No row has a greater number: whoever counts on behind the last row must have numbers for that.
pub(super) const MAX_ROW: u32 = u32::MAX - 2;
/// The most bytes of a header's JSON, for writers and readers: the layouts, rules and Protobuf files of a large profile.
pub(super) const MAX_HEADER_JSON: u32 = 8 << 20;
/// The most values in it. In memory each takes about a hundred bytes, however short it is in the file.
pub(super) const MAX_HEADER_VALUES: usize = 250_000;

const RECEIVED: u8 = 1 << 4;
const RESERVED: u8 = 0b1100_0000;
/// In a record: behind the payload follows its size on the wire.
const HAS_WIRE: u8 = 1 << 5;
const HAS_CODE: u8 = 1 << 5;
/// In an index row: what [`HAS_WIRE`] is in its record.
const ROW_HAS_WIRE: u8 = 1 << 6;
/// The bytes of that size.
pub(super) const WIRE: usize = 4;

/// What a transcript says about itself. It is never told a secret.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Header {
    /// A name for people, such as the profile's.
    pub name: String,
    /// Which profile it was made with: the name of its file, without folder and suffix. Empty for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub profile: String,
    /// When it was begun, RFC 3339.
    pub created: String,
    /// The version of the program that wrote it.
    pub app_version: String,
    /// What the connection went to.
    pub url: String,
    /// How its payloads are decoded; this room keeps it and does not look into it.
    pub rules: serde_json::Value,
}

/// What the JSON says beside the [`Header`] where a limit cuts the transcript into files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SegmentLimits {
    /// In `NAME.wlt`, which then has no records of its own: the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) keep: Option<RetentionLimit>,
    /// In each of the files that have them: its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) segment: Option<SegmentPosition>,
}

/// The place of a segment in its transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SegmentPosition {
    /// The first is 1.
    pub(super) number: u32,
    /// The number of its first row.
    pub(super) first_row: u32,
    /// The bytes of all records before its first.
    pub(super) offset: u64,
}

/// The fixed part of a record, read back and found good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordHeader {
    pub(super) len: u32,
    pub(super) direction: Direction,
    pub(super) kind: Kind,
    pub(super) time_ns: i64,
    /// Its size on the wire follows the payload.
    pub(super) wire: bool,
}

impl RecordHeader {
    /// All its bytes.
    pub(super) fn size(&self) -> u64 {
        size(self.len, self.wire)
    }
}

fn size(len: u32, wire: bool) -> u64 {
    (RECORD + if wire { WIRE } else { 0 }) as u64 + u64::from(len)
}

/// One row of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IndexEntry {
    pub(super) offset: u64,
    pub(super) direction: Direction,
    pub(super) kind: Kind,
    pub(super) code: Option<i32>,
    pub(super) len: u32,
    /// Its size on the wire follows the payload.
    pub(super) wire: bool,
}

impl IndexEntry {
    /// The byte after this row's record.
    pub(super) fn end(&self) -> u64 {
        self.offset + size(self.len, self.wire)
    }

    /// The byte after its payload.
    pub(super) fn payload_end(&self) -> u64 {
        self.offset + size(self.len, false)
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

/// The low five bits of the flags of records and index rows.
#[inline]
pub(super) fn flags(direction: Direction, kind: Kind) -> u8 {
    kind_bits(kind) | if direction == Direction::Received { RECEIVED } else { 0 }
}

/// The flags of a record whose size on the wire follows.
#[inline]
pub(super) fn with_wire(flags: u8) -> u8 {
    flags | HAS_WIRE
}

/// The flags of an index row out of those of its record.
#[inline]
fn row_flags(flags: u8) -> u8 {
    (flags & !HAS_WIRE) | ((flags & HAS_WIRE) << 1)
}

/// Tells a record's header from anything else: 24 bits out of everything in it and the file's id.
/// Two multiplications, because this runs for every message.
#[inline]
fn check(id: u64, low: u64, time_ns: i64) -> u64 {
    let mixed = (low ^ id).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (time_ns as u64);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 40
}

/// A record's fixed part.
#[inline]
pub(super) fn record_bytes(id: u64, len: u32, flags: u8, time_ns: i64) -> [u8; RECORD] {
    let low = u64::from(len) | (u64::from(flags) << 32);
    let first = low | (check(id, low, time_ns) << 40);
    (u128::from(first) | (u128::from(time_ns as u64) << 64)).to_le_bytes()
}

/// A record's fixed part read back; `None` where it is not one of this file.
#[inline]
pub(super) fn record(id: u64, bytes: &[u8; RECORD]) -> Option<RecordHeader> {
    let both = u128::from_le_bytes(*bytes);
    let first = both as u64;
    let time_ns = (both >> 64) as i64;
    let low = first & 0xFF_FFFF_FFFF;
    let flags = (low >> 32) as u8;
    if first >> 40 != check(id, low, time_ns) || flags & RESERVED != 0 {
        return None;
    }
    let (direction, kind) = (direction_of(flags), kind_of(flags)?);
    Some(RecordHeader { len: low as u32, direction, kind, time_ns, wire: flags & HAS_WIRE != 0 })
}

/// One row of the index, with the flags of its record.
#[inline]
pub(super) fn row_bytes(offset: u64, flags: u8, code: Option<i32>, len: u32) -> [u8; INDEX_ROW] {
    let flags = row_flags(flags) | if code.is_some() { HAS_CODE } else { 0 };
    let first = offset | (u64::from(flags) << OFFSET_BITS);
    let second = u64::from(code.unwrap_or(0) as u32) | (u64::from(len) << 32);
    (u128::from(first) | (u128::from(second) << 64)).to_le_bytes()
}

/// A row of the index read back; `None` where it cannot be one.
#[inline]
pub(super) fn row(bytes: &[u8; INDEX_ROW]) -> Option<IndexEntry> {
    let both = u128::from_le_bytes(*bytes);
    let (first, second) = (both as u64, (both >> 64) as u64);
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

/// The beginning of a data file, JSON included.
pub(super) fn data_header(
    id: u64,
    header: &Header,
    cut: SegmentLimits,
) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Json<'a> {
        #[serde(flatten)]
        header: &'a Header,
        #[serde(flatten)]
        cut: SegmentLimits,
    }
    let json = serde_json::to_vec(&Json { header, cut })?;
    let mut bytes = Vec::with_capacity(DATA_FIXED + json.len());
    bytes.extend_from_slice(&DATA_MAGIC);
    bytes.extend_from_slice(&(json.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&id.to_le_bytes());
    bytes.extend_from_slice(&json);
    Ok(bytes)
}

/// The fixed part of a data file's beginning: length of the JSON and the id.
pub(super) fn data_fixed(bytes: &[u8; DATA_FIXED]) -> Option<(u32, u64)> {
    let rest = bytes.strip_prefix(&DATA_MAGIC)?;
    let (len, id) = rest.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*len), u64::from_le_bytes(*id.first_chunk::<8>()?)))
}

/// The whole header of an index file.
pub(super) fn index_header(id: u64, data_start: u64) -> [u8; INDEX_HEADER] {
    let mut bytes = [0; INDEX_HEADER];
    bytes[..8].copy_from_slice(&INDEX_MAGIC);
    bytes[8..16].copy_from_slice(&id.to_le_bytes());
    bytes[16..24].copy_from_slice(&data_start.to_le_bytes());
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
        fn a_record_comes_back(id: u64, len: u32, wire: bool, time_ns: i64, kind in 0usize..7, received: bool) {
            let (direction, kind) = (direction(received), Kind::ALL[kind]);
            let flags = flags(direction, kind);
            let bytes = record_bytes(id, len, if wire { with_wire(flags) } else { flags }, time_ns);
            prop_assert_eq!(record(id, &bytes), Some(RecordHeader { len, direction, kind, time_ns, wire }));
        }

        #[test]
        fn an_index_row_comes_back(
            offset in 0u64..1 << 48, len: u32, wire: bool, code: Option<i32>, kind in 0usize..7, received: bool
        ) {
            let (direction, kind) = (direction(received), Kind::ALL[kind]);
            let flags = flags(direction, kind);
            let bytes = row_bytes(offset, if wire { with_wire(flags) } else { flags }, code, len);
            prop_assert_eq!(row(&bytes), Some(IndexEntry { offset, direction, kind, code, len, wire }));
        }
    }

    #[test]
    fn one_changed_bit_is_seen() {
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
        assert!(record(id + 1, &good).is_none(), "a record of another file");
    }

    #[test]
    fn zeros_are_not_a_record() {
        // What a file system leaves at the end after a power cut.
        assert!((0..10_000u64).all(|id| record(id, &[0; RECORD]).is_none()));
        assert!(row(&[0; INDEX_ROW]).is_none());
    }
}
