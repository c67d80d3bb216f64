//! What a reader finds in a message.

use std::borrow::Cow;

use super::marks::{Mark, MarkSet};
use crate::packet::codes::CodeValue;
use crate::packet::faults::{FaultKind, FaultSet};

/// Limit of the records of a message that are kept; the others are read and counted.
pub(super) const RECORDS: usize = 256;
/// Limit of the fields of a record or an object that are kept.
pub(super) const FIELDS: usize = 256;
/// Limit of the ids that a message may ask with or answer.
const IDS: usize = 256;
/// Limit of the faults of a message that are kept.
const FAULTS: usize = 16;
/// Maximum bytes of an id; a longer one pairs nothing.
const ID: usize = 256;

/// What a lens reads in a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LensReading<'m> {
    /// The records, in order; a message of most protocols is a single one.
    pub records: Vec<LensRecord<'m>>,
    /// How many further records were not kept.
    pub more: usize,
    /// Whether the other side reports an error.
    pub is_error: bool,
    /// The ids to which the other side is expected to answer.
    pub asks: Vec<String>,
    /// The ids of the other side's messages that this one answers.
    pub answers: Vec<String>,
    /// The id of the subscription or stream to which the message belongs.
    pub stream: Option<String>,
    /// Where it breaks the protocol.
    pub faults: Vec<LensFault>,
    /// The last record, if it continues in the next message.
    pub(super) unfinished: Option<UnfinishedRecord>,
    others_are_heartbeats: bool,
}

/// A record of a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LensRecord<'m> {
    /// The protocol's name for the type; empty if the record has none.
    pub name: Cow<'m, str>,
    /// What it is about, such as a destination and an event.
    pub title: Vec<Cow<'m, str>>,
    /// Its content.
    pub content: Option<LensValue<'m>>,
    /// Its fields, in order, the content included.
    pub fields: Vec<LensField<'m>>,
    /// Whether it only keeps the connection alive.
    pub is_heartbeat: bool,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct LensField<'m> {
    /// Its name.
    pub name: Cow<'m, str>,
    /// Its bytes in the message.
    pub bytes: &'m [u8],
    /// Its value.
    pub value: LensValue<'m>,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum LensValue<'m> {
    /// Text without the protocol's escapes.
    Text(Cow<'m, str>),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
    /// JSON.
    Json(&'m str),
    /// A MessagePack value.
    Msgpack(&'m [u8]),
    /// Bytes without structure.
    Bytes(&'m [u8]),
    /// Named values.
    Object(Vec<LensField<'m>>),
}

/// A place where a message breaks the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensFault {
    /// The kind of fault.
    pub kind: FaultKind,
    /// Offset in the message.
    pub offset: usize,
    /// What is wrong, in English.
    pub text: Cow<'static, str>,
}

/// A record that continues in the next message of its direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnfinishedRecord {
    pub name: String,
    pub left: RecordRest,
}

/// What is left of an unfinished record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordRest {
    /// This many bytes.
    Bytes(u64),
    /// Everything up to a NUL.
    UntilNul,
    /// This many binary messages.
    Attachments(u64),
    /// The record ends within its head, which begins at this offset.
    Head(usize),
}

impl<'m> LensReading<'m> {
    /// The code of the message: the type of its first record.
    pub fn code(&self) -> Option<CodeValue> {
        let name = self.records.first().map(|record| record.name.as_ref())?;
        (!name.is_empty()).then(|| CodeValue::text(name))
    }

    /// Whether the message only keeps the connection alive: each of its records does.
    pub fn is_heartbeat(&self) -> bool {
        let all = !self.records.is_empty() && self.records.iter().all(|one| one.is_heartbeat);
        all && (self.more == 0 || self.others_are_heartbeats)
    }

    /// Its marks, as far as the message on its own tells them.
    pub fn marks(&self) -> MarkSet {
        let marks = [(self.is_heartbeat(), Mark::Heartbeat), (self.is_error, Mark::Error)];
        MarkSet::of(marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark))
    }

    /// The kinds of its faults.
    pub fn fault_set(&self) -> FaultSet {
        let mut set = FaultSet::EMPTY;
        self.faults.iter().for_each(|fault| set.insert(fault.kind));
        set
    }

    pub(super) fn push(&mut self, record: LensRecord<'m>) {
        if self.records.len() < RECORDS {
            self.records.push(record);
            return;
        }
        self.others_are_heartbeats =
            record.is_heartbeat && (self.more == 0 || self.others_are_heartbeats);
        self.more += 1;
    }

    pub(super) fn ask(&mut self, id: impl Into<String>) {
        add(&mut self.asks, id.into());
    }

    pub(super) fn answer(&mut self, id: impl Into<String>) {
        add(&mut self.answers, id.into());
    }

    pub(super) fn belongs_to(&mut self, stream: &str) {
        if self.stream.is_none() && stream.len() <= ID {
            self.stream = Some(stream.to_owned());
        }
    }

    pub(super) fn fault(
        &mut self,
        kind: FaultKind,
        offset: usize,
        text: impl Into<Cow<'static, str>>,
    ) {
        if self.faults.len() < FAULTS {
            self.faults.push(LensFault { kind, offset, text: text.into() });
        }
    }

    pub(super) fn misfit(&mut self, offset: usize, text: impl Into<Cow<'static, str>>) {
        self.fault(FaultKind::Fit, offset, text);
    }
}

fn add(ids: &mut Vec<String>, id: String) {
    if ids.len() < IDS && id.len() <= ID {
        ids.push(id);
    }
}

impl<'m> LensRecord<'m> {
    pub(super) fn new(name: impl Into<Cow<'m, str>>) -> LensRecord<'m> {
        LensRecord { name: name.into(), ..LensRecord::default() }
    }

    pub(super) fn heartbeat(name: impl Into<Cow<'m, str>>) -> LensRecord<'m> {
        LensRecord { is_heartbeat: true, ..LensRecord::new(name) }
    }

    pub(super) fn about(&mut self, title: impl Into<Cow<'m, str>>) {
        let title = title.into();
        if !title.is_empty() {
            self.title.push(title);
        }
    }

    pub(super) fn field(
        &mut self,
        name: impl Into<Cow<'m, str>>,
        bytes: &'m [u8],
        value: LensValue<'m>,
    ) {
        if self.fields.len() < FIELDS {
            self.fields.push(LensField { name: name.into(), bytes, value });
        }
    }

    /// A text that has no escapes.
    pub(super) fn text(&mut self, name: &'static str, text: &'m str) {
        self.field(name, text.as_bytes(), LensValue::Text(text.into()));
    }

    /// A field that is the record's content.
    pub(super) fn content(&mut self, name: &'static str, bytes: &'m [u8], value: LensValue<'m>) {
        self.content = Some(value.clone());
        self.field(name, bytes, value);
    }
}

impl<'m> LensValue<'m> {
    /// Bytes as JSON if they look so, else as text, else as they are.
    pub(super) fn of_bytes(bytes: &'m [u8]) -> LensValue<'m> {
        let Ok(text) = str::from_utf8(bytes) else { return LensValue::Bytes(bytes) };
        match text.trim_start().as_bytes().first() {
            Some(b'{' | b'[') => LensValue::Json(text),
            _ => LensValue::Text(text.into()),
        }
    }
}

/// The offset of a part in the message that it was taken from.
pub(super) fn offset_in(message: &[u8], part: &[u8]) -> usize {
    let offset = (part.as_ptr() as usize).wrapping_sub(message.as_ptr() as usize);
    if offset <= message.len() { offset } else { 0 }
}
