//! Bytes to the tree. What does not fit says where, and the rest is shown raw.

use super::display;
use super::model::TailKind;
use super::node::{Decoded, Node, NodeKind, NodeProblem, Stop, find};
use super::plan::{Part, Plan, Slot, TailPlan};
use super::tail;
use crate::packet::unpack;
use crate::packet::value::Value;

/// How much a tree holds; a person reads no more, and a message may have a million list items.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Nodes in all.
    pub nodes: usize,
    /// Bytes of one text, or of one field's bytes.
    pub text: usize,
}

impl Limits {
    /// For a page: what is left out is said.
    pub const PAGE: Limits = Limits { nodes: 20_000, text: 64 << 10 };
    /// For the question where a message stops fitting.
    pub const FIT: Limits = Limits { nodes: 20_000, text: 0 };
    /// For an export: everything.
    pub const NONE: Limits = Limits { nodes: usize::MAX, text: usize::MAX };
}

/// Decodes a message for a page.
pub fn decode(plan: &Plan, message: &[u8]) -> Decoded {
    decode_within(plan, message, Limits::PAGE)
}

/// Decodes a message within limits.
pub fn decode_within(plan: &Plan, message: &[u8], limits: Limits) -> Decoded {
    let mut walk = Walk { message, limits, left: limits.nodes };
    let mut nodes = Vec::new();
    let reached = walk.parts(plan, 0, message.len(), &mut nodes);
    let stop = match reached {
        Ok(at) if at == message.len() => None,
        Ok(at) => Some(stop("decode.extra", at, "", 0, message.len() - at)),
        Err(stop) => Some(stop),
    };
    if let Some(stop) = &stop
        && let Some(rest) = message.get(stop.offset..).filter(|rest| !rest.is_empty())
    {
        let mut node = Node { name: "rest".to_owned(), offset: stop.offset, ..Node::default() };
        tail::bytes_to(&mut node, rest, limits);
        node.kind = NodeKind::Raw;
        nodes.push(node);
    }
    Decoded { layout: plan.name.clone(), size: message.len(), nodes, stop }
}

/// Where a message of `size` bytes stops fitting, without its tree where that can be told without. `message` is all
/// of it or, for a plan that [is plain](Plan::is_plain) and no longer than the message, perhaps its beginning.
pub fn stop_of(plan: &Plan, message: &[u8], size: usize) -> Option<Stop> {
    if plan.is_plain() && size >= plan.least_size() {
        let extra = size - plan.least_size();
        let fits = extra == 0 || plan.has_tail();
        return (!fits).then(|| stop("decode.extra", size - extra, "", 0, extra));
    }
    if message.len() < size {
        return None;
    }
    // A list that is too long to show fits all the same.
    decode_within(plan, message, Limits::FIT).stop.filter(|stop| stop.code != "decode.cut")
}

pub(super) fn stop(code: &str, offset: usize, field: &str, wanted: i128, had: usize) -> Stop {
    let text = match code {
        "decode.short" => {
            format!("at byte {offset} '{field}' wants {wanted} bytes, but only {had} are left")
        }
        "decode.length" => {
            format!("at byte {offset} '{field}' should have {wanted} bytes, but {had} are left")
        }
        "decode.extra" => {
            format!("at byte {offset} the layout ends, but {had} bytes follow")
        }
        "decode.endless" => format!("at byte {offset} '{field}' has no bytes and would never end"),
        _ => format!("from byte {offset} on '{field}' has more parts than are shown"),
    };
    let (code, field) = (code.to_owned(), field.to_owned());
    Stop { code, offset, field, wanted: wanted.to_string(), had, text }
}

pub(super) struct Walk<'a> {
    pub(super) message: &'a [u8],
    pub(super) limits: Limits,
    /// Nodes that may still be made.
    pub(super) left: usize,
}

