//! Restricts a tree to a window of nodes: a message may have a billion list items, of which a page shows some
//! thousands.

use super::node::{Node, NodeRange};
use crate::packet::budget::Budget;

/// A window over the nodes in tails, which are numbered from 0 in document order, a list before its items. Nodes
/// outside are visited and counted but not built, except for the ancestors of nodes inside.
#[derive(Debug)]
pub(crate) struct NodeWindow {
    next: usize,
    from: usize,
    to: usize,
    /// Limit of one value or name, in bytes.
    pub value: usize,
    /// The remaining budget for visiting and building nodes.
    pub budget: Budget,
}

/// The place of a node relative to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodePlace {
    Before,
    Inside,
    Behind,
}

impl NodeWindow {
    pub(crate) fn new(first: usize, nodes: usize, value: usize, budget: Budget) -> NodeWindow {
        NodeWindow { next: 0, from: first, to: first.saturating_add(nodes), value, budget }
    }

    /// Counts the next node and returns its place.
    pub(crate) fn take(&mut self) -> NodePlace {
        let number = self.next;
        self.next += 1;
        match number {
            _ if number < self.from => NodePlace::Before,
            _ if number < self.to => NodePlace::Inside,
            _ => NodePlace::Behind,
        }
    }

    /// How many of the next items are entirely on one side of the window, if each has `each` nodes.
    pub(crate) fn outside(&self, each: usize) -> usize {
        match self.next >= self.to {
            true => usize::MAX,
            false => self.from.saturating_sub(self.next) / each.max(1),
        }
    }

    /// Counts nodes that are skipped.
    pub(crate) fn pass(&mut self, nodes: usize) {
        self.next += nodes;
    }

    /// The current count, for [`NodeWindow::back_to`].
    pub(crate) fn mark(&self) -> usize {
        self.next
    }

    /// Resets the count to a mark, discarding the nodes counted since.
    pub(crate) fn back_to(&mut self, mark: usize) {
        self.next = mark;
    }

    /// The range of nodes inside the window; `None` if all nodes are inside.
    pub(crate) fn shown(&self) -> Option<NodeRange> {
        let shown = self.to.min(self.next).saturating_sub(self.from);
        (shown < self.next).then_some(NodeRange { first: self.from, shown, count: self.next })
    }

    /// The part of a value or a name that is kept.
    pub(crate) fn kept<'t>(&self, text: &'t str) -> &'t str {
        beginning(text, self.value)
    }
}

/// The longest start of a text of at most `most` bytes that ends at a character boundary.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or(text)
}

/// Collects a list's items or an object's members. The kept ones are consecutive.
#[derive(Debug, Default)]
pub(crate) struct Children {
    kept: Vec<Node>,
    first: usize,
    met: usize,
}

impl Children {
    /// Children of which `kept` are included, after the first `first` of `met`.
    pub(crate) fn of_some(kept: Vec<Node>, first: usize, met: usize) -> Children {
        Children { kept, first, met }
    }

    /// The number of children so far, included or not.
    pub(crate) fn met(&self) -> usize {
        self.met
    }

    /// Adds the next child; `None` if it is not kept.
    pub(crate) fn add(&mut self, child: Option<Node>) {
        match child {
            Some(child) => self.kept.push(child),
            None if self.kept.is_empty() => self.first += 1,
            None => {}
        }
        self.met += 1;
    }

    /// Counts children that are not kept.
    pub(crate) fn pass(&mut self, count: usize) {
        if self.kept.is_empty() {
            self.first += count;
        }
        self.met += count;
    }

    /// Returns the node with its kept children; `None` if neither is inside the window.
    pub(crate) fn of(self, node: Node, place: NodePlace) -> Option<Node> {
        (place == NodePlace::Inside || !self.kept.is_empty()).then(|| self.all_of(node))
    }

    /// Returns the node with its kept children, whatever its place.
    pub(crate) fn all_of(self, mut node: Node) -> Node {
        let (first, shown, count) = (self.first, self.kept.len(), self.met);
        node.children = self.kept;
        node.part = (shown < count).then_some(NodeRange { first, shown, count });
        node
    }
}
