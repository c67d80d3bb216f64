//! Writes a message as Python code that builds the same bytes with its layout.

use super::model::TailKind;
use super::plan::{Plan, TailPlan};
use crate::packet::escape::{TailSource, python_bytes, python_pack};
use crate::packet::json::{self, Style};
use crate::packet::{unpack, value::Value};

/// Writes, for example, `struct.pack("=i", 2) + json.dumps(["first"]).encode()`. Bytes that do not fit the layout are
/// appended as a bytes literal.
pub fn python(plan: &Plan, message: &[u8]) -> String {
    let mut terms = Vec::new();
    let mut at = 0;
    for part in &plan.parts {
        let rest = message.get(at..).unwrap_or_default();
        let Ok(unpacked) = unpack::unpack_from(&part.format, rest, 0) else { break };
        at += part.format.size();
        let values: Vec<String> = unpacked.values.iter().map(Value::to_text).collect();
        let tail = part.tail.as_ref().map(|tail| {
            let size = tail_size(plan, tail, message, unpacked.tail.len());
            (tail, unpacked.tail.get(..size).unwrap_or(unpacked.tail))
        });
        if let Some((_, bytes)) = tail {
            at += bytes.len();
        }
        let source = tail.map(|(tail, bytes)| tail_source(tail, bytes));
        terms.push(python_pack(&part.text, &values, source));
    }
    match message.get(at..) {
        Some(rest) if !rest.is_empty() => terms.push(python_bytes(rest)),
        _ => {}
    }
    terms.join(" + ")
}

/// Size of a tail in bytes, according to the decoded tree.
fn tail_size(plan: &Plan, tail: &TailPlan, message: &[u8], rest: usize) -> usize {
    if tail.spec.length.is_empty() && tail.spec.count.is_empty() {
        return rest;
    }
    super::decode(plan, message).find(&tail.name).map_or(0, |node| node.size)
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
