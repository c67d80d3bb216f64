//! Compares two transcripts by command, such as sessions with two builds of a server.
//!
//! A command is a direction, a kind and, where the message has one, a code. Times and the
//! interleaving of commands are ignored: the n-th message of a command in A is compared with the
//! n-th of the same command in B. Memory grows with the distance between the two, up to a bound,
//! not with their length.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Serialize;

use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeValue;
use crate::packet::rules::{Decoder, Decoding};

use super::super::joined::RowJoiner;
use super::super::{Error, Reader, RecordInfo, RowCodes, SequentialReader};
use super::field_values::{WHOLE, leaves};
use super::seen_pieces::{SeenPieces, hash_of};

/// Maximum distinct values that are listed per field; more indicate a counter or a time.
const MAX_VALUES: usize = 64;
/// Maximum fields compared per command; more indicate lists.
const MAX_FIELDS: usize = 256;
/// Maximum distinct commands; further codes are counted together. Only random data has more.
const MAX_COMMANDS: usize = 1000;
/// Maximum memory for field values in bytes; beyond it, a field counts as having too many values.
const MAX_VALUE_BYTES: usize = 256 << 20;
/// Memory of a value in a set besides its text, in bytes.
const VALUE_OVERHEAD: usize = 64;
/// Maximum messages of a command that wait for their counterpart; beyond it, the first difference
/// is unknown.
const MAX_WAITING: usize = 1_000_000;
/// Rows between two progress reports.
const PROGRESS_ROWS: u64 = 4096;

/// Options for comparing transcripts.
#[derive(Debug, Clone, Default)]
pub struct ComparisonOptions {
    /// Names of codes and layouts, for both.
    pub decoding: Decoding,
    /// Paths of fields that may differ, such as sequence numbers and times. Messages with such a
    /// field are compared by their other fields, all others by their bytes.
    pub ignore: Vec<String>,
}

/// Counts of a command on one side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CommandSide {
    /// Number of messages.
    pub count: u64,
    /// Total payload bytes.
    pub bytes: u64,
    /// Smallest payload in bytes.
    pub min_size: u32,
    /// Largest payload in bytes.
    pub max_size: u32,
    /// Its first row; 0 if there is none.
    pub first_row: u32,
}

/// Values of a field on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldSpread {
    /// Path of the field.
    pub path: String,
    /// Values that only A has; empty if there are too many to list.
    pub only_a: Vec<String>,
    /// Values that only B has.
    pub only_b: Vec<String>,
    /// One side has more than 64 values, so none are listed.
    pub is_many: bool,
}

/// A command on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommandComparison {
    /// `sent` or `received`.
    pub direction: &'static str,
    /// `text`, `binary`, `close` and so on.
    pub kind: &'static str,
    /// The code, a number or a text.
    pub code: Option<CodeValue>,
    /// Its name in the decoding.
    pub name: Option<String>,
    /// Counts in A.
    pub a: CommandSide,
    /// Counts in B.
    pub b: CommandSide,
    /// Whether both have the same messages in the same order.
    pub is_equal: bool,
    /// The first pair of rows that differ, A's and B's; 0 for a side without a counterpart. `None`
    /// if the command is equal, or too far apart to tell.
    pub first_difference: Option<(u32, u32)>,
    /// Fields whose values differ.
    pub fields: Vec<FieldSpread>,
}

/// Result of comparing two transcripts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranscriptComparison {
    /// Whether every command is equal.
    pub is_equal: bool,
    /// Number of rows in A.
    pub rows_a: u32,
    /// Number of rows in B.
    pub rows_b: u32,
    /// Commands in order of first appearance, A's first.
    pub commands: Vec<CommandComparison>,
}

type CommandKey = (Direction, Kind, Option<CodeValue>);

#[derive(Default)]
struct CommandRows {
    sides: [CommandSide; 2],
    /// Messages of one side that wait for the other's.
    waiting: VecDeque<(u32, u64)>,
    waits_for_b: bool,
    is_different: bool,
    is_unknown: bool,
    first_difference: Option<(u32, u32)>,
    fields: BTreeMap<String, [BTreeSet<String>; 2]>,
    many: BTreeSet<String>,
    /// What was decoded already, of each side.
    seen: [SeenPieces; 2],
}

