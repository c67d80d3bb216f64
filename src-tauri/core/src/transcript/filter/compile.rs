//! Compiles a filter for evaluation over millions of rows: tests of the index come first.

use std::sync::Arc;

use jiff::tz::TimeZone;
use regex::bytes::Regex;

use super::super::error::{Expected, FilterError};
use super::Context;
use super::code::CodeTest;
use super::expr::{FilterExpr, FilterTest, SourceColumn};
use super::field::CompiledFieldTest;
use super::text::Needle;
use super::time::{Offset, TimeContext, TimeTest};
use super::token::MAX_FILTER;
use super::value;
use crate::frame::{Direction, Kind};
use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::lens::{Lens, MarkSet};
use crate::transcript::CodesFrom;
use crate::transcript::findings::Findings;
use crate::transcript::format::IndexEntry;
use crate::transcript::lazy_message::LazyMessage;

/// What a filter needs of a row beyond its index row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RowNeeds {
    /// The record's header, for its time.
    pub time: bool,
    /// Its latency.
    pub latency: bool,
    /// What the background pass finds.
    pub findings: bool,
    /// Its code, which the index does not have.
    pub codes: bool,
    /// Its wire size, if it was compressed.
    pub wire: bool,
    /// A text search in its payload.
    pub text: bool,
    /// The whole payload.
    pub payload: bool,
    /// The protocol messages that stand for the payload.
    pub messages: bool,
}

/// A compiled syntax tree.
#[derive(Debug)]
pub(crate) enum CompiledFilter {
    Known(bool),
    And(Vec<CompiledFilter>),
    Or(Vec<CompiledFilter>),
    Not(Box<CompiledFilter>),
    /// A code in the index.
    Code(Vec<(Option<Direction>, i64, i64)>),
    AnyCode,
    /// A code that the index does not have.
    CodeOfPayload(Box<CodeTest>),
    Direction(Direction),
    /// A bit mask of kinds.
    Kinds(u8),
    Size(Vec<(i64, i64)>),
    Wire(Vec<(i64, i64)>),
    Row(Vec<(i64, i64)>),
    /// Sorted row numbers.
    Rows(Vec<u32>),
    Time(TimeTest),
    Latency(Vec<(i64, i64)>),
    /// Has one of these faults.
    Faults(FaultSet),
    /// The lens says one of these.
    Is(Lens, MarkSet),
    /// A part of a message of several rows; `true`: the last one.
    Parts(bool),
    /// Index of a needle.
    Text(usize),
    Regex(Box<Regex>),
    Field(Box<CompiledFieldTest>),
}

/// Everything a filter needs of one row.
pub(crate) struct RowLookup<'a, 'm> {
    pub row: u32,
    pub index: &'a IndexEntry,
    pub time_ns: i64,
    /// Latency in nanoseconds, if the row is a reply.
    pub latency: Option<u64>,
    /// What the background pass found, if the filter needs it.
    pub findings: Option<&'a Findings>,
    /// Size of a compressed payload on the wire.
    pub wire: Option<u32>,
    /// Whether the row contains a needle, by its index; if `None`, the payload is searched.
    pub marks: Option<&'a dyn Fn(usize) -> bool>,
    pub needles: &'a [Needle],
    pub message: &'a mut LazyMessage<'m>,
    pub zone: &'a TimeZone,
    pub offset: &'a mut Offset,
}

pub(super) fn compile(
    expr: &FilterExpr,
    context: &Context,
) -> Result<(CompiledFilter, Vec<Needle>, RowNeeds), FilterError> {
    let mut compiler = Compiler { context, needles: Vec::new(), needs: RowNeeds::default() };
    let node = compiler.node(expr)?;
    Ok((node, compiler.needles, compiler.needs))
}

struct Compiler<'a> {
    context: &'a Context,
    needles: Vec<Needle>,
    needs: RowNeeds,
}

