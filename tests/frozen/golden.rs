//! Golden files below `tests/frozen/data/`: compare, freeze, normalise.
//!
//! A test adds its output to a [`Frozen`] folder and checks the folder as a whole, so that missing and extra files fail
//! too. Inputs are data as well: [`inputs`] reads them and generates them only on request.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Rewrites outputs. The tests then pass and say so.
const FREEZE: &str = "WIRELARK_FREEZE";
/// Rewrites inputs. Separate from outputs, because new code must read old files.
const FREEZE_INPUTS: &str = "WIRELARK_FREEZE_INPUTS";

/// Files by name; names may contain folders, separated by `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The output of one test, which has a folder of its own.
#[must_use = "nothing is compared before `check`"]
pub struct Frozen {
    folder: &'static str,
    made: Files,
}

impl Frozen {
    /// `folder` is relative to `tests/frozen/data`, as in `received/outputs`.
    pub fn folder(folder: &'static str) -> Frozen {
        Frozen { folder, made: Files::new() }
    }

    /// Adds a file.
    #[track_caller]
    pub fn add(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        let before = self.made.insert(name.to_owned(), content.into());
        assert!(before.is_none(), "{}/{name} was added twice", self.folder);
    }

    /// Compares the folder with the files in git; panics with a list of those that differ.
    #[track_caller]
    pub fn check(self) {
        let place = data(self.folder);
        if is_set(FREEZE) {
            write(&place, &self.made);
            println!("frozen anew: {} files in {}", self.made.len(), place.display());
            return;
        }
        let faults = differences(&read(&place), &self.made);
        assert!(
            faults.is_empty(),
            "{} of {} frozen files differ in {}\n{}\nWhere the change is meant, run again with \
             {FREEZE}=1 and say in the commit why the files changed.",
            faults.len(),
            self.made.len(),
            place.display(),
            faults.join("\n"),
        );
    }
}

/// The committed inputs in a folder, by their names in it. Calls `make` and rewrites the folder only if
/// `WIRELARK_FREEZE_INPUTS` is set.
#[track_caller]
pub fn inputs(folder: &str, make: impl FnOnce() -> Files) -> Files {
    let place = data(folder);
    if is_set(FREEZE_INPUTS) {
        let made = make();
        write(&place, &made);
        println!("inputs made anew: {} files in {}", made.len(), place.display());
    }
    let files = read(&place);
    assert!(!files.is_empty(), "no inputs in {}; {FREEZE_INPUTS}=1 makes them", place.display());
    files
}

/// The committed inputs in a folder whose files are written by hand.
#[track_caller]
pub fn handwritten(folder: &str) -> Files {
    let (place, files) = (data(folder), read(&data(folder)));
    assert!(!files.is_empty(), "no inputs in {}", place.display());
    files
}

/// The path of a folder or file below `tests/frozen/data`.
pub fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("frozen/data").join(folder)
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0")
}

fn read(place: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![place.to_owned()];
    while let Some(folder) = folders.pop() {
        // Git has no empty folders: missing and empty are the same.
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(place)
                .expect("a path below the folder")
                .to_str()
                .expect("a UTF-8 path");
            files.insert(name.replace('\\', "/"), std::fs::read(&path).expect("read the file"));
        }
    }
    files
}

fn write(place: &Path, files: &Files) {
    for stale in read(place).keys().filter(|name| !files.contains_key(*name)) {
        std::fs::remove_file(place.join(stale)).expect("remove the file");
    }
    for (name, content) in files {
        let path = place.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent folder"))
            .expect("create the folder");
        std::fs::write(path, content).expect("write the file");
    }
}

/// One entry for each file that differs, is missing or is extra.
fn differences(frozen: &Files, made: &Files) -> Vec<String> {
    let names: BTreeSet<&String> = frozen.keys().chain(made.keys()).collect();
    let difference = |name: &String| match (frozen.get(name), made.get(name)) {
        (Some(frozen), Some(made)) => {
            Some(format!("  {name}, {}", first_difference(frozen, made)?))
        }
        (Some(_), None) => Some(format!("  {name} is frozen but was not made (an extra file)")),
        (None, _) => Some(format!("  {name} was made but is not frozen (a missing file)")),
    };
    names.into_iter().filter_map(difference).collect()
}

fn first_difference(frozen: &[u8], made: &[u8]) -> Option<String> {
    if frozen == made {
        return None;
    }
    let (Ok(frozen), Ok(made)) = (str::from_utf8(frozen), str::from_utf8(made)) else {
        let same = frozen.iter().zip(made).take_while(|(a, b)| a == b).count();
        return Some(format!(
            "byte {same}:\n    expected {}\n    got      {}",
            hex(&frozen[same..], 32),
            hex(&made[same..], 32)
        ));
    };
    // Including line ends, which count too.
    let (mut expected, mut got) = (frozen.split_inclusive('\n'), made.split_inclusive('\n'));
    for number in 1.. {
        let lines = (expected.next(), got.next());
        if lines.0 != lines.1 {
            let show = |line: Option<&str>| line.map_or("<end>".to_owned(), |l| format!("{l:?}"));
            return Some(format!(
                "line {number}:\n    expected {}\n    got      {}",
                show(lines.0),
                show(lines.1)
            ));
        }
    }
    None
}

/// Lower-case hex of at most `most` bytes; if there are more, followed by their number.
pub fn hex(bytes: &[u8], most: usize) -> String {
    let mut digits = String::new();
    for byte in bytes.iter().take(most) {
        write!(digits, "{byte:02x}").expect("write to a String");
    }
    if bytes.len() > most {
        write!(digits, "… ({} bytes)", bytes.len()).expect("write to a String");
    }
    digits
}

