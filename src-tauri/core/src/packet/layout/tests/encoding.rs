use super::*;
use crate::packet::hex;

fn hexed(encoded: &Encoded) -> String {
    hex::encode(&encoded.bytes)
}

#[test]
fn encodes_constants_defaults_labels_and_a_json_tail() {
    let set = plan(json!({
        "name": "set services", "format": "=ib",
        "fields": [{"name": "code", "constant": 2}, {"name": "flag", "default": 0, "labels": {"7": "all"}}],
        "tail": {"type": "json", "name": "services"}
    }));
    let tail = TailValue::Json("[\"first\",\"test\"]".to_owned(), None);
    let encoded = encode(&set, &with_tail(given([]), tail.clone())).unwrap();
    assert_eq!(encoded.bytes, b"\x02\0\0\0\0[\"first\", \"test\"]");
    let span = encoded.spans.last().unwrap();
    assert_eq!((span.name.as_str(), span.offset, span.size, span.colour), ("services", 5, 17, 2));
    let labelled = encode(&set, &with_tail(given([("flag", "all")]), tail)).unwrap();
    assert_eq!((labelled.bytes[4], labelled.notes.len()), (7, 0));
    let wrong = encode(&set, &given([("code", "3")])).unwrap();
    assert_eq!(hexed(&wrong), "0300000000");
    assert_eq!(wrong.notes[0].code, "encode.overruled");
}

#[test]
fn lengths_counts_and_checksums_are_filled_in() {
    let plan = plan(everything());
    let mut given = with_tail(
        given([("flags.ready", "true"), ("flags.kind", "trade")]),
        TailValue::Text("行情".to_owned()),
    );
    let items = vec![
        super::given([("id", "1"), ("price", "1.5")]),
        super::given([("id", "0xff"), ("price", "-2")]),
    ];
    given.tails.insert("items".to_owned(), TailValue::Items(items));
    let encoded = encode(&plan, &given).unwrap();
    assert_eq!(encoded.notes, []);
    assert_eq!(
        hexed(&encoded)[..(8 + 4 + 1 + 24) * 2],
        *"cafe21000000000cd0d0c7e902000000013ff8000000000000000000ffc000000000000000"
    );
    let decoded = decode(&plan, &encoded.bytes);
    assert_eq!(decoded.stop, None);
    assert!(decoded.nodes.iter().all(|node| node.problem.is_none()), "{decoded:?}");
    assert_eq!(decoded.find("who").unwrap().value, "行情");
    assert_eq!(decoded.find("items[1].price").unwrap().value, "-2.0");
    assert_eq!(decoded.find("flags.kind").unwrap().label.as_deref(), Some("trade"));
    for span in &encoded.spans {
        let node = decoded.find(&span.name).unwrap();
        assert_eq!((node.offset, node.size, node.colour), (span.offset, span.size, span.colour));
    }
    let mut spoilt = encoded.bytes.clone();
    spoilt[9] ^= 1;
    let crc = decode(&plan, &spoilt);
    assert_eq!(crc.find("crc").unwrap().problem.as_ref().unwrap().code, "decode.checksum");
    // An intentionally wrong checksum is sent, with a note.
    given.fields.insert("crc".to_owned(), "1".to_owned());
    let wrong = encode(&plan, &given).unwrap();
    assert_eq!((wrong.bytes[37..].to_vec(), wrong.notes[0].code), (vec![0, 1], "encode.overruled"));
}

