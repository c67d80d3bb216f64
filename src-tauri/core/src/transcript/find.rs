//! Finds the next row of a view that passes another filter, and rows by time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::filter::{Cell, Context, FilterError};
use super::filter_scan::FilterScan;
use super::{Error, Filter, Reader, RowCodes, View};

/// Rows scanned in the first chunk; each following chunk is twice as large, up to [`MAX_CHUNK`].
const MIN_CHUNK: u32 = 64;
const MAX_CHUNK: u32 = 8192;

/// A search within a view that runs in slices; dropping it cancels it.
#[derive(Debug)]
pub struct Find {
    filter: Filter,
    is_forward: bool,
    generation: u64,
    /// Forward: the first position not scanned; backward: the one after the last not scanned.
    at: u32,
    /// Range of positions being scanned.
    chunk: Option<(u32, u32)>,
    size: u32,
    scan: FilterScan,
    matches: Vec<u32>,
}

/// Progress or outcome of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindResult {
    /// A matching row.
    At {
        /// Its position in the view; the first is 0.
        position: u32,
        /// Its row number.
        row: u32,
    },
    /// No match up to the end of the view.
    Nothing,
    /// Not finished: call again.
    Searching {
        /// Position at which the next slice starts (backward: ends).
        at: u32,
    },
    /// The view has changed since the search began, so positions refer to other rows.
    Changed,
}

impl View {
    /// Starts a search for the next row that also passes `filter`, after position `from`, or before
    /// it unless `is_forward`. Without `from`, it starts at the beginning or the end of the view.
    pub fn find(&self, filter: Filter, from: Option<u32>, is_forward: bool) -> Find {
        let at = match (from, is_forward) {
            (Some(from), true) => from.saturating_add(1),
            (Some(from), false) => from.min(self.total()),
            (None, true) => 0,
            (None, false) => self.total(),
        };
        Find {
            filter,
            is_forward,
            generation: self.generation(),
            at,
            chunk: None,
            size: MIN_CHUNK,
            scan: FilterScan::default(),
            matches: Vec::new(),
        }
    }

    /// Continues a search for about `budget`.
    pub fn continue_find(&self, find: &mut Find, budget: Duration) -> Result<FindResult, Error> {
        if find.generation != self.generation() {
            return Ok(FindResult::Changed);
        }
        let started = Instant::now();
        loop {
            let Some((from, to)) = find.chunk.or_else(|| find.next_chunk(self)) else {
                return Ok(FindResult::Nothing);
            };
            if let Some(row) = find.scan_step(self, from, to)? {
                return Ok(FindResult::At { position: self.position_of(row), row });
            }
            if started.elapsed() >= budget {
                return Ok(FindResult::Searching { at: find.at });
            }
        }
    }

    /// Filter for rows with this row's code and direction.
    pub fn same_code(&self, row: u32, context: &Context) -> Result<Filter, Error> {
        let record = self.reader().record(row)?;
        let codes = RowCodes::new(self.reader(), Arc::clone(&context.decoder));
        let codes = match &context.findings {
            Some(findings) => codes.with(findings.clone()),
            None => codes,
        };
        let code = Cell::Code(codes.of(self.reader(), &record)?).expr();
        let direction = Cell::Direction(record.direction).expr();
        let test = super::filter::FilterExpr::And(vec![code, direction]);
        Filter::of(test, context).map_err(|error: FilterError| error.into())
    }

    /// Position of the first row that is not earlier than `time_ns` (nanoseconds since the Unix
    /// epoch); the number of rows if all are earlier.
    pub fn position_of_time(&self, time_ns: i64) -> Result<u32, Error> {
        let (mut early, mut late) = (0, self.total());
        while early < late {
            let middle = early + (late - early) / 2;
            let Some(row) = self.row_at(middle) else { break };
            match self.reader().record(row)?.time_ns < time_ns {
                true => early = middle + 1,
                false => late = middle,
            }
        }
        Ok(early)
    }
}

impl View {
    /// Position of the first row that is not earlier than a time in text form (`10:05`,
    /// `10:05:07.5`, `2026-01-02T10:05`, `+5s`) in the given time zone; `None` if the text is not a
    /// time or the view has no rows.
    pub fn position_of_clock(&self, text: &str, zone: &TimeZone) -> Result<Option<u32>, Error> {
        let time_of = |row| self.reader().record(row).map(|record| record.time_ns);
        let rows = self.reader().row_range()?;
        if rows.is_empty() {
            return Ok(None);
        }
        let (first_ns, last_ns) = (time_of(rows.start)?, time_of(rows.end - 1)?);
        match super::filter::instant(text, zone, first_ns, last_ns) {
            Some(time_ns) => self.position_of_time(time_ns).map(Some),
            None => Ok(None),
        }
    }
}

impl Find {
    /// The next range of positions to scan, limited to rows close to each other.
    fn next_chunk(&mut self, view: &View) -> Option<(u32, u32)> {
        let size = self.size;
        self.size = (size * 2).min(MAX_CHUNK);
        let (from, to) = match self.is_forward {
            true => (self.at, view.total().min(self.at.saturating_add(size))),
            false => (self.at.saturating_sub(size), self.at.min(view.total())),
        };
        let (first, last) = (view.row_at(from)?, view.row_at(to.checked_sub(1)?)?);
        let is_near = |row: u32| {
            if self.is_forward { row - first < MAX_CHUNK } else { last - row < MAX_CHUNK }
        };
        let rows = view.rows(from, to.checked_sub(from)?);
        let (from, to) = match self.is_forward {
            true => (from, from + rows.partition_point(|row| is_near(*row)) as u32),
            false => (from + rows.partition_point(|row| !is_near(*row)) as u32, to),
        };
        self.chunk = Some((from, to));
        self.matches.clear();
        self.scan.restart(view.row_at(from)?);
        self.chunk
    }

    /// Scans one step of the chunk; returns the matching row once it is known.
    fn scan_step(&mut self, view: &View, from: u32, to: u32) -> Result<Option<u32>, Error> {
        let rows = view.rows(from, to - from);
        let Some(last) = rows.last().copied() else { return Ok(None) };
        let candidates = view.filter().is_some().then_some(rows.as_slice());
        self.scan.step(view.reader(), &self.filter, last, candidates, &mut self.matches)?;
        if self.is_forward && !self.matches.is_empty() {
            return Ok(self.matches.first().copied());
        }
        if self.scan.next > last {
            self.chunk = None;
            self.at = if self.is_forward { to } else { from };
            return Ok(self.matches.last().copied());
        }
        Ok(None)
    }
}

impl Reader {
    /// The first row that is not earlier than `time_ns` (nanoseconds since the Unix epoch), if any.
    /// A few rows may be out of order: messages already in the socket when another was sent.
    pub fn row_at_time(&self, time_ns: i64) -> Result<Option<u32>, Error> {
        let mut view = View::new(self.clone());
        view.advance(Duration::ZERO)?;
        Ok(view.row_at(view.position_of_time(time_ns)?))
    }
}
