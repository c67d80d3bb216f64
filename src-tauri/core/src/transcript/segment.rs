//! One data file and its index: a whole transcript, or one segment of it.
//!
//! Internal offsets are those of the file. The interface counts over the whole transcript: rows
//! from 1, and offsets as if all records lay in one file.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock};

use crate::file::bounded_read;

use super::format::{self, INDEX_ROW, IndexEntry, SegmentPosition};
use super::positional_io::{read_exact, read_up_to, write_all};
use super::recovery::{
    FileStart, TAIL_ROWS, UnindexedTail, find_tail, index_offset, last_complete_row, length,
    read_header, row_count, valid_rows,
};
use super::{Error, OpenProgress, index_path, rebuild};

/// Payload size up to which an index row is trusted without checking the length of the data file.
const MAX_UNCHECKED: u32 = 1 << 20;
/// Invalid data at the end of a growing file that is larger than this is scanned again only after
/// it has grown by a quarter.
const MAX_RESCAN: u64 = 1 << 20;

/// An open data file and its index.
#[derive(Debug)]
pub(super) struct Segment {
    path: PathBuf,
    data: File,
    index: File,
    index_path: PathBuf,
    file_start: FileStart,
    /// Number of rows in the index file.
    indexed: AtomicU32,
    /// The index was rebuilt here: no writer extends it, so new rows are read from the data.
    own_index: bool,
    tail: RwLock<UnindexedTail>,
}

impl Segment {
    /// Opens a data file and its index, rebuilding an index that is missing, belongs to another
    /// file or is invalid.
    pub(super) fn open(path: &Path, progress: &OpenProgress) -> Result<Segment, Error> {
        let data = bounded_read::open(path).map_err(|error| Error::open(path, error.into()))?;
        let file_start = read_header(path, &data)?;
        let basis = file_start.basis();
        let data_len = length(path, &data)?;
        let index_path = index_path(path);
        let existing = bounded_read::open(&index_path).ok().and_then(|index| {
            let indexed = valid_rows(&data, &index, basis, data_len)?;
            Some((index, indexed))
        });
        let rebuild = |data: &File| {
            let index = rebuild::index(data, basis, data_len, &index_path, progress)
                .map_err(|error| Error::read(path, file_start.start, error))?;
            let rows = row_count(length(&index_path, &index)?);
            Ok::<_, Error>((index, rows))
        };
        let mut own_index = existing.is_none();
        let (mut index, mut indexed) = match existing {
            Some(existing) => existing,
            None => rebuild(&data)?,
        };
        let mut tail = find_tail(path, &data, &index, basis, indexed, data_len, progress)?;
        if tail.rows.len() >= TAIL_ROWS {
            (index, indexed) = rebuild(&data)?;
            own_index = true;
            tail = find_tail(path, &data, &index, basis, indexed, data_len, progress)?;
        }
        let (indexed, tail) = (AtomicU32::new(indexed), RwLock::new(tail));
        let path = path.to_owned();
        Ok(Segment { path, data, index, index_path, file_start, indexed, own_index, tail })
    }

    pub(super) fn file_start(&self) -> &FileStart {
        &self.file_start
    }

