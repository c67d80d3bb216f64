//! Decodes bytes into the tree. Decoding stops where the message does not match the layout, and the rest becomes a raw
//! node.

mod list;
mod numbers;
mod part;

pub use super::limits::TreeLimits;
use super::plan::{Plan, PlanPart, Slot};
use super::tail;
use crate::packet::budget::Budget;
use crate::packet::format::FormatField;
use crate::packet::tree::node::{DecodeStop, Decoded, Node, NodeKind};
use crate::packet::tree::window::{Children, NodePlace, NodeWindow};
use crate::packet::unpack;
use crate::packet::value::Value;
use numbers::NumberScope;

/// Decodes a message with the limits of the page.
pub fn decode(plan: &Plan, message: &[u8]) -> Decoded {
    decode_within(plan, message, TreeLimits::PAGE)
}

/// Decodes a message with the given limits.
pub fn decode_within(plan: &Plan, message: &[u8], limits: TreeLimits) -> Decoded {
    decode_spending(plan, message, limits, &mut Budget::message(message.len(), limits.bytes))
}

/// Like [`decode_within`], with a budget shared by several trees of one message.
pub(crate) fn decode_spending(
    plan: &Plan,
    message: &[u8],
    limits: TreeLimits,
    budget: &mut Budget,
) -> Decoded {
    let window = NodeWindow::new(limits.first, limits.nodes, limits.value, *budget);
    let mut state = DecodeState { message, limits, window, scopes: Vec::new() };
    let mut fields = FieldReader { outermost: true, ..FieldReader::default() };
    let (reached, _) = state.parts(plan, (0, message.len()), &mut fields);
    let stop = match reached {
        Ok(at) if at == message.len() => None,
        Ok(at) => Some(stop("decode.extra", at, "", 0, message.len() - at)),
        Err(stop) => Some(stop),
    };
    let mut nodes = fields.nodes;
    if let Some(stop) = &stop
        && let Some(rest) = message.get(stop.offset..).filter(|rest| !rest.is_empty())
    {
        let mut node = Node { name: "rest".to_owned(), offset: stop.offset, ..Node::default() };
        tail::bytes_to(&mut node, rest, limits);
        node.kind = NodeKind::Raw;
        nodes.push(node);
    }
    *budget = state.window.budget;
    let window = state.window.shown();
    Decoded { layout: plan.name.clone(), size: message.len(), nodes, stop, part: None, window }
}

/// Determines where a message of `size` bytes stops matching the layout, without decoding the tree where possible.
/// `message` is the whole message or, for a plan that [is plain](Plan::is_plain) and no longer than the message,
/// possibly only its start.
pub fn stop_of(plan: &Plan, message: &[u8], size: usize) -> Option<DecodeStop> {
    if plan.is_plain() && size >= plan.least_size() {
        let extra = size - plan.least_size();
        let fits = extra == 0 || plan.has_tail();
        return (!fits).then(|| stop("decode.extra", size - extra, "", 0, extra));
    }
    if message.len() < size {
        return None;
    }
    decode_within(plan, message, TreeLimits::FIT).stop
}

pub(super) fn stop(code: &str, offset: usize, field: &str, wanted: i128, had: usize) -> DecodeStop {
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
        "decode.budget" => {
            format!(
                "at byte {offset} decoding stops: '{field}' takes more than is spent on one message"
            )
        }
        "decode.offset" => {
            format!("at byte {offset} '{field}' should lie at {wanted}, which is outside")
        }
        "decode.expression" => {
            format!("at byte {offset} '{field}' cannot be placed: an expression has no value")
        }
        "decode.variant" => {
            format!("at byte {offset} '{field}' has no layout for the value {wanted}")
        }
        "decode.unterminated" => {
            format!("at byte {offset} '{field}' has no end mark in the {had} bytes that are left")
        }
        "decode.varint" => {
            format!("at byte {offset} '{field}' is no integer of at most {wanted} bytes")
        }
        _ => format!("at byte {offset} '{field}' has no bytes and would never end"),
    };
    let (code, field) = (code.to_owned(), field.to_owned());
    DecodeStop { code, offset, field, wanted: wanted.to_string(), had, text }
}

pub(super) struct DecodeState<'a> {
    pub message: &'a [u8],
    pub limits: TreeLimits,
    pub window: NodeWindow,
    /// The integers that expressions use, one scope per open layout, outermost first.
    scopes: Vec<NumberScope>,
}

/// Collects the fields and tails of a layout.
#[derive(Default)]
struct FieldReader {
    /// The nodes that are kept.
    nodes: Vec<Node>,
    /// How many nodes precede the first kept one.
    first: usize,
    met: usize,
    /// Whether these are the message's own fields, which are all kept and not counted.
    outermost: bool,
}

