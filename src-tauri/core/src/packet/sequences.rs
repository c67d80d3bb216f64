//! Series of messages: sequence numbers, timestamps and heartbeats. State machines over numbers; what the numbers are
//! in a message is decided elsewhere.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// Maximum number of keys whose state is kept; those that were used least recently are forgotten.
pub const MAX_KEYS: usize = 100_000;
/// Keys that are held in each half of [`RecentKeys`].
const HALF: usize = MAX_KEYS / 2;
/// Maximum length of a key's text in bytes; longer ones are cut.
pub const MAX_KEY: usize = 256;

/// How a sequence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SequenceRule {
    /// Difference between two consecutive numbers; not 0.
    pub step: i64,
    /// Width in bits, at most 64, at which the numbers wrap around; `None` if they do not.
    pub width: Option<u32>,
}

impl SequenceRule {
    /// The distance from one number to another. With a width, it is the shorter way around.
    fn distance(self, from: i128, to: i128) -> i128 {
        let plain = to.saturating_sub(from);
        let Some(width) = self.width else { return plain };
        let modulus = 1i128 << width.clamp(1, 64);
        let around = plain.rem_euclid(modulus);
        if around >= modulus / 2 { around - modulus } else { around }
    }
}

/// A fault in a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SequenceFault {
    /// Numbers are missing.
    Gap {
        /// How many.
        missing: u64,
    },
    /// The previous number again.
    Duplicate,
    /// A step against the sequence's direction.
    Backwards,
}

/// Position in a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequencePosition {
    last: i128,
    /// The number before a step backwards. A message that came late is followed by the number after this one; a
    /// sequence that started again is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resume: Option<i128>,
}

impl SequencePosition {
    /// Begins with the first number.
    pub fn new(first: i128) -> SequencePosition {
        SequencePosition { last: first, resume: None }
    }

    /// Moves to the next number and tells what is wrong with it.
    pub fn advance(&mut self, rule: SequenceRule, value: i128) -> Option<SequenceFault> {
        let step = i128::from(rule.step);
        if let Some(resume) = self.resume.take()
            && rule.distance(resume, value) == step
        {
            self.last = value;
            return None;
        }
        let distance = rule.distance(self.last, value);
        if distance == 0 {
            return Some(SequenceFault::Duplicate);
        }
        let ahead = rule.distance(self.last.saturating_add(step), value);
        let before = std::mem::replace(&mut self.last, value);
        if ahead == 0 {
            None
        } else if (ahead > 0) == (step > 0) {
            let (ahead, step) = (ahead.unsigned_abs(), step.unsigned_abs());
            let missing = u64::try_from(ahead.div_ceil(step)).unwrap_or(u64::MAX);
            Some(SequenceFault::Gap { missing })
        } else {
            self.resume = Some(before);
            Some(SequenceFault::Backwards)
        }
    }
}

/// A point in time of a message's own clock, in any unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum ClockValue {
    /// An integer.
    Int(i128),
    /// A floating-point number.
    Float(f64),
}

impl ClockValue {
    /// Whether it is earlier than another one.
    pub fn is_before(self, other: ClockValue) -> bool {
        let float = |value| match value {
            ClockValue::Int(number) => number as f64,
            ClockValue::Float(number) => number,
        };
        match (self, other) {
            (ClockValue::Int(one), ClockValue::Int(other)) => one < other,
            _ => float(self) < float(other),
        }
    }
}

/// How often a heartbeat comes, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeartbeatRule {
    /// The usual distance.
    pub every_ns: i64,
    /// How much shorter or longer it may be.
    pub tolerance_ns: i64,
}

impl HeartbeatRule {
    /// Whether a heartbeat after this time is early.
    pub fn is_early(self, elapsed_ns: i64) -> bool {
        elapsed_ns < self.every_ns.saturating_sub(self.tolerance_ns)
    }

    /// Whether a heartbeat after this time is late.
    pub fn is_late(self, elapsed_ns: i64) -> bool {
        elapsed_ns > self.every_ns.saturating_add(self.tolerance_ns)
    }
}

/// Distinguishes the series of one sequence, such as the instruments of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SeriesKey {
    /// There is no key: all messages are one series.
    Whole,
    /// A number.
    Number(i128),
    /// Text.
    Text(Box<str>),
}

/// Values by key. At most [`MAX_KEYS`] keys are kept: once half as many were used, those that were not used since the
/// last time are forgotten.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "KeyLists<V>", into = "KeyLists<V>")]
#[serde(bound = "V: Clone + Serialize + serde::de::DeserializeOwned")]
pub struct RecentKeys<V: Clone> {
    recent: HashMap<SeriesKey, V>,
    older: HashMap<SeriesKey, V>,
}

impl<V: Clone> Default for RecentKeys<V> {
    fn default() -> Self {
        RecentKeys { recent: HashMap::new(), older: HashMap::new() }
    }
}

impl<V: Clone> RecentKeys<V> {
    /// The value of a key, and whether it is new.
    pub fn get_or_insert(&mut self, key: SeriesKey, value: V) -> (&mut V, bool) {
        if self.recent.len() >= HALF && !self.recent.contains_key(&key) {
            let known = self.older.remove(&key);
            self.older = std::mem::take(&mut self.recent);
            if let Some(known) = known {
                self.recent.insert(key.clone(), known);
            }
        }
        let is_new = !self.recent.contains_key(&key);
        let older = if is_new { self.older.remove(&key) } else { None };
        let is_new = is_new && older.is_none();
        (self.recent.entry(key).or_insert_with(|| older.unwrap_or(value)), is_new)
    }

