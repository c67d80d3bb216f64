//! Decodes bytes into the tree. Decoding stops where the message does not match the layout, and the rest becomes a raw
//! node.

pub use super::limits::TreeLimits;
use super::model::TailKind;
use super::plan::{Plan, PlanPart, Slot, TailPlan};
use super::tail;
use crate::packet::budget::Budget;
use crate::packet::format::FormatField;
use crate::packet::tree::node::{DecodeStop, Decoded, Node, NodeKind, find};
use crate::packet::tree::window::{Children, NodePlace, NodeWindow};
use crate::packet::unpack;

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
    let mut state = DecodeState { message, limits, window };
    let mut fields = FieldReader { outermost: true, ..FieldReader::default() };
    let reached = state.parts(plan, (0, message.len()), &mut fields);
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
        _ => format!("at byte {offset} '{field}' has no bytes and would never end"),
    };
    let (code, field) = (code.to_owned(), field.to_owned());
    DecodeStop { code, offset, field, wanted: wanted.to_string(), had, text }
}

pub(super) struct DecodeState<'a> {
    pub message: &'a [u8],
    pub limits: TreeLimits,
    pub window: NodeWindow,
}

/// Collects the fields and tails of a layout.
#[derive(Default)]
struct FieldReader {
    /// The nodes that are kept.
    nodes: Vec<Node>,
    /// Nodes outside the window that a tail's length or count may refer to.
    referenced: Vec<Node>,
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
            return;
        }
        if self.nodes.is_empty() {
            self.first += 1;
        }
        if !node.name.is_empty() {
            self.referenced.push(node);
        }
    }

    /// The integer at a path.
    fn number(&self, path: &str) -> Option<i128> {
        let found = find(&self.nodes, path).or_else(|| find(&self.referenced, path));
        found.and_then(|node| node.value.parse().ok())
    }

    fn children(self) -> Children {
        Children::of_some(self.nodes, self.first, self.met)
    }
}

