//! The list of row numbers that a window looks at.
//!
//! A view is a place to begin (what was cleared lies before it) and perhaps a filter. It is
//! advanced in slices by whoever owns it, in their own thread, so that it can be dropped or changed
//! between two slices; it shows what it has found so far, and goes on with new rows.

use std::time::{Duration, Instant};

use super::filter_scan::FilterScan;
use super::match_bitmap::MatchBitmap;
use super::{Error, Filter, Reader};

/// The rows that a window looks at.
#[derive(Debug)]
pub struct View {
    reader: Reader,
    base: u32,
    filter: Option<Filter>,
    scan: FilterScan,
    hits: MatchBitmap,
    /// Of the piece that is looked at.
    found: Vec<u32>,
    rows: u32,
    generation: u64,
}

impl View {
    /// All rows.
    pub fn new(reader: Reader) -> View {
        View {
            reader,
            base: 0,
            filter: None,
            scan: FilterScan::from(1),
            hits: MatchBitmap::default(),
            found: Vec::new(),
            rows: 0,
            generation: 0,
        }
    }

    /// What it reads.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Changes whenever positions begin to mean other rows, so that an answer to an old question
    /// can be told.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Shows only what a filter lets through, or everything. The search begins anew.
    pub fn set_filter(&mut self, filter: Option<Filter>) {
        self.filter = filter;
        self.restart();
    }

    /// What it is filtered by.
    pub fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    /// Shows only rows after this one; 0 shows all again. Nothing is removed from the file.
    pub fn set_base(&mut self, row: u32) {
        self.base = row.min(u32::MAX - 1);
        self.restart();
    }

    /// The row after which it begins.
    pub fn base(&self) -> u32 {
        self.base
    }

    fn restart(&mut self) {
        self.scan = FilterScan::from(self.base.saturating_add(1));
        self.hits = MatchBitmap::default();
        self.generation += 1;
    }

    /// Goes on for about so long. True when there is more to do now; false when it has seen every
    /// row there is.
    pub fn advance(&mut self, budget: Duration) -> Result<bool, Error> {
        self.rows = self.reader.rows()?;
        self.let_go();
        let Some(filter) = &self.filter else { return Ok(false) };
        let begun = Instant::now();
        while self.scan.next <= self.rows {
            self.found.clear();
            match self.scan.step(&self.reader, filter, self.rows, None, &mut self.found) {
                // A limit has removed it since; the next look goes on behind it.
                Err(Error::Removed { .. }) => return Ok(true),
                done => done?,
            }
            self.found.iter().for_each(|row| self.hits.push(*row));
            if begun.elapsed() >= budget {
                return Ok(self.scan.next <= self.rows);
            }
        }
        Ok(false)
    }

    /// Rows that a limit has removed are no part of it any more.
    fn let_go(&mut self) {
        let before = self.reader.first_row() - 1;
        if before <= self.base {
            return;
        }
        self.base = before;
        self.hits.drop_before(before.saturating_add(1));
        self.scan.next = self.scan.next.max(before.saturating_add(1));
        self.generation += 1;
    }

    /// The last row it has looked at.
    pub fn seen(&self) -> u32 {
        if self.filter.is_some() { self.scan.next - 1 } else { self.rows.max(self.base) }
    }

    /// Rows it has looked at and does not show, those before its base not among them.
    pub fn hidden(&self) -> u32 {
        (self.seen() - self.base).saturating_sub(self.total())
    }

    /// How many rows it shows.
    pub fn total(&self) -> u32 {
        match self.filter {
            Some(_) => self.hits.len(),
            None => self.rows.saturating_sub(self.base),
        }
    }

    /// The row at a position; the first position is 0.
    pub fn row_at(&self, position: u32) -> Option<u32> {
        match self.filter {
            Some(_) => self.hits.get(position),
            None => (position < self.total()).then(|| self.base + 1 + position),
        }
    }

    /// The position of a row, or where it would be: the first position whose row is not before it.
    pub fn position_of(&self, row: u32) -> u32 {
        match self.filter {
            Some(_) => self.hits.position_of(row),
            None => row.saturating_sub(self.base + 1).min(self.total()),
        }
    }

    /// The rows at `first` and after it, `count` or what there are.
    pub fn rows(&self, first: u32, count: u32) -> Vec<u32> {
        if self.filter.is_some() {
            return self.hits.iter_at(first).take(count as usize).collect();
        }
        let end = first.saturating_add(count).min(self.total());
        (first..end).filter_map(|position| self.row_at(position)).collect()
    }
}
