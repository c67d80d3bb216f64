//! Nodes for values whose own places in the bytes are not known: each lies where the whole does.

use crate::packet::hex;
use crate::packet::json::python_float;
use crate::packet::layout::node::{Node, NodeKind, NodeProblem};

/// Makes nodes for one tail, as many as may still be made.
pub(super) struct Twig<'l> {
    base: Node,
    left: &'l mut usize,
}

impl<'l> Twig<'l> {
    pub(super) fn new(root: &Node, form: &str, left: &'l mut usize) -> Self {
        let base = Node {
            form: form.to_owned(),
            offset: root.offset,
            size: root.size,
            colour: root.colour,
            ..Node::default()
        };
        Twig { base, left }
    }

    pub(super) fn leaf(&self, kind: NodeKind, value: impl Into<String>) -> Node {
        Node { kind, value: value.into(), ..self.base.clone() }
    }

    pub(super) fn bytes(&self, bytes: &[u8]) -> Node {
        self.leaf(NodeKind::Bytes, format!("hex:{}", hex::encode(bytes)))
    }

    pub(super) fn float(&self, number: f64) -> Node {
        self.leaf(NodeKind::Float, python_float(number))
    }

    /// Adds a child, unless there are enough.
    pub(super) fn add(
        &mut self,
        parent: &mut Node,
        name: String,
        make: impl FnOnce(&mut Self) -> Node,
    ) {
        match self.left.checked_sub(1) {
            Some(left) => {
                *self.left = left;
                let child = make(self);
                parent.children.push(Node { name, ..child });
            }
            None => {
                let text = "there is more in here than is shown";
                parent.problem = NodeProblem::new("decode.cut", text);
            }
        }
    }
}

/// Puts what was made where the tail's own node is, under its name.
pub(super) fn plant(root: &mut Node, made: Node) {
    *root = Node { name: std::mem::take(&mut root.name), ..made };
}
