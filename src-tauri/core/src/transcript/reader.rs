//! Random access to rows by number, also while another thread or process writes the transcript.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::frame::leading_integer::LeadingInteger;
use crate::frame::{Direction, Kind};

use super::format::{self, IndexEntry, RECORD, WIRE};
use super::recovery::agrees;
use super::segments::Segments;
use super::{Error, Header, OpenProgress, RetentionLimit};

/// Largest span of record headers that is read at once, in bytes.
const WINDOW: u64 = 32 * 1024;

/// A record without its payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordInfo {
    /// Row number; the first is 1.
    pub row: u32,
    /// Whether it was sent or received.
    pub direction: Direction,
    /// Message kind.
    pub kind: Kind,
    /// Timestamp in nanoseconds since the Unix epoch.
    pub time_ns: i64,
    /// Payload size in bytes.
    pub size: u32,
    /// The integer that the index stores: the code if the profile's definition is such an integer. See
    /// [`RowCodes`](super::RowCodes).
    pub indexed_code: Option<i32>,
    /// It was compressed; see [`Reader::wire_size`].
    pub compressed: bool,
    /// Offset of the record in the transcript, counted as if all segments were one file.
    pub offset: u64,
}

/// Reading end of a transcript. Clones share the open files.
#[derive(Debug, Clone)]
pub struct Reader {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    id: u64,
    header: Header,
    retention: RetentionLimit,
    /// The integer that the index stores for each row.
    integer: LeadingInteger,
    segments: Segments,
}

impl Reader {
    /// Opens a transcript and its index, rebuilding an index that is missing, belongs to another
    /// file or is invalid. Opens all segments of a transcript with a retention limit; a segment can
    /// also be opened on its own.
    pub fn open(path: impl Into<PathBuf>) -> Result<Reader, Error> {
        Reader::open_with(path, &OpenProgress::default())
    }

    /// Like [`Reader::open`], with progress and cancellation. Fails with [`Error::Cancelled`] once
    /// cancelled, and removes a partly rebuilt index.
    pub fn open_with(path: impl Into<PathBuf>, progress: &OpenProgress) -> Result<Reader, Error> {
        let path = path.into();
        let (first, segments) = Segments::open(&path, progress).map_err(|error| {
            if progress.is_cancelled() { Error::Cancelled { path: path.clone() } } else { error }
        })?;
        let (id, integer, header) = (first.id, first.integer, first.header);
        let retention = first.limits.keep.unwrap_or_default();
        Ok(Reader { inner: Arc::new(Inner { path, id, header, retention, integer, segments }) })
    }

    /// The transcript's header.
    pub fn header(&self) -> &Header {
        &self.inner.header
    }

    /// The integer that the index stores for each row.
    pub(super) fn indexed_integer(&self) -> LeadingInteger {
        self.inner.integer
    }

    /// Path of the opened file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Retention limit of its writer.
    pub fn retention(&self) -> RetentionLimit {
        self.inner.retention
    }

    /// Number of the last row that can be read; checks the files for new rows. A row counts once
    /// all of its data is written. The first row that a retention limit has left is
    /// [`Reader::first_row`].
    pub fn rows(&self) -> Result<u32, Error> {
        self.inner.segments.refresh()?;
        Ok(self.inner.segments.last_row())
    }

    /// Number of the first row that is kept, as of the last call of [`Reader::rows`]; 1 if none was
    /// removed.
    pub fn first_row(&self) -> u32 {
        self.inner.segments.first_row()
    }

    /// Numbers of all rows that can be read; checks the files for new rows.
    pub fn row_range(&self) -> Result<Range<u32>, Error> {
        let last = self.rows()?;
        Ok(self.first_row()..last.saturating_add(1))
    }

    /// Number of data files that hold the rows.
    pub fn segments(&self) -> usize {
        self.inner.segments.count()
    }

    /// Bytes after the last valid record when the file was opened: a torn record, damage, or what a
    /// writer was appending.
    pub fn torn_bytes(&self) -> u64 {
        self.inner.segments.torn_bytes()
    }

    /// Current size of the data files, in bytes.
    pub fn bytes(&self) -> Result<u64, Error> {
        self.inner.segments.bytes()
    }

    /// One record, without its payload.
    pub fn record(&self, row: u32) -> Result<RecordInfo, Error> {
        let indexed = self.index_row(row)?;
        let mut header = [0; RECORD];
        self.read_data(&mut header, indexed.offset)?;
        self.checked(row, &indexed, &header)
    }

