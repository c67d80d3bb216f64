//! A message's decoded fields as paths and values.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::packet::layout::decode::TreeLimits;
use crate::packet::tree::node::{Node, NodeKind};

/// A message of more values than this is compared by its first ones.
const MOST: usize = 4096;
/// A longer name is cut: a key of a megabyte stands before every value below it.
const MOST_NAME: usize = 200;
/// So is a longer path.
const MOST_PATH: usize = 4096;
/// A longer value is cut: a comparison keeps many of them.
const MOST_VALUE: usize = 4096;
/// What differs may lie at the end of a long value.
pub(super) const WHOLE: TreeLimits = TreeLimits { text: usize::MAX, ..TreeLimits::PAGE };

/// A value and where it stands.
pub(super) struct Leaf {
    /// As `items[2].price` or `flags.ready`.
    pub(super) path: String,
    /// Exact.
    pub(super) value: String,
    /// As the layout wants it shown, where that is something else.
    pub(super) display: Option<String>,
}

/// All values, in order.
pub(super) fn leaves(nodes: &[Node]) -> Vec<Leaf> {
    let mut found = Vec::new();
    for node in nodes {
        add(node, cut(node.name.clone(), MOST_NAME), &mut found);
    }
    found
}

/// A long text as its beginning, with its length and a hash: two are the same as far as these say.
fn cut(text: String, most: usize) -> String {
    if text.len() <= most {
        return text;
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let end = (0..=most).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    let begin = &text[..end];
    format!("{begin}… ({} bytes, {:016x})", text.len(), hasher.finish())
}

fn add(node: &Node, path: String, found: &mut Vec<Leaf>) {
    if found.len() >= MOST {
        return;
    }
    let is_open = matches!(node.kind, NodeKind::List | NodeKind::Object);
    if !is_open {
        let (value, display) = (cut(node.value.clone(), MOST_VALUE), node.display.clone());
        let display = display.map(|display| cut(display, MOST_VALUE));
        found.push(Leaf { path: path.clone(), value, display });
    } else if node.children.is_empty() {
        let empty = if node.kind == NodeKind::List { "[]" } else { "{}" };
        found.push(Leaf { path: path.clone(), value: empty.to_owned(), display: None });
    }
    for child in &node.children {
        let name = cut(child.name.clone(), MOST_NAME);
        let path = match node.kind {
            NodeKind::List => format!("{path}[{name}]"),
            _ => format!("{path}.{name}"),
        };
        add(child, cut(path, MOST_PATH), found);
    }
}
