//! Reads CBOR and MessagePack as a stream of items and builds the nodes in the window. Values outside the window are
//! skipped without allocating memory.

use std::borrow::Cow;

use super::BinaryError;
use super::node_builder::{NodeBuilder, replace_root};
use crate::packet::json::DEPTH_LIMIT;
use crate::packet::tree::node::{Node, NodeKind};
use crate::packet::tree::window::{Children, NodePlace, NodeWindow};

/// The next item of the input.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum BinaryItem<'a> {
    Null,
    Undefined,
    Bool(bool),
    Int(i128),
    Float(f64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    /// A MessagePack extension: type and bytes.
    Extension(i8, &'a [u8]),
    /// A CBOR tag for the following value.
    Tag(u64),
    /// A list with this many items, or up to a [`BinaryItem::Break`] if the count is `None`.
    List(Option<u64>),
    /// A map with this many keys and values, or up to a [`BinaryItem::Break`] if the count is `None`.
    Map(Option<u64>),
    Break,
}

impl BinaryItem<'_> {
    fn is_branch(&self) -> bool {
        matches!(self, BinaryItem::List(_) | BinaryItem::Map(_))
    }
}

/// A cursor over the input bytes.
pub(super) struct ByteReader<'a> {
    what: &'static str,
    rest: &'a [u8],
}

impl<'a> ByteReader<'a> {
    pub(super) fn new(what: &'static str, bytes: &'a [u8]) -> Self {
        ByteReader { what, rest: bytes }
    }

    /// The bytes that were not read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn broken(&self, why: impl ToString) -> BinaryError {
        BinaryError::Broken { what: self.what.to_owned(), why: why.to_string() }
    }

    pub(super) fn take(&mut self, count: u64) -> Result<&'a [u8], BinaryError> {
        let split = usize::try_from(count).ok().and_then(|count| self.rest.split_at_checked(count));
        let (taken, rest) = split.ok_or_else(|| self.broken("it ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], BinaryError> {
        let taken = self.take(N as u64)?;
        taken.try_into().map_err(|_| self.broken("it ends too early"))
    }

    pub(super) fn byte(&mut self) -> Result<u8, BinaryError> {
        self.array::<1>().map(|[byte]| byte)
    }
}

/// Reads one item at a time.
pub(super) trait ItemReader {
    fn next<'a>(input: &mut ByteReader<'a>) -> Result<BinaryItem<'a>, BinaryError>;
}

