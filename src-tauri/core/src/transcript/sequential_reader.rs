//! Rows one after the other, read ahead in big pieces.

use super::format::{IndexEntry, RECORD};
use super::{Error, Reader, RecordInfo};

/// Index rows read at once when rows are asked for in order.
const INDEX_AHEAD: u32 = 4096;
/// The first piece of data read ahead; it doubles for as long as rows come in order.
const FIRST_AHEAD: usize = 8 * 1024;
/// The last.
const MOST_AHEAD: usize = 1024 * 1024;

/// Reads rows of any order, and quickly those that come in order: what an export and a
/// script that walks over a transcript need.
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
    /// Begins with nothing read.
    pub fn new(reader: Reader) -> SequentialReader {
        SequentialReader {
            reader,
            first: 0,
            index: Vec::new(),
            start: 0,
            data: Vec::new(),
            ahead: FIRST_AHEAD,
            previous: 0,
        }
    }

    /// A row and its payload, which is good until the next call.
    pub fn read(&mut self, row: u32) -> Result<(RecordInfo, &[u8]), Error> {
        let in_order = row == self.previous.wrapping_add(1);
        self.previous = row;
        let indexed = self.index_row(row, in_order)?;
        let wanted = RECORD + indexed.len as usize;
        if self.inside(indexed.offset, wanted).is_none() {
            self.ahead = if in_order { (self.ahead * 2).min(MOST_AHEAD) } else { FIRST_AHEAD };
            self.fill(indexed.offset, wanted)?;
        }
        let corrupt = || self.reader.corrupt(indexed.offset);
        let record = self.inside(indexed.offset, wanted).ok_or_else(corrupt)?;
        let (head, payload) = record.split_first_chunk::<RECORD>().ok_or_else(corrupt)?;
        Ok((self.reader.checked(row, &indexed, head)?, payload))
    }

    /// A row without its payload, where that has more bytes than this; the next row is in order all the same.
    pub(super) fn longer_than(&mut self, row: u32, size: u32) -> Result<Option<RecordInfo>, Error> {
        let in_order = row == self.previous.wrapping_add(1);
        if self.index_row(row, in_order)?.len <= size {
            return Ok(None);
        }
        self.previous = row;
        self.reader.entry(row).map(Some)
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

    fn inside(&self, offset: u64, wanted: usize) -> Option<&[u8]> {
        let at = usize::try_from(offset.checked_sub(self.start)?).ok()?;
        self.data.get(at..at.checked_add(wanted)?)
    }

    fn fill(&mut self, offset: u64, wanted: usize) -> Result<(), Error> {
        // One huge message must not keep its memory for the rest of the walk.
        if self.data.capacity() > 4 * MOST_AHEAD && wanted <= MOST_AHEAD {
            self.data = Vec::new();
        }
        self.data.resize(wanted.max(self.ahead), 0);
        let got = self.reader.read_data_up_to(&mut self.data, offset)?;
        self.data.truncate(got);
        self.start = offset;
        Ok(())
    }
}
