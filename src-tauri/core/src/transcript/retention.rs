//! Retention on the writer thread: begins segments and removes the oldest beyond the limit.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::format::{
    INDEX_ROW, IndexBasis, SegmentLimits, SegmentPosition, data_header, index_header,
    indexed_integer,
};
use super::output_file::OutputFile;
use super::preallocate::PreallocatedFile;
use super::segment_files::segment_path;
use super::{Error, Header, RetentionLimit, index_path};
use crate::file::{NewFile, open_files};

/// Segments per limit: the number of rows kept is off by at most one segment.
const SEGMENTS: u64 = 8;

/// A retention limit and the segments that exist.
#[derive(Debug)]
pub(super) struct Retention {
    limit: RetentionLimit,
    /// `NAME.wlt`, which holds no rows of its own.
    path: PathBuf,
    id: u64,
    header: Header,
    /// Access permissions of new files.
    new: NewFile,
    /// Finished segments, oldest first.
    kept: VecDeque<SegmentSize>,
    current: SegmentSize,
}

/// Position and size of a segment.
#[derive(Debug, Clone, Copy)]
struct SegmentSize {
    position: SegmentPosition,
    /// Offset of its first record in its file.
    start: u64,
    rows: u64,
    /// Size of its records, in bytes.
    records: u64,
}

impl SegmentSize {
    /// Data plus index size.
    fn bytes(&self) -> u64 {
        self.data_bytes() + self.rows * INDEX_ROW as u64
    }

    fn data_bytes(&self) -> u64 {
        self.start + self.records
    }
}

impl Retention {
    /// Creates the first segment.
    pub(super) fn begin(
        limit: RetentionLimit,
        path: &Path,
        id: u64,
        header: &Header,
        new: NewFile,
    ) -> Result<(Retention, OutputFile, OutputFile), Error> {
        let position = SegmentPosition { number: 1, first_row: 1, offset: 0 };
        let mut retention = Retention {
            limit,
            path: path.to_owned(),
            id,
            header: header.clone(),
            new,
            kept: VecDeque::new(),
            current: SegmentSize { position, start: 0, rows: 0, records: 0 },
        };
        let (data, index) =
            retention.open(position).map_err(|(path, error)| Error::create(&path, error))?;
        Ok((retention, data, index))
    }

    /// Number of these index rows that fit into the current segment; 0 if it is full.
    pub(super) fn rows_that_fit(&self, index: &[u8]) -> usize {
        let rows = (index.len() / INDEX_ROW) as u64;
        let fits = match self.limit {
            RetentionLimit::All => rows,
            RetentionLimit::Messages(most) => {
                rows.min(most.div_ceil(SEGMENTS).saturating_sub(self.current.rows))
            }
            RetentionLimit::Bytes(most) => {
                let room = (most / SEGMENTS).saturating_sub(self.current.bytes());
                let size = |count: u64| {
                    offset_of_row(index, count)
                        .map_or(0, |end| end - offset_of_row(index, 0).unwrap_or(0))
                        + count * INDEX_ROW as u64
                };
                // Binary search for the largest count that fits: sizes only grow.
                let (mut good, mut bad) = (0, rows + 1);
                while bad - good > 1 {
                    let middle = good + (bad - good) / 2;
                    if size(middle) <= room { good = middle } else { bad = middle }
                }
                good
            }
        };
        // A record larger than a segment gets a segment of its own.
        if fits == 0 && self.current.rows == 0 { rows.min(1) as usize } else { fits as usize }
    }

    /// Rebases index rows to offsets within the segment's own file.
    pub(super) fn localize(&self, index: &mut [u8]) {
        for row in index.as_chunks_mut::<INDEX_ROW>().0 {
            let fields = u128::from_le_bytes(*row);
            // The offset is the lowest 48 bits, and the subtraction never underflows them.
            let moved =
                fields - u128::from(self.current.position.offset) + u128::from(self.current.start);
            *row = moved.to_le_bytes();
        }
    }

    /// Counts rows that were written to the current segment.
    pub(super) fn add_stored(&mut self, rows: u64, records: u64) {
        self.current.rows += rows;
        self.current.records += records;
    }

