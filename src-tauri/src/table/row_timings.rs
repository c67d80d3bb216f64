//! Timing of a transcript's rows: latency and time since other rows. Computed only once a column or a panel needs it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use jiff::Timestamp;
use wirelark_core::transcript::latency::{Latency, LatencyStatus, SharedLatency};
use wirelark_core::transcript::{Error, Reader, RecordInfo, SentRows};

use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::state::lock;
use crate::table::dto::{ExtraColumn, TimingDto};

/// Timing data of a transcript, computed incrementally.
pub(crate) struct RowTimings {
    latency: Mutex<SharedLatency>,
    sent: Mutex<SentRows>,
    wants_latency: AtomicBool,
    wants_sent: AtomicBool,
    version: AtomicU32,
}

/// Computes the timing columns of consecutive rows of the view.
pub(crate) struct NearbyRows {
    wants: Vec<ExtraColumn>,
    /// Time of the previous row in the view.
    previous_ns: Option<i64>,
    /// When connecting began.
    start_ns: Option<i64>,
    is_over: bool,
}

impl RowTimings {
    pub(crate) fn new(decoding: &ConnectionDecoding) -> RowTimings {
        RowTimings {
            latency: Mutex::new(latency(decoding)),
            sent: Mutex::default(),
            wants_latency: AtomicBool::new(false),
            wants_sent: AtomicBool::new(false),
            version: AtomicU32::new(0),
        }
    }

    /// Restarts the latency, because another decoding may pair replies differently.
    pub(crate) fn set_decoding(&self, decoding: &ConnectionDecoding) {
        *lock(&self.latency) = latency(decoding);
        self.version.fetch_add(1, Relaxed);
    }

    /// The latencies, shared with filters and statistics.
    pub(crate) fn latency(&self) -> SharedLatency {
        lock(&self.latency).clone()
    }

    /// Enables the computation of these columns. Returns whether one was not enabled before.
    pub(crate) fn enable(&self, wants: &[ExtraColumn]) -> bool {
        let new = |flag: &AtomicBool, want| wants.contains(&want) && !flag.swap(true, Relaxed);
        let latency = new(&self.wants_latency, ExtraColumn::Latency);
        let sent = new(&self.wants_sent, ExtraColumn::SinceSent);
        latency || sent
    }

    /// Increases when rows with unsettled timing may have changed.
    pub(crate) fn version(&self) -> u32 {
        self.version.load(Relaxed)
    }

    /// Computes enabled columns for about `budget`. Returns whether there is more to do, and whether a row may have
    /// changed.
    pub(crate) fn advance(&self, reader: &Reader, budget: Duration) -> Result<(bool, bool), Error> {
        let (mut more, mut changed) = (false, false);
        if self.wants_latency.load(Relaxed) {
            let shared = self.latency();
            let mut latency = shared.lock();
            let (before, seen) = (latency.changes(), latency.last_scanned());
            let unfinished = latency.advance(reader, budget)?;
            more |= unfinished;
            changed |=
                before != latency.changes() || (!unfinished && seen != latency.last_scanned());
        }
        if self.wants_sent.load(Relaxed) {
            let mut sent = lock(&self.sent);
            let seen = sent.last_scanned();
            let unfinished = sent.advance(reader, budget)?;
            more |= unfinished;
            changed |= !unfinished && seen != sent.last_scanned();
        }
        if changed {
            self.version.fetch_add(1, Relaxed);
        }
        Ok((more, changed))
    }

