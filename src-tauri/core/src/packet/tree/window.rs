//! Which part of a tree is made: a message may have a billion list items, and a page shows some thousands of them.

use super::node::{Node, NodeRange};
use crate::packet::budget::Budget;

/// A window over all nodes that lie in tails, numbered from 0 in the order in which they stand, a list before its items.
/// What is outside is walked and counted but not made, except what a node inside lies in.
#[derive(Debug)]
pub(crate) struct NodeWindow {
    next: usize,
    from: usize,
    to: usize,
    /// Bytes of one value, or of a name.
    pub(crate) value: usize,
    /// What making and walking nodes may still take.
    pub(crate) budget: Budget,
}

/// Where a node lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodePlace {
    Before,
    Inside,
    Behind,
}

impl NodeWindow {
    pub(in crate::packet) fn new(
        first: usize,
        nodes: usize,
        value: usize,
        budget: Budget,
    ) -> NodeWindow {
        NodeWindow { next: 0, from: first, to: first.saturating_add(nodes), value, budget }
    }

    /// Numbers the next node.
    pub(crate) fn take(&mut self) -> NodePlace {
        let number = self.next;
        self.next += 1;
        match number {
            _ if number < self.from => NodePlace::Before,
            _ if number < self.to => NodePlace::Inside,
            _ => NodePlace::Behind,
        }
    }

    /// How many of the next items lie wholly on one side of the window, where each is made of so many nodes.
    pub(in crate::packet) fn outside(&self, each: usize) -> usize {
        match self.next >= self.to {
            true => usize::MAX,
            false => self.from.saturating_sub(self.next) / each.max(1),
        }
    }

    /// So many nodes are outside.
    pub(in crate::packet) fn pass(&mut self, nodes: usize) {
        self.next += nodes;
    }

    /// Where the count is, to come back to.
    pub(in crate::packet) fn mark(&self) -> usize {
        self.next
    }

    /// What was counted since is none.
    pub(in crate::packet) fn back_to(&mut self, mark: usize) {
        self.next = mark;
    }

    /// What it shows of how many; `None` where that is all.
    pub(in crate::packet) fn shown(&self) -> Option<NodeRange> {
        let shown = self.to.min(self.next).saturating_sub(self.from);
        (shown < self.next).then_some(NodeRange { first: self.from, shown, count: self.next })
    }

    /// As much of a text as is kept.
    pub(crate) fn kept<'t>(&self, text: &'t str) -> &'t str {
        beginning(text, self.value)
    }
}

/// As many bytes of a text as make whole characters.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or(text)
}

/// A list's items or an object's members as they are met; those that are kept lie next to each other.
#[derive(Debug, Default)]
pub(crate) struct Children {
    kept: Vec<Node>,
    first: usize,
    met: usize,
}

impl Children {
    /// Those that are kept, the first of them behind `first` others, of so many.
    pub(in crate::packet) fn of_some(kept: Vec<Node>, first: usize, met: usize) -> Children {
        Children { kept, first, met }
    }

    /// How many were met.
    pub(crate) fn met(&self) -> usize {
        self.met
    }

    /// The next one, or that it is not kept.
    pub(crate) fn add(&mut self, child: Option<Node>) {
        match child {
            Some(child) => self.kept.push(child),
            None if self.kept.is_empty() => self.first += 1,
            None => {}
        }
        self.met += 1;
    }

    /// So many are not kept.
    pub(in crate::packet) fn pass(&mut self, count: usize) {
        if self.kept.is_empty() {
            self.first += count;
        }
        self.met += count;
    }

    /// A node with what was kept of its children; `None` where neither is inside.
    pub(crate) fn of(self, node: Node, place: NodePlace) -> Option<Node> {
        (place == NodePlace::Inside || !self.kept.is_empty()).then(|| self.all_of(node))
    }

    /// A node that is kept whatever it holds.
    pub(crate) fn all_of(self, mut node: Node) -> Node {
        let (first, shown, count) = (self.first, self.kept.len(), self.met);
        node.children = self.kept;
        node.part = (shown < count).then_some(NodeRange { first, shown, count });
        node
    }
}
