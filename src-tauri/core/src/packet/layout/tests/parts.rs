//! Parts beyond plain fields: expressions, integers of variable length, terminators, separators, choices, conditions,
//! offsets, nested bits and displays.

use super::*;

fn plan_of(layouts: Value, name: &str) -> Plan {
    let layouts: Vec<Layout> = serde_json::from_value(layouts).unwrap();
    let layout = layouts.iter().find(|layout| layout.name == name).unwrap();
    Plan::new(layout, LayoutContext { layouts: &layouts, protos: None }).unwrap()
}

fn value<'d>(decoded: &'d Decoded, path: &str) -> &'d str {
    decoded.find(path).map_or("(none)", |node| &node.value)
}

fn code(decoded: &Decoded) -> Option<(&str, usize, &str)> {
    decoded.stop.as_ref().map(|stop| (stop.code.as_str(), stop.offset, stop.field.as_str()))
}

#[test]
fn a_length_is_an_expression_of_earlier_fields() {
    let plan = plan(json!({
        "name": "raw", "format": ">HHB", "fields": [{"name": "w"}, {"name": "h"}, {"name": "bpp"}],
        "tail": {"type": "bytes", "name": "pixels", "length": "w*h*bpp/8", "then": {"format": "B"}}
    }));
    let decoded = decode(&plan, b"\0\x02\0\x01\x10abcd\x07");
    assert_eq!((code(&decoded), value(&decoded, "pixels")), (None, "hex:61626364"));
    assert_eq!(value(&decoded, "5"), "7");
    let short = decode(&plan, b"\0\x02\0\x02\x10abcd\x07");
    assert_eq!(code(&short), Some(("decode.length", 5, "pixels")));
    // Values that are given are compared; the only one that is missing is computed.
    let pixels = |given: LayoutValues| with_tail(given, TailValue::Bytes(b"abcd".to_vec()));
    let all = pixels(given([("w", "2"), ("h", "1"), ("bpp", "16"), ("5", "7")]));
    let encoded = encode(&plan, &all).unwrap();
    assert_eq!(
        (encoded.bytes.as_slice(), encoded.notes.len()),
        (&b"\0\x02\0\x01\x10abcd\x07"[..], 0)
    );
    let computed = encode(&plan, &pixels(given([("w", "2"), ("h", "1"), ("5", "7")]))).unwrap();
    assert_eq!(computed.bytes, encoded.bytes);
    let wrong = pixels(given([("w", "2"), ("h", "3"), ("bpp", "16"), ("5", "7")]));
    assert_eq!(encode(&plan, &wrong).unwrap().notes[0].args["computed"], "12");
    let unsolved = pixels(given([("h", "3"), ("bpp", "16"), ("5", "7")]));
    assert_eq!(encode(&plan, &unsolved).unwrap_err().code(), "encode.unsolvable");
}

#[test]
fn a_name_with_operators_stays_a_name() {
    let plan = plan(json!({
        "name": "x", "format": "B", "fields": [{"name": "len-4"}],
        "tail": {"type": "text", "length": "len-4"}
    }));
    assert_eq!(value(&decode(&plan, b"\x02ab"), "tail"), "ab");
}

#[test]
fn the_rest_of_the_message_less_a_checksum() {
    let plan = plan(json!({
        "name": "x", "format": "B", "fields": [{"name": "code"}],
        "tail": {"type": "text", "length": "$rest - 2", "then": {
            "format": ">H", "fields": [{"name": "crc", "checksum": {"kind": "sum16"}}]}}
    }));
    let values = with_tail(given([("code", "1")]), TailValue::Text("body".to_owned()));
    let encoded = encode(&plan, &values).unwrap();
    let decoded = decode(&plan, &encoded.bytes);
    assert_eq!((code(&decoded), value(&decoded, "tail")), (None, "body"));
    assert_eq!(decoded.find("crc").unwrap().checksum, Some(true));
}

