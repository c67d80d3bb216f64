//! Rows by number, also while the file grows and from another process.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::frame::{Direction, Kind};

use super::format::{self, IndexEntry, RECORD, WIRE};
use super::recovery::agree;
use super::segments::Segments;
use super::{Error, Header, OpenProgress, RetentionLimit};

/// Rows whose headers lie closer together than this are read in one piece.
const NEAR: u64 = 32 * 1024;

/// What is known of a row without its payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordInfo {
    /// Its number; the first is 1.
    pub row: u32,
    /// Which way it went.
    pub direction: Direction,
    /// What kind of message it was.
    pub kind: Kind,
    /// When, in nanoseconds since 1970.
    pub time_ns: i64,
    /// The bytes of its payload.
    pub size: u32,
    /// The leading int32 of a binary message of 4 bytes or more.
    pub code: Option<i32>,
    /// It was compressed: [`Reader::wire_size`] has its size on the wire.
    pub compressed: bool,
    /// Where its record begins, counted over the whole transcript: in its file, where there is but one.
    pub offset: u64,
}

/// The reading end of a transcript. Clones share the open files.
#[derive(Debug, Clone)]
pub struct Reader {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    id: u64,
    header: Header,
    keep: RetentionLimit,
    parts: Segments,
}

impl Reader {
    /// Opens a transcript, the index beside it too, which is made again where it is absent,
    /// of another file or not to be believed. Of one with a limit all segments are opened; a segment
    /// can also be opened by itself.
    pub fn open(path: impl Into<PathBuf>) -> Result<Reader, Error> {
        Reader::open_with(path, &OpenProgress::default())
    }

    /// The same, with progress for whoever waits; [`Error::Cancelled`] once it is cancelled. What was rebuilt until
    /// then is removed.
    pub fn open_with(path: impl Into<PathBuf>, progress: &OpenProgress) -> Result<Reader, Error> {
        let path = path.into();
        let (first, parts) = Segments::open(&path, progress).map_err(|error| {
            if progress.is_cancelled() { Error::Cancelled { path: path.clone() } } else { error }
        })?;
        let (id, header) = (first.id, first.header);
        let keep = first.cut.keep.unwrap_or_default();
        Ok(Reader { inner: Arc::new(Inner { path, id, header, keep, parts }) })
    }

    /// What the transcript says about itself.
    pub fn header(&self) -> &Header {
        &self.inner.header
    }

    /// The file that was opened.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// What its writer keeps.
    pub fn keep(&self) -> RetentionLimit {
        self.inner.keep
    }

    /// The number of the last row that can be read now; looks at the files again each time. A row counts when
    /// all of its data is there. Where a limit has removed rows, the first that is left is
    /// [`Reader::first_row`].
    pub fn rows(&self) -> Result<u32, Error> {
        self.inner.parts.refresh()?;
        Ok(self.inner.parts.last_row())
    }

    /// The number of the first row that is kept, as of the last call of [`Reader::rows`]; 1 where nothing was
    /// removed.
    pub fn first_row(&self) -> u32 {
        self.inner.parts.first_row()
    }

    /// The numbers of all rows that can be read now.
    pub fn row_range(&self) -> Result<Range<u32>, Error> {
        let last = self.rows()?;
        Ok(self.first_row()..last.saturating_add(1))
    }

    /// In how many files the rows lie.
    pub fn segments(&self) -> usize {
        self.inner.parts.count()
    }

    /// Bytes after the last good record when the file was opened: of a torn record, of damage, or
    /// of what a writer is just adding.
    pub fn torn_bytes(&self) -> u64 {
        self.inner.parts.torn_bytes()
    }

    /// The size of the data files now.
    pub fn bytes(&self) -> Result<u64, Error> {
        self.inner.parts.bytes()
    }

    /// One row without its payload.
    pub fn entry(&self, row: u32) -> Result<RecordInfo, Error> {
        let indexed = self.index_row(row)?;
        let mut head = [0; RECORD];
        self.read_data(&mut head, indexed.offset)?;
        self.checked(row, &indexed, &head)
    }

    /// The rows of a range of row numbers, such as `1..61`; those that there are.
    pub fn entries(&self, range: Range<u32>) -> Result<Vec<RecordInfo>, Error> {
        let rows = self.rows()?;
        let first = range.start.max(self.first_row());
        let end = range.end.min(rows.saturating_add(1));
        let rows = self.index_rows(first, end.saturating_sub(first))?;
        let last = rows.last().map_or(0, |row| row.offset + RECORD as u64);
        let mut window = Vec::new();
        let mut window_start = 0;
        let mut entries = Vec::with_capacity(rows.len());
        for (row, indexed) in (first..).zip(&rows) {
            // An index that lies may go back and forth.
            let inside = |start| usize::try_from(indexed.offset.checked_sub(start)?).ok();
            let mut head = inside(window_start).and_then(|at| chunk(&window, at));
            if head.is_none() {
                let ahead = last.saturating_sub(indexed.offset).clamp(RECORD as u64, NEAR);
                window.resize(ahead as usize, 0);
                self.read_data(&mut window, indexed.offset)?;
                window_start = indexed.offset;
                head = chunk(&window, 0);
            }
            let head = head.ok_or_else(|| self.corrupt(indexed.offset))?;
            entries.push(self.checked(row, indexed, head)?);
        }
        Ok(entries)
    }

