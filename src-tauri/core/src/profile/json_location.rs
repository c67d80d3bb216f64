//! Maps JSON paths to positions in a file's text, so that problems can be reported with a line and a column.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Path parts that are resolved; serde_json rejects deeper nesting.
const MAX_PARTS: usize = 128;

/// Returns the line and column, both from 1, of the value at each path such as `login.fields[0].value`. A path that
/// does not exist resolves to its deepest part that does. `text` must be valid JSON; it is scanned once, regardless of
/// the number of paths.
pub fn locate(text: &str, paths: &[&str]) -> Vec<(usize, usize)> {
    let mut scan =
        JsonLocator { bytes: text.as_bytes(), at: 0, wanted: vec![WantedPath::default()] };
    let ends: Vec<_> = paths.iter().map(|path| scan.add_path(path)).collect();
    scan.skip_blank();
    scan.visit(0);
    let offsets: Vec<_> = ends.into_iter().map(|end| scan.offset_of(end)).collect();
    line_columns(text.as_bytes(), &offsets)
}

/// Converts byte offsets to lines and columns.
fn line_columns(text: &[u8], offsets: &[usize]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<_> = (0..offsets.len()).collect();
    sorted.sort_by_key(|&index| offsets[index]);
    let mut places = vec![(1, 1); offsets.len()];
    let (mut at, mut line, mut column) = (0, 1, 1);
    for index in sorted {
        for byte in text.get(at..offsets[index]).unwrap_or_default() {
            match byte {
                b'\n' => (line, column) = (line + 1, 1),
                // Continuation bytes of UTF-8 do not count as columns.
                0x80..=0xbf => {}
                _ => column += 1,
            }
        }
        at = offsets[index];
        places[index] = (line, column);
    }
    places
}

#[derive(Clone, Copy)]
enum PathStep<'a> {
    Key(&'a str),
    Index(usize),
}

fn parts(path: &str) -> impl Iterator<Item = PathStep<'_>> {
    path.split(['.', '[']).filter(|part| !part.is_empty()).map(|part| {
        match part.strip_suffix(']') {
            Some(index) => PathStep::Index(index.parse().unwrap_or(usize::MAX)),
            None => PathStep::Key(part),
        }
    })
}

/// A node of the tree of wanted paths.
#[derive(Default)]
struct WantedPath<'p> {
    /// The offset of its value, once found.
    at: Option<usize>,
    /// Index of the enclosing node.
    parent: usize,
    keys: HashMap<&'p str, usize>,
    items: BTreeMap<usize, usize>,
}

struct JsonLocator<'t, 'p> {
    bytes: &'t [u8],
    at: usize,
    /// The first node stands for the whole text.
    wanted: Vec<WantedPath<'p>>,
}

