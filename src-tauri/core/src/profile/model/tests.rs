use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::profile::unknown_keys;

/// A profile with an object of every type, whose values are not the defaults.
fn sample() -> Value {
    let misbehave = [
        json!({"type": "text_as_binary", "text": "a"}),
        json!({"type": "binary_as_text", "hex": "ff"}),
        json!({"type": "invalid_utf8", "text": "a", "hex": "fe"}),
        json!({"type": "wrong_length", "text": "a", "claims": 9}),
        json!({"type": "fragments", "hex": "0102", "sizes": [1], "between": "ping"}),
        json!({"type": "interrupted", "text": "a"}),
        json!({"type": "continuation", "text": "a"}),
        json!({"type": "reserved_bits", "text": "a", "bits": [1]}),
        json!({"type": "reserved_opcode", "hex": "00", "opcode": 3}),
        json!({"type": "unmasked", "text": "a"}),
        json!({"type": "wrong_mask", "text": "a"}),
        json!({"type": "oversized_control", "control": "ping", "size": 126}),
        json!({"type": "fragmented_control", "control": "pong", "text": "a"}),
        json!({"type": "close", "code": 1005, "reason": "r"}),
        json!({"type": "close_bytes", "hex": "03"}),
        json!({"type": "no_pong"}),
        json!({"type": "half_close"}),
        json!({"type": "raw", "hex": "00"}),
    ];
    let mut steps = vec![json!({"wait": "1s"}), json!({"send": "m"})];
    steps.extend(misbehave.into_iter().map(|what| json!({"misbehave": what})));
    json!({
        "wirelark": 1,
        "name": "whole",
        "connection": {
            "url": "wss://h/",
            "query": [{"name": "a", "value": "b"}],
            "headers": [{"name": "a", "value": "b"}],
            "auth": {"type": "basic", "user": "u", "password": "p"},
            "cookies": {"keep": true, "send": [{"name": "a", "value": "b"}]},
            "redirects": {"follow": true, "max": 3},
            "tls": {"verify": false, "client_certificate": {"cert_file": "c", "key_file": "k"}},
            "proxy": {"mode": "manual", "url": "http://p/"},
            "compression": {"offer": true},
            "control_frames": {"rows": "none"},
            "keep_alive": {"ping_every": "5s"},
            "reconnect": {"on": true},
            "timeouts": {"connect": "1s"},
            "limits": {"message": 1024},
            "close": {"code": 1001, "reason": "r"}
        },
        "transcript": {"keep": "10 messages"},
        "login": {
            "fields": [{"name": "n", "value": "v"}],
            "messages": [
                "m",
                {"type": "text", "text": "x"},
                {"send": {"type": "text", "text": "x"}, "expect": "a", "within": "1s"},
                {"expect": "b", "within": "2s"}
            ],
            "reply": {"code": 1, "filter": "c", "within": "1s"},
            "refused": {"filter": "d"}
        },
        "services": {"known": ["a"], "chosen": ["a"]},
        "messages": [{
            "name": "m", "type": "packed", "layout": "l", "fields": {"f": "1"},
            "tail": {"type": "items", "items": [
                {"fields": {"f": "1"}, "tail": {"type": "text", "text": "a"}}
            ]},
            "tails": {"t": {"type": "hex", "text": "00"}}
        }],
        "scenarios": [{"name": "s", "steps": steps}],
        "replies": [
            {"when": "a", "send": "m", "after": "1s", "times": 3, "off": true},
            {"when": "b", "send": {"type": "text", "text": "x"}}
        ],
        "heartbeats": [{"send": {"type": "text", "text": "x"}, "every": "5s"}],
        "code": [
            {"from": "integer", "offset": 0, "type": "i", "order": "little", "kind": "binary"},
            {"from": "prefix", "until": " "}, {"from": "prefix", "length": 1},
            {"from": "field", "field": "f"}, {"from": "json", "path": "type"}, {"from": "none"}
        ],
        "codes": [{"code": 1, "name": "one", "tone": "good"}, {"code": "ack", "name": "ACK", "tone": "good"}],
        "layouts": [{
            "name": "l", "format": "<i",
            "fields": [{
                "name": "f", "labels": {"1": "x"}, "bits": [{"name": "b", "from": 0, "to": 1}],
                "range": {"from": -5, "to": "100"}, "checksum": {"kind": "sum8", "to": "end"}
            }],
            "tail": {
                "type": "repeat", "count": "f",
                "element": {"format": "<i", "tail": {"type": "text"}}, "then": {"format": "<b"}
            }
        }],
        "rules": [{"layout": "l", "size": {"from": 1, "to": 2}}],
        "columns": [{"field": "f", "title": "F"}],
        "protobuf": [{"name": "a.proto", "source": "syntax = \"proto3\";"}],
        "latency": {"match": "codes", "codes": [{"request": 1, "reply": 2}]},
        "sequences": [{"field": "f", "key": "json.k", "step": 2, "wrap": "u16", "direction": "sent"}],
        "timestamps": [{"field": "json.t"}],
        "heartbeat_checks": [{"text": "PING", "every": "5s", "tolerance": "1s"}],
        "joined": [
            {"kind": "binary", "length": {"offset": 1, "type": "varint"}},
            {"end": "hex:0d0a", "body": {"length": "(\\d+)$", "plus": 2}, "between": "hex:0a"},
        ],
        "filters": [{"name": "n", "filter": "kind:text"}],
        "highlights": [{"filter": "kind:text", "colour": "red"}]
    })
}

