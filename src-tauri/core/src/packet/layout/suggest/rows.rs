//! Proposes a layout for several messages: separators in text, length fields, byte order and the types of fields, each
//! with the reason for it.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::super::display::looks_like_text;
use super::super::model::{Display, Field, Layout, Tail, TailKind};
use super::super::plan::{LayoutContext, Plan};
use super::super::{decode, propose};
use super::{YEARS, is_json};
use crate::packet::literal::Literal;

/// Offsets at which a length field is looked for.
const MOST_HEADER: usize = 24;
/// Limit of the fields before the first part, in bytes.
const MOST_FIELDS: usize = 48;
/// Numbers below this are plausible as counts, lengths and codes.
const SMALL: i128 = 1 << 16;

/// A proposed layout and what speaks for it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Proposal {
    /// The layout.
    pub layout: Layout,
    /// The reasons, the most important first.
    pub reasons: Vec<ProposalReason>,
}

/// A reason for a part of a proposed layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProposalReason {
    /// `rows`, `first`, `separator`, `lines`, `length`, `whole`, `prefix`, `big`, `little`, `constant`, `sequence` or
    /// `time`.
    pub code: String,
    /// Arguments for the translation.
    pub args: BTreeMap<String, String>,
}

fn reason<const N: usize>(code: &str, args: [(&str, &str); N]) -> ProposalReason {
    let args = args.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
    ProposalReason { code: code.to_owned(), args: args.collect() }
}

/// Proposes a layout that fits all of the messages, or the first one if none is found that does.
pub fn propose_for(name: &str, messages: &[Vec<u8>]) -> Proposal {
    let Some(first) = messages.first() else {
        return Proposal { layout: propose(name, &[]), reasons: Vec::new() };
    };
    let mut candidates = vec![of_first(name, first, messages)];
    candidates.extend(records(name, messages));
    for big in [false, true] {
        candidates.extend(structs(name, messages, big));
    }
    // Of two that are equally good, the first is kept.
    let mut best: Option<LayoutCandidate> = None;
    for candidate in candidates {
        let better = best.as_ref().is_none_or(|best| candidate.score > best.score);
        if better && fits(&candidate.layout, messages) {
            best = Some(candidate);
        }
    }
    let rows = messages.len().to_string();
    match best {
        Some(best) => {
            let mut reasons = best.reasons;
            reasons.insert(0, reason("rows", [("rows", &rows)]));
            Proposal { layout: best.layout, reasons }
        }
        None => {
            let layout = propose(name, first);
            Proposal { layout, reasons: vec![reason("first", [("rows", &rows)])] }
        }
    }
}

struct LayoutCandidate {
    layout: Layout,
    score: i64,
    reasons: Vec<ProposalReason>,
}

/// Whether every byte of every message belongs to a field, without a problem.
fn fits(layout: &Layout, messages: &[Vec<u8>]) -> bool {
    let Ok(plan) = Plan::new(layout, LayoutContext::default()) else { return false };
    messages.iter().all(|message| {
        let decoded = decode(&plan, message);
        decoded.stop.is_none() && decoded.nodes.iter().all(|node| node.problem.is_none())
    })
}

/// The proposal for the first message alone, without constants that others contradict.
fn of_first(name: &str, first: &[u8], messages: &[Vec<u8>]) -> LayoutCandidate {
    let mut layout = propose(name, first);
    let mut reasons = Vec::new();
    for field in &mut layout.fields {
        let Some(constant) = &field.constant else { continue };
        let bytes = first.get(..4).unwrap_or_default();
        match messages.iter().all(|message| message.get(..4) == Some(bytes)) {
            true => {
                let value = constant.as_str().to_owned();
                reasons.push(reason("constant", [("field", &field.name), ("value", &value)]));
            }
            false => field.constant = None,
        }
    }
    LayoutCandidate { layout, score: 3, reasons }
}

