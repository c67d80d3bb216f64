//! Findings: the code and the faults of every row, computed in the background by a profile's decoding.
//!
//! # Layout
//!
//! - `column`: the finding of each row, in chunks.
//! - `dictionary`: the different codes; bounded.
//! - `fault_sums`: how many rows have which faults.
//! - `joined_rows`: which rows are parts of protocol messages.
//! - `series`: sequences, timestamps and heartbeats, whose faults depend on earlier rows.
//! - `sidecar`: findings beside the transcript, so that they are not computed again.
//! - `scan`: finding the code and the faults of one row.
//! - `shared`: findings that the table, filters and exports share.
//!
//! Rows are scanned once and in order, and further ones as they arrive, because sequences depend on all rows before.
//! Where the decoding defines nothing to find, nothing is read. At most [`MAX_CHECKED`] bytes of a message are checked.

mod column;
mod dictionary;
mod fault_sums;
mod joined_rows;
mod scan;
mod series;
mod shared;
mod sidecar;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::packet::codes::CodeValue;
use crate::packet::faults::FaultSet;
use crate::packet::lens::{Lens, MarkSet};
use crate::packet::rules::{Decoder, Decoding};

use super::joined::JoinedRow;
use super::segment_files::is_being_written;
use super::{CodesFrom, Error, Reader, SequentialReader};

pub use column::Finding;
use column::FindingColumn;
use dictionary::CodeDictionary;
pub use fault_sums::FaultSums;
use joined_rows::JoinedRows;
use series::SeriesChecks;
pub use series::{SeriesKind, SeriesSums};
pub use shared::SharedFindings;
use sidecar::{Owner, PassState, Sidecar};

/// Index rows scanned between two checks of the time budget.
const BATCH: u32 = 2048;
/// Longer messages are not checked: checking reads the whole payload.
pub const MAX_CHECKED: u32 = 64 << 20;
/// Fewer rows are computed again rather than saved: that takes a fraction of a second.
pub const MIN_SAVED: u32 = 50_000;

/// Findings of one transcript under one decoding.
#[derive(Debug)]
pub struct Findings {
    decoder: Arc<Decoder>,
    /// The decoding assigns layouts, whose faults are found.
    has_layouts: bool,
    /// The index does not contain the codes that the decoding defines.
    has_codes: bool,
    series: SeriesChecks,
    /// Reads what layouts cannot tell.
    lens: Option<Lens>,
    fingerprint: u64,
    /// First row that was scanned.
    first: u32,
    next: u32,
    /// Whether the sidecar was looked for.
    is_loaded: bool,
    /// The last row that the sidecar holds.
    saved: u32,
    sequential: Option<SequentialReader>,
    column: FindingColumn,
    codes: CodeDictionary,
    joined: JoinedRows,
    sums: FaultSums,
    state: PassState,
    /// How often a fault was found in a row that had been scanned before.
    revisions: u32,
}

impl Findings {
    /// Creates an empty state; nothing is scanned yet.
    pub fn new(decoding: &Decoding, decoder: Arc<Decoder>) -> Findings {
        let series = SeriesChecks::new(decoding, &decoder);
        Findings {
            state: PassState { series: series.start(), ..PassState::default() },
            series,
            lens: decoder.lens(),
            has_layouts: decoder.has_rules(),
            has_codes: decoder.leading_integer().is_none() && !decoder.has_no_codes(),
            decoder,
            fingerprint: sidecar::fingerprint(decoding),
            first: 0,
            next: 1,
            is_loaded: false,
            saved: 0,
            sequential: None,
            column: FindingColumn::default(),
            codes: CodeDictionary::default(),
            joined: JoinedRows::default(),
            revisions: 0,
            sums: FaultSums::default(),
        }
    }

    /// Whether the decoding defines anything to find. Otherwise no row is scanned.
    pub fn is_needed(&self) -> bool {
        self.finds_faults() || self.has_codes
    }

