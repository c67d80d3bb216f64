//! A filter as a tree, and the tree as text again.

use std::fmt::{self, Display, Write as _};

use crate::frame::{Direction, Kind};

/// What a row must be.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// Anything.
    All,
    /// All of these; two or more.
    And(Vec<Expr>),
    /// One of these; two or more.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// One test.
    Atom(Atom, Place),
}

/// The column of a test, in characters from 1. No part of what the test says: any two are equal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place(pub u32);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

/// One test.
#[derive(Debug, Clone, PartialEq)]
pub enum Atom {
    /// The payload contains a text.
    Text {
        /// What is looked for.
        text: String,
        /// As written, rather than in any case.
        exact: bool,
    },
    /// The payload matches.
    Regex {
        /// In the syntax of the crate `regex`, over bytes.
        pattern: String,
        /// In any case.
        any_case: bool,
    },
    /// The leading int32.
    Code(Codes),
    /// Which way it went.
    Direction(Direction),
    /// One of these kinds.
    Kind(Vec<Kind>),
    /// The payload's bytes.
    Size(Numbers),
    /// The row's number.
    Row(Numbers),
    /// When.
    Time(Times),
    /// How long after its request a reply came, in nanoseconds.
    Latency(Numbers),
    /// A decoded field.
    Field {
        /// As in the table's columns.
        path: String,
        /// What it must be.
        test: FieldTest,
    },
    /// Whether the row is pinned.
    Pinned(bool),
    /// The row has a note; with a text, one that contains it.
    Note(Option<Word>),
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Op {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Op::Equal => "=",
            Op::Less => "<",
            Op::LessEqual => "<=",
            Op::Greater => ">",
            Op::GreaterEqual => ">=",
        }
    }
}

/// From and to, both included; an end that is absent is open.
pub type Range = (Option<i64>, Option<i64>);

/// What a number must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbers {
    /// Within one of these.
    In(Vec<Range>),
    /// So by comparison.
    Is(Op, i64),
}

impl Numbers {
    /// As ranges alone.
    pub fn ranges(&self) -> Vec<(i64, i64)> {
        match self {
            Numbers::In(ranges) => ranges
                .iter()
                .map(|(from, to)| (from.unwrap_or(i64::MIN), to.unwrap_or(i64::MAX)))
                .collect(),
            Numbers::Is(op, n) => match op {
                Op::Equal => vec![(*n, *n)],
                Op::Less => n.checked_sub(1).map(|n| (i64::MIN, n)).into_iter().collect(),
                Op::LessEqual => vec![(i64::MIN, *n)],
                Op::Greater => n.checked_add(1).map(|n| (n, i64::MAX)).into_iter().collect(),
                Op::GreaterEqual => vec![(*n, i64::MAX)],
            },
        }
    }
}

/// What a code must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// There is one.
    Any,
    /// One of these.
    In(Vec<CodeItem>),
    /// So by comparison.
    Is(Op, i64),
}

/// A code in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeItem {
    /// From and to.
    Range(Range),
    /// What the profile calls it.
    Name(Word),
}

/// When, as it was written: the ends mean something only together with a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Times {
    /// Within what is written: `10:05` is a minute, `10:05:07` a second.
    At(String),
    /// From and to, both included; an end that is absent is open.
    Range(Option<String>, Option<String>),
    /// Before or after.
    Is(Op, String),
}

/// What a field must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldTest {
    /// There.
    Any,
    /// One of these: equal for numbers, containing for text.
    In(Vec<FieldItem>),
    /// So by comparison; `=` compares the whole.
    Is(Op, Word),
}

/// A value in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldItem {
    /// A number, or a part of a text.
    Word(Word),
    /// Numbers from and to, both included.
    Range(Option<String>, Option<String>),
}

/// A word as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Without its quotation marks.
    pub text: String,
    /// It had some: text, and as written.
    pub quoted: bool,
}

impl Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::All => Ok(()),
            Expr::And(parts) => joined(f, parts, " "),
            Expr::Or(parts) => joined(f, parts, " or "),
            Expr::Not(inner) => {
                f.write_char('-')?;
                grouped(f, inner)
            }
            Expr::Atom(atom, _) => write!(f, "{atom}"),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Expr], between: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        grouped(f, part)?;
    }
    Ok(())
}

fn grouped(f: &mut fmt::Formatter<'_>, part: &Expr) -> fmt::Result {
    match part {
        Expr::And(_) | Expr::Or(_) => write!(f, "({part})"),
        _ => write!(f, "{part}"),
    }
}

impl Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Atom::Text { text, exact: true } => quote(f, text),
            Atom::Text { text, exact: false } if super::token::is_plain_word(text) => {
                f.write_str(text)
            }
            Atom::Text { text, exact: false } => {
                quote(f, text)?;
                f.write_char('i')
            }
            Atom::Regex { pattern, any_case } => {
                f.write_char('/')?;
                escaped(f, pattern)?;
                f.write_str(if *any_case { "/i" } else { "/" })
            }
            Atom::Code(Codes::Any) => f.write_str("code:*"),
            Atom::Code(Codes::Is(op, n)) => write!(f, "code{}{n}", op.sign()),
            Atom::Code(Codes::In(items)) => list(f, "code", items),
            Atom::Direction(direction) => write!(f, "dir:{}", direction.word()),
            Atom::Kind(kinds) => {
                let words: Vec<_> = kinds.iter().map(|kind| kind.word()).collect();
                write!(f, "kind:{}", words.join(","))
            }
            Atom::Size(numbers) => self::numbers(f, "size", numbers, ""),
            Atom::Row(numbers) => self::numbers(f, "row", numbers, ""),
            Atom::Latency(numbers) => self::numbers(f, "latency", numbers, "ns"),
            Atom::Time(Times::At(at)) => write!(f, "time:{at}"),
            Atom::Time(Times::Range(from, to)) => {
                let end = |end: &Option<String>| end.clone().unwrap_or_default();
                write!(f, "time:{}..{}", end(from), end(to))
            }
            Atom::Time(Times::Is(op, at)) => write!(f, "time{}{at}", op.sign()),
            Atom::Field { path, test } => field(f, path, test),
            Atom::Pinned(yes) => f.write_str(if *yes { "pinned:yes" } else { "pinned:no" }),
            Atom::Note(None) => f.write_str("note:*"),
            Atom::Note(Some(text)) => write!(f, "note:{text}"),
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

struct Span<'a>(&'a Range, &'a str);

impl Display for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span((from, to), unit) = self;
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
            let spans: Vec<_> = ranges.iter().map(|range| Span(range, unit)).collect();
            list(f, key, &spans)
        }
    }
}

impl Display for CodeItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodeItem::Range(range) => write!(f, "{}", Span(range, "")),
            CodeItem::Name(name) => write!(f, "{name}"),
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

/// Backslashes escape the mark and themselves, and what a line cannot show.
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

/// A slash within a pattern is `\/`, which a regular expression reads as a slash.
fn escaped(f: &mut impl fmt::Write, pattern: &str) -> fmt::Result {
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
