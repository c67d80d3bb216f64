//! What the writer's thread does where only the last part is kept: begins segments and removes the oldest.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::format::{INDEX_ROW, SegmentLimits, SegmentPosition, data_header, index_header};
use super::output_file::OutputFile;
use super::preallocate::PreallocatedFile;
use super::segment_files::file_of;
use super::{Error, Header, RetentionLimit, index_path};
use crate::file::NewFile;

/// A limit is cut into so many segments: what is kept beyond it, or goes too early, is one of them at most.
const PIECES: u64 = 8;

/// The limit, and the segments that there are.
#[derive(Debug)]
pub(super) struct Retention {
    keep: RetentionLimit,
    /// `NAME.wlt`, which has no rows of its own.
    path: PathBuf,
    id: u64,
    header: Header,
    /// Who may read the segments.
    new: NewFile,
    /// The finished segments, the oldest first.
    kept: VecDeque<SegmentSize>,
    now: SegmentSize,
}

/// A segment's size.
#[derive(Debug, Clone, Copy)]
struct SegmentSize {
    place: SegmentPosition,
    /// Where its first record begins in its file.
    start: u64,
    rows: u64,
    /// Of its records.
    records: u64,
}

impl SegmentSize {
    /// Of both files.
    fn bytes(&self) -> u64 {
        self.data_bytes() + self.rows * INDEX_ROW as u64
    }

    fn data_bytes(&self) -> u64 {
        self.start + self.records
    }
}

impl Retention {
    /// Begins the first segment. `None` where everything is kept.
    pub(super) fn begin(
        keep: RetentionLimit,
        path: &Path,
        id: u64,
        header: &Header,
        new: NewFile,
    ) -> Result<(Retention, OutputFile, OutputFile), Error> {
        let place = SegmentPosition { number: 1, first_row: 1, offset: 0 };
        let mut limit = Retention {
            keep,
            path: path.to_owned(),
            id,
            header: header.clone(),
            new,
            kept: VecDeque::new(),
            now: SegmentSize { place, start: 0, rows: 0, records: 0 },
        };
        let (data, index) =
            limit.open(place).map_err(|(path, error)| Error::create(&path, error))?;
        Ok((limit, data, index))
    }

    /// How many of these rows go into the present segment; with none of them it is full.
    pub(super) fn fits(&self, index: &[u8]) -> usize {
        let rows = (index.len() / INDEX_ROW) as u64;
        let fits = match self.keep {
            RetentionLimit::All => rows,
            RetentionLimit::Messages(most) => {
                rows.min(most.div_ceil(PIECES).saturating_sub(self.now.rows))
            }
            RetentionLimit::Bytes(most) => {
                let room = (most / PIECES).saturating_sub(self.now.bytes());
                let size = |count: u64| {
                    position(index, count).map_or(0, |end| end - position(index, 0).unwrap_or(0))
                        + count * INDEX_ROW as u64
                };
                // The most rows whose bytes have room: sizes only grow.
                let (mut good, mut bad) = (0, rows + 1);
                while bad - good > 1 {
                    let middle = good + (bad - good) / 2;
                    if size(middle) <= room { good = middle } else { bad = middle }
                }
                good
            }
        };
        // What is larger than a segment gets one of its own.
        if fits == 0 && self.now.rows == 0 { rows.min(1) as usize } else { fits as usize }
    }

    /// Index rows as the segment has them: positions within its own file.
    pub(super) fn localize(&self, index: &mut [u8]) {
        for row in index.as_chunks_mut::<INDEX_ROW>().0 {
            let both = u128::from_le_bytes(*row);
            // The position is the lowest 48 bits, and what is taken away is never more than it.
            let moved = both - u128::from(self.now.place.offset) + u128::from(self.now.start);
            *row = moved.to_le_bytes();
        }
    }

