//! The tree of nodes into which messages are decoded.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::packet::json;
use crate::packet::value::EXACT;

/// A decoded message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Decoded {
    /// The name of the layout; empty for a default layout.
    pub layout: String,
    /// Size of the message in bytes.
    pub size: usize,
    /// The fields and tails, in order. Bytes that do not fit the layout come last, as a node of kind `raw`.
    pub nodes: Vec<Node>,
    /// Where the message stops fitting its layout, if it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<DecodeStop>,
    /// The range of the fields that are included, if not all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<NodeRange>,
    /// The range of the nodes in tails that were built, if not all were: a long message is read in windows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<NodeRange>,
}

/// A range of consecutive nodes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "FieldPart")]
pub struct NodeRange {
    /// The number of nodes before the range.
    pub first: usize,
    /// The number of nodes in the range.
    pub shown: usize,
    /// The total number of nodes.
    pub count: usize,
}

/// Where and why a message stops fitting its layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DecodeStop {
    /// The stable code: `decode.short`, `decode.length`, `decode.extra`, `decode.endless` or `decode.budget`.
    #[ts(type = "ErrorCode")]
    pub code: String,
    /// Offset of the first byte that does not fit.
    pub offset: usize,
    /// The field or tail, such as `items[2].price`; empty if bytes follow the last one.
    pub field: String,
    /// The number of bytes required, as text because it may exceed JavaScript's numbers.
    pub wanted: String,
    /// The number of bytes available.
    pub had: usize,
    /// The whole message in English.
    pub text: String,
}

/// A field, a part of one, or a value in a tail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "FieldNode")]
#[ts(optional_fields)]
pub struct Node {
    /// The name; in a list, the index from 0.
    pub name: String,
    /// The type of the value.
    pub kind: NodeKind,
    /// The encoding: a format character, `bits`, `utf-8`, `gbk`, `latin-1`, `json`, `cbor` and so on.
    #[serde(rename = "type")]
    pub form: String,
    /// Offset of the first byte in the message.
    pub offset: usize,
    /// Size in bytes.
    pub size: usize,
    /// The lowest and the highest bit, for a group of bits in an integer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<(u8, u8)>,
    /// The exact value, which forms accept and copying yields. Bytes are `hex:…`; empty for a list or an object.
    pub value: String,
    /// The value as the layout displays it, if that differs from the exact value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// The label of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// For a checksum: whether it is correct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checksum: Option<bool>,
    /// Index of the field's colour, the same in form, hex view and tree. Indexes wrap around the palette.
    pub colour: u16,
    /// A problem with the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<NodeProblem>,
    /// Bit groups, list items, object members, repeated fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Node>>", optional)]
    pub children: Vec<Node>,
    /// The range of the children that are included, if not all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<NodeRange>,
}

/// A problem with a field whose bytes are present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "FieldProblem")]
pub struct NodeProblem {
    /// The stable code.
    #[ts(type = "ErrorCode")]
    pub code: String,
    /// The whole message in English.
    pub text: String,
    /// What the value should be, such as `7` or `-5..100`, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wanted: Option<String>,
}

impl NodeProblem {
    pub(crate) fn new(code: &str, text: impl ToString) -> Option<Self> {
        Some(NodeProblem { code: code.to_owned(), text: text.to_string(), wanted: None })
    }

    /// A value that is not the right one.
    pub(crate) fn wrong(code: &str, text: impl ToString, wanted: String) -> Option<Self> {
        let wanted = Some(wanted);
        Some(NodeProblem { code: code.to_owned(), text: text.to_string(), wanted })
    }
}

/// The type of a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "FieldNodeKind")]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// An integer of a format.
    Int,
    /// A floating-point number of a format.
    Float,
    /// A number in JSON or a binary equivalent, with its own digits.
    Number,
    /// A boolean.
    Bool,
    /// Bytes.
    #[default]
    Bytes,
    /// Text.
    Text,
    /// Null.
    Null,
    /// A list.
    List,
    /// An object with named members.
    Object,
    /// Bytes that do not fit the layout.
    Raw,
}

