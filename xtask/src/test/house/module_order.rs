//! Module order inside core: a module uses only modules that its parent lists above it.
//!
//! A parent is `lib.rs` or a `mod.rs` whose header lists its modules, one `` //! - [`name`]: … `` line each.

use super::Faults;
use super::sources::Source;
use super::tokens::tokens;
use std::collections::{BTreeMap, BTreeSet};

const CORE: &str = "src-tauri/core/src/";

/// Parents that must list their modules; any other may.
const MUST_LIST: [&str; 5] =
    ["lib.rs", "connection/mod.rs", "packet/mod.rs", "profile/mod.rs", "transcript/mod.rs"];

/// A path of names from the root of the crate.
type Names<'a> = Vec<&'a str>;

pub(crate) fn modules_out_of_order(files: &[Source]) -> Faults {
    let files: Vec<CoreFile<'_>> = files.iter().filter_map(CoreFile::new).collect();
    let mut faults = Faults::new();
    for path in MUST_LIST {
        if !files.iter().any(|file| file.path == path && !listed(file.text).is_empty()) {
            faults.push(format!("{CORE}{path}: lists none of its modules"));
        }
    }
    for file in files.iter().filter(|file| file.is_parent()) {
        let parent = Parent::new(file);
        if !parent.listed.is_empty() {
            faults.extend(parent.differences());
            faults.extend(parent.violations(&files));
        }
    }
    faults
}

/// A source file of core that is not a test.
struct CoreFile<'a> {
    /// From core's `src`.
    path: &'a str,
    text: &'a str,
    tokens: Vec<&'a str>,
    /// The module that the file is; empty for `lib.rs`.
    module: Names<'a>,
}

impl<'a> CoreFile<'a> {
    fn new(source: &'a Source) -> Option<CoreFile<'a>> {
        let path = source.path.strip_prefix(CORE)?;
        let mut module: Names<'a> = path.strip_suffix(".rs")?.split('/').collect();
        if module.contains(&"tests") {
            return None;
        }
        if module.last() == Some(&"mod") || module == ["lib"] {
            module.pop();
        }
        Some(CoreFile { path, text: &source.text, tokens: tokens(&source.text), module })
    }

    fn is_parent(&self) -> bool {
        self.path == "lib.rs" || self.path.ends_with("/mod.rs")
    }

    /// Every path that begins with `crate` or `super`, from the root of the crate.
    fn used(&self) -> BTreeSet<Names<'a>> {
        let mut used = BTreeSet::new();
        for at in 0..self.tokens.len() {
            let is_start = at == 0 || self.tokens[at - 1] != "::";
            if is_start && ["crate", "super"].contains(&self.tokens[at]) {
                let (leaves, _) = path_tree(&self.tokens, at);
                used.extend(leaves.iter().filter_map(|leaf| self.rooted(&leaf.path)));
            }
        }
        used
    }

    fn rooted(&self, path: &[&'a str]) -> Option<Names<'a>> {
        if let ["crate", rest @ ..] = path {
            return Some(rest.to_vec());
        }
        let up = path.iter().take_while(|name| **name == "super").count();
        let base = self.module.len().checked_sub(up)?;
        Some([&self.module[..base], &path[up..]].concat())
    }
}

struct Parent<'a> {
    file: &'a CoreFile<'a>,
    /// The modules of its header, in order.
    listed: Names<'a>,
    /// The modules that it declares, without those of tests.
    declared: Names<'a>,
    /// Names that it imports or re-exports from a module of its own, and that module.
    imported: BTreeMap<&'a str, &'a str>,
}

impl<'a> Parent<'a> {
    fn new(file: &'a CoreFile<'a>) -> Parent<'a> {
        let listed = listed(file.text);
        let pairs = file.tokens.windows(3);
        let declared: Names<'a> =
            pairs.filter(|t| t[0] == "mod" && t[2] == ";").map(|t| t[1]).collect();
        let mut imported = BTreeMap::new();
        for at in (0..file.tokens.len()).filter(|at| file.tokens[*at] == "use") {
            for leaf in path_tree(&file.tokens, at + 1).0 {
                let path = leaf.path.strip_prefix(&["self"]).unwrap_or(&leaf.path);
                if let [module, .., name] = path
                    && declared.contains(module)
                {
                    imported.insert(leaf.alias.unwrap_or(name), *module);
                }
            }
        }
        Parent { file, listed, declared, imported }
    }

