//! Message rate, bytes, latency and faults over time, in at most [`MAX_BUCKETS`] buckets.
//!
//! Over a whole transcript, buckets start at a millisecond and double in width whenever there would
//! be too many; over a time window their width is fixed. Rows are scanned once, and further ones as
//! they arrive. Record headers are read, because the index has no times.

use std::time::{Duration, Instant};

use crate::frame::{Direction, Kind};

use super::findings::SharedFindings;
use super::latency::{Latency, SharedLatency};
use super::{Error, Reader, RecordInfo};
use crate::packet::faults::{FaultKind, FaultSet};

/// Maximum number of buckets.
pub const MAX_BUCKETS: usize = 600;
const MILLISECOND: i64 = 1_000_000;
/// Rows scanned between two checks of the time budget.
const BATCH: u32 = 4096;

/// Counts for one interval of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Messages and control frames from the server.
    pub received: u64,
    /// Messages and control frames that were sent.
    pub sent: u64,
    /// Payload bytes from the server.
    pub bytes_received: u64,
    /// Payload bytes that were sent.
    pub bytes_sent: u64,
    /// Replies to requests.
    pub replies: u64,
    /// Sum of their latencies, in nanoseconds: divided by `replies`, the mean.
    pub latency_sum_ns: u64,
    /// Lowest latency in nanoseconds; 0 without replies.
    pub latency_min_ns: u64,
    /// Highest latency in nanoseconds.
    pub latency_max_ns: u64,
    /// Messages with a fault of their own.
    pub faults: u64,
    /// Rows with a fault in a series of messages.
    pub series_faults: u64,
}

/// Buckets of a transcript or a time window.
#[derive(Debug, Clone)]
pub struct TimeSeries {
    /// First and last nanosecond of a time window.
    window: Option<(i64, i64)>,
    start_ns: Option<i64>,
    width_ns: i64,
    buckets: Vec<Bucket>,
    next: u32,
    /// Number of request-reply pairs already counted.
    pairs: usize,
}

impl Default for TimeSeries {
    fn default() -> TimeSeries {
        TimeSeries {
            window: None,
            start_ns: None,
            width_ns: MILLISECOND,
            buckets: Vec::new(),
            next: 1,
            pairs: 0,
        }
    }
}

impl TimeSeries {
    /// Series over the whole transcript.
    pub fn new() -> TimeSeries {
        TimeSeries::default()
    }

    /// Series over the time from `from_ns` to `to_ns`, nanoseconds since the Unix epoch, both
    /// inclusive.
    pub fn within(reader: &Reader, from_ns: i64, to_ns: i64) -> Result<TimeSeries, Error> {
        let length = i128::from(to_ns) - i128::from(from_ns) + 1;
        let width = (length.max(1) as u128).div_ceil(MAX_BUCKETS as u128) as i64;
        let after = reader.rows()?.saturating_add(1);
        Ok(TimeSeries {
            window: Some((from_ns, to_ns)),
            start_ns: Some(from_ns),
            width_ns: width.max(1),
            next: reader.row_at_time(from_ns)?.unwrap_or(after),
            ..TimeSeries::default()
        })
    }

    /// Start of the first bucket, in nanoseconds since the Unix epoch; `None` before the first row.
    pub fn start_ns(&self) -> Option<i64> {
        self.start_ns
    }

    /// Width of a bucket, in nanoseconds.
    pub fn width_ns(&self) -> i64 {
        self.width_ns
    }