impl Walk<'_> {
    /// Reads a layout's parts from `start`; where it ends. Nodes stay where it does not fit.
    fn parts(
        &mut self,
        plan: &Plan,
        start: usize,
        end: usize,
        nodes: &mut Vec<Node>,
    ) -> Result<usize, Stop> {
        let mut at = start;
        let mut sums = Vec::new();
        for part in &plan.parts {
            self.fixed(part, at, end, nodes, &mut sums)?;
            at += part.format.size();
            if let Some(tail) = &part.tail {
                at = self.tail(tail, at, end, nodes)?;
            }
        }
        for (index, slot) in sums {
            if let Some(node) = nodes.get_mut(index) {
                self.verify(node, slot, start, at);
            }
        }
        Ok(at)
    }

    fn fixed<'p>(
        &mut self,
        part: &'p Part,
        at: usize,
        end: usize,
        nodes: &mut Vec<Node>,
        sums: &mut Vec<(usize, &'p Slot)>,
    ) -> Result<(), Stop> {
        let bytes = self.message.get(at..end).unwrap_or_default();
        let short = |offset: usize, name: &str, size: usize| {
            stop(
                "decode.short",
                at + offset,
                name,
                size as i128,
                bytes.len().saturating_sub(offset),
            )
        };
        for slot in &part.slots {
            let place = slot.place;
            if place.offset + place.size > bytes.len() {
                return Err(short(place.offset.min(bytes.len()), &slot.name, place.size));
            }
            self.take(at + place.offset, &slot.name)?;
            if slot.checksum.is_some() {
                sums.push((nodes.len(), slot));
            }
            nodes.push(self.slot(slot, unpack::read(place, bytes), at + place.offset));
        }
        if part.format.size() > bytes.len() {
            let from = part.slots.last().map_or(0, |slot| slot.place.offset + slot.place.size);
            return Err(short(from, "padding", part.format.size() - from));
        }
        Ok(())
    }

    /// One node less.
    fn take(&mut self, offset: usize, name: &str) -> Result<(), Stop> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                let had = self.message.len().saturating_sub(offset);
                Err(stop("decode.cut", offset, name, 0, had))
            }
        }
    }

    fn slot(&mut self, slot: &Slot, value: Value, offset: usize) -> Node {
        let size = slot.place.size;
        let mut node = Node {
            name: slot.name.clone(),
            form: slot.place.ch.to_string(),
            kind: match value {
                Value::Int(_) => NodeKind::Int,
                Value::Float(_) => NodeKind::Float,
                Value::Bool(_) => NodeKind::Bool,
                Value::Bytes(_) => NodeKind::Bytes,
            },
            offset,
            size,
            colour: slot.colour,
            ..Node::default()
        };
        if let Value::Bytes(bytes) = &value {
            tail::bytes_to(&mut node, bytes, self.limits);
            // What a Pascal string holds is not all of its bytes.
            (node.offset, node.size) = (offset, size);
        } else {
            display::exact(&mut node.value, &value);
            node.display = display::shown(&value, slot.display, size);
        }
        node.label = label(slot, &value, &node.value).map(str::to_owned);
        if let Value::Int(number) = value {
            node.children = slot.bits.iter().map(|bits| bits_node(bits, number, &node)).collect();
        }
        if let Some((text, constant)) = &slot.constant
            && !same(constant, &value)
        {
            let text = format!("'{}' is always {text}, but is {} here", slot.name, node.value);
            node.problem = NodeProblem::new("decode.constant", text);
        }
        node
    }

    fn verify(&self, node: &mut Node, slot: &Slot, start: usize, end: usize) {
        let Some(checksum) = &slot.checksum else { return };
        let message = self.message.get(start..end).unwrap_or_default();
        let wanted = checksum.compute(message, (node.offset - start, node.size));
        let right = node.value.parse() == Ok(i128::from(wanted));
        node.checksum = Some(right);
        if !right {
            let text = format!(
                "the checksum '{}' should be {wanted} (0x{wanted:0width$x}), but is {}",
                slot.name,
                node.value,
                width = checksum.kind.size() * 2
            );
            node.problem = NodeProblem::new("decode.checksum", text);
        }
    }

    fn tail(
        &mut self,
        tail: &TailPlan,
        at: usize,
        end: usize,
        nodes: &mut Vec<Node>,
    ) -> Result<usize, Stop> {
        let named = |name: &str| find(nodes, name).and_then(|node| node.value.parse::<i128>().ok());
        let had = end - at;
        let mut end = end;
        if let Some(length) = named(&tail.spec.length) {
            let wanted = length - i128::from(tail.spec.plus);
            match usize::try_from(wanted) {
                Ok(size) if size <= had => end = at + size,
                _ => return Err(stop("decode.length", at, &tail.name, wanted, had)),
            }
        }
        let count = named(&tail.spec.count);
        self.take(at, &tail.name)?;
        let mut node = Node {
            name: tail.name.clone(),
            form: tail.spec.kind.word().to_owned(),
            offset: at,
            size: end - at,
            colour: tail.colour,
            ..Node::default()
        };
        let done = match (&tail.element, tail.spec.kind) {
            (Some(element), TailKind::Repeat) => {
                node.kind = NodeKind::List;
                self.repeat(element, count, (at, end), &mut node)
            }
            _ => {
                self.leaf(tail, self.message.get(at..end).unwrap_or_default(), &mut node);
                Ok(end)
            }
        };
        if let Ok(at) = done {
            node.size = at - node.offset;
        }
        nodes.push(node);
        let reached = done?;
        match tail.spec.length.is_empty() {
            // The length spoke of more bytes than were counted.
            false if reached < end => {
                Err(stop("decode.extra", reached, &tail.name, 0, end - reached))
            }
            _ => Ok(reached),
        }
    }

    fn repeat(
        &mut self,
        element: &Plan,
        count: Option<i128>,
        (start, end): (usize, usize),
        list: &mut Node,
    ) -> Result<usize, Stop> {
        let mut at = start;
        for index in 0usize.. {
            let done = match count {
                Some(count) => index as i128 >= count,
                None => at == end,
            };
            if done {
                break;
            }
            self.take(at, &list.name)?;
            let mut item = Node {
                name: index.to_string(),
                kind: NodeKind::Object,
                form: element.name.clone(),
                offset: at,
                colour: list.colour,
                ..Node::default()
            };
            let done = self.parts(element, at, end, &mut item.children);
            item.size = done.as_ref().map_or(end, |reached| *reached) - at;
            item.children.iter_mut().for_each(|child| shift(child, list.colour));
            list.children.push(item);
            let reached = done.map_err(|inner| {
                let field = format!("{}[{index}].{}", list.name, inner.field);
                let wanted = inner.wanted.parse().unwrap_or(0);
                stop(&inner.code, inner.offset, &field, wanted, inner.had)
            })?;
            if reached == at {
                let field = format!("{}[{index}]", list.name);
                return Err(stop("decode.endless", at, &field, 0, end - at));
            }
            at = reached;
        }
        Ok(at)
    }
}