    /// Removes segments beyond the limit and begins the next. May be called again after an error,
    /// such as a full disk.
    pub(super) fn next(&mut self) -> Result<(OutputFile, OutputFile), (PathBuf, io::Error)> {
        let finished = self.current;
        while let Some(oldest) = self.kept.front()
            && self.is_beyond(oldest, &finished)
        {
            self.remove(oldest.position.number)?;
            self.kept.pop_front();
        }
        let position = SegmentPosition {
            number: finished.position.number + 1,
            first_row: finished.position.first_row + finished.rows as u32,
            offset: finished.position.offset + finished.records,
        };
        let outputs = self.open(position)?;
        self.kept.push_back(finished);
        Ok(outputs)
    }

    fn is_beyond(&self, oldest: &SegmentSize, finished: &SegmentSize) -> bool {
        let all = self.kept.iter().chain([finished]);
        match self.limit {
            RetentionLimit::All => false,
            RetentionLimit::Messages(least) => {
                all.map(|s| s.rows).sum::<u64>() - oldest.rows >= least
            }
            RetentionLimit::Bytes(most) => {
                all.map(SegmentSize::bytes).sum::<u64>() + most / SEGMENTS > most
            }
        }
    }

    fn remove(&self, number: u32) -> Result<(), (PathBuf, io::Error)> {
        let path = segment_path(&self.path, number);
        // Remove the data first: a reader that found data without an index would rebuild the index.
        for file in [path.clone(), index_path(&path)] {
            open_files::remove(&file).map_err(|error| (file, error))?;
        }
        Ok(())
    }

    /// Creates the index first, so that a reader that sees the data finds its index.
    fn open(
        &mut self,
        position: SegmentPosition,
    ) -> Result<(OutputFile, OutputFile), (PathBuf, io::Error)> {
        let path = segment_path(&self.path, position.number);
        let limits = SegmentLimits { keep: None, segment: Some(position) };
        let head =
            data_header(self.id, &self.header, limits).map_err(|e| (path.clone(), e.into()))?;
        let start = head.len() as u64;
        let beside = index_path(&path);
        let basis = IndexBasis { id: self.id, start, integer: indexed_integer(&self.header) };
        let index =
            create_new(&beside, self.new, &index_header(basis)).map_err(|e| (beside.clone(), e))?;
        let data = create_new(&path, self.new, &head).map_err(|error| {
            drop(open_files::remove(&beside));
            (path.clone(), error)
        })?;
        self.current = SegmentSize { position, start, rows: 0, records: 0 };
        Ok((
            OutputFile { path, to: Box::new(PreallocatedFile::new(data)) },
            OutputFile { path: beside, to: Box::new(PreallocatedFile::new(index)) },
        ))
    }

    /// The first row that is kept, and the size of the data files in bytes.
    pub(super) fn kept(&self) -> (u64, u64) {
        let all = self.kept.iter().chain([&self.current]);
        let first = self.kept.front().unwrap_or(&self.current).position.first_row;
        (u64::from(first), all.map(SegmentSize::data_bytes).sum())
    }
}

/// Offset at which row `row` of this index, counted from 0, begins; past the last row, the offset
/// at which that one ends.
fn offset_of_row(index: &[u8], row: u64) -> Option<u64> {
    let rows = index.as_chunks::<INDEX_ROW>().0;
    match rows.get(row as usize) {
        Some(row) => super::format::row(row).map(|row| row.offset),
        None => super::format::row(rows.last()?).map(|row| row.end()),
    }
}

/// Size of the data of the first `rows` rows of this index.
pub(super) fn data_len(index: &[u8], rows: usize) -> usize {
    let begin = offset_of_row(index, 0).unwrap_or(0);
    offset_of_row(index, rows as u64).map_or(0, |end| (end - begin) as usize)
}

/// Creates a file and writes its header.
pub(super) fn create_new(path: &Path, new: NewFile, header: &[u8]) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    new.apply(&mut options);
    let mut file = options.open(path)?;
    file.write_all(header).inspect_err(|_| drop(open_files::remove(path)))?;
    Ok(file)
}
