//! Adds a test to a filter's text or removes one, as a click on a table cell does. The rest of the
//! text stays as typed.

use super::super::error::FilterError;
use super::expr::{
    CodeItem, Codes, FieldTest, FilterExpr, FilterTest, Numbers, Op, SourceColumn, Word,
};
use super::parse::{Parsed, negate, parse};
use super::token::is_plain_path;
use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeValue;
use crate::packet::layout::NodeKind;
use crate::packet::rules::Decoder;
use crate::transcript::lazy_message::{LazyMessage, find};

/// Content of a table cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A code, or its absence.
    Code(Option<CodeValue>),
    /// A direction.
    Direction(Direction),
    /// A kind.
    Kind(Kind),
    /// A size in bytes.
    Size(u32),
    /// A row number.
    Row(u32),
    /// A field's path and exact value, or its absence.
    Field {
        /// Path, as in the table's columns.
        path: String,
        /// The value in the decoded tree.
        value: Option<String>,
        /// A number, as opposed to text that may look like one.
        is_number: bool,
    },
}

impl Cell {
    /// Cell of a message's field; `None` for arrays and objects, which cannot be compared with a
    /// single value.
    pub fn field(
        decoder: &Decoder,
        kind: Kind,
        direction: Direction,
        payload: &[u8],
        path: &str,
    ) -> Option<Cell> {
        let mut message = LazyMessage::new(kind, direction, payload);
        let path = path.to_owned();
        let Some(node) = find(message.tree(decoder), &path) else {
            return Some(Cell::Field { path, value: None, is_number: false });
        };
        let is_number = match node.kind {
            NodeKind::List | NodeKind::Object => return None,
            NodeKind::Int | NodeKind::Float | NodeKind::Number => true,
            _ => false,
        };
        Some(Cell::Field { path, value: Some(node.value.clone()), is_number })
    }

    /// The test that this cell's row passes.
    pub fn expr(&self) -> FilterExpr {
        let atom = |atom| FilterExpr::Atom(atom, SourceColumn::default());
        match self {
            Cell::Code(None) => negate(atom(FilterTest::Code(Codes::Any))),
            Cell::Code(Some(code)) => {
                let item = match code {
                    CodeValue::Number(code) => CodeItem::Range((Some(*code), Some(*code))),
                    CodeValue::Text(text) => {
                        CodeItem::Text(Word { text: text.clone(), quoted: true })
                    }
                };
                atom(FilterTest::Code(Codes::In(vec![item])))
            }
            Cell::Direction(direction) => atom(FilterTest::Direction(*direction)),
            Cell::Kind(kind) => atom(FilterTest::Kind(vec![*kind])),
            Cell::Size(size) => atom(FilterTest::Size(Numbers::Is(Op::Equal, i64::from(*size)))),
            Cell::Row(row) => {
                let row = Some(i64::from(*row));
                atom(FilterTest::Row(Numbers::In(vec![(row, row)])))
            }
            Cell::Field { path, value: None, .. } => {
                negate(atom(FilterTest::Field { path: path.clone(), test: FieldTest::Any }))
            }
            Cell::Field { path, value: Some(value), is_number } => {
                // A bare value must parse as a single value; a quoted one is always text.
                let bare = *is_number && is_plain_path(value);
                let word = Word { text: value.clone(), quoted: !bare };
                let test = FieldTest::Is(Op::Equal, word);
                atom(FilterTest::Field { path: path.clone(), test })
            }
        }
    }
}

/// Restricts the filter to rows like this cell's; an opposite test is removed.
pub fn only(text: &str, cell: &Cell) -> Result<String, FilterError> {
    replace_opposite(text, cell.expr())
}

/// Hides rows like this cell's.
pub fn hide(text: &str, cell: &Cell) -> Result<String, FilterError> {
    replace_opposite(text, negate(cell.expr()))
}

fn replace_opposite(text: &str, test: FilterExpr) -> Result<String, FilterError> {
    let without = remove(text, &negate(test.clone()).to_string())?;
    add(&without, &test.to_string())
}

/// Adds `test` to the filter text, unless it already contains it.
pub fn add(text: &str, test: &str) -> Result<String, FilterError> {
    let (parsed, added) = (parse(text)?, parse(test)?);
    if added.expr == FilterExpr::All || parsed.parts.iter().any(|(_, _, part)| *part == added.expr)
    {
        return Ok(text.to_owned());
    }
    let group = |text: &str, parsed: &Parsed| match parsed.expr {
        FilterExpr::Or(_) if !is_grouped(text, &parsed.expr) => format!("({})", text.trim()),
        _ => text.trim().to_owned(),
    };
    Ok(match parsed.parts.is_empty() {
        true => test.trim().to_owned(),
        false => format!("{} {}", group(text, &parsed), group(test, &added)),
    })
}

/// Whether parentheses enclose the whole text.
fn is_grouped(text: &str, expr: &FilterExpr) -> bool {
    let inner = text.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| FilterExpr::parse(inner).as_ref() == Ok(expr))
}

/// Removes `test` from the filter text, if it is one of the parts that all have to hold.
pub fn remove(text: &str, test: &str) -> Result<String, FilterError> {
    let (parsed, removed) = (parse(text)?, FilterExpr::parse(test)?);
    let kept: Vec<_> = parsed.parts.iter().filter(|(_, _, part)| *part != removed).collect();
    if kept.len() == parsed.parts.len() {
        return Ok(text.to_owned());
    }
    let texts: Vec<_> = kept.iter().filter_map(|(from, to, _)| text.get(*from..*to)).collect();
    Ok(texts.join(" "))
}
