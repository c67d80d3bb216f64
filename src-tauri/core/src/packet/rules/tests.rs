#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::*;
use crate::frame::{Direction, Kind};
use crate::packet::layout::column::ColumnTexts;

fn decoder(json: Value) -> Decoder {
    let decoding: Decoding = serde_json::from_value(json).unwrap();
    Decoder::new(&decoding)
}

fn chosen(rules: Value, kind: Kind, direction: Direction, message: &[u8]) -> Option<String> {
    let decoder = decoder(json!({
        "layouts": [
            {"name": "a", "format": "<iB", "fields": [{"name": "code"}, {"name": "v", "labels": {"3": "three"}, "bits": [{"name": "low", "from": 0, "to": 0}]}], "tail": {"type": "json"}},
            {"name": "b", "format": "4s", "fields": [{"name": "magic"}], "tail": {"type": "bytes"}}
        ],
        "rules": rules
    }));
    assert_eq!(decoder.problems(), []);
    match decoder.choose(kind, direction, message) {
        Choice::Layout(index) => Some(decoder.plans()[index].name().to_owned()),
        Choice::General(_) | Choice::Lens => None,
    }
}

#[test]
fn each_condition_is_checked() {
    let binary =
        |rules: Value, message: &[u8]| chosen(rules, Kind::Binary, Direction::Received, message);
    let a = Some("a".to_owned());
    assert_eq!(binary(json!([{"code": 5, "layout": "a"}]), &[5, 0, 0, 0, 1]), a);
    assert_eq!(binary(json!([{"code": 5, "layout": "a"}]), &[5, 0, 0]), None);
    assert_eq!(binary(json!([{"code": -1, "layout": "a"}]), &[255; 5]), a);
    assert_eq!(
        binary(json!([{"field": "v", "equals": "0x03", "layout": "a"}]), &[0, 0, 0, 0, 3]),
        a
    );
    assert_eq!(
        binary(json!([{"field": "v", "equals": "three", "layout": "a"}]), &[0, 0, 0, 0, 3]),
        a
    );
    assert_eq!(
        binary(json!([{"field": "v.low", "equals": 1, "layout": "a"}]), &[0, 0, 0, 0, 3]),
        a
    );
    assert_eq!(binary(json!([{"field": "v", "equals": 4, "layout": "a"}]), &[0, 0, 0, 0, 3]), None);
    assert_eq!(binary(json!([{"field": "v", "equals": 4, "layout": "a"}]), &[]), None);
    assert_eq!(
        binary(
            json!([{"field": "tail.k", "equals": "z", "layout": "a"}]),
            b"\0\0\0\0\x01{\"k\":\"z\"}"
        ),
        a
    );
    assert_eq!(
        binary(json!([{"field": "magic", "equals": "WLR", "layout": "b"}]), b"WLR\0x"),
        Some("b".to_owned())
    );
    assert_eq!(binary(json!([{"size": {"from": 2, "to": 3}, "layout": "a"}]), &[0; 3]), a);
    assert_eq!(binary(json!([{"size": {"from": 2, "to": 3}, "layout": "a"}]), &[0; 4]), None);
    assert_eq!(binary(json!([{"prefix": "ca fe", "layout": "a"}]), &[0xca, 0xfe]), a);
    assert_eq!(binary(json!([{"prefix": "ca fe", "layout": "a"}]), &[0xca]), None);
    assert_eq!(binary(json!([{"kind": "text", "layout": "a"}]), b""), None);
    assert_eq!(
        chosen(json!([{"kind": "text", "layout": "a"}]), Kind::Text, Direction::Sent, b""),
        a
    );
    assert_eq!(binary(json!([{"direction": "sent", "layout": "a"}]), b""), None);
    assert_eq!(binary(json!([{"layout": "a"}]), b""), a);
    assert_eq!(chosen(json!([{"layout": "a"}]), Kind::Ping, Direction::Sent, b""), None);
}

