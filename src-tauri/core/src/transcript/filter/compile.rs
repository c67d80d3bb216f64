//! The tree, made ready for millions of rows: what the index answers is asked first.

use std::sync::Arc;

use jiff::tz::TimeZone;
use regex::bytes::Regex;

use super::Context;
use super::error::{Expected, FilterError};
use super::expr::{Atom, CodeItem, Codes, Expr, Place, Range};
use super::field::Field;
use super::text::Needle;
use super::time::{Clock, Offset, TimeTest};
use super::token::LONGEST;
use super::value;
use crate::frame::{Direction, Kind};
use crate::packet::codes::CodeDirection;
use crate::transcript::format::Row;
use crate::transcript::tree::Message;

/// What a filter has to know of a row beyond its index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::transcript) struct Needs {
    /// Its record's header.
    pub(in crate::transcript) time: bool,
    /// Its latency.
    pub(in crate::transcript) latency: bool,
    /// What it had on the wire, where it was compressed.
    pub(in crate::transcript) wire: bool,
    /// Texts are looked for.
    pub(in crate::transcript) text: bool,
    /// Its payload as a whole.
    pub(in crate::transcript) payload: bool,
}

/// A tree for rows.
#[derive(Debug)]
pub(in crate::transcript) enum Node {
    Known(bool),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Code(Vec<(Option<Direction>, i64, i64)>),
    AnyCode,
    Direction(Direction),
    /// A bit for each kind.
    Kinds(u8),
    Size(Vec<(i64, i64)>),
    Wire(Vec<(i64, i64)>),
    Row(Vec<(i64, i64)>),
    /// Sorted.
    Rows(Vec<u32>),
    Time(TimeTest),
    Latency(Vec<(i64, i64)>),
    /// By its number among the needles.
    Text(usize),
    Regex(Box<Regex>),
    Field(Box<Field>),
}

/// One row, with all that its filter needs.
pub(in crate::transcript) struct Look<'a, 'm> {
    pub(in crate::transcript) row: u32,
    pub(in crate::transcript) index: &'a Row,
    pub(in crate::transcript) time_ns: i64,
    /// How long after its request it came, for a reply.
    pub(in crate::transcript) latency: Option<u64>,
    /// Its payload's bytes on the wire, where it was compressed.
    pub(in crate::transcript) wire: Option<u32>,
    /// For each needle, whether the row has it; absent, the payload is searched.
    pub(in crate::transcript) marks: Option<&'a dyn Fn(usize) -> bool>,
    pub(in crate::transcript) needles: &'a [Needle],
    pub(in crate::transcript) message: &'a mut Message<'m>,
    pub(in crate::transcript) zone: &'a TimeZone,
    pub(in crate::transcript) offset: &'a mut Offset,
}

pub(super) fn compile(
    expr: &Expr,
    context: &Context,
) -> Result<(Node, Vec<Needle>, Needs), FilterError> {
    let mut compiler = Compiler { context, needles: Vec::new(), needs: Needs::default() };
    let node = compiler.node(expr)?;
    Ok((node, compiler.needles, compiler.needs))
}

struct Compiler<'a> {
    context: &'a Context,
    needles: Vec<Needle>,
    needs: Needs,
}

