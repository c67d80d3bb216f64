//! Faults in the order of rows: gaps in sequences, clocks that run backwards, and heartbeats that come late.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeValue;
use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::hex;
use crate::packet::rules::{
    Choice, Decoder, Decoding, HeartbeatCheck, SERIES, Sequence, SeriesPath, Timestamps, Wire,
    WrapAround, is_of,
};
use crate::packet::sequences::{
    ClockValue, HeartbeatRule, MAX_KEY, RecentKeys, SequenceFault, SequencePosition, SequenceRule,
    SeriesKey,
};
use crate::packet::value::Value;
use crate::profile::duration;

/// The series of a decoding, resolved for every layout. Invalid ones are left out; they were reported when the profile
/// was validated.
#[derive(Debug)]
pub(super) struct SeriesChecks {
    sequences: Vec<(MessageFields, SequenceRule, WrapAround)>,
    timestamps: Vec<MessageFields>,
    heartbeats: Vec<(HeartbeatCondition, HeartbeatRule)>,
    names: Vec<(SeriesKind, String)>,
}

/// The messages of a series, and where their value and key lie.
#[derive(Debug)]
struct MessageFields {
    direction: Option<Direction>,
    kind: Option<Wire>,
    value: SeriesPath,
    key: Option<SeriesPath>,
}

#[derive(Debug)]
struct HeartbeatCondition {
    source: HeartbeatCheck,
    prefix: Vec<u8>,
    code: Option<CodeValue>,
}

/// What a series consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SeriesKind {
    /// Numbered messages.
    Sequence,
    /// Messages with a time.
    Timestamps,
    /// Messages that come regularly.
    Heartbeat,
}

impl SeriesKind {
    /// The name in exports.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What was found in a series, in all rows that were scanned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeriesSums {
    /// Messages of the series.
    pub messages: u64,
    /// Gaps.
    pub gaps: u64,
    /// Numbers that are missing in them.
    pub missing: u64,
    /// Numbers that came again.
    pub duplicates: u64,
    /// Numbers or times smaller than the one before.
    pub backwards: u64,
    /// Heartbeats that came too late or not at all.
    pub late: u64,
    /// Heartbeats that came too early.
    pub early: u64,
}

/// Positions in all series; saved with the findings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SeriesState {
    sequences: Vec<RecentKeys<SequencePosition>>,
    timestamps: Vec<RecentKeys<ClockValue>>,
    heartbeats: Vec<Option<i64>>,
    sums: Vec<SeriesSums>,
}

/// A row as the series see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeriesRow<'m> {
    pub direction: Direction,
    pub kind: Kind,
    pub time_ns: i64,
    pub choice: Choice,
    pub message: &'m [u8],
}

/// What the series tell about a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SeriesFinding {
    pub faults: FaultSet,
    pub missing: u64,
}

