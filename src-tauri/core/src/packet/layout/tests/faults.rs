use super::*;

fn faults(json: Value) -> Vec<(String, &'static str)> {
    let errors = Plan::new(&layout(json), LayoutContext::default()).unwrap_err();
    errors.into_iter().map(|error| (error.path.clone(), error.code())).collect()
}

fn single_fault(json: Value) -> (String, &'static str) {
    let mut all = faults(json);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn every_fault_is_reported_with_its_path() {
    let at = |path: &str, code| (path.to_owned(), code);
    let fields =
        |format: &str, fields: Value| json!({"name": "x", "format": format, "fields": fields});
    assert_eq!(single_fault(json!({"format": "=iz"})), at("format", "format.bad_char"));
    assert_eq!(single_fault(json!({"format": "9999i"})), at("format", "layout.too_many_values"));
    assert_eq!(single_fault(json!({"format": "999999999x"})), at("format", "pack.too_long"));
    assert_eq!(
        single_fault(fields("i", json!([{"name": "a"}, {"name": "b"}]))),
        at("fields", "layout.fields")
    );
    assert_eq!(
        single_fault(fields("ii", json!([{"name": "a"}, {"name": "a"}]))),
        at("fields[1].name", "layout.field_twice")
    );
    assert_eq!(
        single_fault(fields("i", json!([{"name": "a.b"}]))),
        at("fields[0].name", "layout.name_char")
    );
    assert_eq!(
        single_fault(fields("b", json!([{"name": "a", "constant": 128}]))),
        at("fields[0].constant", "pack.range")
    );
    assert_eq!(
        single_fault(fields("b", json!([{"name": "a", "default": "x"}]))),
        at("fields[0].default", "value.not_integer")
    );
    assert_eq!(
        single_fault(fields("b", json!([{"name": "a", "default": 1, "constant": 1}]))),
        at("fields[0].default", "layout.constant_and_default")
    );
    assert_eq!(
        single_fault(fields("b", json!([{"name": "a", "labels": {"x": "y"}}]))),
        at("fields[0].labels", "layout.label")
    );
    let bits = |from, to| json!([{"name": "a", "bits": [{"name": "b", "from": from, "to": to}]}]);
    assert_eq!(single_fault(fields("b", bits(0, 8))), at("fields[0].bits[0]", "layout.bits_range"));
    assert_eq!(single_fault(fields("b", bits(2, 1))), at("fields[0].bits[0]", "layout.bits_range"));
    assert_eq!(single_fault(fields("f", bits(0, 1))), at("fields[0].bits[0]", "layout.bits_of"));
    let range = |from: Value, to: Value| json!([{"name": "a", "range": {"from": from, "to": to}}]);
    let at_range = |code| at("fields[0].range", code);
    assert_eq!(single_fault(fields("s", range(json!(1), json!(2)))), at_range("layout.range_of"));
    assert_eq!(
        single_fault(fields("b", range(json!(2), json!(1)))),
        at_range("layout.range_order")
    );
    assert_eq!(
        single_fault(fields("d", range(json!("nan"), json!("nan")))),
        at_range("layout.range_order")
    );
    assert_eq!(
        single_fault(fields("b", json!([{"name": "a", "range": {}}]))),
        at_range("layout.range_order")
    );
    assert_eq!(
        single_fault(fields("b", range(json!("x"), json!(1)))),
        at_range("value.not_integer")
    );
    let sum = json!([{"name": "a", "checksum": {"kind": "crc16-arc"}}]);
    assert_eq!(
        single_fault(fields("B", sum.clone())),
        at("fields[0].checksum", "layout.checksum_field")
    );
    assert_eq!(single_fault(fields("h", sum)), at("fields[0].checksum", "layout.checksum_field"));
    let tail = |tail: Value| json!({"name": "x", "format": "Bf", "fields": [{"name": "n"}, {"name": "f"}], "tail": tail});
    assert_eq!(
        single_fault(tail(json!({"type": "text", "length": "f"}))),
        at("tail.length", "layout.no_such_field")
    );
    assert_eq!(
        single_fault(tail(json!({"type": "text", "count": "n"}))),
        at("tail.count", "layout.count_of_one")
    );
    assert_eq!(
        single_fault(tail(json!({"type": "text", "then": {"format": "B"}}))),
        at("tail.then", "layout.then_without_length")
    );
    assert_eq!(
        single_fault(tail(json!({"type": "repeat"}))),
        at("tail.layout", "layout.repeat_nothing")
    );
    assert_eq!(
        single_fault(tail(json!({"type": "repeat", "layout": "y"}))),
        at("tail.layout", "layout.no_such_layout")
    );
    assert_eq!(
        single_fault(tail(json!({"type": "repeat", "element": {"format": ""}}))),
        at("tail.element", "layout.empty")
    );
    assert_eq!(
        single_fault(tail(
            json!({"type": "bytes", "length": "n", "then": {"format": "B", "fields": [{"name": "n"}]}})
        )),
        at("tail.then.fields[0].name", "layout.field_twice")
    );
    assert_eq!(
        single_fault(tail(json!({"type": "protobuf", "message": "a.B"}))),
        at("tail.message", "layout.no_such_message")
    );
}

#[test]
fn recursive_and_deeply_nested_layouts_are_rejected() {
    let layouts =
        [layout(json!({"name": "x", "format": "B", "tail": {"type": "repeat", "layout": "x"}}))];
    let errors =
        Plan::new(&layouts[0], LayoutContext { layouts: &layouts, protos: None }).unwrap_err();
    assert_eq!(errors[0].code(), "layout.endless");
    let mut deep = json!({"format": "B"});
    for _ in 0..20 {
        deep = json!({"format": "B", "tail": {"type": "repeat", "element": deep}});
    }
    assert_eq!(faults(deep)[0].1, "layout.endless");
}

#[test]
fn a_layout_is_serialised_as_it_was_written() {
    let text = r#"{"name":"x","format":"<B","model":"llp64","fields":[{"name":"a","labels":{"2":"two","1":"one"},"display":"unix_ms","checksum":{"kind":"crc32c","from":4,"to":"end"},"later":1.50}],"tail":{"type":"json","encoding":"latin-1","style":"compact","extra":[1]}}"#;
    let layout: Layout = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&layout).unwrap(), text);
}