impl Compiler<'_> {
    fn node(&mut self, expr: &Expr) -> Result<Node, FilterError> {
        Ok(match expr {
            Expr::All => Node::Known(true),
            Expr::And(parts) => Node::And(self.sorted(parts)?),
            Expr::Or(parts) => Node::Or(self.sorted(parts)?),
            Expr::Not(inner) => Node::Not(Box::new(self.node(inner)?)),
            Expr::Atom(atom, place) => self.atom(atom, *place)?,
        })
    }

    /// The cheap ones first: they may make the others needless.
    fn sorted(&mut self, parts: &[Expr]) -> Result<Vec<Node>, FilterError> {
        let mut nodes = parts.iter().map(|part| self.node(part)).collect::<Result<Vec<_>, _>>()?;
        nodes.sort_by_key(Node::cost);
        Ok(nodes)
    }

    fn atom(&mut self, atom: &Atom, Place(column): Place) -> Result<Node, FilterError> {
        let regex = |message| FilterError::Regex { column, message };
        Ok(match atom {
            Atom::Text { text, .. } if text.is_empty() => Node::Known(true),
            Atom::Text { text, .. } if text.len() > LONGEST / 4 => {
                return Err(FilterError::TooLong { column });
            }
            Atom::Text { text, exact } => {
                self.needs.text = true;
                self.needles.push(Needle::new(text, *exact).map_err(regex)?);
                Node::Text(self.needles.len() - 1)
            }
            Atom::Regex { pattern, any_case } => {
                self.needs.payload = true;
                Node::Regex(Box::new(value::regex(pattern, *any_case).map_err(regex)?))
            }
            Atom::Code(Codes::Any) => Node::AnyCode,
            Atom::Code(Codes::Is(op, n)) => {
                let ranges = super::expr::Numbers::Is(*op, *n).ranges();
                Node::Code(ranges.into_iter().map(|(from, to)| (None, from, to)).collect())
            }
            Atom::Code(Codes::In(items)) => Node::Code(self.codes(items, column)?),
            Atom::Direction(direction) => Node::Direction(*direction),
            Atom::Kind(kinds) => Node::Kinds(kinds.iter().fold(0, |bits, kind| bits | bit(*kind))),
            Atom::Size(numbers) => Node::Size(numbers.ranges()),
            Atom::Wire(numbers) => {
                self.needs.wire = true;
                Node::Wire(numbers.ranges())
            }
            Atom::Row(numbers) => Node::Row(numbers.ranges()),
            Atom::Time(times) => {
                self.needs.time = true;
                let clock = Clock { zone: &self.context.zone, start_ns: self.context.start_ns };
                let bad = || FilterError::Missing { column, expected: Expected::Time };
                Node::Time(clock.test(times).ok_or_else(bad)?)
            }
            Atom::Latency(numbers) => {
                self.needs.latency = true;
                Node::Latency(numbers.ranges())
            }
            Atom::Field { path, test } => {
                self.needs.payload = true;
                let decoder = Arc::clone(&self.context.decoder);
                Node::Field(Box::new(Field::new(decoder, path, test).map_err(regex)?))
            }
            Atom::Pinned(yes) => {
                let mut rows = self.context.notes.as_ref().map_or(vec![], |n| n.pinned());
                rows.sort_unstable();
                let node = Node::Rows(rows);
                if *yes { node } else { Node::Not(Box::new(node)) }
            }
            Atom::Note(part) => {
                let part = part.as_ref().map(|part| Needle::new(&part.text, part.quoted));
                let part = part.transpose().map_err(regex)?;
                let is = |text: &str| part.as_ref().is_none_or(|part| part.is_in(text.as_bytes()));
                let notes = self.context.notes.as_ref().map_or(vec![], |n| n.notes());
                let mut rows: Vec<u32> =
                    notes.iter().filter(|(_, text)| is(text)).map(|(row, _)| *row).collect();
                rows.sort_unstable();
                Node::Rows(rows)
            }
        })
    }

    fn codes(
        &self,
        items: &[CodeItem],
        column: u32,
    ) -> Result<Vec<(Option<Direction>, i64, i64)>, FilterError> {
        let mut codes = Vec::new();
        for item in items {
            match item {
                CodeItem::Range((from, to)) => {
                    let ends: Range = (*from, *to);
                    codes.push((None, ends.0.unwrap_or(i64::MIN), ends.1.unwrap_or(i64::MAX)));
                }
                CodeItem::Name(name) => {
                    let before = codes.len();
                    let known = self.context.decoder.codes().iter();
                    let lower = name.text.to_lowercase();
                    for code in known.filter(|code| code.name.to_lowercase() == lower) {
                        let way = code.direction.map(|way| match way {
                            CodeDirection::Sent => Direction::Sent,
                            CodeDirection::Received => Direction::Received,
                        });
                        codes.push((way, code.code.into(), code.code.into()));
                    }
                    if codes.len() == before {
                        let name = name.text.clone();
                        return Err(FilterError::NoSuchCode { column, name });
                    }
                }
            }
        }
        Ok(codes)
    }
}