#[test]
fn errors_name_the_faulty_field() {
    let plan = plan(everything());
    let fault = |given: LayoutValues| {
        let error = encode(&plan, &given).unwrap_err();
        (error.field.clone(), error.code())
    };
    assert_eq!(fault(given([])), ("flags".to_owned(), "encode.no_value"));
    assert_eq!(fault(given([("x", "1")])), ("x".to_owned(), "encode.no_such_field"));
    assert_eq!(fault(given([("flags.x", "1")])), ("flags.x".to_owned(), "encode.no_such_field"));
    assert_eq!(
        fault(given([("flags.kind", "16")])),
        ("flags.kind".to_owned(), "encode.bits_range")
    );
    assert_eq!(fault(given([("flags", "256")])), ("flags".to_owned(), "pack.range"));
    assert_eq!(fault(given([("flags", "x")])), ("flags".to_owned(), "value.not_integer"));
    let text = |text: &str| with_tail(given([("flags", "0")]), TailValue::Text(text.to_owned()));
    assert_eq!(fault(text("\u{1f9ff}")), ("who".to_owned(), "encode.encoding"));
    let mut item = text("a");
    item.tails
        .insert("items".to_owned(), TailValue::Items(vec![given([("id", "-1"), ("price", "0")])]));
    assert_eq!(fault(item), ("items[0].id".to_owned(), "pack.range"));
    let mut tail = text("a");
    tail.tails.insert("none".to_owned(), TailValue::Text(String::new()));
    assert_eq!(fault(tail), ("none".to_owned(), "encode.no_tail"));
    let items = with_tail(given([("flags", "0")]), TailValue::Items(vec![]));
    assert_eq!(fault(items), ("who".to_owned(), "encode.kind"));
}

#[test]
fn signed_integers_can_be_set_by_bits() {
    let plan = plan(json!({"name": "x", "format": ">bq", "fields": [
        {"name": "a", "bits": [{"name": "top", "from": 7, "to": 7}, {"name": "rest", "from": 0, "to": 6}]},
        {"name": "b", "bits": [{"name": "all", "from": 0, "to": 63}]}
    ]}));
    let encoded =
        encode(&plan, &given([("a.top", "1"), ("b.all", "18446744073709551615")])).unwrap();
    assert_eq!(hexed(&encoded), "80ffffffffffffffff");
    let decoded = decode(&plan, &encoded.bytes);
    assert_eq!(decoded.find("b.all").unwrap().value, "18446744073709551615");
    assert_eq!(decoded.find("a").unwrap().value, "-128");
}

#[test]
fn a_truncation_note_names_the_field() {
    let plan = plan(json!({"name": "x", "format": "2s", "fields": [{"name": "s"}]}));
    let encoded = encode(&plan, &given([("s", "text:abc")])).unwrap();
    assert_eq!((encoded.notes[0].code, encoded.notes[0].field.as_str()), ("pack.truncated", "s"));
}

#[test]
fn a_separator_follows_counted_pieces_before_other_parts() {
    let plan = plan(json!({
        "format": "<B", "fields": [{"name": "n"}],
        "tail": {"type": "repeat", "name": "all", "separator": "hex:1e", "each": "text", "count": "n",
            "then": {"format": "<B", "fields": [{"name": "end"}]}}
    }));
    let text = |text: &str| LayoutValues {
        tail: Some(TailValue::Text(text.to_owned())),
        ..LayoutValues::default()
    };
    let values = with_tail(given([("end", "7")]), TailValue::Items(vec![text("a"), text("b")]));
    let built = encode(&plan, &values).unwrap().bytes;
    assert_eq!(built, b"\x02a\x1eb\x1e\x07");
    assert_eq!(decode(&plan, &built).stop, None);
}

#[test]
fn integers_of_absent_parts_count_as_zero() {
    let plan = plan(json!({
        "format": "<B", "fields": [{"name": "has"}],
        "tail": {"type": "varint", "name": "size", "when": "has", "then": {
            "tail": {"type": "text", "name": "text", "when": "size + 1", "length": "size * 2 + 3"}}}
    }));
    let values = with_tail(given([("has", "0")]), TailValue::Text("abc".to_owned()));
    assert_eq!(encode(&plan, &values).unwrap().bytes, b"\x00abc");
    assert_eq!(decode(&plan, b"\x00abc").stop, None);
}
