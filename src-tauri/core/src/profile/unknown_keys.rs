//! Finds the keys of a profile that this version does not know, with their paths.
//!
//! Such keys stay in the file, because a newer version may know them. A misspelt key has no effect, so `profile check`
//! reports it. The table below repeats the model; a test compares it with the types generated from the model.

use std::path::Path;

use serde_json::Value;

use super::store::MAX_PROFILE_FILE;
use crate::file::bounded_read;

/// Limit of reported keys.
pub const MOST_LISTED: usize = 100;
/// Nesting depth limit of the search.
const DEEPEST: usize = 64;
/// Limit of a key's length in a path, in characters, because the path repeats the key for each unknown key below it.
const MAX_KEY: usize = 256;

/// The expected shape of a value.
#[derive(Debug, Clone, Copy)]
enum ValueShape {
    /// A value without known keys, or an object whose keys are the user's.
    Any,
    /// An object of this type.
    Object(&'static str),
    /// A list of objects of this type.
    List(&'static str),
    /// An object of this type, or a list of them.
    OneOrList(&'static str),
    /// Objects of this type under keys of the user's.
    Named(&'static str),
}

/// A type of the model: its name in the generated types, its keys with plain values, and its keys with a shape.
type TypeKeys = (&'static str, &'static [&'static str], &'static [(&'static str, ValueShape)]);

use ValueShape::{Any, List, Named, Object, OneOrList};

const TYPES: &[TypeKeys] = &[
    (
        "Profile",
        &["wirelark", "name", "lens"],
        &[
            ("connection", Object("Connection")),
            ("transcript", Object("Transcript")),
            ("login", Object("Login")),
            ("services", Object("Services")),
            ("variables", Any),
            ("messages", List("Message")),
            ("scenarios", List("Scenario")),
            ("replies", List("AutoReply")),
            ("heartbeats", List("Heartbeat")),
            ("code", OneOrList("CodeDefinition")),
            ("codes", List("Code")),
            ("layouts", List("Layout")),
            ("rules", List("LayoutRule")),
            ("columns", List("FieldColumn")),
            ("protobuf", List("ProtobufTypes")),
            ("latency", Object("LatencyRule")),
            ("sequences", List("Sequence")),
            ("timestamps", List("Timestamps")),
            ("heartbeat_checks", List("HeartbeatCheck")),
            ("joined", List("JoinedMessages")),
            ("filters", List("SavedFilter")),
            ("highlights", List("Highlight")),
        ],
    ),
    (
        "Connection",
        &[
            "url",
            "subprotocols",
            "origin",
            "user_agent",
            "ca_file",
            "resolve",
            "ip",
            "unix_socket",
            "text_terminator",
        ],
        &[
            ("query", List("Pair")),
            ("headers", List("Pair")),
            ("auth", Object("Auth")),
            ("cookies", Object("Cookies")),
            ("redirects", Object("Redirects")),
            ("tls", Object("Tls")),
            ("proxy", Object("Proxy")),
            ("compression", Object("Compression")),
            ("control_frames", Object("ControlFrames")),
            ("keep_alive", Object("KeepAlive")),
            ("reconnect", Object("Reconnect")),
            ("timeouts", Object("Timeouts")),
            ("limits", Object("Limits")),
            ("close", Object("Close")),
        ],
    ),
    ("Pair", &["name", "value", "enabled"], &[]),
    ("Auth", &["type", "user", "password", "token", "name", "value", "in"], &[]),
    ("Cookies", &["keep"], &[("send", List("Pair"))]),
    ("Redirects", &["follow", "max"], &[]),
    (
        "Tls",
        &["ca_files", "server_name", "min_version", "crl_files", "pinned", "verify"],
        &[("client_certificate", Object("ClientCertificate"))],
    ),
    ("ClientCertificate", &["cert_file", "key_file", "p12_file", "passphrase"], &[]),
    ("Proxy", &["mode", "url", "user", "password", "no_proxy"], &[]),
    (
        "Compression",
        &[
            "offer",
            "server_no_context_takeover",
            "client_no_context_takeover",
            "server_max_window_bits",
            "client_max_window_bits",
        ],
        &[],
    ),
    ("ControlFrames", &["rows", "answer_pings"], &[]),
    ("KeepAlive", &["ping_every", "pong_within"], &[]),
    ("Reconnect", &["on", "first", "longest", "attempts", "send"], &[]),
    ("Timeouts", &["resolve", "connect", "proxy", "tls", "upgrade", "close", "write", "idle"], &[]),
    ("Limits", &["header", "header_fields", "message", "fragments", "write_buffer"], &[]),
    ("Close", &["code", "reason"], &[]),
    ("Transcript", &["keep"], &[]),
    (
        "Login",
        &["send", "style"],
        &[
            ("fields", List("LoginField")),
            ("messages", List("LoginExchange")),
            ("reply", Object("LoginReply")),
            ("refused", Object("LoginRefusal")),
        ],
    ),
    ("LoginField", &["name", "value", "type"], &[]),
    ("LoginReply", &["code", "filter", "within"], &[]),
    ("LoginRefusal", &["filter"], &[]),
    ("LoginExchange", &["expect", "within"], &[("send", Object("Message"))]),
    ("Services", &["known", "chosen", "style"], &[]),
    (
        "Message",
        &[
            "name",
            "group",
            "key",
            "type",
            "text",
            "escapes",
            "format",
            "layout",
            "values",
            "style",
            "terminator",
            "path",
            "as",
        ],
        &[("fields", Any), ("tail", Object("MessageTail")), ("tails", Named("MessageTail"))],
    ),
    ("MessageTail", &["type", "text", "escapes", "style"], &[("items", List("RepeatItem"))]),
    (
        "RepeatItem",
        &[],
        &[("fields", Any), ("tail", Object("MessageTail")), ("tails", Named("MessageTail"))],
    ),
    ("Scenario", &["name"], &[("steps", List("Step"))]),
    ("Step", &["login", "wait", "send"], &[("misbehave", Object("Misbehave"))]),
    // The union of all variants' keys.
    (
        "Misbehave",
        &[
            "type", "text", "hex", "claims", "sizes", "between", "bits", "opcode", "control",
            "size", "code", "reason",
        ],
        &[],
    ),
    ("AutoReply", &["when", "after", "times", "off"], &[("send", Object("Message"))]),
    ("Heartbeat", &["every", "off"], &[("send", Object("Message"))]),
    (
        "CodeDefinition",
        &["from", "offset", "type", "order", "field", "path", "until", "length", "kind"],
        &[],
    ),
    ("Code", &["code", "name", "tone", "direction"], &[]),
    (
        "Layout",
        &["name", "format", "model"],
        &[("fields", List("LayoutField")), ("tail", Object("LayoutTail"))],
    ),
    (
        "LayoutField",
        &["name", "constant", "default", "display", "scale"],
        &[
            ("labels", Any),
            ("bits", List("LayoutBits")),
            ("range", Object("ValueRange")),
            ("checksum", Object("Checksum")),
        ],
    ),
    ("LayoutBits", &["name", "from", "to"], &[("labels", Any), ("bits", List("LayoutBits"))]),
    ("ValueRange", &["from", "to"], &[]),
    ("Checksum", &["kind", "from", "to"], &[]),
    (
        "LayoutTail",
        &[
            "type",
            "name",
            "encoding",
            "style",
            "layout",
            "length",
            "plus",
            "count",
            "message",
            "until",
            "separator",
            "terminated",
            "each",
            "on",
            "otherwise",
            "when",
            "at",
            "varint",
            "constant",
            "default",
            "display",
            "scale",
        ],
        &[
            ("element", Object("Layout")),
            ("then", Object("Layout")),
            ("cases", Any),
            ("labels", Any),
        ],
    ),
    (
        "LayoutRule",
        &["layout", "code", "field", "equals", "prefix", "kind", "direction"],
        &[("size", Object("SizeRange"))],
    ),
    ("SizeRange", &["from", "to"], &[]),
    ("FieldColumn", &["field", "title"], &[]),
    ("ProtobufTypes", &["name", "source", "descriptor"], &[]),
    ("LatencyRule", &["match", "field", "reply_field", "within"], &[("codes", List("CodePair"))]),
    ("CodePair", &["request", "reply"], &[]),
    ("Sequence", &["name", "field", "key", "step", "wrap", "direction", "kind"], &[]),
    ("Timestamps", &["name", "field", "key", "direction", "kind"], &[]),
    (
        "HeartbeatCheck",
        &["name", "code", "layout", "prefix", "text", "direction", "kind", "every", "tolerance"],
        &[],
    ),
    (
        "JoinedMessages",
        &["name", "direction", "kind", "end", "between", "max"],
        &[("length", Object("JoinedLength")), ("body", Object("JoinedBody"))],
    ),
    ("JoinedLength", &["offset", "type", "order", "plus"], &[]),
    ("JoinedBody", &["length", "plus", "end"], &[]),
    ("SavedFilter", &["name", "filter"], &[]),
    ("Highlight", &["filter", "colour", "off"], &[]),
];

/// Returns the JSON paths of the keys that this version does not know, in file order and at most [`MOST_LISTED`]. Empty
/// if the text is not JSON.
pub fn unknown(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        visit(&value, Object("Profile"), "", 0, &mut found);
    }
    found
}

/// The unknown keys of a profile file; empty if it cannot be read.
pub fn of_file(path: &Path) -> Vec<String> {
    let bytes = bounded_read::read_within(path, MAX_PROFILE_FILE).unwrap_or_default();
    unknown(&String::from_utf8_lossy(&bytes))
}

fn visit(value: &Value, shape: ValueShape, path: &str, depth: usize, found: &mut Vec<String>) {
    if depth > DEEPEST || found.len() >= MOST_LISTED {
        return;
    }
    match (shape, value) {
        (List(name) | OneOrList(name), Value::Array(items)) => {
            for (i, item) in items.iter().enumerate() {
                visit(item, Object(name), &format!("{path}[{i}]"), depth + 1, found);
            }
        }
        (Named(name), Value::Object(entries)) => {
            for (key, item) in entries {
                visit(item, Object(name), &format!("{path}.{}", truncated(key)), depth + 1, found);
            }
        }
        (Object(name) | OneOrList(name), Value::Object(entries)) => {
            let name = name_of(name, value);
            let Some((_, plain, typed)) = TYPES.iter().find(|(known, ..)| *known == name) else {
                return;
            };
            for (key, item) in entries {
                let key = truncated(key);
                let at = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                match typed.iter().find(|(known, _)| *known == key) {
                    Some((_, shape)) => visit(item, *shape, &at, depth + 1, found),
                    None if plain.contains(&key) => {}
                    None if found.len() < MOST_LISTED => found.push(at),
                    None => return,
                }
            }
        }
        _ => {}
    }
}

/// The type of an object: a part of the login is a message itself if it has a type.
fn name_of(name: &'static str, value: &Value) -> &'static str {
    match name {
        "LoginExchange" if value.get("type").is_some() => "Message",
        name => name,
    }
}

fn truncated(key: &str) -> &str {
    key.char_indices().nth(MAX_KEY).map_or(key, |(end, _)| key.get(..end).unwrap_or_default())
}

/// The names of all types in the table.
#[cfg(test)]
pub(crate) fn types() -> std::collections::BTreeSet<&'static str> {
    TYPES.iter().map(|(name, ..)| *name).collect()
}

/// The types that occur in a profile.
#[cfg(test)]
pub(crate) fn types_in(value: &Value) -> Vec<&'static str> {
    fn walk(value: &Value, shape: ValueShape, found: &mut Vec<&'static str>) {
        match (shape, value) {
            (List(name) | OneOrList(name), Value::Array(items)) => {
                items.iter().for_each(|item| walk(item, Object(name), found));
            }
            (Named(name), Value::Object(entries)) => {
                entries.values().for_each(|item| walk(item, Object(name), found));
            }
            (Object(name) | OneOrList(name), Value::Object(entries)) => {
                let name = name_of(name, value);
                found.push(name);
                let typed = TYPES.iter().filter(|(known, ..)| *known == name);
                for (key, shape) in typed.flat_map(|(.., typed)| typed.iter()) {
                    entries.get(*key).into_iter().for_each(|item| walk(item, *shape, found));
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, Object("Profile"), &mut found);
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    #[test]
    fn real_server_06_unknown_keys_are_reported_with_their_paths() {
        let text = json!({
            "wirelark": 1, "name": "x", "conection": {},
            "connection": {
                "url": "ws://h/", "subprotocol": ["tty"], "header": [], "timeout": "1s",
                "tls": {"verfy": false}, "compression": {"offr": true},
                "headers": [{"name": "a", "value": "b", "valu": ""}]
            },
            "scenarios": [{"name": "s", "steps": ["login", {"misbehave": {"type": "close", "cod": 1}}]}],
            "login": {"fields": [{"name": "n", "kind": "json"}], "reply": {"code": 1, "withn": "1s"}},
            "variables": {"anything": 1},
            "messages": [
                {"name": "m", "type": "hex", "hex": "cafe"},
                {"name": "p", "type": "packed", "layout": "l", "fields": {"anything": 1},
                 "tails": {"t": {"type": "items", "items": [{"feilds": {}}]}}}
            ],
            "layouts": [{"name": "l", "fields": [{"labels": {"1": "x"}, "bits": [{"form": 0}]}],
                "tail": {"type": "repeat", "element": {"fromat": "i"}}}],
        });
        let mut found = unknown(&text.to_string());
        found.sort();
        assert_eq!(
            found,
            [
                "conection",
                "connection.compression.offr",
                "connection.header",
                "connection.headers[0].valu",
                "connection.subprotocol",
                "connection.timeout",
                "connection.tls.verfy",
                "layouts[0].fields[0].bits[0].form",
                "layouts[0].tail.element.fromat",
                "login.fields[0].kind",
                "login.reply.withn",
                "messages[0].hex",
                "messages[1].tails.t.items[0].feilds",
                "scenarios[0].steps[1].misbehave.cod",
            ]
        );
        assert_eq!(unknown("{"), [""; 0]);
    }

    #[test]
    fn real_server_06_the_list_of_unknown_keys_is_bounded() {
        let many: serde_json::Map<_, _> = (0..500).map(|i| (format!("k{i}"), json!(0))).collect();
        assert_eq!(unknown(&Value::Object(many).to_string()).len(), MOST_LISTED);
        let mut tail = json!({"type": "repeat"});
        for _ in 0..40 {
            tail = json!({"type": "repeat", "element": {"tail": tail, "odd": 1}});
        }
        let deep = json!({"layouts": [{"tail": tail}]}).to_string();
        assert!(!unknown(&deep).is_empty(), "deep files are searched up to the limit");
        let odd: serde_json::Map<_, _> = (0..90).map(|i| (format!("k{i}"), json!(0))).collect();
        let long = json!({"messages": [{"tails": {"é".repeat(1 << 20): odd}}]}).to_string();
        let found = unknown(&long);
        assert_eq!(found.len(), 90);
        assert!(found.iter().all(|path| path.len() < 1024), "a long key is truncated");
    }

    /// The generated types are compared with the model by another test.
    #[test]
    fn the_table_has_every_key_of_the_model() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/host/types.ts");
        let types = std::fs::read_to_string(path).expect("the generated types");
        for (name, plain, typed) in
            TYPES.iter().filter(|(name, ..)| !["Step", "Misbehave"].contains(name))
        {
            let start = format!("export type {name} = {{");
            let from = types.find(&start).unwrap_or_else(|| panic!("types.ts has no {name}"));
            let body = &types[from + start.len()..];
            let body = &body[..body.find("};").expect("the type's end")];
            let mut keys = BTreeSet::new();
            let mut rest = body.to_owned();
            // Without comments, a type is a list of `key: type` and `key?: type`.
            while let (Some(from), Some(to)) = (rest.find("/*"), rest.find("*/")) {
                rest.replace_range(from..to + 2, "");
            }
            // A map with keys of the user's has nested braces.
            while let Some(from) = rest.find('{') {
                let to = rest[from..].find('}').expect("a brace closes") + from;
                rest.replace_range(from..=to, "");
            }
            for part in rest.split(',') {
                if let Some((key, _)) = part.split_once(':') {
                    keys.insert(key.trim().trim_end_matches('?').trim_matches('"').to_owned());
                }
            }
            let known: BTreeSet<_> = plain
                .iter()
                .copied()
                .chain(typed.iter().map(|(key, _)| *key))
                .map(str::to_owned)
                .collect();
            assert_eq!(known, keys, "{name}");
        }
    }
}
