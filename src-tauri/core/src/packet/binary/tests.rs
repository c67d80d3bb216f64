#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::packet::hex;
use crate::packet::layout::plan::LayoutContext;
use crate::packet::layout::{Layout, LayoutValues, Node, Plan, TailValue, decode, encode};

fn plan(tail: Value, protos: Option<&protobuf::Protos>) -> Plan {
    let layout: Layout = serde_json::from_value(
        json!({"name": "x", "format": "<B", "fields": [{"name": "n", "default": 1}], "tail": tail}),
    )
    .unwrap();
    Plan::new(&layout, LayoutContext { protos, ..LayoutContext::default() }).unwrap()
}

fn encoded(plan: &Plan, json: &str) -> Result<Vec<u8>, String> {
    let tail = Some(TailValue::Json(json.to_owned(), None));
    let encoded = encode(plan, &LayoutValues { tail, ..LayoutValues::default() });
    encoded.map(|encoded| encoded.bytes).map_err(|error| error.code().to_owned())
}

fn tail(plan: &Plan, bytes: &[u8]) -> Node {
    decode(plan, bytes).find("tail").unwrap().clone()
}

const TEXT: &str = r#"{"a":1,"b":[-1,18446744073709551615,1.5],"c":null,"d":"行","e":{"f":true}}"#;

#[test]
fn cbor_and_msgpack_round_trip() {
    for kind in ["cbor", "msgpack"] {
        let plan = plan(json!({"type": kind}), None);
        let bytes = encoded(&plan, TEXT).unwrap();
        let node = tail(&plan, &bytes);
        assert_eq!(node.problem, None);
        let expected = TEXT.replace("18446744073709551615", "\"18446744073709551615\"");
        assert_eq!(node.to_json().to_string(), expected, "{kind}");
        assert_eq!((node.offset, node.size), (1, bytes.len() - 1));
        assert_eq!(encoded(&plan, "[99999999999999999999999]").unwrap_err(), "binary.number");
        assert_eq!(encoded(&plan, "[1,").unwrap_err(), "json.end");
    }
}

#[test]
fn decodes_values_that_json_does_not_have() {
    let cbor = plan(json!({"type": "cbor"}), None);
    // RFC 8949 appendix A: a tagged time, bytes, undefined, an integer key.
    let node =
        tail(&cbor, &hex::parse("01 84 c1 1a 51 4b 67 b0 44 01 02 03 04 f7 a1 01 02").unwrap());
    assert_eq!(node.children[0].label.as_deref(), Some("tag 1"));
    assert_eq!(node.to_json().to_string(), r#"[1363896240,"hex:01020304",null,{"1":2}]"#);
    assert_eq!(tail(&cbor, &[1, 0x18]).problem.unwrap().code, "binary.broken");
    assert_eq!(tail(&cbor, &[1, 1, 1]).problem.unwrap().code, "binary.extra");
    let msgpack = plan(json!({"type": "msgpack"}), None);
    let node = tail(&msgpack, &[1, 0x92, 0xd4, 5, 0xaa, 0xc4, 1, 0xff]);
    assert_eq!(node.children[0].label.as_deref(), Some("ext 5"));
    assert_eq!(node.to_json().to_string(), r#"["hex:aa","hex:ff"]"#);
}

const PROTO: &str = r#"
syntax = "proto3";
package market;
enum Side { BUY = 0; SELL = 1; }
message Quote {
  int64 seq = 1;
  string name = 2;
  repeated Level levels = 3;
  map<string, int32> sizes = 4;
  Side side = 5;
  bytes raw = 6;
}
message Level { double price = 1; }
"#;

#[test]
fn protobuf_round_trips() {
    let sources = BTreeMap::from([("market.proto".to_owned(), PROTO.to_owned())]);
    let protos = protobuf::Protos::from_sources(&sources).unwrap();
    assert!(protos.names().any(|name| name == "market.Quote"));
    let of = json!({"type": "protobuf", "message": "market.Quote"});
    let json = r#"{"seq":"9007199254740993","name":"行","levels":[{"price":1.5},{}],"sizes":{"a":1},"side":"SELL","raw":"AQI="}"#;
    let quote = plan(of.clone(), Some(&protos));
    let bytes = encoded(&quote, json).unwrap();
    let node = tail(&quote, &bytes);
    assert_eq!(node.child("side").unwrap().label.as_deref(), Some("SELL"));
    let expected = r#"{"seq":"9007199254740993","name":"行","levels":[{"price":1.5},{}],"sizes":{"a":1},"side":1,"raw":"hex:0102"}"#;
    assert_eq!(node.to_json().to_string(), expected);
    assert_eq!(encoded(&quote, r#"{"nope":1}"#).unwrap_err(), "binary.json");
    assert_eq!(tail(&quote, &[1, 0xff]).problem.unwrap().code, "binary.broken");
    // A field that is not in the type.
    let unknown = tail(&quote, &[1, 0x50, 7]);
    assert_eq!(unknown.children[0].name, "#10");
    // The descriptor set defines the same types.
    let mut again = protobuf::Protos::default();
    again.add_descriptor_set(&protos.to_descriptor_set()).unwrap();
    assert_eq!(encoded(&plan(of, Some(&again)), json).unwrap(), bytes);
    assert_eq!(again.add_descriptor_set(&[1]).unwrap_err().code(), "binary.proto");
}

#[test]
fn numbers_in_protobuf_json_keep_their_digits() {
    let sources = BTreeMap::from([("m.proto".to_owned(), PROTO.to_owned())]);
    let protos = protobuf::Protos::from_sources(&sources).unwrap();
    let quote = plan(json!({"type": "protobuf", "message": "market.Quote"}), Some(&protos));
    let bytes =
        encoded(&quote, r#"{"seq":9007199254740993,"sizes":{"a":1},"levels":[{"price":2}]}"#)
            .unwrap();
    let node = tail(&quote, &bytes);
    assert_eq!(node.child("seq").unwrap().value, "9007199254740993");
    assert_eq!(node.child("levels").unwrap().children[0].child("price").unwrap().value, "2.0");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 1..60)) {
        let sources = BTreeMap::from([("m.proto".to_owned(), PROTO.to_owned())]);
        let protos = protobuf::Protos::from_sources(&sources).unwrap();
        for kind in ["cbor", "msgpack", "protobuf"] {
            let _ = tail(&plan(json!({"type": kind, "message": "market.Quote"}), Some(&protos)), &bytes);
        }
    }
}
