//! Previews a message's fields on one line: `seq 7 · price 1.25 · "ACME" · sizes [1, 2] · items[30]`.

use super::decoder::{Choice, Decoder};
use super::table_columns::MessagePrefix;
use crate::packet::layout::decode::{TreeLimits, decode_within};
use crate::packet::tree::node::{Node, NodeKind};
use crate::text::push_symbol;

/// Limits of the tree: a preview has room for a few fields only.
const LIMITS: TreeLimits =
    TreeLimits { first: 0, nodes: 200, text: 512, value: 512, bytes: 256 << 10 };
/// Characters of one field's value.
const VALUE_CHARS: usize = 160;
/// Items of a list that are shown; of a longer one only their number is.
const ITEMS: usize = 8;
/// Members of an object in JSON or its binary equivalents.
const MEMBERS: usize = 20;

impl Decoder {
    /// Formats a message's fields as one line, cut after about `most` characters. Of a message that is not available as
    /// a whole, the fields up to there. With a lens, the types of the records and the essentials. `None` if no layout of
    /// the profile matches and no lens reads a type, or the message does not fit.
    pub fn preview(&self, head: MessagePrefix<'_>, most: usize) -> Option<String> {
        let MessagePrefix { kind, direction, bytes, size } = head;
        let choice = self.choose_of(kind, direction, bytes, size);
        if let (Choice::Lens | Choice::General(_), Some(lens)) = (choice, self.lens()) {
            return lens.read_start(kind, direction, bytes, size).summary();
        }
        let Choice::Layout(index) = choice else { return None };
        let decoded = decode_within(self.plans.get(index)?, bytes, LIMITS);
        let is_cut = bytes.len() < size;
        if decoded.stop.is_some() && !is_cut {
            return None;
        }
        let mut line = String::new();
        for node in decoded.nodes.iter().filter(|node| node.kind != NodeKind::Raw) {
            if line.chars().count() >= most {
                line.push('…');
                return Some(line);
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            push_field(node, &mut line);
        }
        if is_cut {
            line.push_str(if line.is_empty() { "…" } else { " · …" });
        }
        Some(line)
    }
}

fn push_field(node: &Node, line: &mut String) {
    match node.kind {
        NodeKind::List => {
            let count = node.part.map_or(node.children.len(), |part| part.count);
            push_text(&node.name, line);
            if count != node.children.len() || !is_short(&node.children) {
                return line.push_str(&format!("[{count}]"));
            }
            line.push_str(" [");
            for (index, item) in node.children.iter().enumerate() {
                line.push_str(if index == 0 { "" } else { ", " });
                push_value(item, line);
            }
            line.push(']');
        }
        NodeKind::Object => {
            push_text(&node.name, line);
            line.push_str(" {");
            for (index, member) in node.children.iter().take(MEMBERS).enumerate() {
                line.push_str(if index == 0 { "" } else { ", " });
                match member.kind {
                    NodeKind::Object => {
                        push_text(&member.name, line);
                        line.push_str(" {…}");
                    }
                    NodeKind::List => push_field(member, line),
                    _ => {
                        push_text(&member.name, line);
                        line.push(' ');
                        push_value(member, line);
                    }
                }
            }
            line.push_str(if node.children.len() > MEMBERS { ", …}" } else { "}" });
        }
        // A text explains itself.
        _ if is_text(node) => push_value(node, line),
        _ => {
            push_text(&node.name, line);
            line.push(' ');
            push_value(node, line);
        }
    }
}

/// Whether a list is shown with its items: a few plain values.
fn is_short(items: &[Node]) -> bool {
    items.len() <= ITEMS
        && items
            .iter()
            .all(|item| !matches!(item.kind, NodeKind::Object | NodeKind::List | NodeKind::Raw))
}

fn is_text(node: &Node) -> bool {
    node.label.is_none()
        && (node.kind == NodeKind::Text || (node.kind == NodeKind::Bytes && node.display.is_some()))
}

fn push_value(node: &Node, line: &mut String) {
    let value = node.display.as_deref().unwrap_or(&node.value);
    match &node.label {
        Some(label) => {
            push_text(label, line);
            line.push_str(" (");
            push_text(value, line);
            line.push(')');
        }
        None if is_text(node) => {
            line.push('"');
            push_text(value, line);
            line.push('"');
        }
        None => push_text(value, line),
    }
}

/// Appends a name or a value, cut and with its control characters visible.
fn push_text(text: &str, line: &mut String) {
    let mut chars = text.chars();
    chars.by_ref().take(VALUE_CHARS).for_each(|ch| push_symbol(ch, line));
    if chars.next().is_some() {
        line.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Direction, Kind};
    use crate::packet::rules::Decoding;

    fn preview(decoding: &serde_json::Value, bytes: &[u8]) -> Option<String> {
        let decoding: Decoding = serde_json::from_value(decoding.clone()).unwrap();
        let (kind, direction, size) = (Kind::Binary, Direction::Received, bytes.len());
        Decoder::new(&decoding).preview(MessagePrefix { kind, direction, bytes, size }, 200)
    }

    #[test]
    fn a_short_list_of_values_is_shown_and_a_longer_one_counted() {
        let decoding = serde_json::json!({
            "layouts": [{"name": "a", "format": "<i", "fields": [{"name": "code"}],
                "tail": {"type": "json", "name": "services"}}],
            "rules": [{"layout": "a"}],
        });
        let of =
            |json: &str| preview(&decoding, &[b"\x02\0\0\0", json.as_bytes()].concat()).unwrap();
        assert_eq!(of(r#"["first", "te\u0000st"]"#), r#"code 2 · services ["first", "te\0st"]"#);
        assert_eq!(of("[1, 2.50, null]"), "code 2 · services [1, 2.50, null]");
        assert_eq!(of("[1,2,3,4,5,6,7,8,9]"), "code 2 · services[9]");
        assert_eq!(of(r#"[{"a": 1}]"#), "code 2 · services[1]");
        assert_eq!(of("[]"), "code 2 · services []");
    }
}