/// Collects the paths of all objects and whether the model defines their keys. The keys of `variables`, `fields`,
/// `labels` and `tails` are the user's.
fn objects(value: &Value, path: &str, found: &mut Vec<(String, bool)>) {
    match value {
        Value::Object(entries) => {
            let last = path.rsplit('/').next().unwrap_or_default();
            let own = ["variables", "fields", "labels", "tails"].contains(&last);
            found.push((path.to_owned(), !own));
            for (key, item) in entries {
                objects(item, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                objects(item, &format!("{path}/{i}"), found);
            }
        }
        _ => {}
    }
}

fn places() -> Vec<String> {
    let mut found = Vec::new();
    objects(&sample(), "", &mut found);
    found.into_iter().filter(|(_, known)| *known).map(|(path, _)| path).collect()
}

fn with(mut value: Value, place: &str, key: &str, what: Value) -> Value {
    if let Some(Value::Object(entries)) = value.pointer_mut(place) {
        entries.insert(key.to_owned(), what);
    }
    value
}

/// Reads and writes a profile, as saving in the window does.
fn round_trip(value: &Value) -> Value {
    let profile: Profile = serde_json::from_str(&value.to_string()).expect("a profile");
    serde_json::from_str(&serde_json::to_string(&profile).expect("JSON")).expect("JSON")
}

/// Checks that `all` contains all of `part`; it may also contain defaults.
fn contains(all: &Value, part: &Value, path: &str) -> Result<(), String> {
    match (all, part) {
        (Value::Object(all), Value::Object(part)) => part.iter().try_for_each(|(key, value)| {
            let path = format!("{path}/{key}");
            contains(all.get(key).ok_or(format!("{path} is lost"))?, value, &path)
        }),
        (Value::Array(all), Value::Array(part)) if all.len() == part.len() => {
            let mut both = all.iter().zip(part).enumerate();
            both.try_for_each(|(i, (all, part))| contains(all, part, &format!("{path}/{i}")))
        }
        _ if all == part => Ok(()),
        _ => Err(format!("{path}: {part} became {all}")),
    }
}

#[test]
fn real_server_06_an_unknown_key_in_any_object_is_kept_and_reported() {
    let plain = round_trip(&sample());
    contains(&plain, &sample(), "").expect("the sample survives unchanged");
    let mut seen = BTreeSet::new();
    for place in places() {
        let value = with(sample(), &place, "unheard_of", json!({"deep": [1, {"x": null}]}));
        let kept = round_trip(&value);
        contains(&kept, &value, "").expect("unknown keys are kept");
        assert_eq!(round_trip(&kept), kept, "{place}: saving again changes nothing");
        let named = unknown_keys::unknown(&value.to_string());
        assert_eq!(named.len(), 1, "{place}: {named:?}");
        assert!(named[0].ends_with("unheard_of"), "{named:?}");
        assert_eq!(unknown_keys::unknown(&kept.to_string()), named);
        seen.extend(named);
    }
    assert_eq!(seen.len(), places().len(), "every path is reported");
    // New types of the model must be added to the sample.
    let types: BTreeSet<_> = unknown_keys::types_in(&sample()).into_iter().collect();
    assert_eq!(types, unknown_keys::types(), "the sample has an object of each type");
}

#[test]
fn a_step_has_exactly_one_action() {
    for (step, words) in [
        (json!({"wait": "1s", "send": "m"}), "a step does one thing"),
        (json!({}), "a step does nothing"),
        (json!({"wiat": "1s"}), "unknown variant `wiat`"),
        (json!("logn"), "unknown variant `logn`"),
        (json!(1), "expected a step"),
    ] {
        let error = serde_json::from_value::<StoredStep>(step).expect_err("no step").to_string();
        assert!(error.contains(words), "{error}");
    }
    let login: StoredStep = serde_json::from_value(json!({"login": null, "x": 1})).expect("a step");
    assert_eq!(login.step, Step::Login);
    assert_eq!(serde_json::to_value(login).expect("JSON"), json!({"login": null, "x": 1}));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        // Numbers keep all their digits.
        Just("1e400").prop_map(|text| serde_json::from_str(text).expect("a number")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec(("k[a-z]{0,3}", inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn real_server_06_unknown_keys_in_any_objects_are_kept(
        added in prop::collection::vec((any::<prop::sample::Index>(), "x_[a-z]{1,5}", any_json()), 1..40)
    ) {
        let places = places();
        let value = added.into_iter().fold(sample(), |value, (at, key, what)| {
            with(value, &places[at.index(places.len())], &key, what)
        });
        let kept = round_trip(&value);
        prop_assert_eq!(contains(&kept, &value, ""), Ok(()));
        prop_assert_eq!(round_trip(&kept), kept);
    }
}