    /// Modules that are declared and not listed, and the other way round.
    fn differences(&self) -> Faults {
        let path = format!("{CORE}{}", self.file.path);
        let unlisted = self.declared.iter().filter(|name| !self.listed.contains(name));
        let stale = self.listed.iter().filter(|name| !self.declared.contains(name));
        unlisted
            .map(|name| format!("{path}: declares `{name}` and does not list it"))
            .chain(
                stale.map(|name| format!("{path}: lists `{name}`, which is none of its modules")),
            )
            .collect()
    }

    fn violations(&self, files: &[CoreFile<'_>]) -> Faults {
        let base = &self.file.module;
        let position = |name: &str| self.listed.iter().position(|listed| *listed == name);
        let mut faults = Faults::new();
        for file in files {
            let Some([module, ..]) = file.module.strip_prefix(&base[..]) else { continue };
            let used: BTreeSet<&str> = file
                .used()
                .iter()
                .filter_map(|path| path.strip_prefix(&base[..])?.first().copied())
                .filter_map(|name| self.module_of(name))
                .collect();
            for other in used.into_iter().filter(|other| other != module) {
                if let (Some(own), Some(theirs)) = (position(module), position(other))
                    && theirs > own
                {
                    faults.push(format!(
                        "{CORE}{}: `{module}` uses `{other}`, which {} lists below it",
                        file.path, self.file.path
                    ));
                }
            }
        }
        faults
    }

    /// The module behind a name of this parent: itself, or the one that the name comes from.
    fn module_of(&self, name: &str) -> Option<&'a str> {
        let declared = self.declared.iter().find(|declared| **declared == name);
        declared.copied().or_else(|| self.imported.get(name).copied())
    }
}

/// The names in backquotes before the colon of each `//! - ` line, without a `mod@` that tells a module from a function.
/// A name with an upper-case letter is a type: such a list is not one of modules.
fn listed(text: &str) -> Vec<&str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("//! - ")?.split_once(": "));
    lines
        .flat_map(|(names, _)| names.split('`').skip(1).step_by(2))
        .map(|name| name.strip_prefix("mod@").unwrap_or(name))
        .filter(|name| {
            name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
        .collect()
}

/// One path out of a `use` tree.
struct Leaf<'a> {
    path: Names<'a>,
    alias: Option<&'a str>,
}

/// The paths of the tree that begins at `at`, as in `a::{b, c::{self, d as e}}`, and where it ends.
fn path_tree<'a>(tokens: &[&'a str], mut at: usize) -> (Vec<Leaf<'a>>, usize) {
    let token = |at: usize| tokens.get(at).copied().unwrap_or_default();
    let mut path = Names::new();
    loop {
        match token(at) {
            "{" => {
                let (inner, end) = group(tokens, at + 1);
                let joined = inner.into_iter().map(|leaf| {
                    let rest = if leaf.path == ["self"] { Names::new() } else { leaf.path };
                    Leaf { path: [&path[..], &rest].concat(), alias: leaf.alias }
                });
                return (joined.collect(), end);
            }
            name if name.starts_with(|c: char| c.is_alphabetic() || c == '_') => path.push(name),
            // A glob or a generic argument: what was read so far names the module.
            _ => return (vec![Leaf { path, alias: None }], at + 1),
        }
        at += 1;
        if token(at) == "as" {
            return (vec![Leaf { path, alias: Some(token(at + 1)) }], at + 2);
        }
        if token(at) != "::" {
            return (vec![Leaf { path, alias: None }], at);
        }
        at += 1;
    }
}

