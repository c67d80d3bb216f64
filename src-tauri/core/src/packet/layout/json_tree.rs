//! JSON as a tree: every number with its own digits, every key, where each value lies.

use crate::packet::json::{JsonError, JsonEvent, JsonProblem, StringPiece, pieces, scan};
use crate::packet::tree::node::{Node, NodeKind};
use crate::packet::tree::window::{Children, NodePlace, NodeWindow};

/// Reads JSON into a node. `placed`: the text is the message's own bytes from the node's offset on; else every
/// part lies where the whole does. Only what is in the window is made.
pub(super) fn build(
    root: &mut Node,
    text: &str,
    placed: bool,
    window: &mut NodeWindow,
) -> Result<(), JsonError> {
    let base = Node {
        form: "json".to_owned(),
        offset: root.offset,
        size: root.size,
        colour: root.colour,
        ..Node::default()
    };
    let mut tree = JsonTree { base, placed, window, open: Vec::new(), key: None, done: None };
    scan(text, true, &mut |event, at| {
        tree.take(event, at);
        // The caller asks the budget; which problem is told here does not matter.
        tree.window.budget.charge(1, 0).map_err(|_| (0, JsonProblem::Depth))
    })?;
    if let Some(done) = tree.done {
        let (offset, size) = (root.offset, root.size);
        *root = Node { name: std::mem::take(&mut root.name), offset, size, ..done };
    }
    Ok(())
}

struct JsonTree<'t, 'w> {
    base: Node,
    placed: bool,
    window: &'w mut NodeWindow,
    /// Lists and objects that are open, outermost first.
    open: Vec<OpenContainer>,
    /// What stands between the quotes of the key whose value comes next.
    key: Option<&'t str>,
    done: Option<Node>,
}

/// A list or an object whose end has not come.
struct OpenContainer {
    /// None is made of what lies behind the window, nor of anything in it.
    node: Option<Node>,
    place: NodePlace,
    children: Children,
}

impl<'t> JsonTree<'t, '_> {
    fn take(&mut self, event: JsonEvent<'t>, at: usize) {
        match event {
            JsonEvent::Key(inside) => self.key = Some(inside),
            JsonEvent::List | JsonEvent::Object => {
                let kind = if event == JsonEvent::List { NodeKind::List } else { NodeKind::Object };
                let place = self.place();
                let node = (place != NodePlace::Behind).then(|| self.node(kind, at, 0));
                self.key = None;
                self.open.push(OpenContainer { node, place, children: Children::default() });
            }
            JsonEvent::Close => {
                let Some(OpenContainer { node, place, children }) = self.open.pop() else { return };
                let end = self.base.offset + at + 1;
                let placed = self.placed;
                self.put(node.and_then(|mut node| {
                    if placed {
                        node.size = end - node.offset;
                    }
                    children.of(node, place)
                }));
            }
            value => {
                let kept = self.place() == NodePlace::Inside;
                let node = kept.then(|| self.value(value, at));
                self.put(node);
            }
        }
    }

    /// The tail's own node is no part of the window: it is always made.
    fn place(&mut self) -> NodePlace {
        if self.open.is_empty() { NodePlace::Inside } else { self.window.take() }
    }

    fn value(&mut self, event: JsonEvent<'_>, at: usize) -> Node {
        let (kind, value, length) = match event {
            JsonEvent::Text(inside) => (NodeKind::Text, inside, inside.len() + 2),
            JsonEvent::Number(digits) => (NodeKind::Number, digits, digits.len()),
            JsonEvent::Bool(true) => (NodeKind::Bool, "true", 4),
            JsonEvent::Bool(false) => (NodeKind::Bool, "false", 5),
            _ => (NodeKind::Null, "null", 4),
        };
        let mut node = self.node(kind, at, length);
        let kept = self.window.kept(value);
        node.value = if kind == NodeKind::Text { decoded(kept) } else { kept.to_owned() };
        node.cut(kept.len(), value.len());
        node
    }

    fn node(&mut self, kind: NodeKind, at: usize, length: usize) -> Node {
        let name = match (self.key, self.open.last()) {
            (Some(key), _) => decoded(self.window.kept(key)),
            (None, Some(list)) => list.children.met().to_string(),
            (None, None) => String::new(),
        };
        let mut node = Node { name, kind, ..self.base.clone() };
        if self.placed {
            (node.offset, node.size) = (self.base.offset + at, length);
        }
        node
    }

    fn put(&mut self, node: Option<Node>) {
        self.key = None;
        if let Some(node) = &node {
            // What the budget refuses, the event's end tells.
            let _ = self.window.budget.charge(0, node.memory());
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.add(node),
            None => self.done = node,
        }
    }
}

/// A string's text; half a character stays as it was written.
fn decoded(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    for piece in pieces(inside) {
        match piece {
            StringPiece::Plain(plain) | StringPiece::Half(plain, _) => text.push_str(plain),
            StringPiece::Char(ch) => text.push(ch),
        }
    }
    text
}
