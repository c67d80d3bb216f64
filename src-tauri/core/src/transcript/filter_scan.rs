//! Evaluates a filter over rows in order.
//!
//! The index alone decides many filters, thousands of rows at a time. Otherwise, where undecided
//! rows lie close together, texts are searched for in large chunks of the data file, record headers
//! included: one search over a mebibyte is far quicker than ten thousand over 64 bytes each. A
//! match counts only if it lies within one payload; after one that touches a header, the search
//! continues at the next byte, so that the coincidence cannot hide a real match.

use std::ops::Range;

use super::filter::text::Needle;
use super::format::{IndexEntry, RECORD};
use super::matcher::{CHUNK, Matcher, RowReading};
use super::{Error, Filter, Reader};

/// Record headers further apart than this are read one by one.
const MAX_HEADER_GAP: u64 = 1024;
/// Index rows loaded at once.
const BATCH: u32 = 8192;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScanVerdict {
    Reject,
    Accept,
    Undecided,
}

/// Position and buffers of a scan.
#[derive(Debug, Default)]
pub(super) struct FilterScan {
    /// The next row to scan.
    pub next: u32,
    /// The row before the first of `rows`.
    before: u32,
    rows: Vec<IndexEntry>,
    verdicts: Vec<ScanVerdict>,
    buffer: Vec<u8>,
    lowercase: Vec<u8>,
    marks: Vec<Vec<bool>>,
}

impl FilterScan {
    /// Starts at a row.
    pub(super) fn from(next: u32) -> FilterScan {
        FilterScan { next, ..FilterScan::default() }
    }

    /// Restarts at a row, possibly with other candidates, and keeps the allocated buffers.
    pub(super) fn restart(&mut self, next: u32) {
        self.next = next;
        self.rows.clear();
        self.verdicts.clear();
        self.before = 0;
    }

    /// Scans one chunk of rows up to `last`, and appends the matching row numbers. `candidates`,
    /// which is sorted, limits the scan to these rows.
    pub(super) fn step(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        last: u32,
        candidates: Option<&[u32]>,
        matches: &mut Vec<u32>,
    ) -> Result<(), Error> {
        let known = self.before + self.rows.len() as u32;
        if self.next <= self.before || self.next > known {
            self.load(reader, filter, last, candidates)?;
        }
        let mut at = (self.next - self.before - 1) as usize;
        while let Some(verdict) = self.verdicts.get(at)
            && *verdict != ScanVerdict::Undecided
        {
            if *verdict == ScanVerdict::Accept {
                matches.push(self.before + 1 + at as u32);
            }
            at += 1;
        }
        if at < self.rows.len() {
            at = self.scan_chunk(reader, filter, at, matches)?;
        }
        self.next = self.before + 1 + at as u32;
        Ok(())
    }

    /// Loads index rows and decides those for which the index suffices.
    fn load(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        last: u32,
        candidates: Option<&[u32]>,
    ) -> Result<(), Error> {
        let first = self.next;
        let count = (last + 1).saturating_sub(first).min(BATCH);
        self.rows = reader.index_rows(first, count)?;
        self.before = first - 1;
        self.verdicts.clear();
        let node = filter.node();
        let verdict = |row: u32, index: &IndexEntry| match node.by_index(row, index) {
            Some(true) => ScanVerdict::Accept,
            Some(false) => ScanVerdict::Reject,
            None => ScanVerdict::Undecided,
        };
        let numbered = (first..).zip(&self.rows);
        match candidates {
            None => self.verdicts.extend(numbered.map(|(row, index)| verdict(row, index))),
            Some(candidates) => {
                let mut candidates = candidates.iter().copied().peekable();
                self.verdicts.extend(numbered.map(|(row, index)| {
                    while candidates.next_if(|other| *other < row).is_some() {}
                    match candidates.next_if_eq(&row) {
                        Some(_) => verdict(row, index),
                        None => ScanVerdict::Reject,
                    }
                }));
            }
        }
        Ok(())
    }

