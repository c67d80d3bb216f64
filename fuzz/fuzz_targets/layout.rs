//! Arbitrary JSON as a layout, and arbitrary bytes as its message: every node lies within the message, and columns
//! agree with the tree. What is encoded from the tree's values is decoded again. A layout may repeat itself by name. The
//! is JSON, a zero byte, the message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::packet::layout::column::{ColumnTexts, Columns};
use wirelark_core::packet::layout::decode::{TreeLimits, decode_within};
use wirelark_core::packet::layout::plan::LayoutContext;
use wirelark_core::packet::layout::{
    Layout, LayoutValues, Node, NodeKind, Plan, decode, encode, form, propose, python,
};

fn within(node: &Node, size: usize) {
    assert!(node.offset + node.size <= size, "{node:?}");
    node.children.iter().for_each(|child| within(child, size));
}

/// The values of the tree's integers; tails stay empty.
fn values(nodes: &[Node]) -> LayoutValues {
    let numbers = nodes.iter().filter(|node| node.kind == NodeKind::Int);
    let fields = numbers.map(|node| (node.name.clone(), node.value.clone())).collect();
    LayoutValues { fields, ..LayoutValues::default() }
}

fuzz_target!(|input: &[u8]| {
    let json = input.split(|byte| *byte == 0).next().unwrap_or_default();
    let message = input.get(json.len() + 1..).unwrap_or_default();
    let guess = propose("guess", message);
    let written = serde_json::from_slice::<Layout>(json).ok();
    let layouts: Vec<_> = [Some(guess), written].into_iter().flatten().collect();
    for layout in &layouts {
        let known = LayoutContext { layouts: &layouts, ..LayoutContext::default() };
        let Ok(plan) = Plan::new(layout, known) else { continue };
        let _ = form(&plan);
        let decoded = decode(&plan, message);
        decoded.nodes.iter().for_each(|node| within(node, message.len()));
        let _ = decoded.to_json();
        let fit = decode_within(&plan, message, TreeLimits::FIT).stop;
        let limited = [&fit, &decoded.stop];
        let limited = limited.into_iter().flatten().any(|stop| stop.code == "decode.budget");
        assert!(fit == decoded.stop || limited, "{fit:?} {:?}", decoded.stop);
        let _ = python(&plan, message);
        if let Ok(encoded) = encode(&plan, &values(&decoded.nodes)) {
            let again = decode(&plan, &encoded.bytes);
            again.nodes.iter().for_each(|node| within(node, encoded.bytes.len()));
        }
        let names: Vec<_> = plan.names().map(str::to_owned).collect();
        let mut row = ColumnTexts::default();
        Columns::new(&plan, &names).write(&plan, message, &mut row);
        assert_eq!(row.cells().count(), names.len());
    }
});
