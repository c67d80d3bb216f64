//! Definitions against a reader that takes the long way.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::frame::leading_integer::LeadingInteger;
use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeValue;
use crate::packet::rules::{Decoder, Decoding};

fn decoder(rules: Value) -> Decoder {
    Decoder::new(&serde_json::from_value::<Decoding>(rules).expect("decoding"))
}

fn code(rules: Value, kind: Kind, message: &[u8]) -> Option<CodeValue> {
    let decoder = decoder(rules);
    assert_eq!(decoder.problems(), []);
    decoder.code_value(kind, Direction::Received, message)
}

fn text(text: &str) -> Option<CodeValue> {
    Some(CodeValue::Text(text.to_owned()))
}

fn number(number: i64) -> Option<CodeValue> {
    Some(CodeValue::Number(number))
}

#[test]
fn integers_of_every_type_are_read() {
    let message = [0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA, 0xF9, 0xF8];
    let read = |form: &str, order: &str, offset: u32| {
        let one = json!({"from": "integer", "type": form, "order": order, "offset": offset});
        code(json!({"code": one}), Kind::Binary, &message)
    };
    assert_eq!(read("b", "big", 0), number(-1));
    assert_eq!(read("B", "little", 1), number(0xFE));
    assert_eq!(read("h", "big", 0), number(-2));
    assert_eq!(read("H", "little", 2), number(0xFCFD));
    assert_eq!(read("I", "big", 4), number(0xFBFA_F9F8));
    assert_eq!(read("q", "little", 0), number(i64::from_le_bytes(message)));
    assert_eq!(read("Q", "big", 0), text("18446460386757245432"));
    assert_eq!(read("i", "little", 5), None, "too short");
    let leading = |rules| decoder(rules).leading_integer();
    assert_eq!(leading(json!({})), Some(LeadingInteger::DEFAULT));
    assert_eq!(leading(json!({"code": {"from": "integer"}})), Some(LeadingInteger::DEFAULT));
    assert_eq!(leading(json!({"code": [{"from": "integer"}]})), Some(LeadingInteger::DEFAULT));
    assert!(leading(json!({"code": {"from": "integer", "type": "H"}})).is_some());
    for form in ["I", "q", "Q"] {
        assert_eq!(leading(json!({"code": {"from": "integer", "type": form}})), None, "{form}");
    }
    assert_eq!(leading(json!({"code": {"from": "none"}})), None);
}

#[test]
fn fields_of_the_chosen_layout_are_read() {
    let rules = json!({
        "code": [{"from": "field", "field": "kind"}, {"from": "field", "field": "head.type"}],
        "layouts": [
            {"name": "a", "format": ">BH4s", "fields": [
                {"name": "version"}, {"name": "kind", "labels": {"7": "SEVEN"}}, {"name": "name"}
            ]},
            {"name": "b", "format": ">B", "fields": [
                {"name": "head", "bits": [{"name": "type", "from": 4, "to": 7}]}
            ]}
        ],
        "rules": [{"layout": "a", "size": {"from": 7}}, {"layout": "b", "size": {"to": 1}}]
    });
    assert_eq!(code(rules.clone(), Kind::Binary, b"\x01\0\x07abcd"), number(7));
    assert_eq!(code(rules.clone(), Kind::Binary, b"\x35"), number(3));
    assert_eq!(code(rules.clone(), Kind::Binary, b"\0\0"), None, "no layout");
    let mut by_name = rules;
    by_name["code"] = json!({"from": "field", "field": "name"});
    assert_eq!(code(by_name, Kind::Binary, b"\x01\0\x07ab\0\0"), text("ab"));
}