/// Decodes all of the bytes into a node.
pub(super) fn tree<F: ItemReader>(
    root: &mut Node,
    (what, form): (&'static str, &str),
    bytes: &[u8],
    window: &mut NodeWindow,
) -> Result<(), BinaryError> {
    let builder = NodeBuilder::new(root, form, window);
    let mut tree = ItemTree { builder, input: ByteReader::new(what, bytes), next: F::next };
    let (label, item) = tree.value()?;
    // The root is always inside the window.
    let made = match tree.node(&item, 0, NodePlace::Inside)? {
        Some(made) => Node { label, ..made },
        None => return Err(tree.input.broken("a value is missing")),
    };
    let rest = tree.input.rest.len();
    if rest > 0 {
        return Err(BinaryError::Extra { what, bytes: rest });
    }
    replace_root(root, made);
    Ok(())
}

struct ItemTree<'a, 'w> {
    builder: NodeBuilder<'w>,
    input: ByteReader<'a>,
    next: fn(&mut ByteReader<'a>) -> Result<BinaryItem<'a>, BinaryError>,
}

impl<'a> ItemTree<'a, '_> {
    fn item(&mut self) -> Result<BinaryItem<'a>, BinaryError> {
        self.builder.spend(0)?;
        (self.next)(&mut self.input)
    }

    /// The next value with its outermost tag as the label.
    fn value(&mut self) -> Result<(Option<String>, BinaryItem<'a>), BinaryError> {
        let item = self.item()?;
        self.tagged(item)
    }

    fn tagged(
        &mut self,
        item: BinaryItem<'a>,
    ) -> Result<(Option<String>, BinaryItem<'a>), BinaryError> {
        let BinaryItem::Tag(tag) = item else { return Ok((None, item)) };
        let mut inner = (tag, self.item()?);
        while let (_, BinaryItem::Tag(next)) = inner {
            inner = (next, self.item()?);
        }
        // A bignum that fits into 64 bits becomes an integer.
        match inner {
            (sign @ (2 | 3), BinaryItem::Bytes(bytes)) => match small_bignum(&bytes) {
                Some(number) if tag == sign => {
                    Ok((None, BinaryItem::Int(if sign == 2 { number } else { -1 - number })))
                }
                _ => Ok((Some(format!("tag {tag}")), BinaryItem::Bytes(bytes))),
            },
            (_, item) => Ok((Some(format!("tag {tag}")), item)),
        }
    }

    /// Builds a value's node if the value or something in it is inside the window.
    fn node(
        &mut self,
        item: &BinaryItem<'a>,
        deep: usize,
        place: NodePlace,
    ) -> Result<Option<Node>, BinaryError> {
        match *item {
            BinaryItem::List(count) => self.branch(NodeKind::List, count, deep, place),
            BinaryItem::Map(count) => self.branch(NodeKind::Object, count, deep, place),
            BinaryItem::Break | BinaryItem::Tag(_) => Err(self.input.broken("an end of nothing")),
            _ if place != NodePlace::Inside => Ok(None),
            _ => self.leaf(item).map(Some),
        }
    }

    /// Skips a value without building nodes.
    fn skip(&mut self, item: &BinaryItem<'a>, deep: usize) -> Result<(), BinaryError> {
        let (count, each) = match *item {
            BinaryItem::List(count) => (count, 1),
            BinaryItem::Map(count) => (count, 2),
            BinaryItem::Break | BinaryItem::Tag(_) => {
                return Err(self.input.broken("an end of nothing"));
            }
            _ => return Ok(()),
        };
        self.check_depth(deep)?;
        let mut index = 0;
        while count != Some(index) {
            let first = self.item()?;
            if first == BinaryItem::Break && count.is_none() {
                break;
            }
            let (_, mut item) = self.tagged(first)?;
            self.skip(&item, deep + 1)?;
            if each == 2 {
                (_, item) = self.value()?;
                self.skip(&item, deep + 1)?;
            }
            index += 1;
        }
        Ok(())
    }

    fn check_depth(&self, deep: usize) -> Result<(), BinaryError> {
        match deep >= DEPTH_LIMIT {
            true => Err(self.input.broken(format!("nested deeper than {DEPTH_LIMIT} levels"))),
            false => Ok(()),
        }
    }

    fn leaf(&mut self, item: &BinaryItem<'a>) -> Result<Node, BinaryError> {
        let builder = &mut self.builder;
        let node = match item {
            BinaryItem::Bool(truth) => builder.leaf(NodeKind::Bool, truth.to_string()),
            BinaryItem::Int(number) => builder.leaf(NodeKind::Int, number.to_string()),
            BinaryItem::Float(number) => builder.float(*number),
            BinaryItem::Text(text) => builder.text(text),
            BinaryItem::Bytes(bytes) => builder.bytes(bytes),
            BinaryItem::Extension(kind, bytes) => {
                Node { label: Some(format!("ext {kind}")), ..builder.bytes(bytes) }
            }
            BinaryItem::Undefined => builder.leaf(NodeKind::Null, "undefined"),
            _ => builder.leaf(NodeKind::Null, "null"),
        };
        builder.charge_node(&node)?;
        Ok(node)
    }

    fn branch(
        &mut self,
        kind: NodeKind,
        count: Option<u64>,
        deep: usize,
        place: NodePlace,
    ) -> Result<Option<Node>, BinaryError> {
        self.check_depth(deep)?;
        let mut children = Children::default();
        let mut index = 0;
        while count != Some(index) {
            let first = self.item()?;
            if first == BinaryItem::Break && count.is_none() {
                break;
            }
            let (mut label, mut item) = self.tagged(first)?;
            let mut key = None;
            if kind == NodeKind::Object {
                if item.is_branch() {
                    // A list or a map as a key has no name.
                    self.skip(&item, deep + 1)?;
                }
                key = Some(item);
                (label, item) = self.value()?;
            }
            let place = self.builder.take();
            let made = self.node(&item, deep + 1, place)?;
            let child = match made {
                None => None,
                Some(made) => {
                    let name = match &key {
                        None => index.to_string(),
                        Some(key) if key.is_branch() => String::new(),
                        Some(key) => self.leaf(key)?.value,
                    };
                    Some(Node { name, label: label.or(made.label.clone()), ..made })
                }
            };
            children.add(child);
            index += 1;
        }
        let node = self.builder.leaf(kind, "");
        let node = children.of(node, place);
        if let Some(node) = &node {
            self.builder.charge_node(node)?;
        }
        Ok(node)
    }
}

/// The value of a bignum that fits into 64 bits.
fn small_bignum(bytes: &[u8]) -> Option<i128> {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let digits = bytes.get(start..).filter(|digits| digits.len() <= 8)?;
    Some(digits.iter().fold(0, |number, byte| number << 8 | i128::from(*byte)))
}
