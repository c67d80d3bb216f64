//! Proposes a layout for several messages: separators in text, length fields, byte order and the types of fields, each
//! with the reason for it.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::super::model::{Field, Layout, Tail, TailKind};
use super::super::plan::{LayoutContext, Plan};
use super::super::{decode, propose};
use super::is_json;
use super::structs::structs;

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

pub(super) fn reason<const N: usize>(code: &str, args: [(&str, &str); N]) -> ProposalReason {
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

/// A layout that may be proposed.
pub(super) struct LayoutCandidate {
    pub layout: Layout,
    /// The highest one is proposed, if it fits all messages.
    pub score: i64,
    pub reasons: Vec<ProposalReason>,
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
