//! How long after its request a reply came.
//!
//! # Layout
//!
//! - `pairing_key`: what a request and its reply have in common, by the profile's rule.
//! - `pending_requests`: requests without a reply yet; bounded.
//! - `reply_index`: replies and their requests, 20 bytes for each.
//! - `percentiles`: a command's count, minimum, median, percentiles, maximum.
//!
//! Nothing is computed until somebody asks; then rows are walked once, and on as they arrive. A row that is
//! neither a request nor a possible reply costs a look at its 16 bytes of index. Requests that wait are kept, at
//! most [`MOST_OPEN`] of them; one that waits longer than the rule's `within` counts as unanswered.

mod pairing_key;
mod pending_requests;
mod percentiles;
mod reply_index;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::frame::{Direction, Kind};
use crate::packet::rules::{Decoder, Decoding};

use super::format::IndexEntry;
use super::{Error, Reader, RecordInfo, SequentialReader};

pub use pairing_key::CommandLabel;
use pairing_key::PairingRule;
pub use pending_requests::MOST_OPEN;
use pending_requests::PendingRequests;
pub use percentiles::{Figures, Spread};
use reply_index::ReplyIndex;
pub use reply_index::RequestReply;

/// Index rows looked at before the clock is.
const BATCH: u32 = 8192;
/// Of a longer payload only the header is read where that suffices.
const SHORT: u32 = 64 * 1024;

/// Replies and their requests, of one transcript by one rule.
#[derive(Debug)]
pub struct Latency {
    rule: PairingRule,
    next: u32,
    walk: Option<SequentialReader>,
    open: PendingRequests,
    pairs: ReplyIndex,
    commands: Vec<Tally>,
    /// Their numbers.
    numbers: HashMap<CommandLabel, u16>,
}

/// A command's requests so far.
#[derive(Debug, Clone, Copy)]
struct Tally {
    command: CommandLabel,
    requests: u64,
    unanswered: u64,
}

/// What a row is in the matter of latency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LatencyStatus {
    /// Neither a request nor the reply to one.
    Neither,
    /// Not looked at yet.
    Unknown,
    /// The reply to a request, so many nanoseconds after it.
    Reply {
        /// The request's row.
        request: u32,
        /// Nanoseconds.
        ns: u64,
    },
    /// A request that was answered, so many nanoseconds later.
    Answered {
        /// The reply's row.
        reply: u32,
        /// Nanoseconds.
        ns: u64,
    },
    /// A request that has no reply yet.
    Waiting,
    /// A request that had no reply in time.
    Unanswered,
}

