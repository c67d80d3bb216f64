//! What a transcript holds, counted: out of the index, with three looks into the data.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::frame::{Direction, Kind};

use super::format::IndexEntry;
use super::{Error, Reader};

/// Index rows looked at in one piece.
const SLICE: u32 = 64 * 1024;
/// So many codes are counted one by one, those that come first; a stream of random numbers has no more of them.
const CODES: usize = 1000;
/// Bytes of a Close frame's reason; no frame on the wire has more than 123 (RFC 6455 section 5.5), a file may.
const LONGEST_REASON: usize = 1000;

/// What a transcript holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows that are there.
    pub rows: u64,
    /// The number of the first; 1 unless a limit has removed some.
    pub first_row: u32,
    /// Text and binary messages that were sent.
    pub sent: u64,
    /// Text and binary messages that were received.
    pub received: u64,
    /// Bytes of all payloads.
    pub payload_bytes: u64,
    /// The size of the data files.
    pub file_bytes: u64,
    /// Rows by direction and kind, as `received binary`.
    pub kinds: BTreeMap<String, u64>,
    /// Rows by code, which is the leading int32 of binary messages.
    pub codes: BTreeMap<i32, u64>,
    /// Rows whose code came after a thousand others.
    pub other_codes: u64,
    /// The time of the first row, in nanoseconds since 1970.
    pub first_ns: Option<i64>,
    /// The time of the last row, in nanoseconds since 1970.
    pub last_ns: Option<i64>,
    /// The Close frame that tells the end: the server's where there is one, else ours.
    pub close: Option<RecordedClose>,
    /// In how many files the rows lie.
    pub segments: u32,
    /// Bytes between rows that are no record: damage that was passed over.
    pub skipped_bytes: u64,
    /// Bytes behind the last row: what a killed writer left, or damage.
    pub torn_bytes: u64,
}

/// A Close frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedClose {
    /// 1005 where it had none, as RFC 6455 section 7.1.5 has it.
    pub code: u16,
    /// Its reason; what is not UTF-8 is replaced.
    pub reason: String,
    /// Whether the server sent it.
    pub received: bool,
}

impl Summary {
    /// Counts. `go_on` is asked every 65,536 rows; where it breaks off the answer is `None`.
    pub fn of(
        reader: &Reader,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Option<Summary>, Error> {
        let range = reader.row_range()?;
        let mut count = Count { end: reader.first_offset(), ..Count::default() };
        let mut next = range.start;
        while next < range.end {
            let rows = reader.index_rows(next, SLICE.min(range.end - next))?;
            count.take(next, &rows);
            next += rows.len() as u32;
            if go_on().is_break() {
                return Ok(None);
            }
        }
        let mut summary = count.summary;
        let time = |row: u32| reader.entry(row).map(|entry| entry.time_ns);
        if !range.is_empty() {
            // A damaged record has no time, which is no reason to tell nothing.
            summary.first_ns = time(range.start).ok();
            summary.last_ns = time(range.end - 1).ok();
        }
        if let Some((row, received)) = count.close_received.or(count.close_sent) {
            summary.close =
                reader.payload(row).ok().map(|payload| RecordedClose::read(&payload, received));
        }
        for ((kind, is_message), both) in KINDS.iter().zip(count.kinds) {
            for (direction, rows) in [Direction::Sent, Direction::Received].into_iter().zip(both) {
                if rows > 0 {
                    summary.kinds.insert(format!("{} {}", direction.word(), kind.word()), rows);
                }
            }
            if *is_message {
                summary.sent += both[0];
                summary.received += both[1];
            }
        }
        summary.codes = count.codes.into_iter().collect();
        summary.rows = u64::from(range.end - range.start);
        summary.first_row = range.start;
        summary.file_bytes = reader.bytes()?;
        summary.torn_bytes = reader.torn_bytes();
        summary.segments = reader.segments() as u32;
        Ok(Some(summary))
    }

    /// From the first row to the last, in nanoseconds; 0 where there are none.
    pub fn duration_ns(&self) -> i64 {
        self.first_ns.zip(self.last_ns).map_or(0, |(first, last)| last.saturating_sub(first))
    }
}

/// Kinds, and whether they are messages.
const KINDS: [(Kind, bool); 7] = [
    (Kind::Text, true),
    (Kind::Binary, true),
    (Kind::Ping, false),
    (Kind::Pong, false),
    (Kind::Close, false),
    (Kind::Raw, false),
    (Kind::Marker, false),
];

#[derive(Default)]
struct Count {
    summary: Summary,
    /// By kind, and within by direction: sent, received.
    kinds: [[u64; 2]; KINDS.len()],
    codes: HashMap<i32, u64>,
    /// The last code and its count that is not in `codes` yet: codes come in runs.
    run: Option<(i32, u64)>,
    /// Where the next record has to begin.
    end: u64,
    close_received: Option<(u32, bool)>,
    close_sent: Option<(u32, bool)>,
}

impl Count {
    fn take(&mut self, first: u32, rows: &[IndexEntry]) {
        for (number, row) in (first..).zip(rows) {
            let kind = KINDS.iter().position(|(kind, _)| *kind == row.kind).unwrap_or(0);
            let received = row.direction == Direction::Received;
            self.kinds[kind][usize::from(received)] += 1;
            self.summary.payload_bytes += u64::from(row.len);
            self.summary.skipped_bytes += row.offset.saturating_sub(self.end);
            self.end = row.end();
            if row.kind == Kind::Close {
                let close = if received { &mut self.close_received } else { &mut self.close_sent };
                *close = Some((number, received));
            }
            match (row.code, &mut self.run) {
                (Some(code), Some((running, count))) if code == *running => *count += 1,
                (Some(code), _) => {
                    self.end_run();
                    self.run = Some((code, 1));
                }
                (None, _) => {}
            }
        }
        self.end_run();
    }

    fn end_run(&mut self) {
        let Some((code, rows)) = self.run.take() else { return };
        if self.codes.len() < CODES || self.codes.contains_key(&code) {
            *self.codes.entry(code).or_default() += rows;
        } else {
            self.summary.other_codes += rows;
        }
    }
}

impl RecordedClose {
    /// A Close frame's payload.
    fn read(payload: &[u8], received: bool) -> RecordedClose {
        match payload.split_first_chunk::<2>() {
            Some((code, reason)) => RecordedClose {
                code: u16::from_be_bytes(*code),
                reason: String::from_utf8_lossy(&reason[..reason.len().min(LONGEST_REASON)])
                    .into_owned(),
                received,
            },
            None => RecordedClose { code: 1005, reason: String::new(), received },
        }
    }
}
