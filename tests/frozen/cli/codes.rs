//! The list of all error codes. Scripts and the page rely on them, so none may change or disappear.
//!
//! The codes are extracted from the sources. If the code that defines them is restructured, adapt [`in_source`] so that
//! the frozen list stays the same.

use std::collections::BTreeSet;
use std::path::Path;

use crate::golden::Frozen;

#[test]
fn codes_of_errors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut codes = BTreeSet::new();
    let mut folders = vec![root.join("src-tauri")];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("list the folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && !["tests", "target", "gen"].contains(&name) {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let text = std::fs::read_to_string(&path).expect("read the file");
                let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                codes.extend(in_source(product));
            }
        }
    }
    let mut frozen = Frozen::folder("cli/codes");
    frozen.add("codes.txt", lines(codes));
    let english = std::fs::read_to_string(root.join("ui/locales/en.ftl")).expect("read the file");
    let keys = english.lines().filter_map(|line| line.strip_prefix("error-"));
    let keys = keys.filter_map(|line| line.split([' ', '=']).next());
    frozen.add("translated.txt", lines(keys.map(str::to_owned).collect()));
    frozen.check();
}

fn lines(codes: BTreeSet<String>) -> String {
    codes.into_iter().map(|code| code + "\n").collect()
}

/// The codes that a source file defines: string literals in the body of a `fn code`, names of variants from which strum
/// derives codes, and arguments of functions that create an error or a note.
fn in_source(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for definition in text.split("#[strum(serialize_all = \"snake_case\", prefix = \"").skip(1) {
        found.extend(derived(text, definition).unwrap_or_default());
    }
    for body in ["fn code(&self)", "fn code(self)", "fn kind(code"] {
        for (at, _) in text.match_indices(body) {
            // rustfmt puts the closing brace at the method's own indentation.
            let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
            let indent: String = text[line..].chars().take_while(|c| *c == ' ').collect();
            let rest = &text[at..];
            let end = rest.find(&format!("\n{indent}}}")).unwrap_or(rest.len());
            // Literals in patterns are not codes.
            found.extend(rest[..end].split(['>', '{']).skip(1).filter_map(literal));
            found.extend(rest[..end].split("map_or(").skip(1).filter_map(literal));
        }
    }
    for maker in ["Failure::input(", "Failure::connection(", "UsageError::new(", "ErrorDto::new("] {
        found.extend(text.split(maker).skip(1).filter_map(literal));
    }
    found.extend(text.split("code: ").skip(1).filter_map(literal));
    // The first argument is the JSON path.
    found.extend(text.split(".add(").skip(1).filter_map(second).filter_map(literal));
    // Decoding passes its codes through several functions; their prefixes are unique.
    let decoding = |code: &String| {
        ["rule.", "decode.", "decoding.", "binary.", "series.", "joined."]
            .iter()
            .any(|start| code.starts_with(start))
    };
    let quoted = text.match_indices('"').filter_map(|(at, _)| literal(&text[at..]));
    found.extend(quoted.filter(decoding));
    found
}

/// The codes of an enum's variants, except those that answer with another error's code.
fn derived(text: &str, definition: &str) -> Option<Vec<String>> {
    let (prefix, rest) = definition.split_once('"')?;
    let (name, rest) = rest.split_once("pub enum ")?.1.split_once(" {\n")?;
    let body = rest.split("\n}").next()?;
    let mut codes = Vec::new();
    let mut written = None;
    for line in body.lines().filter_map(|line| line.strip_prefix("    ")) {
        if let Some(word) = line.strip_prefix("#[strum(serialize = \"") {
            written = word.split('"').next().map(str::to_owned);
        }
        let variant: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
        if !variant.starts_with(|c: char| c.is_ascii_uppercase()) {
            continue;
        }
        let path = format!("{name}::{variant}");
        let mut arms = text.split(&path).skip(1);
        let delegates =
            |arm: &str| arm.lines().next().unwrap_or_default().contains("=> error.code()");
        let code = written.take().unwrap_or_else(|| snake_case(&variant));
        if !arms.any(delegates) {
            codes.push(format!("{prefix}{code}"));
        }
    }
    Some(codes)
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// The string literal at the start of a text, if it has the form of a code.
fn literal(text: &str) -> Option<String> {
    let (literal, _) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let stable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.".contains(c);
    (literal.len() > 1 && literal.chars().all(stable)).then(|| literal.to_owned())
}

/// The text after the first comma outside parentheses.
fn second(arguments: &str) -> Option<&str> {
    let mut depth = 0;
    let comma = arguments.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0 && c == ','
    })?;
    Some(&arguments[comma + 1..])
}
