//! Finds the faults of a message without building its tree where possible, for passes over millions of messages.

use super::decode::decode_within;
use super::limits::TreeLimits;
use super::model::TailKind;
use super::plan::{Plan, PlanPart};
use super::value_node::{is_in_range, matches_constant};
use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::format::FormatField;
use crate::packet::tree::node::{Decoded, Node};
use crate::packet::unpack;
use crate::packet::value::Value;

/// Limits of the tree: nearly all items of a list are checked, not only those that a page shows.
const LIMITS: TreeLimits = TreeLimits { nodes: 1_000_000, value: 64, ..TreeLimits::PAGE };
/// Layouts with more fields are checked through the tree, which spends the budget of a message on them.
const MOST_FIELDS: usize = 64;

/// The faults of a message under a layout.
pub fn check(plan: &Plan, message: &[u8]) -> FaultSet {
    match plan.parts.as_slice() {
        [part] if plan.is_plain() && is_simple(part) => check_fields(part, message),
        _ => faults_of(&decode_within(plan, message, LIMITS)),
    }
}

/// Whether the rest of the message cannot have a fault, and the tree has the budget for all fields.
fn is_simple(part: &PlanPart) -> bool {
    let is_bytes = part.tail.as_ref().is_none_or(|tail| tail.spec.kind == TailKind::Bytes);
    is_bytes && part.slots.len() <= MOST_FIELDS
}

fn check_fields(part: &PlanPart, message: &[u8]) -> FaultSet {
    let mut faults = FaultSet::EMPTY;
    let is_short = message.len() < part.format.size();
    if is_short {
        faults.insert(FaultKind::Fit);
    } else if part.tail.is_none() && message.len() > part.format.size() {
        faults.insert(FaultKind::Trailing);
    }
    // Without a tail, the layout ends where its fields do.
    let end = if part.tail.is_none() { part.format.size() } else { message.len() };
    for slot in &part.slots {
        let FormatField { offset, size, .. } = slot.place;
        if offset + size > message.len() {
            break;
        }
        if slot.constant.is_none() && slot.range.is_none() && slot.checksum.is_none() {
            continue;
        }
        let value = unpack::read(slot.place, message);
        // A checksum can be verified only if all of the message is there.
        if let (Some(checksum), false, Value::Int(number)) = (&slot.checksum, is_short, &value)
            && let Some(summed) = message.get(..end)
            && i128::from(checksum.compute(summed, (offset, size))) != *number
        {
            faults.insert(FaultKind::Checksum);
        } else if let Some((_, constant)) = &slot.constant
            && !matches_constant(constant, &value)
        {
            faults.insert(FaultKind::Constant);
        } else if let Some(range) = &slot.range
            && !is_in_range(range, &value)
        {
            faults.insert(FaultKind::Range);
        }
    }
    faults
}

/// The faults that a decoded message shows.
pub(crate) fn faults_of(decoded: &Decoded) -> FaultSet {
    let mut faults = FaultSet::EMPTY;
    if let Some(stop) = &decoded.stop {
        let is_trailing = stop.code == "decode.extra";
        faults.insert(if is_trailing { FaultKind::Trailing } else { FaultKind::Fit });
    }
    let mut nodes: Vec<&Node> = decoded.nodes.iter().collect();
    while let Some(node) = nodes.pop() {
        match node.problem.as_ref().map(|problem| problem.code.as_str()) {
            Some("decode.constant") => faults.insert(FaultKind::Constant),
            Some("decode.checksum") => faults.insert(FaultKind::Checksum),
            Some("decode.range") => faults.insert(FaultKind::Range),
            Some("decode.cut") | None => {}
            Some(_) => faults.insert(FaultKind::Fit),
        }
        nodes.extend(&node.children);
    }
    faults
}