    /// Decides rows from `at` on within the same mebibyte, the first of which the index left
    /// undecided. Returns the position after the last.
    fn scan_chunk(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        at: usize,
        matches: &mut Vec<u32>,
    ) -> Result<usize, Error> {
        let begin = self.rows.get(at).map_or(0, |row| row.offset);
        let mut end = at;
        let mut reached = begin;
        let mut undecided = 0;
        let mut undecided_bytes = 0;
        while let (Some(row), Some(verdict)) = (self.rows.get(end), self.verdicts.get(end)) {
            let fits = row.end().checked_sub(begin).is_some_and(|size| size <= CHUNK as u64);
            // A chunk holds only contiguous records.
            if end > at && (!fits || row.offset != reached) {
                break;
            }
            if *verdict == ScanVerdict::Undecided {
                undecided += 1;
                undecided_bytes += row.end() - row.offset;
            }
            reached = row.end();
            end += 1;
            if !fits {
                break;
            }
        }
        let mut matcher = Matcher::new(reader, filter, self.before + end as u32)?;
        let needs = filter.needs();
        let bytes = reached - begin;
        // Read single rows when few are undecided, and single headers when they lie far apart.
        let is_sparse = bytes > CHUNK as u64 || undecided == 1 || undecided_bytes * 4 < bytes;
        let needs_headers_only = !needs.text && !needs.payload && !needs.wire;
        if is_sparse || (needs_headers_only && (!needs.time || bytes > undecided * MAX_HEADER_GAP))
        {
            for i in at..end {
                let (Some(row), Some(verdict)) = (self.rows.get(i), self.verdicts.get(i)) else {
                    continue;
                };
                let number = self.before + 1 + i as u32;
                let is_match = match verdict {
                    ScanVerdict::Undecided => matcher.row(number, row)?,
                    known => *known == ScanVerdict::Accept,
                };
                if is_match {
                    matches.push(number);
                }
            }
            return Ok(end);
        }
        self.buffer.resize(bytes as usize, 0);
        reader.read_data(&mut self.buffer, begin)?;
        self.mark_rows(filter.needles(), at..end, begin);
        let needs_only_text =
            !needs.payload && !needs.time && !needs.latency && !needs.findings && !needs.wire;
        if needs_only_text {
            self.by_marks(reader, filter, at..end, matches)?;
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
            let (header, payload) = record.ok_or_else(|| reader.corrupt(row.offset))?;
            let record = reader.checked(number, row, header)?;
            let payload_end = from + RECORD + row.len as usize;
            let wire = self.buffer.get(payload_end..).filter(|_| row.wire);
            let wire =
                wire.and_then(|rest| rest.first_chunk()).map(|size| u32::from_le_bytes(*size));
            let marks = |needle: usize| {
                self.marks.get(needle).and_then(|marks| marks.get(i - at)).copied().unwrap_or(false)
            };
            let is_match = match verdict {
                ScanVerdict::Undecided => {
                    let (time_ns, marks) = (record.time_ns, Some(&marks as &dyn Fn(usize) -> bool));
                    matcher.is_match(number, row, RowReading { time_ns, wire, payload, marks })?
                }
                known => *known == ScanVerdict::Accept,
            };
            if is_match {
                matches.push(number);
            }
        }
        Ok(end)
    }

    /// Decides rows that depend on texts only. Checks the first record's header alone: an index
    /// that does not belong to the data disagrees from there on.
    fn by_marks(
        &self,
        reader: &Reader,
        filter: &Filter,
        range: Range<usize>,
        matches: &mut Vec<u32>,
    ) -> Result<(), Error> {
        let rows = self.rows.get(range.clone()).unwrap_or_default();
        let verdicts = self.verdicts.get(range.clone()).unwrap_or_default();
        let first = self.before + 1 + range.start as u32;
        if let (Some(row), Some(header)) = (rows.first(), self.buffer.first_chunk::<RECORD>()) {
            reader.checked(first, row, header)?;
        }
        let node = filter.node();
        for (i, (row, verdict)) in rows.iter().zip(verdicts).enumerate() {
            let number = first + i as u32;
            let is_match = match verdict {
                ScanVerdict::Accept => true,
                ScanVerdict::Reject => false,
                ScanVerdict::Undecided => node.by_marks(number, row, &self.marks, i),
            };
            if is_match {
                matches.push(number);
            }
        }
        Ok(())
    }

    /// Marks which of these rows contain which texts.
    fn mark_rows(&mut self, needles: &[Needle], range: Range<usize>, begin: u64) {
        if needles.iter().any(Needle::wants_lowercase) {
            self.lowercase.clear();
            self.lowercase.extend_from_slice(&self.buffer);
            self.lowercase.make_ascii_lowercase();
        }
        let rows = self.rows.get(range).unwrap_or_default();
        self.marks.resize_with(needles.len(), Vec::new);
        for (needle, marks) in needles.iter().zip(&mut self.marks) {
            marks.clear();
            marks.resize(rows.len(), false);
            let mut at = 0;
            let mut from = RECORD;
            while let Some((start, end)) = needle.find(&self.buffer, &self.lowercase, from) {
                let end_of = |row: &IndexEntry| (row.end() - begin) as usize;
                while rows.get(at).is_some_and(|row| end_of(row) <= start) {
                    at += 1;
                }
                let Some(row) = rows.get(at) else { break };
                let payload = (row.offset - begin) as usize + RECORD;
                if start >= payload && end <= (row.payload_end() - begin) as usize {
                    if let Some(mark_rows) = marks.get_mut(at) {
                        *mark_rows = true;
                    }
                    from = end_of(row) + RECORD;
                    at += 1;
                } else {
                    from = (start + 1).max(payload);
                }
            }
        }
    }
}
