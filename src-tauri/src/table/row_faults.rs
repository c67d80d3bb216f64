//! Faults of a transcript's rows, found in the background, and the reasons for those in sight.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use wirelark_core::frame::Kind;
use wirelark_core::packet::faults::{FaultKind, FaultSet};
use wirelark_core::packet::layout::Node;
use wirelark_core::packet::rules::{Column, Decoding};
use wirelark_core::packet::tree::node::NodeProblem;
use wirelark_core::transcript::findings::{Findings, SharedFindings};
use wirelark_core::transcript::{Error, Reader, RecordInfo};

use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::state::lock;
use crate::table::dto::{CellFaultDto, FaultCountDto, RowFaultsDto, SeriesSumDto};

/// Longer messages have a mark, and their reasons are in the details.
const MAX_BYTES: u32 = 1 << 20;
/// Time that one poll may spend on checking rows.
const CATCH_UP: Duration = Duration::from_millis(1);

/// Findings of a transcript, computed incrementally.
pub(crate) struct RowFaults {
    findings: Mutex<SharedFindings>,
    version: AtomicU32,
}

impl RowFaults {
    pub(crate) fn new(decoding: &ConnectionDecoding) -> RowFaults {
        RowFaults { findings: Mutex::new(findings(decoding)), version: AtomicU32::new(0) }
    }

    /// Restarts, because another decoding may find other faults.
    pub(crate) fn set_decoding(&self, decoding: &ConnectionDecoding) {
        *lock(&self.findings) = findings(decoding);
        self.version.fetch_add(1, Relaxed);
    }

    /// The findings, shared with filters and exports.
    pub(crate) fn findings(&self) -> SharedFindings {
        lock(&self.findings).clone()
    }

    /// Increases when rows that were not checked before were checked.
    pub(crate) fn version(&self) -> u32 {
        self.version.load(Relaxed)
    }

    /// Checks rows for about `budget`, and saves the findings of a finished transcript. Returns whether rows remain,
    /// and whether any were checked.
    pub(crate) fn advance(&self, reader: &Reader, budget: Duration) -> Result<(bool, bool), Error> {
        let shared = self.findings();
        let mut findings = shared.lock();
        let seen = findings.last_scanned();
        let more = findings.advance(reader, budget)?;
        let changed = seen != findings.last_scanned();
        drop(findings);
        if changed {
            self.version.fetch_add(1, Relaxed);
        }
        if !more {
            shared.save(reader);
        }
        Ok((more, changed))
    }

    /// Checks the rows that were stored just now, so that the table need not request them again.
    pub(crate) fn catch_up(&self, reader: &Reader) -> Result<(), Error> {
        self.findings().lock().advance(reader, CATCH_UP).map(|_| ())
    }

    /// Number of rows with faults; `None` if the decoding defines nothing that can be a fault.
    pub(crate) fn counts(&self, stored: u32) -> Option<FaultCountDto> {
        let shared = self.findings();
        let findings = shared.lock();
        if !findings.finds_faults() {
            return None;
        }
        let sums = findings.sums();
        let kinds = FaultSet::all().kinds().map(|kind| (kind, sums.of(kind) as u32));
        let series = findings.series().map(|(kind, name, sums)| SeriesSumDto {
            kind,
            name: name.to_owned(),
            gaps: sums.gaps as f64,
            missing: sums.missing as f64,
            duplicates: sums.duplicates as f64,
            backwards: sums.backwards as f64,
            late: sums.late as f64,
            early: sums.early as f64,
        });
        Some(FaultCountDto {
            rows: sums.rows as u32,
            kinds: kinds.filter(|(_, rows)| *rows > 0).collect(),
            series: series.collect(),
            done: findings.last_scanned() >= stored,
        })
    }

    /// The faults of a row, and whether they are still unknown.
    pub(crate) fn of(
        &self,
        reader: &Reader,
        decoding: &ConnectionDecoding,
        entry: &RecordInfo,
    ) -> CommandResult<(Option<RowFaultsDto>, bool)> {
        let shared = self.findings();
        let (found, unknown) = {
            let findings = shared.lock();
            let unknown = findings.finds_faults() && findings.last_scanned() < entry.row;
            (findings.of(entry.row), unknown)
        };
        if found.faults.is_empty() {
            return Ok((None, unknown));
        }
        let kinds: Vec<FaultKind> = found.faults.kinds().collect();
        let mut cells = series_cells(decoding.source(), &kinds);
        let is_decoded = matches!(entry.kind, Kind::Text | Kind::Binary) && entry.size <= MAX_BYTES;
        if is_decoded && kinds.iter().any(|kind| !kind.is_in_series()) {
            let payload = reader.payload_of(entry, 0, entry.size)?;
            let message = shared.message(reader, entry.row)?;
            let bytes = message.bytes(&payload).unwrap_or_default();
            let (kind, direction) = (entry.kind, entry.direction);
            let (first, _) = decoding.decoder.first_message(kind, direction, bytes);
            let decoded = decoding.decoder.decode(kind, direction, first);
            for (cell, column) in decoding.source().columns.iter().enumerate() {
                let problem = decoded.find(&column.field).and_then(problem_of);
                cells.extend(problem.map(|problem| CellFaultDto {
                    cell: cell as u32,
                    kind: None,
                    problem: Some(problem.clone()),
                }));
            }
        }
        Ok((Some(RowFaultsDto { kinds, missing: found.missing.into(), cells }), false))
    }
}

/// The problem of a field, or the first one inside it.
fn problem_of(node: &Node) -> Option<&NodeProblem> {
    let own = node.problem.as_ref().filter(|problem| problem.code != "decode.cut");
    own.or_else(|| node.children.iter().find_map(problem_of))
}

/// The columns with the number or the time of a series that has a fault.
fn series_cells(source: &Decoding, kinds: &[FaultKind]) -> Vec<CellFaultDto> {
    let has = |field: &str, column: &Column| {
        column.field == field || Some(column.field.as_str()) == field.strip_prefix("json.")
    };
    let sequence = kinds
        .iter()
        .find(|kind| matches!(kind, FaultKind::Gap | FaultKind::Duplicate | FaultKind::Backwards));
    let time = kinds.iter().find(|kind| **kind == FaultKind::Time);
    let cell_of = |(cell, column): (usize, &Column)| {
        let sequence = sequence
            .filter(|_| source.sequences.iter().any(|sequence| has(&sequence.field, column)));
        let time = time.filter(|_| source.timestamps.iter().any(|time| has(&time.field, column)));
        let kind = sequence.or(time).copied();
        kind.map(|kind| CellFaultDto { cell: cell as u32, kind: Some(kind), problem: None })
    };
    source.columns.iter().enumerate().filter_map(cell_of).collect()
}

fn findings(decoding: &ConnectionDecoding) -> SharedFindings {
    SharedFindings::new(Findings::new(decoding.source(), decoding.decoder.clone()))
}
