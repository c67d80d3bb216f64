//! The paths of a message's fields, to choose columns from.

use crate::packet::tree::node::{Decoded, Node, NodeKind};

/// Of a list only so many items are named; the rest is more of the same.
const ITEMS: usize = 2;
/// More than this nobody chooses from.
const MOST: usize = 200;

/// Adds the paths of a message's values to those found so far.
pub fn paths(decoded: &Decoded, found: &mut Vec<String>) {
    decoded.nodes.iter().for_each(|node| walk(node, node.name.clone(), found));
}

fn walk(node: &Node, path: String, found: &mut Vec<String>) {
    if found.len() >= MOST {
        return;
    }
    match node.kind {
        NodeKind::Object => {
            for child in &node.children {
                walk(child, format!("{path}.{}", child.name), found);
            }
        }
        NodeKind::List => {
            for (index, child) in node.children.iter().take(ITEMS).enumerate() {
                walk(child, format!("{path}[{index}]"), found);
            }
        }
        NodeKind::Raw => {}
        _ => {
            if !found.contains(&path) {
                found.push(path.clone());
            }
            for bits in &node.children {
                walk(bits, format!("{path}.{}", bits.name), found);
            }
        }
    }
}