impl Compiler<'_> {
    fn node(&mut self, expr: &FilterExpr) -> Result<CompiledFilter, FilterError> {
        Ok(match expr {
            FilterExpr::All => CompiledFilter::Known(true),
            FilterExpr::And(tests) => CompiledFilter::And(self.sorted(tests)?),
            FilterExpr::Or(tests) => CompiledFilter::Or(self.sorted(tests)?),
            FilterExpr::Not(inner) => CompiledFilter::Not(Box::new(self.node(inner)?)),
            FilterExpr::Atom(atom, column) => self.atom(atom, *column)?,
        })
    }

    /// Sorts cheap tests first, because they may make the others unnecessary.
    fn sorted(&mut self, tests: &[FilterExpr]) -> Result<Vec<CompiledFilter>, FilterError> {
        let mut nodes = tests.iter().map(|test| self.node(test)).collect::<Result<Vec<_>, _>>()?;
        nodes.sort_by_key(CompiledFilter::cost);
        Ok(nodes)
    }

    fn atom(
        &mut self,
        atom: &FilterTest,
        SourceColumn(column): SourceColumn,
    ) -> Result<CompiledFilter, FilterError> {
        let regex = |message| FilterError::Regex { column, message };
        Ok(match atom {
            FilterTest::Text { text, .. } if text.is_empty() => CompiledFilter::Known(true),
            FilterTest::Text { text, .. } if text.len() > MAX_FILTER / 4 => {
                return Err(FilterError::TooLong { column });
            }
            FilterTest::Text { text, exact } => {
                self.needs.text = true;
                self.needles.push(Needle::new(text, *exact).map_err(regex)?);
                CompiledFilter::Text(self.needles.len() - 1)
            }
            FilterTest::Regex { pattern, any_case } => {
                self.needs.payload = true;
                CompiledFilter::Regex(Box::new(value::regex(pattern, *any_case).map_err(regex)?))
            }
            FilterTest::Code(codes) => {
                let test = CodeTest::new(self.context, codes, column)?;
                match self.context.codes {
                    CodesFrom::Index => test.of_index(),
                    CodesFrom::Nowhere => CompiledFilter::Known(false),
                    CodesFrom::Payload => {
                        self.needs.codes = true;
                        self.needs.messages |= self.context.decoder.joins_messages();
                        match self.context.findings {
                            Some(_) => self.needs.findings = true,
                            None => self.needs.payload = true,
                        }
                        CompiledFilter::CodeOfPayload(Box::new(test))
                    }
                }
            }
            FilterTest::Direction(direction) => CompiledFilter::Direction(*direction),
            FilterTest::Kind(kinds) => {
                CompiledFilter::Kinds(kinds.iter().fold(0, |bits, kind| bits | bit(*kind)))
            }
            FilterTest::Size(numbers) => CompiledFilter::Size(numbers.ranges()),
            FilterTest::Wire(numbers) => {
                self.needs.wire = true;
                CompiledFilter::Wire(numbers.ranges())
            }
            FilterTest::Row(numbers) => CompiledFilter::Row(numbers.ranges()),
            FilterTest::Time(times) => {
                self.needs.time = true;
                let clock =
                    TimeContext { zone: &self.context.zone, start_ns: self.context.start_ns };
                let missing = || FilterError::Missing { column, expected: Expected::Time };
                CompiledFilter::Time(clock.test(times).ok_or_else(missing)?)
            }
            FilterTest::Latency(numbers) => {
                self.needs.latency = true;
                CompiledFilter::Latency(numbers.ranges())
            }
            FilterTest::Field { path, test } => {
                self.needs.payload = true;
                let decoder = Arc::clone(&self.context.decoder);
                let joins = decoder.joins_messages();
                self.needs.messages |= joins;
                self.needs.findings |= joins && self.context.findings.is_some();
                CompiledFilter::Field(Box::new(
                    CompiledFieldTest::new(decoder, path, test).map_err(regex)?,
                ))
            }
            FilterTest::Fault(kinds) if kinds.is_empty() => self.faults(FaultSet::all()),
            FilterTest::Fault(kinds) => self.faults(FaultSet::of(kinds)),
            FilterTest::Series(kinds) if kinds.is_empty() => {
                let all = FaultSet::all().kinds().filter(|kind| kind.is_in_series());
                self.faults(FaultSet::of(&all.collect::<Vec<_>>()))
            }
            FilterTest::Series(kinds) => self.faults(FaultSet::of(kinds)),
            FilterTest::Fits(yes) => {
                let misfits = self.faults(FaultSet::of(&[FaultKind::Fit, FaultKind::Trailing]));
                if *yes { CompiledFilter::Not(Box::new(misfits)) } else { misfits }
            }
            FilterTest::Is(marks) => match self.context.decoder.lens() {
                None => CompiledFilter::Known(false),
                Some(lens) => {
                    match self.context.findings {
                        Some(_) => self.needs.findings = true,
                        None => self.needs.payload = true,
                    }
                    CompiledFilter::Is(lens, MarkSet::of(marks.iter().copied()))
                }
            },
            FilterTest::Joined(yes) => self.parts(true, *yes),
            FilterTest::Part(yes) => self.parts(false, *yes),
            FilterTest::Pinned(yes) => {
                let mut rows = self.context.notes.as_ref().map_or(vec![], |n| n.pinned());
                rows.sort_unstable();
                let node = CompiledFilter::Rows(rows);
                if *yes { node } else { CompiledFilter::Not(Box::new(node)) }
            }
            FilterTest::Note(test) => {
                let test = test.as_ref().map(|test| Needle::new(&test.text, test.quoted));
                let test = test.transpose().map_err(regex)?;
                let is = |text: &str| test.as_ref().is_none_or(|test| test.is_in(text.as_bytes()));
                let notes = self.context.notes.as_ref().map_or(vec![], |n| n.notes());
                let mut rows: Vec<u32> =
                    notes.iter().filter(|(_, text)| is(text)).map(|(row, _)| *row).collect();
                rows.sort_unstable();
                CompiledFilter::Rows(rows)
            }
        })
    }

    /// Tests for parts of messages. Where the profile joins nothing, no row is one.
    fn parts(&mut self, last_only: bool, yes: bool) -> CompiledFilter {
        if self.context.findings.is_none() || !self.context.decoder.joins_messages() {
            return CompiledFilter::Known(!yes);
        }
        self.needs.findings = true;
        let test = CompiledFilter::Parts(last_only);
        if yes { test } else { CompiledFilter::Not(Box::new(test)) }
    }

    /// Tests for one of these faults. Where the profile defines nothing that can be a fault, no row has one.
    fn faults(&mut self, faults: FaultSet) -> CompiledFilter {
        let findings = self.context.findings.as_ref();
        if !findings.is_some_and(|findings| findings.lock().finds_faults()) {
            return CompiledFilter::Known(false);
        }
        self.needs.findings = true;
        CompiledFilter::Faults(faults)
    }
}

/// The bit of a kind in [`CompiledFilter::Kinds`].
pub(super) fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}

impl CompiledFilter {
    /// How much a test reads: tests of the index come first.
    fn cost(&self) -> u32 {
        match self {
            CompiledFilter::And(tests) | CompiledFilter::Or(tests) => {
                tests.iter().map(CompiledFilter::cost).max().unwrap_or(0)
            }
            CompiledFilter::Not(inner) => inner.cost(),
            CompiledFilter::Time(_)
            | CompiledFilter::Latency(_)
            | CompiledFilter::Faults(_)
            | CompiledFilter::Is(..)
            | CompiledFilter::Parts(_)
            | CompiledFilter::Wire(_) => 1,
            CompiledFilter::Text(_) => 2,
            CompiledFilter::Regex(_) => 3,
            CompiledFilter::Field(_) | CompiledFilter::CodeOfPayload(_) => 4,
            _ => 0,
        }
    }
}
