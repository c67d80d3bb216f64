//! A message of a layout as the Python that makes the same bytes.

use super::model::TailKind;
use super::plan::{Plan, TailPlan};
use crate::packet::escape::{TailSource, python_bytes, python_pack};
use crate::packet::json::{self, Style};
use crate::packet::{unpack, value::Value};

/// `struct.pack("=i", 2) + json.dumps(["first"]).encode()`; bytes that do not fit the layout follow as bytes.
pub fn python(plan: &Plan, message: &[u8]) -> String {
    let mut terms = Vec::new();
    let mut at = 0;
    for part in &plan.parts {
        let rest = message.get(at..).unwrap_or_default();
        let Ok(found) = unpack::unpack_from(&part.format, rest, 0) else { break };
        at += part.format.size();
        let values: Vec<String> = found.values.iter().map(Value::to_text).collect();
        let tail = part.tail.as_ref().map(|tail| {
            let size = length(plan, tail, message, found.tail.len());
            (tail, found.tail.get(..size).unwrap_or(found.tail))
        });
        if let Some((_, bytes)) = tail {
            at += bytes.len();
        }
        let source = tail.map(|(tail, bytes)| of_tail(tail, bytes));
        terms.push(python_pack(&part.text, &values, source));
    }
    match message.get(at..) {
        Some(rest) if !rest.is_empty() => terms.push(python_bytes(rest)),
        _ => {}
    }
    terms.join(" + ")
}

/// How many bytes a tail has: what the tree says.
fn length(plan: &Plan, tail: &TailPlan, message: &[u8], rest: usize) -> usize {
    if tail.spec.length.is_empty() && tail.spec.count.is_empty() {
        return rest;
    }
    super::decode(plan, message).find(&tail.name).map_or(0, |node| node.size)
}

fn of_tail<'m>(tail: &TailPlan, bytes: &'m [u8]) -> TailSource<'m> {
    let Ok(text) = str::from_utf8(bytes) else { return TailSource::Bytes(bytes) };
    match tail.spec.kind {
        // Only what json.dumps writes with its defaults is written so.
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
    fn the_same_bytes_in_python() {
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
