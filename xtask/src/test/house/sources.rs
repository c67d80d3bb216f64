//! Rules about single source files: length, names, forbidden dependencies and calls.

use super::Faults;

pub(crate) struct Source {
    /// From the root of the repository, with `/` on every system.
    pub(crate) path: String,
    pub(crate) text: String,
}

const LONG: usize = 400;

/// Names of files and folders that do not describe their contents.
const VAGUE_NAMES: [&str; 8] =
    ["utils", "util", "helpers", "helper", "common", "manager", "misc", "service"];

/// Files below each path contain none of its words.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("src-tauri/core/src/", &["tauri::", "gtk::", "webkit2gtk"]),
    ("src-tauri/cli/", &["tauri::"]),
    ("src-tauri/core/src/packet", &["tokio::", "tungstenite::"]),
    ("src-tauri/core/src/profile", &["tokio::", "tungstenite::"]),
    ("src-tauri/core/src/transcript", &["tokio::", "tungstenite::"]),
    ("src-tauri/core/src/frame", &["tokio::"]),
    // A state machine without I/O: events in, actions out.
    ("src-tauri/core/src/connection/session", &["tokio::", "std::net", "std::io"]),
    ("ui/model/", &["../view", "lit\"", "document."]),
];

/// Ways to put a string into the page as HTML or as code; what a server sent must stay text.
const HTML: [&str; 8] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "unsafeHTML",
    "unsafeSVG",
    "createContextualFragment",
    "eval(",
];

/// The content security policy blocks style attributes, without an error.
const STYLE: [&str; 1] = ["style=\""];

/// These read without a limit and block on a FIFO; `file::bounded_read` reads regular files up to a limit.
const UNLIMITED: [&str; 2] = ["fs::read(", "fs::read_to_string("];

/// Files that read only the project's own files: the type generator, and the dialog answers of the end-to-end tests.
const READS_OWN_FILES: [&str; 2] = ["src-tauri/src/types.rs", "src-tauri/src/app/dialog.rs"];

/// Files over the limit, except those that `exempt` lists as `path: reason`; and listed files that are not over it.
pub(crate) fn long_files(files: &[Source], exempt: &str) -> Faults {
    let listed: Vec<&str> = exempt
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| Some(l.split_once(':')?.0))
        .collect();
    let is_long = |file: &Source| is_code(&file.path) && file.text.lines().count() > LONG;
    let long: Vec<&str> = files.iter().filter(|f| is_long(f)).map(|f| f.path.as_str()).collect();
    let unlisted = long.iter().filter(|path| !listed.contains(path)).map(|path| {
        format!(
            "{path}: over {LONG} lines; split it, or list it in xtask/long-files.txt with a reason"
        )
    });
    let stale = listed
        .iter()
        .filter(|path| !long.contains(path))
        .map(|path| format!("xtask/long-files.txt: {path} is not over {LONG} lines (any more)"));
    unlisted.chain(stale).collect()
}

pub(crate) fn vague_names(files: &[Source]) -> Faults {
    let is_vague = |path: &str| {
        path.split('/').any(|part| VAGUE_NAMES.contains(&part.split('.').next().unwrap_or(part)))
    };
    files
        .iter()
        .filter(|file| is_code(&file.path) && is_vague(&file.path))
        .map(|file| format!("{}: use a name that describes the contents", file.path))
        .collect()
}

pub(crate) fn forbidden_dependencies(files: &[Source]) -> Faults {
    let mut faults = Faults::new();
    for (folder, words) in FORBIDDEN {
        let inside = files.iter().filter(|f| f.path.starts_with(folder) && is_code(&f.path));
        faults.extend(inside.flat_map(|file| lines_with(file, words, "must not use")));
    }
    let native = ["@tauri-apps"];
    let page = files.iter().filter(|f| is_page(&f.path) && f.path != "ui/host/tauri.ts");
    faults.extend(page.flat_map(|file| lines_with(file, &native, "only ui/host/tauri.ts may use")));
    faults
}

pub(crate) fn html_from_text(files: &[Source]) -> Faults {
    files
        .iter()
        .filter(|file| is_page(&file.path))
        .flat_map(|file| lines_with(file, &HTML, "puts text into the page as HTML or code:"))
        .collect()
}

pub(crate) fn style_attributes(files: &[Source]) -> Faults {
    files
        .iter()
        .filter(|file| is_page(&file.path) && !file.path.ends_with(".css"))
        .flat_map(|file| lines_with(file, &STYLE, "use a class or styleMap instead of"))
        .collect()
}

pub(crate) fn unlimited_reads(files: &[Source]) -> Faults {
    let what =
        "use `file::bounded_read`, which has a limit and reads regular files only, instead of";
    product_lines_with(files, &READS_OWN_FILES, &UNLIMITED, what)
}

/// What works on open files on every system but Windows.
pub(crate) fn files_taken_for_closed(files: &[Source]) -> Faults {
    const WORDS: [&str; 4] =
        ["fs::remove_file(", "fs::remove_dir_all(", "fs::rename(", ".persist("];
    let what = "use `file::open_files`, which works on open files on Windows too, instead of";
    product_lines_with(files, &["src-tauri/core/src/file/open_files.rs"], &WORDS, what)
}

