//! A message whose fields are decoded on demand, for filters and request-reply pairing.

use std::ops::Range;

use crate::frame::{Direction, Kind};
use crate::packet::layout::decode::TreeLimits;
use crate::packet::layout::{Decoded, Node};
use crate::packet::rules::{Choice, Decoder};

/// Decode limits: generous, because the field in question may follow a million items.
const LIMITS: TreeLimits =
    TreeLimits { first: 0, nodes: 1_000_000, text: 16 << 20, value: usize::MAX, bytes: 1 << 30 };

/// Prefix of paths into a message's JSON: a whole text message, or the part of a binary one after
/// its leading int32.
const JSON: &str = "json.";

/// The node at a path; `json.x` is `x` of a text message and `tail.x` of a binary one.
pub(super) fn find<'t>(tree: &'t Decoded, path: &str) -> Option<&'t Node> {
    tree.find(path).or_else(|| {
        let rest = path.strip_prefix(JSON)?;
        tree.find(rest).or_else(|| tree.find(&format!("tail.{rest}")))
    })
}

/// A message that is decoded when a field is first requested.
pub(super) struct LazyMessage<'m> {
    pub kind: Kind,
    pub direction: Direction,
    pub payload: &'m [u8],
    pub choice: Option<Choice>,
    pub tree: Option<Decoded>,
    /// The protocol messages that stand for the payload: none if it is only a part of one. `None`: the payload.
    pub messages: Option<Vec<LazyMessage<'m>>>,
}

impl<'m> LazyMessage<'m> {
    pub(super) fn new(kind: Kind, direction: Direction, payload: &'m [u8]) -> LazyMessage<'m> {
        LazyMessage { kind, direction, payload, choice: None, tree: None, messages: None }
    }

    /// Puts the protocol messages in these bytes in the place of the payload, or none at all.
    pub(super) fn stands_for(&mut self, decoder: &Decoder, bytes: Option<&'m [u8]>) {
        let (kind, direction) = (self.kind, self.direction);
        let bytes = bytes.unwrap_or_default();
        let found = decoder.messages(kind, direction, bytes).into_iter();
        let message = |at| Some(LazyMessage::new(kind, direction, bytes.get::<Range<usize>>(at)?));
        let messages = found.filter(|at| !at.is_empty()).filter_map(message);
        self.messages = Some(messages.collect());
    }

    pub(super) fn tree(&mut self, decoder: &Decoder) -> &Decoded {
        self.tree.get_or_insert_with(|| {
            decoder.decode_within(self.kind, self.direction, self.payload, LIMITS)
        })
    }
}