    /// Its position in the transcript. A whole transcript is the first segment, and its offsets
    /// include the header.
    pub(super) fn position(&self) -> SegmentPosition {
        let whole = SegmentPosition { number: 1, first_row: 1, offset: self.file_start.start };
        self.file_start.limits.segment.unwrap_or(whole)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Current number of rows; checks the files for new ones.
    pub(super) fn rows(&self) -> Result<u32, Error> {
        let known_rows = self.indexed.load(Ordering::Acquire);
        let mut rows = row_count(length(&self.index_path, &self.index)?);
        if rows > known_rows {
            let data_len = length(&self.path, &self.data)?;
            rows = last_complete_row(&self.index, known_rows, rows, data_len);
            self.indexed.fetch_max(rows, Ordering::AcqRel);
        }
        if self.own_index {
            self.extend_tail()?;
        }
        Ok(self.known_rows())
    }

    /// Number of rows as of the last check.
    pub(super) fn known_rows(&self) -> u32 {
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        let indexed = self.indexed.load(Ordering::Acquire);
        indexed.max(tail.after.saturating_add(tail.rows.len() as u32))
    }

    /// Bytes after the last valid record when the file was opened.
    pub(super) fn torn_bytes(&self) -> u64 {
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        tail.data_len.saturating_sub(tail.end)
    }

    /// Current size of the data file, in bytes.
    pub(super) fn bytes(&self) -> Result<u64, Error> {
        length(&self.path, &self.data)
    }

    /// Appends `count` index rows from `first` on; both count within this file, from 1.
    pub(super) fn index_rows(
        &self,
        first: u32,
        count: u32,
        rows: &mut Vec<IndexEntry>,
    ) -> Result<(), Error> {
        // Lock the tail while reading the index: rows move from the tail into a rebuilt index.
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        let indexed = self.indexed.load(Ordering::Acquire);
        let from_index = (indexed + 1).saturating_sub(first).min(count);
        let mut bytes = vec![0; from_index as usize * INDEX_ROW];
        let at = index_offset(first);
        read_exact(&self.index, &mut bytes, at)
            .map_err(|error| Error::read(&self.index_path, at, error))?;
        for (i, bytes) in bytes.as_chunks::<INDEX_ROW>().0.iter().enumerate() {
            let row = format::row(bytes).ok_or_else(|| Error::Corrupt {
                path: self.index_path.clone(),
                offset: at + (i * INDEX_ROW) as u64,
            })?;
            // Callers allocate memory for the payload, so a damaged index must not claim a huge
            // one.
            if row.len > MAX_UNCHECKED && row.end() > length(&self.path, &self.data)? {
                return Err(Error::Corrupt { path: self.path.clone(), offset: row.offset });
            }
            rows.push(self.to_transcript(row));
        }
        if from_index < count {
            for row in first.saturating_add(from_index)..first.saturating_add(count) {
                let indexed_row =
                    row.checked_sub(tail.after + 1).and_then(|i| tail.rows.get(i as usize));
                let rows_before = self.position().first_row - 1;
                let last = (tail.after + tail.rows.len() as u32).max(indexed);
                let missing = Error::NoSuchRow {
                    row: rows_before.saturating_add(row),
                    rows: rows_before.saturating_add(last),
                };
                rows.push(self.to_transcript(*indexed_row.ok_or(missing)?));
            }
        }
        Ok(())
    }

    /// Converts an index row's offset from the file to the transcript.
    fn to_transcript(&self, row: IndexEntry) -> IndexEntry {
        // Saturating, because a damaged index may hold any offset; it is checked when the data is
        // read.
        let relative = row.offset.saturating_sub(self.file_start.start);
        IndexEntry { offset: relative.saturating_add(self.position().offset), ..row }
    }

    /// Converts an offset in the transcript to one in this file.
    pub(super) fn file_offset(&self, offset: u64) -> u64 {
        offset.saturating_sub(self.position().offset).saturating_add(self.file_start.start)
    }

    /// Fills as much of `buffer` as there is data from a transcript offset on.
    pub(super) fn read_up_to(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Error> {
        let at = self.file_offset(offset);
        read_up_to(&self.data, buffer, at).map_err(|error| Error::read(&self.path, at, error))
    }

    /// Scans data that was appended since the last check into the tail.
    fn extend_tail(&self) -> Result<(), Error> {
        let data_len = length(&self.path, &self.data)?;
        let (scanned_len, invalid) = {
            let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
            (tail.data_len, tail.data_len.saturating_sub(tail.end))
        };
        // Invalid bytes are scanned again each time, so wait until enough were added.
        let min_growth = if invalid > MAX_RESCAN { invalid / 4 } else { 1 };
        if data_len < scanned_len.saturating_add(min_growth) {
            return Ok(());
        }
        let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
        let file = (self.file_start.id, self.file_start.integer);
        let progress = OpenProgress::default();
        loop {
            let from = tail.end;
            tail.end = rebuild::scan(&self.data, file, from, data_len, &progress, |row| {
                if tail.rows.len() >= TAIL_ROWS {
                    return Ok(ControlFlow::Break(()));
                }
                tail.rows.push(row);
                Ok(ControlFlow::Continue(()))
            })
            .map_err(|error| Error::read(&self.path, from, error))?;
            if tail.rows.len() < TAIL_ROWS {
                break;
            }
            self.flush_tail(&mut tail)?;
        }
        tail.data_len = data_len;
        Ok(())
    }

    /// Moves the tail's rows into the rebuilt index, which bounds memory use.
    fn flush_tail(&self, tail: &mut UnindexedTail) -> Result<(), Error> {
        let bytes: Vec<u8> = tail.rows.iter().flat_map(rebuild::index_row_bytes).collect();
        let at = index_offset(tail.after.saturating_add(1));
        write_all(&self.index, &bytes, at)
            .map_err(|error| Error::write(&self.index_path, error))?;
        tail.after = tail.after.saturating_add(tail.rows.len() as u32);
        tail.rows.clear();
        self.indexed.store(tail.after, Ordering::Release);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::transcript::Header;
    use crate::transcript::format::{data_header, record_bytes};

    #[test]
    fn hostile_06_the_tail_of_a_growing_file_stays_bounded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        let mut file = File::create(&path).unwrap();
        file.write_all(&data_header(7, &Header::default(), Default::default()).unwrap()).unwrap();
        let segment = Segment::open(&path, &OpenProgress::default()).unwrap();
        let mut count = 0;
        for rows in [10, TAIL_ROWS, 2 * TAIL_ROWS + 5, 3] {
            let records = (0..rows).flat_map(|row| record_bytes(7, 0, 0x12, (count + row) as i64));
            file.write_all(&records.collect::<Vec<u8>>()).unwrap();
            count += rows;
            assert_eq!(segment.rows().unwrap() as usize, count);
            assert!(segment.tail.read().unwrap().rows.len() < TAIL_ROWS);
            let mut indexed = Vec::new();
            segment.index_rows(1, count as u32, &mut indexed).unwrap();
            assert!(indexed.windows(2).all(|two| two[1].offset == two[0].offset + 16));
            assert_eq!(indexed.len(), count);
        }
    }
}
