//! Validates files on opening: the header, the index, and rows that the index lacks.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use serde::Deserialize;

use super::format::{
    self, DATA_FIXED, INDEX_HEADER, INDEX_ROW, IndexBasis, IndexEntry, MAX_HEADER_JSON,
    MAX_HEADER_VALUES, MAX_OFFSET, MAX_ROW, RECORD, SegmentLimits, SegmentPosition, index_header,
};
use super::positional_io::{read_exact, read_up_to};
use super::{Error, Header, OpenProgress, RetentionLimit, rebuild};
use crate::frame::leading_integer::LeadingInteger;
use crate::packet::json::count_values;

/// Maximum rows without an index that are kept in memory; with more, the index is rebuilt. An
/// active writer is at most one batch behind, so its index is never replaced.
pub(super) const TAIL_ROWS: usize = 256 * 1024;

/// Number of index rows that are compared with the data before the index is trusted.
const SAMPLES: u32 = 16;

/// Rows with data but without index rows: left by a killed writer, or by one between two writes.
#[derive(Debug, Default)]
pub(super) struct UnindexedTail {
    /// Number of the row before the first.
    pub(super) after: u32,
    pub(super) rows: Vec<IndexEntry>,
    /// Offset at which the next record would begin.
    pub(super) end: u64,
    /// Length of the data file at the time of the scan.
    pub(super) data_len: u64,
}

/// Whether an index row describes this record.
pub(super) fn agrees(row: &IndexEntry, record: &format::RecordHeader) -> bool {
    (row.len, row.wire, row.kind, row.direction)
        == (record.len, record.wire, record.kind, record.direction)
}

pub(super) fn index_offset(row: u32) -> u64 {
    INDEX_HEADER as u64 + u64::from(row.saturating_sub(1)) * INDEX_ROW as u64
}

pub(super) fn row_count(index_len: u64) -> u32 {
    let rows = index_len.saturating_sub(INDEX_HEADER as u64) / INDEX_ROW as u64;
    u32::try_from(rows).unwrap_or(u32::MAX - 1)
}

pub(super) fn length(path: &Path, file: &File) -> Result<u64, Error> {
    file.metadata().map(|meta| meta.len()).map_err(|error| Error::read(path, 0, error))
}

/// Decoded header of a data file.
#[derive(Debug)]
pub(super) struct FileStart {
    pub(super) id: u64,
    /// Offset of the first record.
    pub(super) start: u64,
    pub(super) header: Header,
    pub(super) limits: SegmentLimits,
    /// The integer that the index stores for each row.
    pub(super) integer: LeadingInteger,
}

impl FileStart {
    pub(super) fn basis(&self) -> IndexBasis {
        IndexBasis { id: self.id, start: self.start, integer: self.integer }
    }
}

/// JSON of a header: [`Header`] and [`SegmentLimits`] in one struct, so that it is parsed once.
#[derive(Default, Deserialize)]
#[serde(default)]
struct HeaderJson {
    name: String,
    profile: String,
    created: String,
    app_version: String,
    url: String,
    rules: serde_json::Value,
    keep: Option<RetentionLimit>,
    segment: Option<SegmentPosition>,
}

