//! The next row of a view that passes another filter, and rows by time.

use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::filter::{Cell, Context, FilterError};
use super::filter_scan::FilterScan;
use super::{Error, Filter, Reader, View};

/// So many rows are looked at first; twice as many each time after, up to [`MOST`].
const FIRST: u32 = 64;
/// See [`FIRST`].
const MOST: u32 = 8192;

/// A search within a view, in slices: dropped, it is cancelled.
#[derive(Debug)]
pub struct Find {
    filter: Filter,
    is_forward: bool,
    generation: u64,
    /// Forward: the first position not looked at; backward: the one behind the last.
    at: u32,
    /// Positions being looked at.
    chunk: Option<(u32, u32)>,
    size: u32,
    scan: FilterScan,
    hits: Vec<u32>,
}

/// How a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindResult {
    /// A row, and where the view has it.
    At {
        /// Its position; the first is 0.
        position: u32,
        /// Its number.
        row: u32,
    },
    /// There is none between there and the end.
    Nothing,
    /// It is not over: ask again.
    Searching {
        /// Positions looked at next begin (or, backward, end) here.
        at: u32,
    },
    /// The view has changed since the search began: positions mean other rows.
    Changed,
}

impl View {
    /// Begins the search for the next row that also passes `filter`, behind the position `from`, or before it
    /// where not `is_forward`; from the view's beginning or end where there is none.
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
            size: FIRST,
            scan: FilterScan::default(),
            hits: Vec::new(),
        }
    }

    /// Goes on for about so long.
    pub fn find_on(&self, find: &mut Find, budget: Duration) -> Result<FindResult, Error> {
        if find.generation != self.generation() {
            return Ok(FindResult::Changed);
        }
        let begun = Instant::now();
        loop {
            let Some((from, to)) = find.chunk.or_else(|| find.next_chunk(self)) else {
                return Ok(FindResult::Nothing);
            };
            if let Some(row) = find.look(self, from, to)? {
                return Ok(FindResult::At { position: self.position_of(row), row });
            }
            if begun.elapsed() >= budget {
                return Ok(FindResult::Searching { at: find.at });
            }
        }
    }

    /// Rows with the same code as this one, of the same direction: for next and previous of them.
    pub fn same_code(&self, row: u32) -> Result<Filter, Error> {
        let entry = self.reader().entry(row)?;
        let code = Cell::Code(entry.code).expr();
        let direction = Cell::Direction(entry.direction).expr();
        let both = super::filter::FilterExpr::And(vec![code, direction]);
        Filter::of(both, &Context::default()).map_err(|error: FilterError| error.into())
    }

    /// The position of the first row that is not earlier than a time in nanoseconds since 1970; how many there
    /// are where all are earlier.
    pub fn position_of_time(&self, time_ns: i64) -> Result<u32, Error> {
        let (mut early, mut late) = (0, self.total());
        while early < late {
            let middle = early + (late - early) / 2;
            let Some(row) = self.row_at(middle) else { break };
            match self.reader().entry(row)?.time_ns < time_ns {
                true => early = middle + 1,
                false => late = middle,
            }
        }
        Ok(early)
    }
}

impl View {
    /// The position of the first row that is not earlier than a time as a person writes it (`10:05`, `10:05:07.5`,
    /// `2026-01-02T10:05`, `+5s`), by the clock of this zone; none where that is no time, or there are no rows.
    pub fn position_of_clock(&self, text: &str, zone: &TimeZone) -> Result<Option<u32>, Error> {
        let time_of = |row| self.reader().entry(row).map(|entry| entry.time_ns);
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
    /// The next positions to look at, of rows that lie near each other.
    fn next_chunk(&mut self, view: &View) -> Option<(u32, u32)> {
        let size = self.size;
        self.size = (size * 2).min(MOST);
        let (from, to) = match self.is_forward {
            true => (self.at, view.total().min(self.at.saturating_add(size))),
            false => (self.at.saturating_sub(size), self.at.min(view.total())),
        };
        let (first, last) = (view.row_at(from)?, view.row_at(to.checked_sub(1)?)?);
        let near = |row: u32| {
            if self.is_forward { row - first < MOST } else { last - row < MOST }
        };
        let rows = view.rows(from, to.checked_sub(from)?);
        let (from, to) = match self.is_forward {
            true => (from, from + rows.partition_point(|row| near(*row)) as u32),
            false => (from + rows.partition_point(|row| !near(*row)) as u32, to),
        };
        self.chunk = Some((from, to));
        self.hits.clear();
        self.scan.restart(view.row_at(from)?);
        self.chunk
    }

    /// One step into the chunk; the row to show, once it is known.
    fn look(&mut self, view: &View, from: u32, to: u32) -> Result<Option<u32>, Error> {
        let rows = view.rows(from, to - from);
        let Some(last) = rows.last().copied() else { return Ok(None) };
        let among = view.filter().is_some().then_some(rows.as_slice());
        self.scan.step(view.reader(), &self.filter, last, among, &mut self.hits)?;
        if self.is_forward && !self.hits.is_empty() {
            return Ok(self.hits.first().copied());
        }
        if self.scan.next > last {
            self.chunk = None;
            self.at = if self.is_forward { to } else { from };
            return Ok(self.hits.last().copied());
        }
        Ok(None)
    }
}

impl Reader {
    /// The first row that is not earlier than a time in nanoseconds since 1970, if there is one. A few rows of
    /// a transcript may stand out of order, by what lay in the socket when one was sent.
    pub fn row_at_time(&self, time_ns: i64) -> Result<Option<u32>, Error> {
        let mut view = View::new(self.clone());
        view.advance(Duration::ZERO)?;
        Ok(view.row_at(view.position_of_time(time_ns)?))
    }
}
