//! Evaluates a filter on single rows.

use std::sync::MutexGuard;
use std::time::Duration;

use super::filter::{Offset, RowLookup};
use super::findings::Findings;
use super::format::{IndexEntry, RECORD};
use super::joined::joined_message;
use super::latency::Latency;
use super::lazy_message::LazyMessage;
use super::{Error, Filter, Reader};

/// Size of a data chunk, in bytes.
pub(super) const CHUNK: usize = 1024 * 1024;

/// Regular expressions and fields see at most this many bytes of a payload; texts are searched for
/// in all of it.
pub(super) const MAX_DECODED: u64 = 64 << 20;

/// Evaluates a filter on a transcript's rows, reading what the index does not contain.
pub(super) struct Matcher<'a> {
    reader: &'a Reader,
    filter: &'a Filter,
    latency: Option<MutexGuard<'a, Latency>>,
    findings: Option<MutexGuard<'a, Findings>>,
    offset: Offset,
    buffer: Vec<u8>,
}

impl<'a> Matcher<'a> {
    /// Computes latencies and findings up to the row `last` first, if the filter needs them.
    pub(super) fn new(
        reader: &'a Reader,
        filter: &'a Filter,
        last: u32,
    ) -> Result<Matcher<'a>, Error> {
        let latency = filter.latency().map(|shared| shared.until(reader, last)).transpose()?;
        let findings = filter.findings().map(|shared| shared.until(reader, last)).transpose()?;
        let offset = Offset::default();
        Ok(Matcher { reader, filter, latency, findings, offset, buffer: Vec::new() })
    }

    /// Computes latencies and findings for at most `budget` each.
    pub(super) fn within_budget(
        reader: &'a Reader,
        filter: &'a Filter,
        budget: Duration,
    ) -> Result<Matcher<'a>, Error> {
        let mut latency = filter.latency().map(|shared| shared.lock());
        if let Some(latency) = &mut latency {
            latency.advance(reader, budget)?;
        }
        let mut findings = filter.findings().map(|shared| shared.lock());
        if let Some(findings) = &mut findings {
            findings.advance(reader, budget)?;
        }
        let offset = Offset::default();
        Ok(Matcher { reader, filter, latency, findings, offset, buffer: Vec::new() })
    }

    /// Whether the row matches; reads what the filter needs beyond the index.
    pub(super) fn row(&mut self, row: u32, index: &IndexEntry) -> Result<bool, Error> {
        match self.filter.node().by_index(row, index) {
            Some(is_match) => Ok(is_match),
            None => read_and_match(self, row, index),
        }
    }

    /// Whether a row matches, given everything that was read of it.
    pub(super) fn is_match(
        &mut self,
        row: u32,
        index: &IndexEntry,
        read: RowReading<'_>,
    ) -> Result<bool, Error> {
        let mut message = LazyMessage::new(index.kind, index.direction, read.payload);
        let mut bytes = None;
        let needs = self.filter.needs();
        // A known code needs no message.
        if needs.messages
            && let Some(findings) = &self.findings
            && (needs.payload || findings.known_code(row).is_none())
        {
            let (decoder, joined) = (findings.decoder(), findings.joined(row));
            if let Some(joined) = joined {
                bytes = joined_message(self.reader, decoder, row, joined)?;
            }
            let own = if joined.is_none() { Some(read.payload) } else { None };
            message.stands_for(decoder, bytes.as_deref().or(own));
        }
        let latency = self.latency.as_ref().and_then(|latency| latency.of_reply(row));
        let mut lookup = RowLookup {
            row,
            index,
            time_ns: read.time_ns,
            latency: latency.map(|pair| pair.ns()),
            findings: self.findings.as_deref(),
            wire: read.wire,
            marks: read.marks,
            needles: self.filter.needles(),
            message: &mut message,
            zone: self.filter.zone(),
            offset: &mut self.offset,
        };
        Ok(self.filter.node().is_match(&mut lookup))
    }
}