    /// Whether the decoding defines anything that can be a fault.
    pub fn finds_faults(&self) -> bool {
        self.has_layouts
            || !self.series.is_empty()
            || self.lens.is_some()
            || self.decoder.joins_messages()
    }

    /// The last row that was scanned.
    pub fn last_scanned(&self) -> u32 {
        self.next - 1
    }

    /// Scans rows for about `budget`. Returns true if rows remain.
    pub fn advance(&mut self, reader: &Reader, budget: Duration) -> Result<bool, Error> {
        self.compare_definitions(reader);
        if !self.is_needed() {
            return Ok(false);
        }
        let last = reader.rows()?;
        let started = Instant::now();
        self.load(reader, last);
        self.drop_removed(reader);
        while self.next <= last {
            match self.batch(reader, last) {
                // A retention limit has removed the row meanwhile; the next call continues after it.
                Err(Error::Removed { .. }) => return Ok(true),
                done => done?,
            }
            if started.elapsed() >= budget {
                break;
            }
        }
        Ok(self.next <= last)
    }

    /// Scans all rows up to `last`.
    pub fn until(&mut self, reader: &Reader, last: u32) -> Result<(), Error> {
        self.compare_definitions(reader);
        if !self.is_needed() || self.next > last {
            return Ok(());
        }
        self.load(reader, reader.rows()?);
        while self.next <= last {
            match self.batch(reader, last) {
                Err(Error::Removed { .. }) => {
                    reader.rows()?;
                }
                done => done?,
            }
        }
        Ok(())
    }

    /// Another definition of the code than the one that the transcript was recorded with needs the code column, even
    /// if an index could store it.
    fn compare_definitions(&mut self, reader: &Reader) {
        if !self.is_loaded {
            self.has_codes = CodesFrom::new(reader, &self.decoder) == CodesFrom::Payload;
        }
    }

    /// Continues where the sidecar ends, if there is a valid one.
    fn load(&mut self, reader: &Reader, last: u32) {
        if std::mem::replace(&mut self.is_loaded, true) {
            return;
        }
        let found = sidecar::load(reader.path(), self.owner(reader, last));
        let found = found.filter(|found| self.series.fits(&found.state.series));
        let Some(Sidecar { rows, state, codes, column, joined }) = found else { return };
        (self.first, self.next, self.saved) = (rows.0, rows.1 + 1, rows.1);
        (self.state, self.codes, self.column, self.joined) = (state, codes, column, joined);
        for faults in self.column.chunks().filter_map(|chunk| chunk.faults.as_ref()) {
            faults.iter().for_each(|bits| self.sums.add(FaultSet::from_bits(*bits)));
        }
        self.drop_removed(reader);
    }

    fn owner(&self, reader: &Reader, last: u32) -> Owner {
        let rows = (reader.first_row(), last);
        Owner { transcript: reader.id(), decoding: self.fingerprint, rows }
    }

    /// Forgets the rows that a retention limit has removed.
    fn drop_removed(&mut self, reader: &Reader) {
        let first = reader.first_row();
        if first > self.first {
            let sums = &mut self.sums;
            self.column.drop_before(first, |faults| sums.subtract(faults));
            self.joined.drop_before(first);
            self.first = first;
        }
        if first > self.next {
            // The rows between were removed before they were scanned.
            self.state.series.forget();
            self.state.lens.restart();
            self.state.joins.forget();
            self.next = first;
        }
    }

    fn batch(&mut self, reader: &Reader, last: u32) -> Result<(), Error> {
        self.drop_removed(reader);
        if self.next > last {
            return Ok(());
        }
        let rows = reader.index_rows(self.next, (last + 1 - self.next).min(BATCH))?;
        let mut sequential =
            self.sequential.take().unwrap_or_else(|| SequentialReader::new(reader.clone()));
        for index in &rows {
            let finding = match self.scan_row(&mut sequential, reader, self.next, index) {
                // A damaged row cannot be checked, but those after it can.
                Err(Error::Corrupt { .. }) => {
                    self.state.unchecked += 1;
                    self.state.joins.forget();
                    Finding::default()
                }
                found => found?,
            };
            self.sums.add(finding.faults);
            self.column.push(self.next, finding);
            self.next += 1;
        }
        self.sequential = Some(sequential);
        Ok(())
    }

