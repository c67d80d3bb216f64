//! Guesses fields and length fields of binary messages, in one byte order.

use super::super::display::looks_like_text;
use super::super::model::{Display, Field, Layout, Tail, TailKind};
use super::is_json;
use super::rows::{LayoutCandidate, ProposalReason, reason};
use crate::packet::literal::Literal;

/// Offsets at which a length field is looked for.
const MOST_HEADER: usize = 24;
/// Limit of the fields before the first part, in bytes.
const MOST_FIELDS: usize = 48;
/// Numbers below this are plausible as counts, lengths and codes.
const SMALL: i128 = 1 << 16;
/// Unix times near the present, 2010 to 2030: a wider range would take many other numbers for times.
const NEAR: std::ops::Range<f64> = 1_262_304_000.0..1_893_456_000.0;
/// The times of messages that were recorded together lie within a week, in seconds.
const MOST_APART: f64 = 604_800.0;

/// A field that says how long something is.
#[derive(Clone, Copy)]
struct LengthField {
    at: usize,
    size: usize,
    /// Whether it counts the whole message.
    whole: bool,
    score: i64,
}

/// Layouts with a length field and with none, in one byte order.
pub(super) fn structs(name: &str, messages: &[Vec<u8>], big: bool) -> Vec<LayoutCandidate> {
    let shortest = messages.iter().map(Vec::len).min().unwrap_or(0);
    let same_size = messages.iter().all(|message| message.len() == shortest);
    let mut made = Vec::new();
    if let Some(length) = length_field(messages, shortest, big) {
        let mut columns = StructGuess::new(messages, big);
        columns.fill(length.at);
        columns.push(length.size, Field { name: "length".to_owned(), ..Field::default() });
        let code = if length.whole { "whole" } else { "length" };
        columns.reasons.insert(0, reason(code, [("field", "length")]));
        let expression = match length.whole {
            true => format!("length - {}", columns.at),
            false => "length".to_owned(),
        };
        let tail = Tail { length: expression, ..columns.rest() };
        made.push(columns.done(name, Some(tail), length.score));
    }
    let text = messages.iter().map(|message| text_start(message)).max().unwrap_or(shortest);
    let end = if same_size { text.min(shortest) } else { text };
    if end <= shortest.min(MOST_FIELDS) && (end > 0 || same_size) {
        let mut columns = StructGuess::new(messages, big);
        columns.fill(end);
        let tail = messages.iter().any(|message| message.len() > end).then(|| columns.rest());
        made.push(columns.done(name, tail, 0));
    }
    made
}

/// Where the readable text at the end begins.
fn text_start(message: &[u8]) -> usize {
    let begins = |at: &usize| {
        message.get(*at..).is_some_and(|rest| rest.len() >= 3 && looks_like_text(rest))
    };
    (0..message.len()).find(begins).unwrap_or(message.len())
}

fn integer(message: &[u8], at: usize, size: usize, big: bool) -> Option<i128> {
    let bytes = message.get(at..at + size)?;
    let fold = |value: i128, byte: &u8| (value << 8) | i128::from(*byte);
    Some(if big { bytes.iter().fold(0, fold) } else { bytes.iter().rev().fold(0, fold) })
}

fn length_field(messages: &[Vec<u8>], shortest: usize, big: bool) -> Option<LengthField> {
    let mut sizes: Vec<usize> = messages.iter().map(Vec::len).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut best: Option<LengthField> = None;
    for at in 0..shortest.min(MOST_HEADER) {
        for size in [4, 2, 1] {
            let agree = |wanted: &dyn Fn(&[u8]) -> usize| {
                messages.iter().all(|message| {
                    integer(message, at, size, big) == i128::try_from(wanted(message)).ok()
                })
            };
            let rest = |message: &[u8]| message.len().saturating_sub(at + size);
            let readable = messages.iter().all(|message| {
                let text = message.get(at + size..).unwrap_or_default();
                text.len() >= 3 && looks_like_text(text)
            });
            let varied = sizes.len() as i64 - 1;
            let whole = agree(&|message| message.len());
            // One message of binary data is too little evidence.
            let score = match (agree(&rest), whole) {
                (true, _) if readable => 60 + 20 * varied,
                (true, _) | (_, true) if varied > 0 => 20 * varied,
                _ => continue,
            };
            // A wider field explains more bytes.
            let score = score + size as i64;
            if best.is_none_or(|best| score > best.score) {
                best = Some(LengthField { at, size, whole, score });
            }
        }
    }
    best
}

/// Fields of the beginning of all messages.
struct StructGuess<'m> {
    messages: &'m [Vec<u8>],
    big: bool,
    format: String,
    fields: Vec<Field>,
    at: usize,
    score: i64,
    good: usize,
    reasons: Vec<ProposalReason>,
}

