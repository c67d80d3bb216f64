#![allow(clippy::unwrap_used)]

use serde_json::json;

use super::*;

fn profile() -> Profile {
    serde_json::from_value(json!({
        "wirelark": 1,
        "name": "original",
        "login": {"fields": [
            {"name": "role", "value": "admin"},
            {"name": "user_id", "value": "test1234"},
        ]},
        "services": {"known": ["first", "test", "third"], "chosen": ["first", "test"]},
    }))
    .unwrap()
}

fn made(message: Value) -> Result<BuiltMessage, MessageError> {
    build(&profile(), &serde_json::from_value(message).unwrap())
}

fn bytes(message: Value) -> Vec<u8> {
    made(message).unwrap().bytes
}

fn fields(fields: Value) -> Vec<LoginField> {
    serde_json::from_value(fields).unwrap()
}

fn location(error: MessageError) -> (String, &'static str, Option<usize>, Option<usize>) {
    (error.path.clone(), error.code(), error.line(), error.column())
}

#[test]
fn builds_the_original_scripts_messages() {
    let login_fields = profile().login.unwrap().fields;
    let text = login(&login_fields, Style::Python).unwrap();
    assert_eq!(text, r#"{"role": "admin", "user_id": "test1234"}"#);
    let set =
        json!({"type": "packed", "format": "=i", "values": [2], "tail": {"type": "services"}});
    assert_eq!(bytes(set), b"\x02\0\0\0[\"first\", \"test\"]");
    let free = made(json!({"type": "packed", "format": "=ib", "values": [0, "0"]})).unwrap();
    assert_eq!((free.kind, &free.bytes[..], free.spans.len()), (Kind::Binary, &[0u8; 5][..], 2));
}

#[test]
fn builds_every_body_and_tail_type() {
    assert_eq!(bytes(json!({"type": "text", "text": "Hello world!"})), b"Hello world!");
    assert_eq!(bytes(json!({"type": "json", "text": "{\"a\":1.0}"})), b"{\"a\": 1.0}");
    let compact = json!({"type": "json", "text": "{ \"a\" : 1.0 }", "style": "compact"});
    assert_eq!(made(compact).unwrap().kind, Kind::Text);
    assert_eq!(bytes(json!({"type": "hex", "text": "01 0xff"})), [1, 255]);
    let tail = |tail: Value| {
        bytes(json!({"type": "packed", "format": "b", "values": [true], "tail": tail}))
    };
    assert_eq!(tail(json!({"type": "text", "text": "é"})), "\u{1}é".as_bytes());
    assert_eq!(tail(json!({"type": "hex", "text": "ff"})), [1, 255]);
    assert_eq!(tail(json!({"type": "json", "text": "[1,2]"})), b"\x01[1, 2]");
    assert_eq!(tail(json!({"type": "json", "text": "[1, 2]", "style": "compact"})), b"\x01[1,2]");
    assert_eq!(tail(json!({"type": "json", "text": "[ 1,2 ]", "style": "typed"})), b"\x01[ 1,2 ]");
    let typed =
        json!({"type": "json", "text": "{ \"b\":1.0,\r\n\"a\" : \"\\u00e9/\" }", "style": "typed"});
    assert_eq!(bytes(typed), b"{ \"b\":1.0,\r\n\"a\" : \"\\u00e9/\" }");
    assert_eq!(
        location(made(json!({"type": "json", "text": "{\n 1}", "style": "typed"})).unwrap_err()).2,
        Some(2)
    );
    let none = Profile { services: None, ..profile() };
    let set =
        json!({"type": "packed", "format": "=i", "values": ["2"], "tail": {"type": "services"}});
    let message: Message = serde_json::from_value(set).unwrap();
    assert_eq!(build(&none, &message).unwrap().bytes, b"\x02\0\0\0[]");
}

#[test]
fn numbers_keep_their_digits_from_file_to_wire() {
    let text = r#"{"type": "packed", "format": "<qQd", "values": [-9007199254740993, 18446744073709551615, 1e400]}"#;
    let message: Message = serde_json::from_str(text).unwrap();
    let built = build(&profile(), &message).unwrap();
    assert_eq!(built.bytes[..8], (-9_007_199_254_740_993i64).to_le_bytes());
    assert_eq!(built.bytes[8..16], [0xff; 8]);
    assert_eq!(built.warnings, [PackWarning::Infinity { index: 2 }]);
}

#[test]
fn errors_name_the_faulty_part() {
    let fault = |message| location(made(message).unwrap_err());
    let part = |path: &str, code, line, column| (path.to_owned(), code, line, column);
    assert_eq!(
        fault(json!({"type": "json", "text": "{\n\"a\":}"})),
        part("text", "json.value", Some(2), Some(5))
    );
    assert_eq!(
        fault(json!({"type": "hex", "text": "01 zz"})),
        part("text", "hex.bad_char", Some(1), Some(4))
    );
    assert_eq!(
        fault(json!({"type": "packed", "format": "=iz"})),
        part("format", "format.bad_char", Some(1), Some(3))
    );
    assert_eq!(
        fault(json!({"type": "packed", "format": "=ib", "values": ["1"]})),
        part("values", "pack.count", None, None)
    );
    assert_eq!(
        fault(json!({"type": "packed", "format": "=ib", "values": ["1", "300"]})),
        part("values[1]", "pack.range", None, None)
    );
    assert_eq!(
        fault(json!({"type": "packed", "format": "", "tail": {"type": "hex", "text": "1"}})),
        part("tail.text", "hex.odd", Some(1), Some(1))
    );
    let late = made(json!({"type": "packed", "format": "=ib", "values": ["1", "x"]})).unwrap_err();
    assert_eq!(late.offset(), Some(4));
    assert_eq!(
        late.to_string(),
        "values[1]: not an integer: 'b' takes digits such as 7, -7 or 0x1f"
    );
}

#[test]
fn builds_login_fields_of_every_type() {
    let all = fields(json!([
        {"name": "s", "value": 123},
        {"name": "n", "value": "12345678901234567890.0", "type": "number"},
        {"name": "b", "value": true, "type": "boolean"},
        {"name": "z", "value": "whatever", "type": "null"},
        {"name": "j", "value": "{\"中\":[1,2]}", "type": "json"},
    ]));
    assert_eq!(
        login(&all, Style::Compact).unwrap(),
        r#"{"s":"123","n":12345678901234567890.0,"b":true,"z":null,"j":{"中":[1,2]}}"#
    );
    for (kind, value, code) in [
        ("number", "007", "login.not_number"),
        ("number", "", "login.not_number"),
        ("boolean", "yes", "login.not_bool"),
        ("json", "{", "json.end"),
    ] {
        let pair = fields(json!([{"name": "a"}, {"name": "b", "value": value, "type": kind}]));
        let error = login(&pair, Style::Python).unwrap_err();
        assert_eq!((error.path.as_str(), error.code()), ("login.fields[1].value", code));
    }
}
