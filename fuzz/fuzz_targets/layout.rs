//! Any JSON as a layout, any bytes as its message: the tree's places lie within the message, columns agree with it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::packet::layout::column::{Columns, Row};
use wirelark_core::packet::layout::plan::Known;
use wirelark_core::packet::layout::{Layout, Node, Plan, decode, propose, python};

fn within(node: &Node, size: usize) {
    assert!(node.offset + node.size <= size, "{node:?}");
    node.children.iter().for_each(|child| within(child, size));
}

fuzz_target!(|input: (&str, &[u8])| {
    let (json, message) = input;
    let guess = propose("guess", message);
    let written = serde_json::from_str::<Layout>(json).ok();
    for layout in [Some(guess), written].into_iter().flatten() {
        let Ok(plan) = Plan::new(&layout, Known::default()) else { continue };
        let decoded = decode(&plan, message);
        decoded.nodes.iter().for_each(|node| within(node, message.len()));
        let _ = decoded.to_json();
        let _ = python(&plan, message);
        let names: Vec<_> = plan.names().map(str::to_owned).collect();
        let mut row = Row::default();
        Columns::new(&plan, &names).write(&plan, message, &mut row);
        assert_eq!(row.cells().count(), names.len());
    }
});