    /// A row's latency status, and whether it may still change.
    fn latency_of(
        &self,
        reader: &Reader,
        entry: &RecordInfo,
        is_over: bool,
    ) -> Result<(Option<TimingDto>, bool), Error> {
        let timing = self.latency().lock().of(reader, entry)?;
        let ms = |ns: u64| Some(ns as f64 / 1e6);
        let (kind, row, ms) = match timing {
            LatencyStatus::Neither => return Ok((None, false)),
            LatencyStatus::Unknown => return Ok((None, true)),
            LatencyStatus::Reply { request, ns } => ("reply", Some(request), ms(ns)),
            LatencyStatus::Answered { reply, ns } => ("answered", Some(reply), ms(ns)),
            LatencyStatus::Waiting if !is_over => ("waiting", None, None),
            LatencyStatus::Waiting | LatencyStatus::Unanswered => ("unanswered", None, None),
        };
        let unsettled = kind == "waiting";
        Ok((Some(TimingDto { kind: kind.to_owned(), row, ms }), unsettled))
    }

    /// Nanoseconds since the last sent row before this one, and whether that is still unknown.
    fn since_sent(
        &self,
        reader: &Reader,
        entry: &RecordInfo,
    ) -> Result<(Option<i64>, bool), Error> {
        let before = lock(&self.sent).before(entry.row);
        Ok(match before {
            None => (None, true),
            Some(None) => (None, false),
            // The retention limit may have removed the row.
            Some(Some(row)) => (
                reader.record(row).ok().map(|sent| entry.time_ns.saturating_sub(sent.time_ns)),
                false,
            ),
        })
    }
}

impl NearbyRows {
    /// `before` is the row that precedes the first requested row in the view.
    pub(crate) fn of(
        reader: &Reader,
        wants: &[ExtraColumn],
        before: Option<u32>,
        is_over: bool,
    ) -> Result<NearbyRows, Error> {
        let time = |row: Option<u32>| row.map(|row| reader.record(row)).transpose();
        let wanted = |want| wants.contains(&want);
        let start_ns = if wanted(ExtraColumn::SinceStart) { start(reader)? } else { None };
        Ok(NearbyRows {
            wants: wants.to_vec(),
            previous_ns: time(before.filter(|_| wanted(ExtraColumn::SincePrevious)))?
                .map(|entry| entry.time_ns),
            start_ns,
            is_over,
        })
    }

    /// Timing columns of the next row: time in nanoseconds, latency, and whether either may still change. Must be called
    /// for the rows in the view's order.
    pub(crate) fn next(
        &mut self,
        timing: &RowTimings,
        reader: &Reader,
        entry: &RecordInfo,
    ) -> Result<(Option<i64>, Option<TimingDto>, bool), Error> {
        let wanted = |want| self.wants.contains(&want);
        let (since, mut unsettled) = if wanted(ExtraColumn::SinceStart) {
            (self.start_ns.map(|start| entry.time_ns.saturating_sub(start)), false)
        } else if wanted(ExtraColumn::SincePrevious) {
            let since = self.previous_ns.map(|previous| entry.time_ns.saturating_sub(previous));
            self.previous_ns = Some(entry.time_ns);
            (since, false)
        } else if wanted(ExtraColumn::SinceSent) {
            timing.since_sent(reader, entry)?
        } else {
            (None, false)
        };
        let latency = match self.wants.contains(&ExtraColumn::Latency) {
            true => {
                let (latency, may_change) = timing.latency_of(reader, entry, self.is_over)?;
                unsettled |= may_change;
                latency
            }
            false => None,
        };
        Ok((since, latency, unsettled))
    }
}

/// When connecting began, by the header, which does not change when the retention limit removes rows. The time of the
/// first row if the header has no valid time or a later one.
fn start(reader: &Reader) -> Result<Option<i64>, Error> {
    let first = reader.first_row();
    if reader.rows()? < first {
        return Ok(None);
    }
    let first = reader.record(first)?.time_ns;
    let begun = reader.header().created.parse::<Timestamp>().ok();
    let begun = begun.and_then(|begun| i64::try_from(begun.as_nanosecond()).ok());
    Ok(Some(begun.filter(|begun| *begun <= first).unwrap_or(first)))
}

fn latency(decoding: &ConnectionDecoding) -> SharedLatency {
    SharedLatency::new(Latency::new(decoding.source(), decoding.decoder.clone()))
}
