//! Findings beside the transcript, `NAME.wlt.findings`; `docs/transcript-format.md` is the specification.
//!
//! The file only saves computing the findings again. One that is damaged, or of another transcript, decoding or
//! version, is ignored.

use std::collections::VecDeque;
use std::path::Path;

use crc::{CRC_64_XZ, Crc, Table};
use serde::{Deserialize, Serialize};

use super::column::{FindingChunk, FindingColumn, ROWS};
use super::dictionary::{CodeDictionary, MAX_BYTES};
use super::joined_rows::{JoinedRows, MAX_JOINED};
use super::series::SeriesState;
use crate::file::bounded_read;
use crate::packet::codes::CodeValue;
use crate::packet::faults::FaultKind;
use crate::packet::is_default;
use crate::packet::lens::{LensFlow, MarkSet};
use crate::packet::rules::Decoding;
use crate::transcript::joined::{JoinState, JoinedRow};
use crate::transcript::segment_files::findings_path;

/// Magic number of the file.
const MAGIC: [u8; 8] = *b"WLRKFND2";
/// Changes whenever the same decoding may find something else in the same rows.
const VERSION: u8 = 2;
/// Size of the fixed part: magic, transcript, decoding, rows, sizes and checksum.
const FIXED: usize = 64;
/// Size of a row that is a part of a message.
const JOINED_ROW: usize = 16;
/// Maximum size of the state's JSON.
pub(super) const MAX_STATE: usize = 64 << 20;

const HAS_CODES: u8 = 1;
const HAS_FAULTS: u8 = 2;
const HAS_MISSING: u8 = 4;
const HAS_MARKS: u8 = 8;

static CRC64: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_XZ);

/// What the pass needs to continue after the last row.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PassState {
    /// Rows whose code did not fit into the dictionary.
    pub codes_left_out: u64,
    /// Messages that are too long to be checked, or damaged.
    pub unchecked: u64,
    /// Positions in all series.
    pub series: SeriesState,
    /// Protocol messages that the lens found unfinished.
    #[serde(skip_serializing_if = "is_default")]
    pub lens: LensFlow,
    /// Protocol messages that are not complete.
    pub joins: JoinState,
}

/// The content of a sidecar.
#[derive(Debug)]
pub(super) struct Sidecar {
    /// Rows that were checked; first and last are inclusive.
    pub rows: (u32, u32),
    pub state: PassState,
    pub codes: CodeDictionary,
    pub column: FindingColumn,
    pub joined: JoinedRows,
}

/// What a sidecar must belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    /// The transcript's id.
    pub transcript: u64,
    /// [`fingerprint`] of the decoding.
    pub decoding: u64,
    /// First and last row that the transcript has now.
    pub rows: (u32, u32),
}

/// A hash of everything in the decoding that findings depend on; the same on every machine.
pub(super) fn fingerprint(decoding: &Decoding) -> u64 {
    let columns = Vec::new();
    let relevant = Decoding { columns, latency: None, ..decoding.clone() };
    let json = serde_json::to_vec(&relevant).unwrap_or_default();
    let mut digest = CRC64.digest();
    digest.update(&[VERSION]);
    digest.update(&json);
    digest.finalize()
}

/// Encodes a sidecar. `None` if the state is too large to be read again.
pub(super) fn encode(
    owner: Owner,
    state: &PassState,
    codes: &CodeDictionary,
    column: &FindingColumn,
    joined: &JoinedRows,
) -> Option<Vec<u8>> {
    let state = serde_json::to_vec(state).ok().filter(|state| state.len() <= MAX_STATE)?;
    let mut out = Vec::with_capacity(FIXED + state.len());
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&owner.transcript.to_le_bytes());
    out.extend_from_slice(&owner.decoding.to_le_bytes());
    out.extend_from_slice(&owner.rows.0.to_le_bytes());
    out.extend_from_slice(&owner.rows.1.to_le_bytes());
    out.extend_from_slice(&(state.len() as u32).to_le_bytes());
    out.extend_from_slice(&(codes.codes().len() as u32).to_le_bytes());
    out.extend_from_slice(&column.first_chunk().to_le_bytes());
    out.extend_from_slice(&(column.chunks().len() as u32).to_le_bytes());
    out.extend_from_slice(&(joined.iter().len() as u64).to_le_bytes());
    out.extend_from_slice(&[0; 8]);
    out.extend_from_slice(&state);
    for code in codes.codes() {
        match code {
            CodeValue::Number(number) => {
                out.push(0);
                out.extend_from_slice(&number.to_le_bytes());
            }
            CodeValue::Text(text) => {
                out.push(1);
                out.extend_from_slice(&(text.len() as u32).to_le_bytes());
                out.extend_from_slice(text.as_bytes());
            }
        }
    }
    for chunk in column.chunks() {
        let FindingChunk { codes, faults, missing, marks } = chunk;
        let has = |is: bool, bit: u8| if is { bit } else { 0 };
        out.push(
            has(codes.is_some(), HAS_CODES)
                | has(faults.is_some(), HAS_FAULTS)
                | has(missing.is_some(), HAS_MISSING)
                | has(marks.is_some(), HAS_MARKS),
        );
        codes.iter().flatten().for_each(|code| out.extend_from_slice(&code.to_le_bytes()));
        for values in [faults, missing] {
            values.iter().flatten().for_each(|value| out.extend_from_slice(&value.to_le_bytes()));
        }
        marks.iter().for_each(|marks| out.extend_from_slice(marks));
    }
    for (row, JoinedRow { first, start, end }) in joined.iter() {
        [row, first, start, end].iter().for_each(|one| out.extend_from_slice(&one.to_le_bytes()));
    }
    let checksum = checksum(&out).to_le_bytes();
    out.get_mut(FIXED - 8..FIXED)?.copy_from_slice(&checksum);
    Some(out)
}