    /// What was found in a row; nothing if it was not scanned yet.
    #[inline]
    pub fn of(&self, row: u32) -> Finding {
        self.column.get(row)
    }

    /// The faults of a row; none if it was not scanned yet.
    #[inline]
    pub fn faults(&self, row: u32) -> FaultSet {
        self.of(row).faults
    }

    /// What the lens says about a row, if it was scanned.
    pub fn marks(&self, row: u32) -> Option<MarkSet> {
        let is_scanned = self.lens.is_some() && row >= self.first && row < self.next;
        is_scanned.then(|| self.of(row).marks)
    }

    /// The code of a row, where the index does not contain it.
    pub fn code(&self, row: u32) -> Option<&CodeValue> {
        self.codes.code(self.of(row).code)
    }

    /// The code of a row, if it is known whether it has one: it was scanned, and neither was it too long nor were there
    /// too many different codes before it.
    pub fn known_code(&self, row: u32) -> Option<Option<&CodeValue>> {
        if !self.has_codes || row < self.first || row >= self.next {
            return None;
        }
        let code = self.code(row);
        let is_complete = self.state.codes_left_out == 0 && self.state.unchecked == 0;
        (code.is_some() || is_complete).then_some(code)
    }

    /// The decoder with which rows are scanned.
    pub fn decoder(&self) -> &Arc<Decoder> {
        &self.decoder
    }

    /// What the messages of a row consist of; `None` if that is the row's own payload, or it was not scanned yet.
    pub fn joined(&self, row: u32) -> Option<JoinedRow> {
        self.joined.get(row)
    }

    /// Whether a row of `size` bytes is a part of a message of several rows, or the last one.
    pub fn is_part(&self, row: u32, size: u32, last_only: bool) -> bool {
        let is_last = |joined: JoinedRow| joined.parts(row).is_some();
        let goes_on = |joined: JoinedRow| !last_only && joined.part_of(row, size).is_some();
        self.joined(row).is_some_and(|joined| is_last(joined) || goes_on(joined))
    }

    /// Increases when a fault was found in a row that had been scanned before: a message that begins in it never ends.
    /// What was read of [`faults`](Self::faults) may be outdated then.
    pub fn revisions(&self) -> u32 {
        self.revisions
    }

    /// The different codes in the order of first use; [`Finding::code`] counts them from 1.
    pub fn codes(&self) -> &[CodeValue] {
        self.codes.codes()
    }

    /// Rows whose code is missing, because there are too many different ones.
    pub fn codes_left_out(&self) -> u64 {
        self.state.codes_left_out
    }

    /// Messages that were not checked: longer than [`MAX_CHECKED`], or damaged.
    pub fn unchecked(&self) -> u64 {
        self.state.unchecked
    }

    /// How many rows that are kept have which faults.
    pub fn sums(&self) -> &FaultSums {
        &self.sums
    }

    /// The decoding's series and what was found in them, also in rows that a retention limit has removed since.
    pub fn series(&self) -> impl Iterator<Item = (SeriesKind, &str, &SeriesSums)> {
        self.series.sums(&self.state.series)
    }

    /// The sidecar's bytes, if saving is worthwhile: the whole transcript is scanned, it has at least `min` rows, and
    /// nobody is writing it.
    fn unsaved(&self, reader: &Reader, min: u32) -> Option<Vec<u8>> {
        let last = self.last_scanned();
        let is_worthwhile = self.is_needed()
            && last > self.saved
            && last >= self.first
            && last - self.first + 1 >= min.max(1)
            && reader.rows().is_ok_and(|rows| rows == last)
            && !is_being_written(reader.path());
        if !is_worthwhile {
            return None;
        }
        let owner = Owner { rows: (self.first, last), ..self.owner(reader, last) };
        sidecar::encode(owner, &self.state, &self.codes, &self.column, &self.joined)
    }
}