#[test]
fn a_varint_is_a_field_and_a_length() {
    let plan = plan(json!({
        "name": "publish", "format": "B", "fields": [{"name": "type", "default": 48}],
        "tail": {"type": "varint", "name": "len", "varint": "mqtt", "labels": {"3": "three"}, "then": {
            "format": "", "tail": {"type": "text", "name": "body", "length": "len", "then": {
                "format": "", "tail": {"type": "varint", "name": "delta", "varint": "zigzag", "display": "hex"}}}}}
    }));
    let body = "x".repeat(200);
    let values = with_tail(given([("delta", "-2")]), TailValue::Text(body.clone()));
    let encoded = encode(&plan, &values).unwrap();
    assert_eq!(&encoded.bytes[..3], &[48, 0xc8, 1]);
    assert_eq!(encoded.bytes.last(), Some(&3));
    let decoded = decode(&plan, &encoded.bytes);
    assert_eq!((code(&decoded), value(&decoded, "body")), (None, body.as_str()));
    assert_eq!((value(&decoded, "len"), value(&decoded, "delta")), ("200", "-2"));
    assert_eq!(decoded.find("delta").unwrap().display.as_deref(), Some("0xfe"));
    let overlong = decode(&plan, b"0\x83\0abc\x01");
    assert_eq!(code(&overlong), None);
    let len = overlong.find("len").unwrap();
    assert_eq!((len.value.as_str(), len.size, len.label.as_deref()), ("3", 2, Some("three")));
    assert_eq!(len.problem.as_ref().unwrap().code, "decode.overlong");
    assert_eq!(code(&decode(&plan, b"0\xff\xff\xff\xff\x01")), Some(("decode.varint", 1, "len")));
    assert_eq!(code(&decode(&plan, b"0\xff")), Some(("decode.short", 1, "len")));
    let lines = form(&plan);
    let what: Vec<_> =
        lines.iter().map(|line| (line.name.as_str(), line.tail, line.computed)).collect();
    let wanted = [
        ("type", false, false),
        ("len", false, true),
        ("body", true, false),
        ("delta", false, false),
    ];
    assert_eq!(what, wanted);
    let values = given([("len", "268435456"), ("delta", "0")]);
    assert_eq!(encode(&plan, &values).unwrap_err().code(), "encode.varint_range");
}

#[test]
fn a_text_ends_at_a_terminator() {
    let plan = plan(json!({
        "name": "x", "format": "",
        "tail": {"type": "text", "name": "name", "until": "hex:00", "then": {
            "format": "", "tail": {"type": "text", "name": "fixed", "until": "hex:00", "length": "4", "then": {
                "format": "B", "fields": [{"name": "n"}]}}}}
    }));
    let decoded = decode(&plan, b"Ann\0ab\0x\x07");
    assert_eq!(code(&decoded), None);
    assert_eq!(
        (value(&decoded, "name"), value(&decoded, "fixed"), value(&decoded, "n")),
        ("Ann", "ab", "7")
    );
    assert_eq!(value(&decode(&plan, b"Ann\0abcd\x07"), "fixed"), "abcd", "a full field");
    assert_eq!(code(&decode(&plan, b"Ann")), Some(("decode.unterminated", 0, "name")));
    let mut values = given([("n", "7")]);
    values.tails.insert("name".to_owned(), TailValue::Text("Ann".to_owned()));
    values.tails.insert("fixed".to_owned(), TailValue::Text("abc".to_owned()));
    assert_eq!(encode(&plan, &values).unwrap().bytes, b"Ann\0abc\0\x07");
    values.tails.insert("fixed".to_owned(), TailValue::Text("a".to_owned()));
    assert_eq!(encode(&plan, &values).unwrap().bytes, b"Ann\0a\0\0\0\x07", "filled up");
    values.tails.insert("fixed".to_owned(), TailValue::Text("abcd".to_owned()));
    assert_eq!(encode(&plan, &values).unwrap().bytes, b"Ann\0abcd\x07", "full");
    values.tails.insert("name".to_owned(), TailValue::Text("A\0".to_owned()));
    assert_eq!(encode(&plan, &values).unwrap_err().code(), "encode.holds_mark");
}

#[test]
fn records_lie_between_separators() {
    let signalr = plan(json!({
        "name": "signalr", "format": "",
        "tail": {"type": "repeat", "name": "messages", "separator": "hex:1e", "terminated": true, "each": "json", "style": "compact"}
    }));
    let message = b"{\"type\":6}\x1e{\"type\":3,\"invocationId\":\"7\"}\x1e";
    let decoded = decode(&signalr, message);
    assert_eq!((code(&decoded), value(&decoded, "messages[1].invocationId")), (None, "7"));
    let open = decode(&signalr, b"{}\x1e{}");
    assert_eq!(code(&open), Some(("decode.unterminated", 5, "messages[1]")));
    let item = |text: &str| LayoutValues {
        tail: Some(TailValue::Json(text.to_owned(), None)),
        ..LayoutValues::default()
    };
    let items = TailValue::Items(vec![item("{\"type\": 6}"), item("[]")]);
    let encoded = encode(&signalr, &with_tail(given([]), items)).unwrap();
    assert_eq!(encoded.bytes, b"{\"type\":6}\x1e[]\x1e");

    let lines = plan(json!({
        "name": "lines", "format": "",
        "tail": {"type": "repeat", "separator": "text:\r\n",
            "element": {"format": "s", "tail": {"type": "text"}}}
    }));
    let decoded = decode(&lines, b"+OK\r\n-no");
    assert_eq!((code(&decoded), value(&decoded, "tail[1].tail")), (None, "no"));
    assert_eq!(code(&decode(&lines, b"+OK\r\n")), Some(("decode.short", 5, "tail[1].1")));
    assert_eq!(code(&decode(&lines, b"")), None);
}

