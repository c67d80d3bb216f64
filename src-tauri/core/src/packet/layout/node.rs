//! The tree that bytes decode to.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::packet::json;
use crate::packet::value::EXACT;

/// A message, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Decoded {
    /// The layout's name; empty where the profile had none and the message was shown by a general one.
    pub layout: String,
    /// The message's bytes.
    pub size: usize,
    /// The fields in order, the tails among them; what did not fit is the last, of kind `raw`.
    pub nodes: Vec<Node>,
    /// Where the message stops fitting its layout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub stop: Option<DecodeStop>,
    /// Which of the fields these are, where they are not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub part: Option<NodeRange>,
    /// Which nodes of all that lie in tails were made, where that is not all: a longer message is read in windows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub window: Option<NodeRange>,
}

/// Some of many that lie next to each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldPart"))]
pub struct NodeRange {
    /// How many come before the first that is here.
    pub first: usize,
    /// How many are here.
    pub shown: usize,
    /// How many there are.
    pub count: usize,
}

/// Where a message stops fitting its layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "DecodeStop"))]
pub struct DecodeStop {
    /// A stable code: `decode.short`, `decode.length`, `decode.extra`, `decode.endless`, `decode.budget`.
    #[cfg_attr(feature = "ts", ts(type = "ErrorCode"))]
    pub code: String,
    /// The first byte that does not fit.
    pub offset: usize,
    /// The field or tail, as `items[2].price`; empty where bytes follow the last one.
    pub field: String,
    /// The bytes it wants; a number too large for a page is text.
    pub wanted: String,
    /// The bytes that are there.
    pub had: usize,
    /// All of this in English.
    pub text: String,
}

/// One field, a part of one, or a value in a tail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldNode"))]
pub struct Node {
    /// Its name; in a list its number from 0.
    pub name: String,
    /// What the value is.
    pub kind: NodeKind,
    /// What it is written in: a format character, `bits`, `utf-8`, `gbk`, `latin-1`, `json`, `cbor` and so on.
    #[serde(rename = "type")]
    pub form: String,
    /// Its first byte in the message.
    pub offset: usize,
    /// How many bytes it has.
    pub size: usize,
    /// The lowest and the highest bit, for bits of an integer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub bits: Option<(u8, u8)>,
    /// The value, exact: what a form takes and a copy gives. Bytes are `hex:…`; a list or an object has none.
    pub value: String,
    /// The value as the layout wants it shown, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub display: Option<String>,
    /// The value's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub label: Option<String>,
    /// For a checksum: whether it is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub checksum: Option<bool>,
    /// Which field colour: the same in form, hex and tree. Colours begin again where a palette ends.
    pub colour: u16,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub problem: Option<NodeProblem>,
    /// Bits, list items, object members, repeated fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<Vec<Node>>", optional))]
    pub children: Vec<Node>,
    /// Which of its children these are, where they are not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub part: Option<NodeRange>,
}

/// What is wrong with a field that has its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldProblem"))]
pub struct NodeProblem {
    /// A stable code.
    #[cfg_attr(feature = "ts", ts(type = "ErrorCode"))]
    pub code: String,
    /// English, in full.
    pub text: String,
}

impl NodeProblem {
    pub(crate) fn new(code: &str, text: impl ToString) -> Option<Self> {
        Some(NodeProblem { code: code.to_owned(), text: text.to_string() })
    }
}

/// What a value is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldNodeKind"))]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// A whole number of a format.
    Int,
    /// A floating point number of a format.
    Float,
    /// A number in JSON or its like, with its own digits.
    Number,
    /// True or false.
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
    /// Named values.
    Object,
    /// Bytes that fit nothing.
    Raw,
}

impl Node {
    /// The child of this name, or of this number in a list.
    pub fn child(&self, name: &str) -> Option<&Node> {
        find_name(&self.children, name)
    }

    /// About how much memory it takes, without its children: a list of them grows by doubling.
    pub(crate) fn memory(&self) -> usize {
        let optional = [&self.display, &self.label].into_iter().flatten().map(String::len);
        let problem = self.problem.as_ref().map_or(0, |problem| problem.text.len());
        let texts = [&self.name, &self.form, &self.value].map(String::len);
        2 * size_of::<Node>() + texts.into_iter().chain(optional).sum::<usize>() + problem
    }

    /// Its value is only the beginning, where it is.
    pub(crate) fn cut(&mut self, kept: usize, all: usize) {
        if kept < all {
            let text = format!("only the first {kept} of {all} bytes are shown here");
            self.problem = NodeProblem::new("decode.cut", text);
        }
    }

    /// Whether all of it is here, its children's children too.
    pub fn is_whole(&self) -> bool {
        self.part.is_none() && self.children.iter().all(Node::is_whole)
    }

    /// Whether a value in it is cut.
    pub fn is_cut(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.code == "decode.cut")
            || self.children.iter().any(Node::is_cut)
    }

    /// As text of at most `limit` bytes to copy: the exact value, or JSON, which a list or an object always is. It is laid
    /// out where that is within the limit; `None` where it is too long on one line too.
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

    /// As JSON. Bytes are `hex:…`; a format's integers beyond 2^53, NaN and the infinities are strings, while
    /// what was JSON keeps its own digits.
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
    /// The fields as one JSON object; bits are an object beside their integer's value, as `flags.bits`.
    pub fn to_json(&self) -> Value {
        object(&self.nodes)
    }

    /// The node at these numbers of children, outermost first, counted over all of them, also those that are not here.
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

/// The node at a path.
pub(super) fn find<'a>(nodes: &'a [Node], path: &str) -> Option<&'a Node> {
    // A name may hold dots itself, as JSON's keys do: the longest name that is there wins.
    if let Some(node) = find_name(nodes, path) {
        return Some(node);
    }
    // Each name is looked at once: a path may be as long as a stranger's file, and a message may have thousands of
    // members. Of two equal keys the last counts.
    let heads = nodes.iter().rev().filter_map(|node| Some((node, behind(&node.name, path)?)));
    let mut heads: Vec<_> = heads.collect();
    heads.sort_by_key(|(node, _)| Reverse(node.name.len()));
    heads.dedup_by(|(one, _), (other, _)| one.name == other.name);
    heads.into_iter().find_map(|(node, rest)| find(&node.children, rest))
}

/// What of a path is left behind this name and the dot or bracket that follows it.
fn behind<'p>(name: &str, path: &'p str) -> Option<&'p str> {
    let rest = path.strip_prefix(name)?;
    let rest = rest.strip_prefix(']').unwrap_or(rest).strip_prefix(['.', '['])?;
    Some(rest.strip_suffix(']').unwrap_or(rest))
}

fn find_name<'a>(nodes: &'a [Node], name: &str) -> Option<&'a Node> {
    // Of two equal keys the last counts, as in Python and JavaScript.
    nodes.iter().rev().find(|node| node.name == name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(name: &str, children: Vec<Node>) -> Node {
        Node { name: name.to_owned(), kind: NodeKind::Object, children, ..Node::default() }
    }

    /// Every place where a path may be cut, the last first.
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
        // Each dot was tried with each member, which took hours.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }
}