/// Text records between separators, and JSON after a short prefix.
fn records(name: &str, messages: &[Vec<u8>]) -> Option<LayoutCandidate> {
    let texts: Option<Vec<&str>> =
        messages.iter().map(|message| str::from_utf8(message).ok()).collect();
    let texts = texts?;
    let each = |pieces: &mut dyn Iterator<Item = &str>| {
        let all: Vec<&str> = pieces.collect();
        let json = all.iter().all(|piece| is_json(piece.as_bytes()));
        if json { TailKind::Json } else { TailKind::Text }
    };
    let list = |separator: &str, each| {
        let tail = Tail {
            kind: TailKind::Repeat,
            name: "records".to_owned(),
            separator: separator.to_owned(),
            terminated: true,
            each: Some(each),
            ..Tail::default()
        };
        Layout { name: name.to_owned(), tail: Some(tail), ..Layout::default() }
    };
    if texts.iter().all(|text| text.len() > 1 && text.ends_with('\u{1e}')) {
        let mut pieces =
            texts.iter().flat_map(|text| text.split('\u{1e}')).filter(|piece| !piece.is_empty());
        let layout = list("hex:1e", each(&mut pieces));
        return Some(LayoutCandidate {
            layout,
            score: 1000,
            reasons: vec![reason("separator", [("mark", "0x1E")])],
        });
    }
    let lines = |text: &&str| text.ends_with('\n') && text.lines().count() > 1;
    if texts.iter().any(lines) && texts.iter().all(|text| text.ends_with('\n')) {
        let mut pieces = texts.iter().flat_map(|text| text.split_terminator('\n'));
        let layout = list("hex:0a", each(&mut pieces));
        return Some(LayoutCandidate { layout, score: 1000, reasons: vec![reason("lines", [])] });
    }
    prefixed(name, &texts)
}

