//! Arbitrary bytes as CBOR, MessagePack and Protobuf: a window shows part of the whole tree, and what was decoded
//! encodes and decodes to the same. The input begins with the format and the window.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use wirelark_core::packet::binary::protobuf::Protos;
use wirelark_core::packet::layout::decode::{TreeLimits, decode_within};
use wirelark_core::packet::layout::plan::LayoutContext;
use wirelark_core::packet::layout::{Layout, LayoutValues, Node, Plan, TailValue, encode};

const PROTO: &str = r#"syntax = "proto2"; package m; enum E { A = 0; B = 1; }
    message Q { optional int64 a = 1; repeated Q q = 2; map<string, Q> m = 3; repeated sint32 p = 4 [packed = true];
    optional bytes b = 5; optional string s = 6; optional E e = 7; repeated double d = 8; oneof o { bool t = 9; fixed32 f = 10; }
    repeated group G = 11 { optional Q q = 1; } }"#;

static PLANS: LazyLock<[Plan; 3]> = LazyLock::new(|| {
    let sources = BTreeMap::from([("m.proto".to_owned(), PROTO.to_owned())]);
    let protos = Protos::from_sources(&sources).expect("valid sources");
    ["cbor", "msgpack", "protobuf"].map(|kind| {
        let layout = json!({"format": "", "tail": {"type": kind, "message": "m.Q"}});
        let layout: Layout = serde_json::from_value(layout).expect("a layout");
        Plan::new(&layout, LayoutContext { protos: Some(&protos), ..LayoutContext::default() })
            .expect("valid sources")
    })
});

fn count(node: &Node) -> usize {
    node.children.iter().map(|child| 1 + count(child)).sum()
}

fuzz_target!(|input: &[u8]| {
    let [kind, first, nodes, bytes @ ..] = input else { return };
    let (kind, first, nodes) = (*kind, *first, *nodes);
    let Some(plan) = PLANS.get(usize::from(kind) % PLANS.len()) else { return };
    let whole = decode_within(plan, bytes, TreeLimits::NONE);
    assert_eq!(whole.stop, None);
    let Some(tail) = whole.find("tail") else { return };
    let page = TreeLimits { nodes: nodes.into(), ..TreeLimits::page(first.into()) };
    let window = decode_within(plan, bytes, page);
    let part = window.find("tail").expect("the tail");
    assert_eq!(part.problem.as_ref().map(|p| &p.code), tail.problem.as_ref().map(|p| &p.code));
    if tail.problem.is_some() {
        return;
    }
    let all = count(tail);
    assert_eq!(window.window.map_or(all, |window| window.count), all);
    let inside = all.saturating_sub(first.into()).min(nodes.into());
    assert!(count(part) >= inside, "{inside} of {all} are in the window");
    // Protobuf's JSON mapping writes numbers and bytes in another form.
    if kind % 3 == 2 {
        return;
    }
    let json = whole.to_json()["tail"].clone();
    let given = LayoutValues {
        tail: Some(TailValue::Json(json.to_string(), None)),
        ..LayoutValues::default()
    };
    let Ok(encoded) = encode(plan, &given) else { return };
    let again = decode_within(plan, &encoded.bytes, TreeLimits::NONE);
    assert_eq!(again.to_json()["tail"], json);
});
