//! How a transcript's rows lie in time, and which answers which. Nothing is computed until a column or a panel asks.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use jiff::Timestamp;
use wirelark_core::transcript::latency::{Latency, LatencyStatus as Of, SharedLatency};
use wirelark_core::transcript::{Error, Reader, RecordInfo, SentRows};

use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::state::lock;
use crate::table::dto::{ExtraColumn, TimingDto};

/// See the module's text.
pub(crate) struct RowTimings {
    latency: Mutex<SharedLatency>,
    sent: Mutex<SentRows>,
    wants_latency: AtomicBool,
    wants_sent: AtomicBool,
    version: AtomicU32,
}

/// What is known of the rows around those that are asked for.
pub(crate) struct NearbyRows {
    wants: Vec<ExtraColumn>,
    /// The time of the row before the first in the view.
    previous_ns: Option<i64>,
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

    /// Replies are paired by another rule from now on.
    pub(crate) fn set_decoding(&self, decoding: &ConnectionDecoding) {
        *lock(&self.latency) = latency(decoding);
        self.version.fetch_add(1, Relaxed);
    }

    /// For all who ask: the table, a filter, charts.
    pub(crate) fn latency(&self) -> SharedLatency {
        lock(&self.latency).clone()
    }

    /// Somebody looks at these; true where there is something to do that was not done before.
    pub(crate) fn want(&self, wants: &[ExtraColumn]) -> bool {
        let new = |flag: &AtomicBool, want| wants.contains(&want) && !flag.swap(true, Relaxed);
        let latency = new(&self.wants_latency, ExtraColumn::Latency);
        let sent = new(&self.wants_sent, ExtraColumn::SinceSent);
        latency || sent
    }

    /// Rises when rows that were not settled may be others now.
    pub(crate) fn version(&self) -> u32 {
        self.version.load(Relaxed)
    }

    /// Goes on for about so long with what was asked for. Whether there is more to do now, and whether a row may have
    /// become something else.
    pub(crate) fn advance(&self, reader: &Reader, budget: Duration) -> Result<(bool, bool), Error> {
        let (mut more, mut moved) = (false, false);
        if self.wants_latency.load(Relaxed) {
            let shared = self.latency();
            let mut latency = shared.lock();
            let (before, seen) = (latency.changes(), latency.last_scanned());
            let goes_on = latency.advance(reader, budget)?;
            more |= goes_on;
            moved |= before != latency.changes() || (!goes_on && seen != latency.last_scanned());
        }
        if self.wants_sent.load(Relaxed) {
            let mut sent = lock(&self.sent);
            let seen = sent.last_scanned();
            let goes_on = sent.advance(reader, budget)?;
            more |= goes_on;
            moved |= !goes_on && seen != sent.last_scanned();
        }
        if moved {
            self.version.fetch_add(1, Relaxed);
        }
        Ok((more, moved))
    }

    /// What a row is in the matter of latency; the second says that this is not known for good.
    pub(crate) fn of(
        &self,
        reader: &Reader,
        entry: &RecordInfo,
        is_over: bool,
    ) -> Result<(Option<TimingDto>, bool), Error> {
        let timing = self.latency().lock().of(reader, entry)?;
        let ms = |ns: u64| Some(ns as f64 / 1e6);
        let (kind, row, ms) = match timing {
            Of::Neither => return Ok((None, false)),
            Of::Unknown => return Ok((None, true)),
            Of::Reply { request, ns } => ("reply", Some(request), ms(ns)),
            Of::Answered { reply, ns } => ("answered", Some(reply), ms(ns)),
            Of::Waiting if !is_over => ("waiting", None, None),
            Of::Waiting | Of::Unanswered => ("unanswered", None, None),
        };
        let unsettled = kind == "waiting";
        Ok((Some(TimingDto { kind: kind.to_owned(), row, ms }), unsettled))
    }

    /// The nanoseconds since the last sent row before this one; the second says that this is not known yet.
    fn since_sent(
        &self,
        reader: &Reader,
        entry: &RecordInfo,
    ) -> Result<(Option<i64>, bool), Error> {
        let before = lock(&self.sent).before(entry.row);
        Ok(match before {
            None => (None, true),
            Some(None) => (None, false),
            // A limit may have removed it since.
            Some(Some(row)) => (
                reader.record(row).ok().map(|sent| entry.time_ns.saturating_sub(sent.time_ns)),
                false,
            ),
        })
    }
}

impl NearbyRows {
    /// `before` is the row before the first in the view.
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
                .map(|e| e.time_ns),
            start_ns,
            is_over,
        })
    }

    /// What the columns asked for: the time, the latency, and whether either is not settled. Rows come in the view's order.
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
                let (latency, open) = timing.of(reader, entry, self.is_over)?;
                unsettled |= open;
                latency
            }
            false => None,
        };
        Ok((since, latency, unsettled))
    }
}

/// When connecting began, which stays where it was when a limit removes the first rows; where the transcript does not say
/// so, or says what cannot be, the time of the first row.
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
