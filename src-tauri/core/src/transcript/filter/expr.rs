//! A filter as a tree.

use crate::frame::{Direction, Kind};

/// What a row must be.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterExpr {
    /// Anything.
    All,
    /// All of these; two or more.
    And(Vec<FilterExpr>),
    /// One of these; two or more.
    Or(Vec<FilterExpr>),
    /// Not this.
    Not(Box<FilterExpr>),
    /// One test.
    Atom(FilterTest, SourceColumn),
}

impl FilterExpr {
    /// Whether pins or notes decide about a row, so that the answer changes when somebody writes one.
    pub fn reads_notes(&self) -> bool {
        match self {
            FilterExpr::All => false,
            FilterExpr::And(list) | FilterExpr::Or(list) => {
                list.iter().any(FilterExpr::reads_notes)
            }
            FilterExpr::Not(inner) => inner.reads_notes(),
            FilterExpr::Atom(atom, _) => {
                matches!(atom, FilterTest::Pinned(_) | FilterTest::Note(_))
            }
        }
    }
}

/// The column of a test, in characters from 1. No part of what the test says: any two are equal.
#[derive(Debug, Clone, Copy, Default)]
pub struct SourceColumn(pub u32);

impl PartialEq for SourceColumn {
    fn eq(&self, _: &SourceColumn) -> bool {
        true
    }
}

/// One test.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterTest {
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
    /// The payload's bytes on the wire, of what was compressed.
    Wire(Numbers),
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
