//! Protocol messages that are spread over several rows: which rows are their parts, and their bytes.
//!
//! The transcript stays as it was on the wire. A message belongs to the row in which it ends, together with all others
//! that end there; the rows before are its parts and have no message of their own.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::format::IndexEntry;
use super::{Error, Reader, RecordInfo};
use crate::frame::{Direction, Kind};
use crate::packet::joined::{JOINED, MAX_PARTS, MessageProgress};
use crate::packet::rules::Decoder;

/// Rows between the first and the last part, of any stream; a message that goes on beyond that is split wrongly.
const MAX_ROWS: u32 = 1 << 20;
/// Index rows read at once.
const BATCH: u32 = 8192;

/// What the messages of a row consist of, where that is not just the row's own payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinedRow {
    /// The row in which the messages begin that end in this row; if none ends, the row in which its message begins.
    pub first: u32,
    /// Where they begin in that row's payload.
    pub start: u32,
    /// How many bytes of this row belong to messages that end in it; 0 if none ends.
    pub end: u32,
}

impl JoinedRow {
    /// Whether a message ends in this row.
    pub fn has_message(self) -> bool {
        self.end > 0
    }

    /// The first and the last part of the message that ends in this row, if it has several.
    pub fn parts(self, row: u32) -> Option<(u32, u32)> {
        (self.has_message() && self.first < row).then_some((self.first, row))
    }

    /// The row where the message begins that goes on after this row, of `size` bytes, if there is one.
    pub fn part_of(self, row: u32, size: u32) -> Option<u32> {
        match self.end {
            0 => Some(self.first),
            end => (end < size).then_some(row),
        }
    }
}

/// The bytes that stand for a row: one protocol message or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowMessage {
    /// The row's own payload.
    Own,
    /// Only a part of a message, or what is left of one whose first parts were removed.
    Part,
    /// These bytes.
    Joined(Vec<u8>),
}

impl RowMessage {
    /// The bytes that stand for a row with this payload; `None` for a part.
    pub fn bytes<'b>(&'b self, payload: &'b [u8]) -> Option<&'b [u8]> {
        match self {
            RowMessage::Own => Some(payload),
            RowMessage::Part => None,
            RowMessage::Joined(bytes) => Some(bytes),
        }
    }
}

/// Messages that are not complete, of all streams; saved with the findings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct JoinState {
    open: Vec<Option<BegunMessage>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct BegunMessage {
    first: u32,
    start: u32,
    parts: u32,
    progress: MessageProgress,
}

/// What was found in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct FoundParts {
    /// `None` if the row's own payload is one message or several.
    pub joined: Option<JoinedRow>,
    /// The row in which a message begins that turned out to be split wrongly.
    pub split: Option<u32>,
}

impl JoinState {
    /// Whether a state that was read from a file can be continued after the row `last`.
    pub(super) fn is_sound(&self, last: u32) -> bool {
        let is_sound = |open: &BegunMessage| {
            (1..=last).contains(&open.first) && open.parts <= MAX_PARTS && open.progress.is_sound()
        };
        self.open.len() <= 2 * JOINED && self.open.iter().flatten().all(is_sound)
    }

    /// Forgets all messages that are not complete.
    pub(super) fn forget(&mut self) {
        self.open.clear();
    }

    /// Ends the streams of one direction, or all. Returns the rows in which messages begin that are not complete.
    pub(super) fn ended(&mut self, direction: Option<Direction>) -> Vec<u32> {
        let mut begun = Vec::new();
        for (slot, open) in self.open.iter_mut().enumerate() {
            let is_of = direction.is_none_or(|way| slot % 2 == usize::from(way == Direction::Sent));
            begun.extend(open.take_if(|_| is_of).map(|open| open.first));
        }
        begun
    }

