//! Builds the node of one value: name, label and bits, and the checks of constants and checksums.

use std::cmp::Ordering;

use super::decode::DecodeState;
use super::display;
use super::model::{Bits, Display};
use super::plan::Slot;
use super::tail;
use crate::packet::tree::node::{Node, NodeKind, NodeProblem};
use crate::packet::value::Value;

/// Bytes under a checksum that count as one part of the budget.
const SUMMED: usize = 16;

impl DecodeState<'_> {
    pub(super) fn slot(&self, slot: &Slot, value: Value, offset: usize) -> Node {
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
            // A Pascal string's content is shorter than the field.
            (node.offset, node.size) = (offset, size);
            if slot.display.address_size().is_some() {
                node.display = display::shown(&value, slot.display_rule(), size);
            }
        } else {
            display::exact(&mut node.value, &value);
            node.display = display::shown(&value, slot.display_rule(), size);
        }
        node.label = label(slot, &value, &node.value).map(str::to_owned);
        if let Value::Int(number) = value {
            node.children = bits_nodes(&slot.bits, number, 0, &node);
        }
        if let Some((text, constant)) = &slot.constant
            && !matches_constant(constant, &value)
        {
            let wanted = text.clone();
            let text = format!("'{}' is always {text}, but is {} here", slot.name, node.value);
            node.problem = NodeProblem::wrong("decode.constant", text, wanted);
        } else if let Some(range) = &slot.range
            && !is_in_range(range, &value)
        {
            let wanted = range_text(range);
            let text = format!("'{}' should be in {wanted}, but is {}", slot.name, node.value);
            node.problem = NodeProblem::wrong("decode.range", text, wanted);
        }
        node
    }

    pub(super) fn verify(&mut self, node: &mut Node, slot: &Slot, start: usize, end: usize) {
        let Some(checksum) = &slot.checksum else { return };
        let message = self.message.get(start..end).unwrap_or_default();
        if self.window.budget.charge(1 + message.len() / SUMMED, 0).is_err() {
            return;
        }
        let wanted = checksum.compute(message, (node.offset - start, node.size));
        let matches = node.value.parse() == Ok(i128::from(wanted));
        node.checksum = Some(matches);
        if !matches {
            let width = checksum.kind.size() * 2;
            let wanted = format!("{wanted} (0x{wanted:0width$x})");
            let text =
                format!("the checksum '{}' should be {wanted}, but is {}", slot.name, node.value);
            node.problem = NodeProblem::wrong("decode.checksum", text, wanted);
        }
    }
}

fn label<'a>(slot: &'a Slot, value: &Value, exact: &str) -> Option<&'a str> {
    match value {
        // The labels are the names of bits, which the display lists.
        _ if slot.display == Display::Flags => None,
        Value::Int(number) => slot.labels.of_number(*number),
        _ => slot.labels.of_text(exact),
    }
}

pub(super) fn matches_constant(constant: &Value, value: &Value) -> bool {
    match (constant, value) {
        (Value::Float(one), Value::Float(other)) => one.to_bits() == other.to_bits(),
        (Value::Int(one), Value::Float(other)) => *one as f64 == *other,
        (Value::Bool(one), Value::Int(other)) => i128::from(*one) == *other,
        (Value::Int(one), Value::Bool(other)) => (*one != 0) == *other,
        (Value::Bytes(one), Value::Bytes(other)) => {
            // Fields of fixed length are padded with zeros.
            other.strip_prefix(one.as_slice()).is_some_and(|rest| rest.iter().all(|b| *b == 0))
        }
        _ => constant == value,
    }
}

/// Whether a number lies in a range whose ends are inclusive; NaN lies in none.
pub(super) fn is_in_range(range: &(Option<Value>, Option<Value>), value: &Value) -> bool {
    let (from, to) = range;
    from.as_ref().is_none_or(|from| compare(from, value).is_some_and(Ordering::is_le))
        && to.as_ref().is_none_or(|to| compare(value, to).is_some_and(Ordering::is_le))
}

/// Compares two numbers; `None` if one is not a number.
pub(super) fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    let float = |value: &Value| match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        Value::Bytes(_) => None,
    };
    match (one, other) {
        (Value::Int(one), Value::Int(other)) => Some(one.cmp(other)),
        _ => float(one)?.partial_cmp(&float(other)?),
    }
}

/// `-5..100`, `-5..` or `..100`.
fn range_text((from, to): &(Option<Value>, Option<Value>)) -> String {
    let end = |end: &Option<Value>| end.as_ref().map(Value::to_text).unwrap_or_default();
    format!("{}..{}", end(from), end(to))
}

/// The nodes of groups of bits in `number`, whose bit 0 is bit `low` of the whole integer.
fn bits_nodes(groups: &[Bits], number: i128, low: u8, whole: &Node) -> Vec<Node> {
    let node = |bits: &Bits| {
        let value = extract(number, bits.from, bits.to);
        let number = i128::try_from(value).ok();
        let (from, to) = (low.saturating_add(bits.from), low.saturating_add(bits.to));
        let inner = number.map(|number| bits_nodes(&bits.bits, number, from, whole));
        Node {
            name: bits.name.clone(),
            kind: NodeKind::Int,
            form: "bits".to_owned(),
            offset: whole.offset,
            size: whole.size,
            bits: Some((from, to)),
            value: value.to_string(),
            label: number.and_then(|n| bits.labels.of_number(n)).map(str::to_owned),
            colour: whole.colour,
            children: inner.unwrap_or_default(),
            ..Node::default()
        }
    };
    groups.iter().map(node).collect()
}

/// The fewest bytes that hold the integer, with its sign.
pub(super) fn bytes_needed(number: i128) -> usize {
    let sign = usize::from(number < 0);
    let bits = 128 - if number < 0 { !number } else { number }.leading_zeros() as usize;
    (bits + sign).div_ceil(8).max(1)
}

/// Extracts bits `from` to `to` of an integer. The plan guarantees that they are inside it.
pub(super) fn extract(number: i128, from: u8, to: u8) -> u128 {
    let width = u32::from(to.saturating_sub(from)) + 1;
    let mask = 1u128.checked_shl(width).map_or(u128::MAX, |bit| bit - 1);
    (number as u128).checked_shr(u32::from(from)).unwrap_or(0) & mask
}
