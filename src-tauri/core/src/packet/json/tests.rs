#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn python(text: &str) -> String {
    write(&parse(text).unwrap(), Style::Python)
}

fn error(text: &str) -> (&'static str, usize, usize) {
    let error = parse(text).unwrap_err();
    (error.code(), error.line, error.column)
}

#[test]
fn python_style_is_json_dumps() {
    let login = r#"{"role":"admin","user_id":"test1234"}"#;
    assert_eq!(python(login), r#"{"role": "admin", "user_id": "test1234"}"#);
    for (from, to) in [
        ("1.0", "1.0"),
        ("-0", "0"),
        ("-0.0", "-0.0"),
        ("1e16", "1e+16"),
        ("1E5", "100000.0"),
        ("1e-7", "1e-07"),
        ("0.0001", "0.0001"),
        ("0.00001", "1e-05"),
        ("9999999999999998.0", "9999999999999998.0"),
        ("1e400", "Infinity"),
        ("-1e400", "-Infinity"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("[]", "[]"),
        ("{}", "{}"),
        (r#"{"a":1,"b":2,"a":3}"#, r#"{"a": 3, "b": 2}"#),
        ("\"中😀\u{7f}\\/\\b\"", r#""\u4e2d\ud83d\ude00\u007f/\b""#),
    ] {
        assert_eq!(python(from), to, "{from}");
    }
}

#[test]
fn compact_style_keeps_text_and_digits() {
    let value = parse("{ \"中\" : [ 1.0 , 9007199254740993 ] }").unwrap();
    assert_eq!(write(&value, Style::Compact), r#"{"中":[1.0,9007199254740993]}"#);
}

#[test]
fn serde_json_private_key_is_an_ordinary_key() {
    let text = r#"{"$serde_json::private::Number": "1"}"#;
    assert_eq!(python(text), text);
}

#[test]
fn errors_report_line_and_column() {
    assert_eq!(error(""), ("json.end", 1, 1));
    assert_eq!(error("{\n  \"中\" 1}"), ("json.colon", 2, 7));
    assert_eq!(error("[1,\n]"), ("json.value", 2, 1));
    assert_eq!(error("[1 2]"), ("json.list_end", 1, 4));
    assert_eq!(error(r#"{"a":1,}"#), ("json.key", 1, 8));
    assert_eq!(error(r#"{"a":1]"#), ("json.object_end", 1, 7));
    assert_eq!(error("[1"), ("json.end", 1, 3));
    assert_eq!(error("01"), ("json.number", 1, 1));
    assert_eq!(error("1 1"), ("json.extra", 1, 3));
    assert_eq!(error("\"a\tb\""), ("json.control", 1, 3));
    assert_eq!(error(r#""a\x""#), ("json.escape", 1, 3));
    assert_eq!(error(r#""a\ud800b""#), ("json.surrogate", 1, 3));
    assert_eq!(error("'a'"), ("json.value", 1, 1));
    assert_eq!(error("[NaN]"), ("json.not_finite", 1, 2));
}

#[test]
fn depth_is_limited() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(DEPTH_LIMIT)).is_ok());
    assert_eq!(error(&nested(DEPTH_LIMIT + 1)).0, "json.depth");
    assert_eq!(error(&"[".repeat(1_000_000)).0, "json.depth");
}

#[test]
fn pretty_keeps_numbers_equal_keys_and_invisible_characters() {
    let text = r#"{"id":9007199254740993,"x":1E+2,"id":-0.0,"t":"\u4e2d\n\u200b\ud800","e":[],"o":{},"n":[NaN,{"a":null}]}"#;
    let expected = r#"{
  "id": 9007199254740993,
  "x": 1E+2,
  "id": -0.0,
  "t": "中\n\u200b\ud800",
  "e": [],
  "o": {},
  "n": [
    NaN,
    {
      "a": null
    }
  ]
}"#;
    assert_eq!(pretty(text.as_bytes()).unwrap().text, expected);
    assert_eq!(pretty(b"[\n\"\xff\"]").unwrap_err().code(), "json.utf8");
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_filter("finite", |f| f.is_finite()).prop_map(|f| format!("{f:e}")),
        any::<String>().prop_map(|text| serde_json::Value::from(text).to_string()),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((any::<String>(), inner), 0..6).prop_map(|entries| {
                let entry = |(key, value)| format!("{}:{value}", serde_json::Value::String(key));
                format!("{{{}}}", entries.into_iter().map(entry).collect::<Vec<_>>().join(" , "))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_panics(text in any::<String>(), bytes in any::<Vec<u8>>()) {
        let _ = parse(&text);
        let _ = pretty(&bytes);
    }

    #[test]
    fn near_misses_do_not_panic_and_agree_with_serde_json(text in r#"[\[\]{},:"\\u0-9a-fNInty.eE+ -]{0,24}"#) {
        let theirs = serde_json::from_str::<serde_json::Value>(&text).ok();
        prop_assert_eq!(parse(&text).ok(), theirs);
    }

    #[test]
    fn agrees_with_serde_json(text in any_json()) {
        let value = parse(&text).unwrap();
        prop_assert_eq!(&value, &serde_json::from_str::<serde_json::Value>(&text).unwrap());
        prop_assert_eq!(&parse(&write(&value, Style::Compact)).unwrap(), &value);
        prop_assert_eq!(&parse(&pretty(text.as_bytes()).unwrap().text).unwrap(), &value);
    }
}
