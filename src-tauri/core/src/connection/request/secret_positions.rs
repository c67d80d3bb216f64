//! Locates secrets in a request by building it a second time with marks around them, not by searching. Pure.

use std::ops::Range;

/// [`MARKS`](crate::profile::secret::MARKS) in UTF-8, and percent-encoded.
const WRITTEN: [&[u8]; 4] =
    ["\u{fdd0}".as_bytes(), "\u{fdd1}".as_bytes(), b"%EF%B7%90", b"%EF%B7%91"];

/// Where in `plain` the text between marks in `marked` lies; the two requests are otherwise equal. If a line differs
/// beyond its marks, as base64 does, everything after its first space counts as a secret.
pub(super) fn of_secrets(marked: &[u8], plain: &[u8]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    let mut marked = marked.split_inclusive(|&byte| byte == b'\n');
    for line in plain.split_inclusive(|&byte| byte == b'\n') {
        let marked = marked.next().unwrap_or_default();
        if marked != line {
            let (bytes, secrets) = unmarked(marked);
            match bytes == line {
                true => ranges.extend(secrets.into_iter().map(|r| at + r.start..at + r.end)),
                false => {
                    let value = line.iter().position(|&byte| byte == b' ').map_or(0, |n| n + 1);
                    ranges.push(at + value..at + line.trim_ascii_end().len().max(value));
                }
            }
        }
        at += line.len();
    }
    ranges
}

/// Removes the marks and returns where the text between them lies.
fn unmarked(mut rest: &[u8]) -> (Vec<u8>, Vec<Range<usize>>) {
    let (mut bytes, mut ranges, mut open) = (Vec::with_capacity(rest.len()), Vec::new(), None);
    while let Some(&first) = rest.first() {
        match WRITTEN.iter().position(|mark| rest.starts_with(mark)) {
            Some(mark) => {
                match (mark % 2, open) {
                    (0, _) => open = Some(bytes.len()),
                    (_, Some(from)) => {
                        ranges.push(from..bytes.len());
                        open = None;
                    }
                    _ => {}
                }
                rest = &rest[WRITTEN[mark].len()..];
            }
            None => {
                bytes.push(first);
                rest = &rest[1..];
            }
        }
    }
    ranges.extend(open.map(|from| from..bytes.len()));
    (bytes, ranges)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::secret::MARKS;

    /// The secrets found; `<` and `>` stand for the marks.
    fn located(marked: &str, plain: &str) -> Vec<String> {
        let [open, close] = MARKS.map(String::from);
        let marked = marked.replace('<', &open).replace('>', &close);
        let ranges = of_secrets(marked.as_bytes(), plain.as_bytes());
        ranges.into_iter().map(|range| plain[range].to_owned()).collect()
    }

    #[test]
    fn hostile_11_a_secret_s_place_is_where_it_was_filled_in() {
        assert_eq!(
            located("GET /a HTTP/1.1\r\nX: <a>b\r\n", "GET /a HTTP/1.1\r\nX: ab\r\n"),
            ["a"]
        );
        assert_eq!(
            located("GET /?t=%EF%B7%90p%40%EF%B7%91&u=1 H\r\n", "GET /?t=p%40&u=1 H\r\n"),
            ["p%40"]
        );
        assert_eq!(
            located("X: Basic abc\r\n", "X: Basic xyz\r\n"),
            ["Basic xyz"],
            "the whole value"
        );
        assert_eq!(located("A: <>b\r\n", "A: b\r\n"), [""]);
        assert!(located("A: b\r\n", "A: b\r\n").is_empty());
    }
}
