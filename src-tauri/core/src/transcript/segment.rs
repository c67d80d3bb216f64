//! One data file and its index, read by position: a whole transcript, or one segment of it.
//!
//! Positions within are those of the file. What is told to others is counted over the whole transcript: rows
//! from 1, and positions as if all records lay in one file, one behind the other.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock};

use crate::file::bounded_read;

use super::format::{self, INDEX_ROW, IndexEntry, SegmentPosition};
use super::positional_io::{read_exact, read_up_to, write_all};
use super::recovery::{
    FileStart, TAIL_ROWS, UnindexedTail, believable, complete, find_tail, index_offset, length,
    read_header, rows_in,
};
use super::{Error, OpenProgress, index_path, rebuild};

/// An index row's payload of up to so many bytes is believed without a look at the data's length.
const BELIEVED: u32 = 1 << 20;
/// More damage than this at the end of a growing file is looked through again only when it has grown by a quarter.
const MAX_UNREAD: u64 = 1 << 20;

/// See the module's text.
#[derive(Debug)]
pub(super) struct Segment {
    path: PathBuf,
    data: File,
    index: File,
    index_path: PathBuf,
    beginning: FileStart,
    /// Rows that the index file has.
    indexed: AtomicU32,
    /// The index is one that was made here, so no writer adds to it and the data is followed instead.
    own_index: bool,
    tail: RwLock<UnindexedTail>,
}

impl Segment {
    /// Opens a data file, the index beside it too, which is made again where it is absent, of another file
    /// or not to be believed.
    pub(super) fn open(path: &Path, progress: &OpenProgress) -> Result<Segment, Error> {
        let data = bounded_read::open(path).map_err(|error| Error::open(path, error.into()))?;
        let beginning = read_header(path, &data)?;
        let key = (beginning.id, beginning.start);
        let data_len = length(path, &data)?;
        let index_path = index_path(path);
        let found = bounded_read::open(&index_path).ok().and_then(|index| {
            let indexed = believable(&data, &index, key, data_len)?;
            Some((index, indexed))
        });
        let own = |data: &File| {
            let index = rebuild::index(data, key, data_len, &index_path, progress)
                .map_err(|error| Error::read(path, beginning.start, error))?;
            let rows = rows_in(length(&index_path, &index)?);
            Ok::<_, Error>((index, rows))
        };
        let mut own_index = found.is_none();
        let (mut index, mut indexed) = match found {
            Some(found) => found,
            None => own(&data)?,
        };
        let mut tail = find_tail(path, &data, &index, key, indexed, data_len, progress)?;
        if tail.rows.len() >= TAIL_ROWS {
            (index, indexed) = own(&data)?;
            own_index = true;
            tail = find_tail(path, &data, &index, key, indexed, data_len, progress)?;
        }
        let (indexed, tail) = (AtomicU32::new(indexed), RwLock::new(tail));
        let path = path.to_owned();
        Ok(Segment { path, data, index, index_path, beginning, indexed, own_index, tail })
    }

    pub(super) fn beginning(&self) -> &FileStart {
        &self.beginning
    }

