//! Streams of protocol messages that need not begin and end where WebSocket messages do, and rows with several of them.

use std::ops::Range;

use super::decoder::Decoder;
use crate::frame::{Direction, Kind, Wire};
use crate::packet::codes::CodeValue;
use crate::packet::faults::FaultSet;
use crate::packet::joined::{Delimiter, DelimiterFault, JOINED, JoinedMessages};
use crate::packet::layout::decode::TreeLimits;
use crate::packet::layout::{Decoded, Node, NodeKind};
use crate::packet::tree::node::NodeProblem;

/// Protocol messages of a row that the tree shows, each under its number.
const SHOWN: usize = 1000;
/// The list with the messages of a row that has several.
const MESSAGES: &str = "messages";

/// The streams of a profile, compiled.
#[derive(Debug, Clone, Default)]
pub(super) struct JoinedStreams(Vec<JoinedStream>);

/// Which WebSocket messages are a stream, and how it is split into protocol messages.
#[derive(Debug, Clone)]
pub struct JoinedStream {
    direction: Option<Direction>,
    kind: Option<Wire>,
    /// Finds the ends of messages.
    pub delimiter: Delimiter,
}

impl JoinedStreams {
    /// Compiles the definitions. Faulty ones are left out and returned with their index.
    pub(super) fn new(sources: &[JoinedMessages]) -> (JoinedStreams, Vec<(usize, DelimiterFault)>) {
        let (mut streams, mut faults) = (Vec::new(), Vec::new());
        for (index, source) in sources.iter().enumerate().take(JOINED) {
            let (direction, kind) = (source.direction, source.kind);
            match Delimiter::new(source) {
                Ok(delimiter) => streams.push(JoinedStream { direction, kind, delimiter }),
                Err(fault) => faults.push((index, fault)),
            }
        }
        (JoinedStreams(streams), faults)
    }
}

impl JoinedStream {
    fn has(&self, kind: Kind, way: Direction) -> bool {
        self.direction.is_none_or(|direction| direction == way)
            && self.kind.map_or(matches!(kind, Kind::Text | Kind::Binary), |wire| wire.is(kind))
    }
}

impl Decoder {
    /// Whether the profile splits WebSocket messages into protocol messages and joins those that are spread over
    /// several.
    pub fn joins_messages(&self) -> bool {
        !self.joined.0.is_empty()
    }

    /// The number of the stream to which a message belongs: that of the first definition that it fits.
    pub fn joined_stream(&self, kind: Kind, way: Direction) -> Option<(usize, &JoinedStream)> {
        self.joined.0.iter().enumerate().find(|(_, stream)| stream.has(kind, way))
    }

    /// The protocol messages in bytes that begin with one; all bytes are one if the profile does not split them.
    pub fn messages(&self, kind: Kind, way: Direction, bytes: &[u8]) -> Vec<Range<usize>> {
        let found = self.joined_stream(kind, way);
        let found = found.map(|(_, stream)| stream.delimiter.split(bytes)).unwrap_or_default();
        if found.is_empty() { std::iter::once(0..bytes.len()).collect() } else { found }
    }

    /// The first protocol message in bytes that begin with one, and how many follow it.
    pub fn first_message<'b>(
        &self,
        kind: Kind,
        way: Direction,
        bytes: &'b [u8],
    ) -> (&'b [u8], usize) {
        let found = self.messages(kind, way, bytes);
        let first = found.first().and_then(|first| bytes.get(first.clone()));
        (first.unwrap_or(bytes), found.len().saturating_sub(1))
    }

    /// Like [`code_value`](Self::code_value), for bytes with one or several protocol messages: the first code.
    pub fn first_code(&self, kind: Kind, way: Direction, bytes: &[u8]) -> Option<CodeValue> {
        let mut found = self.messages(kind, way, bytes).into_iter();
        found.find_map(|at| self.code_value(kind, way, bytes.get(at)?))
    }

    /// Like [`faults`](Self::faults), for bytes with one or several protocol messages.
    pub fn faults_of_all(&self, kind: Kind, way: Direction, bytes: &[u8]) -> FaultSet {
        let found = self.messages(kind, way, bytes).into_iter();
        let faults = found.filter_map(|at| Some(self.faults(kind, way, bytes.get(at)?)));
        faults.fold(FaultSet::EMPTY, FaultSet::union)
    }

    /// Decodes bytes with one or several protocol messages. Several become a list, `messages`, of which the first
    /// thousand are decoded.
    pub fn decode_all(
        &self,
        kind: Kind,
        way: Direction,
        bytes: &[u8],
        limits: TreeLimits,
    ) -> Decoded {
        let found = self.messages(kind, way, bytes);
        if found.len() < 2 {
            return self.decode_within(kind, way, bytes, limits);
        }
        let mut children = Vec::new();
        // All trees together stay within the limits of one. Windows of nodes are those of a single message.
        let count = found.len().min(SHOWN);
        let (nodes, memory) = (limits.nodes / count, limits.bytes / count);
        let each = TreeLimits { first: 0, nodes, bytes: memory, ..limits };
        for (index, at) in found.iter().take(SHOWN).enumerate() {
            let message = bytes.get(at.clone()).unwrap_or_default();
            let decoded = self.decode_within(kind, way, message, each);
            let mut nodes = decoded.nodes;
            nodes.iter_mut().for_each(|node| shift(node, at.start));
            let (offset, size) = (at.start, at.len());
            let problem = decoded.stop.and_then(|stop| NodeProblem::new(&stop.code, stop.text));
            children.push(Node {
                name: index.to_string(),
                kind: NodeKind::Object,
                form: decoded.layout,
                offset,
                size,
                colour: index as u16,
                problem,
                children: nodes,
                ..Node::default()
            });
        }
        let list = Node {
            name: MESSAGES.to_owned(),
            kind: NodeKind::List,
            size: bytes.len(),
            children,
            ..Node::default()
        };
        Decoded { size: bytes.len(), nodes: vec![list], ..Decoded::default() }
    }

    /// Like [`fields`](Self::fields), for bytes with one or several protocol messages; several are a list in
    /// `messages`, with `null` for those that no layout matches.
    pub fn fields_of_all(
        &self,
        kind: Kind,
        way: Direction,
        bytes: &[u8],
    ) -> Option<serde_json::Value> {
        let found = self.messages(kind, way, bytes);
        if found.len() < 2 {
            return self.fields(kind, way, bytes);
        }
        let of = |at: &Range<usize>| self.fields(kind, way, bytes.get(at.clone())?);
        let fields: Vec<_> = found.iter().map(of).collect();
        fields.iter().any(Option::is_some).then(|| serde_json::json!({ MESSAGES: fields }))
    }
}

/// Moves a node of a message to the message's place.
fn shift(node: &mut Node, by: usize) {
    node.offset += by;
    node.children.iter_mut().for_each(|child| shift(child, by));
}
