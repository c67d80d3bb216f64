//! One row and its filter.

use std::sync::MutexGuard;
use std::time::Duration;

use super::filter::{Offset, RowLookup};
use super::format::{IndexEntry, RECORD};
use super::latency::Latency;
use super::lazy_message::LazyMessage;
use super::{Error, Filter, Reader};

/// One piece of data.
pub(super) const PIECE: usize = 1024 * 1024;

/// Of a payload bigger than this, regular expressions and fields see only so much; texts are
/// looked for in all of it.
const MOST: u64 = 64 << 20;

/// A filter at work on a transcript.
pub(super) struct Matcher<'a> {
    reader: &'a Reader,
    filter: &'a Filter,
    latency: Option<MutexGuard<'a, Latency>>,
    offset: Offset,
    buffer: Vec<u8>,
}

impl<'a> Matcher<'a> {
    /// Replies are known up to the row `last`.
    pub(super) fn new(
        reader: &'a Reader,
        filter: &'a Filter,
        last: u32,
    ) -> Result<Matcher<'a>, Error> {
        let latency = filter.latency().map(|shared| shared.until(reader, last)).transpose()?;
        Ok(Matcher { reader, filter, latency, offset: Offset::default(), buffer: Vec::new() })
    }

    /// Replies are known as far as that takes no longer than this.
    pub(super) fn hasty(
        reader: &'a Reader,
        filter: &'a Filter,
        budget: Duration,
    ) -> Result<Matcher<'a>, Error> {
        let mut latency = filter.latency().map(|shared| shared.lock());
        if let Some(latency) = &mut latency {
            latency.advance(reader, budget)?;
        }
        Ok(Matcher { reader, filter, latency, offset: Offset::default(), buffer: Vec::new() })
    }

    /// Whether the filter lets this row through; what it wants to know beside the index is read.
    pub(super) fn row(&mut self, row: u32, index: &IndexEntry) -> Result<bool, Error> {
        match self.filter.node().by_index(row, index) {
            Some(is) => Ok(is),
            None => one(self, row, index),
        }
    }

    /// Whether the filter lets a row through of which all is known.
    pub(super) fn is(&mut self, row: u32, index: &IndexEntry, read: RowReading<'_>) -> bool {
        let latency = self.latency.as_ref().and_then(|latency| latency.of_reply(row));
        let mut look = RowLookup {
            row,
            index,
            time_ns: read.time_ns,
            latency: latency.map(|pair| pair.ns()),
            wire: read.wire,
            marks: read.marks,
            needles: self.filter.needles(),
            message: &mut LazyMessage::new(index.kind, index.direction, read.payload),
            zone: self.filter.zone(),
            offset: &mut self.offset,
        };
        self.filter.node().is(&mut look)
    }
}

/// What was read of a row for its filter.
#[derive(Clone, Copy, Default)]
pub(super) struct RowReading<'r> {
    pub(super) time_ns: i64,
    /// Its payload's bytes on the wire, where it was compressed.
    pub(super) wire: Option<u32>,
    pub(super) payload: &'r [u8],
    /// Which texts it has; absent, the payload is searched.
    pub(super) marks: Option<&'r dyn Fn(usize) -> bool>,
}

/// Reads what the filter wants to know of one row, and asks it.
fn one(judge: &mut Matcher<'_>, row: u32, index: &IndexEntry) -> Result<bool, Error> {
    let needs = judge.filter.needs();
    let reader = judge.reader;
    let wire = if needs.wire { reader.wire_of(index)? } else { None };
    let size = index.payload_end() - index.offset;
    if !needs.text && !needs.payload {
        let time_ns = if needs.time { head(reader, row, index)? } else { 0 };
        return Ok(judge.is(row, index, RowReading { time_ns, wire, ..RowReading::default() }));
    }
    let is_big = size > PIECE as u64;
    let mut buffer = std::mem::take(&mut judge.buffer);
    let has = match is_big && needs.text {
        true => needles_in(reader, judge.filter, index, &mut buffer)?,
        false => Vec::new(),
    };
    let read = match (needs.payload, is_big) {
        (false, true) => RECORD as u64,
        _ => size.min(RECORD as u64 + MOST),
    };
    buffer.resize(read as usize, 0);
    reader.read_data(&mut buffer, index.offset)?;
    let corrupt = || reader.corrupt(index.offset);
    let (head, payload) = buffer.split_first_chunk::<RECORD>().ok_or_else(corrupt)?;
    let time_ns = reader.checked(row, index, head)?.time_ns;
    let marks = |needle: usize| has.get(needle).copied().unwrap_or(false);
    let marks: Option<&dyn Fn(usize) -> bool> = if is_big { Some(&marks) } else { None };
    let is = judge.is(row, index, RowReading { time_ns, wire, payload, marks });
    // One huge message must not keep its memory for the rest of the walk.
    if !is_big {
        judge.buffer = buffer;
    }
    Ok(is)
}

fn head(reader: &Reader, row: u32, index: &IndexEntry) -> Result<i64, Error> {
    let mut head = [0; RECORD];
    reader.read_data(&mut head, index.offset)?;
    Ok(reader.checked(row, index, &head)?.time_ns)
}

/// Which texts a payload has that is bigger than a piece: in parts that overlap by what a match could have on
/// either side.
fn needles_in(
    reader: &Reader,
    filter: &Filter,
    row: &IndexEntry,
    buffer: &mut Vec<u8>,
) -> Result<Vec<bool>, Error> {
    let needles = filter.needles();
    let mut has = vec![false; needles.len()];
    let overlap = needles.iter().map(|needle| needle.longest()).max().unwrap_or(0) as u64;
    let mut at = row.offset + RECORD as u64;
    loop {
        let left = row.payload_end() - at;
        buffer.resize(usize::try_from(left).unwrap_or(PIECE).min(PIECE), 0);
        reader.read_data(buffer, at)?;
        for (has, needle) in has.iter_mut().zip(needles) {
            *has = *has || needle.is_in(buffer);
        }
        if buffer.len() as u64 == left || has.iter().all(|has| *has) {
            return Ok(has);
        }
        at += buffer.len() as u64 - overlap;
    }
}

impl Filter {
    /// Whether it lets these rows through, which may be in any order: for those on the screen.
    pub fn matches(&self, reader: &Reader, rows: &[u32]) -> Result<Vec<bool>, Error> {
        let last = rows.iter().copied().max().unwrap_or(0);
        let mut judge = Matcher::new(reader, self, last)?;
        rows.iter().map(|&row| judge.row(row, &reader.index_row(row)?)).collect()
    }
}
