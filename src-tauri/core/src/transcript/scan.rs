//! A filter over big pieces of the data file.
//!
//! The search runs over a piece as it lies in the file, headers of records included, since one
//! search over a mebibyte is far quicker than ten thousand over 64 bytes each. A match counts where
//! it lies within one payload; one that touches a header is a coincidence, and the search goes
//! on at the byte after its beginning, so that it cannot hide a real one.

use super::format::{self, RECORD};
use super::{Error, Filter, Reader};

/// One piece.
const PIECE: usize = 1024 * 1024;

/// Where a scan is, and its memory.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The next row to look at.
    pub(super) next: u32,
    buffer: Vec<u8>,
}

impl Scan {
    /// Begins at a row.
    pub(super) fn from(next: u32) -> Scan {
        Scan { next, buffer: Vec::new() }
    }

    /// Looks at one piece, of rows up to `last`, and appends the numbers of those that match.
    pub(super) fn step(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        last: u32,
        hits: &mut Vec<u32>,
    ) -> Result<(), Error> {
        let Some(regex) = filter.regex() else {
            hits.extend(self.next..=last);
            self.next = last + 1;
            return Ok(());
        };
        let first = reader.index_row(self.next)?;
        // The rows asked for end somewhere, and what lies behind is none of ours yet.
        let end = reader.index_row(last)?.end();
        let left = end.checked_sub(first.offset).ok_or_else(|| reader.corrupt(first.offset))?;
        let piece = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        self.buffer.resize(piece, 0);
        reader.read_data(&mut self.buffer, first.offset)?;

        if first.end() - first.offset > piece as u64 {
            if matches_in_parts(reader, filter, &first, &mut self.buffer)? {
                hits.push(self.next);
            }
            self.next += 1;
            return Ok(());
        }

        let mut walk = Walk { reader, bytes: &self.buffer, offset: first.offset, at: 0, next: 0 };
        walk.header()?;
        // The index says that it is: otherwise no piece would ever get past this record.
        if walk.next as u64 != first.end() - first.offset {
            return Err(reader.corrupt(first.offset));
        }
        let mut row = self.next;
        let mut from = RECORD;
        loop {
            // Where a record is cut by the piece's end, the next piece begins with it.
            if !walk.is_whole() {
                break;
            }
            let Some(found) = regex.find_at(&self.buffer, from) else {
                while walk.is_whole() && row <= last {
                    walk.step()?;
                    row += 1;
                }
                break;
            };
            while walk.is_whole() && walk.next <= found.start() {
                walk.step()?;
                row += 1;
            }
            if !walk.is_whole() {
                break;
            }
            if found.start() >= walk.at + RECORD && found.end() <= walk.next {
                hits.push(row);
                walk.step()?;
                row += 1;
                from = walk.at + RECORD;
            } else {
                from = (found.start() + 1).max(walk.at + RECORD);
            }
            if from >= self.buffer.len() {
                while walk.is_whole() {
                    walk.step()?;
                    row += 1;
                }
                break;
            }
        }
        self.next = row;
        Ok(())
    }
}

/// Goes from record to record within a piece.
struct Walk<'a> {
    reader: &'a Reader,
    bytes: &'a [u8],
    offset: u64,
    /// Where the current record begins.
    at: usize,
    /// Where it ends; beyond the piece where it is cut.
    next: usize,
}

impl Walk<'_> {
    #[inline]
    fn header(&mut self) -> Result<(), Error> {
        let head = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<RECORD>);
        self.next = match head {
            Some(head) => {
                let record = format::record(self.reader.id(), head)
                    .ok_or_else(|| self.reader.corrupt(self.offset + self.at as u64))?;
                (self.at + RECORD).saturating_add(record.len as usize)
            }
            None => usize::MAX,
        };
        Ok(())
    }

    #[inline]
    fn is_whole(&self) -> bool {
        self.next <= self.bytes.len()
    }

    #[inline]
    fn step(&mut self) -> Result<(), Error> {
        self.at = self.next;
        self.header()
    }
}

/// A payload bigger than a piece, in parts that overlap by what a match could have on either side.
fn matches_in_parts(
    reader: &Reader,
    filter: &Filter,
    row: &format::Row,
    buffer: &mut Vec<u8>,
) -> Result<bool, Error> {
    let Some(regex) = filter.regex() else { return Ok(true) };
    let overlap = filter.longest_match() as u64;
    let mut at = row.offset + RECORD as u64;
    loop {
        let left = row.end() - at;
        buffer.resize(usize::try_from(left).unwrap_or(PIECE).min(PIECE), 0);
        reader.read_data(buffer, at)?;
        if regex.is_match(buffer) {
            return Ok(true);
        }
        if buffer.len() as u64 == left {
            return Ok(false);
        }
        at += buffer.len() as u64 - overlap;
    }
}