fn product_lines_with(files: &[Source], allowed: &[&str], words: &[&str], what: &str) -> Faults {
    let product = files.iter().filter(|file| {
        let path = file.path.as_str();
        is_product(path) && !allowed.contains(&path)
    });
    product
        .flat_map(|file| {
            let text = file.text.split("\nmod tests {").next().unwrap_or_default();
            let file = Source { path: file.path.clone(), text: text.to_owned() };
            lines_with(&file, words, what)
        })
        .collect()
}

fn lines_with(file: &Source, words: &[&str], what: &str) -> Faults {
    let mut faults = Faults::new();
    for (n, line) in file.text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with('*') || code.starts_with("/*") {
            continue;
        }
        for word in words.iter().filter(|word| has_word(code, word)) {
            faults.push(format!("{}:{}: {what} `{word}`", file.path, n + 1));
        }
    }
    faults
}

/// A word that begins with a letter must not continue a longer name: `my_tokio::` does not contain `tokio::`.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_')
            || !word.starts_with(char::is_alphanumeric)
    })
}

fn is_code(path: &str) -> bool {
    [".rs", ".ts", ".css", ".html", ".py", ".mjs"].iter().any(|end| path.ends_with(end))
}

/// Rust of the core, the command line and the desktop app, without files of tests.
pub(crate) fn is_product(path: &str) -> bool {
    path.starts_with("src-tauri/") && path.ends_with(".rs") && !path.contains("/tests")
}

fn is_page(path: &str) -> bool {
    path.starts_with("ui/") && is_code(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_long_file_needs_a_reason_and_a_reason_needs_a_long_file() {
        let files = [file("a.rs", &"x\n".repeat(401)), file("b.rs", "x\n")];
        assert_eq!(long_files(&files, "").len(), 1);
        assert!(long_files(&files, "a.rs: a table of codes\n").is_empty());
        assert_eq!(long_files(&files, "a.rs: a table\nb.rs: a test\n").len(), 1);
    }

    #[test]
    fn vague_file_and_folder_names_are_found() {
        let files = [
            file("core/src/utils.rs", ""),
            file("ui/helpers/x.ts", ""),
            file("core/src/utilities_tax.rs", ""),
        ];
        assert_eq!(vague_names(&files).len(), 2);
    }

    #[test]
    fn forbidden_dependencies_are_found() {
        let files = [
            file(
                "src-tauri/core/src/packet/pack.rs",
                "use tokio::io;\n// tokio::io is not for here\nmy_tokio::x",
            ),
            file("src-tauri/core/src/connection/driver.rs", "use tokio::io;"),
            file("ui/host/tauri.ts", "import { invoke } from \"@tauri-apps/api/core\";"),
            file("ui/view/bar.ts", "import { invoke } from \"@tauri-apps/api/core\";"),
        ];
        assert_eq!(
            forbidden_dependencies(&files),
            [
                "src-tauri/core/src/packet/pack.rs:1: must not use `tokio::`",
                "ui/view/bar.ts:1: only ui/host/tauri.ts may use `@tauri-apps`"
            ]
        );
    }

    #[test]
    fn style_attributes_are_found() {
        let files = [
            file("ui/view/a.ts", "<b style=\"width: ${w}\">\n<b style=${styleMap({ width })}>"),
            file("ui/style/a.css", "a[style=\"\"]"),
        ];
        assert_eq!(
            style_attributes(&files),
            ["ui/view/a.ts:1: use a class or styleMap instead of `style=\"`"]
        );
    }

    #[test]
    fn reads_without_a_limit_are_found() {
        let files = [
            file("src-tauri/src/a.rs", "#[cfg(test)]\nmod tests;\nlet all = std::fs::read(path)?;"),
            file("src-tauri/core/src/b.rs", "#[cfg(test)]\nmod tests {\nfs::read_to_string(path)"),
            file("src-tauri/core/src/b/tests/c.rs", "fs::read(path)"),
            file("src-tauri/core/src/d.rs", "fs::read_dir(path)"),
            file("tests/e.rs", "fs::read(path)"),
        ];
        assert_eq!(
            unlimited_reads(&files),
            [
                "src-tauri/src/a.rs:3: use `file::bounded_read`, which has a limit and reads regular files only, instead of `fs::read(`"
            ]
        );
    }

    #[test]
    fn files_are_removed_and_renamed_in_one_place() {
        let files = [
            file(
                "src-tauri/core/src/a.rs",
                "std::fs::rename(from, to)?;\nopen_files::persist(a, b)",
            ),
            file("src-tauri/core/src/file/open_files.rs", "fs::rename(from, to)"),
            file("src-tauri/core/src/b.rs", "#[cfg(test)]\nmod tests {\nfs::remove_file(path)"),
        ];
        assert_eq!(
            files_taken_for_closed(&files),
            [
                "src-tauri/core/src/a.rs:1: use `file::open_files`, which works on open files on Windows too, instead of `fs::rename(`"
            ]
        );
    }

    #[test]
    fn html_from_text_is_found() {
        let files = [
            file("ui/view/a.ts", "row.innerHTML = text;\nrow.textContent = text;\nretrieval(1)"),
            file("tests/e2e.rs", "innerHTML"),
        ];
        assert_eq!(
            html_from_text(&files),
            ["ui/view/a.ts:1: puts text into the page as HTML or code: `innerHTML`"]
        );
    }
}
