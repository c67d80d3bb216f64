//! Arbitrary JSON as the decoding part of a profile (the code, layouts, rules, columns, Protobuf), and arbitrary bytes as
//! messages: validation never fails otherwise than with problems, and decoding stays within its limits. The input is
//! JSON, a zero byte, the message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::codes::{CODE_TEXT, CodeValue};
use wirelark_core::packet::layout::column::ColumnTexts;
use wirelark_core::packet::layout::decode::TreeLimits;
use wirelark_core::packet::layout::{Node, form};
use wirelark_core::packet::rules::{Decoder, Decoding, MessagePrefix, paths};

fn within(node: &Node, size: usize) {
    assert!(node.offset + node.size <= size, "{node:?}");
    node.children.iter().for_each(|child| within(child, size));
}

fuzz_target!(|input: &[u8]| {
    let json = input.split(|byte| *byte == 0).next().unwrap_or_default();
    let message = input.get(json.len() + 1..).unwrap_or_default();
    let Ok(decoding) = serde_json::from_slice::<Decoding>(json) else { return };
    let decoder = Decoder::new(&decoding);
    for problem in decoder.problems() {
        assert!(!problem.code.is_empty() && !problem.text.is_empty(), "{problem:?}");
    }
    assert!(decoder.plans().len() <= decoding.layouts.len());
    for plan in decoder.plans() {
        let _ = form(plan);
    }
    let is_text = !message.is_empty() && str::from_utf8(message).is_ok();
    let kind = if is_text { Kind::Text } else { Kind::Binary };
    let direction = Direction::Received;
    let page = decoder.decode(kind, direction, message);
    page.nodes.iter().for_each(|node| within(node, message.len()));
    let fit = decoder.decode_within(kind, direction, message, TreeLimits::FIT);
    let budget = |code: &str| code == "decode.budget";
    let codes = [&page, &fit].map(|tree| tree.stop.as_ref().map_or("", |stop| stop.code.as_str()));
    assert!(codes[0] == codes[1] || codes.iter().any(|code| budget(code)), "{codes:?}");
    let mut found = Vec::new();
    paths(&page, &mut found);
    let fields: Vec<_> = decoding.columns.iter().map(|column| column.field.as_str()).collect();
    let columns = decoder.columns(&fields);
    let mut row = ColumnTexts::default();
    let head = MessagePrefix::whole(kind, direction, message);
    assert!(decoder.reach(&columns, head) <= message.len());
    decoder.row(&columns, head, &mut row);
    assert_eq!(row.cells().count(), fields.len());
    let _ = decoder.fields(kind, direction, message);
    if let Some(CodeValue::Text(text)) = decoder.code_value(kind, direction, message) {
        assert!(!text.is_empty() && text.len() <= CODE_TEXT, "{text:?}");
    }
    let line = decoder.preview(head, &fields, 256).unwrap_or_default();
    assert!(line.len() < 256 << 10 && !line.chars().any(char::is_control), "{line:?}");
});