    /// The buckets in chronological order, without gaps.
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// Scans rows for about `budget`. Returns true if rows remain.
    pub fn advance(
        &mut self,
        reader: &Reader,
        latency: Option<&SharedLatency>,
        findings: Option<&SharedFindings>,
        budget: Duration,
    ) -> Result<bool, Error> {
        let last = reader.rows()?;
        let started = Instant::now();
        // A retention limit may have removed the first rows.
        self.next = self.next.max(reader.first_row());
        while self.next <= last {
            let end = last.min(self.next.saturating_add(BATCH - 1));
            let records = reader.records(self.next..end + 1)?;
            let latency = latency.map(|shared| shared.until(reader, end)).transpose()?;
            let findings = findings.map(|shared| shared.until(reader, end)).transpose()?;
            for record in &records {
                if self.window.is_some_and(|(_, to)| record.time_ns > to) {
                    // Times increase, so all further rows are later still.
                    self.next = u32::MAX;
                    return Ok(false);
                }
                let faults = findings.as_ref().map(|findings| findings.faults(record.row));
                self.add(record, latency.as_deref(), faults.unwrap_or_default());
            }
            self.next = end + 1;
            if started.elapsed() >= budget {
                break;
            }
        }
        Ok(self.next <= last)
    }

    fn add(&mut self, record: &RecordInfo, latency: Option<&Latency>, faults: FaultSet) {
        let ns = latency.and_then(|latency| {
            let pairs = latency.pairs();
            self.pairs += pairs.get(self.pairs..)?.partition_point(|pair| pair.reply < record.row);
            pairs.get(self.pairs).filter(|pair| pair.reply == record.row).map(|pair| pair.ns())
        });
        if record.kind == Kind::Marker || self.window.is_some_and(|(from, _)| record.time_ns < from)
        {
            return;
        }
        let start = *self.start_ns.get_or_insert(record.time_ns);
        // A row out of order counts in the first bucket.
        let since = record.time_ns.saturating_sub(start).max(0);
        while self.window.is_none() && since / self.width_ns >= MAX_BUCKETS as i64 {
            self.merge_buckets();
        }
        let at = (since / self.width_ns) as usize;
        if self.buckets.len() <= at {
            self.buckets.resize(at + 1, Bucket::default());
        }
        if let Some(bucket) = self.buckets.get_mut(at) {
            bucket.add(record, ns);
            bucket.faults += u64::from(faults.kinds().any(|kind| !kind.is_in_series()));
            bucket.series_faults += u64::from(faults.kinds().any(FaultKind::is_in_series));
        }
    }

    /// Merges pairs of buckets.
    fn merge_buckets(&mut self) {
        let merge =
            |pair: &[Bucket]| pair.iter().fold(Bucket::default(), |sum, bucket| sum.with(bucket));
        self.buckets = self.buckets.chunks(2).map(merge).collect();
        self.width_ns = self.width_ns.saturating_mul(2);
    }
}

impl Bucket {
    fn add(&mut self, record: &RecordInfo, latency: Option<u64>) {
        let size = u64::from(record.size);
        let message = match record.direction {
            Direction::Received => {
                Bucket { received: 1, bytes_received: size, ..Bucket::default() }
            }
            Direction::Sent => Bucket { sent: 1, bytes_sent: size, ..Bucket::default() },
        };
        let ns = latency.unwrap_or(0);
        *self = self.with(&Bucket {
            replies: u64::from(latency.is_some()),
            latency_sum_ns: ns,
            latency_min_ns: ns,
            latency_max_ns: ns,
            ..message
        });
    }

    fn with(&self, other: &Bucket) -> Bucket {
        Bucket {
            received: self.received + other.received,
            sent: self.sent + other.sent,
            bytes_received: self.bytes_received + other.bytes_received,
            bytes_sent: self.bytes_sent + other.bytes_sent,
            replies: self.replies + other.replies,
            latency_sum_ns: self.latency_sum_ns.saturating_add(other.latency_sum_ns),
            latency_min_ns: match (self.replies, other.replies) {
                (0, _) => other.latency_min_ns,
                (_, 0) => self.latency_min_ns,
                _ => self.latency_min_ns.min(other.latency_min_ns),
            },
            latency_max_ns: self.latency_max_ns.max(other.latency_max_ns),
            faults: self.faults + other.faults,
            series_faults: self.series_faults + other.series_faults,
        }
    }
}
