//! What is looked at before a file is believed: its header, the index beside it, its torn end.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use serde::Deserialize;

use super::format::{
    self, DATA_FIXED, INDEX_HEADER, INDEX_ROW, IndexEntry, MAX_HEADER_JSON, MAX_HEADER_VALUES,
    MAX_ROW, MOST_OFFSET, RECORD, SegmentLimits, SegmentPosition, index_header,
};
use super::positional_io::{read_exact, read_up_to};
use super::{Error, Header, OpenProgress, RetentionLimit, rebuild};
use crate::packet::json::count_values;

/// So many rows without an index are kept in memory; more, and the index is made anew. A writer
/// at work is never behind by more than one batch, so its index is never replaced under it.
pub(super) const TAIL_ROWS: usize = 256 * 1024;

/// How many rows of an index are compared with the data before it is believed.
const SAMPLES: u32 = 16;

/// Rows whose data is there and whose index is not: of a killed writer, or one between two writes.
#[derive(Debug, Default)]
pub(super) struct UnindexedTail {
    /// The row number before the first.
    pub(super) after: u32,
    pub(super) rows: Vec<IndexEntry>,
    /// Where the next record would begin.
    pub(super) end: u64,
    /// How long the data was when this was found.
    pub(super) data_len: u64,
}

pub(super) fn agree(row: &IndexEntry, record: &format::RecordHeader) -> bool {
    (row.len, row.wire, row.kind, row.direction)
        == (record.len, record.wire, record.kind, record.direction)
}

pub(super) fn index_offset(row: u32) -> u64 {
    INDEX_HEADER as u64 + u64::from(row.saturating_sub(1)) * INDEX_ROW as u64
}

pub(super) fn rows_in(index_len: u64) -> u32 {
    let rows = index_len.saturating_sub(INDEX_HEADER as u64) / INDEX_ROW as u64;
    u32::try_from(rows).unwrap_or(u32::MAX - 1)
}

pub(super) fn length(path: &Path, file: &File) -> Result<u64, Error> {
    file.metadata().map(|meta| meta.len()).map_err(|error| Error::read(path, 0, error))
}

/// What a data file's beginning says.
#[derive(Debug)]
pub(super) struct FileStart {
    pub(super) id: u64,
    /// Where the first record begins.
    pub(super) start: u64,
    pub(super) header: Header,
    pub(super) cut: SegmentLimits,
}

/// A header's JSON: [`Header`] and [`SegmentLimits`] in one, so that it is read once.
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
    let not = |reason: &str| Error::NotATranscript { path: path.into(), reason: reason.into() };
    let mut fixed = [0; DATA_FIXED];
    let got = read_up_to(data, &mut fixed, 0).map_err(|error| Error::read(path, 0, error))?;
    if got < DATA_FIXED {
        return Err(not("it is too short"));
    }
    let (len, id) = format::data_fixed(&fixed).ok_or_else(|| not("it begins otherwise"))?;
    if len > MAX_HEADER_JSON {
        let (bytes, limit) = (u64::from(len), u64::from(MAX_HEADER_JSON));
        return Err(Error::HeaderTooLong { path: path.into(), bytes, limit });
    }
    let start = DATA_FIXED as u64 + u64::from(len);
    if start > length(path, data)? {
        return Err(not("its header is cut off"));
    }
    let mut json = vec![0; len as usize];
    read_exact(data, &mut json, DATA_FIXED as u64)
        .map_err(|error| Error::read(path, DATA_FIXED as u64, error))?;
    if count_values(&json) > MAX_HEADER_VALUES {
        return Err(not("its header has too many values"));
    }
    let HeaderJson { name, profile, created, app_version, url, rules, keep, segment } =
        serde_json::from_slice(&json)
            .map_err(|error| not(&format!("its header does not read: {error}")))?;
    let header = Header { name, profile, created, app_version, url, rules };
    let cut = SegmentLimits { keep, segment };
    let sound = |place: &SegmentPosition| {
        let has_next = place.number < u32::MAX && place.first_row <= MAX_ROW;
        has_next && place.number > 0 && place.first_row > 0 && place.offset < MOST_OFFSET
    };
    if cut.segment.is_some_and(|place| !sound(&place)) {
        return Err(not("its place in its transcript cannot be"));
    }
    Ok(FileStart { id, start, header, cut })
}

fn row_at(index: &File, row: u32) -> Option<IndexEntry> {
    let mut bytes = [0; INDEX_ROW];
    read_exact(index, &mut bytes, index_offset(row)).ok()?;
    format::row(&bytes)
}

/// The last row up to `now` whose data ends within the file. `good` is known to.
pub(super) fn complete(index: &File, good: u32, now: u32, data_len: u64) -> u32 {
    let is_there = |row| row_at(index, row).is_some_and(|row| row.end() <= data_len);
    if now == good || is_there(now) {
        return now;
    }
    let (mut good, mut bad) = (good, now);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if is_there(middle) { good = middle } else { bad = middle }
    }
    good
}

/// How many rows of this index are of use; `None` where it is of another file or does not fit.
pub(super) fn believable(
    data: &File,
    index: &File,
    (id, start): (u64, u64),
    data_len: u64,
) -> Option<u32> {
    let mut header = [0; INDEX_HEADER];
    read_exact(index, &mut header, 0).ok()?;
    if header != index_header(id, start) {
        return None;
    }
    let rows = complete(index, 0, rows_in(index.metadata().ok()?.len()), data_len);
    let step = (rows / SAMPLES).max(1) as usize;
    let mut before = 0;
    for row in (1..=rows).step_by(step).chain((rows > 0).then_some(rows)) {
        let indexed = row_at(index, row)?;
        let begins = if row == 1 { start } else { row_at(index, row - 1)?.end() };
        let mut head = [0; RECORD];
        read_exact(data, &mut head, indexed.offset).ok()?;
        let record = format::record(id, &head)?;
        if !agree(&indexed, &record) || indexed.offset < begins || begins < before {
            return None;
        }
        // Where the index leaves something out there has to be damage, and no record.
        if indexed.offset > begins {
            read_exact(data, &mut head, begins).ok()?;
            if format::record(id, &head).is_some() {
                return None;
            }
        }
        before = begins;
    }
    Some(rows)
}

pub(super) fn find_tail(
    path: &Path,
    data: &File,
    index: &File,
    (id, start): (u64, u64),
    indexed: u32,
    data_len: u64,
    progress: &OpenProgress,
) -> Result<UnindexedTail, Error> {
    let from = if indexed == 0 { Some(start) } else { row_at(index, indexed).map(|row| row.end()) };
    let from = from.ok_or_else(|| Error::Corrupt { path: path.into(), offset: start })?;
    let mut rows = Vec::new();
    let end = rebuild::records(data, id, from, data_len, progress, |row| {
        rows.push(row);
        let enough = rows.len() >= TAIL_ROWS;
        Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
    .map_err(|error| Error::read(path, from, error))?;
    Ok(UnindexedTail { after: indexed, rows, end, data_len })
}
