#![allow(clippy::unwrap_used)]

mod check;
mod decoding;
mod encoding;
mod examples;
mod faults;
mod parts;
mod round_trip;
mod windows;

use serde_json::{Value, json};

use super::plan::LayoutContext;
use super::*;

fn layout(json: Value) -> Layout {
    serde_json::from_value(json).unwrap()
}

fn plan(json: Value) -> Plan {
    Plan::new(&layout(json), LayoutContext::default()).unwrap()
}

fn given<const N: usize>(fields: [(&str, &str); N]) -> LayoutValues {
    let fields = fields.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
    LayoutValues { fields: fields.collect(), ..LayoutValues::default() }
}

fn with_tail(given: LayoutValues, tail: TailValue) -> LayoutValues {
    LayoutValues { tail: Some(tail), ..given }
}

/// A layout with most features: a counted header, bits, text, a repeat and a checksum at the end.
fn everything() -> Value {
    json!({
        "name": "everything",
        "format": ">HBxI",
        "fields": [
            {"name": "magic", "constant": "0xcafe", "display": "hex"},
            {"name": "flags", "bits": [
                {"name": "ready", "from": 0, "to": 0},
                {"name": "kind", "from": 4, "to": 7, "labels": {"1": "quote", "2": "trade"}}
            ]},
            {"name": "size"}
        ],
        "tail": {
            "type": "text", "name": "who", "encoding": "gbk", "length": "size", "plus": 8,
            "then": {
                "format": ">B",
                "fields": [{"name": "n"}],
                "tail": {
                    "type": "repeat", "name": "items", "count": "n",
                    "element": {"format": ">Id", "fields": [{"name": "id"}, {"name": "price"}]},
                    "then": {
                        "format": ">H",
                        "fields": [{"name": "crc", "checksum": {"kind": "crc16-modbus"}}]
                    }
                }
            }
        }
    })
}
