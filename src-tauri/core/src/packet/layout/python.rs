//! Writes a message as Python code that builds the same bytes with its layout.

use super::model::TailKind;
use super::plan::{Plan, TailPlan};
use super::{Decoded, Node};
use crate::packet::escape::{TailSource, python_bytes, python_pack};
use crate::packet::json::{self, Style};
use crate::packet::{unpack, value::Value};

/// Writes, for example, `struct.pack("=i", 2) + json.dumps(["first"]).encode()`. Bytes that do not fit the layout are
/// appended as a bytes literal.
pub fn python(plan: &Plan, message: &[u8]) -> String {
    let mut terms = Vec::new();
    let mut at = 0;
    let mut tree = None;
    for part in &plan.parts {
        let rest = message.get(at..).unwrap_or_default();
        let Ok(unpacked) = unpack::unpack_from(&part.format, rest, 0) else { break };
        let values: Vec<String> = unpacked.values.iter().map(Value::to_text).collect();
        let from = at + part.format.size();
        let mut place = from..from;
        if let Some(tail) = &part.tail {
            let tree = tree.get_or_insert_with(|| super::decode(plan, message));
            place = match tree.find(&tail.name).or_else(|| number_node(tree, tail)) {
                Some(node) => node.offset..node.offset + node.size,
                None => from..from,
            };
        }
        let bytes = message.get(place.clone()).unwrap_or_default();
        let source = part.tail.as_ref().map(|tail| tail_source(tail, bytes));
        // A part at an offset leaves a gap, which stands as bytes with all that follows.
        let source = source.filter(|_| place.start == from);
        let has_gap = place.start != from;
        if !values.is_empty() || part.format.size() > 0 || source.is_some() {
            terms.push(python_pack(&part.text, &values, source));
        }
        at = if has_gap { from } else { place.end };
        let until = part.tail.as_ref().map_or(&[][..], |tail| &tail.until);
        let is_ended = message.get(at..).is_some_and(|rest| rest.starts_with(until));
        if is_ended && !until.is_empty() && !has_gap {
            terms.push(python_bytes(until));
            at += until.len();
        }
        // After a text in a field of fixed size follows padding.
        let is_padded = part.tail.as_ref().is_some_and(|tail| tail.length.is_some());
        if has_gap || is_padded && !until.is_empty() {
            break;
        }
    }
    match message.get(at..) {
        Some(rest) if !rest.is_empty() => terms.push(python_bytes(rest)),
        _ => {}
    }
    terms.join(" + ")
}

/// The node of an integer of variable length.
fn number_node<'d>(tree: &'d Decoded, tail: &TailPlan) -> Option<&'d Node> {
    tree.find(&tail.number.as_ref()?.name)
}

fn tail_source<'m>(tail: &TailPlan, bytes: &'m [u8]) -> TailSource<'m> {
    let Ok(text) = str::from_utf8(bytes) else { return TailSource::Bytes(bytes) };
    match tail.spec.kind {
        // Use `json.dumps` only for text that it reproduces with its default settings.
        TailKind::Json
            if json::parse(text).is_ok_and(|v| json::write(&v, Style::Python) == text) =>
        {
            TailSource::Json(text)
        }
        TailKind::Json | TailKind::Text => TailSource::Text(text),
        _ => TailSource::Bytes(bytes),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::super::plan::LayoutContext;
    use super::*;

    #[test]
    fn writes_python_that_builds_the_same_bytes() {
        let layout = serde_json::from_value(json!({
            "name": "x", "format": "=ib", "fields": [{"name": "code"}, {"name": "n"}],
            "tail": {"type": "json", "length": "n", "then": {"format": ">H", "tail": {"type": "text"}}}
        }));
        let plan = Plan::new(&layout.unwrap(), LayoutContext::default()).unwrap();
        assert_eq!(
            python(&plan, b"\x02\0\0\0\x03[1]\x01\x02ab"),
            r#"struct.pack("=ib", 2, 3) + json.dumps([1]).encode() + struct.pack(">H", 258) + b'ab'"#
        );
        assert_eq!(python(&plan, b"\x02\0"), r"b'\x02\x00'");
    }
}
