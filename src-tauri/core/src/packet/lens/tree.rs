//! A reading as a tree of fields.

use super::reading::{LensField, LensReading, LensRecord, LensValue, offset_in};
use super::valid_text;
use crate::packet::binary::msgpack;
use crate::packet::budget::Budget;
use crate::packet::hex;
use crate::packet::layout::decode::TreeLimits;
use crate::packet::layout::json_tree;
use crate::packet::tree::node::{DecodeStop, Decoded, Node, NodeKind, NodeProblem};
use crate::packet::tree::window::NodeWindow;

/// Limits of a value on one line.
const LINE: TreeLimits =
    TreeLimits { first: 0, nodes: 100, text: 512, value: 256, bytes: 64 << 10 };
/// The name of the records after the first one.
const MORE: &str = "more";

impl LensReading<'_> {
    /// The fields of the first record, and those of the others as a list `more`.
    pub(crate) fn tree(&self, message: &[u8], limits: TreeLimits) -> Decoded {
        let budget = Budget::message(message.len(), limits.bytes);
        let window = NodeWindow::new(limits.first, limits.nodes, limits.value, budget);
        let mut state = FieldTree { message, window };
        let mut nodes = match self.records.first() {
            Some(record) => state.record(record),
            None => Vec::new(),
        };
        let others = self.records.get(1..).unwrap_or_default();
        if !others.is_empty() {
            let children = others.iter().enumerate().map(|(index, record)| {
                let children = state.record(record);
                Node {
                    name: index.to_string(),
                    kind: NodeKind::Object,
                    children,
                    ..Node::default()
                }
            });
            let children = children.collect();
            let name = MORE.to_owned();
            nodes.push(Node { name, kind: NodeKind::List, children, ..Node::default() });
        }
        for (colour, node) in nodes.iter_mut().enumerate() {
            recolour(node, colour as u16);
        }
        let stop = self.faults.first().map(|fault| DecodeStop {
            code: "decode.lens".to_owned(),
            offset: fault.offset,
            // What is wrong, which the page inserts into its sentence.
            field: fault.text.to_string(),
            wanted: String::new(),
            had: message.len().saturating_sub(fault.offset),
            text: format!("at byte {}: {}", fault.offset, fault.text),
        });
        let window = state.window.shown();
        Decoded { size: message.len(), nodes, stop, window, ..Decoded::default() }
    }
}

fn recolour(node: &mut Node, colour: u16) {
    node.colour = colour;
    node.children.iter_mut().for_each(|child| recolour(child, colour));
}

struct FieldTree<'m> {
    message: &'m [u8],
    window: NodeWindow,
}

impl FieldTree<'_> {
    fn record(&mut self, record: &LensRecord<'_>) -> Vec<Node> {
        record.fields.iter().map(|field| self.field(field)).collect()
    }

    fn field(&mut self, field: &LensField<'_>) -> Node {
        let mut node = Node {
            name: field.name.to_string(),
            offset: offset_in(self.message, field.bytes),
            size: field.bytes.len(),
            ..Node::default()
        };
        if field.bytes.is_empty() {
            node.offset = 0;
        }
        // An exhausted budget leaves out what is large; the fields themselves are few.
        let _ = self.window.budget.charge(1, node.memory());
        match &field.value {
            LensValue::Text(text) => {
                let kept = self.window.kept(text);
                (node.kind, node.form) = (NodeKind::Text, "utf-8".to_owned());
                node.value = kept.to_owned();
                node.cut(kept.len(), text.len());
            }
            LensValue::Int(number) => {
                (node.kind, node.value) = (NodeKind::Number, number.to_string());
            }
            LensValue::Bool(is) => (node.kind, node.value) = (NodeKind::Bool, is.to_string()),
            LensValue::Bytes(bytes) => self.bytes(&mut node, bytes),
            LensValue::Json(text) => {
                if let Err(error) = json_tree::build(&mut node, text, true, &mut self.window) {
                    let problem = NodeProblem::new(error.code(), error);
                    self.text_of(&mut node, field.bytes);
                    node.problem = problem;
                }
            }
            LensValue::Msgpack(bytes) => {
                if let Err(error) = msgpack::tree(&mut node, bytes, &mut self.window) {
                    let problem = NodeProblem::new(error.code(), &error);
                    self.bytes(&mut node, bytes);
                    node.problem = problem;
                }
            }
            LensValue::Object(fields) => {
                node.kind = NodeKind::Object;
                node.children = fields.iter().map(|field| self.field(field)).collect();
            }
        }
        node
    }

    fn bytes(&self, node: &mut Node, bytes: &[u8]) {
        let kept = bytes.get(..self.window.value).unwrap_or(bytes);
        (node.kind, node.form) = (NodeKind::Bytes, "bytes".to_owned());
        node.value = format!("hex:{}", hex::encode(kept));
        node.cut(kept.len(), bytes.len());
    }

    fn text_of(&self, node: &mut Node, bytes: &[u8]) {
        let text = valid_text(bytes);
        let kept = self.window.kept(text);
        (node.kind, node.form) = (NodeKind::Text, "utf-8".to_owned());
        node.value = kept.to_owned();
        node.cut(kept.len(), text.len());
    }
}

/// A MessagePack value as JSON, cut.
pub(super) fn msgpack_text(bytes: &[u8]) -> String {
    let budget = Budget::message(bytes.len(), LINE.bytes);
    let mut window = NodeWindow::new(LINE.first, LINE.nodes, LINE.value, budget);
    let mut node = Node::default();
    match msgpack::tree(&mut node, bytes, &mut window) {
        Ok(()) => node.to_json().to_string(),
        Err(_) => hex::encode(bytes.get(..48).unwrap_or(bytes)),
    }
}
