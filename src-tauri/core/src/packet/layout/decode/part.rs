//! Decodes a tail: whether it exists, where it lies, where it ends, and its content.

use super::super::expression::Expression;
use super::super::model::TailKind;
use super::super::plan::{Plan, Slot, TailPlan};
use super::super::varint::VarintError;
use super::super::{display, value_node};
use super::{DecodeState, FieldReader, memory, nodes_below, shift_colours, stop};
use crate::packet::tree::node::{DecodeStop, Node, NodeKind, NodeProblem};
use crate::packet::tree::window::NodePlace;
use crate::packet::value::Value;

/// Bytes searched for a mark, or read again at an offset, that count as one part of the budget.
const SEARCHED: usize = 16;

impl DecodeState<'_> {
    /// Decodes a tail of the layout in `start..end` and returns where it ends.
    pub(super) fn tail(
        &mut self,
        tail: &TailPlan,
        at: usize,
        (start, end): (usize, usize),
        fields: &mut FieldReader,
    ) -> Result<usize, DecodeStop> {
        if let Some(when) = &tail.when
            && self.number(when, tail, at)? == 0
        {
            return Ok(at);
        }
        let mut at = at;
        if let Some(offset) = &tail.at {
            let wanted = self.number(offset, tail, at)?;
            let place = usize::try_from(wanted).ok().and_then(|offset| start.checked_add(offset));
            at = match place {
                Some(place) if place <= end => place,
                _ => return Err(stop("decode.offset", at, &tail.name, wanted, end - start)),
            };
        }
        let had = end.saturating_sub(at);
        let (mut end, mut after) = (end, None);
        if let Some(length) = &tail.length {
            let length = self.number(length, tail, at)?;
            let wanted = length.saturating_sub(i128::from(tail.spec.plus));
            match usize::try_from(wanted) {
                Ok(size) if size <= had => end = at + size,
                _ => return Err(stop("decode.length", at, &tail.name, wanted, had)),
            }
        }
        if tail.at.is_some() {
            // Several parts may read the same bytes.
            let _ = self.window.budget.charge(1 + (end - at) / SEARCHED, 0);
        }
        if !tail.until.is_empty() {
            let bytes = self.message.get(at..end).unwrap_or_default();
            match find(bytes, &tail.until) {
                Some(size) => {
                    let behind = at + size + tail.until.len();
                    after = Some(if tail.length.is_some() { end } else { behind });
                    end = at + size;
                }
                // A field of fixed size may be full.
                None if tail.length.is_some() => {}
                None => return Err(stop("decode.unterminated", at, &tail.name, 0, had)),
            }
            let _ = self.window.budget.charge(1 + (end - at) / SEARCHED, 0);
        }
        self.check_budget(&tail.name, at, end)?;
        if let Some(slot) = &tail.number {
            return self.varint(tail, slot, (at, end), fields);
        }
        let reached = self.content(tail, (at, end), fields)?;
        Ok(after.unwrap_or(reached))
    }

    fn number(
        &self,
        expression: &Expression,
        tail: &TailPlan,
        at: usize,
    ) -> Result<i128, DecodeStop> {
        self.evaluate(expression, at).map_err(|_| stop("decode.expression", at, &tail.name, 0, 0))
    }

    fn content(
        &mut self,
        tail: &TailPlan,
        (at, end): (usize, usize),
        fields: &mut FieldReader,
    ) -> Result<usize, DecodeStop> {
        let kind = tail.spec.kind;
        let chosen = match kind {
            TailKind::Layout => tail.element.as_deref(),
            TailKind::Switch => {
                let on = tail.on.as_ref().map(|on| self.number(on, tail, at)).transpose()?;
                let value = on.unwrap_or(0);
                let chosen = tail.case(value);
                if chosen.is_none() {
                    return Err(stop("decode.variant", at, &tail.name, value, end - at));
                }
                chosen
            }
            _ => None,
        };
        let count = match &tail.count {
            Some(count) => Some(self.number(count, tail, at)?),
            None => None,
        };
        let place = fields.place(&mut self.window);
        let bytes = self.message.get(at..end).unwrap_or_default();
        if place != NodePlace::Inside && matches!(kind, TailKind::Text | TailKind::Bytes) {
            fields.add(Node::default(), place);
            return Ok(end);
        }
        let mut node = Node {
            name: tail.name.clone(),
            form: kind.word().to_owned(),
            offset: at,
            size: end - at,
            colour: tail.colour,
            ..Node::default()
        };
        let done = match (chosen, kind) {
            (Some(plan), _) => {
                let (inner, done) = self.nested(plan, tail, (at, end), node);
                node = inner;
                done
            }
            (None, TailKind::Repeat) => {
                node.kind = NodeKind::List;
                let (list, done) = self.repeat(tail, count, (at, end), node);
                node = list;
                done
            }
            _ => {
                self.leaf(tail, bytes, &mut node);
                Ok(end)
            }
        };
        if let Ok(reached) = done {
            node.size = reached - node.offset;
        }
        // The children have been charged already.
        let _ = self
            .window
            .budget
            .charge(1, if place == NodePlace::Inside { node.memory() } else { 0 });
        fields.add(node, place);
        let reached = done?;
        match &tail.length {
            // The length covers more bytes than the content.
            Some(_) if reached < end => {
                Err(stop("decode.extra", reached, &tail.name, 0, end - reached))
            }
            _ => Ok(reached),
        }
    }

    /// Decodes a layout inside the tail.
    fn nested(
        &mut self,
        plan: &Plan,
        tail: &TailPlan,
        (at, end): (usize, usize),
        node: Node,
    ) -> (Node, Result<usize, DecodeStop>) {
        let mut fields = FieldReader::default();
        let (done, numbers) = self.parts(plan, (at, end), &mut fields);
        if tail.watched {
            self.note_inner(&tail.name, numbers);
        }
        fields.nodes.iter_mut().for_each(|child| shift_colours(child, tail.colour));
        let form = match plan.name.is_empty() {
            true => node.form.clone(),
            false => plan.name.clone(),
        };
        let node = Node { kind: NodeKind::Object, form, ..node };
        let done = done.map_err(|inner| inside(&tail.name, inner));
        (fields.children().all_of(node), done)
    }

    fn varint(
        &mut self,
        tail: &TailPlan,
        slot: &Slot,
        (at, end): (usize, usize),
        fields: &mut FieldReader,
    ) -> Result<usize, DecodeStop> {
        let kind = tail.spec.varint.unwrap_or_default();
        let bytes = self.message.get(at..end).unwrap_or_default();
        let found = kind.read(bytes).map_err(|error| match error {
            VarintError::Short => {
                stop("decode.short", at, &slot.name, bytes.len() as i128 + 1, bytes.len())
            }
            VarintError::TooLong => {
                stop("decode.varint", at, &slot.name, kind.most() as i128, bytes.len())
            }
        })?;
        if slot.watched {
            self.note_number(slot, found.value);
        }
        let place = fields.place(&mut self.window);
        let mut node = Node::default();
        if place == NodePlace::Inside {
            let value = Value::Int(found.value);
            let width = value_node::bytes_needed(found.value);
            let shown = display::shown(&value, slot.display_rule(), width);
            node = self.slot(slot, value, at);
            (node.form, node.size, node.display) =
                (TailKind::Varint.word().to_owned(), found.size, shown);
            if found.overlong && node.problem.is_none() {
                let text = format!("'{}' has more bytes than its value needs", slot.name);
                node.problem = NodeProblem::new("decode.overlong", text);
            }
        }
        let memory = if place == NodePlace::Inside { memory(&node) } else { 0 };
        let _ = self.window.budget.charge(1 + nodes_below(&node), memory);
        self.check_budget(&slot.name, at, end)?;
        fields.add(node, place);
        Ok(at + found.size)
    }
}

/// Moves a mismatch inside a tail's layout to the path of the layout around it.
pub(super) fn inside(name: &str, inner: DecodeStop) -> DecodeStop {
    let dot = if inner.field.is_empty() { "" } else { "." };
    let field = format!("{name}{dot}{}", inner.field);
    let wanted = inner.wanted.parse().unwrap_or(0);
    stop(&inner.code, inner.offset, &field, wanted, inner.had)
}

/// Offset of a mark in the bytes.
pub(super) fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, mark)
}