/// What was read of a row for its filter.
#[derive(Clone, Copy, Default)]
pub(super) struct RowReading<'r> {
    pub time_ns: i64,
    /// Size of a compressed payload on the wire.
    pub wire: Option<u32>,
    pub payload: &'r [u8],
    /// Whether the row contains a needle, by its index; if `None`, the payload is searched.
    pub marks: Option<&'r dyn Fn(usize) -> bool>,
}

/// Reads what the filter needs of one row, and evaluates it.
fn read_and_match(matcher: &mut Matcher<'_>, row: u32, index: &IndexEntry) -> Result<bool, Error> {
    let mut needs = matcher.filter.needs();
    // A code that the background pass does not know is read from the message.
    needs.payload |= needs.codes
        && matcher.findings.as_ref().is_some_and(|findings| findings.known_code(row).is_none());
    let reader = matcher.reader;
    let wire = if needs.wire { reader.wire_of(index)? } else { None };
    let size = index.payload_end() - index.offset;
    if !needs.text && !needs.payload {
        let time_ns = if needs.time { read_time(reader, row, index)? } else { 0 };
        let read = RowReading { time_ns, wire, ..RowReading::default() };
        return matcher.is_match(row, index, read);
    }
    let is_big = size > CHUNK as u64;
    let mut buffer = std::mem::take(&mut matcher.buffer);
    let contains = match is_big && needs.text {
        true => needles_in(reader, matcher.filter, index, &mut buffer)?,
        false => Vec::new(),
    };
    let read = match (needs.payload, is_big) {
        (false, true) => RECORD as u64,
        _ => size.min(RECORD as u64 + MAX_DECODED),
    };
    buffer.resize(read as usize, 0);
    reader.read_data(&mut buffer, index.offset)?;
    let corrupt = || reader.corrupt(index.offset);
    let (header, payload) = buffer.split_first_chunk::<RECORD>().ok_or_else(corrupt)?;
    let time_ns = reader.checked(row, index, header)?.time_ns;
    let marks = |needle: usize| contains.get(needle).copied().unwrap_or(false);
    let marks: Option<&dyn Fn(usize) -> bool> = if is_big { Some(&marks) } else { None };
    let is_match = matcher.is_match(row, index, RowReading { time_ns, wire, payload, marks })?;
    // Do not retain the memory of one huge message.
    if !is_big {
        matcher.buffer = buffer;
    }
    Ok(is_match)
}

fn read_time(reader: &Reader, row: u32, index: &IndexEntry) -> Result<i64, Error> {
    let mut header = [0; RECORD];
    reader.read_data(&mut header, index.offset)?;
    Ok(reader.checked(row, index, &header)?.time_ns)
}

/// Which texts occur in a payload larger than a chunk, searched in chunks that overlap by the
/// longest possible match.
fn needles_in(
    reader: &Reader,
    filter: &Filter,
    row: &IndexEntry,
    buffer: &mut Vec<u8>,
) -> Result<Vec<bool>, Error> {
    let needles = filter.needles();
    let mut contains = vec![false; needles.len()];
    let overlap = needles.iter().map(|needle| needle.max_match()).max().unwrap_or(0) as u64;
    let mut at = row.offset + RECORD as u64;
    loop {
        let left = row.payload_end() - at;
        buffer.resize(usize::try_from(left).unwrap_or(CHUNK).min(CHUNK), 0);
        reader.read_data(buffer, at)?;
        for (contains, needle) in contains.iter_mut().zip(needles) {
            *contains = *contains || needle.is_in(buffer);
        }
        if buffer.len() as u64 == left || contains.iter().all(|contains| *contains) {
            return Ok(contains);
        }
        at += buffer.len() as u64 - overlap;
    }
}

impl Filter {
    /// Whether each of these rows matches; they may be in any order.
    pub fn matches(&self, reader: &Reader, rows: &[u32]) -> Result<Vec<bool>, Error> {
        let last = rows.iter().copied().max().unwrap_or(0);
        let mut matcher = Matcher::new(reader, self, last)?;
        rows.iter().map(|&row| matcher.row(row, &reader.index_row(row)?)).collect()
    }
}
