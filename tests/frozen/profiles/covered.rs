//! Compares profiles with the model, using the generated TypeScript types. `Profile` is the only type looked up by
//! name; all others are reached from it, so they can be renamed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

/// TypeScript definitions by type name, on one line and without comments.
type Types = BTreeMap<String, String>;

/// Keys (`Type.key`) and enum values (`Type="value"`) of the model that none of these profiles contains.
pub fn missing<'a>(profiles: impl Iterator<Item = &'a Vec<u8>>) -> Vec<String> {
    let types = types();
    let mut seen = BTreeSet::new();
    for profile in profiles {
        let profile = profile.strip_prefix(b"\xef\xbb\xbf").unwrap_or(profile);
        let value = serde_json::from_slice(profile).expect("valid JSON");
        walk(&value, "Profile", "Profile", &types, &mut seen);
    }
    let (mut wanted, mut left, mut known) =
        (Vec::new(), vec!["Profile".to_owned()], BTreeSet::new());
    while let Some(name) = left.pop() {
        let Some(text) = types.get(&name).filter(|_| known.insert(name.clone())) else { continue };
        wanted.extend(keys(text).into_iter().map(|(key, _)| format!("{name}.{key}")));
        wanted.extend(words(text).into_iter().map(|word| format!("{name}={word:?}")));
        left.extend(names(text));
    }
    assert!(wanted.len() > 200, "the types were not parsed: {wanted:?}");
    wanted.sort();
    wanted.dedup();
    wanted.retain(|name| !seen.contains(name));
    wanted
}

fn types() -> Types {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/host/types.ts");
    let mut text = std::fs::read_to_string(path).expect("read the file");
    while let (Some(from), Some(to)) = (text.find("/*"), text.find("*/")) {
        text.replace_range(from..to + 2, "");
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let types = line.split("export type ").skip(1).filter_map(|one| one.split_once(" = "));
    types.map(|(name, text)| (name.to_owned(), text.trim_end_matches("; ").to_owned())).collect()
}

/// Records the keys and enum values in a JSON value. `text` is its TypeScript type, `owner` the named type around it.
fn walk(value: &Value, text: &str, owner: &str, types: &Types, seen: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, text, owner, types, seen)),
        // A map with arbitrary keys.
        Value::Object(entries) if text.starts_with("{ [") => {
            let (_, inner) = text.split_once("]: ").expect("a type of values");
            let inner = inner.trim_end_matches([' ', '}', ',']);
            entries.values().for_each(|value| walk(value, inner, owner, types, seen));
        }
        Value::Object(entries) => {
            for name in names(text) {
                let Some(body) = types.get(&name) else { continue };
                // A name for other types.
                if !body.contains('{') {
                    walk(value, body, &name, types, seen);
                }
                let keys = keys(body);
                for (key, value) in entries {
                    for (_, text) in keys.iter().filter(|(known, _)| known == key) {
                        seen.insert(format!("{name}.{key}"));
                        walk(value, text, &name, types, seen);
                    }
                }
            }
        }
        Value::String(word) => {
            seen.insert(format!("{owner}={word:?}"));
            seen.extend(names(text).iter().map(|name| format!("{name}={word:?}")));
        }
        _ => {}
    }
}

/// Keys and value types of an object type, or of all object types in a union.
fn keys(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(": ") {
        let key = text[..at].trim_end_matches('?').trim_end_matches('"');
        let from =
            key.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
        // The parameter name of a map type is not a key.
        if from == key.len() || key[..from].ends_with('[') {
            continue;
        }
        let rest = &text[at + 2..];
        let mut depth = 0;
        let end = rest.find(|c| {
            depth += i32::from("{<(".contains(c)) - i32::from("}>)".contains(c));
            depth < 0 || (depth == 0 && c == ',')
        });
        let kind = rest[..end.unwrap_or(rest.len())].trim();
        found.push((key[from..].to_owned(), kind.to_owned()));
    }
    found
}

/// String literals that are values rather than keys.
fn words(text: &str) -> Vec<String> {
    let mut pieces = text.split('"').skip(1);
    let mut found = Vec::new();
    while let (Some(word), Some(behind)) = (pieces.next(), pieces.next()) {
        if !behind.starts_with(": ") && !behind.starts_with("?: ") {
            found.push(word.to_owned());
        }
    }
    found
}

/// The type names that a type refers to.
fn names(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric() && !"_\"".contains(c));
    let named = parts.filter(|part| part.starts_with(|c: char| c.is_ascii_uppercase()));
    named.filter(|part| *part != "Array").map(str::to_owned).collect()
}