    /// The rows of these numbers, in the order asked for.
    pub fn entries_of(&self, rows: &[u32]) -> Result<Vec<RecordInfo>, Error> {
        rows.iter().map(|&row| self.entry(row)).collect()
    }

    /// The whole payload of a row.
    pub fn payload(&self, row: u32) -> Result<Vec<u8>, Error> {
        self.payload_range(row, 0, u32::MAX)
    }

    /// The part of a row's payload that begins at `from`, of `len` bytes or what is left.
    pub fn payload_range(&self, row: u32, from: u32, len: u32) -> Result<Vec<u8>, Error> {
        let entry = self.entry(row)?;
        self.payload_of(&entry, from, len)
    }

    /// The same for an entry that is at hand, at the price of one read.
    pub fn payload_of(&self, entry: &RecordInfo, from: u32, len: u32) -> Result<Vec<u8>, Error> {
        let from = from.min(entry.size);
        let mut payload = vec![0; len.min(entry.size - from) as usize];
        self.read_data(&mut payload, entry.offset + RECORD as u64 + u64::from(from))?;
        Ok(payload)
    }

    /// The bytes that its payload had on the wire, where it was compressed.
    pub fn wire_size(&self, entry: &RecordInfo) -> Result<Option<u32>, Error> {
        if !entry.compressed {
            return Ok(None);
        }
        self.wire_at(entry.offset + RECORD as u64 + u64::from(entry.size)).map(Some)
    }

    /// The same for a row of the index.
    pub(super) fn wire_of(&self, row: &IndexEntry) -> Result<Option<u32>, Error> {
        row.wire.then(|| self.wire_at(row.payload_end())).transpose()
    }

    fn wire_at(&self, offset: u64) -> Result<u32, Error> {
        let mut size = [0; WIRE];
        self.read_data(&mut size, offset)?;
        Ok(u32::from_le_bytes(size))
    }

    /// Rows of the index as it is, without a look at the data: what a filter on size, code,
    /// direction and kind needs.
    pub(super) fn index_rows(&self, first: u32, count: u32) -> Result<Vec<IndexEntry>, Error> {
        let mut rows = Vec::with_capacity(count as usize);
        self.inner.parts.index_rows(first, count, &mut rows)?;
        Ok(rows)
    }

    pub(super) fn index_row(&self, row: u32) -> Result<IndexEntry, Error> {
        let none = Error::NoSuchRow { row, rows: self.inner.parts.last_row() };
        if row == 0 {
            return Err(none);
        }
        self.index_rows(row, 1)?.first().copied().ok_or(none)
    }

    /// Fills `buffer` with what lies at a position; see [`RecordInfo::offset`].
    pub(super) fn read_data(&self, buffer: &mut [u8], offset: u64) -> Result<(), Error> {
        let wanted = buffer.len();
        if self.inner.parts.read_up_to(buffer, offset)? == wanted {
            return Ok(());
        }
        let end = std::io::ErrorKind::UnexpectedEof.into();
        Err(Error::read(&self.inner.path, offset, end))
    }

    /// Fills as much of `buffer` as there is.
    pub(super) fn read_data_up_to(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Error> {
        self.inner.parts.read_up_to(buffer, offset)
    }

    /// Where the first record that is kept begins.
    pub(super) fn first_offset(&self) -> u64 {
        self.inner.parts.first_offset()
    }

    /// The file's id, which every record's check contains.
    pub(super) fn id(&self) -> u64 {
        self.inner.id
    }

    pub(super) fn corrupt(&self, offset: u64) -> Error {
        self.inner.parts.corrupt(&self.inner.path, offset)
    }

    /// An entry out of both files, which have to agree.
    pub(super) fn checked(
        &self,
        row: u32,
        indexed: &IndexEntry,
        head: &[u8; RECORD],
    ) -> Result<RecordInfo, Error> {
        let record = format::record(self.inner.id, head)
            .filter(|record| agree(indexed, record))
            .ok_or_else(|| self.corrupt(indexed.offset))?;
        Ok(RecordInfo {
            row,
            direction: record.direction,
            kind: record.kind,
            time_ns: record.time_ns,
            size: record.len,
            code: indexed.code,
            compressed: record.wire,
            offset: indexed.offset,
        })
    }
}

fn chunk(window: &[u8], at: usize) -> Option<&[u8; RECORD]> {
    window.get(at..)?.first_chunk::<RECORD>()
}
