//! A filter over rows in order.
//!
//! First the index is asked, thousands of rows at a time; for many filters that is all. Where it does not
//! suffice and rows lie close together, texts are looked for in big pieces as they lie in the file, headers
//! included, since one search over a mebibyte is far quicker than ten thousand over 64 bytes each. A match counts
//! where it lies within one payload; one that touches a header is a coincidence, and the search goes on at the
//! byte after its beginning, so that it cannot hide a real one.

use std::ops::Range;

use super::filter::text::Needle;
use super::format::{IndexEntry, RECORD};
use super::matcher::{Matcher, PIECE, RowReading};
use super::{Error, Filter, Reader};

/// Headers that lie further apart than this are read one by one.
const FAR: u64 = 1024;
/// Index rows asked at once.
const BATCH: u32 = 8192;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScanVerdict {
    Out,
    In,
    Open,
}

/// Where a scan is, and its memory.
#[derive(Debug, Default)]
pub(super) struct FilterScan {
    /// The next row to look at.
    pub(super) next: u32,
    /// The row before the first of `rows`.
    before: u32,
    rows: Vec<IndexEntry>,
    verdicts: Vec<ScanVerdict>,
    buffer: Vec<u8>,
    small: Vec<u8>,
    marks: Vec<Vec<bool>>,
}

impl FilterScan {
    /// Begins at a row.
    pub(super) fn from(next: u32) -> FilterScan {
        FilterScan { next, ..FilterScan::default() }
    }

    /// Begins anew at a row, perhaps among others, with the memory that it has.
    pub(super) fn restart(&mut self, next: u32) {
        self.next = next;
        self.rows.clear();
        self.verdicts.clear();
        self.before = 0;
    }

    /// Looks at one piece, of rows up to `last`, and appends the numbers of those that match. Of
    /// `among`, which is sorted, only those; of all rows where it is absent.
    pub(super) fn step(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        last: u32,
        among: Option<&[u32]>,
        hits: &mut Vec<u32>,
    ) -> Result<(), Error> {
        let known = self.before + self.rows.len() as u32;
        if self.next <= self.before || self.next > known {
            self.load(reader, filter, last, among)?;
        }
        let mut at = (self.next - self.before - 1) as usize;
        while let Some(verdict) = self.verdicts.get(at)
            && *verdict != ScanVerdict::Open
        {
            if *verdict == ScanVerdict::In {
                hits.push(self.before + 1 + at as u32);
            }
            at += 1;
        }
        if at < self.rows.len() {
            at = self.piece(reader, filter, at, hits)?;
        }
        self.next = self.before + 1 + at as u32;
        Ok(())
    }

    /// Reads index rows, and lets them answer what they can.
    fn load(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        last: u32,
        among: Option<&[u32]>,
    ) -> Result<(), Error> {
        let first = self.next;
        let count = (last + 1).saturating_sub(first).min(BATCH);
        self.rows = reader.index_rows(first, count)?;
        self.before = first - 1;
        self.verdicts.clear();
        let node = filter.node();
        let verdict = |row: u32, index: &IndexEntry| match node.by_index(row, index) {
            Some(true) => ScanVerdict::In,
            Some(false) => ScanVerdict::Out,
            None => ScanVerdict::Open,
        };
        let numbered = (first..).zip(&self.rows);
        match among {
            None => self.verdicts.extend(numbered.map(|(row, index)| verdict(row, index))),
            Some(among) => {
                let mut among = among.iter().copied().peekable();
                self.verdicts.extend(numbered.map(|(row, index)| {
                    while among.next_if(|other| *other < row).is_some() {}
                    match among.next_if_eq(&row) {
                        Some(_) => verdict(row, index),
                        None => ScanVerdict::Out,
                    }
                }));
            }
        }
        Ok(())
    }

