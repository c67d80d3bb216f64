//! Where in a file's text a JSON path leads, so that a problem has a line and a column.

/// Line and column, both from 1, of the value at a path such as `login.fields[0].value`; of the deepest part
/// of the path that the text has. The text is sound JSON.
pub fn locate(text: &str, path: &str) -> (usize, usize) {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    scan.blank();
    let mut found = scan.at;
    for part in parts(path) {
        let there = match part {
            Part::Key(key) => scan.enter_key(key),
            Part::Index(index) => scan.enter_index(index),
        };
        if !there {
            break;
        }
        found = scan.at;
    }
    let before = &text[..found.min(text.len())];
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

enum Part<'a> {
    Key(&'a str),
    Index(usize),
}

fn parts(path: &str) -> impl Iterator<Item = Part<'_>> {
    path.split(['.', '[']).filter(|part| !part.is_empty()).map(|part| {
        match part.strip_suffix(']') {
            Some(index) => Part::Index(index.parse().unwrap_or(usize::MAX)),
            None => Part::Key(part),
        }
    })
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
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

    /// From the beginning of an object to the value of this key.
    fn enter_key(&mut self, key: &str) -> bool {
        let mut there = self.takes(b'{') && self.here() == Some(b'"');
        while there {
            let start = self.at;
            self.string();
            let name = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
            let same = serde_json::from_str::<String>(name).is_ok_and(|name| name == key);
            self.blank();
            self.takes(b':');
            if same {
                return true;
            }
            self.value();
            there = self.takes(b',');
        }
        false
    }

    /// From the beginning of an array to its element of this index.
    fn enter_index(&mut self, index: usize) -> bool {
        let mut there = self.takes(b'[') && self.here() != Some(b']');
        let mut left = index;
        while there {
            if left == 0 {
                return true;
            }
            left -= 1;
            self.value();
            there = self.takes(b',');
        }
        false
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

#[cfg(test)]
mod tests {
    use super::locate;

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
}
