//! Rows of a transcript that a window shows.
//!
//! A view has a first row (clearing the list moves it) and optionally a filter. Its owner advances
//! it in slices on the owner's own thread, so that it can be dropped or changed between slices. It
//! shows the matches so far and continues with new rows.

use std::time::{Duration, Instant};

use super::filter_scan::FilterScan;
use super::match_bitmap::MatchBitmap;
use super::{Error, Filter, Reader};

/// The row numbers that a window shows.
#[derive(Debug)]
pub struct View {
    reader: Reader,
    base: u32,
    filter: Option<Filter>,
    scan: FilterScan,
    matches: MatchBitmap,
    /// Matches of the current step.
    step_matches: Vec<u32>,
    rows: u32,
    generation: u64,
    /// Revision of the findings from which the matches were taken.
    revision: u32,
}

impl View {
    /// Creates a view of all rows.
    pub fn new(reader: Reader) -> View {
        View {
            reader,
            base: 0,
            filter: None,
            scan: FilterScan::from(1),
            matches: MatchBitmap::default(),
            step_matches: Vec::new(),
            rows: 0,
            generation: 0,
            revision: 0,
        }
    }

    /// Reader of the transcript.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Increases whenever positions begin to refer to other rows, so that callers can discard
    /// outdated results.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Sets or removes the filter, and restarts the scan.
    pub fn set_filter(&mut self, filter: Option<Filter>) {
        self.filter = filter;
        self.restart();
    }

    /// The current filter.
    pub fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    /// Shows only rows after this one; 0 shows all again. Removes nothing from the file.
    pub fn set_base(&mut self, row: u32) {
        self.base = row.min(u32::MAX - 1);
        self.restart();
    }

    /// The row after which the view begins.
    pub fn base(&self) -> u32 {
        self.base
    }

    fn restart(&mut self) {
        self.scan = FilterScan::from(self.base.saturating_add(1));
        self.matches = MatchBitmap::default();
        self.revision = self.revision_now().unwrap_or(0);
        self.generation += 1;
    }

    /// Scans rows for about `budget`. Returns true if rows remain, false once all rows are scanned.
    pub fn advance(&mut self, budget: Duration) -> Result<bool, Error> {
        self.rows = self.reader.rows()?;
        self.drop_removed();
        if self.has_outdated_matches() {
            self.restart();
        }
        let Some(filter) = &self.filter else { return Ok(false) };
        let started = Instant::now();
        while self.scan.next <= self.rows {
            self.step_matches.clear();
            match self.scan.step(&self.reader, filter, self.rows, None, &mut self.step_matches) {
                // A retention limit has removed the row meanwhile; the next call continues after
                // it.
                Err(Error::Removed { .. }) => return Ok(true),
                done => done?,
            }
            self.step_matches.iter().for_each(|row| self.matches.push(*row));
            if started.elapsed() >= budget {
                break;
            }
        }
        // A message that never ends is a fault of an earlier row.
        Ok(self.scan.next <= self.rows || self.has_outdated_matches())
    }

    /// Whether faults were found in rows after they had been scanned.
    fn has_outdated_matches(&self) -> bool {
        self.revision_now().is_some_and(|now| now != self.revision)
    }

    fn revision_now(&self) -> Option<u32> {
        Some(self.filter.as_ref()?.findings()?.lock().revisions())
    }

    /// Drops rows that a retention limit has removed.
    fn drop_removed(&mut self) {
        let removed = self.reader.first_row() - 1;
        if removed <= self.base {
            return;
        }
        self.base = removed;
        self.matches.drop_before(removed.saturating_add(1));
        self.scan.next = self.scan.next.max(removed.saturating_add(1));
        self.generation += 1;
    }

    /// The last row that was scanned.
    pub fn last_scanned(&self) -> u32 {
        if self.filter.is_some() { self.scan.next - 1 } else { self.rows.max(self.base) }
    }

    /// Number of scanned rows that do not match, without those before the base.
    pub fn hidden(&self) -> u32 {
        (self.last_scanned() - self.base).saturating_sub(self.total())
    }

    /// Number of rows shown.
    pub fn total(&self) -> u32 {
        match self.filter {
            Some(_) => self.matches.len(),
            None => self.rows.saturating_sub(self.base),
        }
    }

    /// The row at a position; the first position is 0.
    pub fn row_at(&self, position: u32) -> Option<u32> {
        match self.filter {
            Some(_) => self.matches.get(position),
            None => (position < self.total()).then(|| self.base + 1 + position),
        }
    }

    /// The position of a row, or the position of the first row after it if it is not shown.
    pub fn position_of(&self, row: u32) -> u32 {
        match self.filter {
            Some(_) => self.matches.position_of(row),
            None => row.saturating_sub(self.base + 1).min(self.total()),
        }
    }

    /// Up to `count` rows from position `first` on.
    pub fn rows(&self, first: u32, count: u32) -> Vec<u32> {
        if self.filter.is_some() {
            return self.matches.iter_at(first).take(count as usize).collect();
        }
        let end = first.saturating_add(count).min(self.total());
        (first..end).filter_map(|position| self.row_at(position)).collect()
    }
}
