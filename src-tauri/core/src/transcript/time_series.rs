//! Rate, bytes and latency over time, for charts: at most [`MOST_BUCKETS`] buckets whatever the transcript holds.
//!
//! Over the whole transcript a bucket is a millisecond at first and twice as long whenever there would be too many;
//! over a window it is as long as it has to be from the beginning. Rows are walked once and on as they arrive; their
//! headers are read, since the index has no times.

use std::time::{Duration, Instant};

use crate::frame::{Direction, Kind};

use super::latency::{Latency, SharedLatency};
use super::{Error, Reader, RecordInfo};

/// No chart has more points than that.
pub const MOST_BUCKETS: usize = 600;
const MILLISECOND: i64 = 1_000_000;
/// Rows between two looks at the clock.
const BATCH: u32 = 4096;

/// What passed during one piece of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Messages from the server, pings and the like among them.
    pub received: u64,
    /// Messages of ours.
    pub sent: u64,
    /// Payload bytes from the server.
    pub bytes_received: u64,
    /// Payload bytes of ours.
    pub bytes_sent: u64,
    /// Replies to requests.
    pub replies: u64,
    /// Their latency in all, in nanoseconds: divided by `replies` the mean.
    pub latency_sum_ns: u64,
    /// The shortest; 0 without replies.
    pub latency_min_ns: u64,
    /// The longest.
    pub latency_max_ns: u64,
}

/// See the module's text.
#[derive(Debug, Clone)]
pub struct TimeSeries {
    /// First and last nanosecond, where only a part is wanted.
    window: Option<(i64, i64)>,
    start_ns: Option<i64>,
    width_ns: i64,
    buckets: Vec<Bucket>,
    next: u32,
    /// Pairs that lie behind.
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
    /// Over the whole transcript.
    pub fn new() -> TimeSeries {
        TimeSeries::default()
    }

    /// Over the time from `from_ns` to `to_ns`, nanoseconds since 1970, both included.
    pub fn within(reader: &Reader, from_ns: i64, to_ns: i64) -> Result<TimeSeries, Error> {
        let length = i128::from(to_ns) - i128::from(from_ns) + 1;
        let width = (length.max(1) as u128).div_ceil(MOST_BUCKETS as u128) as i64;
        let after = reader.rows()?.saturating_add(1);
        Ok(TimeSeries {
            window: Some((from_ns, to_ns)),
            start_ns: Some(from_ns),
            width_ns: width.max(1),
            next: reader.row_at_time(from_ns)?.unwrap_or(after),
            ..TimeSeries::default()
        })
    }

    /// When the first bucket begins, in nanoseconds since 1970; nothing before the first row.
    pub fn start_ns(&self) -> Option<i64> {
        self.start_ns
    }

    /// How long a bucket is, in nanoseconds.
    pub fn width_ns(&self) -> i64 {
        self.width_ns
    }

    /// What passed, in order of time, without a gap.
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// Goes on for about so long. True when there is more to do now.
    pub fn advance(
        &mut self,
        reader: &Reader,
        latency: Option<&SharedLatency>,
        budget: Duration,
    ) -> Result<bool, Error> {
        let last = reader.rows()?;
        let begun = Instant::now();
        while self.next <= last {
            let end = last.min(self.next.saturating_add(BATCH - 1));
            let entries = reader.entries(self.next..end + 1)?;
            let latency = latency.map(|shared| shared.until(reader, end)).transpose()?;
            for entry in &entries {
                if self.window.is_some_and(|(_, to)| entry.time_ns > to) {
                    // Times go forward: what follows is later still.
                    self.next = u32::MAX;
                    return Ok(false);
                }
                self.add(entry, latency.as_deref());
            }
            self.next = end + 1;
            if begun.elapsed() >= budget {
                break;
            }
        }
        Ok(self.next <= last)
    }

    fn add(&mut self, entry: &RecordInfo, latency: Option<&Latency>) {
        let ns = latency.and_then(|latency| {
            let pairs = latency.pairs();
            self.pairs += pairs.get(self.pairs..)?.partition_point(|pair| pair.reply < entry.row);
            pairs.get(self.pairs).filter(|pair| pair.reply == entry.row).map(|pair| pair.ns())
        });
        if entry.kind == Kind::Marker || self.window.is_some_and(|(from, _)| entry.time_ns < from) {
            return;
        }
        let start = *self.start_ns.get_or_insert(entry.time_ns);
        // A row out of order belongs to the first.
        let since = entry.time_ns.saturating_sub(start).max(0);
        while self.window.is_none() && since / self.width_ns >= MOST_BUCKETS as i64 {
            self.halve();
        }
        let at = (since / self.width_ns) as usize;
        if self.buckets.len() <= at {
            self.buckets.resize(at + 1, Bucket::default());
        }
        if let Some(bucket) = self.buckets.get_mut(at) {
            bucket.add(entry, ns);
        }
    }

    /// Two become one.
    fn halve(&mut self) {
        let both = |two: &[Bucket]| two.iter().fold(Bucket::default(), |sum, one| sum.with(one));
        self.buckets = self.buckets.chunks(2).map(both).collect();
        self.width_ns = self.width_ns.saturating_mul(2);
    }
}

impl Bucket {
    fn add(&mut self, entry: &RecordInfo, latency: Option<u64>) {
        let size = u64::from(entry.size);
        let one = match entry.direction {
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
            ..one
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
        }
    }
}