    /// Decides rows from `at` on, which the index left open, and those within the same mebibyte; where it ended.
    fn piece(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        at: usize,
        hits: &mut Vec<u32>,
    ) -> Result<usize, Error> {
        let begin = self.rows.get(at).map_or(0, |row| row.offset);
        let mut end = at;
        let mut reached = begin;
        let mut open = 0;
        let mut open_bytes = 0;
        while let (Some(row), Some(verdict)) = (self.rows.get(end), self.verdicts.get(end)) {
            let fits = row.end().checked_sub(begin).is_some_and(|size| size <= PIECE as u64);
            // Rows are read in one piece only where each begins at the end of the one before.
            if end > at && (!fits || row.offset != reached) {
                break;
            }
            if *verdict == ScanVerdict::Open {
                open += 1;
                open_bytes += row.end() - row.offset;
            }
            reached = row.end();
            end += 1;
            if !fits {
                break;
            }
        }
        let mut judge = Matcher::new(reader, filter, self.before + end as u32)?;
        let needs = filter.needs();
        let bytes = reached - begin;
        // Few among many are looked up one by one, and so are headers far apart.
        let few = bytes > PIECE as u64 || open == 1 || open_bytes * 4 < bytes;
        let heads_alone = !needs.text && !needs.payload && !needs.wire;
        if few || (heads_alone && (!needs.time || bytes > open * FAR)) {
            for i in at..end {
                let (Some(row), Some(verdict)) = (self.rows.get(i), self.verdicts.get(i)) else {
                    continue;
                };
                let number = self.before + 1 + i as u32;
                let is = match verdict {
                    ScanVerdict::Open => judge.row(number, row)?,
                    known => *known == ScanVerdict::In,
                };
                if is {
                    hits.push(number);
                }
            }
            return Ok(end);
        }
        self.buffer.resize(bytes as usize, 0);
        reader.read_data(&mut self.buffer, begin)?;
        self.mark(filter.needles(), at..end, begin);
        if !needs.payload && !needs.time && !needs.latency && !needs.wire {
            self.by_marks(reader, filter, at..end, hits)?;
            return Ok(end);
        }
        for i in at..end {
            let (Some(row), Some(verdict)) = (self.rows.get(i), self.verdicts.get(i)) else {
                continue;
            };
            let number = self.before + 1 + i as u32;
            let from = (row.offset - begin) as usize;
            let record = self.buffer.get(from..from + RECORD + row.len as usize);
            let record = record.and_then(<[u8]>::split_first_chunk::<RECORD>);
            let (head, payload) = record.ok_or_else(|| reader.corrupt(row.offset))?;
            let entry = reader.checked(number, row, head)?;
            let behind = from + RECORD + row.len as usize;
            let wire = self.buffer.get(behind..).filter(|_| row.wire);
            let wire =
                wire.and_then(|rest| rest.first_chunk()).map(|size| u32::from_le_bytes(*size));
            let marks = |needle: usize| {
                self.marks.get(needle).and_then(|marks| marks.get(i - at)).copied().unwrap_or(false)
            };
            let is = match verdict {
                ScanVerdict::Open => {
                    let (time_ns, marks) = (entry.time_ns, Some(&marks as &dyn Fn(usize) -> bool));
                    judge.is(number, row, RowReading { time_ns, wire, payload, marks })
                }
                known => *known == ScanVerdict::In,
            };
            if is {
                hits.push(number);
            }
        }
        Ok(end)
    }

    /// Decides rows that nothing but texts left open. Their headers are not looked at, but for the first: an index
    /// that does not belong to the data is out of step from there on.
    fn by_marks(
        &self,
        reader: &Reader,
        filter: &Filter,
        range: Range<usize>,
        hits: &mut Vec<u32>,
    ) -> Result<(), Error> {
        let rows = self.rows.get(range.clone()).unwrap_or_default();
        let verdicts = self.verdicts.get(range.clone()).unwrap_or_default();
        let first = self.before + 1 + range.start as u32;
        if let (Some(row), Some(head)) = (rows.first(), self.buffer.first_chunk::<RECORD>()) {
            reader.checked(first, row, head)?;
        }
        let node = filter.node();
        for (i, (row, verdict)) in rows.iter().zip(verdicts).enumerate() {
            let number = first + i as u32;
            let is = match verdict {
                ScanVerdict::In => true,
                ScanVerdict::Out => false,
                ScanVerdict::Open => node.by_marks(number, row, &self.marks, i),
            };
            if is {
                hits.push(number);
            }
        }
        Ok(())
    }

    /// Which of these rows have which texts.
    fn mark(&mut self, needles: &[Needle], range: Range<usize>, begin: u64) {
        if needles.iter().any(Needle::wants_small) {
            self.small.clear();
            self.small.extend_from_slice(&self.buffer);
            self.small.make_ascii_lowercase();
        }
        let rows = self.rows.get(range).unwrap_or_default();
        self.marks.resize_with(needles.len(), Vec::new);
        for (needle, marks) in needles.iter().zip(&mut self.marks) {
            marks.clear();
            marks.resize(rows.len(), false);
            let mut at = 0;
            let mut from = RECORD;
            while let Some((start, end)) = needle.find(&self.buffer, &self.small, from) {
                let ends = |row: &IndexEntry| (row.end() - begin) as usize;
                while rows.get(at).is_some_and(|row| ends(row) <= start) {
                    at += 1;
                }
                let Some(row) = rows.get(at) else { break };
                let payload = (row.offset - begin) as usize + RECORD;
                if start >= payload && end <= (row.payload_end() - begin) as usize {
                    if let Some(mark) = marks.get_mut(at) {
                        *mark = true;
                    }
                    from = ends(row) + RECORD;
                    at += 1;
                } else {
                    from = (start + 1).max(payload);
                }
            }
        }
    }
}
