#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::packet::json::Style;

fn best(text: &str) -> (TakenFor, Vec<Named>) {
    let first = recognise(text).into_iter().next().unwrap();
    (first.taken_for, first.messages)
}

fn single(text: &str) -> (TakenFor, PastedMessage) {
    let (taken_for, mut messages) = best(text);
    assert_eq!(messages.len(), 1, "{text}: {messages:?}");
    (taken_for, messages.remove(0).draft)
}

fn packed(format: &str, values: &[&str], tail: Option<DraftTail>) -> PastedMessage {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    PastedMessage::Packed { format: format.to_owned(), values, tail }
}

#[test]
fn recognises_bytes_in_every_notation() {
    for (text, taken_for) in [
        (r"b'\x01\x00'", TakenFor::PythonBytes),
        (r#"bytes.fromhex("01 00")"#, TakenFor::PythonBytes),
        ("bytes([1, 0])", TakenFor::PythonBytes),
        (r"b'\x01' + b'\0'", TakenFor::PythonBytes),
        ("01 00", TakenFor::Hex),
        ("0100", TakenFor::Hex),
        ("0x01,0x00", TakenFor::Hex),
        ("0x1, 0x0", TakenFor::ByteList),
        ("{0x01, 0}", TakenFor::ByteList),
        ("unsigned char x[2] = { 0x01, 0x00 };", TakenFor::ByteList),
        ("new Uint8Array([1, 0])", TakenFor::ByteList),
        ("&[1u8, 0]", TakenFor::ByteList),
        (r"\x01\x00", TakenFor::Escapes),
        ("data:application/octet-stream;base64,AQA=", TakenFor::DataUrl),
        ("1 0", TakenFor::DecimalBytes),
    ] {
        assert_eq!(single(text), (taken_for, PastedMessage::Bytes(vec![1, 0])), "{text}");
    }
    assert_eq!(
        single("AQACAwQF/w=="),
        (TakenFor::Base64, PastedMessage::Bytes(vec![1, 0, 2, 3, 4, 5, 255]))
    );
    assert_eq!(single("data:,a%20b"), (TakenFor::DataUrl, PastedMessage::Text("a b".to_owned())));
}

#[test]
fn recognises_the_original_scripts_lines() {
    let set =
        "setService = struct.pack('=i', 2) + json.dumps([\"first\", \"test\"]).encode('utf-8')";
    let free = "free = struct.pack('=ib', 0, flag)";
    let tail = DraftTail::Json("[\"first\", \"test\"]".to_owned(), Style::Python);
    let (taken_for, messages) = best(&format!("{set}\n{free}  # frees\n"));
    assert_eq!(taken_for, TakenFor::Python);
    assert_eq!(
        messages[0],
        Named { name: "setService".to_owned(), draft: packed("=i", &["2"], Some(tail.clone())) }
    );
    assert_eq!(
        messages[1],
        Named { name: "free".to_owned(), draft: packed("=ib", &["0", "{{flag}}"], None) }
    );
    assert_eq!(single(set), (TakenFor::PythonPack, packed("=i", &["2"], Some(tail))));
    assert_eq!(
        single(r#"struct.pack("=ib", 7, -1)"#),
        (TakenFor::PythonPack, packed("=ib", &["7", "-1"], None))
    );
}

#[test]
fn recognises_the_messages_that_a_script_sends() {
    let script = r#"
import struct, json
async def main():
    async with websockets.connect(url) as ws:
        login = {"role": "admin", 'user_id': "test1234", "n": 0x10, "ok": True, "x": None}
        await ws.send(json.dumps(login))
        head = struct.pack('<i', 2)
        body = json.dumps(services, separators=(',', ':')).encode()
        await ws.send(head + body)
        free = struct.pack('=ib', 0,
                           0)
        await ws.send(free)
"#;
    let (taken_for, messages) = best(script);
    assert_eq!(taken_for, TakenFor::Python);
    let login = r#"{"role": "admin", "user_id": "test1234", "n": 16, "ok": true, "x": null}"#;
    assert_eq!(messages[0].draft, PastedMessage::Json(login.to_owned(), Style::Python));
    let tail = DraftTail::Json("{{services}}".to_owned(), Style::Python);
    assert_eq!(messages[1].draft, packed("<i", &["2"], Some(tail)));
    assert_eq!(
        (messages[2].name.as_str(), &messages[2].draft),
        ("free", &packed("=ib", &["0", "0"], None))
    );
    assert_eq!(messages.len(), 3);
}

#[test]
fn recognises_python_expressions() {
    let text = |text: &str| DraftTail::Text(text.to_owned());
    assert_eq!(
        single("struct.pack('<i', 1) + 'é'.encode()").1,
        packed("<i", &["1"], Some(text("é")))
    );
    assert_eq!(
        single("struct.pack('<i', 1) + struct.pack('<q', 2) + b'ab'").1,
        packed("<iq", &["1", "2"], Some(DraftTail::Bytes(b"ab".to_vec())))
    );
    assert_eq!(
        single("struct.pack('i', 1) + struct.pack('>h', 2)").1,
        packed("i", &["1"], Some(DraftTail::Bytes(vec![0, 2])))
    );
    assert_eq!(
        single("struct.pack('4s?d', b'ab', True, 1.5)").1,
        packed("4s?d", &["hex:6162", "true", "1.5"], None)
    );
    assert_eq!(single("struct.pack('<q', int(time.time()))").1, packed("<q", &["{{unix}}"], None));
    assert_eq!(single("struct.pack('<d', float('nan'))").1, packed("<d", &["nan"], None));
    assert_eq!(
        single("json.dumps({'a': 1}, separators=(',', ':'))"),
        (TakenFor::PythonJson, PastedMessage::Json("{\"a\":1}".to_owned(), Style::Compact))
    );
    assert_eq!(
        single("json.dumps(['行'])").1,
        PastedMessage::Json("[\"\\u884c\"]".to_owned(), Style::Python)
    );
    assert_eq!(
        single("json.dumps(['行'], ensure_ascii=False)").1,
        PastedMessage::Text("[\"行\"]".to_owned())
    );
    assert_eq!(
        single("{'a': (1, 2.50), 'b': None}"),
        (
            TakenFor::PythonJson,
            PastedMessage::Json("{\"a\": [1, 2.5], \"b\": null}".to_owned(), Style::Python)
        )
    );
    assert_eq!(single("b'\\x00' * 3").1, PastedMessage::Bytes(vec![0; 3]));
    assert_eq!(single("b'ab' b\"cd\"").1, PastedMessage::Bytes(b"abcd".to_vec()));
    assert_eq!(single(r"b'\101\n\q'").1, PastedMessage::Bytes(b"A\n\\q".to_vec()));
}

#[test]
fn recognises_json_and_text() {
    assert_eq!(
        single(r#"{"a": 1}"#),
        (TakenFor::Json, PastedMessage::Json(r#"{"a": 1}"#.to_owned(), Style::Python))
    );
    assert_eq!(
        single(r#"{"a":1}"#).1,
        PastedMessage::Json(r#"{"a":1}"#.to_owned(), Style::Compact)
    );
    for text in [
        "Hello world!",
        "",
        " ",
        "7",
        "hello",
        "f'{x}'",
        "b'\\x0'",
        "b'é'",
        "struct.pack(",
        "struct.pack(1)",
        "data:",
        "==",
    ] {
        assert_eq!(single(text), (TakenFor::Text, PastedMessage::Text(text.to_owned())), "{text}");
    }
}

#[test]
fn lists_other_interpretations() {
    let ways = |text: &str| {
        recognise(text).iter().map(|candidate| candidate.taken_for).collect::<Vec<_>>()
    };
    assert_eq!(ways("[1, 2, 3]"), [TakenFor::Json, TakenFor::ByteList, TakenFor::Text]);
    assert_eq!(ways("10 20 30"), [TakenFor::Hex, TakenFor::DecimalBytes, TakenFor::Text]);
    assert_eq!(ways("deadbeef"), [TakenFor::Hex, TakenFor::Base64, TakenFor::Text]);
}

proptest! {
    #[test]
    fn nothing_panics(
        text in any::<String>(),
        near in r#"(struct\.pack|json\.dumps|b'|'|"|\(|\)|\[|\]|\{|\}|,|\+|\*|-|=|\\x0|\\|\.|9999999999|0x|a|\.encode|\n|;|#|data:|%|ws\.send){0,30}"#,
    ) {
        for text in [text, near] {
            let found = recognise(&text);
            prop_assert_eq!(found.last().unwrap().taken_for, TakenFor::Text);
        }
    }

    #[test]
    fn decodes_any_bytes_literal(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let literal: String = bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect();
        prop_assert_eq!(single(&format!("b\"{literal}\"")).1, PastedMessage::Bytes(bytes));
    }
}

#[test]
fn depth_and_length_are_bounded() {
    for text in [
        "(".repeat(100_000),
        "[".repeat(100_000),
        format!("b'a'{}", " + b'a'".repeat(100_000)),
        format!("x{}", ".y".repeat(100_000)),
        format!("x{}", "()".repeat(100_000)),
        "-".repeat(100_000),
        format!("a={}1{}", "{'a':".repeat(1000), "}".repeat(1000)),
        "b'a' * 99999999999".to_owned(),
        "x = b'a' * 1000000; y = x + x + x + x".to_owned(),
    ] {
        recognise(&text);
    }
}

#[test]
fn hostile_03_the_size_of_pasted_python_values_is_limited() {
    let doubled = |first: &str, twice: &str| {
        let mut text = format!("a0 = {first}\n");
        for number in 1..60 {
            text.push_str(&format!("a{number} = "));
            text.push_str(&twice.replace('?', &format!("a{}", number - 1)));
            text.push('\n');
        }
        text + "ws.send(a59)\n"
    };
    let mut hostile = vec![
        doubled("b'x' * 1000000", "? + ?"),
        doubled("'x' * 1000000", "? + ?"),
        doubled("['x', 'y']", "[?, ?]"),
        doubled("{'x': 'y'}", "{'a': ?, 'b': ?}"),
        doubled("struct.pack('<i', 1)", "? + ?"),
    ];
    // Each value on its own is within the limit.
    hostile.push((0..5000).map(|number| format!("a{number} = b'x' * 1000000\n")).collect());
    let packs = |number| format!("a{number} = struct.pack('4s', struct.pack('1000000x'))\n");
    hostile.push((0..5000).map(packs).collect());
    hostile.push("a = struct.pack('4s', struct.pack('200000000x'))\n".repeat(20));
    hostile.push((0..200_000).map(|number| format!("a{number} = b'x'\n")).collect());
    for text in hostile {
        let begun = std::time::Instant::now();
        let found = recognise(&text);
        let drafts = found.iter().flat_map(|candidate| &candidate.messages);
        let size = drafts.map(|named| match &named.draft {
            PastedMessage::Text(text) | PastedMessage::Json(text, _) => text.len(),
            PastedMessage::Bytes(bytes) => bytes.len(),
            PastedMessage::Packed { values, .. } => values.iter().map(String::len).sum(),
        });
        assert!(size.sum::<usize>() < 256 << 20);
        assert!(begun.elapsed().as_secs() < 120, "{:?}: {}", begun.elapsed(), &text[..30]);
    }
    let ordinary = "head = b'ab'\nbody = head + head\nws.send(body * 3)\n";
    let found = recognise(ordinary).remove(0).messages.remove(0).draft;
    assert_eq!(found, PastedMessage::Bytes(b"ab".repeat(2)), "only one piece is repeated");
}
