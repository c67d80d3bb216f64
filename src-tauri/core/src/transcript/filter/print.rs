//! Prints a syntax tree as text that parses to the same tree.

use std::fmt::{self, Display, Write as _};

use super::expr::{
    CodeItem, Codes, FieldItem, FieldTest, FilterExpr, FilterTest, Numbers, Range, Times, Word,
};
use super::test_parser::kind_word;
use crate::packet::faults::FaultKind;

impl Display for FilterExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilterExpr::All => Ok(()),
            FilterExpr::And(parts) => joined(f, parts, " "),
            FilterExpr::Or(parts) => joined(f, parts, " or "),
            FilterExpr::Not(inner) => {
                f.write_char('-')?;
                grouped(f, inner)
            }
            FilterExpr::Atom(atom, _) => write!(f, "{atom}"),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[FilterExpr], between: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        grouped(f, part)?;
    }
    Ok(())
}

fn grouped(f: &mut fmt::Formatter<'_>, part: &FilterExpr) -> fmt::Result {
    match part {
        FilterExpr::And(_) | FilterExpr::Or(_) => {
            let text = part.to_string();
            // Separates the group's closing parenthesis from a word that contains `(` or ends with
            // `-`, which would absorb it.
            let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
            let needs_space = last.contains('(') || last.ends_with('-');
            write!(f, "({text}{})", if needs_space { " " } else { "" })
        }
        _ => write!(f, "{part}"),
    }
}

impl Display for FilterTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilterTest::Text { text, exact: true } => quote(f, text),
            FilterTest::Text { text, exact: false } if super::token::is_plain_word(text) => {
                f.write_str(text)
            }
            FilterTest::Text { text, exact: false } => {
                quote(f, text)?;
                f.write_char('i')
            }
            FilterTest::Regex { pattern, any_case } => {
                f.write_char('/')?;
                escape_slashes(f, pattern)?;
                f.write_str(if *any_case { "/i" } else { "/" })
            }
            FilterTest::Code(Codes::Any) => f.write_str("code:*"),
            FilterTest::Code(Codes::Is(op, n)) => write!(f, "code{}{n}", op.sign()),
            FilterTest::Code(Codes::In(items)) => list(f, "code", items),
            FilterTest::Direction(direction) => write!(f, "dir:{}", direction.word()),
            FilterTest::Kind(kinds) => {
                let words: Vec<_> = kinds.iter().map(|kind| kind_word(*kind)).collect();
                write!(f, "kind:{}", words.join(","))
            }
            FilterTest::Size(numbers) => self::numbers(f, "size", numbers, ""),
            FilterTest::Wire(numbers) => self::numbers(f, "wire", numbers, ""),
            FilterTest::Row(numbers) => self::numbers(f, "row", numbers, ""),
            FilterTest::Latency(numbers) => self::numbers(f, "latency", numbers, "ns"),
            FilterTest::Time(Times::At(at)) => write!(f, "time:{at}"),
            FilterTest::Time(Times::Range(from, to)) => {
                let end = |end: &Option<String>| end.clone().unwrap_or_default();
                write!(f, "time:{}..{}", end(from), end(to))
            }
            FilterTest::Time(Times::Is(op, at)) => write!(f, "time{}{at}", op.sign()),
            FilterTest::Field { path, test } => field(f, path, test),
            FilterTest::Pinned(yes) => f.write_str(if *yes { "pinned:yes" } else { "pinned:no" }),
            FilterTest::Fault(kinds) => faults(f, "fault", kinds),
            FilterTest::Series(kinds) => faults(f, "seq", kinds),
            FilterTest::Is(marks) => {
                let words: Vec<_> = marks.iter().map(|mark| mark.word()).collect();
                write!(f, "is:{}", words.join(","))
            }
            FilterTest::Fits(yes) => f.write_str(if *yes { "fits:yes" } else { "fits:no" }),
            FilterTest::Joined(yes) => f.write_str(if *yes { "joined:yes" } else { "joined:no" }),
            FilterTest::Part(yes) => f.write_str(if *yes { "part:yes" } else { "part:no" }),
            FilterTest::Note(None) => f.write_str("note:*"),
            FilterTest::Note(Some(text)) => write!(f, "note:{text}"),
        }
    }
}

fn field(f: &mut fmt::Formatter<'_>, path: &str, test: &FieldTest) -> fmt::Result {
    f.write_str("field.")?;
    match super::token::is_plain_path(path) {
        true => f.write_str(path)?,
        false => quote(f, path)?,
    }
    match test {
        FieldTest::Any => f.write_str(":*"),
        FieldTest::In(items) => list(f, "", items),
        FieldTest::Is(op, word) => write!(f, "{}{word}", op.sign()),
    }
}

fn list(f: &mut fmt::Formatter<'_>, key: &str, items: &[impl Display]) -> fmt::Result {
    f.write_str(key)?;
    for (at, item) in items.iter().enumerate() {
        f.write_char(if at == 0 { ':' } else { ',' })?;
        write!(f, "{item}")?;
    }
    Ok(())
}

fn faults(f: &mut fmt::Formatter<'_>, key: &str, kinds: &[FaultKind]) -> fmt::Result {
    let words: Vec<_> = kinds.iter().map(|kind| kind.word()).collect();
    match words.is_empty() {
        true => write!(f, "{key}:*"),
        false => write!(f, "{key}:{}", words.join(",")),
    }
}

struct PrintedTest<'a>(&'a Range, &'a str);

impl Display for PrintedTest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PrintedTest((from, to), unit) = self;
        if let (Some(from), Some(to)) = (from, to)
            && from == to
        {
            return write!(f, "{from}{unit}");
        }
        from.iter().try_for_each(|from| write!(f, "{from}{unit}"))?;
        f.write_str("..")?;
        to.iter().try_for_each(|to| write!(f, "{to}{unit}"))
    }
}

fn numbers(f: &mut fmt::Formatter<'_>, key: &str, test: &Numbers, unit: &str) -> fmt::Result {
    match test {
        Numbers::Is(op, n) => write!(f, "{key}{}{n}{unit}", op.sign()),
        Numbers::In(ranges) => {
            let spans: Vec<_> = ranges.iter().map(|range| PrintedTest(range, unit)).collect();
            list(f, key, &spans)
        }
    }
}

impl Display for CodeItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodeItem::Range(range) => write!(f, "{}", PrintedTest(range, "")),
            CodeItem::Text(text) => write!(f, "{text}"),
        }
    }
}

impl Display for FieldItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FieldItem::Word(word) => write!(f, "{word}"),
            FieldItem::Range(from, to) => {
                let end = |end: &Option<String>| end.clone().unwrap_or_default();
                write!(f, "{}..{}", end(from), end(to))
            }
        }
    }
}

impl Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.quoted { quote(f, &self.text) } else { f.write_str(&self.text) }
    }
}

/// Quotes a text, escaping quotation marks, backslashes and line ends.
pub(super) fn quote(f: &mut impl fmt::Write, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for ch in text.chars() {
        match ch {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            ch => f.write_char(ch)?,
        }
    }
    f.write_char('"')
}

/// Escapes slashes in a pattern as `\/`, which matches a slash.
fn escape_slashes(f: &mut impl fmt::Write, pattern: &str) -> fmt::Result {
    let mut backslash = false;
    for ch in pattern.chars() {
        if ch == '/' && !backslash {
            f.write_char('\\')?;
        }
        backslash = ch == '\\' && !backslash;
        f.write_char(ch)?;
    }
    Ok(())
}
