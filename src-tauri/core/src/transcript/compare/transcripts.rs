//! Two transcripts by command: build A against build B.
//!
//! A command is a direction, a kind and, for binary messages, the leading int32. Times do not count, nor how commands lie
//! between each other: the n-th message of a command in A is compared with the n-th of the same command in B. Memory grows
//! with how far the two are apart, up to a bound, and not with their length.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use serde::Serialize;

use crate::frame::{Direction, Kind};
use crate::packet::rules::{Decoder, Decoding};

use super::super::{Error, Reader, RecordInfo, SequentialReader};
use super::field_values::{WHOLE, leaves};

/// A field of more different values than this is a number that counts or a time: they are not listed.
const MOST_VALUES: usize = 64;
/// A command with more fields than this has lists in it; its first ones are compared.
const MOST_FIELDS: usize = 256;
/// Commands that are told apart; messages with other codes count as one more. A stream of random numbers has no more.
const MAX_COMMANDS: usize = 1000;
/// Memory of the values that are kept for all commands together; beyond it a field counts as one of too many values.
const MAX_KEPT: usize = 256 << 20;
/// Memory of a value and its place in a set, beside its text.
const VALUE: usize = 64;
/// Messages of a command that may wait for their partner; beyond, the first difference is not looked for.
const MOST_WAITING: usize = 1_000_000;
/// How often who compares is told: after so many rows.
const REPORT: u64 = 4096;

/// How transcripts are compared.
#[derive(Debug, Clone, Default)]
pub struct SessionOptions {
    /// Names of codes and layouts, for both.
    pub decoding: Decoding,
    /// Fields that may differ, by their paths: sequence numbers, times. A message that has one of them is compared by its
    /// other fields, all others by their bytes.
    pub ignore: Vec<String>,
}

/// One command on one side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CommandSide {
    /// Messages.
    pub count: u64,
    /// Bytes of payload in all.
    pub bytes: u64,
    /// The smallest payload.
    pub min_size: u32,
    /// The largest.
    pub max_size: u32,
    /// The first row; 0 where there is none.
    pub first_row: u32,
}

/// The values that a field had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldSpread {
    /// Its path.
    pub path: String,
    /// Values that only A has; empty where there are too many to list.
    pub only_a: Vec<String>,
    /// Values that only B has.
    pub only_b: Vec<String>,
    /// One side has more than 64 values, so that they are not listed.
    pub is_many: bool,
}

/// One command on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommandComparison {
    /// `sent` or `received`.
    pub direction: &'static str,
    /// `text`, `binary`, `close` and so on.
    pub kind: &'static str,
    /// The leading int32 of binary messages.
    pub code: Option<i32>,
    /// What the decoding calls it.
    pub name: Option<String>,
    /// In A.
    pub a: CommandSide,
    /// In B.
    pub b: CommandSide,
    /// Whether both have the same messages in the same order.
    pub is_equal: bool,
    /// The first pair of rows that differ, A's and B's; 0 stands for none on that side. Absent where they are equal, or too
    /// far apart to tell.
    pub first_difference: Option<(u32, u32)>,
    /// Fields whose values differ.
    pub fields: Vec<FieldSpread>,
}

/// Two transcripts compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionComparison {
    /// Whether every command is equal.
    pub is_equal: bool,
    /// Rows of A.
    pub rows_a: u32,
    /// Rows of B.
    pub rows_b: u32,
    /// In the order in which they first appear, A's first.
    pub commands: Vec<CommandComparison>,
}

type CommandKey = (bool, u8, Option<i32>);

#[derive(Default)]
struct CommandRows {
    sides: [CommandSide; 2],
    /// Messages of one side that wait for the other's.
    waiting: VecDeque<(u32, u64)>,
    waits_for_b: bool,
    is_different: bool,
    is_given_up: bool,
    first_difference: Option<(u32, u32)>,
    fields: BTreeMap<String, [BTreeSet<String>; 2]>,
    many: BTreeSet<String>,
}

