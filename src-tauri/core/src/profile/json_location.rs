//! Where in a file's text JSON paths lead, so that problems have a line and a column.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Parts of a path that are looked for: serde_json reads nothing that nests deeper.
const MAX_PARTS: usize = 128;

/// Line and column, both from 1, of the value at each path such as `login.fields[0].value`; of the deepest part of a path
/// that the text has. The text is sound JSON, and is gone through once, however many paths there are.
pub fn locate(text: &str, paths: &[&str]) -> Vec<(usize, usize)> {
    let mut scan =
        JsonLocator { bytes: text.as_bytes(), at: 0, wanted: vec![WantedPath::default()] };
    let ends: Vec<_> = paths.iter().map(|path| scan.want(path)).collect();
    scan.blank();
    scan.enter(0);
    let offsets: Vec<_> = ends.into_iter().map(|end| scan.found(end)).collect();
    places(text.as_bytes(), &offsets)
}

/// The line and column of each of these offsets.
fn places(text: &[u8], offsets: &[usize]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<_> = (0..offsets.len()).collect();
    sorted.sort_by_key(|&index| offsets[index]);
    let mut places = vec![(1, 1); offsets.len()];
    let (mut at, mut line, mut column) = (0, 1, 1);
    for index in sorted {
        for byte in text.get(at..offsets[index]).unwrap_or_default() {
            match byte {
                b'\n' => (line, column) = (line + 1, 1),
                // The other bytes of a character.
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

/// A place that a path leads to or through.
#[derive(Default)]
struct WantedPath<'p> {
    /// Where its value begins, once it is found.
    at: Option<usize>,
    /// What it lies in.
    parent: usize,
    keys: HashMap<&'p str, usize>,
    items: BTreeMap<usize, usize>,
}

struct JsonLocator<'t, 'p> {
    bytes: &'t [u8],
    at: usize,
    /// The first is the whole text.
    wanted: Vec<WantedPath<'p>>,
}

impl<'p> JsonLocator<'_, 'p> {
    /// Adds a path; the number of its last part.
    fn want(&mut self, path: &'p str) -> usize {
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

    /// Where the deepest part that was found begins.
    fn found(&self, mut wanted: usize) -> usize {
        loop {
            match self.wanted[wanted].at {
                Some(at) => return at,
                None if wanted == 0 => return 0,
                None => wanted = self.wanted[wanted].parent,
            }
        }
    }

    /// Past a value that is wanted, or in which something is, and the blank behind it.
    fn enter(&mut self, wanted: usize) {
        // Of two equal keys the first is told.
        if self.wanted[wanted].at.is_some() {
            return self.value();
        }
        self.wanted[wanted].at = Some(self.at);
        match self.here() {
            Some(b'{') if !self.wanted[wanted].keys.is_empty() => self.object(wanted),
            Some(b'[') if !self.wanted[wanted].items.is_empty() => self.list(wanted),
            _ => self.value(),
        }
    }

    fn object(&mut self, wanted: usize) {
        let mut there = self.takes(b'{') && self.here() == Some(b'"');
        while there {
            let start = self.at;
            self.string();
            let name = self.bytes.get(start..self.at).unwrap_or_default();
            let inside = self.wanted[wanted].keys.get(&*key(name)).copied();
            self.blank();
            self.takes(b':');
            match inside {
                Some(inside) => self.enter(inside),
                None => self.value(),
            }
            there = self.takes(b',');
        }
        self.takes(b'}');
    }

    fn list(&mut self, wanted: usize) {
        let mut there = self.takes(b'[') && self.here() != Some(b']');
        for index in 0.. {
            if !there {
                break;
            }
            match self.wanted[wanted].items.get(&index).copied() {
                Some(inside) => self.enter(inside),
                None => self.value(),
            }
            there = self.takes(b',');
        }
        self.takes(b']');
    }

    fn here(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.here(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Past this byte and the blank behind it, where it stands here.
    fn takes(&mut self, byte: u8) -> bool {
        let takes = self.here() == Some(byte);
        if takes {
            self.at += 1;
            self.blank();
        }
        takes
    }

    /// Past a string.
    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.here() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    /// Past a value and the blank behind it.
    fn value(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.here() {
            match byte {
                b'"' => {
                    self.string();
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
        self.blank();
    }
}

/// A key as it reads, of a string with its quotes.
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
        assert_eq!(super::locate(text, &[path]), [found[3]], "alone and among others");
        found[3]
    }

    const TEXT: &str = "{\n  \"a\\u0062\": [1, {\"x\": \"}]\\\"\"},\n    {\"y\": {\"z\": 5}}],\n  \"é\": 1, \"b\": 2\n}";

    #[test]
    fn each_path_leads_to_its_value() {
        assert_eq!(locate(TEXT, "ab"), (2, 14));
        assert_eq!(locate(TEXT, "ab[1].x"), (2, 24));
        assert_eq!(locate(TEXT, "ab[2].y.z"), (3, 17));
        assert_eq!(locate(TEXT, "b"), (4, 16));
    }

    #[test]
    fn a_path_that_ends_early_leads_as_far_as_it_goes() {
        assert_eq!(locate(TEXT, "nothing"), (1, 1));
        assert_eq!(locate(TEXT, "ab[9]"), (2, 14));
        assert_eq!(locate(TEXT, "b.c"), (4, 16));
        assert_eq!(locate("[]", "[0]"), (1, 1));
    }

    #[test]
    fn hostile_03_many_places_are_found_in_one_pass() {
        let text = format!("{{\"list\": [{}{{\"x\": 1}}]}}", "{\"y\": [0, 0]},\n".repeat(200_000));
        let paths: Vec<_> = (0..=200_000).map(|index| format!("list[{index}].y[1]")).collect();
        let paths: Vec<_> = paths.iter().map(String::as_str).collect();
        let begun = Instant::now();
        let found = super::locate(&text, &paths);
        // Each was looked for from the beginning, which took hours.
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        assert_eq!((found[0], found[1]), ((1, 21), (2, 11)));
        assert_eq!(found[199_999], (200_000, 11));
        assert_eq!(found[200_000], (200_001, 1), "the item, which has no such key");
        let deep = "[".repeat(1 << 20);
        assert_eq!(super::locate("[[1]]", &[&deep.replace('[', "[0]")]), [(1, 3)]);
    }
}