/// A type of one or two characters before JSON, as in Socket.IO.
fn prefixed(name: &str, texts: &[&str]) -> Option<LayoutCandidate> {
    let size = (1..=3).find(|size| {
        texts.iter().all(|text| {
            let prefix = text.get(..*size).unwrap_or_default();
            let rest = text.get(*size..).unwrap_or_default();
            prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()) && is_json(rest.as_bytes())
        })
    })?;
    let tail = Tail { kind: TailKind::Json, name: "json".to_owned(), ..Tail::default() };
    let layout = Layout {
        name: name.to_owned(),
        format: format!("{size}s"),
        fields: vec![Field { name: "type".to_owned(), ..Field::default() }],
        tail: Some(tail),
        ..Layout::default()
    };
    let size = size.to_string();
    Some(LayoutCandidate {
        layout,
        score: 1000,
        reasons: vec![reason("prefix", [("size", &size)])],
    })
}

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
fn structs(name: &str, messages: &[Vec<u8>], big: bool) -> Vec<LayoutCandidate> {
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

    fn float(&self, message: &[u8]) -> f64 {
        let bits = integer(message, self.at, 8, self.big).unwrap_or(0);
        f64::from_bits(bits as u64)
    }

    /// How plausible a number of this size is: 0 if it is not.
    fn plausible(&self, size: usize) -> i64 {
        let values = self.values(size);
        let all = |test: &dyn Fn(i128) -> bool| values.iter().all(|value| test(*value));
        if self.time(size).is_some() {
            return 12;
        }
        if size == 8 {
            let price = |message: &Vec<u8>| {
                let float = self.float(message);
                (1e-4..1e12).contains(&float.abs()) && float.to_bits().trailing_zeros() >= 16
            };
            if self.messages.iter().all(price) {
                return 8;
            }
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
        let within = |unit: f64| values.iter().all(|value| YEARS.contains(&(*value as f64 / unit)));
        let found = units.into_iter().find(|(_, unit, wide)| *wide == size && within(*unit));
        found.map(|(display, ..)| display)
    }

    fn add(&mut self, size: usize) {
        let values = self.values(size);
        let name = self.name();
        let mut field = Field { name: name.clone(), ..Field::default() };
        let floats = |test: &dyn Fn(f64) -> bool| {
            size == 8 && self.messages.iter().all(|message| test(self.float(message)))
        };
        if let Some(display) = self.time(size) {
            field.display = display;
            self.reasons.push(reason("time", [("field", &name)]));
        } else if is_sequence(&values) {
            self.reasons.push(reason("sequence", [("field", &name)]));
        } else if floats(&|float| YEARS.contains(&float)) {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn proposed(messages: &[&[u8]]) -> (String, Option<Tail>, Vec<String>) {
        let messages: Vec<Vec<u8>> = messages.iter().map(|message| message.to_vec()).collect();
        let Proposal { layout, reasons } = propose_for("x", &messages);
        assert!(fits(&layout, &messages), "{layout:?}");
        (layout.format, layout.tail, reasons.into_iter().map(|reason| reason.code).collect())
    }

    #[test]
    fn both_byte_orders_are_tried() {
        let row = |seq: u32, price: f64, big: bool| {
            let mut bytes = Vec::new();
            match big {
                true => {
                    bytes.extend(7u16.to_be_bytes());
                    bytes.extend(seq.to_be_bytes());
                    bytes.extend(price.to_be_bytes());
                }
                false => {
                    bytes.extend(7u16.to_le_bytes());
                    bytes.extend(seq.to_le_bytes());
                    bytes.extend(price.to_le_bytes());
                }
            }
            bytes
        };
        for (big, format, code) in [(true, ">HId", "big"), (false, "<HId", "little")] {
            let rows: Vec<Vec<u8>> =
                (0..4).map(|i| row(70_000 + i, 1.25 * f64::from(i + 1), big)).collect();
            let rows: Vec<&[u8]> = rows.iter().map(Vec::as_slice).collect();
            let (found, _, reasons) = proposed(&rows);
            assert_eq!(found, format);
            assert!(reasons.iter().any(|reason| reason == code), "{reasons:?}");
            assert!(reasons.iter().any(|reason| reason == "sequence"), "{reasons:?}");
        }
    }

    #[test]
    fn length_fields_and_prefixes_are_found() {
        // RFB: a length-prefixed desktop name.
        let (format, tail, reasons) = proposed(&[b"\0\0\0\x07desktop", b"\0\0\0\x04host"]);
        assert_eq!((format.as_str(), tail.unwrap().length.as_str()), (">I", "length"));
        assert!(reasons.contains(&"length".to_owned()), "{reasons:?}");
        // A length of the whole message.
        let (format, tail, reasons) = proposed(&[b"\x01\x05\0\xff\xfe", b"\x01\x06\0\xff\xfe\xfd"]);
        assert_eq!((format.as_str(), tail.unwrap().length.as_str()), ("<BH", "length - 3"));
        assert!(reasons.contains(&"whole".to_owned()), "{reasons:?}");
        // ttyd: a type of one byte before text.
        let (format, tail, _) = proposed(&[b"\x01\x1b[0mls", b"\x01\x1b[1mcd"]);
        assert_ne!(format, "<i");
        assert!(tail.is_some());
    }

    #[test]
    fn text_records_and_prefixes_are_found() {
        let (_, tail, reasons) = proposed(&[b"{}\x1e{\"a\":1}\x1e", b"[]\x1e"]);
        let tail = tail.unwrap();
        assert_eq!((tail.separator.as_str(), tail.each), ("hex:1e", Some(TailKind::Json)));
        assert!(reasons.contains(&"separator".to_owned()), "{reasons:?}");
        let (_, tail, _) = proposed(&[b"+OK\nPING\n"]);
        assert_eq!(tail.unwrap().each, Some(TailKind::Text));
        let (format, tail, _) = proposed(&[b"42[\"a\"]", b"43[1]"]);
        assert_eq!((format.as_str(), tail.unwrap().kind), ("2s", TailKind::Json));
        let (format, tail, _) = proposed(&[b"{\"a\":1}", b"[]"]);
        assert_eq!((format.as_str(), tail.unwrap().kind), ("", TailKind::Json));
    }

    proptest! {
        #[test]
        fn a_proposal_fits_at_least_the_first_message(
            messages in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..5),
        ) {
            let Proposal { layout, .. } = propose_for("x", &messages);
            let plan = Plan::new(&layout, LayoutContext::default()).unwrap();
            if let Some(first) = messages.first() {
                prop_assert_eq!(decode(&plan, first).stop, None);
            }
        }
    }
}