impl<'p> JsonLocator<'_, 'p> {
    /// Adds a path and returns the index of its last node.
    fn add_path(&mut self, path: &'p str) -> usize {
        let mut parent = 0;
        for part in parts(path).take(MAX_PARTS) {
            let new = self.wanted.len();
            let known = match part {
                PathStep::Key(key) => *self.wanted[parent].keys.entry(key).or_insert(new),
                PathStep::Index(index) => *self.wanted[parent].items.entry(index).or_insert(new),
            };
            if known == new {
                self.wanted.push(WantedPath { parent, ..WantedPath::default() });
            }
            parent = known;
        }
        parent
    }

    /// Offset of the node's value, or of its deepest ancestor that was found.
    fn offset_of(&self, mut wanted: usize) -> usize {
        loop {
            match self.wanted[wanted].at {
                Some(at) => return at,
                None if wanted == 0 => return 0,
                None => wanted = self.wanted[wanted].parent,
            }
        }
    }

    /// Visits a wanted value, or one that contains wanted values, and skips it with the blank space after it.
    fn visit(&mut self, wanted: usize) {
        // The first of two equal keys counts.
        if self.wanted[wanted].at.is_some() {
            return self.skip_value();
        }
        self.wanted[wanted].at = Some(self.at);
        match self.peek() {
            Some(b'{') if !self.wanted[wanted].keys.is_empty() => self.object(wanted),
            Some(b'[') if !self.wanted[wanted].items.is_empty() => self.list(wanted),
            _ => self.skip_value(),
        }
    }

    fn object(&mut self, wanted: usize) {
        let mut there = self.takes(b'{') && self.peek() == Some(b'"');
        while there {
            let start = self.at;
            self.skip_string();
            let name = self.bytes.get(start..self.at).unwrap_or_default();
            let inside = self.wanted[wanted].keys.get(&*key(name)).copied();
            self.skip_blank();
            self.takes(b':');
            match inside {
                Some(inside) => self.visit(inside),
                None => self.skip_value(),
            }
            there = self.takes(b',');
        }
        self.takes(b'}');
    }

    fn list(&mut self, wanted: usize) {
        let mut there = self.takes(b'[') && self.peek() != Some(b']');
        for index in 0.. {
            if !there {
                break;
            }
            match self.wanted[wanted].items.get(&index).copied() {
                Some(inside) => self.visit(inside),
                None => self.skip_value(),
            }
            there = self.takes(b',');
        }
        self.takes(b']');
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// If `byte` is next, skips it with the blank space after it and returns true.
    fn takes(&mut self, byte: u8) -> bool {
        let takes = self.peek() == Some(byte);
        if takes {
            self.at += 1;
            self.skip_blank();
        }
        takes
    }

    /// Skips a string.
    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    /// Skips a value and the blank space after it.
    fn skip_value(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => break,
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        self.skip_blank();
    }
}

/// Decodes an object key, given with its quotes.
fn key(written: &[u8]) -> Cow<'_, str> {
    let text = std::str::from_utf8(written).unwrap_or_default();
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
        _ => Cow::Owned(serde_json::from_str(text).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    fn locate(text: &str, path: &str) -> (usize, usize) {
        let others = ["b", "ab[0]", "nothing[3]", path, "ab"];
        let found = super::locate(text, &others);
        assert_eq!(
            super::locate(text, &[path]),
            [found[3]],
            "the position does not depend on the other paths"
        );
        found[3]
    }

    const TEXT: &str = "{\n  \"a\\u0062\": [1, {\"x\": \"}]\\\"\"},\n    {\"y\": {\"z\": 5}}],\n  \"é\": 1, \"b\": 2\n}";

    #[test]
    fn a_path_resolves_to_its_value() {
        assert_eq!(locate(TEXT, "ab"), (2, 14));
        assert_eq!(locate(TEXT, "ab[1].x"), (2, 24));
        assert_eq!(locate(TEXT, "ab[2].y.z"), (3, 17));
        assert_eq!(locate(TEXT, "b"), (4, 16));
    }

    #[test]
    fn a_missing_path_resolves_to_its_deepest_existing_part() {
        assert_eq!(locate(TEXT, "nothing"), (1, 1));
        assert_eq!(locate(TEXT, "ab[9]"), (2, 14));
        assert_eq!(locate(TEXT, "b.c"), (4, 16));
        assert_eq!(locate("[]", "[0]"), (1, 1));
    }

    #[test]
    fn hostile_03_many_paths_are_resolved_in_one_pass() {
        let text = format!("{{\"list\": [{}{{\"x\": 1}}]}}", "{\"y\": [0, 0]},\n".repeat(200_000));
        let paths: Vec<_> = (0..=200_000).map(|index| format!("list[{index}].y[1]")).collect();
        let paths: Vec<_> = paths.iter().map(String::as_str).collect();
        let begun = Instant::now();
        let found = super::locate(&text, &paths);
        // Scanning from the start for each path would take hours.
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        assert_eq!((found[0], found[1]), ((1, 21), (2, 11)));
        assert_eq!(found[199_999], (200_000, 11));
        assert_eq!(found[200_000], (200_001, 1), "the item, because it lacks the key");
        let deep = "[".repeat(1 << 20);
        assert_eq!(super::locate("[[1]]", &[&deep.replace('[', "[0]")]), [(1, 3)]);
    }
}