/// Replaces what varies between runs with marks, and changes nothing else:
///
/// - `<folder>`: the path of a temporary folder;
/// - `<port>`: a port of the test, after a colon;
/// - `<time>`: an RFC 3339 time in UTC, `2026-01-02T03:04:05Z` with or without a fraction;
/// - `<version>`: the version of this build;
/// - whatever else is passed to [`Normaliser::replace`].
#[derive(Default)]
pub struct Normaliser {
    marks: Vec<(String, String)>,
}

impl Normaliser {
    pub fn new() -> Normaliser {
        Normaliser::default().replace(env!("CARGO_PKG_VERSION"), "<version>")
    }

    pub fn folder(self, folder: &Path) -> Normaliser {
        self.replace(folder.to_str().expect("a UTF-8 path"), "<folder>")
    }

    pub fn port(self, port: u16) -> Normaliser {
        self.replace(&format!(":{port}"), ":<port>")
    }

    /// Replaces `what`, except inside a longer number.
    pub fn replace(mut self, what: &str, mark: &str) -> Normaliser {
        self.marks.push((what.to_owned(), mark.to_owned()));
        // One path may contain another; the longest is replaced first.
        self.marks.sort_by_key(|(what, _)| std::cmp::Reverse(what.len()));
        self
    }

    pub fn text(&self, text: &str) -> String {
        let marked = self.marks.iter().fold(text.to_owned(), |text, (what, mark)| {
            let mut out = String::with_capacity(text.len());
            let mut rest = &text[..];
            while let Some(at) = rest.find(what.as_str()) {
                let (before, behind) = (&rest[..at], &rest[at + what.len()..]);
                let cuts_a_number = |inner: Option<char>, outer: Option<char>| {
                    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                    digit(inner) && digit(outer)
                };
                let inside = cuts_a_number(what.chars().next(), before.chars().next_back())
                    || cuts_a_number(what.chars().next_back(), behind.chars().next());
                out += before;
                out += if inside { what } else { mark };
                rest = behind;
            }
            out + rest
        });
        times(&marked)
    }

    /// Normalises the strings in a JSON value, except keys. `varying` lists keys whose values are replaced wherever they
    /// occur, with their marks, as in `("seconds", "<seconds>")`.
    pub fn json(&self, value: &mut Value, varying: &[(&str, &str)]) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.json(item, varying)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    match varying.iter().find(|(name, _)| name == key) {
                        // Whether there is a value does not vary.
                        Some(_) if value.is_null() => {}
                        Some((_, mark)) => *value = Value::from(*mark),
                        None => self.json(value, varying),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Replaces times with `<time>`.
fn times(text: &str) -> String {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00";
    let fits = |at: usize| {
        let window = text.as_bytes().get(at..at + SHAPE.len())?;
        let same = |(byte, shape): (&u8, &u8)| match shape {
            b'0' => byte.is_ascii_digit(),
            shape => byte == shape,
        };
        window.iter().zip(SHAPE).all(same).then_some(())?;
        let rest = &text[at + SHAPE.len()..];
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let fraction = rest.strip_prefix('.').map_or(0, |rest| 1 + digits(rest));
        rest[fraction..].starts_with('Z').then_some(SHAPE.len() + fraction + 1)
    };
    let (mut out, mut kept, mut at) = (String::new(), 0, 0);
    while at < text.len() {
        match text.is_char_boundary(at).then(|| fits(at)).flatten() {
            Some(len) => {
                out += &text[kept..at];
                out += "<time>";
                at += len;
                kept = at;
            }
            None => at += 1,
        }
    }
    out + &text[kept..]
}

#[test]
fn only_varying_parts_are_replaced() {
    let marks = Normaliser::new().port(8080).replace("/tmp/a", "<folder>");
    let text = "ws://h:8080/ ws://h:80801/ /tmp/a/b.wlt 2026-01-02T03:04:05.678Z 2026-01-02T03:04é";
    let wanted = "ws://h:<port>/ ws://h:80801/ <folder>/b.wlt <time> 2026-01-02T03:04é";
    assert_eq!(marks.text(text), wanted);
    let mut value = serde_json::json!({"seconds": 1.5, "none": {"seconds": null}, "port": 8080});
    marks.json(&mut value, &[("seconds", "<seconds>")]);
    let wanted =
        serde_json::json!({"seconds": "<seconds>", "none": {"seconds": null}, "port": 8080});
    assert_eq!(value, wanted);
}

#[test]
fn missing_extra_and_different_files_are_reported() {
    let files = |list: &[(&str, &str)]| -> Files {
        list.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect()
    };
    let frozen = files(&[("same", "1\n"), ("extra", ""), ("text", "a\nb\n"), ("end", "a")]);
    let made = files(&[("same", "1\n"), ("missing", ""), ("text", "a\nc\n"), ("end", "a\n")]);
    let wanted = [
        "  end, line 1:\n    expected \"a\"\n    got      \"a\\n\"",
        "  extra is frozen but was not made (an extra file)",
        "  missing was made but is not frozen (a missing file)",
        "  text, line 2:\n    expected \"b\\n\"\n    got      \"c\\n\"",
    ];
    assert_eq!(differences(&frozen, &made), wanted);
    let bytes = first_difference(&[1, 0xff, 2], &[1, 0xff, 3]);
    assert_eq!(bytes.as_deref(), Some("byte 2:\n    expected 02\n    got      03"));
}
