//! Sequential access to rows with read-ahead.

use super::format::{IndexEntry, RECORD};
use super::{Error, Reader, RecordInfo};

/// Index rows read at once during sequential access.
const INDEX_AHEAD: u32 = 4096;
/// Initial read-ahead in bytes; doubles while rows are read in order.
const MIN_AHEAD: usize = 8 * 1024;
/// Maximum read-ahead in bytes.
const MAX_AHEAD: usize = 1024 * 1024;

/// Reads rows in any order, and fast in sequential order, as exports and scripts do.
#[derive(Debug)]
pub struct SequentialReader {
    reader: Reader,
    first: u32,
    index: Vec<IndexEntry>,
    start: u64,
    data: Vec<u8>,
    ahead: usize,
    previous: u32,
}

impl SequentialReader {
    /// Creates a reader with empty buffers.
    pub fn new(reader: Reader) -> SequentialReader {
        SequentialReader {
            reader,
            first: 0,
            index: Vec::new(),
            start: 0,
            data: Vec::new(),
            ahead: MIN_AHEAD,
            previous: 0,
        }
    }

    /// A row and its payload, which is valid until the next call.
    pub fn read(&mut self, row: u32) -> Result<(RecordInfo, &[u8]), Error> {
        let in_order = row == self.previous.wrapping_add(1);
        self.previous = row;
        let indexed = self.index_row(row, in_order)?;
        let len = RECORD + indexed.len as usize;
        if self.buffered(indexed.offset, len).is_none() {
            self.ahead = if in_order { (self.ahead * 2).min(MAX_AHEAD) } else { MIN_AHEAD };
            self.fill(indexed.offset, len)?;
        }
        let corrupt = || self.reader.corrupt(indexed.offset);
        let record = self.buffered(indexed.offset, len).ok_or_else(corrupt)?;
        let (header, payload) = record.split_first_chunk::<RECORD>().ok_or_else(corrupt)?;
        Ok((self.reader.checked(row, &indexed, header)?, payload))
    }

    /// The record of a row whose payload exceeds `size` bytes, without reading the payload. The
    /// following row still counts as sequential.
    pub(super) fn longer_than(&mut self, row: u32, size: u32) -> Result<Option<RecordInfo>, Error> {
        let in_order = row == self.previous.wrapping_add(1);
        if self.index_row(row, in_order)?.len <= size {
            return Ok(None);
        }
        self.previous = row;
        self.reader.record(row).map(Some)
    }

    fn index_row(&mut self, row: u32, in_order: bool) -> Result<IndexEntry, Error> {
        let known = row.checked_sub(self.first).and_then(|at| self.index.get(at as usize));
        if let Some(known) = known {
            return Ok(*known);
        }
        let last = self.reader.rows()?;
        let left = last.saturating_add(1).saturating_sub(row);
        if row == 0 || left == 0 {
            return Err(Error::NoSuchRow { row, rows: last });
        }
        let count = if in_order { INDEX_AHEAD.min(left) } else { 1 };
        self.index = self.reader.index_rows(row, count)?;
        self.first = row;
        self.index.first().copied().ok_or(Error::NoSuchRow { row, rows: last })
    }

    fn buffered(&self, offset: u64, len: usize) -> Option<&[u8]> {
        let at = usize::try_from(offset.checked_sub(self.start)?).ok()?;
        self.data.get(at..at.checked_add(len)?)
    }

    fn fill(&mut self, offset: u64, len: usize) -> Result<(), Error> {
        // Do not retain the memory of one huge message.
        if self.data.capacity() > 4 * MAX_AHEAD && len <= MAX_AHEAD {
            self.data = Vec::new();
        }
        self.data.resize(len.max(self.ahead), 0);
        let count = self.reader.read_data_up_to(&mut self.data, offset)?;
        self.data.truncate(count);
        self.start = offset;
        Ok(())
    }
}
