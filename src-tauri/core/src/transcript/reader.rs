//! Rows by number, also while the file grows and from another process.

use std::fs::File;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::frame::{Direction, Kind};

use super::at::{read_exact, read_up_to};
use super::format::{
    self, DATA_FIXED, INDEX_HEADER, INDEX_ROW, MAX_HEADER_JSON, RECORD, Row, index_header,
};
use super::{Error, Header, index_path, rebuild};

/// So many rows without an index are kept in memory; more, and the index is made anew. A writer
/// at work is never behind by more than one batch, so its index is never replaced under it.
const TAIL_ROWS: usize = 256 * 1024;

/// How many rows of an index are compared with the data before it is believed.
const SAMPLES: u32 = 16;

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

/// Rows whose data is there and whose index is not: of a killed writer, or one between two writes.
#[derive(Debug, Default)]
struct Tail {
    /// The row number before the first.
    after: u32,
    rows: Vec<Row>,
    /// Where the next record would begin.
    end: u64,
    /// How long the data was when this was found.
    data_len: u64,
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

fn agree(row: &Row, record: &format::Record) -> bool {
    (row.len, row.kind, row.direction) == (record.len, record.kind, record.direction)
}

fn index_offset(row: u32) -> u64 {
    INDEX_HEADER as u64 + u64::from(row.saturating_sub(1)) * INDEX_ROW as u64
}

fn rows_in(index_len: u64) -> u32 {
    let rows = index_len.saturating_sub(INDEX_HEADER as u64) / INDEX_ROW as u64;
    u32::try_from(rows).unwrap_or(u32::MAX - 1)
}

fn length(path: &Path, file: &File) -> Result<u64, Error> {
    file.metadata().map(|meta| meta.len()).map_err(|error| Error::read(path, 0, error))
}

fn read_header(path: &Path, data: &File) -> Result<(u64, u64, Header), Error> {
    let not = |reason: &str| Error::NotATranscript { path: path.into(), reason: reason.into() };
    let mut fixed = [0; DATA_FIXED];
    let got = read_up_to(data, &mut fixed, 0).map_err(|error| Error::read(path, 0, error))?;
    if got < DATA_FIXED {
        return Err(not("it is too short"));
    }
    let (len, id) = format::data_fixed(&fixed).ok_or_else(|| not("it begins otherwise"))?;
    if len > MAX_HEADER_JSON {
        return Err(not("its header is too long"));
    }
    let start = DATA_FIXED as u64 + u64::from(len);
    if start > length(path, data)? {
        return Err(not("its header is cut off"));
    }
    let mut json = vec![0; len as usize];
    read_exact(data, &mut json, DATA_FIXED as u64)
        .map_err(|error| Error::read(path, DATA_FIXED as u64, error))?;
    let header = serde_json::from_slice(&json)
        .map_err(|error| not(&format!("its header does not read: {error}")))?;
    Ok((id, start, header))
}

fn row_at(index: &File, row: u32) -> Option<Row> {
    let mut bytes = [0; INDEX_ROW];
    read_exact(index, &mut bytes, index_offset(row)).ok()?;
    format::row(&bytes)
}

/// The last row up to `now` whose data ends within the file. `good` is known to.
fn complete(index: &File, good: u32, now: u32, data_len: u64) -> u32 {
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
fn believable(data: &File, index: &File, (id, start): (u64, u64), data_len: u64) -> Option<u32> {
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
        if !agree(&indexed, &record) || indexed.offset != begins || begins < before {
            return None;
        }
        before = begins;
    }
    Some(rows)
}

fn find_tail(
    path: &Path,
    data: &File,
    index: &File,
    (id, start): (u64, u64),
    indexed: u32,
    data_len: u64,
) -> Result<Tail, Error> {
    let from = if indexed == 0 { Some(start) } else { row_at(index, indexed).map(|row| row.end()) };
    let from = from.ok_or_else(|| Error::Corrupt { path: path.into(), offset: start })?;
    let mut rows = Vec::new();
    let end = rebuild::records(data, id, from, data_len, |row| {
        rows.push(row);
        let enough = rows.len() >= TAIL_ROWS;
        Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
    .map_err(|error| Error::read(path, from, error))?;
    Ok(Tail { after: indexed, rows, end, data_len })
}