/// An element's fields go on where the list's colour is.
fn shift(node: &mut Node, by: u16) {
    node.colour = node.colour.wrapping_add(by);
    node.children.iter_mut().for_each(|child| shift(child, by));
}

fn label<'a>(slot: &'a Slot, value: &Value, exact: &str) -> Option<&'a str> {
    match value {
        Value::Int(number) => slot.labels.of_number(*number),
        _ => slot.labels.of_text(exact),
    }
}

fn same(constant: &Value, value: &Value) -> bool {
    match (constant, value) {
        (Value::Float(one), Value::Float(other)) => one.to_bits() == other.to_bits(),
        (Value::Int(one), Value::Float(other)) => *one as f64 == *other,
        (Value::Bool(one), Value::Int(other)) => i128::from(*one) == *other,
        (Value::Int(one), Value::Bool(other)) => (*one != 0) == *other,
        (Value::Bytes(one), Value::Bytes(other)) => {
            // A field of fixed length is filled up with zeros.
            other.strip_prefix(one.as_slice()).is_some_and(|rest| rest.iter().all(|b| *b == 0))
        }
        _ => constant == value,
    }
}

fn bits_node(bits: &super::model::Bits, number: i128, whole: &Node) -> Node {
    let value = extract(number, bits.from, bits.to);
    Node {
        name: bits.name.clone(),
        kind: NodeKind::Int,
        form: "bits".to_owned(),
        offset: whole.offset,
        size: whole.size,
        bits: Some((bits.from, bits.to)),
        value: value.to_string(),
        label: i128::try_from(value).ok().and_then(|n| bits.labels.of_number(n)).map(str::to_owned),
        colour: whole.colour,
        ..Node::default()
    }
}

/// Bits `from` to `to` of an integer; a plan has seen that they lie inside of it.
pub(super) fn extract(number: i128, from: u8, to: u8) -> u128 {
    let width = u32::from(to.saturating_sub(from)) + 1;
    let mask = 1u128.checked_shl(width).map_or(u128::MAX, |bit| bit - 1);
    (number as u128).checked_shr(u32::from(from)).unwrap_or(0) & mask
}