fn variants() -> Value {
    json!([
        {"name": "update", "format": ">BxH", "fields": [{"name": "type", "constant": 0}, {"name": "n"}],
            "tail": {"type": "repeat", "name": "rects", "count": "n", "layout": "rect"}},
        {"name": "rect", "format": ">HHHHi",
            "fields": [{"name": "x"}, {"name": "y"}, {"name": "w"}, {"name": "h"}, {"name": "encoding"}],
            "tail": {"type": "switch", "name": "body", "on": "encoding", "cases": {"0": "raw", "1": "copy"}}},
        {"name": "raw", "format": "", "tail": {"type": "bytes", "name": "pixels", "length": "^w*^h*4"}},
        {"name": "copy", "format": ">HH", "fields": [{"name": "x"}, {"name": "y"}]}
    ])
}

#[test]
fn a_switch_chooses_a_layout_and_sees_the_fields_around() {
    let plan = plan_of(variants(), "update");
    let message =
        b"\0\0\0\x02\0\0\0\0\0\x01\0\x01\0\0\0\0abcd\0\0\0\0\0\x01\0\x01\0\0\0\x01\0\x05\0\x06";
    let decoded = decode(&plan, message);
    assert_eq!(code(&decoded), None);
    assert_eq!(value(&decoded, "rects[0].body.pixels"), "hex:61626364");
    assert_eq!(value(&decoded, "rects[1].body.y"), "6");
    let other = b"\0\0\0\x01\0\0\0\0\0\x01\0\x01\0\0\0\x09";
    assert_eq!(code(&decode(&plan, other)), Some(("decode.variant", 16, "rects[0].body")));
    let rect = |encoding: &str, values: &[(&str, &str)]| {
        let mut item =
            given([("x", "0"), ("y", "0"), ("w", "1"), ("h", "1"), ("encoding", encoding)]);
        item.fields
            .extend(values.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        item
    };
    let mut raw = rect("0", &[]);
    raw.tails.insert("body.pixels".to_owned(), TailValue::Bytes(b"abcd".to_vec()));
    let copy = rect("1", &[("body.x", "5"), ("body.y", "6")]);
    let values = with_tail(given([]), TailValue::Items(vec![raw, copy]));
    assert_eq!(encode(&plan, &values).unwrap().bytes, message);
    let values = with_tail(given([]), TailValue::Items(vec![rect("9", &[])]));
    assert_eq!(encode(&plan, &values).unwrap_err().code(), "encode.no_case");
    let missing = json!([{"name": "raw", "format": "", "tail": {"type": "bytes", "length": "^w"}},
        {"name": "x", "format": "B", "tail": {"type": "layout", "layout": "raw"}}]);
    let layouts: Vec<Layout> = serde_json::from_value(missing).unwrap();
    let known = LayoutContext { layouts: &layouts, protos: None };
    let errors = Plan::new(&layouts[1], known).unwrap_err();
    assert_eq!(
        (errors[0].path.as_str(), errors[0].code()),
        ("tail.layout", "layout.no_such_field")
    );
}

#[test]
fn an_optional_part_depends_on_a_condition() {
    let plan = plan(json!({
        "name": "x", "format": "B",
        "fields": [{"name": "flags", "bits": [
            {"name": "id", "from": 0, "to": 0},
            {"name": "mode", "from": 4, "to": 7, "bits": [{"name": "wide", "from": 2, "to": 3}]}]}],
        "tail": {"type": "layout", "name": "extra", "when": "flags.id",
            "element": {"format": ">H", "fields": [{"name": "id"}]},
            "then": {"format": "", "tail": {"type": "text", "when": "flags.mode.wide >= 2 && extra.id != 9"}}}
    }));
    let with = decode(&plan, b"\x81\0\x05rest");
    assert_eq!(code(&with), None);
    assert_eq!((value(&with, "extra.id"), value(&with, "tail2")), ("5", "rest"));
    assert_eq!(value(&with, "flags.mode.wide"), "2");
    assert_eq!(with.find("flags.mode.wide").unwrap().bits, Some((6, 7)));
    assert_eq!(code(&decode(&plan, b"\0")), None);
    assert_eq!(code(&decode(&plan, b"\0\x01")), Some(("decode.extra", 1, "")));
    assert_eq!(code(&decode(&plan, b"\x81\0\x09rest")), Some(("decode.extra", 3, "")));
    // The condition of a part that is given is computed.
    let values = given([("extra.id", "5"), ("flags.mode", "0")]);
    assert_eq!(encode(&plan, &values).unwrap().bytes, b"\x01\0\x05");
    assert_eq!(encode(&plan, &given([("flags.mode", "0")])).unwrap().bytes, b"\0");
    let values = given([("flags.id", "0"), ("extra.id", "5")]);
    assert_eq!(encode(&plan, &values).unwrap_err().code(), "encode.absent");
    let mut values = given([("flags.id", "0"), ("flags.mode.wide", "3")]);
    values.tails.insert("tail2".to_owned(), TailValue::Text("rest".to_owned()));
    assert_eq!(encode(&plan, &values).unwrap().bytes, b"\xc0rest");
}

/// Jupyter's WebSocket protocol v1: a count, that many offsets, and parts between neighbouring offsets.
fn jupyter() -> Value {
    let mut layout = json!({"format": ""});
    for (number, name) in
        ["channel", "header", "parent_header", "metadata", "content"].iter().enumerate().rev()
    {
        let next = number + 1;
        let kind = if number == 0 { "text" } else { "json" };
        layout = json!({"format": "", "tail": {"type": kind, "name": name,
            "at": format!("offsets[{number}].at"),
            "length": format!("offsets[{next}].at - offsets[{number}].at"), "then": layout}});
    }
    json!({"name": "jupyter", "format": "<Q", "fields": [{"name": "n"}],
        "tail": {"type": "repeat", "name": "offsets", "count": "n",
            "element": {"format": "<Q", "fields": [{"name": "at"}]}, "then": layout}})
}

#[test]
fn parts_lie_between_the_offsets_of_a_table() {
    let plan = plan(jupyter());
    let parts = ["shell", "{\"msg_id\":\"1\"}", "{}", "{}", "{\"code\":\"1+1\"}"];
    let mut values = given([]);
    for (name, text) in
        ["channel", "header", "parent_header", "metadata", "content"].iter().zip(parts)
    {
        values.tails.insert((*name).to_owned(), TailValue::Text(text.to_owned()));
    }
    let encoded = encode(&plan, &values).unwrap();
    // As jupyter_server's serialize_msg_to_ws_v1 builds it.
    let mut wanted = 6u64.to_le_bytes().to_vec();
    let mut at = 8 * 7;
    wanted.extend((at as u64).to_le_bytes());
    for part in parts {
        at += part.len();
        wanted.extend((at as u64).to_le_bytes());
    }
    wanted.extend(parts.concat().bytes());
    assert_eq!(encoded.bytes, wanted);
    let decoded = decode(&plan, &wanted);
    assert_eq!((code(&decoded), value(&decoded, "content.code")), (None, "1+1"));
    let mut beyond = wanted.clone();
    beyond[8] = 0xff;
    assert_eq!(code(&decode(&plan, &beyond)), Some(("decode.offset", 56, "channel")));
    let mut before = wanted;
    before[8] = 0x40;
    assert_eq!(code(&decode(&plan, &before)), Some(("decode.length", 0x40, "channel")));
}

#[test]
fn an_offset_is_computed_and_a_gap_is_filled() {
    let plan = plan(json!({
        "name": "x", "format": "BB", "fields": [{"name": "at"}, {"name": "n"}],
        "tail": {"type": "text", "at": "at", "length": "n"}
    }));
    let text = |given| with_tail(given, TailValue::Text("ab".to_owned()));
    assert_eq!(encode(&plan, &text(given([]))).unwrap().bytes, b"\x02\x02ab");
    assert_eq!(encode(&plan, &text(given([("at", "4")]))).unwrap().bytes, b"\x04\x02\0\0ab");
    assert_eq!(encode(&plan, &text(given([("at", "1")]))).unwrap_err().code(), "encode.overlap");
    let decoded = decode(&plan, b"\x04\x02\0\0ab");
    assert_eq!((code(&decoded), value(&decoded, "tail")), (None, "ab"));
    assert_eq!(python(&plan, b"\x04\x02\0\0ab"), r#"struct.pack("BB", 4, 2) + b'\x00\x00ab'"#);
}

#[test]
fn python_has_terminators_and_optional_parts() {
    let plan = plan(json!({
        "name": "x", "format": "",
        "tail": {"type": "text", "until": "hex:00", "then": {"format": ">H", "fields": [{"name": "n"}],
            "tail": {"type": "bytes", "when": "n"}}}
    }));
    assert_eq!(
        python(&plan, b"ab\0\0\x01x"),
        r#"struct.pack("") + b'ab' + b'\x00' + struct.pack(">H", 1) + b'x'"#
    );
    assert_eq!(
        python(&plan, b"ab\0\0\0"),
        r#"struct.pack("") + b'ab' + b'\x00' + struct.pack(">H", 0)"#
    );
}

#[test]
fn misplaced_keys_and_expressions_are_faults() {
    let faults = |tail: Value| {
        let layout =
            layout(json!({"name": "x", "format": "B", "fields": [{"name": "n"}], "tail": tail}));
        let errors = Plan::new(&layout, LayoutContext::default()).unwrap_err();
        let first = &errors[0];
        (first.path.clone(), first.code())
    };
    let at = |path: &str, code| (path.to_owned(), code);
    assert_eq!(
        faults(json!({"type": "text", "length": "n*"})),
        at("tail.length", "expression.end")
    );
    assert_eq!(
        faults(json!({"type": "text", "when": "m > 1"})),
        at("tail.when", "layout.no_such_field")
    );
    assert_eq!(
        faults(json!({"type": "cbor", "until": "hex:00"})),
        at("tail.until", "layout.key_of")
    );
    assert_eq!(faults(json!({"type": "text", "until": "00"})), at("tail.until", "value.not_bytes"));
    assert_eq!(
        faults(json!({"type": "text", "until": "hex:"})),
        at("tail.until", "layout.mark_size")
    );
    assert_eq!(
        faults(json!({"type": "text", "separator": "hex:00"})),
        at("tail.separator", "layout.key_of")
    );
    assert_eq!(faults(json!({"type": "switch"})), at("tail.on", "layout.switch_nothing"));
    assert_eq!(
        faults(json!({"type": "switch", "on": "n", "cases": {"1": "nope"}})),
        at("tail.cases.1", "layout.no_such_layout")
    );
    let field = |field: Value| {
        let layout = layout(json!({"name": "x", "format": "B", "fields": [field]}));
        let errors = Plan::new(&layout, LayoutContext::default()).unwrap_err();
        (errors[0].path.clone(), errors[0].code())
    };
    assert_eq!(
        field(json!({"name": "a", "display": "uuid"})),
        at("fields[0].display", "layout.display_of")
    );
    let bits = json!({"name": "a", "bits": [{"name": "b", "from": 0, "to": 3, "bits": [{"name": "c", "from": 2, "to": 4}]}]});
    assert_eq!(field(bits), at("fields[0].bits[0].bits[0]", "layout.bits_range"));
}

#[test]
fn displays_and_scales_are_shown_in_the_tree_and_in_columns() {
    let plan = plan(json!({
        "name": "x", "format": ">hBI6s", "fields": [
            {"name": "price", "scale": "10^-2"},
            {"name": "state", "display": "flags", "labels": {"1": "READY", "2": "ERROR"}},
            {"name": "ip", "display": "ipv4"},
            {"name": "mac", "display": "mac"}]
    }));
    let message = b"\xff\x85\x03\x7f\0\0\x01\0\x01\x02\x03\x04\x05";
    let decoded = decode(&plan, message);
    let shown: Vec<_> = decoded.nodes.iter().map(|node| node.display.clone().unwrap()).collect();
    assert_eq!(shown, ["-1.23", "READY|ERROR", "127.0.0.1", "00:01:02:03:04:05"]);
    let columns = column::Columns::new(&plan, &["price", "state", "ip", "mac"]);
    let mut row = column::ColumnTexts::default();
    columns.write(&plan, message, &mut row);
    assert_eq!(row.cells().collect::<Vec<_>>(), shown);
    assert_eq!(decoded.to_json()["price"], -123);
}
