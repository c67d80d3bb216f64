//! Finds the code and the faults of one row.

use super::column::Finding;
use super::series::SeriesRow;
use super::{Findings, MAX_CHECKED};
use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeValue;
use crate::packet::faults::{FaultKind, FaultSet};
use crate::transcript::format::IndexEntry;
use crate::transcript::joined::{FoundParts, begins_connection, joined_message};
use crate::transcript::{Error, Reader, RecordInfo, SequentialReader};

/// Longer markers do not begin a connection.
const MAX_MARKER: u32 = 64 * 1024;

impl Findings {
    pub(super) fn scan_row(
        &mut self,
        sequential: &mut SequentialReader,
        reader: &Reader,
        row: u32,
        index: &IndexEntry,
    ) -> Result<Finding, Error> {
        let mut finding = Finding::default();
        let has_series = !self.series.is_empty();
        let has_joins = self.decoder.joins_messages();
        let has_order = has_series || has_joins || self.lens.is_some();
        match index.kind {
            Kind::Text | Kind::Binary if index.len > MAX_CHECKED => {
                self.state.unchecked += 1;
                self.messages_ended(row, Some(index.direction), &mut finding);
            }
            Kind::Text | Kind::Binary if has_joins => {
                let (record, payload) = sequential.read(row)?;
                self.scan_joined(reader, &record, payload, &mut finding)?;
            }
            Kind::Text | Kind::Binary => {
                let (record, message) = sequential.read(row)?;
                self.scan_message(&record, message, &mut finding);
            }
            Kind::Close if has_order => {
                let (record, _) = sequential.read(row)?;
                finding.faults = self.connection_ended(record.time_ns);
                // The other side may still send.
                self.messages_ended(row, Some(record.direction), &mut finding);
            }
            Kind::Marker if has_order && index.len <= MAX_MARKER => {
                let (record, text) = sequential.read(row)?;
                if begins_connection(record.direction, text) {
                    finding.faults = self.connection_ended(record.time_ns);
                    self.messages_ended(row, None, &mut finding);
                }
            }
            _ => {}
        }
        Ok(finding)
    }

    /// Adds what is found in a message to the finding of its row.
    fn scan_message(&mut self, record: &RecordInfo, message: &[u8], finding: &mut Finding) {
        let RecordInfo { kind, direction, time_ns, .. } = *record;
        let has_series = !self.series.is_empty();
        if self.has_layouts || has_series {
            let choice = self.decoder.choose(kind, direction, message);
            let faults = self.decoder.faults_under(choice, message);
            finding.faults = finding.faults.union(faults);
            if has_series {
                let row = SeriesRow { direction, kind, time_ns, choice, message };
                let found = self.series.message(&self.decoder, &mut self.state.series, row);
                finding.faults = finding.faults.union(found.faults);
                let missing = u16::try_from(found.missing).unwrap_or(u16::MAX);
                finding.missing = finding.missing.saturating_add(missing);
            }
        }
        let read = self.lens.map(|lens| {
            let read = self.state.lens.next(lens, kind, direction, message);
            finding.faults = finding.faults.union(read.faults);
            finding.marks = finding.marks.union(read.marks());
            read
        });
        // The code of a row is that of its first message that has one.
        if self.has_codes && finding.code == 0 {
            let code = match read.filter(|_| self.decoder.lens_of_codes().is_some()) {
                Some(read) => read.code,
                None => self.decoder.code_value(kind, direction, message),
            };
            finding.code = code.map_or(0, |code| self.number(code));
        }
    }

    fn connection_ended(&mut self, time_ns: i64) -> FaultSet {
        self.state.lens.restart();
        self.series.connection_ended(&mut self.state.series, time_ns)
    }

    /// Scans the messages that end in a row.
    fn scan_joined(
        &mut self,
        reader: &Reader,
        record: &RecordInfo,
        payload: &[u8],
        finding: &mut Finding,
    ) -> Result<(), Error> {
        // An empty message is no part of the stream.
        if payload.is_empty() {
            return Ok(());
        }
        let RecordInfo { row, kind, direction, .. } = *record;
        let FoundParts { joined, split } =
            self.state.joins.row(&self.decoder, row, (kind, direction), payload);
        if let Some(split) = split {
            self.split_wrongly(split, row, finding);
        }
        let read = match joined {
            None => None,
            Some(joined) => {
                if !self.joined.push(row, joined) {
                    self.state.unchecked += 1;
                }
                match joined_message(reader, &self.decoder, row, joined)? {
                    Some(message) => Some(message),
                    None => return Ok(()),
                }
            }
        };
        let bytes = read.as_deref().unwrap_or(payload);
        let messages = self.decoder.messages(kind, direction, bytes);
        if messages.last().is_some_and(|last| last.end < bytes.len()) {
            self.state.unchecked += 1;
        }
        for at in messages {
            self.scan_message(record, bytes.get(at).unwrap_or_default(), finding);
        }
        Ok(())
    }

    /// Ends the streams of one direction, or all: messages that are not complete never end.
    fn messages_ended(&mut self, row: u32, direction: Option<Direction>, finding: &mut Finding) {
        for begun in self.state.joins.ended(direction) {
            self.split_wrongly(begun, row, finding);
        }
    }

    /// Marks the row in which a message begins that is split wrongly. `row` is the one that is being scanned.
    fn split_wrongly(&mut self, begun: u32, row: u32, finding: &mut Finding) {
        if begun == row {
            finding.faults.insert(FaultKind::Split);
        } else if begun >= self.first
            && let Some((before, after)) = self.column.add_fault(begun, FaultKind::Split)
        {
            self.sums.subtract(before);
            self.sums.add(after);
            self.revisions = self.revisions.wrapping_add(1);
        }
    }

    fn number(&mut self, code: CodeValue) -> u32 {
        self.codes.number(code).unwrap_or_else(|| {
            self.state.codes_left_out += 1;
            0
        })
    }
}