impl Node {
    /// The child with this name, or with this index in a list.
    pub fn child(&self, name: &str) -> Option<&Node> {
        find_name(&self.children, name)
    }

    /// An estimate of the node's memory in bytes, without its children; a list of nodes grows by doubling.
    pub(crate) fn memory(&self) -> usize {
        let optional = [&self.display, &self.label].into_iter().flatten().map(String::len);
        let problem = self.problem.as_ref().map_or(0, |problem| problem.text.len());
        let texts = [&self.name, &self.form, &self.value].map(String::len);
        2 * size_of::<Node>() + texts.into_iter().chain(optional).sum::<usize>() + problem
    }

    /// Marks the value as truncated, if it is.
    pub(crate) fn cut(&mut self, kept: usize, all: usize) {
        if kept < all {
            let text = format!("only the first {kept} of {all} bytes are shown here");
            self.problem = NodeProblem::new("decode.cut", text);
        }
    }

    /// Whether all of its descendants are included.
    pub fn is_whole(&self) -> bool {
        self.part.is_none() && self.children.iter().all(Node::is_whole)
    }

    /// Whether its value or a descendant's is truncated.
    pub fn is_cut(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.code == "decode.cut")
            || self.children.iter().any(Node::is_cut)
    }

    /// The text to copy, at most `limit` bytes: the exact value, or JSON for `as_json` and for lists and objects, which
    /// are formatted if that fits the limit. `None` if the text exceeds the limit on one line, too.
    pub fn copied(&self, as_json: bool, limit: usize) -> Option<String> {
        let text = match self.kind {
            NodeKind::List | NodeKind::Object => {
                let text = self.to_json().to_string();
                let laid_out = json::pretty_within(text.as_bytes(), limit);
                laid_out.map_or(text, |pretty| pretty.text)
            }
            _ if as_json => self.to_json().to_string(),
            _ => self.value.clone(),
        };
        (text.len() <= limit).then_some(text)
    }

    /// Converts the node to JSON. Bytes become `hex:…`. A format's integers beyond 2^53, NaN and infinities become
    /// strings; numbers from JSON keep their digits.
    pub fn to_json(&self) -> Value {
        let text = || Value::String(self.value.clone());
        match self.kind {
            NodeKind::Int => match self.value.parse::<i128>() {
                Ok(number) if number.unsigned_abs() <= EXACT => Value::from(number as i64),
                _ => text(),
            },
            NodeKind::Float | NodeKind::Number => {
                self.value.parse().map_or_else(|_| text(), Value::Number)
            }
            NodeKind::Bool => Value::Bool(self.value == "true"),
            NodeKind::Null => Value::Null,
            NodeKind::List => Value::Array(self.children.iter().map(Node::to_json).collect()),
            NodeKind::Object => object(&self.children),
            NodeKind::Bytes | NodeKind::Raw | NodeKind::Text => text(),
        }
    }
}

impl Decoded {
    /// Converts the fields to a JSON object. Groups of bits become members beside their integer, such as `flags.ready`.
    pub fn to_json(&self) -> Value {
        object(&self.nodes)
    }

    /// The node at these child indexes, outermost first. Indexes count all children, including those that are not
    /// included.
    pub fn at(&self, path: &[usize]) -> Option<&Node> {
        let (first, rest) = path.split_first()?;
        let node = numbered(&self.nodes, self.part, *first)?;
        rest.iter().try_fold(node, |node, index| numbered(&node.children, node.part, *index))
    }

    /// The node at a path such as `flags.ready`, `items[2].price` or `tail.user.id`.
    pub fn find(&self, path: &str) -> Option<&Node> {
        find(&self.nodes, path)
    }
}

fn numbered(nodes: &[Node], part: Option<NodeRange>, index: usize) -> Option<&Node> {
    nodes.get(index.checked_sub(part.map_or(0, |part| part.first))?)
}