    /// These were written.
    pub(super) fn stored(&mut self, rows: u64, records: u64) {
        self.now.rows += rows;
        self.now.records += records;
    }

    /// Removes what is beyond the limit and begins the next segment. After an error, such as of a full disk, it
    /// can be called again.
    pub(super) fn next(&mut self) -> Result<(OutputFile, OutputFile), (PathBuf, io::Error)> {
        let done = self.now;
        while let Some(oldest) = self.kept.front()
            && self.is_beyond(oldest, &done)
        {
            self.remove(oldest.place.number)?;
            self.kept.pop_front();
        }
        let place = SegmentPosition {
            number: done.place.number + 1,
            first_row: done.place.first_row + done.rows as u32,
            offset: done.place.offset + done.records,
        };
        let outputs = self.open(place)?;
        self.kept.push_back(done);
        Ok(outputs)
    }

    fn is_beyond(&self, oldest: &SegmentSize, done: &SegmentSize) -> bool {
        let all = self.kept.iter().chain([done]);
        match self.keep {
            RetentionLimit::All => false,
            RetentionLimit::Messages(least) => {
                all.map(|s| s.rows).sum::<u64>() - oldest.rows >= least
            }
            RetentionLimit::Bytes(most) => {
                all.map(SegmentSize::bytes).sum::<u64>() + most / PIECES > most
            }
        }
    }

    fn remove(&self, number: u32) -> Result<(), (PathBuf, io::Error)> {
        let path = file_of(&self.path, number);
        // Data without an index would make a reader that comes between put a new one there.
        for file in [path.clone(), index_path(&path)] {
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((file, error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// The index first: whoever sees the data finds its index.
    fn open(
        &mut self,
        place: SegmentPosition,
    ) -> Result<(OutputFile, OutputFile), (PathBuf, io::Error)> {
        let path = file_of(&self.path, place.number);
        let cut = SegmentLimits { keep: None, segment: Some(place) };
        let head = data_header(self.id, &self.header, cut).map_err(|e| (path.clone(), e.into()))?;
        let start = head.len() as u64;
        let beside = index_path(&path);
        let index = create_new(&beside, self.new, &index_header(self.id, start))
            .map_err(|e| (beside.clone(), e))?;
        let data = create_new(&path, self.new, &head).map_err(|error| {
            drop(std::fs::remove_file(&beside));
            (path.clone(), error)
        })?;
        self.now = SegmentSize { place, start, rows: 0, records: 0 };
        Ok((
            OutputFile { path, to: Box::new(PreallocatedFile::new(data)) },
            OutputFile { path: beside, to: Box::new(PreallocatedFile::new(index)) },
        ))
    }

    /// The first row that is kept, and the size of the data files.
    pub(super) fn kept(&self) -> (u64, u64) {
        let all = self.kept.iter().chain([&self.now]);
        let first = self.kept.front().unwrap_or(&self.now).place.first_row;
        (u64::from(first), all.map(SegmentSize::data_bytes).sum())
    }
}

/// Where the row of this index, counted from 0, begins; behind the last row, where that ends.
fn position(index: &[u8], row: u64) -> Option<u64> {
    let rows = index.as_chunks::<INDEX_ROW>().0;
    match rows.get(row as usize) {
        Some(row) => super::format::row(row).map(|row| row.offset),
        None => super::format::row(rows.last()?).map(|row| row.end()),
    }
}

/// Where the first `rows` rows of this index end in their data.
pub(super) fn data_of(index: &[u8], rows: usize) -> usize {
    let begin = position(index, 0).unwrap_or(0);
    position(index, rows as u64).map_or(0, |end| (end - begin) as usize)
}

/// Makes a new file and writes its header.
pub(super) fn create_new(path: &Path, new: NewFile, header: &[u8]) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    new.apply(&mut options);
    let mut file = options.open(path)?;
    file.write_all(header).inspect_err(|_| drop(std::fs::remove_file(path)))?;
    Ok(file)
}
