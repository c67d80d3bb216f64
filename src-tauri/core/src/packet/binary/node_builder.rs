//! Builds nodes for decoded values whose byte positions are unknown: each node spans the whole tail.

use crate::packet::budget::Exhausted;
use crate::packet::hex;
use crate::packet::json::python_float;
use crate::packet::tree::node::{Node, NodeKind};
use crate::packet::tree::window::{Children, NodePlace, NodeWindow};

/// Builds the nodes of one tail that are inside the window.
pub(super) struct NodeBuilder<'l> {
    base: Node,
    window: &'l mut NodeWindow,
}

impl<'l> NodeBuilder<'l> {
    pub(super) fn new(root: &Node, form: &str, window: &'l mut NodeWindow) -> Self {
        let base = Node {
            form: form.to_owned(),
            offset: root.offset,
            size: root.size,
            colour: root.colour,
            ..Node::default()
        };
        NodeBuilder { base, window }
    }

    pub(super) fn leaf(&self, kind: NodeKind, value: impl Into<String>) -> Node {
        Node { kind, value: value.into(), ..self.base.clone() }
    }

    pub(super) fn text(&self, text: &str) -> Node {
        let kept = self.window.kept(text);
        let mut node = self.leaf(NodeKind::Text, kept);
        node.cut(kept.len(), text.len());
        node
    }

    pub(super) fn bytes(&self, bytes: &[u8]) -> Node {
        let kept = bytes.get(..self.window.value).unwrap_or(bytes);
        let mut node = self.leaf(NodeKind::Bytes, format!("hex:{}", hex::encode(kept)));
        node.cut(kept.len(), bytes.len());
        node
    }

    pub(super) fn float(&self, number: f64) -> Node {
        self.leaf(NodeKind::Float, python_float(number))
    }

    /// Charges the budget for a value that is read, and for memory besides its node.
    pub(super) fn spend(&mut self, memory: usize) -> Result<(), Exhausted> {
        self.window.budget.charge(1, memory)
    }

    /// Charges the budget for the memory of a new node.
    pub(super) fn charge_node(&mut self, node: &Node) -> Result<(), Exhausted> {
        self.window.budget.charge(0, node.memory())
    }

    /// Counts the next value and returns its place relative to the window.
    pub(super) fn take(&mut self) -> NodePlace {
        self.window.take()
    }

    /// Builds a list or object whose children `fill` adds.
    pub(super) fn branch(
        &mut self,
        kind: NodeKind,
        fill: impl FnOnce(&mut Self, &mut Children),
    ) -> Node {
        let mut children = Children::default();
        fill(self, &mut children);
        children.all_of(self.leaf(kind, ""))
    }

    /// Adds a child if it, or a descendant, is inside the window.
    pub(super) fn add(
        &mut self,
        children: &mut Children,
        name: impl FnOnce(&mut Self) -> String,
        is_branch: bool,
        make: impl FnOnce(&mut Self) -> Node,
    ) {
        let place = self.window.take();
        if place != NodePlace::Inside && !is_branch {
            return children.add(None);
        }
        let made = make(self);
        let kept = place == NodePlace::Inside || !made.children.is_empty();
        let kept = kept && self.charge_node(&made).is_ok();
        let child = kept.then(|| Node { name: name(self), ..made });
        children.add(child);
    }
}

/// Replaces the tail's node with the decoded one and keeps its name.
pub(super) fn replace_root(root: &mut Node, made: Node) {
    *root = Node { name: std::mem::take(&mut root.name), ..made };
}