#[test]
fn the_first_matching_rule_wins() {
    let rules = json!([{"code": 5, "size": {"to": 4}, "layout": "b"}, {"code": 5, "layout": "a"}, {"layout": "b"}]);
    let binary =
        |message: &[u8]| chosen(rules.clone(), Kind::Binary, Direction::Sent, message).unwrap();
    assert_eq!(binary(&[5, 0, 0, 0]), "b");
    assert_eq!(binary(&[5, 0, 0, 0, 0]), "a");
    assert_eq!(binary(&[6, 0, 0, 0, 0]), "b");
}

#[test]
fn default_layouts_apply_without_a_rule() {
    let decoder = decoder(
        json!({"codes": [{"code": 1, "name": "LOGIN_OK", "tone": "good", "direction": "received"}]}),
    );
    let decode = |kind, message: &[u8]| decoder.decode(kind, Direction::Received, message);
    let reply = decode(Kind::Binary, b"\x01\0\0\0{\"user_id\": \"x\"}");
    assert_eq!((reply.layout.as_str(), reply.nodes[0].label.as_deref()), ("", Some("LOGIN_OK")));
    assert_eq!(reply.find("tail.user_id").unwrap().value, "x");
    assert_eq!(
        decode(Kind::Binary, b"\xfe\xff\xff\xffunknown").find("tail").unwrap().value,
        "unknown"
    );
    assert_eq!(decode(Kind::Binary, &[1, 0, 0, 0, 1]).find("tail").unwrap().value, "hex:01");
    assert_eq!(decode(Kind::Binary, &[1, 0, 0, 0]).find("code").unwrap().value, "1");
    assert_eq!(decode(Kind::Binary, &[1, 0]).find("bytes").unwrap().value, "hex:0100");
    assert_eq!(decode(Kind::Text, b"{\"a\": {\"b\": 1.50}}").find("a.b").unwrap().value, "1.50");
    assert_eq!(decode(Kind::Text, b"{oops").nodes[0].problem.as_ref().unwrap().code, "json.key");
    assert_eq!(decode(Kind::Text, b"hello").find("text").unwrap().value, "hello");
    assert_eq!(decoder.fields(Kind::Binary, Direction::Received, &[1, 0, 0, 0]), None);
}

