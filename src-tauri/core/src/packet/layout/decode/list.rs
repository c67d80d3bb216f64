//! Decodes lists: elements that follow each other, and pieces between separators.

use super::super::plan::{Plan, TailPlan};
use super::part::{find, inside};
use super::{DecodeState, FieldReader, shift_colours, stop};
use crate::packet::tree::node::{DecodeStop, Node, NodeKind};
use crate::packet::tree::window::{Children, NodePlace};

/// Bytes searched for a separator that count as one part of the budget.
const SEARCHED: usize = 16;

impl DecodeState<'_> {
    /// Decodes a list's items. Returns the list with the kept items and where it ends.
    pub(super) fn repeat(
        &mut self,
        tail: &TailPlan,
        count: Option<i128>,
        (start, end): (usize, usize),
        list: Node,
    ) -> (Node, Result<usize, DecodeStop>) {
        if !tail.separator.is_empty() {
            return self.pieces(tail, count, (start, end), list);
        }
        let Some(element) = tail.element.as_deref() else { return (list, Ok(end)) };
        let mut items = Children::default();
        let mut at = start;
        let done = loop {
            let index = items.met();
            let left = count.map(|count| usize::try_from(count - index as i128).unwrap_or(0));
            if left.map_or(at == end, |left| left == 0) {
                break Ok(at);
            }
            if !tail.watched {
                let skipped = self.skippable(element, end - at).min(left.unwrap_or(usize::MAX));
                if skipped > 0 {
                    self.window.pass(skipped * element.nodes_each());
                    items.pass(skipped);
                    at += skipped * element.least_size();
                    continue;
                }
            }
            let (item, done) = self.item((tail, element), (at, end), &list, index);
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

    /// Decodes the pieces between separators. A list without bytes has no pieces. Fewer pieces than the count do not fit.
    fn pieces(
        &mut self,
        tail: &TailPlan,
        count: Option<i128>,
        (start, end): (usize, usize),
        list: Node,
    ) -> (Node, Result<usize, DecodeStop>) {
        let mut items = Children::default();
        let mut at = start;
        // Whether a separator precedes: after it a piece follows, even an empty one, unless it is a terminator.
        let mut separated = false;
        let done = loop {
            let index = items.met();
            let is_full = |pieces: usize| count.is_some_and(|count| pieces as i128 >= count);
            // After the last piece of too few, a separator is missing.
            let missing = |pieces: usize| {
                let name = format!("{}[{pieces}]", list.name);
                stop("decode.short", end, &name, tail.separator.len() as i128, 0)
            };
            if is_full(index) {
                break Ok(at);
            }
            if at == end && (tail.spec.terminated || !separated) {
                break if count.is_none() { Ok(at) } else { Err(missing(index)) };
            }
            let bytes = self.message.get(at..end).unwrap_or_default();
            let size = find(bytes, &tail.separator);
            let _ = self.window.budget.charge(1 + size.unwrap_or(bytes.len()) / SEARCHED, 0);
            let name = format!("{}[{index}]", list.name);
            let to = size.map_or(end, |size| at + size);
            let (item, done) = self.piece(tail, (at, to), &list, index);
            items.add(item);
            match done {
                Err(stop) => break Err(stop),
                Ok(reached) if reached < to => {
                    break Err(stop("decode.extra", reached, &name, 0, to - reached));
                }
                Ok(_) => {}
            }
            match size {
                Some(_) => {
                    at = to + tail.separator.len();
                    separated = true;
                }
                None if tail.spec.terminated => {
                    break Err(stop("decode.unterminated", end, &name, 0, 0));
                }
                None if count.is_none() || is_full(index + 1) => break Ok(end),
                None => break Err(missing(index + 1)),
            }
        };
        (items.all_of(list), done)
    }

    fn piece(
        &mut self,
        tail: &TailPlan,
        (at, to): (usize, usize),
        list: &Node,
        index: usize,
    ) -> (Option<Node>, Result<usize, DecodeStop>) {
        if let Some(element) = tail.element.as_deref() {
            return self.item((tail, element), (at, to), list, index);
        }
        let Some(each) = tail.each.as_deref() else { return (None, Ok(to)) };
        let place = self.window.take();
        let _ = self.window.budget.charge(1, 0);
        if let Err(stop) = self.check_budget(&index.to_string(), at, to) {
            return (None, Err(stop));
        }
        let mut node = Node {
            name: index.to_string(),
            form: each.spec.kind.word().to_owned(),
            offset: at,
            size: to - at,
            colour: list.colour,
            ..Node::default()
        };
        let json = each.spec.kind == super::super::model::TailKind::Json;
        if place == NodePlace::Inside || json {
            let bytes = self.message.get(at..to).unwrap_or_default();
            self.leaf(each, bytes, &mut node);
        }
        let kept = place == NodePlace::Inside || !node.children.is_empty();
        if kept {
            let _ = self.window.budget.charge(0, node.memory());
        }
        (kept.then_some(node), Ok(to))
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
        (tail, element): (&TailPlan, &Plan),
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
        let (done, numbers) = self.parts(element, (at, end), &mut fields);
        if tail.watched {
            self.note_inner(&format!("{}[{index}]", list.name), numbers);
        }
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
        let done = done.map_err(|inner| inside(&format!("{}[{index}]", list.name), inner));
        (fields.children().of(node, place), done)
    }
}
