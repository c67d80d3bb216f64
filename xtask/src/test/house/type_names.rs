//! One name for one type: no two files of the product define types with the same name.

use super::Faults;
use super::sources::{Source, is_product};
use super::tokens::tokens;
use std::collections::{BTreeMap, BTreeSet};

/// Names that may be defined more than once, each with the reason.
const ALLOWED: &[(&str, &str)] = &[];

pub(crate) fn duplicate_types(files: &[Source]) -> Faults {
    duplicates(files, ALLOWED)
}

fn duplicates(files: &[Source], allowed: &[(&str, &str)]) -> Faults {
    let mut paths: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in files.iter().filter(|file| is_product(&file.path)) {
        for name in defined(&file.text) {
            paths.entry(name).or_default().insert(&file.path);
        }
    }
    paths.retain(|_, paths| paths.len() > 1);
    let mut faults = Faults::new();
    for (name, paths) in &paths {
        if !allowed.iter().any(|(other, _)| other == name) {
            let paths: Vec<&str> = paths.iter().copied().collect();
            faults.push(format!("{}: each defines a type `{name}`", paths.join(", ")));
        }
    }
    let stale = allowed.iter().filter(|(name, _)| !paths.contains_key(name));
    faults.extend(stale.map(|(name, _)| {
        format!("xtask/src/test/house/type_names.rs: `{name}` is not defined twice (any more)")
    }));
    faults
}

/// Structs, enums, traits and unions anywhere, and type aliases outside every block: those inside one are associated
/// types.
fn defined(source: &str) -> Vec<&str> {
    let tokens = tokens(source);
    let mut names = Vec::new();
    let mut depth = 0;
    for pair in tokens.windows(2) {
        let &[token, next] = pair else { continue };
        let defines = match token {
            "{" => {
                depth += 1;
                false
            }
            "}" => {
                depth -= 1;
                false
            }
            "struct" | "enum" | "trait" | "union" => true,
            "type" => depth == 0,
            _ => false,
        };
        if defines && next.starts_with(char::is_alphabetic) {
            names.push(next);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn definitions_are_found_and_uses_are_not() {
        let source = "pub struct A<T>(T);\nenum B {}\npub(crate) unsafe trait C { type D; }\nunion E { f: u8 }
            type F = A<u8>;\nimpl C for B { type D = u8; }\nfn g() { struct H; a.union(b); }
            // struct I;\nconst J: &str = \"enum K\";\n#[cfg(test)]\nmod tests { struct L; }";
        assert_eq!(defined(source), ["A", "B", "C", "E", "F", "H"]);
    }

    #[test]
    fn a_name_in_two_files_needs_a_reason_and_a_reason_needs_two_files() {
        let files = [
            file("src-tauri/core/src/a.rs", "pub struct Row;"),
            file("src-tauri/src/b.rs", "enum Row {}\nstruct Only;"),
            file("src-tauri/cli/src/tests/c.rs", "struct Only;"),
            file("tests/src/d.rs", "struct Only;"),
        ];
        assert_eq!(
            duplicates(&files, &[]),
            ["src-tauri/core/src/a.rs, src-tauri/src/b.rs: each defines a type `Row`"]
        );
        assert!(duplicates(&files, &[("Row", "two tables")]).is_empty());
        assert_eq!(duplicates(&files, &[("Row", "two tables"), ("Only", "none")]).len(), 1);
    }

    #[test]
    fn one_file_may_define_a_name_twice() {
        let files =
            [file("src-tauri/core/src/a.rs", "#[cfg(unix)] struct A;\n#[cfg(windows)] struct A;")];
        assert!(duplicates(&files, &[]).is_empty());
    }
}