fn bit(kind: Kind) -> u8 {
    1 << match kind {
        Kind::Text => 0,
        Kind::Binary => 1,
        Kind::Ping => 2,
        Kind::Pong => 3,
        Kind::Close => 4,
        Kind::Marker => 5,
        Kind::Raw => 6,
    }
}

#[inline]
fn within(ranges: &[(i64, i64)], number: i64) -> bool {
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&number))
}

impl Node {
    fn cost(&self) -> u32 {
        match self {
            Node::And(parts) | Node::Or(parts) => parts.iter().map(Node::cost).max().unwrap_or(0),
            Node::Not(inner) => inner.cost(),
            Node::Time(_) | Node::Latency(_) | Node::Wire(_) => 1,
            Node::Text(_) => 2,
            Node::Regex(_) => 3,
            Node::Field(_) => 4,
            _ => 0,
        }
    }

    /// What the index alone answers; `None` where it does not.
    #[inline]
    pub(in crate::transcript) fn by_index(&self, row: u32, index: &Row) -> Option<bool> {
        match self {
            Node::And(parts) => {
                let mut all = Some(true);
                for part in parts {
                    match part.by_index(row, index) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => all = None,
                    }
                }
                all
            }
            Node::Or(parts) => {
                let mut any = Some(false);
                for part in parts {
                    match part.by_index(row, index) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => any = None,
                    }
                }
                any
            }
            Node::Not(inner) => inner.by_index(row, index).map(|is| !is),
            other => other.test(row, index),
        }
    }

    /// One test of the index.
    #[inline]
    fn test(&self, row: u32, index: &Row) -> Option<bool> {
        Some(match self {
            Node::Known(is) => *is,
            Node::Code(codes) => index.code.is_some_and(|code| {
                let code = i64::from(code);
                codes.iter().any(|(way, from, to)| {
                    (*from..=*to).contains(&code) && way.is_none_or(|way| way == index.direction)
                })
            }),
            Node::AnyCode => index.code.is_some(),
            Node::Direction(direction) => index.direction == *direction,
            Node::Kinds(bits) => bits & bit(index.kind) != 0,
            Node::Size(ranges) => within(ranges, index.len.into()),
            // What was not compressed has no size of its own there.
            Node::Wire(_) if !index.wire => false,
            Node::Row(ranges) => within(ranges, row.into()),
            Node::Rows(rows) => rows.binary_search(&row).is_ok(),
            _ => return None,
        })
    }

    /// The answer, where texts alone were left open; whether the row `at` has them is marked.
    #[inline]
    pub(in crate::transcript) fn by_marks(
        &self,
        row: u32,
        index: &Row,
        marks: &[Vec<bool>],
        at: usize,
    ) -> bool {
        match self {
            Node::Text(needle) => {
                marks.get(*needle).and_then(|marks| marks.get(at)).copied().unwrap_or(false)
            }
            Node::And(parts) => parts.iter().all(|part| part.by_marks(row, index, marks, at)),
            Node::Or(parts) => parts.iter().any(|part| part.by_marks(row, index, marks, at)),
            Node::Not(inner) => !inner.by_marks(row, index, marks, at),
            other => other.test(row, index).unwrap_or(false),
        }
    }

    /// The answer, for a row of which all is known.
    pub(in crate::transcript) fn is(&self, look: &mut Look<'_, '_>) -> bool {
        match self {
            Node::And(parts) => parts.iter().all(|part| part.is(look)),
            Node::Or(parts) => parts.iter().any(|part| part.is(look)),
            Node::Not(inner) => !inner.is(look),
            Node::Time(test) => test.is(look.time_ns, look.zone, look.offset),
            Node::Latency(ranges) => look.latency.is_some_and(|ns| within(ranges, ns as i64)),
            Node::Wire(ranges) => look.wire.is_some_and(|size| within(ranges, size.into())),
            Node::Text(needle) => match look.marks {
                Some(marks) => marks(*needle),
                None => {
                    look.needles.get(*needle).is_some_and(|one| one.is_in(look.message.payload))
                }
            },
            Node::Regex(regex) => regex.is_match(look.message.payload),
            Node::Field(field) => field.is(look.message),
            other => other.test(look.row, look.index).unwrap_or(false),
        }
    }
}
