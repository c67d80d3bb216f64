//! Protocol messages that are spread over several WebSocket messages: what a row is, given the rows before it.

use serde::{Deserialize, Serialize};

use super::Lens;
use super::marks::{Mark, MarkSet};
use super::reading::{LensReading, RecordRest, UnfinishedRecord};
use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeValue;
use crate::packet::faults::{FaultKind, FaultSet};

/// Maximum bytes of an unfinished head that are kept for the next message.
const HEAD: usize = 8 << 10;

/// What is unfinished in each direction of a connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LensFlow {
    sent: Option<UnfinishedFlow>,
    received: Option<UnfinishedFlow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum UnfinishedFlow {
    Bytes(String, u64),
    UntilNul(String),
    Attachments(u64),
    Head(Vec<u8>),
}

/// What a row is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LensFinding {
    /// The type of its first record, or of the record that it continues.
    pub code: Option<CodeValue>,
    /// The types of its records.
    pub records: Vec<String>,
    /// Whether it only keeps the connection alive.
    pub is_heartbeat: bool,
    /// Whether the other side reports an error.
    pub is_error: bool,
    /// Whether it continues an earlier row.
    pub is_part: bool,
    /// Where it breaks the protocol.
    pub faults: FaultSet,
    /// The ids to which the other side is expected to answer.
    pub asks: Vec<String>,
    /// The ids of the other side's messages that it answers.
    pub answers: Vec<String>,
    /// The id of its subscription or stream.
    pub stream: Option<String>,
}

impl LensFlow {
    /// Reads the next text or binary message of a connection. Messages must come in order.
    pub fn next(
        &mut self,
        lens: Lens,
        kind: Kind,
        direction: Direction,
        message: &[u8],
    ) -> LensFinding {
        let place = match direction {
            Direction::Sent => &mut self.sent,
            Direction::Received => &mut self.received,
        };
        match place.take() {
            None => read(place, lens, (kind, direction), message),
            Some(UnfinishedFlow::Bytes(name, left)) => {
                let taken = usize::try_from(left).unwrap_or(usize::MAX).min(message.len());
                let left = left - taken as u64;
                if left > 0 {
                    *place = Some(UnfinishedFlow::Bytes(name.clone(), left));
                }
                part(place, lens, (kind, direction), name, message.get(taken..).unwrap_or_default())
            }
            Some(UnfinishedFlow::UntilNul(name)) => {
                match message.iter().position(|byte| *byte == 0) {
                    Some(end) => {
                        let rest = message.get(end + 1..).unwrap_or_default();
                        part(place, lens, (kind, direction), name, rest)
                    }
                    None => {
                        *place = Some(UnfinishedFlow::UntilNul(name.clone()));
                        part(place, lens, (kind, direction), name, &[])
                    }
                }
            }
            // Other messages may come between a packet and its attachments.
            Some(UnfinishedFlow::Attachments(left)) if kind == Kind::Text => {
                let mut found = read(place, lens, (kind, direction), message);
                match place {
                    Some(_) => found.faults.insert(FaultKind::Fit),
                    None => *place = Some(UnfinishedFlow::Attachments(left)),
                }
                found
            }
            Some(UnfinishedFlow::Attachments(left)) => {
                if left > 1 {
                    *place = Some(UnfinishedFlow::Attachments(left - 1));
                }
                part(place, lens, (kind, direction), "attachment".to_owned(), &[])
            }
            Some(UnfinishedFlow::Head(mut head)) => {
                head.extend_from_slice(message);
                let mut found = read(place, lens, (kind, direction), &head);
                found.is_part = true;
                found
            }
        }
    }

    /// Begins a new connection.
    pub fn restart(&mut self) {
        *self = LensFlow::default();
    }
}

fn read(
    place: &mut Option<UnfinishedFlow>,
    lens: Lens,
    (kind, direction): (Kind, Direction),
    message: &[u8],
) -> LensFinding {
    let mut reading = lens.read(kind, direction, message);
    let unfinished = reading.unfinished.take();
    let mut found = LensFinding::of(reading);
    *place = unfinished.and_then(|UnfinishedRecord { name, left }| match left {
        RecordRest::Bytes(left) => Some(UnfinishedFlow::Bytes(name, left)),
        RecordRest::UntilNul => Some(UnfinishedFlow::UntilNul(name)),
        RecordRest::Attachments(left) => Some(UnfinishedFlow::Attachments(left)),
        RecordRest::Head(at) => {
            let head = message.get(at..).unwrap_or_default();
            if head.len() > HEAD {
                found.faults.insert(FaultKind::Fit);
                return None;
            }
            Some(UnfinishedFlow::Head(head.to_owned()))
        }
    });
    found
}

/// A message that begins with the rest of a record; `rest` is what follows that.
fn part(
    place: &mut Option<UnfinishedFlow>,
    lens: Lens,
    way: (Kind, Direction),
    name: String,
    rest: &[u8],
) -> LensFinding {
    let is_blank = rest.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
    let found = match is_blank {
        true => LensFinding::default(),
        false => read(place, lens, way, rest),
    };
    let code = (!name.is_empty()).then(|| CodeValue::text(&name));
    LensFinding { code, is_part: true, is_heartbeat: false, ..found }
}

impl LensFinding {
    /// Its marks.
    pub fn marks(&self) -> MarkSet {
        let marks = [
            (self.is_heartbeat, Mark::Heartbeat),
            (self.is_error, Mark::Error),
            (self.is_part, Mark::Part),
        ];
        MarkSet::of(marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark))
    }

    fn of(reading: LensReading<'_>) -> LensFinding {
        LensFinding {
            code: reading.code(),
            records: reading.records.iter().map(|record| record.name.to_string()).collect(),
            is_heartbeat: reading.is_heartbeat(),
            is_error: reading.is_error,
            is_part: false,
            faults: reading.fault_set(),
            asks: reading.asks,
            answers: reading.answers,
            stream: reading.stream,
        }
    }
}