    /// Forgets all keys.
    pub fn clear(&mut self) {
        self.recent.clear();
        self.older.clear();
    }
}

/// [`RecentKeys`] in a file.
#[derive(Serialize, Deserialize)]
struct KeyLists<V> {
    recent: Vec<(SeriesKey, V)>,
    older: Vec<(SeriesKey, V)>,
}

impl<V: Clone> From<RecentKeys<V>> for KeyLists<V> {
    fn from(keys: RecentKeys<V>) -> Self {
        let (recent, older) = (keys.recent.into_iter().collect(), keys.older.into_iter().collect());
        KeyLists { recent, older }
    }
}

impl<V: Clone> From<KeyLists<V>> for RecentKeys<V> {
    fn from(lists: KeyLists<V>) -> Self {
        let some = |list: Vec<(SeriesKey, V)>| list.into_iter().take(HALF).collect();
        RecentKeys { recent: some(lists.recent), older: some(lists.older) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// `.` in order, `+n` a gap, `=` a duplicate, `<` backwards.
    fn told(step: i64, width: Option<u32>, values: &[i128]) -> String {
        let rule = SequenceRule { step, width };
        let mut position = SequencePosition::new(values[0]);
        let told = values[1..].iter().map(|value| match position.advance(rule, *value) {
            None => ".".to_owned(),
            Some(SequenceFault::Gap { missing }) => format!("+{missing}"),
            Some(SequenceFault::Duplicate) => "=".to_owned(),
            Some(SequenceFault::Backwards) => "<".to_owned(),
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn gaps_duplicates_and_steps_backwards_are_told() {
        assert_eq!(told(1, None, &[1, 2, 3, 7, 8, 8, 9]), ". . +3 . = .");
        assert_eq!(told(1, None, &[5, 7, 6, 8, 9]), "+1 < . .", "6 came late");
        assert_eq!(told(1, None, &[1000, 1, 2, 3]), "< . .", "it started again");
        assert_eq!(told(1, None, &[10, 8, 12, 13]), "< +3 .", "neither");
        assert_eq!(told(2, None, &[2, 4, 8, 9, 11]), ". +1 < .");
        assert_eq!(told(2, None, &[10, 15]), "+2", "12 and 14");
        assert_eq!(told(-1, None, &[9, 8, 5, 6, 4]), ". +2 < .");
    }

    #[test]
    fn numbers_wrap_around_at_their_width() {
        assert_eq!(told(1, Some(8), &[254, 255, 0, 1]), ". . .");
        assert_eq!(told(1, Some(8), &[254, 3, 254]), "+4 <");
        assert_eq!(told(1, Some(16), &[65_535, 0, 65_535, 1]), ". < .");
        assert_eq!(told(1, Some(64), &[u64::MAX.into(), 0]), ".");
        assert_eq!(told(1, Some(64), &[i64::MAX.into(), i64::MIN.into()]), ".");
        assert_eq!(told(-1, Some(8), &[1, 0, 255, 250]), ". . +4");
        assert_eq!(told(1, None, &[255, 0]), "<");
        assert_eq!(told(1, None, &[i128::MIN, i128::MAX]).len(), "+18446744073709551615".len());
    }

    #[test]
    fn keys_are_bounded_and_the_oldest_are_forgotten() {
        let mut keys = RecentKeys::<u32>::default();
        let number = SeriesKey::Number;
        for key in 0..300_000 {
            assert!(keys.get_or_insert(number(key), 1).1);
            // One key that is used all the time is never forgotten.
            let (value, is_new) = keys.get_or_insert(SeriesKey::Whole, 0);
            assert_eq!(is_new, key == 0);
            *value += 1;
            assert!(keys.recent.len() + keys.older.len() <= MAX_KEYS);
        }
        assert!(!keys.get_or_insert(number(299_999), 1).1);
        assert!(keys.get_or_insert(number(1), 1).1);
        let json = serde_json::to_string(&keys).unwrap();
        let mut back: RecentKeys<u32> = serde_json::from_str(&json).unwrap();
        assert_eq!((back.recent.len(), back.older.len()), (keys.recent.len(), keys.older.len()));
        assert_eq!(*back.get_or_insert(SeriesKey::Whole, 0).0, 300_000);
        assert_eq!(
            serde_json::to_value(ClockValue::Int(i128::from(u64::MAX))).unwrap()["Int"],
            u64::MAX
        );
    }

    #[test]
    fn clocks_and_heartbeats_compare() {
        let (int, float) = (ClockValue::Int, ClockValue::Float);
        assert!(int(1).is_before(int(2)) && float(1.5).is_before(int(2)));
        assert!(!float(f64::NAN).is_before(int(2)) && !int(2).is_before(int(2)));
        let rule = HeartbeatRule { every_ns: 5, tolerance_ns: 1 };
        assert!(rule.is_early(3) && !rule.is_early(4) && !rule.is_late(6) && rule.is_late(7));
    }
}
