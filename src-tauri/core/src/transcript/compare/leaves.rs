//! A message's decoded fields as paths and values.

use crate::packet::layout::decode::Limits;
use crate::packet::layout::node::{Node, NodeKind};

/// A message of more values than this is compared by its first ones.
const MOST: usize = 4096;
/// What differs may lie at the end of a long value.
pub(super) const WHOLE: Limits = Limits { text: usize::MAX, ..Limits::PAGE };

/// Each value with its path, as `items[2].price` or `flags.ready`, in order.
pub(super) fn leaves(nodes: &[Node]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for node in nodes {
        add(node, node.name.clone(), &mut found);
    }
    found
}

fn add(node: &Node, path: String, found: &mut Vec<(String, String)>) {
    if found.len() >= MOST {
        return;
    }
    let is_open = matches!(node.kind, NodeKind::List | NodeKind::Object);
    if !is_open {
        found.push((path.clone(), node.value.clone()));
    } else if node.children.is_empty() {
        let empty = if node.kind == NodeKind::List { "[]" } else { "{}" };
        found.push((path.clone(), empty.to_owned()));
    }
    for child in &node.children {
        let path = match node.kind {
            NodeKind::List => format!("{path}[{}]", child.name),
            _ => format!("{path}.{}", child.name),
        };
        add(child, path, found);
    }
}