fn object(nodes: &[Node]) -> Value {
    let mut map = Map::new();
    for node in nodes {
        map.insert(node.name.clone(), node.to_json());
        if node.children.iter().any(|child| child.bits.is_some()) {
            for bits in &node.children {
                map.insert(format!("{}.{}", node.name, bits.name), bits.to_json());
            }
        }
    }
    Value::Object(map)
}

/// Finds the node at a path.
pub(crate) fn find<'a>(nodes: &'a [Node], path: &str) -> Option<&'a Node> {
    // Names such as JSON keys may contain dots: the longest existing name wins.
    if let Some(node) = find_name(nodes, path) {
        return Some(node);
    }
    // Visit each name once, because a path can be as long as an untrusted file and a message can have thousands of
    // members. The last of equal keys counts.
    let heads = nodes.iter().rev().filter_map(|node| Some((node, behind(&node.name, path)?)));
    let mut heads: Vec<_> = heads.collect();
    heads.sort_by_key(|(node, _)| Reverse(node.name.len()));
    heads.dedup_by(|(one, _), (other, _)| one.name == other.name);
    heads.into_iter().find_map(|(node, rest)| find(&node.children, rest))
}

/// The rest of a path after this name and the dot or bracket that follows it.
pub(crate) fn behind<'p>(name: &str, path: &'p str) -> Option<&'p str> {
    let rest = path.strip_prefix(name)?;
    let rest = rest.strip_prefix(']').unwrap_or(rest).strip_prefix(['.', '['])?;
    Some(rest.strip_suffix(']').unwrap_or(rest))
}

fn find_name<'a>(nodes: &'a [Node], name: &str) -> Option<&'a Node> {
    // The last of equal keys counts, as in Python and JavaScript.
    nodes.iter().rev().find(|node| node.name == name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(name: &str, children: Vec<Node>) -> Node {
        Node { name: name.to_owned(), kind: NodeKind::Object, children, ..Node::default() }
    }

    /// Reference implementation: tries every position at which the path can be split, the last first.
    fn slow<'a>(nodes: &'a [Node], path: &str) -> Option<&'a Node> {
        let by_name = |name: &str| nodes.iter().rev().find(|node| node.name == name);
        if let Some(node) = by_name(path) {
            return Some(node);
        }
        let cuts = path.char_indices().rev().filter(|(_, ch)| matches!(ch, '.' | '['));
        cuts.into_iter().find_map(|(at, _)| {
            let (head, rest) = (&path[..at], &path[at + 1..]);
            let node = by_name(head.strip_suffix(']').unwrap_or(head))?;
            slow(&node.children, rest.strip_suffix(']').unwrap_or(rest))
        })
    }

    fn tree() -> impl Strategy<Value = Vec<Node>> {
        let leaf = "[a.]{0,3}".prop_map(|name| node(&name, Vec::new()));
        let inner = leaf.prop_recursive(3, 30, 4, |inner| {
            ("[a.]{0,3}", prop::collection::vec(inner, 0..4))
                .prop_map(|(name, children)| node(&name, children))
        });
        prop::collection::vec(inner, 0..4)
    }

    proptest! {
        #[test]
        fn hostile_03_a_path_leads_where_each_of_its_cuts_would(
            nodes in tree(), path in "[a.\\[\\]]{0,8}",
        ) {
            let (fast, slow) = (find(&nodes, &path), slow(&nodes, &path));
            prop_assert_eq!(fast.map(|node| node as *const Node), slow.map(|node| node as *const Node));
        }
    }

    #[test]
    fn hostile_03_a_path_of_millions_of_dots_costs_no_more_than_its_length() {
        let many = (0..20_000).map(|number| node(&number.to_string(), Vec::new())).collect();
        let nodes = [node("json", many)];
        let begun = std::time::Instant::now();
        assert_eq!(find(&nodes, &format!("json{}", ".".repeat(4 << 20))), None);
        // Trying each dot with each member would take hours.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }
}