    /// The place that a segment says it has; a whole transcript is one whose first record lies behind its header.
    pub(super) fn place(&self) -> SegmentPosition {
        let whole = SegmentPosition { number: 1, first_row: 1, offset: self.beginning.start };
        self.beginning.cut.segment.unwrap_or(whole)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// How many rows it has now; looks at the files again each time.
    pub(super) fn rows(&self) -> Result<u32, Error> {
        let before = self.indexed.load(Ordering::Acquire);
        let mut now = rows_in(length(&self.index_path, &self.index)?);
        if now > before {
            let data_len = length(&self.path, &self.data)?;
            now = complete(&self.index, before, now, data_len);
            self.indexed.fetch_max(now, Ordering::AcqRel);
        }
        if self.own_index {
            self.follow()?;
        }
        Ok(self.known())
    }

    /// How many rows it had when it was last looked at.
    pub(super) fn known(&self) -> u32 {
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        let indexed = self.indexed.load(Ordering::Acquire);
        indexed.max(tail.after.saturating_add(tail.rows.len() as u32))
    }

    /// Bytes after the last good record when it was opened.
    pub(super) fn torn_bytes(&self) -> u64 {
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        tail.data_len.saturating_sub(tail.end)
    }

    /// The size of the data file now.
    pub(super) fn bytes(&self) -> Result<u64, Error> {
        length(&self.path, &self.data)
    }

    /// Appends `count` rows of the index, from the `first` of this file on (1 is its first).
    pub(super) fn index_rows(
        &self,
        first: u32,
        count: u32,
        rows: &mut Vec<IndexEntry>,
    ) -> Result<(), Error> {
        // Both at once: rows go from the tail into an index that is our own.
        let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
        let indexed = self.indexed.load(Ordering::Acquire);
        let on_file = (indexed + 1).saturating_sub(first).min(count);
        let mut bytes = vec![0; on_file as usize * INDEX_ROW];
        let at = index_offset(first);
        read_exact(&self.index, &mut bytes, at)
            .map_err(|error| Error::read(&self.index_path, at, error))?;
        for (i, bytes) in bytes.as_chunks::<INDEX_ROW>().0.iter().enumerate() {
            let row = format::row(bytes).ok_or_else(|| Error::Corrupt {
                path: self.index_path.clone(),
                offset: at + (i * INDEX_ROW) as u64,
            })?;
            // Whoever reads a row makes room for its payload first, so an index that lies must not name a huge one.
            if row.len > BELIEVED && row.end() > length(&self.path, &self.data)? {
                return Err(Error::Corrupt { path: self.path.clone(), offset: row.offset });
            }
            rows.push(self.outward(row));
        }
        if on_file < count {
            for row in first.saturating_add(on_file)..first.saturating_add(count) {
                let found = row.checked_sub(tail.after + 1).and_then(|i| tail.rows.get(i as usize));
                let before = self.place().first_row - 1;
                let last = (tail.after + tail.rows.len() as u32).max(indexed);
                let none = Error::NoSuchRow {
                    row: before.saturating_add(row),
                    rows: before.saturating_add(last),
                };
                rows.push(self.outward(*found.ok_or(none)?));
            }
        }
        Ok(())
    }

    fn outward(&self, row: IndexEntry) -> IndexEntry {
        // An index that lies must not make us panic; what it says is compared with the data when that is read.
        let within = row.offset.saturating_sub(self.beginning.start);
        IndexEntry { offset: within.saturating_add(self.place().offset), ..row }
    }

    /// Where a position of the transcript lies in this file.
    pub(super) fn inward(&self, offset: u64) -> u64 {
        offset.saturating_sub(self.place().offset).saturating_add(self.beginning.start)
    }

    /// Fills as much of `buffer` as there is at a position of the transcript.
    pub(super) fn read_up_to(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Error> {
        let at = self.inward(offset);
        read_up_to(&self.data, buffer, at).map_err(|error| Error::read(&self.path, at, error))
    }

    /// Takes what the data file has got since into the tail.
    fn follow(&self) -> Result<(), Error> {
        let data_len = length(&self.path, &self.data)?;
        let (known, unread) = {
            let tail = self.tail.read().unwrap_or_else(PoisonError::into_inner);
            (tail.data_len, tail.data_len.saturating_sub(tail.end))
        };
        // Bytes that are no records are looked through again, so not for every byte that is added to them.
        let wanted = if unread > MAX_UNREAD { unread / 4 } else { 1 };
        if data_len < known.saturating_add(wanted) {
            return Ok(());
        }
        let mut tail = self.tail.write().unwrap_or_else(PoisonError::into_inner);
        let id = self.beginning.id;
        let progress = OpenProgress::default();
        loop {
            let from = tail.end;
            tail.end = rebuild::records(&self.data, id, from, data_len, &progress, |row| {
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
            self.settle(&mut tail)?;
        }
        tail.data_len = data_len;
        Ok(())
    }

    /// Moves the tail's rows into the index that is our own: memory does not grow with the file.
    fn settle(&self, tail: &mut UnindexedTail) -> Result<(), Error> {
        let bytes: Vec<u8> = tail.rows.iter().flat_map(rebuild::bytes_of).collect();
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
        let part = Segment::open(&path, &OpenProgress::default()).unwrap();
        let mut count = 0;
        for rows in [10, TAIL_ROWS, 2 * TAIL_ROWS + 5, 3] {
            let records = (0..rows).flat_map(|row| record_bytes(7, 0, 0x12, (count + row) as i64));
            file.write_all(&records.collect::<Vec<u8>>()).unwrap();
            count += rows;
            assert_eq!(part.rows().unwrap() as usize, count);
            assert!(part.tail.read().unwrap().rows.len() < TAIL_ROWS);
            let mut found = Vec::new();
            part.index_rows(1, count as u32, &mut found).unwrap();
            assert!(found.windows(2).all(|two| two[1].offset == two[0].offset + 16));
            assert_eq!(found.len(), count);
        }
    }
}
