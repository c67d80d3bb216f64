//! Every locale has the same keys, with the same variables; phrases of the core still exist there.

use super::Faults;
use super::sources::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The locale that the others are compared with.
const ENGLISH: &str = "ui/locales/en.ftl";

/// A key (`message` or `message.attribute`) and the variables that its text names.
type Keys = BTreeMap<String, BTreeSet<String>>;

pub(crate) fn mismatched_keys(files: &[Source]) -> Faults {
    let Some(english) = files.iter().find(|file| file.path == ENGLISH) else {
        return vec![format!("{ENGLISH}: missing")];
    };
    let expected = keys(&english.text);
    let others = files.iter().filter(|file| {
        file.path.starts_with("ui/locales/") && file.path.ends_with(".ftl") && file.path != ENGLISH
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

/// Reads just enough of Fluent's grammar: a message begins with an identifier in the first column, an attribute is
/// indented and begins with a dot.
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
            variables.extend(variables_in(line));
        }
    }
    keys
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn variables_in(line: &str) -> Vec<String> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let after = line.split('$').skip(1);
    after.map(|rest| rest.split(ends).next().unwrap_or_default().to_owned()).collect()
}

/// Prefix of the keys for sentences of the core, which the page translates by their English text (ui/model/phrases.ts).
const PHRASE: &str = "phrase-";
/// Prefix of those whose text comes from a library, not from the core.
const PHRASE_OF_LIBRARY: &str = "phrase-http-";

/// Phrases whose English text the core no longer has, so that no text would match them.
pub(crate) fn unused_phrases(files: &[Source]) -> Faults {
    let Some(english) = files.iter().find(|file| file.path == ENGLISH) else {
        return Faults::new();
    };
    let is_core = |file: &&Source| file.path.starts_with("src-tauri/core/src/");
    let core: String =
        files.iter().filter(is_core).map(|file| joined_literals(&file.text)).collect();
    let mut faults = Faults::new();
    for line in english.text.lines().filter(|line| line.starts_with(PHRASE)) {
        let Some((id, phrase)) = line.split_once(" = ") else { continue };
        let is_missing = |words: &&str| !core.contains(*words);
        if !id.starts_with(PHRASE_OF_LIBRARY)
            && let Some(words) = literal_parts(phrase).into_iter().find(is_missing)
        {
            faults.push(format!("{ENGLISH}: `{id}`: the core has no text \"{words}\""));
        }
    }
    faults
}

/// The text between a phrase's variables.
fn literal_parts(phrase: &str) -> Vec<&str> {
    let between =
        phrase.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    between
        .flat_map(|part| part.split(": "))
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || ":;,='\"()".contains(c)))
        .filter(|words| !words.is_empty())
        .collect()
}

/// A source with its string literals in one piece: escaped quotes unescaped, continued lines joined.
fn joined_literals(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    for line in source.lines() {
        match line.strip_suffix('\\') {
            Some(broken) => text.push_str(broken.trim_start()),
            None => {
                text.push_str(line.trim_start());
                text.push('\n');
            }
        }
    }
    text.replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = "# words = comment\nsend = Send\n    .title = Send { $name }\nnew-rows = { $count ->\n    [one] one new\n   *[other] { $count } new\n}\n-brand = Wirelark\n";

    #[test]
    fn messages_attributes_terms_and_variables_are_read() {
        let keys = keys(EN);
        let names: Vec<&str> = keys.keys().map(String::as_str).collect();
        assert_eq!(names, ["-brand", "new-rows", "send", "send.title"]);
        assert!(keys["new-rows"].contains("count") && keys["send.title"].contains("name"));
        assert!(keys["send"].is_empty());
    }

    #[test]
    fn phrases_that_the_core_no_longer_has_are_found() {
        let file = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let core = file(
            "src-tauri/core/src/a.rs",
            "format!(\"it began with \\\"{bytes}\\\" and is \\\n    longer\")",
        );
        let catalogue =
            |text: &str| [file(ENGLISH, text), file("src-tauri/core/src/a.rs", &core.text)];
        assert!(
            unused_phrases(&catalogue("phrase-a = it began with \"{ $bytes }\" and is longer\n"))
                .is_empty()
        );
        assert_eq!(unused_phrases(&catalogue("phrase-b = it ended with { $bytes }\n")).len(), 1);
    }

    #[test]
    fn missing_extra_and_different_keys_are_found() {
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
