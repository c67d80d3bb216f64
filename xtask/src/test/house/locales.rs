//! Every language says everything: the same keys, with the same arguments.

use super::Faults;
use super::sources::Source;
use std::collections::{BTreeMap, BTreeSet};

const FIRST: &str = "ui/locales/en.ftl";

/// A key (`message` or `message.attribute`) and the variables that its text names.
type Keys = BTreeMap<String, BTreeSet<String>>;

pub(crate) fn differing(files: &[Source]) -> Faults {
    let Some(first) = files.iter().find(|file| file.path == FIRST) else {
        return vec![format!("{FIRST}: missing")];
    };
    let expected = keys(&first.text);
    let others = files.iter().filter(|file| {
        file.path.starts_with("ui/locales/") && file.path.ends_with(".ftl") && file.path != FIRST
    });
    let mut faults = Faults::new();
    let mut any = false;
    for other in others {
        any = true;
        faults.extend(compare(&expected, &keys(&other.text), &other.path));
    }
    if !any {
        faults.push("ui/locales/zh-CN.ftl: missing".to_owned());
    }
    faults
}

fn compare(expected: &Keys, found: &Keys, path: &str) -> Faults {
    let mut faults = Faults::new();
    for (key, variables) in expected {
        match found.get(key) {
            None => faults.push(format!("{path}: has no `{key}`")),
            Some(others) if others != variables => {
                faults.push(format!("{path}: `{key}` names {others:?}, English {variables:?}"));
            }
            Some(_) => {}
        }
    }
    let extra = found.keys().filter(|key| !expected.contains_key(*key));
    faults.extend(extra.map(|key| format!("{path}: English has no `{key}`")));
    faults
}

/// Enough of Fluent's grammar to know where a message begins: identifiers stand in the first column, attributes are
/// indented and begin with a dot.
fn keys(text: &str) -> Keys {
    let mut keys = Keys::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split_once('=').map(|(name, _)| name.trim_end()).unwrap_or_default();
        if let Some(attribute) = name.trim_start().strip_prefix('.').filter(|a| is_identifier(a)) {
            current = format!("{message}.{attribute}");
            keys.entry(current.clone()).or_default();
        } else if is_identifier(name.strip_prefix('-').unwrap_or(name)) {
            message = name.to_owned();
            current = message.clone();
            keys.entry(current.clone()).or_default();
        }
        if let Some(variables) = keys.get_mut(&current) {
            variables.extend(named(line));
        }
    }
    keys
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn named(line: &str) -> Vec<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let after = line.split('$').skip(1);
    after.map(|rest| rest.split(ends).next().unwrap_or_default().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = "# words = comment\nsend = Send\n    .title = Send { $name }\nnew-rows = { $count ->\n    [one] one new\n   *[other] { $count } new\n}\n-brand = Wirelark\n";

    #[test]
    fn finds_messages_attributes_terms_and_variables() {
        let keys = keys(EN);
        let names: Vec<&str> = keys.keys().map(String::as_str).collect();
        assert_eq!(names, ["-brand", "new-rows", "send", "send.title"]);
        assert!(keys["new-rows"].contains("count") && keys["send.title"].contains("name"));
        assert!(keys["send"].is_empty());
    }

    #[test]
    fn names_what_a_translation_lacks_adds_or_fills_otherwise() {
        let zh = "send = 发送\n    .title = 发送 { $nam }\nextra = 多\n-brand = Wirelark\n";
        assert_eq!(
            compare(&keys(EN), &keys(zh), "zh"),
            [
                "zh: has no `new-rows`",
                "zh: `send.title` names {\"nam\"}, English {\"name\"}",
                "zh: English has no `extra`"
            ]
        );
    }
}
