//! Lists the paths of a message's fields, from which the user chooses columns.

use crate::packet::tree::node::{Decoded, Node, NodeKind};

/// Limit of the items listed per list, because they usually have the same structure.
const ITEMS: usize = 2;
/// Limit of the listed paths.
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