impl SeriesChecks {
    pub(super) fn new(decoding: &Decoding, decoder: &Decoder) -> SeriesChecks {
        let fields = |field: &str, key: &str, direction, kind| MessageFields {
            direction,
            kind,
            value: SeriesPath::new(decoder, field),
            key: (!key.is_empty()).then(|| SeriesPath::new(decoder, key)),
        };
        let name = |name: &String, field: &String| match name.as_str() {
            "" => field.clone(),
            name => name.to_owned(),
        };
        let mut checks = SeriesChecks {
            sequences: Vec::new(),
            timestamps: Vec::new(),
            heartbeats: Vec::new(),
            names: Vec::new(),
        };
        for one in decoding.sequences.iter().take(SERIES) {
            let Sequence { field, key, direction, kind, .. } = one;
            let step = i64::from(one.step.unwrap_or(1));
            let (Some(wrap), false, false) = (one.wrap_around(), field.is_empty(), step == 0)
            else {
                continue;
            };
            let width = match wrap {
                WrapAround::Bits(bits) => Some(bits),
                WrapAround::Field | WrapAround::Never => None,
            };
            let rule = SequenceRule { step, width };
            checks.sequences.push((fields(field, key, *direction, *kind), rule, wrap));
            checks.names.push((SeriesKind::Sequence, name(&one.name, field)));
        }
        for one in decoding.timestamps.iter().take(SERIES).filter(|one| !one.field.is_empty()) {
            let Timestamps { field, key, direction, kind, .. } = one;
            checks.timestamps.push(fields(field, key, *direction, *kind));
            checks.names.push((SeriesKind::Timestamps, name(&one.name, field)));
        }
        for one in
            decoding.heartbeat_checks.iter().take(SERIES).filter(|one| !one.label().is_empty())
        {
            let Some((condition, rule)) = heartbeat(one) else { continue };
            checks.heartbeats.push((condition, rule));
            checks.names.push((SeriesKind::Heartbeat, one.label()));
        }
        checks
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The state before the first row.
    pub(super) fn start(&self) -> SeriesState {
        SeriesState {
            sequences: self.sequences.iter().map(|_| RecentKeys::default()).collect(),
            timestamps: self.timestamps.iter().map(|_| RecentKeys::default()).collect(),
            heartbeats: vec![None; self.heartbeats.len()],
            sums: vec![SeriesSums::default(); self.names.len()],
        }
    }

    /// Whether a state from a file has a place for each series.
    pub(super) fn fits(&self, state: &SeriesState) -> bool {
        state.sequences.len() == self.sequences.len()
            && state.timestamps.len() == self.timestamps.len()
            && state.heartbeats.len() == self.heartbeats.len()
            && state.sums.len() == self.names.len()
    }

    /// The series and what was found in them.
    pub(super) fn sums<'s>(
        &'s self,
        state: &'s SeriesState,
    ) -> impl Iterator<Item = (SeriesKind, &'s str, &'s SeriesSums)> {
        let names = self.names.iter().map(|(kind, name)| (*kind, name.as_str()));
        names.zip(&state.sums).map(|((kind, name), sums)| (kind, name, sums))
    }

    /// Moves all series to a text or binary message.
    pub(super) fn message(
        &self,
        decoder: &Decoder,
        state: &mut SeriesState,
        row: SeriesRow<'_>,
    ) -> SeriesFinding {
        let mut found = SeriesFinding::default();
        let mut sums = state.sums.iter_mut();
        for ((fields, rule, wrap), keys) in self.sequences.iter().zip(&mut state.sequences) {
            let Some(sums) = sums.next() else { return found };
            let Some((key, value)) = fields.read(decoder, row) else { continue };
            let Value::Int(value) = value else { continue };
            let rule = match wrap {
                WrapAround::Bits(_) | WrapAround::Never => *rule,
                WrapAround::Field => {
                    SequenceRule { width: fields.value.width(row.choice), ..*rule }
                }
            };
            sums.messages += 1;
            let (position, is_first) = keys.get_or_insert(key, SequencePosition::new(value));
            let fault = if is_first { None } else { position.advance(rule, value) };
            match fault {
                None => {}
                Some(SequenceFault::Gap { missing }) => {
                    sums.gaps += 1;
                    sums.missing = sums.missing.saturating_add(missing);
                    found.missing = found.missing.saturating_add(missing);
                    found.faults.insert(FaultKind::Gap);
                }
                Some(SequenceFault::Duplicate) => {
                    sums.duplicates += 1;
                    found.faults.insert(FaultKind::Duplicate);
                }
                Some(SequenceFault::Backwards) => {
                    sums.backwards += 1;
                    found.faults.insert(FaultKind::Backwards);
                }
            }
        }
        for (fields, keys) in self.timestamps.iter().zip(&mut state.timestamps) {
            let Some(sums) = sums.next() else { return found };
            let read = fields.read(decoder, row);
            let Some((key, Some(time))) = read.map(|(key, value)| (key, clock_value(&value)))
            else {
                continue;
            };
            sums.messages += 1;
            let (last, _) = keys.get_or_insert(key, time);
            if time.is_before(*last) {
                sums.backwards += 1;
                found.faults.insert(FaultKind::Time);
            }
            *last = time;
        }
        for ((condition, rule), last) in self.heartbeats.iter().zip(&mut state.heartbeats) {
            let Some(sums) = sums.next() else { return found };
            if !condition.matches(decoder, row) {
                continue;
            }
            sums.messages += 1;
            let elapsed = last.replace(row.time_ns).map(|last| row.time_ns.saturating_sub(last));
            let (late, early) = (
                elapsed.is_some_and(|elapsed| rule.is_late(elapsed)),
                elapsed.is_some_and(|elapsed| rule.is_early(elapsed)),
            );
            (sums.late, sums.early) = (sums.late + u64::from(late), sums.early + u64::from(early));
            if late || early {
                found.faults.insert(FaultKind::Heartbeat);
            }
        }
        found
    }

