//! Windows of a tree contain the same nodes as the whole tree.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::decode::{TreeLimits, decode_within};
use super::*;
use crate::packet::tree::node::NodeRange;

type Path = Vec<usize>;

/// Lists all nodes in tails with their paths, in order.
fn below(decoded: &Decoded) -> Vec<(Path, Node)> {
    fn walk(node: &Node, path: &Path, out: &mut Vec<(Path, Node)>) {
        let first = node.part.map_or(0, |part| part.first);
        for (index, child) in node.children.iter().enumerate().filter(|(_, it)| it.bits.is_none()) {
            let path: Path = path.iter().copied().chain([first + index]).collect();
            out.push((path.clone(), Node { children: Vec::new(), part: None, ..child.clone() }));
            walk(child, &path, out);
        }
    }
    let mut out = Vec::new();
    for (index, node) in decoded.nodes.iter().enumerate() {
        walk(node, &vec![index], &mut out);
    }
    out
}

/// Asserts that each window contains exactly its range of nodes and their ancestors.
fn assert_windows_match(plan: &Plan, message: &[u8], nodes: usize) {
    let whole = decode_within(plan, message, TreeLimits::NONE);
    assert_eq!(whole.window, None);
    let all = below(&whole);
    for first in (0..=all.len()).step_by(nodes) {
        let part = decode_within(plan, message, TreeLimits { first, nodes, ..TreeLimits::NONE });
        assert_eq!(part.stop, whole.stop);
        let inside: Vec<&Path> = all.iter().skip(first).take(nodes).map(|(path, _)| path).collect();
        let mut expected = BTreeMap::new();
        for (path, node) in &all {
            if inside.iter().any(|inside| inside.starts_with(path)) {
                expected.insert(path.clone(), node.clone());
            }
        }
        let found: BTreeMap<Path, Node> = below(&part).into_iter().collect();
        assert_eq!(found, expected, "from {first}");
        for path in expected.keys() {
            let (windowed, full) = (part.at(path).unwrap(), whole.at(path).unwrap());
            assert_eq!(
                (windowed.name.as_str(), windowed.offset),
                (full.name.as_str(), full.offset)
            );
            let count = windowed.part.map_or(windowed.children.len(), |part| part.count);
            assert_eq!(count, full.children.len());
            assert!(!windowed.is_whole() || windowed == full);
        }
        let shown = inside.len();
        let window = (shown < all.len()).then_some(NodeRange { first, shown, count: all.len() });
        assert_eq!(part.window, window);
    }
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z行\"]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map("[a-z]{0,2}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn windows_of_json_cbor_and_msgpack(value in json_value(), nodes in 1usize..9) {
        for kind in ["json", "cbor", "msgpack"] {
            let plan = plan(json!({"name": "x", "format": "<i", "fields": [{"name": "n"}], "tail": {"type": kind}}));
            let tail = TailValue::Json(value.to_string(), None);
            let bytes = encode(&plan, &with_tail(given([("n", "7")]), tail)).unwrap().bytes;
            assert_windows_match(&plan, &bytes, nodes);
        }
    }

    #[test]
    fn windows_of_fixed_size_items(items in 0usize..12, extra in 0usize..3, nodes in 1usize..9) {
        let plan = plan(json!({"name": "x", "format": "<i", "tail": {
            "type": "repeat", "element": {"format": "<BH"}
        }}));
        assert_windows_match(&plan, &vec![3; 4 + items * 3 + extra], nodes);
    }

    /// Nested repeats whose elements declare their own lengths and counts, followed by a checksum.
    #[test]
    fn windows_of_nested_repeats(items in prop::collection::vec((0u8..4, 0u8..4), 0..6), nodes in 1usize..9) {
        let plan = plan(json!({"name": "x", "format": "<B", "fields": [{"name": "count"}], "tail": {
            "type": "repeat", "count": "count", "element": {
                "format": "<B", "fields": [{"name": "length"}], "tail": {
                    "type": "text", "length": "length", "then": {
                        "format": "<B", "fields": [{"name": "n", "bits": [{"name": "low", "from": 0, "to": 3}]}],
                        "tail": {"type": "repeat", "name": "inner", "count": "n", "element": {"format": "<H"}}
                    }
                }
            },
            "then": {"format": "<B", "fields": [{"name": "sum", "checksum": {"kind": "sum8"}}]}
        }}));
        let mut message = vec![items.len() as u8];
        for (length, count) in items {
            message.push(length);
            message.extend(vec![b'a'; length.into()]);
            message.push(count);
            message.extend(vec![9; 2 * usize::from(count)]);
        }
        message.push(message.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte)));
        assert_windows_match(&plan, &message, nodes);
        // A truncated message stops at the same position.
        assert_windows_match(&plan, &message[..message.len() / 2], nodes);
    }
}

#[test]
fn a_long_list_reports_its_full_length() {
    let plan = plan(json!({"name": "x", "format": "", "tail": {"type": "json"}}));
    let items = vec!["7"; 50_000].join(",");
    let message = format!("{{\"id\": 1, \"items\": [{items}], \"last\": \"行\"}}");
    let decoded = decode(&plan, message.as_bytes());
    let list = decoded.find("tail.items").unwrap();
    assert_eq!(list.part, Some(NodeRange { first: 0, shown: 19_998, count: 50_000 }));
    assert_eq!((list.offset, list.size), (19, 2 * 50_000 + 1));
    let last = decode_within(&plan, message.as_bytes(), TreeLimits::page(40_000));
    assert_eq!(last.find("tail.items[49999]").unwrap().value, "7");
    assert_eq!(last.find("tail.last").unwrap().value, "行");
    assert_eq!(last.find("tail.id"), None);
}

#[test]
fn a_long_json_string_is_cut_and_marked() {
    let plan = plan(json!({"name": "x", "format": "", "tail": {"type": "json"}}));
    let message = format!("[\"{}\", 2]", "行".repeat(100_000));
    let decoded = decode_within(&plan, message.as_bytes(), TreeLimits::page(0));
    let text = decoded.find("tail[0]").unwrap();
    assert_eq!((text.value.len(), text.size), (65_535, 300_002));
    assert!(text.is_cut() && text.is_whole() && decoded.nodes[0].is_cut());
    // Other limits keep the whole string, for exports and comparisons.
    for limits in [TreeLimits::NONE, TreeLimits::PAGE] {
        let whole = decode_within(&plan, message.as_bytes(), limits);
        assert_eq!(whole.find("tail[0]").unwrap().value.len(), 300_000);
        assert!(!whole.nodes[0].is_cut());
    }
    let key = format!("{{\"{}\": 1}}", "k".repeat(100_000));
    let decoded = decode_within(&plan, key.as_bytes(), TreeLimits::page(0));
    assert_eq!(decoded.nodes[0].children[0].name.len(), 64 << 10);
}

#[test]
fn a_list_as_a_map_key_has_no_node() {
    let plan = plan(json!({"name": "x", "format": "", "tail": {"type": "msgpack"}}));
    // {[1, 2]: 3, "a": {"b": 4}}
    let message = [0x82, 0x92, 1, 2, 3, 0xa1, b'a', 0x81, 0xa1, b'b', 4];
    assert_windows_match(&plan, &message, 1);
    let nodes = decode_within(&plan, &message, TreeLimits { nodes: 0, ..TreeLimits::NONE });
    assert_eq!(nodes.window.unwrap().count, 3);
}
