//! Rust source as words and punctuation: enough to find definitions and paths without a parser.

/// Identifiers, `::`, and every other character of punctuation on its own. Comments and the contents of string and
/// character literals are left out, and so is every item under `#[cfg(test)]`.
pub(crate) fn tokens(source: &str) -> Vec<&str> {
    without_tests(&all_tokens(source))
}

fn all_tokens(source: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if is_word(first) {
            let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
            match raw_string(word, &rest[word.len()..]) {
                Some(literal) => word.len() + literal,
                None => {
                    tokens.push(word);
                    word.len()
                }
            }
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if first == '"' {
            string(rest)
        } else if first == '\'' {
            character_or_lifetime(rest)
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            if !first.is_whitespace() {
                tokens.push(&rest[..length]);
            }
            length
        };
        rest = &rest[length..];
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Length of the raw string that follows the word `r`, `br` or `cr`.
fn raw_string(word: &str, rest: &str) -> Option<usize> {
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    if !["r", "br", "cr"].contains(&word) || !rest[hashes..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let text = &rest[hashes + 1..];
    Some(hashes + 1 + text.find(&end).map_or(text.len(), |at| at + end.len()))
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `'a'` and `'\n'` are skipped whole, of a lifetime only the quote.
fn character_or_lifetime(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((escape, c))) => {
            let after = escape + c.len_utf8();
            rest[after..].find('\'').map_or(rest.len(), |at| after + at + 1)
        }
        (_, Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn without_tests<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    const TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].starts_with(&TESTS) {
            at = end_of_item(tokens, at + TESTS.len());
        } else {
            kept.push(tokens[at]);
            at += 1;
        }
    }
    kept
}

/// Where the item ends that begins at `at`: behind its `;` or its closing brace.
fn end_of_item(tokens: &[&str], at: usize) -> usize {
    let mut depth = 0;
    for (n, token) in tokens.iter().enumerate().skip(at) {
        match *token {
            "{" | "(" | "[" => depth += 1,
            // The end of what encloses the item: it was a field or a variant without a comma.
            "}" | ")" | "]" if depth == 0 => return n,
            "}" if depth == 1 => return n + 1 + usize::from(tokens.get(n + 1) == Some(&";")),
            "}" | ")" | "]" => depth -= 1,
            ";" if depth == 0 => return n + 1,
            _ => {}
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_left_out() {
        let source = "use a::b; // c::d\n/* e /* f */ g */ h(\"i \\\" j\", r#\"k \" l\"#, 'm', '\\'', '\\u{6e}', &'n o)";
        assert_eq!(
            tokens(source).join(" "),
            "use a :: b ; h ( , , , , , & n o )",
            "a lifetime keeps its name"
        );
    }

    #[test]
    fn an_unfinished_literal_ends_with_the_file() {
        assert_eq!(tokens("a \"b"), ["a"]);
        assert_eq!(tokens("a r#\"b\""), ["a"]);
        assert_eq!(tokens("a /* b"), ["a"]);
    }

    #[test]
    fn items_for_tests_are_left_out() {
        let source = "a; #[cfg(test)] mod tests; b; #[cfg(test)]\nmod tests { fn c() { d } } e;
            #[cfg(test)] #[path = \"x\"] pub use f::{g, h}; i";
        assert_eq!(tokens(source).join(" "), "a ; b ; e ; i");
    }
}