    /// Reads the next row of any stream. A message begins after the one before, or with a row after a fault.
    pub(super) fn row(
        &mut self,
        decoder: &Decoder,
        row: u32,
        (kind, direction): (Kind, Direction),
        payload: &[u8],
    ) -> FoundParts {
        let stream = decoder.joined_stream(kind, direction).filter(|_| !payload.is_empty());
        let Some((stream, definition)) = stream else { return FoundParts::default() };
        let slot = 2 * stream + usize::from(direction == Direction::Sent);
        if self.open.len() <= slot {
            self.open.resize(slot + 1, None);
        }
        let Some(open) = self.open.get_mut(slot) else { return FoundParts::default() };
        let begun = open.take();
        let mut message = begun.unwrap_or_else(|| BegunMessage::new(row, 0));
        let (first, start) = (message.first, message.start);
        let (mut end, mut split) = (0, None);
        while let Some(rest) = payload.get(end..).filter(|rest| !rest.is_empty()) {
            match definition.delimiter.advance(&mut message.progress, rest) {
                Ok(Some(used)) if used > 0 => {
                    end += used;
                    message = BegunMessage::new(row, end as u32);
                }
                Ok(None)
                    if message.parts < MAX_PARTS
                        && row.saturating_sub(message.first) < MAX_ROWS =>
                {
                    message.parts += 1;
                    *open = Some(message);
                    break;
                }
                Ok(_) | Err(_) => {
                    split = Some(message.first);
                    break;
                }
            }
        }
        let is_own = first == row && (end == payload.len() || (end == 0 && open.is_none()));
        let joined = JoinedRow { first, start, end: end as u32 };
        FoundParts { joined: (!is_own).then_some(joined), split }
    }
}

impl BegunMessage {
    fn new(first: u32, start: u32) -> BegunMessage {
        BegunMessage { first, start, parts: 0, progress: MessageProgress::default() }
    }
}

/// The messages that end in a row, given what was found in it; `None` if none ends, or a retention limit has removed
/// their beginning.
pub(super) fn joined_message(
    reader: &Reader,
    decoder: &Decoder,
    row: u32,
    joined: JoinedRow,
) -> Result<Option<Vec<u8>>, Error> {
    if !joined.has_message() {
        return Ok(None);
    }
    match read_parts(reader, decoder, row, joined) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Error::Removed { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn read_parts(
    reader: &Reader,
    decoder: &Decoder,
    row: u32,
    JoinedRow { first, start, end }: JoinedRow,
) -> Result<Vec<u8>, Error> {
    let last = reader.record(row)?;
    let stream_of = |kind, direction| decoder.joined_stream(kind, direction).map(|found| found.0);
    let stream = stream_of(last.kind, last.direction);
    let is_part = |index: &IndexEntry| {
        index.direction == last.direction && stream_of(index.kind, index.direction) == stream
    };
    let mut bytes = Vec::new();
    let mut next = first;
    while next < row {
        let batch = reader.index_rows(next, (row - next).min(BATCH))?;
        for (number, index) in (next..).zip(&batch) {
            if is_part(index) {
                let from = if number == first { start } else { 0 };
                bytes.extend(reader.payload_range(number, from, u32::MAX)?);
            }
        }
        next += (batch.len() as u32).max(1);
    }
    let start = if first == row { start } else { 0 };
    bytes.extend(reader.payload_of(&last, start, end.saturating_sub(start))?);
    Ok(bytes)
}

/// Reads rows in order and joins them, for passes that need no other findings.
#[derive(Debug)]
pub(super) struct RowJoiner {
    decoder: Arc<Decoder>,
    state: JoinState,
}

impl RowJoiner {
    pub(super) fn new(decoder: Arc<Decoder>) -> RowJoiner {
        RowJoiner { decoder, state: JoinState::default() }
    }

    /// The bytes that stand for the next row.
    pub(super) fn next(
        &mut self,
        reader: &Reader,
        record: &RecordInfo,
        payload: &[u8],
    ) -> Result<RowMessage, Error> {
        match record.kind {
            Kind::Close => drop(self.state.ended(Some(record.direction))),
            Kind::Marker if begins_connection(record.direction, payload) => self.state.forget(),
            _ => {}
        }
        let RecordInfo { row, kind, direction, .. } = *record;
        let found = self.state.row(&self.decoder, row, (kind, direction), payload);
        let Some(joined) = found.joined else { return Ok(RowMessage::Own) };
        let message = joined_message(reader, &self.decoder, row, joined)?;
        Ok(message.map_or(RowMessage::Part, RowMessage::Joined))
    }
}

/// Start of the marker with which a reconnecting profile numbers its connections.
const CONNECTION: &[u8] = b"connection ";

/// Whether a marker begins a connection.
pub(super) fn begins_connection(direction: Direction, text: &[u8]) -> bool {
    direction == Direction::Sent && text.starts_with(CONNECTION)
}