#[test]
fn columns_are_filled_for_every_layout() {
    let decoder = decoder(json!({
        "layouts": [
            {"name": "push", "format": "<iqd", "fields": [{"name": "code"}, {"name": "seq"}, {"name": "time"}], "tail": {"type": "text", "name": "service"}}
        ],
        "rules": [{"code": 100, "layout": "push"}]
    }));
    let columns = decoder.columns(&["code", "seq", "service", "user.id", "tail.user.id"]);
    let cells = |kind, message: &[u8]| {
        let mut row = ColumnTexts::default();
        let stop = decoder.row(
            &columns,
            MessagePrefix::whole(kind, Direction::Received, message),
            &mut row,
        );
        assert_eq!(stop, None);
        row.cells().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut push = 100i32.to_le_bytes().to_vec();
    push.extend(i64::MAX.to_le_bytes());
    push.extend(1.5f64.to_le_bytes());
    push.extend(b"first");
    assert_eq!(cells(Kind::Binary, &push), ["100", "9223372036854775807", "first", "", ""]);
    assert_eq!(
        cells(Kind::Text, br#"{"user": {"id": 9007199254740993}}"#),
        ["", "", "", "9007199254740993", ""]
    );
    assert_eq!(cells(Kind::Binary, b"\x01\0\0\0{\"user\": {\"id\": 7}}"), ["1", "", "", "", "7"]);
    assert_eq!(cells(Kind::Ping, b""), ["", "", "", "", ""]);
    let columns = decoder.columns(&["json[1].id"]);
    let list =
        MessagePrefix::whole(Kind::Text, Direction::Received, br#"[7, {"id": 9007199254740993}]"#);
    let mut row = ColumnTexts::default();
    assert_eq!(decoder.row(&columns, list, &mut row), None);
    assert_eq!(row.cells().collect::<Vec<_>>(), ["9007199254740993"]);
}

#[test]
fn a_row_reads_no_more_than_necessary() {
    let decoder = decoder(json!({
        "layouts": [
            {"name": "plain", "format": "<iq", "fields": [{"name": "code"}, {"name": "seq", "labels": {"7": "lucky"}}], "tail": {"type": "bytes"}},
            {"name": "exact", "format": "<ii", "fields": [{"name": "code"}, {"name": "seq"}]},
            {"name": "deep", "format": "<i", "fields": [{"name": "code"}], "tail": {"type": "json", "name": "seq"}}
        ],
        "rules": [
            {"code": 1, "size": {"from": 100}, "layout": "plain"}, {"code": 2, "layout": "exact"}, {"code": 3, "layout": "deep"}
        ]
    }));
    let columns = decoder.columns(&["seq"]);
    let read = |code: i32, here: usize, size: usize| {
        let mut bytes = code.to_le_bytes().to_vec();
        bytes.extend(7i64.to_le_bytes());
        bytes.resize(here, 0);
        let (kind, direction) = (Kind::Binary, Direction::Received);
        let head = MessagePrefix { kind, direction, bytes: &bytes, size };
        let mut row = ColumnTexts::default();
        let stop = decoder.row(&columns, head, &mut row).map(|stop| stop.text);
        (decoder.reach(&columns, head), row.cells().collect::<String>(), stop)
    };
    // The rule needs the size of the whole message, the column a field at its start.
    assert_eq!(read(1, 20, 1 << 30), (12, "lucky (7)".to_owned(), None));
    assert_eq!(read(1, 20, 99), (0, String::new(), None), "the default layout has no such field");
    let extra = "at byte 8 the layout ends, but 992 bytes follow";
    assert_eq!(read(2, 20, 1000), (8, "7".to_owned(), Some(extra.to_owned())));
    let short = "at byte 4 'seq' wants 4 bytes, but only 2 are left";
    assert_eq!(read(2, 6, 6), (6, String::new(), Some(short.to_owned())));
    assert_eq!(read(3, 20, 1000).0, 1000, "JSON is read as a whole");
}

#[test]
fn problems_are_reported_and_valid_parts_work() {
    let decoder = decoder(json!({
        "layouts": [{"name": "bad", "format": "=z"}, {"name": "good", "format": "B", "fields": [{"name": "v"}]}, {"name": "good", "format": "H"}, {"format": "B"}],
        "rules": [
            {"layout": "bad"}, {"layout": "none"}, {"layout": "good", "prefix": "0g"}, {"layout": "good", "field": "v"},
            {"layout": "good", "equals": 1}, {"layout": "good", "field": "w", "equals": 1}, {"layout": "good", "size": {"from": 2, "to": 1}},
            {"layout": "good"}
        ],
        "protobuf": [{"name": "x.proto", "source": "nonsense"}]
    }));
    let reported: Vec<_> = decoder.problems().iter().map(|p| (p.path.as_str(), p.code)).collect();
    assert_eq!(
        reported,
        [
            ("protobuf[0].source", "binary.proto"),
            ("layouts[0].format", "format.bad_char"),
            ("layouts[2].name", "layout.twice"),
            ("layouts[3].name", "layout.name_missing"),
            ("rules[1].layout", "layout.no_such_layout"),
            ("rules[2].prefix", "hex.bad_char"),
            ("rules[3].field", "rule.no_equals"),
            ("rules[4].equals", "rule.no_field"),
            ("rules[5].field", "rule.no_such_field"),
            ("rules[6].size", "rule.size"),
        ]
    );
    let fields = decoder.fields(Kind::Binary, Direction::Sent, &[7]).unwrap();
    assert_eq!(fields, json!({"v": 7}));
}

#[test]
fn reports_the_line_of_a_proto_error_and_the_index_of_a_rule() {
    let broken = decoder(json!({"protobuf": [
        {"name": "good.proto", "source": "syntax = \"proto3\"; message A {}"},
        {"name": "bad.proto", "source": "syntax = \"proto3\";\n\nmessage B { Nobody x = 1; }"}
    ]}));
    let problem = &broken.problems()[0];
    assert_eq!((problem.path.as_str(), problem.code), ("protobuf[1].source", "binary.proto"));
    assert!(problem.args.contains(&("line", "3".to_owned())), "{problem:?}");
    let decoder = decoder(json!({
        "layouts": [{"name": "bad", "format": "z"}, {"name": "a", "format": "i"}],
        "rules": [{"layout": "bad"}, {"layout": "a", "code": 7}, {"layout": "a"}],
        "protobuf": [{"name": "m.proto", "source": "syntax = \"proto3\"; package p; message Quote {}"}]
    }));
    let rule = |message: &[u8]| decoder.rule(Kind::Binary, Direction::Received, message);
    assert_eq!((rule(&[7, 0, 0, 0]), rule(&[8, 0, 0, 0])), (Some(1), Some(2)));
    assert_eq!(decoder.message_types(), ["p.Quote"]);
    assert!(decoder.plan_at(0).is_none());
    assert_eq!(decoder.plan_at(1).map(|plan| plan.name()), Some("a"));
}

#[test]
fn listed_paths_are_valid_columns() {
    let decoder = decoder(json!({}));
    let message = br#"{"user": {"id": 7, "tags": ["a", {"k": null}]}, "empty": {}, "n": 1}"#;
    let decoded = decoder.decode(Kind::Text, Direction::Received, message);
    let mut found = Vec::new();
    paths(&decoded, &mut found);
    paths(&decoded, &mut found);
    assert_eq!(found, ["user.id", "user.tags[0]", "user.tags[1].k", "n"]);
    assert!(found.iter().all(|path| decoded.find(path).is_some()));
}

/// Decodes messages of the demo server with the shipped profile.
#[test]
fn the_shipped_layouts_decode_the_demo_servers_messages() {
    let text = include_str!("../../../../../examples/demo-layouts.wirelark.json");
    let profile: crate::profile::model::Profile = serde_json::from_str(text).unwrap();
    assert_eq!(crate::profile_check::check(&profile), []);
    let decoder = Decoder::new(&profile.decoding());
    let json = |direction, message: &[u8]| {
        decoder.fields(Kind::Binary, direction, message).map(|fields| fields.to_string())
    };
    let golden = |direction, message: &[u8], fields: &str| {
        assert_eq!(json(direction, message).as_deref(), Some(fields));
    };
    golden(
        Direction::Sent,
        b"\x02\0\0\0[\"first\", \"test\"]",
        r#"{"code":2,"services":["first","test"]}"#,
    );
    golden(Direction::Sent, &[0; 5], r#"{"code":0,"flag":0}"#);
    golden(
        Direction::Received,
        b"\xff\xff\xff\xff{\"why\": 1.50}",
        r#"{"code":-1,"user":{"why":1.50}}"#,
    );
    golden(Direction::Received, b"\xfe\xff\xff\xffno", r#"{"code":-2,"why":"no"}"#);
    let mut push = 100i32.to_le_bytes().to_vec();
    push.extend(9_007_199_254_740_993i64.to_le_bytes());
    push.extend(1_767_323_045.5f64.to_le_bytes());
    push.extend(b"first");
    golden(
        Direction::Received,
        &push,
        r#"{"code":100,"seq":"9007199254740993","time":1767323045.5,"service":"first"}"#,
    );
    let tree = decoder.decode(Kind::Binary, Direction::Received, &push);
    assert_eq!(tree.nodes[0].label.as_deref(), Some("PUSH"));
    assert_eq!(
        tree.find("time").unwrap().display.as_deref(),
        Some("2026-01-02T03:04:05.500000000Z")
    );
    let again = serde_json::to_string(&profile).unwrap();
    assert_eq!(serde_json::from_str::<crate::profile::model::Profile>(&again).unwrap(), profile);
}
