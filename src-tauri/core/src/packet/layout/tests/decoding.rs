use super::*;
use crate::packet::tree::node::NodeRange;

#[test]
fn decodes_the_original_scripts_reply() {
    let plan = plan(json!({
        "name": "login ok", "format": "=i",
        "fields": [{"name": "code", "labels": {"1": "LOGIN_OK", "-1": "LOGIN_REFUSED"}}],
        "tail": {"type": "json", "name": "user"}
    }));
    let message =
        b"\x01\0\0\0{\"user_id\": \"test1234\", \"big\": 9007199254740993, \"x\": [1.0, null]}";
    let decoded = decode(&plan, message);
    assert_eq!(
        (decoded.layout.as_str(), decoded.size, &decoded.stop),
        ("login ok", message.len(), &None)
    );
    let code = &decoded.nodes[0];
    assert_eq!((code.value.as_str(), code.label.as_deref()), ("1", Some("LOGIN_OK")));
    assert_eq!((code.offset, code.size, code.form.as_str(), code.colour), (0, 4, "i", 0));
    let big = decoded.find("user.big").unwrap();
    assert_eq!(big.value, "9007199254740993");
    assert_eq!(&message[big.offset..big.offset + big.size], b"9007199254740993");
    let list = decoded.find("user.x").unwrap();
    assert_eq!(&message[list.offset..list.offset + list.size], b"[1.0, null]");
    assert_eq!(decoded.find("user.x[0]").unwrap().value, "1.0");
    let expected =
        r#"{"code":1,"user":{"user_id":"test1234","big":9007199254740993,"x":[1.0,null]}}"#;
    assert_eq!(decoded.to_json().to_string(), expected);
}

#[test]
fn a_short_message_reports_where_decoding_stops() {
    let plan = plan(
        json!({"name": "push", "format": "<iqd", "fields": [{"name": "code"}, {"name": "seq"}, {"name": "time"}]}),
    );
    let decoded = decode(&plan, &[100, 0, 0, 0, 1, 2, 3]);
    let stop = decoded.stop.unwrap();
    assert_eq!((stop.code.as_str(), stop.offset, stop.field.as_str()), ("decode.short", 4, "seq"));
    assert_eq!((stop.wanted.as_str(), stop.had), ("8", 3));
    let names: Vec<_> = decoded.nodes.iter().map(|node| (node.name.as_str(), node.kind)).collect();
    assert_eq!(names, [("code", NodeKind::Int), ("rest", NodeKind::Raw)]);
    assert_eq!(decoded.nodes[1].value, "hex:010203");
    let long = decode(&plan, &[0; 22]);
    let stop = long.stop.unwrap();
    assert_eq!((stop.code.as_str(), stop.offset, stop.had), ("decode.extra", 20, 2));
    assert_eq!(decode(&plan, &[]).stop.unwrap().had, 0);
}

#[test]
fn decodes_bits_labels_constants_and_displays() {
    let plan = plan(json!({
        "name": "x", "format": "<BIq4s?",
        "fields": [
            {"name": "flags", "bits": [{"name": "low", "from": 0, "to": 3}, {"name": "high", "from": 7, "to": 7, "labels": {"1": "on"}}]},
            {"name": "v", "constant": 3, "display": "hex"},
            {"name": "t", "display": "unix_ms"},
            {"name": "s"},
            {"name": "b", "labels": {"true": "yes"}}
        ]
    }));
    let mut message = vec![0x8a, 4, 0, 0, 0];
    message.extend(1_767_323_045_678i64.to_le_bytes());
    message.extend(b"ab\0\0\x01");
    let decoded = decode(&plan, &message);
    assert_eq!(decoded.find("flags.low").unwrap().value, "10");
    let high = decoded.find("flags.high").unwrap();
    assert_eq!(
        (high.value.as_str(), high.label.as_deref(), high.bits),
        ("1", Some("on"), Some((7, 7)))
    );
    let v = decoded.find("v").unwrap();
    assert_eq!(v.display.as_deref(), Some("0x00000004"));
    assert_eq!(v.problem.as_ref().unwrap().code, "decode.constant");
    assert_eq!(decoded.find("t").unwrap().display.as_deref(), Some("2026-01-02T03:04:05.678Z"));
    let s = decoded.find("s").unwrap();
    assert_eq!((s.value.as_str(), s.display.as_deref()), ("hex:61620000", Some("ab")));
    assert_eq!(decoded.find("b").unwrap().label.as_deref(), Some("yes"));
    let expected = r#"{"flags":138,"flags.low":10,"flags.high":1,"v":4,"t":1767323045678,"s":"hex:61620000","b":true}"#;
    assert_eq!(decoded.to_json().to_string(), expected);
}

#[test]
fn integers_beyond_javascripts_range_are_strings_in_json() {
    let plan =
        plan(json!({"name": "x", "format": ">Qq", "fields": [{"name": "a"}, {"name": "b"}]}));
    let mut message = u64::MAX.to_be_bytes().to_vec();
    message.extend(i64::MIN.to_be_bytes());
    let expected = r#"{"a":"18446744073709551615","b":"-9223372036854775808"}"#;
    assert_eq!(decode(&plan, &message).to_json().to_string(), expected);
}

