//! Rows by number, also while the file grows and from another process.

use std::fs::File;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::frame::{Direction, Kind};

use super::at::{read_exact, read_up_to};
use super::format::{self, INDEX_ROW, RECORD, Row};
use super::opening::{
    TAIL_ROWS, Tail, agree, believable, complete, find_tail, index_offset, length, read_header,
    rows_in,
};
use super::{Error, Header, index_path, rebuild};

/// Rows whose headers lie closer together than this are read in one piece.
const NEAR: u64 = 32 * 1024;

/// What is known of a row without its payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
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
    /// Where its record begins in the data file.
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
    data: File,
    index: File,
    index_path: PathBuf,
    id: u64,
    header: Header,
    /// Rows that the index file has.
    indexed: AtomicU32,
    /// The index is one that was made here, so no writer adds to it and the data is followed instead.
    own_index: bool,
    tail: RwLock<Tail>,
}

impl Reader {
    /// Opens a transcript, the index beside it too, which is made again where it is absent,
    /// of another file or not to be believed.
    pub fn open(path: impl Into<PathBuf>) -> Result<Reader, Error> {
        let path = path.into();
        let data = File::open(&path).map_err(|error| Error::open(&path, error))?;
        let (id, start, header) = read_header(&path, &data)?;
        let data_len = length(&path, &data)?;
        let index_path = index_path(&path);
        let found = File::open(&index_path).ok().and_then(|index| {
            let indexed = believable(&data, &index, (id, start), data_len)?;
            Some((index, indexed))
        });
        let own = |data: &File| {
            let index = rebuild::index(data, (id, start), data_len, &index_path)
                .map_err(|error| Error::read(&path, start, error))?;
            let rows = rows_in(length(&index_path, &index)?);
            Ok::<_, Error>((index, rows))
        };
        let mut own_index = found.is_none();
        let (mut index, mut indexed) = match found {
            Some(found) => found,
            None => own(&data)?,
        };
        let mut tail = find_tail(&path, &data, &index, (id, start), indexed, data_len)?;
        if tail.rows.len() >= TAIL_ROWS {
            (index, indexed) = own(&data)?;
            own_index = true;
            tail = find_tail(&path, &data, &index, (id, start), indexed, data_len)?;
        }
        let indexed = AtomicU32::new(indexed);
        let tail = RwLock::new(tail);
        let inner = Inner { path, data, index, index_path, id, header, indexed, own_index, tail };
        Ok(Reader { inner: Arc::new(inner) })
    }

    /// What the transcript says about itself.
    pub fn header(&self) -> &Header {
        &self.inner.header
    }

    /// The data file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// How many rows can be read now; looks at the files again each time. A row counts when
    /// all of its data is there.
    pub fn rows(&self) -> Result<u32, Error> {
        let inner = &*self.inner;
        let before = inner.indexed.load(Ordering::Acquire);
        let mut now = rows_in(length(&inner.index_path, &inner.index)?);
        if now > before {
            let data_len = length(&inner.path, &inner.data)?;
            now = complete(&inner.index, before, now, data_len);
            inner.indexed.fetch_max(now, Ordering::AcqRel);
        }
        let indexed = inner.indexed.load(Ordering::Acquire);
        if inner.own_index {
            self.follow()?;
        }
        let tail = inner.tail.read().unwrap_or_else(PoisonError::into_inner);
        Ok(indexed.max(tail.after.saturating_add(tail.rows.len() as u32)))
    }

    /// Bytes after the last good record when the file was opened: of a torn record, of damage, or
    /// of what a writer is just adding.
    pub fn torn_bytes(&self) -> u64 {
        let tail = self.inner.tail.read().unwrap_or_else(PoisonError::into_inner);
        tail.data_len.saturating_sub(tail.end)
    }

    /// The size of the data file now.
    pub fn bytes(&self) -> Result<u64, Error> {
        length(&self.inner.path, &self.inner.data)
    }

    /// One row without its payload.
    pub fn entry(&self, row: u32) -> Result<Entry, Error> {
        let indexed = self.index_row(row)?;
        let mut head = [0; RECORD];
        self.read_data(&mut head, indexed.offset)?;
        self.checked(row, &indexed, &head)
    }