/// The checksum of everything but itself.
fn checksum(file: &[u8]) -> u64 {
    let mut digest = CRC64.digest();
    digest.update(file.get(..FIXED - 8).unwrap_or_default());
    digest.update(file.get(FIXED..).unwrap_or_default());
    digest.finalize()
}

/// Reads the sidecar of a transcript; `None` if there is no valid one.
pub(super) fn load(transcript: &Path, owner: Owner) -> Option<Sidecar> {
    let path = findings_path(transcript);
    // No valid file is larger, so a larger one is not read.
    let chunks = u64::from(owner.rows.1 / ROWS) + 1;
    let column = chunks * (1 + 9 * u64::from(ROWS));
    let joined = (JOINED_ROW * MAX_JOINED) as u64;
    let limit = FIXED as u64 + MAX_STATE as u64 + MAX_BYTES as u64 + column + joined;
    let bytes = bounded_read::read_within(&path, limit).ok()?;
    let sidecar = decode(&bytes, owner);
    if sidecar.is_none() {
        tracing::debug!("the findings beside the transcript are outdated or damaged");
    }
    sidecar
}

/// Decodes a sidecar; `None` if it is not a valid one of this owner.
pub(super) fn decode(bytes: &[u8], owner: Owner) -> Option<Sidecar> {
    let mut rest = ByteCursor(bytes);
    if rest.take(8)? != MAGIC || rest.u64()? != owner.transcript || rest.u64()? != owner.decoding {
        return None;
    }
    let rows = (rest.u32()?, rest.u32()?);
    let (state_len, code_count) = (rest.u32()? as usize, rest.u32()?);
    let (first_chunk, chunk_count, joined_count) = (rest.u32()?, rest.u32()?, rest.u64()?);
    if rest.u64()? != checksum(bytes) {
        return None;
    }
    // Rows between the last checked one and the first that is left would be missing in a sequence.
    let fits = rows.0 >= 1
        && rows.0 <= rows.1
        && rows.0 <= owner.rows.0
        && rows.1 <= owner.rows.1
        && owner.rows.0 <= rows.1.saturating_add(1);
    let chunks_fit = first_chunk.checked_add(chunk_count) == Some(rows.1 / ROWS + 1);
    if !fits || !chunks_fit || first_chunk > owner.rows.0 / ROWS || state_len > MAX_STATE {
        return None;
    }
    let state: PassState = serde_json::from_slice(rest.take(state_len)?).ok()?;
    state.joins.is_sound(rows.1).then_some(())?;
    let mut codes = CodeDictionary::default();
    for number in 1..=code_count {
        let code = match rest.take(1)? {
            [0] => CodeValue::Number(rest.u64()? as i64),
            [1] => {
                let len = rest.u32()? as usize;
                CodeValue::Text(std::str::from_utf8(rest.take(len)?).ok()?.to_owned())
            }
            _ => return None,
        };
        // A repeated code has a smaller number.
        (codes.number(code)? == number).then_some(())?;
    }
    let known = FaultKind::known_bits();
    let mut chunks = VecDeque::new();
    for _ in 0..chunk_count {
        let flags = *rest.take(1)?.first()?;
        if flags & !(HAS_CODES | HAS_FAULTS | HAS_MISSING | HAS_MARKS) != 0 {
            return None;
        }
        let numbers = rest.values(flags & HAS_CODES != 0, u32::from_le_bytes)?;
        let faults = rest.values(flags & HAS_FAULTS != 0, u16::from_le_bytes)?;
        let missing = rest.values(flags & HAS_MISSING != 0, u16::from_le_bytes)?;
        let marks = rest.values(flags & HAS_MARKS != 0, u8::from_le_bytes)?;
        let valid = numbers.iter().flatten().all(|number| *number <= code_count)
            && faults.iter().flatten().all(|bits| bits & !known == 0)
            && marks.iter().flatten().all(|bits| bits & !MarkSet::KNOWN_BITS == 0);
        valid.then(|| chunks.push_back(FindingChunk { codes: numbers, faults, missing, marks }))?;
    }
    let column = FindingColumn::of(first_chunk, chunks);
    let mut joined = JoinedRows::default();
    let mut before = 0;
    for _ in 0..joined_count {
        let row = rest.u32()?;
        let one = JoinedRow { first: rest.u32()?, start: rest.u32()?, end: rest.u32()? };
        let is_sound = row > before && row <= rows.1 && (1..=row).contains(&one.first);
        (is_sound && joined.push(row, one)).then_some(())?;
        before = row;
    }
    rest.0.is_empty().then_some(Sidecar { rows, state, codes, column, joined })
}

/// The bytes that are not read yet.
struct ByteCursor<'b>(&'b [u8]);

impl<'b> ByteCursor<'b> {
    fn take(&mut self, len: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
    }

    fn u64(&mut self) -> Option<u64> {
        self.take(8)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
    }

    /// The values of a chunk's rows, if it has them. The bytes are taken before memory is allocated.
    fn values<T, const N: usize>(
        &mut self,
        are_there: bool,
        of: impl Fn([u8; N]) -> T,
    ) -> Option<Option<Box<[T]>>> {
        if !are_there {
            return Some(None);
        }
        let bytes = self.take(N * ROWS as usize)?;
        let values = bytes.chunks_exact(N).filter_map(|value| value.first_chunk());
        Some(Some(values.map(|value| of(*value)).collect()))
    }
}