    /// The records of a range of row numbers, such as `1..61`; rows that do not exist are left out.
    pub fn records(&self, range: Range<u32>) -> Result<Vec<RecordInfo>, Error> {
        let rows = self.rows()?;
        let first = range.start.max(self.first_row());
        let end = range.end.min(rows.saturating_add(1));
        let rows = self.index_rows(first, end.saturating_sub(first))?;
        let last = rows.last().map_or(0, |row| row.offset + RECORD as u64);
        let mut window = Vec::new();
        let mut window_start = 0;
        let mut records = Vec::with_capacity(rows.len());
        for (row, indexed) in (first..).zip(&rows) {
            // Offsets of a damaged index may go backwards.
            let inside = |start| usize::try_from(indexed.offset.checked_sub(start)?).ok();
            let mut header = inside(window_start).and_then(|at| record_header_at(&window, at));
            if header.is_none() {
                let ahead = last.saturating_sub(indexed.offset).clamp(RECORD as u64, WINDOW);
                window.resize(ahead as usize, 0);
                self.read_data(&mut window, indexed.offset)?;
                window_start = indexed.offset;
                header = record_header_at(&window, 0);
            }
            let header = header.ok_or_else(|| self.corrupt(indexed.offset))?;
            records.push(self.checked(row, indexed, header)?);
        }
        Ok(records)
    }

    /// The records of these rows, in the given order.
    pub fn records_of(&self, rows: &[u32]) -> Result<Vec<RecordInfo>, Error> {
        rows.iter().map(|&row| self.record(row)).collect()
    }

    /// The whole payload of a row.
    pub fn payload(&self, row: u32) -> Result<Vec<u8>, Error> {
        self.payload_range(row, 0, u32::MAX)
    }

    /// Up to `len` bytes of a row's payload from `from` on.
    pub fn payload_range(&self, row: u32, from: u32, len: u32) -> Result<Vec<u8>, Error> {
        let record = self.record(row)?;
        self.payload_of(&record, from, len)
    }

    /// Like [`Reader::payload_range`], for a record that was already read: costs one read.
    pub fn payload_of(&self, record: &RecordInfo, from: u32, len: u32) -> Result<Vec<u8>, Error> {
        let from = from.min(record.size);
        let mut payload = vec![0; len.min(record.size - from) as usize];
        self.read_data(&mut payload, record.offset + RECORD as u64 + u64::from(from))?;
        Ok(payload)
    }

    /// Size of a compressed payload on the wire; `None` if it was not compressed.
    pub fn wire_size(&self, record: &RecordInfo) -> Result<Option<u32>, Error> {
        if !record.compressed {
            return Ok(None);
        }
        self.read_wire_size(record.offset + RECORD as u64 + u64::from(record.size)).map(Some)
    }

    /// Like [`Reader::wire_size`], for an index row.
    pub(super) fn wire_of(&self, row: &IndexEntry) -> Result<Option<u32>, Error> {
        row.wire.then(|| self.read_wire_size(row.payload_end())).transpose()
    }

    fn read_wire_size(&self, offset: u64) -> Result<u32, Error> {
        let mut size = [0; WIRE];
        self.read_data(&mut size, offset)?;
        Ok(u32::from_le_bytes(size))
    }

    /// Index rows as stored, not checked against the data: enough to filter by size, code,
    /// direction and kind.
    pub(super) fn index_rows(&self, first: u32, count: u32) -> Result<Vec<IndexEntry>, Error> {
        let mut rows = Vec::with_capacity(count as usize);
        self.inner.segments.index_rows(first, count, &mut rows)?;
        Ok(rows)
    }

    pub(super) fn index_row(&self, row: u32) -> Result<IndexEntry, Error> {
        let missing = Error::NoSuchRow { row, rows: self.inner.segments.last_row() };
        if row == 0 {
            return Err(missing);
        }
        self.index_rows(row, 1)?.first().copied().ok_or(missing)
    }

    /// Fills `buffer` from `offset`; see [`RecordInfo::offset`].
    pub(super) fn read_data(&self, buffer: &mut [u8], offset: u64) -> Result<(), Error> {
        let len = buffer.len();
        if self.inner.segments.read_up_to(buffer, offset)? == len {
            return Ok(());
        }
        let eof = std::io::ErrorKind::UnexpectedEof.into();
        Err(Error::read(&self.inner.path, offset, eof))
    }

    /// Fills as much of `buffer` as there is data.
    pub(super) fn read_data_up_to(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Error> {
        self.inner.segments.read_up_to(buffer, offset)
    }

    /// Offset of the first record that is kept.
    pub(super) fn first_offset(&self) -> u64 {
        self.inner.segments.first_offset()
    }

    /// The file's id, which is part of every record's checksum.
    pub(super) fn id(&self) -> u64 {
        self.inner.id
    }

    pub(super) fn corrupt(&self, offset: u64) -> Error {
        self.inner.segments.corrupt(&self.inner.path, offset)
    }

    /// Combines a record's header with its index row; fails if they disagree.
    pub(super) fn checked(
        &self,
        row: u32,
        indexed: &IndexEntry,
        header: &[u8; RECORD],
    ) -> Result<RecordInfo, Error> {
        let record = format::record(self.inner.id, header)
            .filter(|record| agrees(indexed, record))
            .ok_or_else(|| self.corrupt(indexed.offset))?;
        Ok(RecordInfo {
            row,
            direction: record.direction,
            kind: record.kind,
            time_ns: record.time_ns,
            size: record.len,
            indexed_code: indexed.code,
            compressed: record.wire,
            offset: indexed.offset,
        })
    }
}

fn record_header_at(window: &[u8], at: usize) -> Option<&[u8; RECORD]> {
    window.get(at..)?.first_chunk::<RECORD>()
}
