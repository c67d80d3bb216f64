//! The tree that bytes decode to.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
    pub stop: Option<Stop>,
    /// Which of the fields these are, where they are not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub part: Option<Part>,
    /// Which nodes of all that lie in tails were made, where that is not all: a longer message is read in windows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub window: Option<Part>,
}

/// Some of many that lie next to each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldPart"))]
pub struct Part {
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
pub struct Stop {
    /// A stable code: `decode.short`, `decode.length`, `decode.extra`, `decode.endless`.
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
    pub part: Option<Part>,
}

/// What is wrong with a field that has its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(rename = "FieldProblem"))]
pub struct NodeProblem {
    /// A stable code.
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

    /// As text to copy: the exact value, or JSON, which a list or an object always is.
    pub fn copied(&self, as_json: bool) -> String {
        match self.kind {
            NodeKind::List | NodeKind::Object => format!("{:#}", self.to_json()),
            _ if as_json => self.to_json().to_string(),
            _ => self.value.clone(),
        }
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

fn numbered(nodes: &[Node], part: Option<Part>, index: usize) -> Option<&Node> {
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
    let cuts = path.char_indices().rev().filter(|(_, ch)| matches!(ch, '.' | '['));
    for (at, _) in cuts {
        let (Some(head), Some(rest)) = (path.get(..at), path.get(at + 1..)) else { continue };
        let Some(node) = find_name(nodes, head.strip_suffix(']').unwrap_or(head)) else { continue };
        if let Some(found) = find(&node.children, rest.strip_suffix(']').unwrap_or(rest)) {
            return Some(found);
        }
    }
    None
}

fn find_name<'a>(nodes: &'a [Node], name: &str) -> Option<&'a Node> {
    // Of two equal keys the last counts, as in Python and JavaScript.
    nodes.iter().rev().find(|node| node.name == name)
}