pub(super) fn read_header(path: &Path, data: &File) -> Result<FileStart, Error> {
    let invalid = |reason: &str| Error::NotATranscript { path: path.into(), reason: reason.into() };
    let mut fixed = [0; DATA_FIXED];
    let len_read = read_up_to(data, &mut fixed, 0).map_err(|error| Error::read(path, 0, error))?;
    if len_read < DATA_FIXED {
        return Err(invalid("it is too short"));
    }
    let (len, id) = format::data_fixed(&fixed).ok_or_else(|| invalid("it begins otherwise"))?;
    if len > MAX_HEADER_JSON {
        let (bytes, limit) = (u64::from(len), u64::from(MAX_HEADER_JSON));
        return Err(Error::HeaderTooLong { path: path.into(), bytes, limit });
    }
    let start = DATA_FIXED as u64 + u64::from(len);
    if start > length(path, data)? {
        return Err(invalid("its header is cut off"));
    }
    let mut json = vec![0; len as usize];
    read_exact(data, &mut json, DATA_FIXED as u64)
        .map_err(|error| Error::read(path, DATA_FIXED as u64, error))?;
    if count_values(&json) > MAX_HEADER_VALUES {
        return Err(invalid("its header has too many values"));
    }
    let HeaderJson { name, profile, created, app_version, url, rules, keep, segment } =
        serde_json::from_slice(&json)
            .map_err(|error| invalid(&format!("its header does not read: {error}")))?;
    let header = Header { name, profile, created, app_version, url, rules };
    let limits = SegmentLimits { keep, segment };
    let is_valid = |position: &SegmentPosition| {
        let has_next = position.number < u32::MAX && position.first_row <= MAX_ROW;
        has_next && position.number > 0 && position.first_row > 0 && position.offset < MAX_OFFSET
    };
    if limits.segment.is_some_and(|position| !is_valid(&position)) {
        return Err(invalid("its place in its transcript cannot be"));
    }
    let integer = format::indexed_integer(&header);
    Ok(FileStart { id, start, header, limits, integer })
}

fn row_at(index: &File, row: u32) -> Option<IndexEntry> {
    let mut bytes = [0; INDEX_ROW];
    read_exact(index, &mut bytes, index_offset(row)).ok()?;
    format::row(&bytes)
}

/// Number of the last row up to `count` whose data lies within the file, given that `good` does.
pub(super) fn last_complete_row(index: &File, good: u32, count: u32, data_len: u64) -> u32 {
    let is_complete = |row| row_at(index, row).is_some_and(|row| row.end() <= data_len);
    if count == good || is_complete(count) {
        return count;
    }
    let (mut good, mut bad) = (good, count);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if is_complete(middle) { good = middle } else { bad = middle }
    }
    good
}

/// Number of valid rows in this index; `None` if it belongs to another file or disagrees with the
/// data.
pub(super) fn valid_rows(
    data: &File,
    index: &File,
    basis: IndexBasis,
    data_len: u64,
) -> Option<u32> {
    let IndexBasis { id, start, .. } = basis;
    let mut header = [0; INDEX_HEADER];
    read_exact(index, &mut header, 0).ok()?;
    if header != index_header(basis) {
        return None;
    }
    let rows = last_complete_row(index, 0, row_count(index.metadata().ok()?.len()), data_len);
    let step = (rows / SAMPLES).max(1) as usize;
    let mut previous = 0;
    for row in (1..=rows).step_by(step).chain((rows > 0).then_some(rows)) {
        let indexed = row_at(index, row)?;
        let expected = if row == 1 { start } else { row_at(index, row - 1)?.end() };
        let mut header = [0; RECORD];
        read_exact(data, &mut header, indexed.offset).ok()?;
        let record = format::record(id, &header)?;
        if !agrees(&indexed, &record) || indexed.offset < expected || expected < previous {
            return None;
        }
        // A gap between two index rows is valid only where the data is damaged.
        if indexed.offset > expected {
            read_exact(data, &mut header, expected).ok()?;
            if format::record(id, &header).is_some() {
                return None;
            }
        }
        previous = expected;
    }
    Some(rows)
}

pub(super) fn find_tail(
    path: &Path,
    data: &File,
    index: &File,
    basis: IndexBasis,
    indexed: u32,
    data_len: u64,
    progress: &OpenProgress,
) -> Result<UnindexedTail, Error> {
    let IndexBasis { id, start, integer } = basis;
    let from = if indexed == 0 { Some(start) } else { row_at(index, indexed).map(|row| row.end()) };
    let from = from.ok_or_else(|| Error::Corrupt { path: path.into(), offset: start })?;
    let mut rows = Vec::new();
    let end = rebuild::scan(data, (id, integer), from, data_len, progress, |row| {
        rows.push(row);
        let is_long = rows.len() >= TAIL_ROWS;
        Ok(if is_long { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
    .map_err(|error| Error::read(path, from, error))?;
    Ok(UnindexedTail { after: indexed, rows, end, data_len })
}
