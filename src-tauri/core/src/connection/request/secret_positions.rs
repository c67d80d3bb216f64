//! Where in a request secrets stand: known from how it was built, not from a search. Pure.

use std::ops::Range;

/// [`MARKS`](crate::profile::secret::MARKS) as UTF-8, and as a URL has them.
const WRITTEN: [&[u8]; 4] =
    ["\u{fdd0}".as_bytes(), "\u{fdd1}".as_bytes(), b"%EF%B7%90", b"%EF%B7%91"];

/// The places in `plain` of what stands between marks in `marked`, which is the same request otherwise. Where a line
/// is not, as in base64, all of it behind its first space is a secret.
pub(super) fn of_secrets(marked: &[u8], plain: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut marked = marked.split_inclusive(|&byte| byte == b'\n');
    for line in plain.split_inclusive(|&byte| byte == b'\n') {
        let marked = marked.next().unwrap_or_default();
        if marked != line {
            let (bytes, secrets) = unmarked(marked);
            match bytes == line {
                true => found.extend(secrets.into_iter().map(|r| at + r.start..at + r.end)),
                false => {
                    let from = line.iter().position(|&byte| byte == b' ').map_or(0, |n| n + 1);
                    found.push(at + from..at + line.trim_ascii_end().len().max(from));
                }
            }
        }
        at += line.len();
    }
    found
}

/// Without the marks, and what stood between them.
fn unmarked(mut rest: &[u8]) -> (Vec<u8>, Vec<Range<usize>>) {
    let (mut bytes, mut found, mut open) = (Vec::with_capacity(rest.len()), Vec::new(), None);
    while let Some(&first) = rest.first() {
        match WRITTEN.iter().position(|mark| rest.starts_with(mark)) {
            Some(mark) => {
                match (mark % 2, open) {
                    (0, _) => open = Some(bytes.len()),
                    (_, Some(from)) => {
                        found.push(from..bytes.len());
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
    found.extend(open.map(|from| from..bytes.len()));
    (bytes, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::secret::MARKS;

    /// `<` and `>` stand for the marks.
    fn shown(marked: &str, plain: &str) -> Vec<String> {
        let [open, close] = MARKS.map(String::from);
        let marked = marked.replace('<', &open).replace('>', &close);
        let ranges = of_secrets(marked.as_bytes(), plain.as_bytes());
        ranges.into_iter().map(|range| plain[range].to_owned()).collect()
    }

    #[test]
    fn hostile_11_a_secret_s_place_is_where_it_was_filled_in() {
        assert_eq!(shown("GET /a HTTP/1.1\r\nX: <a>b\r\n", "GET /a HTTP/1.1\r\nX: ab\r\n"), ["a"]);
        assert_eq!(
            shown("GET /?t=%EF%B7%90p%40%EF%B7%91&u=1 H\r\n", "GET /?t=p%40&u=1 H\r\n"),
            ["p%40"]
        );
        assert_eq!(shown("X: Basic abc\r\n", "X: Basic xyz\r\n"), ["Basic xyz"], "all of it");
        assert_eq!(shown("A: <>b\r\n", "A: b\r\n"), [""]);
        assert!(shown("A: b\r\n", "A: b\r\n").is_empty());
    }
}