/// Compares two transcripts. `progress` is told the rows looked at, of both together, and may break off: then the answer is
/// `None`.
pub fn compare_sessions(
    a: &Reader,
    b: &Reader,
    options: &SessionOptions,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Option<SessionComparison>, Error> {
    let decoder = Decoder::new(&options.decoding);
    let mut walks = [SequentialReader::new(a.clone()), SequentialReader::new(b.clone())];
    let rows = [a.row_range()?, b.row_range()?];
    let counts = [rows[0].len() as u32, rows[1].len() as u32];
    let mut commands: BTreeMap<CommandKey, CommandRows> = BTreeMap::new();
    let mut order: Vec<CommandKey> = Vec::new();
    let (mut seen, mut room) = (0, MAX_KEPT);
    for row in 0..counts[0].max(counts[1]) {
        for side in [0, 1] {
            if row >= counts[side] {
                continue;
            }
            // A limit may have removed the first rows of either.
            let (entry, payload) = walks[side].read(rows[side].start + row)?;
            let mut key = (entry.direction == Direction::Received, rank(entry.kind), entry.code);
            // One that did not come among the first is never told apart later, on neither side.
            if commands.len() >= MAX_COMMANDS && !commands.contains_key(&key) {
                key.2 = None;
            }
            let command = commands.entry(key).or_insert_with(|| {
                order.push(key);
                CommandRows::default()
            });
            command.take(side, &entry, payload, (&decoder, &options.ignore, &mut room));
            seen += 1;
            if seen % REPORT == 0 && progress(seen).is_break() {
                return Ok(None);
            }
        }
    }
    let commands: Vec<CommandComparison> = order
        .into_iter()
        .filter_map(|key| Some(commands.remove(&key)?.told(key, &decoder)))
        .collect();
    let is_equal = commands.iter().all(|command| command.is_equal);
    let _ = progress(seen);
    Ok(Some(SessionComparison { is_equal, rows_a: counts[0], rows_b: counts[1], commands }))
}

fn rank(kind: Kind) -> u8 {
    Kind::ALL.iter().position(|one| *one == kind).unwrap_or(0) as u8
}

impl CommandRows {
    fn take(
        &mut self,
        side: usize,
        entry: &RecordInfo,
        payload: &[u8],
        (decoder, ignore, room): (&Decoder, &[String], &mut usize),
    ) {
        let counts = &mut self.sides[side];
        if counts.count == 0 {
            (counts.first_row, counts.min_size) = (entry.row, entry.size);
        }
        counts.count += 1;
        counts.bytes += u64::from(entry.size);
        counts.min_size = counts.min_size.min(entry.size);
        counts.max_size = counts.max_size.max(entry.size);
        let decoded = decoder.decode_within(entry.kind, entry.direction, payload, WHOLE);
        let fields = leaves(&decoded.nodes);
        let ignored = |path: &str| ignore.iter().any(|one| one == path);
        let mut hasher = DefaultHasher::new();
        if fields.iter().any(|field| ignored(&field.path)) {
            for field in fields.iter().filter(|field| !ignored(&field.path)) {
                (&field.path, &field.value).hash(&mut hasher);
            }
        } else {
            payload.hash(&mut hasher);
        }
        for field in fields.into_iter().filter(|field| !ignored(&field.path)) {
            self.spread(side, field.path, field.value, room);
        }
        self.pair(side, entry.row, hasher.finish());
    }

    fn spread(&mut self, side: usize, path: String, value: String, room: &mut usize) {
        if self.many.contains(&path) {
            return;
        }
        if !self.fields.contains_key(&path) && self.fields.len() >= MOST_FIELDS {
            return;
        }
        let known = self.fields.get(&path);
        let name = known.map_or(VALUE + 2 * path.len(), |_| 0);
        let has = known.is_some_and(|values| values[side].contains(&value));
        let cost = name + if has { 0 } else { VALUE + value.len() };
        let fits = cost <= *room;
        if !fits && known.is_none() {
            return;
        }
        let values = self.fields.entry(path.clone()).or_default();
        if fits {
            *room -= cost;
            values[side].insert(value);
        }
        if !fits || values[side].len() > MOST_VALUES {
            // Their memory goes; that there were many stays.
            *room += values.iter().flatten().map(|value| VALUE + value.len()).sum::<usize>();
            *values = Default::default();
            self.many.insert(path);
        }
    }

    fn pair(&mut self, side: usize, row: u32, hash: u64) {
        if self.is_different || self.is_given_up {
            return;
        }
        let waits_for_me = self.waits_for_b == (side == 1);
        match self.waiting.front() {
            Some(&(other, wanted)) if waits_for_me => {
                self.waiting.pop_front();
                if wanted != hash {
                    let pair = if side == 0 { (row, other) } else { (other, row) };
                    (self.is_different, self.first_difference) = (true, Some(pair));
                    self.waiting = VecDeque::new();
                }
            }
            _ if self.waiting.len() >= MOST_WAITING => {
                self.is_given_up = true;
                self.waiting = VecDeque::new();
            }
            _ => {
                self.waits_for_b = side == 0;
                self.waiting.push_back((row, hash));
            }
        }
    }

    fn told(mut self, (received, kind, code): CommandKey, decoder: &Decoder) -> CommandComparison {
        // Who still waits has no partner.
        if let Some(&(row, _)) = self.waiting.front() {
            self.is_different = true;
            self.first_difference = Some(if self.waits_for_b { (row, 0) } else { (0, row) });
        }
        let direction = if received { Direction::Received } else { Direction::Sent };
        let [a, b] = self.sides;
        // Given up: nobody knows, so it is not called equal.
        let is_equal = !self.is_different && !self.is_given_up;
        let many = self.many;
        let both = a.count > 0 && b.count > 0;
        let fields = self.fields.into_iter().filter(|_| both).filter_map(|(path, values)| {
            let is_many = many.contains(&path);
            let [in_a, in_b] = values;
            let only_a: Vec<_> = in_a.difference(&in_b).cloned().collect();
            let only_b: Vec<_> = in_b.difference(&in_a).cloned().collect();
            let differs = !only_a.is_empty() || !only_b.is_empty() || (is_many && !is_equal);
            differs.then_some(FieldSpread { path, only_a, only_b, is_many })
        });
        CommandComparison {
            direction: direction.word(),
            kind: Kind::ALL.get(usize::from(kind)).map_or("", |kind| kind.word()),
            code,
            name: code.and_then(|code| decoder.code(direction, code)).map(|code| code.name.clone()),
            is_equal,
            first_difference: self.first_difference,
            fields: fields.collect(),
            a,
            b,
        }
    }
}