impl DecodeState<'_> {
    /// Decodes a layout's parts from `start` and returns where they end. Nodes decoded before a mismatch are kept.
    fn parts(
        &mut self,
        plan: &Plan,
        (start, end): (usize, usize),
        fields: &mut FieldReader,
    ) -> Result<usize, DecodeStop> {
        let mut at = start;
        let mut sums = Vec::new();
        for part in &plan.parts {
            self.fixed((plan, part), (at, end), fields, &mut sums)?;
            at += part.format.size();
            if let Some(tail) = &part.tail {
                at = self.tail(tail, at, end, fields)?;
            }
        }
        for (index, slot) in sums {
            if let Some(node) = fields.nodes.get_mut(index) {
                self.verify(node, slot, start, at);
            }
        }
        self.check_budget("", at, end)?;
        Ok(at)
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
        (plan, part): (&'p Plan, &'p PlanPart),
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
            // Fields outside the window are read, too, if a tail's length or count refers to them.
            let node = match is_kept || plan.refers_to(&slot.name) {
                true => self.slot(slot, unpack::read(slot.place, bytes), at + offset),
                false => Node::default(),
            };
            let memory = if is_kept { memory(&node) } else { 0 };
            let _ = self.window.budget.charge(1 + node.children.len(), memory);
            self.check_budget(&slot.name, at + offset, end)?;
            fields.add(node, place);
        }
        if part.format.size() > bytes.len() {
            let from = part.slots.last().map_or(0, |slot| slot.place.offset + slot.place.size);
            return Err(short(from, "padding", part.format.size() - from));
        }
        Ok(())
    }

    fn tail(
        &mut self,
        tail: &TailPlan,
        at: usize,
        end: usize,
        fields: &mut FieldReader,
    ) -> Result<usize, DecodeStop> {
        let had = end - at;
        let mut end = end;
        if let Some(length) = fields.number(&tail.spec.length) {
            let wanted = length - i128::from(tail.spec.plus);
            match usize::try_from(wanted) {
                Ok(size) if size <= had => end = at + size,
                _ => return Err(stop("decode.length", at, &tail.name, wanted, had)),
            }
        }
        let count = fields.number(&tail.spec.count);
        let place = fields.place(&mut self.window);
        let bytes = self.message.get(at..end).unwrap_or_default();
        if place != NodePlace::Inside && matches!(tail.spec.kind, TailKind::Text | TailKind::Bytes)
        {
            fields.add(Node::default(), place);
            return Ok(end);
        }
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
                let (list, done) = self.repeat(element, count, (at, end), node);
                node = list;
                done
            }
            _ => {
                self.leaf(tail, bytes, &mut node);
                Ok(end)
            }
        };
        if let Ok(at) = done {
            node.size = at - node.offset;
        }
        // The children have been charged already.
        let _ = self
            .window
            .budget
            .charge(1, if place == NodePlace::Inside { node.memory() } else { 0 });
        fields.add(node, place);
        let reached = done?;
        match tail.spec.length.is_empty() {
            // The length covers more bytes than the counted items.
            false if reached < end => {
                Err(stop("decode.extra", reached, &tail.name, 0, end - reached))
            }
            _ => Ok(reached),
        }
    }

    /// Decodes a list's items. Returns the list with the kept items and where it ends.
    fn repeat(
        &mut self,
        element: &Plan,
        count: Option<i128>,
        (start, end): (usize, usize),
        list: Node,
    ) -> (Node, Result<usize, DecodeStop>) {
        let mut items = Children::default();
        let mut at = start;
        let done = loop {
            let index = items.met();
            let left = count.map(|count| usize::try_from(count - index as i128).unwrap_or(0));
            if left.map_or(at == end, |left| left == 0) {
                break Ok(at);
            }
            let skipped = self.skippable(element, end - at).min(left.unwrap_or(usize::MAX));
            if skipped > 0 {
                self.window.pass(skipped * element.nodes_each());
                items.pass(skipped);
                at += skipped * element.least_size();
                continue;
            }
            let (item, done) = self.item(element, (at, end), &list, index);
            items.add(item);
            match done {
                Ok(reached) if reached == at => {
                    let field = format!("{}[{index}]", list.name);
                    break Err(stop("decode.endless", at, &field, 0, end - at));
                }
                Ok(reached) => at = reached,
                Err(stop) => break Err(stop),
            }
        };
        (items.all_of(list), done)
    }

    /// How many of the next fixed-size items can be skipped because they are complete and outside the window.
    fn skippable(&self, element: &Plan, bytes: usize) -> usize {
        let size = element.least_size();
        match element.is_plain() && !element.has_tail() && size > 0 {
            true => self.window.outside(element.nodes_each()).min(bytes / size),
            false => 0,
        }
    }

    fn item(
        &mut self,
        element: &Plan,
        (at, end): (usize, usize),
        list: &Node,
        index: usize,
    ) -> (Option<Node>, Result<usize, DecodeStop>) {
        let place = self.window.take();
        let memory = match place == NodePlace::Inside {
            true => 2 * size_of::<Node>() + element.name.len(),
            false => 0,
        };
        let _ = self.window.budget.charge(1, memory);
        if let Err(stop) = self.check_budget(&index.to_string(), at, end) {
            return (None, Err(stop));
        }
        let mut fields = FieldReader::default();
        let done = self.parts(element, (at, end), &mut fields);
        let mut node = Node {
            kind: NodeKind::Object,
            offset: at,
            size: done.as_ref().map_or(end, |reached| *reached) - at,
            colour: list.colour,
            ..Node::default()
        };
        if place != NodePlace::Behind {
            (node.name, node.form) = (index.to_string(), element.name.clone());
            fields.nodes.iter_mut().for_each(|child| shift_colours(child, list.colour));
        }
        let done = done.map_err(|inner| {
            let dot = if inner.field.is_empty() { "" } else { "." };
            let field = format!("{}[{index}]{dot}{}", list.name, inner.field);
            let wanted = inner.wanted.parse().unwrap_or(0);
            stop(&inner.code, inner.offset, &field, wanted, inner.had)
        });
        (fields.children().of(node, place), done)
    }
}

/// The memory of a field's node and the nodes of its bits.
fn memory(node: &Node) -> usize {
    node.memory() + node.children.iter().map(Node::memory).sum::<usize>()
}

/// Offsets the colours of an element's fields by the list's colour.
fn shift_colours(node: &mut Node, by: u16) {
    node.colour = node.colour.wrapping_add(by);
    node.children.iter_mut().for_each(|child| shift_colours(child, by));
}
