//! Parses Bruno's `.bru` format: blocks of `key: value` lines, of text, and lists.

/// A block such as `headers { … }`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct BruBlock {
    pub name: String,
    /// The line of its name, from 1.
    pub line: usize,
    pub entries: Vec<BruEntry>,
    /// The lines, without their indentation, for blocks of text.
    pub text: String,
}

/// A `key: value` line. `~` before the key switches it off.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BruEntry {
    pub key: String,
    pub value: String,
    pub enabled: bool,
    pub line: usize,
}

impl BruBlock {
    /// The value of the first entry with this key, or nothing.
    pub(super) fn value(&self, key: &str) -> &str {
        self.entries.iter().find(|entry| entry.key == key).map_or("", |entry| entry.value.as_str())
    }
}

/// Parses all blocks. Lines outside of blocks are ignored; an unclosed block ends with the text.
pub(super) fn parse(text: &str) -> Vec<BruBlock> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim();
        let open = [('{', '}'), ('[', ']')].into_iter().find(|(open, _)| trimmed.ends_with(*open));
        let is_one_line = trimmed.contains(" [ ") && trimmed.ends_with(']');
        if is_one_line {
            let (name, inside) = trimmed.split_once('[').unwrap_or((trimmed, ""));
            let mut block =
                BruBlock { name: name.trim().to_owned(), line: at + 1, ..BruBlock::default() };
            list(inside.trim_end_matches(']'), at + 1, &mut block);
            blocks.push(block);
        } else if let Some((open, close)) = open {
            let name = trimmed.trim_end_matches(open).trim().to_owned();
            let mut block = BruBlock { name, line: at + 1, ..BruBlock::default() };
            let first = at + 1;
            let mut end = first;
            // A block ends with its bracket in the first column.
            while lines.get(end).is_some_and(|line| !line.starts_with(close)) {
                end += 1;
            }
            let inside = lines.get(first..end).unwrap_or_default();
            block.text = dedented(inside);
            match open {
                '[' => inside
                    .iter()
                    .enumerate()
                    .for_each(|(i, line)| list(line, first + i + 1, &mut block)),
                _ => block.entries = entries(inside, first),
            }
            blocks.push(block);
            at = end;
        }
        at += 1;
    }
    blocks
}

fn list(text: &str, line: usize, block: &mut BruBlock) {
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let (name, enabled) = name.strip_prefix('~').map_or((name, true), |name| (name, false));
        block.entries.push(BruEntry { key: name.to_owned(), value: String::new(), enabled, line });
    }
}

/// The entries of a block; `before` lines stand before the first one.
fn entries(lines: &[&str], before: usize) -> Vec<BruEntry> {
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let number = before + at + 1;
        at += 1;
        let line = line.trim();
        let (line, enabled) = line.strip_prefix('~').map_or((line, true), |line| (line, false));
        let (key, value) = match line.strip_prefix('"').and_then(|rest| rest.split_once("\":")) {
            Some((key, value)) => (key, value),
            None => match line.split_once(':') {
                Some(pair) => pair,
                None => continue,
            },
        };
        let mut value = value.trim().to_owned();
        if let Some(first) = value.clone().strip_prefix("'''") {
            match first.strip_suffix("'''") {
                Some(inside) if !first.is_empty() => value = inside.to_owned(),
                _ => {
                    let start = at;
                    while lines.get(at).is_some_and(|line| !line.trim_end().ends_with("'''")) {
                        at += 1;
                    }
                    let mut inside: Vec<&str> = lines.get(start..at).unwrap_or_default().to_vec();
                    let last =
                        lines.get(at).map_or("", |line| line.trim_end().trim_end_matches("'''"));
                    if !last.trim().is_empty() {
                        inside.push(last);
                    }
                    value = dedented(&inside);
                    if !first.is_empty() {
                        value = format!("{first}\n{value}");
                    }
                    at += 1;
                }
            }
        } else if value == "[" {
            let start = at;
            while lines.get(at).is_some_and(|line| line.trim() != "]") {
                at += 1;
            }
            let items = lines.get(start..at).unwrap_or_default();
            value = items.iter().map(|item| item.trim()).collect::<Vec<_>>().join(", ");
            at += 1;
        }
        entries.push(BruEntry { key: key.trim().to_owned(), value, enabled, line: number });
    }
    entries
}

/// The lines without the indentation that all of them have.
fn dedented(lines: &[&str]) -> String {
    let indentation = |line: &&&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| indentation(&line))
        .min()
        .unwrap_or(0);
    let stripped: Vec<&str> =
        lines.iter().map(|line| line.get(common..).unwrap_or_default()).collect();
    stripped.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lists_and_texts() {
        let text = "meta {\n  name: X: y\n  tags: [\n    a\n    b\n  ]\n}\n\nheaders {\n  a: 1\n  ~b: 2\n  \"c:d\": 3\n}\n\
                    body:ws {\n  content: '''\n    {\n      \"a\": 1\n    }\n  '''\n  name: m\n}\nvars:secret [ t, u ]\ndocs {\n  # Hi\n  {x}\n}\nopen {\n  a: 1";
        let blocks = parse(text);
        let names: Vec<_> = blocks.iter().map(|block| block.name.as_str()).collect();
        assert_eq!(names, ["meta", "headers", "body:ws", "vars:secret", "docs", "open"]);
        assert_eq!((blocks[0].value("name"), blocks[0].value("tags")), ("X: y", "a, b"));
        let headers: Vec<_> = blocks[1]
            .entries
            .iter()
            .map(|e| (e.key.as_str(), e.value.as_str(), e.enabled, e.line))
            .collect();
        assert_eq!(headers, [("a", "1", true, 10), ("b", "2", false, 11), ("c:d", "3", true, 12)]);
        assert_eq!(
            (blocks[2].value("content"), blocks[2].value("name")),
            ("{\n  \"a\": 1\n}", "m")
        );
        assert_eq!(blocks[3].entries.len(), 2);
        assert_eq!(blocks[4].text, "# Hi\n{x}");
        assert_eq!(blocks[5].value("a"), "1");
    }
}
