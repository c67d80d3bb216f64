//! Finds the keys of a profile that this version does not know, with their paths.
//!
//! Such keys stay in the file, because a newer version may know them. A misspelt key has no effect, so `profile check`
//! reports it. `model_keys` is the table of all keys.

mod model_keys;

use std::path::Path;

use serde_json::Value;

use model_keys::TYPES;
use model_keys::ValueShape::{self, List, Named, Object, OneOrList};

use super::store::MAX_PROFILE_FILE;
use crate::file::bounded_read;

/// Limit of reported keys.
pub const MOST_LISTED: usize = 100;
/// Nesting depth limit of the search.
const DEEPEST: usize = 64;
/// Limit of a key's length in a path, in characters, because the path repeats the key for each unknown key below it.
const MAX_KEY: usize = 256;

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
