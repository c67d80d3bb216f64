//! Latency: pairs requests with replies and measures the time between them.
//!
//! # Layout
//!
//! - `pairing_key`: the key that a request shares with its reply, by the profile's rule.
//! - `pending_requests`: requests without a reply; bounded.
//! - `reply_index`: replies and their requests, 20 bytes per pair.
//! - `percentiles`: count, minimum, median, percentiles and maximum per command.
//!
//! Computed on demand: rows are scanned once, and further ones as they arrive. A row that can be
//! neither request nor reply costs reading its 16-byte index row. At most [`MAX_PENDING`] requests
//! wait for a reply; one that waits longer than the rule's `within` counts as unanswered.

mod pairing_key;
mod pending_requests;
mod percentiles;
mod reply_index;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeValue;
use crate::packet::lens::{Lens, LensFlow};
use crate::packet::rules::{Decoder, Decoding};

use super::findings::MAX_CHECKED;
use super::format::IndexEntry;
use super::joined::RowJoiner;
use super::{Error, Reader, RecordInfo, RowCodes, SequentialReader};

pub use pairing_key::CommandLabel;
use pairing_key::{PairingKey, PairingRule};
pub use pending_requests::MAX_PENDING;
use pending_requests::PendingRequests;
pub use percentiles::{Figures, Spread};
use reply_index::ReplyIndex;
pub use reply_index::RequestReply;

/// Index rows scanned between two checks of the time budget.
const BATCH: u32 = 8192;
/// Larger payloads are read only if the rule needs them.
const SHORT: u32 = 64 * 1024;

/// Request-reply pairs of one transcript under one rule.
#[derive(Debug)]
pub struct Latency {
    rule: PairingRule,
    next: u32,
    sequential: Option<SequentialReader>,
    /// Protocol messages that are unfinished, for the lens.
    flow: LensFlow,
    /// Where the profile joins messages: every row is read.
    joiner: Option<RowJoiner>,
    pending: PendingRequests,
    pairs: ReplyIndex,
    commands: Vec<CommandCounts>,
    /// Index of each command in `commands`.
    numbers: HashMap<CommandLabel, u16>,
}

/// Request counts of a command.
#[derive(Debug, Clone)]
struct CommandCounts {
    command: CommandLabel,
    requests: u64,
    unanswered: u64,
}

/// A row's latency status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LatencyStatus {
    /// Neither a request nor a reply.
    Neither,
    /// Not scanned yet.
    Unknown,
    /// The reply to a request.
    Reply {
        /// Row of the request.
        request: u32,
        /// Latency in nanoseconds.
        ns: u64,
    },
    /// A request that was answered.
    Answered {
        /// Row of the reply.
        reply: u32,
        /// Latency in nanoseconds.
        ns: u64,
    },
    /// A request still waiting for its reply.
    Waiting,
    /// A request without a reply in time.
    Unanswered,
}