impl Latency {
    /// Begins with nothing looked at.
    pub fn new(decoding: &Decoding, decoder: Arc<Decoder>) -> Latency {
        Latency {
            rule: PairingRule::new(decoding, decoder),
            next: 1,
            walk: None,
            open: PendingRequests::default(),
            pairs: ReplyIndex::default(),
            commands: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// The last row it has looked at.
    pub fn seen(&self) -> u32 {
        self.next - 1
    }

    /// Rises whenever a row may have become something else: a request was answered, or was not in time.
    pub fn changes(&self) -> u64 {
        let unanswered: u64 = self.commands.iter().map(|tally| tally.unanswered).sum();
        self.pairs.all().len() as u64 + unanswered
    }

    /// The word of the rule in use: `next`, `same_code`, `field` or `codes`.
    pub fn rule(&self) -> &'static str {
        self.rule.by.word()
    }

    /// Goes on for about so long. True when there is more to do now.
    pub fn advance(&mut self, reader: &Reader, budget: Duration) -> Result<bool, Error> {
        let last = reader.rows()?;
        let begun = Instant::now();
        while self.next <= last {
            self.batch(reader, last)?;
            if begun.elapsed() >= budget {
                break;
            }
        }
        Ok(self.next <= last)
    }

    /// Looks at all rows up to this one.
    pub fn until(&mut self, reader: &Reader, last: u32) -> Result<(), Error> {
        while self.next <= last {
            self.batch(reader, last)?;
        }
        Ok(())
    }

    fn batch(&mut self, reader: &Reader, last: u32) -> Result<(), Error> {
        // A limit may have removed the first rows.
        self.next = self.next.max(reader.first_row());
        if self.next > last {
            return Ok(());
        }
        let rows = reader.index_rows(self.next, (last + 1 - self.next).min(BATCH))?;
        let mut walk = self.walk.take().unwrap_or_else(|| SequentialReader::new(reader.clone()));
        for index in &rows {
            self.row(reader, &mut walk, self.next, index)?;
            self.next += 1;
        }
        self.walk = Some(walk);
        Ok(())
    }

    fn row(
        &mut self,
        reader: &Reader,
        walk: &mut SequentialReader,
        row: u32,
        index: &IndexEntry,
    ) -> Result<(), Error> {
        let is_data = matches!(index.kind, Kind::Text | Kind::Binary);
        let received = index.direction == Direction::Received;
        if !is_data || (received && self.open.is_empty()) || !self.rule.concerns(index) {
            return Ok(());
        }
        if received && !self.rule.wants_payload() && !self.has_open(index) {
            return Ok(());
        }
        let wants_payload = self.rule.wants_payload();
        let (entry, payload) = match wants_payload || index.len <= SHORT {
            true => walk.read(row)?,
            false => (reader.entry(row)?, &[][..]),
        };
        match received {
            false => {
                let Some(key) = self.rule.request(index, payload) else { return Ok(()) };
                let command = self.command(CommandLabel::of(index));
                if let Some(tally) = self.commands.get_mut(usize::from(command)) {
                    tally.requests += 1;
                }
                let late = self.open.push(row, entry.time_ns, command, key);
                self.unanswered(late);
            }
            true => {
                let Some(keys) = self.rule.reply(index, payload) else { return Ok(()) };
                let late = self.open.expire(entry.time_ns, self.rule.within_ns);
                late.into_iter().for_each(|command| self.unanswered(Some(command)));
                if let Some((request, sent_ns, command)) = self.open.take(&keys) {
                    let ns = entry.time_ns.saturating_sub(sent_ns).max(0) as u64;
                    self.pairs.push(RequestReply::new(row, request, ns, command));
                }
            }
        }
        Ok(())
    }

    /// Whether a received row of this index can answer anything that waits; saves reading those that cannot.
    fn has_open(&self, index: &IndexEntry) -> bool {
        self.rule.reply(index, &[]).is_some_and(|keys| self.open.has(&keys))
    }

    fn command(&mut self, command: CommandLabel) -> u16 {
        if let Some(known) = self.numbers.get(&command) {
            return *known;
        }
        // A server of more commands than that is a fuzzer; the last stands for all others.
        if self.commands.len() >= usize::from(u16::MAX) {
            return u16::MAX - 1;
        }
        let number = self.commands.len() as u16;
        self.commands.push(Tally { command, requests: 0, unanswered: 0 });
        self.numbers.insert(command, number);
        number
    }

    fn unanswered(&mut self, command: Option<u16>) {
        let tally = command.and_then(|command| self.commands.get_mut(usize::from(command)));
        if let Some(tally) = tally {
            tally.unanswered += 1;
        }
    }

    /// All pairs so far, in the order of their replies.
    pub fn pairs(&self) -> &[RequestReply] {
        self.pairs.all()
    }

    /// A reply's pair.
    pub fn of_reply(&self, row: u32) -> Option<RequestReply> {
        self.pairs.of_reply(row)
    }

    /// A request's pair.
    pub fn of_request(&self, row: u32) -> Option<RequestReply> {
        self.pairs.of_request(row)
    }

    /// What a row is in this matter, for those on the screen.
    pub fn of(&self, reader: &Reader, entry: &RecordInfo) -> Result<LatencyStatus, Error> {
        if let Some(pair) = self.of_reply(entry.row) {
            return Ok(LatencyStatus::Reply { request: pair.request, ns: pair.ns() });
        }
        if let Some(pair) = self.of_request(entry.row) {
            return Ok(LatencyStatus::Answered { reply: pair.reply, ns: pair.ns() });
        }
        if entry.row >= self.next {
            return Ok(LatencyStatus::Unknown);
        }
        let is_data = matches!(entry.kind, Kind::Text | Kind::Binary);
        if entry.direction == Direction::Received || !is_data {
            return Ok(LatencyStatus::Neither);
        }
        if self.open.contains(entry.row) {
            return Ok(LatencyStatus::Waiting);
        }
        let index = reader.index_row(entry.row)?;
        let payload = match self.rule.wants_payload() {
            true => reader.payload_of(entry, 0, u32::MAX)?,
            false => Vec::new(),
        };
        let is_request =
            self.rule.concerns(&index) && self.rule.request(&index, &payload).is_some();
        Ok(if is_request { LatencyStatus::Unanswered } else { LatencyStatus::Neither })
    }

    /// Each command's figures, in the order in which they were first sent, and those of all together first.
    /// Requests that still wait count as unanswered when `is_over`.
    pub fn figures(&self, is_over: bool) -> Vec<Figures> {
        percentiles::figures(self, is_over)
    }
}

/// A transcript's latency, for all who ask: its table, its filter, its charts.
#[derive(Debug, Clone)]
pub struct SharedLatency(Arc<Mutex<Latency>>);

impl SharedLatency {
    /// For one transcript.
    pub fn new(latency: Latency) -> SharedLatency {
        SharedLatency(Arc::new(Mutex::new(latency)))
    }

    /// As far as it is known.
    pub fn lock(&self) -> MutexGuard<'_, Latency> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Known up to the row `last`.
    pub fn until(&self, reader: &Reader, last: u32) -> Result<MutexGuard<'_, Latency>, Error> {
        let mut latency = self.lock();
        latency.until(reader, last)?;
        Ok(latency)
    }
}