impl<'m> StructGuess<'m> {
    fn new(messages: &'m [Vec<u8>], big: bool) -> StructGuess<'m> {
        StructGuess {
            messages,
            big,
            format: String::new(),
            fields: Vec::new(),
            at: 0,
            score: 0,
            good: 0,
            reasons: Vec::new(),
        }
    }

    fn push(&mut self, size: usize, field: Field) {
        self.push_as(['B', 'H', ' ', 'I', ' ', ' ', ' ', 'Q'][size - 1], size, field);
    }

    fn push_as(&mut self, ch: char, size: usize, field: Field) {
        self.format.push(ch);
        self.fields.push(field);
        self.at += size;
    }

    fn name(&self) -> String {
        if self.at == 0 { "type".to_owned() } else { format!("field{}", self.fields.len()) }
    }

    /// Adds fields up to an offset.
    fn fill(&mut self, end: usize) {
        while self.at < end {
            let left = end - self.at;
            let fits = [8, 4, 2].into_iter().filter(|size| *size <= left);
            let found = fits.map(|size| (size, self.plausible(size))).find(|(_, score)| *score > 0);
            let (size, score) = found.unwrap_or((1, 0));
            self.score += score;
            self.good += usize::from(score > 1);
            self.add(size);
        }
    }

    fn values(&self, size: usize) -> Vec<i128> {
        let of = |message: &Vec<u8>| integer(message, self.at, size, self.big);
        self.messages.iter().filter_map(of).collect()
    }

    fn float(&self, message: &[u8], at: usize) -> f64 {
        let bits = integer(message, at, 8, self.big).unwrap_or(0);
        f64::from_bits(bits as u64)
    }

    /// Whether a float with few digits lies at an offset of every message.
    fn is_price(&self, at: usize) -> bool {
        self.messages.iter().all(|message| {
            let float = self.float(message, at);
            // Prices have few digits and therefore trailing zero bits.
            (1e-4..1e12).contains(&float.abs()) && float.to_bits().trailing_zeros() >= 16
        })
    }

    /// How plausible a number of this size is: 0 if it is not.
    fn plausible(&self, size: usize) -> i64 {
        let values = self.values(size);
        let all = |test: &dyn Fn(i128) -> bool| values.iter().all(|value| test(*value));
        if self.time(size).is_some() {
            return 12;
        }
        if size == 8 && self.is_price(self.at) {
            return 8;
        }
        // The zeros behind a number of four bytes may be the beginning of a price.
        if size == 8 && all(&|value| value < 1 << 32) && self.is_price(self.at + 4) {
            return 0;
        }
        if is_sequence(&values) {
            return 10 + size as i64;
        }
        match size {
            // All zeros say nothing about the width.
            8 => 0,
            4 if all(&|value| value == 0) => 1,
            4 if all(&|value| value < SMALL) => 4,
            2 if all(&|value| value == 0) => 1,
            2 if all(&|value| value < 1 << 12) => 2,
            _ => 0,
        }
    }

    /// The unit in which values of this size are times.
    fn time(&self, size: usize) -> Option<Display> {
        let values = self.values(size);
        let units = [
            (Display::Unix, 1.0, 4),
            (Display::UnixMs, 1e3, 8),
            (Display::UnixUs, 1e6, 8),
            (Display::UnixNs, 1e9, 8),
        ];
        let within = |unit: f64| {
            let seconds = values.iter().map(|value| *value as f64 / unit);
            let (low, high) = seconds.fold((f64::MAX, f64::MIN), |(low, high), second| {
                (low.min(second), high.max(second))
            });
            NEAR.contains(&low) && NEAR.contains(&high) && high - low <= MOST_APART
        };
        let found = units.into_iter().find(|(_, unit, wide)| *wide == size && within(*unit));
        found.map(|(display, ..)| display)
    }

    fn add(&mut self, size: usize) {
        let values = self.values(size);
        let name = self.name();
        let mut field = Field { name: name.clone(), ..Field::default() };
        let floats = |test: &dyn Fn(f64) -> bool| {
            size == 8 && self.messages.iter().all(|message| test(self.float(message, self.at)))
        };
        if let Some(display) = self.time(size) {
            field.display = display;
            self.reasons.push(reason("time", [("field", &name)]));
        } else if is_sequence(&values) {
            self.reasons.push(reason("sequence", [("field", &name)]));
        } else if floats(&|float| NEAR.contains(&float)) {
            field.display = Display::Unix;
            self.reasons.push(reason("time", [("field", &name)]));
            return self.push_as('d', size, field);
        } else if size == 8 {
            return self.push_as('d', size, field);
        } else if let (Some(first), true) = (values.first(), self.at == 0 && values.len() > 1)
            && values.iter().all(|value| value == first)
        {
            field.constant = i64::try_from(*first).ok().map(Literal::from);
            let value = first.to_string();
            self.reasons.push(reason("constant", [("field", &name), ("value", &value)]));
        }
        self.push(size, field);
    }

    /// The kind of what follows the fields.
    fn rest(&self) -> Tail {
        let rests =
            || self.messages.iter().map(|message| message.get(self.at..).unwrap_or_default());
        let all = |test: &dyn Fn(&[u8]) -> bool| rests().all(test);
        let kind = match () {
            () if all(&is_json) => TailKind::Json,
            () if all(&|rest| rest.is_empty() || looks_like_text(rest)) => TailKind::Text,
            () => TailKind::Bytes,
        };
        Tail { kind, ..Tail::default() }
    }

    fn done(self, name: &str, tail: Option<Tail>, score: i64) -> LayoutCandidate {
        let order = if self.big { '>' } else { '<' };
        let wide = self.format.chars().any(|ch| ch != 'B');
        let mut reasons = self.reasons;
        if wide && self.good > 0 {
            let good = self.good.to_string();
            let code = if self.big { "big" } else { "little" };
            reasons.insert(0, reason(code, [("good", &good)]));
        }
        let readable = tail.as_ref().is_some_and(|tail| tail.kind != TailKind::Bytes);
        let score = score + self.score + if readable { 2 } else { 0 };
        let format =
            if self.fields.is_empty() { String::new() } else { format!("{order}{}", self.format) };
        let layout = Layout {
            name: name.to_owned(),
            format,
            fields: self.fields,
            tail,
            ..Layout::default()
        };
        LayoutCandidate { layout, score, reasons }
    }
}

/// Whether the values rise by the same small step.
fn is_sequence(values: &[i128]) -> bool {
    let steps: Vec<i128> =
        values.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).collect();
    let step = steps.first().copied().unwrap_or(0);
    values.len() >= 3 && (1..=16).contains(&step) && steps.iter().all(|other| *other == step)
}