fn group<'a>(tokens: &[&'a str], mut at: usize) -> (Vec<Leaf<'a>>, usize) {
    let mut leaves = Vec::new();
    while at < tokens.len() {
        match tokens[at] {
            "}" => return (leaves, at + 1),
            "," => at += 1,
            _ => {
                let (inner, end) = path_tree(tokens, at);
                leaves.extend(inner);
                at = end;
            }
        }
    }
    (leaves, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Core with these files besides parents that have nothing to fault.
    fn core(files: &[(&str, &str)]) -> Vec<Source> {
        let parents = MUST_LIST.map(|path| (path, "//! - `only`: alone.\nmod only;\n"));
        let untouched =
            parents.iter().filter(|(path, _)| !files.iter().any(|(other, _)| other == path));
        let source = |(path, text): &(&str, &str)| Source {
            path: format!("{CORE}{path}"),
            text: (*text).to_owned(),
        };
        untouched.chain(files).map(source).collect()
    }

    fn faults(files: &[(&str, &str)]) -> Faults {
        let faults = modules_out_of_order(&core(files));
        faults.into_iter().map(|fault| fault.replace(CORE, "")).collect()
    }

    const LIB: &str = "//! - [`mod@low`]: first.\n//! - [`mid`], `high`: the others.\n
        pub mod high;\npub mod low;\npub(crate) mod mid;\n#[cfg(test)]\nmod tests;";

    #[test]
    fn a_module_uses_those_above_it() {
        let high = "use crate::{low::{self, A as B}, mid};\nfn f() { crate::low::g::<u8>() }";
        assert!(
            faults(&[("lib.rs", LIB), ("low.rs", "use std::io;"), ("high.rs", high)]).is_empty()
        );
    }

    #[test]
    fn uses_of_lower_modules_are_found_in_every_form() {
        for text in [
            "use crate::high;",
            "use super::high::A;",
            "use crate::{low, high::{A, B}};",
            "use crate::{low::B, mid::*, high::*};",
            "fn f() -> crate::high::A { todo!() }",
            "pub(super) use super::high::A as B;",
        ] {
            assert_eq!(
                faults(&[("lib.rs", LIB), ("mid.rs", text)]),
                ["mid.rs: `mid` uses `high`, which lib.rs lists below it"],
                "{text}"
            );
        }
        let deep = ("mid/a/b.rs", "use super::super::super::high::A;");
        assert_eq!(
            faults(&[("lib.rs", LIB), deep]),
            ["mid/a/b.rs: `mid` uses `high`, which lib.rs lists below it"]
        );
    }

    #[test]
    fn comments_strings_tests_and_names_of_its_own_are_no_uses() {
        let text = "//! [`crate::high`]\nconst A: &str = \"crate::high\";\nuse super::mid::high;\nuse self::high::A;
            pub(crate) fn f() {}\n#[cfg(test)]\nmod tests { use crate::high; }";
        assert!(faults(&[("lib.rs", LIB), ("mid.rs", text)]).is_empty());
        let tests = [("lib.rs", LIB), ("low/tests.rs", "use crate::high;")];
        assert!(faults(&tests).is_empty());
        assert!(faults(&[("lib.rs", LIB), ("low/tests/a.rs", "use crate::high;")]).is_empty());
    }

    #[test]
    fn names_that_a_parent_re_exports_lead_to_their_module() {
        let parent = "//! - `first`: 1.\n//! - `second`: 2.\nmod first;\nmod second;
            pub use second::{A, inner::B as C};\nuse self::second::D;";
        for name in ["A", "C", "D"] {
            let uses = format!("use super::{name};");
            assert_eq!(
                faults(&[("packet/mod.rs", parent), ("packet/first.rs", &uses)]),
                ["packet/first.rs: `first` uses `second`, which packet/mod.rs lists below it"]
            );
        }
        assert!(
            faults(&[("packet/mod.rs", parent), ("packet/first.rs", "use super::B;")]).is_empty()
        );
    }

    #[test]
    fn lists_and_declarations_agree() {
        let missing = "//! - `a`: one.\n//! - `gone`: another.\nmod a;\nmod b;";
        assert_eq!(
            faults(&[("profile/mod.rs", missing)]),
            [
                "profile/mod.rs: declares `b` and does not list it",
                "profile/mod.rs: lists `gone`, which is none of its modules"
            ]
        );
        assert_eq!(
            faults(&[("profile/mod.rs", "mod a;")]),
            ["profile/mod.rs: lists none of its modules"]
        );
    }

    #[test]
    fn another_parent_may_list_its_modules() {
        let listed = "//! - `a`: one.\n//! - `b`: two.\nmod a;\nmod b;";
        let a = ("export/a.rs", "use super::b::B;");
        assert_eq!(
            faults(&[("export/mod.rs", listed), a]),
            ["export/a.rs: `a` uses `b`, which export/mod.rs lists below it"]
        );
        assert!(faults(&[("export/mod.rs", "mod a;\nmod b;"), a]).is_empty());
    }
}
