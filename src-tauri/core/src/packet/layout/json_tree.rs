//! JSON as a tree: every number with its own digits, every key, where each value lies.

use super::node::{Node, NodeKind, NodeProblem};
use crate::packet::json::{Event, JsonError, Piece, pieces, scan};

/// Reads JSON into a node. `placed`: the text is the message's own bytes from the node's offset on; else every
/// part lies where the whole does. `left`: how many nodes may still be made; what is beyond is left out and said.
pub(super) fn build(
    root: &mut Node,
    text: &str,
    placed: bool,
    left: &mut usize,
) -> Result<(), JsonError> {
    let base = Node {
        form: "json".to_owned(),
        offset: root.offset,
        size: root.size,
        colour: root.colour,
        ..Node::default()
    };
    let mut tree = Tree { base, placed, left, open: Vec::new(), key: None, done: None };
    scan(text, true, &mut |event, at| {
        tree.take(event, at);
        Ok(())
    })?;
    if let Some(done) = tree.done {
        let (offset, size) = (root.offset, root.size);
        *root = Node { name: std::mem::take(&mut root.name), offset, size, ..done };
    }
    Ok(())
}

struct Tree<'l> {
    base: Node,
    placed: bool,
    left: &'l mut usize,
    /// Lists and objects that are open, outermost first.
    open: Vec<Node>,
    key: Option<String>,
    done: Option<Node>,
}

impl Tree<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        let (kind, value, length) = match event {
            Event::List | Event::Object => {
                let kind = if event == Event::List { NodeKind::List } else { NodeKind::Object };
                let node = self.node(kind, String::new(), at, 0);
                self.open.push(node);
                return;
            }
            Event::Close => {
                if let Some(mut node) = self.open.pop() {
                    if self.placed {
                        node.size = self.base.offset + at + 1 - node.offset;
                    }
                    self.put(node);
                }
                return;
            }
            Event::Key(inside) => {
                self.key = Some(decoded(inside));
                return;
            }
            Event::Text(inside) => (NodeKind::Text, decoded(inside), inside.len() + 2),
            Event::Number(digits) => (NodeKind::Number, digits.to_owned(), digits.len()),
            Event::Bool(truth) => {
                let word = if truth { "true" } else { "false" };
                (NodeKind::Bool, word.to_owned(), word.len())
            }
            Event::Null => (NodeKind::Null, "null".to_owned(), 4),
        };
        let node = self.node(kind, value, at, length);
        self.put(node);
    }

    fn node(&mut self, kind: NodeKind, value: String, at: usize, length: usize) -> Node {
        let name = match (self.key.take(), self.open.last()) {
            (Some(key), _) => key,
            (None, Some(list)) => list.children.len().to_string(),
            (None, None) => String::new(),
        };
        let mut node = Node { name, kind, value, ..self.base.clone() };
        if self.placed {
            (node.offset, node.size) = (self.base.offset + at, length);
        }
        node
    }

    fn put(&mut self, node: Node) {
        let Some(parent) = self.open.last_mut() else {
            self.done = Some(node);
            return;
        };
        match self.left.checked_sub(1) {
            Some(left) => {
                *self.left = left;
                parent.children.push(node);
            }
            None => {
                let text = "there is more in here than is shown";
                parent.problem = NodeProblem::new("decode.cut", text);
            }
        }
    }
}

/// A string's text; half a character stays as it was written.
fn decoded(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    for piece in pieces(inside) {
        match piece {
            Piece::Plain(plain) | Piece::Half(plain, _) => text.push_str(plain),
            Piece::Char(ch) => text.push(ch),
        }
    }
    text
}