    /// Ends the connection: all series begin again. A heartbeat that is overdue by now never came.
    pub(super) fn connection_ended(&self, state: &mut SeriesState, time_ns: i64) -> FaultSet {
        let mut faults = FaultSet::EMPTY;
        let others = self.sequences.len() + self.timestamps.len();
        let sums = state.sums.iter_mut().skip(others);
        for (((_, rule), last), sums) in self.heartbeats.iter().zip(&mut state.heartbeats).zip(sums)
        {
            if last.take().is_some_and(|last| rule.is_late(time_ns.saturating_sub(last))) {
                sums.late += 1;
                faults.insert(FaultKind::Heartbeat);
            }
        }
        state.forget();
        faults
    }
}

impl SeriesState {
    /// Begins all series again and keeps the sums.
    pub(super) fn forget(&mut self) {
        self.sequences.iter_mut().for_each(RecentKeys::clear);
        self.timestamps.iter_mut().for_each(RecentKeys::clear);
        self.heartbeats.fill(None);
    }
}

impl MessageFields {
    /// The key and the value, if the message belongs to the series and has both.
    fn read(&self, decoder: &Decoder, row: SeriesRow<'_>) -> Option<(SeriesKey, Value)> {
        if !is_of(self.direction, self.kind, row.direction, row.kind) {
            return None;
        }
        let way = (row.kind, row.direction);
        let key = match &self.key {
            None => SeriesKey::Whole,
            Some(key) => series_key(key.value(decoder, way, row.choice, row.message)?),
        };
        Some((key, self.value.value(decoder, way, row.choice, row.message)?))
    }
}

fn series_key(value: Value) -> SeriesKey {
    match value {
        Value::Int(number) => SeriesKey::Number(number),
        Value::Bytes(mut bytes) => {
            bytes.truncate(MAX_KEY);
            SeriesKey::Text(String::from_utf8_lossy(&bytes).into())
        }
        other => SeriesKey::Text(other.to_text().into()),
    }
}

/// A number, or a time as RFC 3339 in nanoseconds.
fn clock_value(value: &Value) -> Option<ClockValue> {
    match value {
        Value::Int(number) => Some(ClockValue::Int(*number)),
        Value::Float(number) => (!number.is_nan()).then_some(ClockValue::Float(*number)),
        Value::Bool(_) => None,
        Value::Bytes(text) => {
            let time = std::str::from_utf8(text).ok()?.trim_end_matches('\0');
            let time: jiff::Timestamp = time.parse().ok()?;
            Some(ClockValue::Int(time.as_nanosecond()))
        }
    }
}

fn heartbeat(source: &HeartbeatCheck) -> Option<(HeartbeatCondition, HeartbeatRule)> {
    let every_ns = i64::try_from(duration::parse(&source.every).ok()?.as_nanos()).ok()?;
    let tolerance_ns = match &source.tolerance {
        Some(text) => i64::try_from(duration::parse(text).ok()?.as_nanos()).ok()?,
        None => every_ns / 5,
    };
    let prefix = hex::parse(&source.prefix).ok()?;
    let code = source.code.as_ref().map(|code| match code.as_str().parse() {
        Ok(number) => CodeValue::Number(number),
        Err(_) => CodeValue::Text(code.as_str().to_owned()),
    });
    let condition = HeartbeatCondition { source: source.clone(), prefix, code };
    Some((condition, HeartbeatRule { every_ns, tolerance_ns }))
}

impl HeartbeatCondition {
    fn matches(&self, decoder: &Decoder, row: SeriesRow<'_>) -> bool {
        let HeartbeatCheck { layout, text, direction, kind, .. } = &self.source;
        let has_layout = || match row.choice {
            Choice::Layout(_) => {
                decoder.plan_of(row.choice).is_some_and(|plan| plan.name() == layout)
            }
            Choice::General(_) | Choice::Lens => false,
        };
        is_of(*direction, *kind, row.direction, row.kind)
            && (text.is_empty() || row.message == text.as_bytes())
            && row.message.starts_with(&self.prefix)
            && (layout.is_empty() || has_layout())
            && (self.code.is_none()
                || decoder.code_value(row.kind, row.direction, row.message) == self.code)
    }
}