#[test]
fn rules_compare_the_code_that_is_defined() {
    let rules = json!({
        "code": {"from": "json", "path": "type"},
        "layouts": [{"name": "ack", "format": "", "tail": {"type": "json"}}],
        "rules": [{"layout": "ack", "code": "connection_ack"}]
    });
    let chosen =
        |message: &[u8]| decoder(rules.clone()).rule(Kind::Text, Direction::Received, message);
    assert_eq!(chosen(br#"{"type": "connection_ack"}"#), Some(0));
    assert_eq!(chosen(br#"{"type": "next"}"#), None);
    assert_eq!(chosen(b"connection_ack"), None);
}

#[test]
fn mistakes_are_reported_with_their_path() {
    let rules = json!({
        "code": [
            {"from": "integer", "type": "x"},
            {"from": "integer", "offset": 1 << 20},
            {"from": "field"},
            {"from": "field", "field": "nobody"},
            {"from": "prefix"},
            {"from": "prefix", "until": " ", "length": 1},
            {"from": "prefix", "length": 65},
            {"from": "json"},
            {"from": "none"}
        ]
    });
    let decoder = decoder(rules);
    let found: Vec<_> =
        decoder.problems().iter().map(|one| (one.path.as_str(), one.code)).collect();
    assert_eq!(
        found,
        [
            ("code", "decoding.too_many"),
            ("code[0].type", "decoding.code_type"),
            ("code[1].offset", "decoding.code_offset"),
            ("code[2].field", "decoding.code_field"),
            ("code[3].field", "decoding.code_no_such_field"),
            ("code[4].until", "decoding.code_until"),
            ("code[5].until", "decoding.code_until"),
            ("code[6].length", "decoding.code_length"),
            ("code[7].path", "decoding.code_path"),
        ]
    );
    let single = json!({"code": {"from": "json", "path": "x".repeat(300)}});
    assert_eq!(self::decoder(single).problems()[0].path, "code.path");
    let by_layout = json!({
        "code": {"from": "field", "field": "kind"},
        "layouts": [{"name": "a", "format": "B", "fields": [{"name": "kind"}]}],
        "rules": [{"layout": "a", "code": 7}]
    });
    let by_layout = self::decoder(by_layout);
    let numbers = json!({
        "codes": [{"code": "7", "name": "SEVEN"}, {"code": "seven", "name": "SEVEN"}],
        "layouts": [{"name": "a", "format": "B"}], "rules": [{"layout": "a", "code": "seven"}]
    });
    let numbers = self::decoder(numbers);
    let found: Vec<_> =
        numbers.problems().iter().map(|one| (one.path.as_str(), one.code)).collect();
    let text = "decoding.code_text";
    assert_eq!(found, [("codes[1].code", text), ("rules[0].code", text)]);
    let problem = &by_layout.problems()[0];
    assert_eq!((problem.path.as_str(), problem.code), ("rules[0].code", "rule.code_of_layout"));
}

#[test]
fn prefixes_are_text_or_ascii() {
    let until = |kind, message: &[u8]| {
        code(json!({"code": {"from": "prefix", "until": " "}}), kind, message)
    };
    assert_eq!(until(Kind::Text, b"MSG subject 1"), text("MSG"));
    assert_eq!(until(Kind::Binary, b"MSG subject 1"), text("MSG"));
    assert_eq!(until(Kind::Text, b"PING\r\n"), None);
    assert_eq!(until(Kind::Text, b" x"), None, "an empty code is none");
    assert_eq!(
        until(Kind::Text, format!("{} x", "a".repeat(64)).as_bytes()),
        text(&"a".repeat(64))
    );
    assert_eq!(until(Kind::Text, format!("{} x", "a".repeat(65)).as_bytes()), None);
    assert_eq!(until(Kind::Text, "grüße x".as_bytes()), text("grüße"));
    assert_eq!(until(Kind::Binary, "grüße x".as_bytes()), None);
    let first = |kind, message: &[u8]| {
        code(json!({"code": {"from": "prefix", "length": 2, "kind": "text"}}), kind, message)
    };
    assert_eq!(first(Kind::Text, b"42[\"a\"]"), text("42"));
    assert_eq!(first(Kind::Text, b"3"), text("3"));
    assert_eq!(first(Kind::Text, "äöü".as_bytes()), text("äö"));
    assert_eq!(first(Kind::Text, b""), None);
    assert_eq!(first(Kind::Binary, b"42"), None, "text messages only");
}

#[test]
fn the_json_after_the_code_is_not_read() {
    let at = |path: &str, message: &str| {
        code(json!({"code": {"from": "json", "path": path}}), Kind::Text, message.as_bytes())
    };
    assert_eq!(at("type", r#"{"type": "a", broken"#), text("a"));
    assert_eq!(at("type", r#"{broken, "type": "a"}"#), None);
    assert_eq!(at("type", r#"{"type": 1, "type": 2}"#), number(1), "the first of equal keys");
    assert_eq!(at("a.b", r#"{"a": {"x": {"b": 0}, "b": 7}}"#), number(7));
    assert_eq!(at("a.b", r#"{"a.b": 8}"#), number(8));
    assert_eq!(at("[1].type", r#"[{"type": 1}, {"type": "b"}]"#), text("b"));
    assert_eq!(at("[2]", "[0, 1, true]"), text("true"));
    assert_eq!(at("items[0][1]", r#"{"items": [[5, 6]]}"#), number(6));
    assert_eq!(at("n", r#"{"n": 1.50}"#), text("1.50"));
    assert_eq!(at("n", r#"{"n": 18446744073709551615}"#), text("18446744073709551615"));
    assert_eq!(at("é", r#"{"\u00e9": "\u00fc"}"#), text("ü"));
    for none in [r#"{"n": null}"#, r#"{"n": {}}"#, r#"{"n": ""}"#, "[1]", "1", ""] {
        assert_eq!(at("n", none), None, "{none}");
    }
    let long = format!(r#"{{"n": "{}"}}"#, "é".repeat(500));
    assert_eq!(at("n", &long), text(&"é".repeat(128)));
}

/// The value at a path of plain keys and indexes, as `serde_json` sees it.
fn naive_json(message: &[u8], path: &[&str]) -> Option<CodeValue> {
    let value: Value = serde_json::from_slice(message).ok()?;
    let value = path.iter().try_fold(&value, |value, name| match value {
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    })?;
    match value {
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(CodeValue::Text(text.clone())),
        Value::Number(number) => Some(
            number.as_i64().map_or_else(|| CodeValue::Text(number.to_string()), CodeValue::Number),
        ),
        Value::Bool(is) => Some(CodeValue::Text(is.to_string())),
        _ => None,
    }
}

fn naive_integer(message: &[u8], offset: usize, form: char, is_big: bool) -> Option<CodeValue> {
    let size = match form.to_ascii_lowercase() {
        'b' => 1,
        'h' => 2,
        'i' => 4,
        _ => 8,
    };
    let mut bytes = message.get(offset..offset + size)?.to_vec();
    if !is_big {
        bytes.reverse();
    }
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let unsigned = i128::from_str_radix(&bits, 2).ok()?;
    let is_negative = form.is_ascii_lowercase() && bits.starts_with('1');
    Some(CodeValue::integer(if is_negative { unsigned - (1 << bits.len()) } else { unsigned }))
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|n| json!(n)),
        any::<u64>().prop_map(|n| json!(n)),
        any::<bool>().prop_map(|is| json!(is)),
        "[a-c\"\\\\é]{0,3}".prop_map(|text| json!(text)),
        Just(Value::Null),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| json!(items)),
            prop::collection::btree_map("[a-c\"é]", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #[test]
    fn integers_agree_with_the_naive_reader(
        message in prop::collection::vec(any::<u8>(), 0..14), offset in 0usize..6, form in 0usize..8, is_big: bool
    ) {
        let form = ['b', 'B', 'h', 'H', 'i', 'I', 'q', 'Q'][form];
        let order = if is_big { "big" } else { "little" };
        let one = json!({"from": "integer", "type": form.to_string(), "order": order, "offset": offset});
        let decoder = decoder(json!({"code": one}));
        let read = decoder.code_value(Kind::Binary, Direction::Sent, &message);
        prop_assert_eq!(&read, &naive_integer(&message, offset, form, is_big));
        if let Some(leading) = decoder.leading_integer() {
            let stored = leading.read(Kind::Binary, &message).map(CodeValue::from);
            prop_assert_eq!(stored, read, "the index stores the same");
        }
    }

    #[test]
    fn values_in_json_agree_with_the_naive_reader(
        value in json_value(), path in prop::collection::vec("[a-cé0-2]", 1..4)
    ) {
        let message = value.to_string();
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let read = code(json!({"code": {"from": "json", "path": path.join(".")}}), Kind::Text, message.as_bytes());
        prop_assert_eq!(read, naive_json(message.as_bytes(), &names));
    }

    #[test]
    fn the_first_definition_that_yields_a_code_wins(
        message in prop::collection::vec(any::<u8>(), 0..8), is_text: bool
    ) {
        let definitions = [
            json!({"from": "none"}),
            json!({"from": "integer", "offset": 4, "type": "H"}),
            json!({"from": "prefix", "until": "a"}),
            json!({"from": "integer", "type": "B", "kind": "text"}),
            json!({"from": "prefix", "length": 1}),
        ];
        let kind = if is_text { Kind::Text } else { Kind::Binary };
        let single = definitions.iter().find_map(|one| code(json!({"code": one}), kind, &message));
        prop_assert_eq!(code(json!({"code": definitions}), kind, &message), single);
    }

    #[test]
    fn any_bytes_have_a_short_code_or_none(message in prop::collection::vec(any::<u8>(), 0..300), path in ".{1,8}") {
        let rules = json!({"code": [{"from": "json", "path": path}, {"from": "prefix", "until": "\n"}, {"from": "prefix", "length": 64}]});
        let decoder = decoder(rules);
        for kind in Kind::ALL {
            match decoder.code_value(kind, Direction::Received, &message) {
                Some(CodeValue::Text(text)) => prop_assert!(!text.is_empty() && text.len() <= 256),
                Some(CodeValue::Number(_)) => prop_assert!(matches!(kind, Kind::Text | Kind::Binary)),
                None => {}
            }
        }
    }
}