#[test]
fn a_repeat_extends_to_the_end_or_stops_inside_an_element() {
    let layouts = [
        layout(
            json!({"name": "level", "format": "<If", "fields": [{"name": "id"}, {"name": "price"}]}),
        ),
        layout(
            json!({"name": "book", "format": "<B", "fields": [{"name": "n"}], "tail": {"type": "repeat", "name": "levels", "layout": "level"}}),
        ),
    ];
    let plan = Plan::new(&layouts[1], LayoutContext { layouts: &layouts, protos: None }).unwrap();
    let message = [9, 1, 0, 0, 0, 0, 0, 0xc0, 0x3f, 2, 0, 0, 0, 0, 0, 0, 0x40, 3, 0];
    let decoded = decode(&plan, &message[..17]);
    assert_eq!(decoded.stop, None);
    assert_eq!(
        decoded.to_json().to_string(),
        r#"{"n":9,"levels":[{"id":1,"price":1.5},{"id":2,"price":2.0}]}"#
    );
    assert_eq!(decoded.find("levels[1].price").unwrap().offset, 13);
    let stopped = decode(&plan, &message);
    let stop = stopped.stop.as_ref().unwrap();
    assert_eq!(
        (stop.field.as_str(), stop.offset, stop.wanted.as_str(), stop.had),
        ("levels[2].id", 17, "4", 2)
    );
    assert_eq!(stopped.find("levels[0].id").unwrap().value, "1");
    let empty = decode(&plan, &[1]);
    assert_eq!((empty.stop, empty.nodes[1].children.len()), (None, 0));
}

#[test]
fn lengths_beyond_the_message_stop_decoding() {
    let plan = plan(json!({
        "name": "x", "format": "<i", "fields": [{"name": "n"}],
        "tail": {"type": "bytes", "length": "n", "then": {"format": "<H", "fields": [{"name": "end"}]}}
    }));
    let good = decode(&plan, &[2, 0, 0, 0, 7, 7, 1, 2]);
    assert_eq!(good.to_json().to_string(), r#"{"n":2,"tail":"hex:0707","end":513}"#);
    for (n, wanted) in [(5i32, "5"), (-1, "-1"), (i32::MAX, "2147483647")] {
        let mut message = n.to_le_bytes().to_vec();
        message.extend([1, 2, 3, 4]);
        let stop = decode(&plan, &message).stop.unwrap();
        assert_eq!(
            (stop.code.as_str(), stop.wanted.as_str(), stop.had),
            ("decode.length", wanted, 4)
        );
    }
}

#[test]
fn invalid_text_and_json_are_reported() {
    let json_tail = plan(json!({"name": "x", "format": "", "tail": {"type": "json"}}));
    let broken = decode(&json_tail, b"{\"a\":");
    assert_eq!(broken.nodes[0].problem.as_ref().unwrap().code, "json.end");
    assert_eq!((broken.nodes[0].value.as_str(), broken.nodes[0].kind), ("{\"a\":", NodeKind::Text));
    let nan = decode(&json_tail, br#"[NaN, "\ud800"]"#);
    assert_eq!(nan.to_json().to_string(), r#"{"tail":["NaN","\\ud800"]}"#);
    let gbk = plan(json!({"name": "x", "format": "", "tail": {"type": "text", "encoding": "gbk"}}));
    assert_eq!(decode(&gbk, &[0xd0, 0xd0]).nodes[0].value, "行");
    assert_eq!(decode(&gbk, &[0xff]).nodes[0].problem.as_ref().unwrap().code, "decode.encoding");
}

#[test]
fn a_page_limits_the_number_of_nodes() {
    let list = plan(
        json!({"name": "x", "format": "", "tail": {"type": "repeat", "element": {"format": "B"}}}),
    );
    let message = vec![1; 100_000];
    let decoded = decode(&list, &message);
    // Each item and its field is a node.
    let part = NodeRange { first: 0, shown: 10_000, count: 100_000 };
    assert_eq!((decoded.stop, decoded.nodes[0].part), (None, Some(part)));
    assert_eq!(decoded.nodes[0].children.len(), 10_000);
    assert_eq!(decoded.window, Some(NodeRange { first: 0, shown: 20_000, count: 200_000 }));
    let text = plan(json!({"name": "x", "format": "", "tail": {"type": "text"}}));
    let cut = &decode(&text, &vec![b'a'; 100_000]).nodes[0];
    assert_eq!((cut.value.len(), cut.size), (64 << 10, 100_000));
    assert_eq!(cut.problem.as_ref().unwrap().code, "decode.cut");
    let all = super::super::decode::decode_within(
        &list,
        &message,
        super::super::decode::TreeLimits::NONE,
    );
    assert_eq!((all.stop, all.nodes[0].children.len()), (None, 100_000));
}

#[test]
fn a_list_has_as_many_pieces_as_its_count_says() {
    let list = |terminated: bool| {
        plan(json!({
            "format": "<B", "fields": [{"name": "n"}],
            "tail": {"type": "repeat", "name": "all", "separator": "hex:1e", "each": "text",
                "terminated": terminated, "count": "n"}
        }))
    };
    let stop = |plan: &Plan, message: &[u8]| {
        let stop = decode(plan, message).stop?;
        Some((stop.code, stop.offset, stop.field))
    };
    let short = |at, field: &str| Some(("decode.short".to_owned(), at, field.to_owned()));
    let (between, after) = (list(false), list(true));
    assert_eq!(stop(&between, b"\x02a\x1eb"), None);
    assert_eq!(stop(&between, b"\x02a\x1e"), None, "the second is empty");
    assert_eq!(stop(&between, b"\x03a\x1eb"), short(4, "all[2]"));
    assert_eq!(stop(&between, b"\x01"), short(1, "all[0]"));
    assert_eq!(stop(&between, b"\x00"), None);
    assert_eq!(stop(&after, b"\x02a\x1eb\x1e"), None);
    assert_eq!(stop(&after, b"\x03a\x1eb\x1e"), short(5, "all[2]"));
}