    /// The rows of a range of row numbers, such as `1..61`; those that there are.
    pub fn entries(&self, range: Range<u32>) -> Result<Vec<Entry>, Error> {
        let first = range.start.max(1);
        let end = range.end.min(self.rows()?.saturating_add(1));
        let rows = self.index_rows(first, end.saturating_sub(first))?;
        let last = rows.last().map_or(0, |row| row.offset + RECORD as u64);
        let mut window = Vec::new();
        let mut window_start = 0;
        let mut entries = Vec::with_capacity(rows.len());
        for (row, indexed) in (first..).zip(&rows) {
            let inside = |start: u64| usize::try_from(indexed.offset - start).ok();
            let mut head = inside(window_start).and_then(|at| chunk(&window, at));
            if head.is_none() {
                window.resize((last - indexed.offset).min(NEAR) as usize, 0);
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
    pub fn entries_of(&self, rows: &[u32]) -> Result<Vec<Entry>, Error> {
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
    pub fn payload_of(&self, entry: &Entry, from: u32, len: u32) -> Result<Vec<u8>, Error> {
        let from = from.min(entry.size);
        let mut payload = vec![0; len.min(entry.size - from) as usize];
        self.read_data(&mut payload, entry.offset + RECORD as u64 + u64::from(from))?;
        Ok(payload)
    }

    /// Rows of the index as it is, without a look at the data: what a filter on size, code,
    /// direction and kind needs.
    pub(super) fn index_rows(&self, first: u32, count: u32) -> Result<Vec<Row>, Error> {
        let inner = &*self.inner;
        let indexed = inner.indexed.load(Ordering::Acquire);
        let on_file = (indexed + 1).saturating_sub(first).min(count);
        let mut bytes = vec![0; on_file as usize * INDEX_ROW];
        let at = index_offset(first);
        read_exact(&inner.index, &mut bytes, at)
            .map_err(|error| Error::read(&inner.index_path, at, error))?;
        let mut rows = Vec::with_capacity(count as usize);
        for (i, bytes) in bytes.as_chunks::<INDEX_ROW>().0.iter().enumerate() {
            rows.push(format::row(bytes).ok_or_else(|| Error::Corrupt {
                path: inner.index_path.clone(),
                offset: at + (i * INDEX_ROW) as u64,
            })?);
        }
        if on_file < count {
            let tail = inner.tail.read().unwrap_or_else(PoisonError::into_inner);
            for row in first.saturating_add(on_file)..first.saturating_add(count) {
                let found = row.checked_sub(tail.after + 1).and_then(|i| tail.rows.get(i as usize));
                let last = tail.after + tail.rows.len() as u32;
                rows.push(*found.ok_or(Error::NoSuchRow { row, rows: last.max(indexed) })?);
            }
        }
        Ok(rows)
    }

    pub(super) fn index_row(&self, row: u32) -> Result<Row, Error> {
        let none = Error::NoSuchRow { row, rows: self.inner.indexed.load(Ordering::Acquire) };
        if row == 0 {
            return Err(none);
        }
        self.index_rows(row, 1)?.first().copied().ok_or(none)
    }

    /// Fills `buffer` from the data file.
    pub(super) fn read_data(&self, buffer: &mut [u8], offset: u64) -> Result<(), Error> {
        read_exact(&self.inner.data, buffer, offset)
            .map_err(|error| Error::read(&self.inner.path, offset, error))
    }

    /// Fills as much of `buffer` as there is.
    pub(super) fn read_data_up_to(&self, buffer: &mut [u8], offset: u64) -> Result<usize, Error> {
        read_up_to(&self.inner.data, buffer, offset)
            .map_err(|error| Error::read(&self.inner.path, offset, error))
    }

    /// The file's id, which every record's check contains.
    pub(super) fn id(&self) -> u64 {
        self.inner.id
    }

    pub(super) fn corrupt(&self, offset: u64) -> Error {
        Error::Corrupt { path: self.inner.path.clone(), offset }
    }

    /// An entry out of both files, which have to agree.
    pub(super) fn checked(
        &self,
        row: u32,
        indexed: &Row,
        head: &[u8; RECORD],
    ) -> Result<Entry, Error> {
        let record = format::record(self.inner.id, head)
            .filter(|record| agree(indexed, record))
            .ok_or_else(|| self.corrupt(indexed.offset))?;
        Ok(Entry {
            row,
            direction: record.direction,
            kind: record.kind,
            time_ns: record.time_ns,
            size: record.len,
            code: indexed.code,
            offset: indexed.offset,
        })
    }

    /// Takes what the data file has got since into the tail.
    fn follow(&self) -> Result<(), Error> {
        let inner = &*self.inner;
        let data_len = length(&inner.path, &inner.data)?;
        let known = inner.tail.read().unwrap_or_else(PoisonError::into_inner).data_len;
        if data_len <= known {
            return Ok(());
        }
        let mut tail = inner.tail.write().unwrap_or_else(PoisonError::into_inner);
        let from = tail.end;
        tail.end = rebuild::records(&inner.data, inner.id, from, data_len, |row| {
            tail.rows.push(row);
            Ok(ControlFlow::Continue(()))
        })
        .map_err(|error| Error::read(&inner.path, from, error))?;
        tail.data_len = data_len;
        Ok(())
    }
}

fn chunk(window: &[u8], at: usize) -> Option<&[u8; RECORD]> {
    window.get(at..)?.first_chunk::<RECORD>()
}
