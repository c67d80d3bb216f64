//! JSON, CBOR and MessagePack: messages that are one large tree of values.

use serde_json::{Value, json};
use wirelark_core::packet::json;
use wirelark_core::packet::layout::decode::{TreeLimits, decode_within};
use wirelark_core::packet::layout::plan::LayoutContext;
use wirelark_core::packet::layout::{Decoded, Layout, Plan};

use crate::measure::within;

const MESSAGE: usize = 1 << 20;
/// Number of values whose nodes exceed an export's memory budget.
const MANY: usize = 3 << 20;

fn plan(kind: &str) -> Plan {
    let layout: Layout =
        serde_json::from_value(json!({"format": "", "tail": {"type": kind}})).expect("a layout");
    Plan::new(&layout, LayoutContext::default()).expect("a valid layout")
}

/// Decodes one page of the message: the number of values is known, and memory is that of the page.
#[track_caller]
fn paged(kind: &str, message: &[u8], count: usize) {
    let plan = plan(kind);
    let decoded = within(64, || decode_within(&plan, message, TreeLimits::PAGE));
    assert_eq!(decoded.stop, None);
    let tail = decoded.find("tail").expect("the tail");
    assert_eq!(tail.problem, None);
    assert_eq!(decoded.window.map(|window| window.count), Some(count));
    let last =
        decode_within(&plan, message, TreeLimits { nodes: 10, ..TreeLimits::page(count - 5) });
    assert_eq!(last.find("tail").map(|tail| tail.children.len()), Some(5), "{kind}");
}

/// Decodes for an export, which wants all nodes; the tail then falls back to its raw form.
#[track_caller]
fn exported(kind: &str, message: &[u8]) -> Decoded {
    let decoded = within(4000, || decode_within(&plan(kind), message, TreeLimits::NONE));
    let tail = decoded.find("tail").expect("the tail");
    assert_eq!(tail.problem.as_ref().map(|problem| problem.code.as_str()), Some("decode.budget"));
    assert_eq!(tail.children, []);
    decoded
}

#[test]
fn hostile_03_json_of_millions_of_values() {
    let count = MESSAGE / 3;
    let text = format!("[{}0]", "[],".repeat(count - 1));
    paged("json", text.as_bytes(), count);
    let text = format!("[{}0]", "0,".repeat(MANY));
    let decoded = exported("json", text.as_bytes());
    assert_eq!(decoded.to_json()["tail"], Value::String(text), "nothing is lost");
}

#[test]
fn hostile_03_cbor_of_millions_of_values() {
    let list = |count: usize| {
        let mut message = vec![0x9a];
        message.extend((count as u32).to_be_bytes());
        message.resize(5 + count, 0x80);
        message
    };
    paged("cbor", &list(MESSAGE), MESSAGE);
    exported("cbor", &list(MANY));
}

#[test]
fn hostile_03_messagepack_of_millions_of_values() {
    let list = |count: usize| {
        let mut message = vec![0xdd];
        message.extend((count as u32).to_be_bytes());
        message.resize(5 + count, 0x90);
        message
    };
    paged("msgpack", &list(MESSAGE), MESSAGE);
    exported("msgpack", &list(MANY));
}

#[test]
fn hostile_06_cbor_and_messagepack_take_no_memory_for_what_is_not_shown() {
    for (kind, message) in
        [("cbor", [0x9a, 0xff, 0xff, 0xff, 0xff]), ("msgpack", [0xdd, 0xff, 0xff, 0xff, 0xff])]
    {
        let plan = plan(kind);
        let decoded = within(1, || decode_within(&plan, &message, TreeLimits::PAGE));
        let problem = decoded.find("tail").and_then(|tail| tail.problem.clone());
        assert_eq!(problem.map(|problem| problem.code).as_deref(), Some("binary.broken"), "{kind}");
        let deep = vec![if kind == "cbor" { 0x81 } else { 0x91 }; 1 << 20];
        let decoded = within(8, || decode_within(&plan, &deep, TreeLimits::PAGE));
        let problem = decoded.find("tail").and_then(|tail| tail.problem.clone());
        assert_eq!(problem.map(|problem| problem.code).as_deref(), Some("binary.broken"), "{kind}");
    }
}

#[test]
fn hostile_04_deep_json_stays_on_one_line() {
    let deep = 127;
    let inner = "0,".repeat(MESSAGE / 2);
    let text = format!("{}{inner}0{}", "[".repeat(deep), "]".repeat(deep));
    let pretty = within(700, || json::pretty(text.as_bytes()).expect("JSON"));
    assert!(pretty.compact);
    assert_eq!(pretty.text, text);
    let flat = json::pretty(b"[1,[2]]").expect("JSON");
    assert_eq!((flat.text.as_str(), flat.compact), ("[\n  1,\n  [\n    2\n  ]\n]", false));
    // A field is copied within the same limit.
    let decoded = decode_within(
        &plan("json"),
        text.as_bytes(),
        TreeLimits { nodes: 10_000, ..TreeLimits::NONE },
    );
    let node = decoded.find("tail").expect("the tail");
    let copied = within(100, || node.copied(true, 100_000).expect("it fits on one line"));
    assert!(copied.len() < 100_000 && !copied.contains('\n'), "{}", copied.len());
    assert_eq!(node.copied(true, 100), None);
}
