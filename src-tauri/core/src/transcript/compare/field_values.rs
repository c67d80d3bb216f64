//! Flattens a message's decoded fields into paths and values.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::packet::layout::decode::TreeLimits;
use crate::packet::tree::node::{Node, NodeKind};

/// Maximum values per message; the rest is not compared.
const MAX_VALUES: usize = 4096;
/// Maximum bytes of a name; a longer key would be repeated in the path of every value below it.
const MAX_NAME: usize = 200;
/// Maximum bytes of a path.
const MAX_PATH: usize = 4096;
/// Maximum bytes of a value; a comparison stores many of them.
const MAX_VALUE: usize = 4096;
/// Decode limits: text in full, because long values may differ at the end.
pub(super) const WHOLE: TreeLimits = TreeLimits { text: usize::MAX, ..TreeLimits::PAGE };

/// A value and its path.
pub(super) struct Leaf {
    /// Path, such as `items[2].price` or `flags.ready`.
    pub path: String,
    /// The exact value.
    pub value: String,
    /// The value as the layout displays it, if that differs.
    pub display: Option<String>,
}

/// All values, in order.
pub(super) fn leaves(nodes: &[Node]) -> Vec<Leaf> {
    let mut values = Vec::new();
    for node in nodes {
        add(node, truncated(node.name.clone(), MAX_NAME), &mut values);
    }
    values
}

/// Truncates a long text and appends its length and hash, by which truncated texts are compared.
fn truncated(text: String, max: usize) -> String {
    if text.len() <= max {
        return text;
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let end = (0..=max).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    let start = &text[..end];
    format!("{start}… ({} bytes, {:016x})", text.len(), hasher.finish())
}

fn add(node: &Node, path: String, values: &mut Vec<Leaf>) {
    if values.len() >= MAX_VALUES {
        return;
    }
    let has_children = matches!(node.kind, NodeKind::List | NodeKind::Object);
    if !has_children {
        let (value, display) = (truncated(node.value.clone(), MAX_VALUE), node.display.clone());
        let display = display.map(|display| truncated(display, MAX_VALUE));
        values.push(Leaf { path: path.clone(), value, display });
    } else if node.children.is_empty() {
        let empty = if node.kind == NodeKind::List { "[]" } else { "{}" };
        values.push(Leaf { path: path.clone(), value: empty.to_owned(), display: None });
    }
    for child in &node.children {
        let name = truncated(child.name.clone(), MAX_NAME);
        let path = match node.kind {
            NodeKind::List => format!("{path}[{name}]"),
            _ => format!("{path}.{name}"),
        };
        add(child, truncated(path, MAX_PATH), values);
    }
}