impl FieldReader {
    fn place(&self, window: &mut NodeWindow) -> NodePlace {
        if self.outermost { NodePlace::Inside } else { window.take() }
    }

    fn add(&mut self, node: Node, place: NodePlace) {
        self.met += 1;
        // A list that contains a node in the window overlaps the window's start.
        let holds = node.children.iter().any(|child| child.bits.is_none());
        if place == NodePlace::Inside || holds {
            self.nodes.push(node);
        } else if self.nodes.is_empty() {
            self.first += 1;
        }
    }

    fn children(self) -> Children {
        Children::of_some(self.nodes, self.first, self.met)
    }
}

impl DecodeState<'_> {
    /// Decodes a layout's parts from `start` and returns where they end, and the integers that expressions around it
    /// may use. Nodes decoded before a mismatch are kept.
    fn parts(
        &mut self,
        plan: &Plan,
        (start, end): (usize, usize),
        fields: &mut FieldReader,
    ) -> (Result<usize, DecodeStop>, NumberScope) {
        self.scopes.push(NumberScope::new(start, end));
        let done = self.parts_in_scope(plan, (start, end), fields);
        (done, self.scopes.pop().unwrap_or_default())
    }

    fn parts_in_scope(
        &mut self,
        plan: &Plan,
        (start, end): (usize, usize),
        fields: &mut FieldReader,
    ) -> Result<usize, DecodeStop> {
        let mut at = start;
        // Parts at an offset may lie before others.
        let mut furthest = start;
        let mut sums = Vec::new();
        for part in &plan.parts {
            self.fixed(part, (at, end), fields, &mut sums)?;
            at += part.format.size();
            if let Some(tail) = &part.tail {
                at = self.tail(tail, at, (start, end), fields)?;
            }
            furthest = furthest.max(at);
        }
        for (index, slot) in sums {
            if let Some(node) = fields.nodes.get_mut(index) {
                self.verify(node, slot, start, furthest);
            }
        }
        self.check_budget("", furthest, end)?;
        Ok(furthest)
    }

    /// Stops if the budget is exhausted.
    fn check_budget(&self, field: &str, at: usize, end: usize) -> Result<(), DecodeStop> {
        match self.window.budget.exhausted() {
            Some(_) => Err(stop("decode.budget", at, field, 0, end.saturating_sub(at))),
            None => Ok(()),
        }
    }

    fn fixed<'p>(
        &mut self,
        part: &'p PlanPart,
        (at, end): (usize, usize),
        fields: &mut FieldReader,
        sums: &mut Vec<(usize, &'p Slot)>,
    ) -> Result<(), DecodeStop> {
        let bytes = self.message.get(at..end).unwrap_or_default();
        let short = |offset: usize, name: &str, size: usize| {
            let had = bytes.len().saturating_sub(offset);
            stop("decode.short", at + offset, name, size as i128, had)
        };
        for slot in &part.slots {
            let FormatField { offset, size, .. } = slot.place;
            if offset + size > bytes.len() {
                return Err(short(offset.min(bytes.len()), &slot.name, size));
            }
            let place = fields.place(&mut self.window);
            let is_kept = place == NodePlace::Inside;
            if is_kept && slot.checksum.is_some() {
                sums.push((fields.nodes.len(), slot));
            }
            let mut node = Node::default();
            // Fields outside the window are read, too, if an expression uses them.
            if is_kept || slot.watched {
                let value = unpack::read(slot.place, bytes);
                if let (true, Value::Int(number)) = (slot.watched, &value) {
                    self.note_number(slot, *number);
                }
                if is_kept {
                    node = self.slot(slot, value, at + offset);
                }
            }
            let memory = if is_kept { memory(&node) } else { 0 };
            let _ = self.window.budget.charge(1 + nodes_below(&node), memory);
            self.check_budget(&slot.name, at + offset, end)?;
            fields.add(node, place);
        }
        if part.format.size() > bytes.len() {
            let from = part.slots.last().map_or(0, |slot| slot.place.offset + slot.place.size);
            return Err(short(from, "padding", part.format.size() - from));
        }
        Ok(())
    }
}

/// The number of a field's groups of bits.
fn nodes_below(node: &Node) -> usize {
    node.children.iter().map(|child| 1 + nodes_below(child)).sum()
}

/// The memory of a field's node and the nodes of its bits.
fn memory(node: &Node) -> usize {
    node.memory() + node.children.iter().map(memory).sum::<usize>()
}

/// Offsets the colours of an element's fields by the list's colour.
fn shift_colours(node: &mut Node, by: u16) {
    node.colour = node.colour.wrapping_add(by);
    node.children.iter_mut().for_each(|child| shift_colours(child, by));
}
