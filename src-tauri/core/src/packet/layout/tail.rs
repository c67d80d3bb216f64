//! Decodes tails that consist of one value: bytes, text, JSON, CBOR, MessagePack and Protobuf.

use std::borrow::Cow;

use super::decode::DecodeState;
use super::display;
use super::json_tree;
use super::limits::TreeLimits;
use super::model::TailKind;
use super::plan::TailPlan;
use crate::packet::binary::{cbor, msgpack};
use crate::packet::encoding::Encoding;
use crate::packet::hex;
use crate::packet::tree::node::{Node, NodeKind, NodeProblem};
use crate::packet::tree::window::beginning;

/// Limit of a Protobuf tail that is decoded for a page, in bytes.
const MOST_PROTOBUF: usize = 64 << 20;

impl DecodeState<'_> {
    /// Fills in the node of a tail that does not repeat.
    pub(super) fn leaf(&mut self, tail: &TailPlan, bytes: &[u8], node: &mut Node) {
        let start = self.window.mark();
        let done = match tail.spec.kind {
            TailKind::Protobuf if self.is_heavy(bytes) => {
                let what = tail.spec.kind.word();
                Err(("binary.heavy", format!("{} bytes of {what} are not laid out", bytes.len())))
            }
            TailKind::Text => {
                node.form = tail.spec.encoding.word().to_owned();
                text_to(node, bytes, tail.spec.encoding, self.limits);
                return;
            }
            TailKind::Json => {
                let (text, lossy) = tail.spec.encoding.decode(bytes);
                // Values have positions of their own only if decoding the text did not copy it.
                let placed = matches!(text, Cow::Borrowed(_));
                match lossy {
                    true => Err(("json.utf8", format!("not {}", tail.spec.encoding.word()))),
                    false => json_tree::build(node, &text, placed, &mut self.window)
                        .map_err(|error| (error.code(), error.to_string())),
                }
            }
            TailKind::Cbor => cbor::tree(node, bytes, &mut self.window)
                .map_err(|error| (error.code(), error.to_string())),
            TailKind::Msgpack => msgpack::tree(node, bytes, &mut self.window)
                .map_err(|error| (error.code(), error.to_string())),
            TailKind::Protobuf => match &tail.message {
                Some(message) => message
                    .tree(node, bytes, &mut self.window)
                    .map_err(|error| (error.code(), error.to_string())),
                None => {
                    bytes_to(node, bytes, self.limits);
                    Ok(())
                }
            },
            TailKind::Bytes
            | TailKind::Repeat
            | TailKind::Varint
            | TailKind::Layout
            | TailKind::Switch => {
                bytes_to(node, bytes, self.limits);
                Ok(())
            }
        };
        let exhausted = self.window.budget.exhausted();
        let done = exhausted.map_or(done, |what| Err(("decode.budget", what.to_string())));
        if let Err((code, text)) = done {
            node.children.clear();
            self.window.back_to(start);
            match tail.spec.kind {
                TailKind::Json => text_to(node, bytes, tail.spec.encoding, self.limits),
                _ => bytes_to(node, bytes, self.limits),
            }
            node.problem = NodeProblem::new(code, text);
        }
    }

    /// Whether a Protobuf tail is too large for a page. The library allocates all its values at once, many times the
    /// size of the bytes.
    fn is_heavy(&self, bytes: &[u8]) -> bool {
        self.limits.nodes != usize::MAX && bytes.len() > MOST_PROTOBUF
    }
}

/// Fills in a node with raw bytes.
pub(super) fn bytes_to(node: &mut Node, bytes: &[u8], limits: TreeLimits) {
    let kept = bytes.get(..limits.text).unwrap_or(bytes);
    node.kind = NodeKind::Bytes;
    if node.form.is_empty() {
        node.form = "bytes".to_owned();
    }
    node.size = bytes.len();
    node.value = format!("hex:{}", hex::encode(kept));
    node.display = display::printable(kept).map(str::to_owned);
    node.cut(kept.len(), bytes.len());
}

fn text_to(node: &mut Node, bytes: &[u8], encoding: Encoding, limits: TreeLimits) {
    let (text, lossy) = encoding.decode(bytes);
    node.kind = NodeKind::Text;
    let kept = beginning(&text, limits.text);
    if lossy {
        let text = format!("not {}: what is none stands as \u{fffd}", encoding.word());
        node.problem = NodeProblem::new("decode.encoding", text);
    }
    node.cut(kept.len(), text.len());
    node.value = kept.to_owned();
}
