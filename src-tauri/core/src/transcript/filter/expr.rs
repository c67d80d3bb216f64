//! Syntax tree of a filter.

use crate::frame::{Direction, Kind};
use crate::packet::faults::FaultKind;
use crate::packet::lens::Mark;

/// A filter expression.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterExpr {
    /// Matches every row.
    All,
    /// All of these; at least two.
    And(Vec<FilterExpr>),
    /// Any of these; at least two.
    Or(Vec<FilterExpr>),
    /// The opposite.
    Not(Box<FilterExpr>),
    /// A single test.
    Atom(FilterTest, SourceColumn),
}

impl FilterExpr {
    /// Whether the result depends on the rows' codes.
    pub fn reads_codes(&self) -> bool {
        match self {
            FilterExpr::All => false,
            FilterExpr::And(list) | FilterExpr::Or(list) => {
                list.iter().any(FilterExpr::reads_codes)
            }
            FilterExpr::Not(inner) => inner.reads_codes(),
            FilterExpr::Atom(atom, _) => matches!(atom, FilterTest::Code(_)),
        }
    }

    /// Whether the result depends on pins or notes, and so changes when they are edited.
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

impl FilterExpr {
    /// The first test that needs a stored row, with its key and column.
    pub(crate) fn rows_only(&self) -> Option<(&'static str, u32)> {
        match self {
            FilterExpr::All => None,
            FilterExpr::And(list) | FilterExpr::Or(list) => {
                list.iter().find_map(FilterExpr::rows_only)
            }
            FilterExpr::Not(inner) => inner.rows_only(),
            FilterExpr::Atom(atom, SourceColumn(column)) => {
                let key = match atom {
                    FilterTest::Wire(_) => "wire",
                    FilterTest::Row(_) => "row",
                    FilterTest::Time(_) => "time",
                    FilterTest::Latency(_) => "latency",
                    FilterTest::Pinned(_) => "pinned",
                    FilterTest::Note(_) => "note",
                    FilterTest::Fault(_) => "fault",
                    FilterTest::Series(_) => "seq",
                    FilterTest::Fits(_) => "fits",
                    FilterTest::Joined(_) => "joined",
                    FilterTest::Part(_) => "part",
                    FilterTest::Text { .. }
                    | FilterTest::Regex { .. }
                    | FilterTest::Code(_)
                    | FilterTest::Direction(_)
                    | FilterTest::Kind(_)
                    | FilterTest::Size(_)
                    | FilterTest::Is(_)
                    | FilterTest::Field { .. } => return None,
                };
                Some((key, *column))
            }
        }
    }
}

/// Column of a test, in characters from 1. Ignored in comparisons: any two are equal.
#[derive(Debug, Clone, Copy, Default)]
pub struct SourceColumn(pub u32);

impl PartialEq for SourceColumn {
    fn eq(&self, _: &SourceColumn) -> bool {
        true
    }
}

/// A test of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum FilterTest {
    /// The payload contains a text.
    Text {
        /// The text.
        text: String,
        /// Case-sensitive.
        exact: bool,
    },
    /// The payload matches a regular expression.
    Regex {
        /// Pattern in the syntax of the crate `regex`, over bytes.
        pattern: String,
        /// Case-insensitive.
        any_case: bool,
    },
    /// The code of the message.
    Code(Codes),
    /// The direction.
    Direction(Direction),
    /// One of these kinds.
    Kind(Vec<Kind>),
    /// Payload size in bytes.
    Size(Numbers),
    /// Size of a compressed payload on the wire, in bytes.
    Wire(Numbers),
    /// Row number.
    Row(Numbers),
    /// Time of the message.
    Time(Times),
    /// Latency of a reply, in nanoseconds.
    Latency(Numbers),
    /// A decoded field.
    Field {
        /// Path, as in the table's columns.
        path: String,
        /// Condition on the field.
        test: FieldTest,
    },
    /// Whether the row is pinned.
    Pinned(bool),
    /// The row has one of these faults; any if there are none.
    Fault(Vec<FaultKind>),
    /// Like [`FilterTest::Fault`], for faults in a series of messages.
    Series(Vec<FaultKind>),
    /// Whether the message fits its layout; one without a layout does.
    Fits(bool),
    /// The lens says one of these about the message.
    Is(Vec<Mark>),
    /// Whether a protocol message of several rows ends in this row.
    Joined(bool),
    /// Whether the row is a part of such a message.
    Part(bool),
    /// The row has a note; with a text, one that contains it.
    Note(Option<Word>),
}

/// Comparison operator.
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
    /// The operator as written.
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

/// Start and end, both inclusive; `None` leaves an end open.
pub type Range = (Option<i64>, Option<i64>);

/// Condition on a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numbers {
    /// Within one of these ranges.
    In(Vec<Range>),
    /// A comparison.
    Is(Op, i64),
}

impl Numbers {
    /// The equivalent ranges.
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

/// Condition on a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// There is a code.
    Any,
    /// One of these.
    In(Vec<CodeItem>),
    /// A comparison.
    Is(Op, i64),
}

/// An item in a list of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeItem {
    /// A range of codes.
    Range(Range),
    /// The name of a code in the profile, or a text code.
    Text(Word),
}

/// Condition on a time, as written: it is resolved with a clock only when it is compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Times {
    /// Within the written time: `10:05` is a minute, `10:05:07` a second.
    At(String),
    /// Start and end, both inclusive; `None` leaves an end open.
    Range(Option<String>, Option<String>),
    /// A comparison.
    Is(Op, String),
}

/// Condition on a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldTest {
    /// The field exists.
    Any,
    /// One of these: equal for numbers, contained for text.
    In(Vec<FieldItem>),
    /// A comparison; `=` compares the whole value.
    Is(Op, Word),
}

/// An item in a list of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldItem {
    /// A number, or part of a text.
    Word(Word),
    /// A range of numbers, both ends inclusive.
    Range(Option<String>, Option<String>),
}

/// A word as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Text without quotation marks.
    pub text: String,
    /// Whether it was quoted, which makes it case-sensitive text.
    pub quoted: bool,
}
