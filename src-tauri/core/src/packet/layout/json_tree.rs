//! Decodes JSON into the tree, with the digits of numbers, all keys and the position of each value.

use crate::packet::json::{JsonError, JsonEvent, JsonProblem, scan, unescaped};
use crate::packet::tree::node::{Node, NodeKind};
use crate::packet::tree::window::{Children, NodePlace, NodeWindow};

/// Decodes JSON into a node. `placed`: whether the text is the message's own bytes from the node's offset, so that
/// positions are known; otherwise all nodes span the whole tail. Only nodes in the window are built.
pub(crate) fn build(
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
        tree.push(event, at);
        // The caller checks the budget; which problem is reported here is irrelevant.
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
    /// Open lists and objects, outermost first.
    open: Vec<OpenContainer>,
    /// The content of the pending key, between its quotes.
    key: Option<&'t str>,
    done: Option<Node>,
}

/// A list or an object that has not been closed.
struct OpenContainer {
    /// `None` if it starts behind the window, in which case its children are not built either.
    node: Option<Node>,
    place: NodePlace,
    children: Children,
}

impl<'t> JsonTree<'t, '_> {
    fn push(&mut self, event: JsonEvent<'t>, at: usize) {
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

    /// The tail's own node is always built and does not count towards the window.
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
        node.value = if kind == NodeKind::Text { unescaped(kept) } else { kept.to_owned() };
        node.cut(kept.len(), value.len());
        node
    }

    fn node(&mut self, kind: NodeKind, at: usize, length: usize) -> Node {
        let name = match (self.key, self.open.last()) {
            (Some(key), _) => unescaped(self.window.kept(key)),
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
            // An exhausted budget ends the scan after this event.
            let _ = self.window.budget.charge(0, node.memory());
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.add(node),
            None => self.done = node,
        }
    }
}
