//! The default layouts, for messages that no layout of the profile matches: the original script's leading int32, JSON,
//! text or bytes.

use crate::frame::Kind;
use crate::packet::layout::display::printable;
use crate::packet::layout::plan::LayoutContext;
use crate::packet::layout::{Decoded, Field, Layout, Node, NodeKind, Plan, Tail, TailKind};

/// The plans of the default layouts.
#[derive(Debug, Clone)]
pub(super) struct DefaultLayout {
    plans: [Plan; 6],
    /// Whether binary messages begin with the original script's int32, as they do unless the profile defines its code.
    has_int32: bool,
}

/// Index of the layout for text messages with JSON.
pub(super) const JSON: usize = 3;
const TEXT: usize = 4;
const BYTES: usize = 5;

impl DefaultLayout {
    pub(super) fn new(has_int32: bool) -> DefaultLayout {
        let plan = |format: &str, name: &str, kind| {
            let tail = Some(Tail { kind, name: name.to_owned(), ..Tail::default() });
            let field = Field { name: "code".to_owned(), ..Field::default() };
            let fields = if format.is_empty() { vec![] } else { vec![field] };
            let layout = Layout { format: format.to_owned(), fields, tail, ..Layout::default() };
            // These layouts are always valid; an empty plan would show the message as raw bytes.
            Plan::new(&layout, LayoutContext::default()).unwrap_or_default()
        };
        let plans = [
            plan("<i", "tail", TailKind::Bytes),
            plan("<i", "tail", TailKind::Text),
            plan("<i", "tail", TailKind::Json),
            plan("", "json", TailKind::Json),
            plan("", "text", TailKind::Text),
            plan("", "bytes", TailKind::Bytes),
        ];
        DefaultLayout { plans, has_int32 }
    }

    pub(super) fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// Chooses a default layout. A binary message starts with an int32 by default, and its tail, or else the message,
    /// is JSON or text if possible.
    pub(super) fn of(&self, kind: Kind, message: &[u8]) -> usize {
        let json = |bytes: &[u8]| {
            let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
            matches!(first, Some(b'{' | b'['))
        };
        let is_text = |bytes: &[u8]| printable(bytes).is_some_and(|text| text.len() == bytes.len());
        match (kind, message.get(4..)) {
            (Kind::Binary, _) if !self.has_int32 => match is_text(message) {
                true if json(message) => JSON,
                true => TEXT,
                false => BYTES,
            },
            (Kind::Text, _) if json(message) => JSON,
            (Kind::Text, _) => TEXT,
            (Kind::Binary, Some(tail)) => match printable(tail) {
                Some(_) if json(tail) => 2,
                // Trailing zeros make it bytes, not text.
                Some(_) if is_text(tail) => 1,
                _ => 0,
            },
            _ => BYTES,
        }
    }
}

/// Replaces the root of a JSON message by its members, which become the fields.
pub(super) fn flatten(decoded: &mut Decoded) {
    if let [node] = decoded.nodes.as_mut_slice()
        && node.kind == NodeKind::Object
        && node.problem.is_none()
    {
        decoded.part = node.part.take();
        decoded.nodes = std::mem::take(&mut node.children);
        let first = decoded.part.map_or(0, |part| part.first);
        for (index, child) in decoded.nodes.iter_mut().enumerate() {
            recolour(child, (first + index) as u16);
        }
    }
}

fn recolour(node: &mut Node, colour: u16) {
    node.colour = colour;
    node.children.iter_mut().for_each(|child| recolour(child, colour));
}
