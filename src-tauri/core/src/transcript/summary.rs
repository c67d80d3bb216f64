//! Counts what a transcript holds, from the index and at most three records.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::frame::{Direction, Kind};

use super::format::IndexEntry;
use super::{Error, Reader};

/// Index rows read at once.
const SLICE: u32 = 64 * 1024;
/// Codes counted separately, in order of appearance; only random data has more.
const MAX_CODES: usize = 1000;
/// Maximum bytes of a Close frame's reason. Frames have at most 123 (RFC 6455 section 5.5), but a
/// file may contain more.
const MAX_REASON: usize = 1000;

/// Counts and times of a transcript.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows that are kept.
    pub rows: u64,
    /// Number of the first row; 1 unless a retention limit has removed some.
    pub first_row: u32,
    /// Text and binary messages that were sent.
    pub sent: u64,
    /// Text and binary messages that were received.
    pub received: u64,
    /// Total size of all payloads, in bytes.
    pub payload_bytes: u64,
    /// Size of the data files, in bytes.
    pub file_bytes: u64,
    /// Rows by direction and kind, such as `received binary`.
    pub kinds: BTreeMap<String, u64>,
    /// Rows by the integer in the index. See [`CodeCounts`](super::CodeCounts) for other definitions of the code.
    pub codes: BTreeMap<i32, u64>,
    /// Rows whose code came after a thousand others.
    pub other_codes: u64,
    /// Timestamp of the first row, in nanoseconds since the Unix epoch.
    pub first_ns: Option<i64>,
    /// Timestamp of the last row, in nanoseconds since the Unix epoch.
    pub last_ns: Option<i64>,
    /// The Close frame that ended the connection: the server's if there is one, else ours.
    pub close: Option<RecordedClose>,
    /// Number of data files that hold the rows.
    pub segments: u32,
    /// Bytes between rows that are not records: damage that was skipped.
    pub skipped_bytes: u64,
    /// Bytes after the last row: a torn record or damage.
    pub torn_bytes: u64,
}

/// A recorded Close frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedClose {
    /// Status code; 1005 if the frame had none (RFC 6455 section 7.1.5).
    pub code: u16,
    /// Close reason, with invalid UTF-8 replaced.
    pub reason: String,
    /// Whether the server sent it.
    pub received: bool,
}

impl Summary {
    /// Summarizes a transcript. Calls `go_on` every 65,536 rows, and returns `None` if it breaks.
    pub fn of(
        reader: &Reader,
        go_on: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Option<Summary>, Error> {
        let range = reader.row_range()?;
        let mut count = Count { end: reader.first_offset(), ..Count::default() };
        let mut next = range.start;
        while next < range.end {
            let rows = reader.index_rows(next, SLICE.min(range.end - next))?;
            count.add_rows(next, &rows);
            next += rows.len() as u32;
            if go_on().is_break() {
                return Ok(None);
            }
        }
        let mut summary = count.summary;
        let time = |row: u32| reader.record(row).map(|record| record.time_ns);
        if !range.is_empty() {
            // A damaged record has no time; the rest of the summary is still valid.
            summary.first_ns = time(range.start).ok();
            summary.last_ns = time(range.end - 1).ok();
        }
        if let Some((row, received)) = count.close_received.or(count.close_sent) {
            summary.close =
                reader.payload(row).ok().map(|payload| RecordedClose::read(&payload, received));
        }
        for ((kind, is_message), counts) in KINDS.iter().zip(count.kinds) {
            for (direction, rows) in [Direction::Sent, Direction::Received].into_iter().zip(counts)
            {
                if rows > 0 {
                    summary.kinds.insert(format!("{} {}", direction.word(), kind.word()), rows);
                }
            }
            if *is_message {
                summary.sent += counts[0];
                summary.received += counts[1];
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

    /// Time from the first row to the last, in nanoseconds; 0 if there are none.
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
    /// Indexed by kind, then by direction: sent, received.
    kinds: [[u64; 2]; KINDS.len()],
    codes: HashMap<i32, u64>,
    /// The current run of equal codes, which is not in `codes` yet: codes come in runs.
    run: Option<(i32, u64)>,
    /// Offset at which the next record must begin.
    end: u64,
    close_received: Option<(u32, bool)>,
    close_sent: Option<(u32, bool)>,
}

impl Count {
    fn add_rows(&mut self, first: u32, rows: &[IndexEntry]) {
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
        if self.codes.len() < MAX_CODES || self.codes.contains_key(&code) {
            *self.codes.entry(code).or_default() += rows;
        } else {
            self.summary.other_codes += rows;
        }
    }
}

impl RecordedClose {
    /// Decodes a Close frame's payload.
    fn read(payload: &[u8], received: bool) -> RecordedClose {
        match payload.split_first_chunk::<2>() {
            Some((code, reason)) => RecordedClose {
                code: u16::from_be_bytes(*code),
                reason: String::from_utf8_lossy(&reason[..reason.len().min(MAX_REASON)])
                    .into_owned(),
                received,
            },
            None => RecordedClose { code: 1005, reason: String::new(), received },
        }
    }
}