impl Latency {
    /// Creates an empty state; nothing is scanned yet.
    pub fn new(decoding: &Decoding, decoder: Arc<Decoder>) -> Latency {
        let joiner = decoder.joins_messages().then(|| RowJoiner::new(Arc::clone(&decoder)));
        Latency {
            joiner,
            rule: PairingRule::new(decoding, decoder),
            next: 1,
            sequential: None,
            flow: LensFlow::default(),
            pending: PendingRequests::default(),
            pairs: ReplyIndex::default(),
            commands: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// The last row that was scanned.
    pub fn last_scanned(&self) -> u32 {
        self.next - 1
    }

    /// Increases whenever the status of an earlier row may have changed: a request was answered or
    /// timed out.
    pub fn changes(&self) -> u64 {
        let unanswered: u64 = self.commands.iter().map(|counts| counts.unanswered).sum();
        self.pairs.all().len() as u64 + unanswered
    }

    /// Name of the rule in use: `next`, `same_code`, `field`, `codes` or `lens`.
    pub fn rule(&self) -> &'static str {
        self.rule.by.word()
    }

    /// Scans rows for about `budget`. Returns true if rows remain.
    pub fn advance(&mut self, reader: &Reader, budget: Duration) -> Result<bool, Error> {
        let last = reader.rows()?;
        let started = Instant::now();
        while self.next <= last {
            self.batch(reader, last)?;
            if started.elapsed() >= budget {
                break;
            }
        }
        Ok(self.next <= last)
    }

    /// Scans all rows up to `last`.
    pub fn until(&mut self, reader: &Reader, last: u32) -> Result<(), Error> {
        while self.next <= last {
            self.batch(reader, last)?;
        }
        Ok(())
    }

    fn batch(&mut self, reader: &Reader, last: u32) -> Result<(), Error> {
        // A retention limit may have removed the first rows.
        self.next = self.next.max(reader.first_row());
        if self.next > last {
            return Ok(());
        }
        let rows = reader.index_rows(self.next, (last + 1 - self.next).min(BATCH))?;
        let mut sequential =
            self.sequential.take().unwrap_or_else(|| SequentialReader::new(reader.clone()));
        let codes = RowCodes::new(reader, Arc::clone(&self.rule.decoder));
        for index in &rows {
            self.scan_row((reader, &codes), &mut sequential, self.next, index)?;
            self.next += 1;
        }
        self.sequential = Some(sequential);
        Ok(())
    }

    fn scan_row(
        &mut self,
        (reader, codes): (&Reader, &RowCodes),
        sequential: &mut SequentialReader,
        row: u32,
        index: &IndexEntry,
    ) -> Result<(), Error> {
        let is_data = matches!(index.kind, Kind::Text | Kind::Binary);
        if let Some(lens) = self.rule.lens() {
            match index.kind {
                Kind::Text | Kind::Binary if index.len <= MAX_CHECKED => {
                    return self.scan_lens_row(lens, codes, sequential, row, index);
                }
                Kind::Close => self.flow.restart(),
                _ => {}
            }
            return Ok(());
        }
        let received = index.direction == Direction::Received;
        if let Some(joiner) = &mut self.joiner {
            let (record, payload) = sequential.read(row)?;
            let message = joiner.next(reader, &record, payload)?;
            let Some(bytes) = message.bytes(payload).filter(|_| is_data) else { return Ok(()) };
            let (kind, direction) = (index.kind, index.direction);
            let (first, _) = self.rule.decoder.first_message(kind, direction, bytes);
            let code = codes.of_index(index, first);
            self.pair(&record, index, code.as_ref(), first);
            return Ok(());
        }
        if !is_data || (received && self.pending.is_empty()) || !self.rule.concerns(codes, index) {
            return Ok(());
        }
        let needs_payload = self.rule.needs_payload(codes, !received);
        if received && !needs_payload && !self.has_pending(codes, index) {
            return Ok(());
        }
        let (record, payload) = match needs_payload || index.len <= SHORT {
            true => sequential.read(row)?,
            false => (reader.record(row)?, &[][..]),
        };
        let code = codes.of_index(index, payload);
        self.pair(&record, index, code.as_ref(), payload);
        Ok(())
    }

    /// Adds a request, or pairs a reply with its request.
    fn pair(
        &mut self,
        record: &RecordInfo,
        index: &IndexEntry,
        code: Option<&CodeValue>,
        payload: &[u8],
    ) {
        let row = record.row;
        match index.direction {
            Direction::Sent => {
                let Some(key) = self.rule.request(index, code, payload) else { return };
                let command = self.command(CommandLabel::of(index, code));
                if let Some(counts) = self.commands.get_mut(usize::from(command)) {
                    counts.requests += 1;
                }
                let expired = self.pending.push(row, record.time_ns, command, key);
                self.unanswered(expired);
            }
            Direction::Received => {
                let Some(keys) = self.rule.reply(index, code, payload) else { return };
                let expired = self.pending.expire(record.time_ns, self.rule.within_ns);
                expired.into_iter().for_each(|command| self.unanswered(Some(command)));
                if let Some((request, sent_ns, command)) = self.pending.take(&keys) {
                    let ns = record.time_ns.saturating_sub(sent_ns).max(0) as u64;
                    self.pairs.push(RequestReply::new(row, request, ns, command));
                }
            }
        }
    }

    /// Pairs a message by the ids that the lens reads. Either side may ask, and a message may ask and answer.
    fn scan_lens_row(
        &mut self,
        lens: Lens,
        codes: &RowCodes,
        sequential: &mut SequentialReader,
        row: u32,
        index: &IndexEntry,
    ) -> Result<(), Error> {
        let (record, payload) = sequential.read(row)?;
        let found = self.flow.next(lens, index.kind, index.direction, payload);
        let expired = self.pending.expire(record.time_ns, self.rule.within_ns);
        expired.into_iter().for_each(|command| self.unanswered(Some(command)));
        let asked = index.direction.other();
        let mut answered = Vec::new();
        for id in found.answers {
            let key = [PairingKey::Id(asked, id.into())];
            let Some((request, sent_ns, command)) = self.pending.take(&key) else { continue };
            if !answered.contains(&request) {
                answered.push(request);
                let ns = record.time_ns.saturating_sub(sent_ns).max(0) as u64;
                self.pairs.push(RequestReply::new(row, request, ns, command));
            }
        }
        if found.asks.is_empty() {
            return Ok(());
        }
        let command =
            self.command(CommandLabel::of(index, codes.of_index(index, payload).as_ref()));
        for id in found.asks {
            if let Some(counts) = self.commands.get_mut(usize::from(command)) {
                counts.requests += 1;
            }
            let key = PairingKey::Id(index.direction, id.into());
            let expired = self.pending.push(row, record.time_ns, command, key);
            self.unanswered(expired);
        }
        Ok(())
    }

    /// Whether a pending request matches this received row; avoids reading rows that match none.
    fn has_pending(&self, codes: &RowCodes, index: &IndexEntry) -> bool {
        let code = codes.of_index(index, &[]);
        self.rule.reply(index, code.as_ref(), &[]).is_some_and(|keys| self.pending.has(&keys))
    }

    fn command(&mut self, command: CommandLabel) -> u16 {
        if let Some(known) = self.numbers.get(&command) {
            return *known;
        }
        // Only a fuzzed server has more commands; the last entry stands for all further ones.
        if self.commands.len() >= usize::from(u16::MAX) {
            return u16::MAX - 1;
        }
        let number = self.commands.len() as u16;
        let counts = CommandCounts { command: command.clone(), requests: 0, unanswered: 0 };
        self.commands.push(counts);
        self.numbers.insert(command, number);
        number
    }

    fn unanswered(&mut self, command: Option<u16>) {
        let counts = command.and_then(|command| self.commands.get_mut(usize::from(command)));
        if let Some(counts) = counts {
            counts.unanswered += 1;
        }
    }

    /// All pairs so far, ordered by reply.
    pub fn pairs(&self) -> &[RequestReply] {
        self.pairs.all()
    }

    /// The pair of a reply.
    pub fn of_reply(&self, row: u32) -> Option<RequestReply> {
        self.pairs.of_reply(row)
    }

    /// The pair of a request.
    pub fn of_request(&self, row: u32) -> Option<RequestReply> {
        self.pairs.of_request(row)
    }

    /// Latency status of a record.
    pub fn of(&self, reader: &Reader, record: &RecordInfo) -> Result<LatencyStatus, Error> {
        if let Some(pair) = self.of_reply(record.row) {
            return Ok(LatencyStatus::Reply { request: pair.request, ns: pair.ns() });
        }
        if let Some(pair) = self.of_request(record.row) {
            return Ok(LatencyStatus::Answered { reply: pair.reply, ns: pair.ns() });
        }
        if record.row >= self.next {
            return Ok(LatencyStatus::Unknown);
        }
        let is_data = matches!(record.kind, Kind::Text | Kind::Binary);
        let lens = self.rule.lens();
        if (record.direction == Direction::Received && lens.is_none()) || !is_data {
            return Ok(LatencyStatus::Neither);
        }
        if self.pending.contains(record.row) {
            return Ok(LatencyStatus::Waiting);
        }
        if let Some(lens) = lens {
            let payload = reader.payload_of(record, 0, MAX_CHECKED)?;
            let asks = lens.read(record.kind, record.direction, &payload).asks;
            return Ok(match asks.is_empty() {
                true => LatencyStatus::Neither,
                false => LatencyStatus::Unanswered,
            });
        }
        let index = reader.index_row(record.row)?;
        let codes = RowCodes::new(reader, Arc::clone(&self.rule.decoder));
        let payload = match self.rule.needs_payload(&codes, true) {
            true => reader.payload_of(record, 0, u32::MAX)?,
            false => Vec::new(),
        };
        let code = codes.of_index(&index, &payload);
        let is_request = self.rule.concerns(&codes, &index)
            && self.rule.request(&index, code.as_ref(), &payload).is_some();
        Ok(if is_request { LatencyStatus::Unanswered } else { LatencyStatus::Neither })
    }

    /// Figures for all commands together, then for each command in the order of first use. Requests
    /// still waiting count as unanswered if `is_over`.
    pub fn figures(&self, is_over: bool) -> Vec<Figures> {
        percentiles::figures(self, is_over)
    }
}

/// Shared latency of a transcript, for its table, filter and charts.
#[derive(Debug, Clone)]
pub struct SharedLatency(Arc<Mutex<Latency>>);

impl SharedLatency {
    /// Shares the state of one transcript.
    pub fn new(latency: Latency) -> SharedLatency {
        SharedLatency(Arc::new(Mutex::new(latency)))
    }

    /// The current state.
    pub fn lock(&self) -> MutexGuard<'_, Latency> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after scanning all rows up to `last`.
    pub fn until(&self, reader: &Reader, last: u32) -> Result<MutexGuard<'_, Latency>, Error> {
        let mut latency = self.lock();
        latency.until(reader, last)?;
        Ok(latency)
    }
}
