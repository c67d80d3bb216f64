//! Layouts: building them, and decoding their fields and repeats.

use serde_json::{Value, json};
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::layout::decode::{TreeLimits, decode_within};
use wirelark_core::packet::layout::plan::LayoutContext;
use wirelark_core::packet::layout::{Layout, Plan, form};
use wirelark_core::packet::rules::{Decoder, Decoding};

use crate::measure::within;

fn decoder(decoding: Value) -> Decoder {
    let decoding: Decoding = serde_json::from_value(decoding).expect("a decoding");
    Decoder::new(&decoding)
}

fn plan(layout: Value) -> Plan {
    let layout: Layout = serde_json::from_value(layout).expect("a layout");
    Plan::new(&layout, LayoutContext::default()).expect("a valid layout")
}

fn codes(decoder: &Decoder) -> Vec<&str> {
    decoder.problems().iter().map(|problem| problem.code).collect()
}

/// A layout of eight consecutive repeats of another.
fn eight_of(name: &str, of: &str) -> Value {
    let mut layout = json!({"format": "<B", "fields": [{"name": "n8"}]});
    for number in (0..8).rev() {
        let tail = json!({"type": "repeat", "name": format!("t{number}"), "count": format!("n{number}"),
            "layout": of, "then": layout});
        layout = json!({"format": "<B", "fields": [{"name": format!("n{number}")}], "tail": tail});
    }
    // A tail has at most eight parts, so the last one ends the chain.
    let mut at = &mut layout;
    for _ in 0..7 {
        at = &mut at["tail"]["then"];
    }
    at["tail"].as_object_mut().expect("an object").remove("then");
    layout["name"] = name.into();
    layout
}

#[test]
fn hostile_03_layouts_that_repeat_layouts_do_not_grow_by_eight() {
    let levels = (0..8).map(|level| eight_of(&format!("l{level}"), &format!("l{}", level + 1)));
    let plain = [json!({"name": "l8", "format": "<B"}), json!({"name": "plain", "format": "<i"})];
    let layouts: Vec<_> = levels.chain(plain).collect();
    assert!(serde_json::to_vec(&layouts).expect("serialise the JSON").len() < 20_000);
    let found = within(400, || {
        let decoder = decoder(json!({"layouts": layouts}));
        // The layouts page lists all of it.
        let lines = decoder.plans().iter().map(|plan| form(plan).len()).sum::<usize>();
        assert!(lines < 1000, "{lines}");
        decoder
    });
    let codes = codes(&found);
    assert!(
        !codes.is_empty() && codes.iter().all(|code| *code == "layout.too_many_parts"),
        "{codes:?}"
    );
    assert!(found.plan("plain").is_some() && found.plan("l8").is_some(), "others stay");
}

#[test]
fn hostile_03_a_layout_that_names_itself_is_refused_at_once() {
    let found = within(100, || decoder(json!({"layouts": [eight_of("self", "self")]})));
    assert_eq!(found.plans().len(), 0);
    assert!(["layout.endless", "layout.too_many_parts"].contains(&codes(&found)[0]));
}

#[test]
fn hostile_03_many_values_in_few_characters() {
    let layouts: Vec<_> =
        (0..300).map(|number| json!({"name": format!("l{number}"), "format": "4096B"})).collect();
    let found = within(200, || decoder(json!({"layouts": layouts})));
    assert!(codes(&found).contains(&"layout.too_many_parts"));
    assert!(found.plan("l0").is_some());
}

#[test]
fn hostile_03_too_many_layouts_rules_and_columns() {
    let many = |of: &dyn Fn(usize) -> Value| (0..20_000).map(of).collect::<Vec<_>>();
    let decoding = json!({
        "layouts": many(&|number| json!({"name": format!("l{number}"), "format": "<i"})),
        "rules": many(&|number| json!({"layout": format!("l{}", number % 1000), "field": "1", "equals": 7})),
        "columns": many(&|number| json!({"field": format!("{number}")})),
    });
    let found = within(300, || {
        let decoder = decoder(decoding);
        let decoded = decoder.decode(Kind::Binary, Direction::Received, &[7, 0, 0, 0]);
        assert_eq!(decoded.layout, "l0");
        decoder
    });
    assert_eq!(codes(&found), ["decoding.too_many"; 3]);
}

#[test]
fn hostile_03_values_without_bytes_in_a_long_list() {
    let fields = "0s".repeat(1000);
    let list = plan(json!({"format": "", "tail": {"type": "repeat",
        "element": {"format": format!("<B{fields}"), "tail": {"type": "bytes", "length": "1"}}}}));
    let message = vec![0; 1 << 20];
    let decoded = within(600, || decode_within(&list, &message, TreeLimits::PAGE));
    assert_eq!(decoded.stop.expect("decoding stops").code, "decode.budget");
    let export = within(2500, || decode_within(&list, &message[..65_536], TreeLimits::NONE));
    assert_eq!(export.stop.expect("decoding stops").code, "decode.budget");
}

#[test]
fn hostile_03_labels_and_names_as_long_as_a_book() {
    let book = "b".repeat(1 << 20);
    let list = plan(json!({"format": "", "tail": {"type": "repeat",
        "element": {"format": "<B", "name": book, "fields": [{"name": "n", "labels": {"0": book}}]}}}));
    let decoded = within(1200, || decode_within(&list, &[0; 20_000], TreeLimits::PAGE));
    assert_eq!(decoded.stop.expect("decoding stops").code, "decode.budget");
}

#[test]
fn hostile_03_checksums_over_the_rest_of_a_long_message() {
    let field = |number| json!({"name": format!("c{number}"), "checksum": {"kind": "crc32", "from": 0, "to": "end"}});
    let fields: Vec<_> = (0..4096).map(field).collect();
    let sums = plan(json!({"format": "<4096I", "fields": fields, "tail": {"type": "bytes"}}));
    let decoded = within(200, || decode_within(&sums, &vec![7; 16 << 20], TreeLimits::PAGE));
    assert_eq!(decoded.stop.expect("decoding stops").code, "decode.budget");
}

#[test]
fn hostile_03_rules_that_each_read_all_of_a_message() {
    let layout = json!({"name": "l", "format": "", "tail": {"type": "json"}});
    let rule = json!({"layout": "l", "field": "tail.x", "equals": 1});
    let decoder = decoder(json!({"layouts": [layout], "rules": vec![rule; 1000]}));
    let text = format!("[{}0]", "0,".repeat(1 << 19));
    let rule = within(1500, || decoder.rule(Kind::Text, Direction::Received, text.as_bytes()));
    assert_eq!(rule, None);
}

#[test]
fn a_long_list_of_plain_items_is_decoded_whole() {
    let list = plan(json!({"format": "", "tail": {"type": "repeat", "element": {"format": "<B",
        "fields": [{"name": "n"}], "tail": {"type": "bytes", "length": "n"}}}}));
    let message = [1, 7].repeat(200_000);
    let decoded = within(400, || decode_within(&list, &message, TreeLimits::PAGE));
    assert_eq!(decoded.stop, None);
    assert_eq!(decoded.window.map(|window| window.count), Some(600_000));
}