/// Compares two transcripts. Calls `progress` with the number of rows compared, counting both;
/// returns `None` if it breaks.
pub fn compare_transcripts(
    a: &Reader,
    b: &Reader,
    options: &ComparisonOptions,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Option<TranscriptComparison>, Error> {
    let decoder = Arc::new(Decoder::new(&options.decoding));
    let codes = [a, b].map(|reader| RowCodes::new(reader, Arc::clone(&decoder)));
    let mut readers = [SequentialReader::new(a.clone()), SequentialReader::new(b.clone())];
    let mut joiners = [0, 1].map(|_| RowJoiner::new(Arc::clone(&decoder)));
    let rows = [a.row_range()?, b.row_range()?];
    let counts = [rows[0].len() as u32, rows[1].len() as u32];
    let mut numbers: HashMap<CommandKey, usize> = HashMap::new();
    // In order of first appearance.
    let mut commands: Vec<(CommandKey, CommandRows)> = Vec::new();
    let (mut scanned, mut budget) = (0, MAX_VALUE_BYTES);
    for row in 0..counts[0].max(counts[1]) {
        for side in [0, 1] {
            if row >= counts[side] {
                continue;
            }
            // A retention limit may have removed the first rows of either.
            let (record, payload) = readers[side].read(rows[side].start + row)?;
            let message = joiners[side].next([a, b][side], &record, payload)?;
            // A part counts with the row in which its message ends.
            let Some(payload) = message.bytes(payload) else {
                scanned += 1;
                continue;
            };
            let code = codes[side].of_read(&record, payload);
            let mut key = (record.direction, record.kind, code);
            let mut number = numbers.get(&key).copied();
            // Codes beyond the limit are counted together on both sides.
            if number.is_none() && commands.len() >= MAX_COMMANDS {
                key.2 = None;
                number = numbers.get(&key).copied();
            }
            let number = number.unwrap_or_else(|| {
                numbers.insert(key.clone(), commands.len());
                commands.push((key, CommandRows::default()));
                commands.len() - 1
            });
            if let Some((_, command)) = commands.get_mut(number) {
                let settings = (&*decoder, options.ignore.as_slice(), &mut budget);
                command.add_message(side, &record, payload, settings);
            }
            scanned += 1;
            if scanned % PROGRESS_ROWS == 0 && progress(scanned).is_break() {
                return Ok(None);
            }
        }
    }
    let commands: Vec<CommandComparison> =
        commands.into_iter().map(|(key, rows)| rows.into_comparison(key, &decoder)).collect();
    let is_equal = commands.iter().all(|command| command.is_equal);
    let _ = progress(scanned);
    Ok(Some(TranscriptComparison { is_equal, rows_a: counts[0], rows_b: counts[1], commands }))
}

impl CommandRows {
    fn add_message(
        &mut self,
        side: usize,
        record: &RecordInfo,
        payload: &[u8],
        (decoder, ignore, budget): (&Decoder, &[String], &mut usize),
    ) {
        let counts = &mut self.sides[side];
        if counts.count == 0 {
            (counts.first_row, counts.min_size) = (record.row, record.size);
        }
        counts.count += 1;
        counts.bytes += u64::from(record.size);
        counts.min_size = counts.min_size.min(record.size);
        counts.max_size = counts.max_size.max(record.size);
        // Most messages contain nothing new: their values need no decoding unless some are ignored.
        if ignore.is_empty() && self.seen[side].has_all(decoder, record, payload) {
            return self.compare_next(side, record.row, hash_of(payload));
        }
        let decoded = decoder.decode_all(record.kind, record.direction, payload, WHOLE);
        let fields = leaves(&decoded.nodes);
        let ignored = |path: &str| ignore.iter().any(|candidate| candidate == path);
        let mut hasher = DefaultHasher::new();
        if fields.iter().any(|field| ignored(&field.path)) {
            for field in fields.iter().filter(|field| !ignored(&field.path)) {
                (&field.path, &field.value).hash(&mut hasher);
            }
        } else {
            payload.hash(&mut hasher);
        }
        for field in fields.into_iter().filter(|field| !ignored(&field.path)) {
            self.add_value(side, field.path, field.value, budget);
        }
        if ignore.is_empty() {
            let many = &self.many;
            self.seen[side].add(decoder, record, payload, &|path| many.contains(path));
        }
        self.compare_next(side, record.row, hasher.finish());
    }

    fn add_value(&mut self, side: usize, path: String, value: String, budget: &mut usize) {
        if self.many.contains(&path) {
            return;
        }
        if !self.fields.contains_key(&path) && self.fields.len() >= MAX_FIELDS {
            return;
        }
        let known = self.fields.get(&path);
        let name = known.map_or(VALUE_OVERHEAD + 2 * path.len(), |_| 0);
        let has = known.is_some_and(|values| values[side].contains(&value));
        let cost = name + if has { 0 } else { VALUE_OVERHEAD + value.len() };
        let fits = cost <= *budget;
        if !fits && known.is_none() {
            return;
        }
        let values = self.fields.entry(path.clone()).or_default();
        if fits {
            *budget -= cost;
            values[side].insert(value);
        }
        if !fits || values[side].len() > MAX_VALUES {
            // Releases the values' memory, and remembers only that there are many.
            *budget +=
                values.iter().flatten().map(|value| VALUE_OVERHEAD + value.len()).sum::<usize>();
            *values = Default::default();
            self.many.insert(path);
        }
    }

    fn compare_next(&mut self, side: usize, row: u32, hash: u64) {
        if self.is_different || self.is_unknown {
            return;
        }
        let is_awaited = self.waits_for_b == (side == 1);
        match self.waiting.front() {
            Some(&(other, expected_hash)) if is_awaited => {
                self.waiting.pop_front();
                if expected_hash != hash {
                    let rows = if side == 0 { (row, other) } else { (other, row) };
                    (self.is_different, self.first_difference) = (true, Some(rows));
                    self.waiting = VecDeque::new();
                }
            }
            _ if self.waiting.len() >= MAX_WAITING => {
                self.is_unknown = true;
                self.waiting = VecDeque::new();
            }
            _ => {
                self.waits_for_b = side == 0;
                self.waiting.push_back((row, hash));
            }
        }
    }

    fn into_comparison(
        mut self,
        (direction, kind, code): CommandKey,
        decoder: &Decoder,
    ) -> CommandComparison {
        // Messages that still wait have no counterpart.
        if let Some(&(row, _)) = self.waiting.front() {
            self.is_different = true;
            self.first_difference = Some(if self.waits_for_b { (row, 0) } else { (0, row) });
        }
        let [a, b] = self.sides;
        // Unknown counts as different.
        let is_equal = !self.is_different && !self.is_unknown;
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
            kind: kind.word(),
            name: code
                .as_ref()
                .and_then(|code| decoder.code(direction, code))
                .map(|code| code.name.clone()),
            code,
            is_equal,
            first_difference: self.first_difference,
            fields: fields.collect(),
            a,
            b,
        }
    }
}
