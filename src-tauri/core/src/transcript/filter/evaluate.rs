//! Evaluates a compiled filter on a row: by the index alone, with the texts that were found, or with everything known.

use super::compile::{CompiledFilter, RowLookup, bit};
use crate::frame::Kind;
use crate::transcript::format::IndexEntry;
use crate::transcript::lazy_message::LazyMessage;

#[inline]
fn within(ranges: &[(i64, i64)], number: i64) -> bool {
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&number))
}

impl CompiledFilter {
    /// The result if the index alone decides it.
    #[inline]
    pub(crate) fn by_index(&self, row: u32, index: &IndexEntry) -> Option<bool> {
        match self {
            CompiledFilter::And(tests) => {
                let mut all = Some(true);
                for test in tests {
                    match test.by_index(row, index) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => all = None,
                    }
                }
                all
            }
            CompiledFilter::Or(tests) => {
                let mut any = Some(false);
                for test in tests {
                    match test.by_index(row, index) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => any = None,
                    }
                }
                any
            }
            CompiledFilter::Not(inner) => inner.by_index(row, index).map(|is| !is),
            other => other.test(row, index),
        }
    }

    /// Evaluates a test that needs only the index.
    #[inline]
    fn test(&self, row: u32, index: &IndexEntry) -> Option<bool> {
        Some(match self {
            CompiledFilter::Known(is) => *is,
            CompiledFilter::Code(codes) => index.code.is_some_and(|code| {
                let code = i64::from(code);
                codes.iter().any(|(direction, from, to)| {
                    (*from..=*to).contains(&code)
                        && direction.is_none_or(|direction| direction == index.direction)
                })
            }),
            CompiledFilter::AnyCode => index.code.is_some(),
            // Only messages have marks and codes.
            CompiledFilter::Is(..) if !matches!(index.kind, Kind::Text | Kind::Binary) => false,
            CompiledFilter::CodeOfPayload(_)
                if !matches!(index.kind, Kind::Text | Kind::Binary) =>
            {
                false
            }
            CompiledFilter::Direction(direction) => index.direction == *direction,
            CompiledFilter::Kinds(bits) => bits & bit(index.kind) != 0,
            CompiledFilter::Size(ranges) => within(ranges, index.len.into()),
            // An uncompressed row has no wire size.
            CompiledFilter::Wire(_) if !index.wire => false,
            CompiledFilter::Row(ranges) => within(ranges, row.into()),
            CompiledFilter::Rows(rows) => rows.binary_search(&row).is_ok(),
            _ => return None,
        })
    }

    /// The result if only texts are undecided; `marks` tells which needles the row `at` contains.
    #[inline]
    pub(crate) fn by_marks(
        &self,
        row: u32,
        index: &IndexEntry,
        marks: &[Vec<bool>],
        at: usize,
    ) -> bool {
        match self {
            CompiledFilter::Text(needle) => {
                marks.get(*needle).and_then(|marks| marks.get(at)).copied().unwrap_or(false)
            }
            CompiledFilter::And(tests) => {
                tests.iter().all(|test| test.by_marks(row, index, marks, at))
            }
            CompiledFilter::Or(tests) => {
                tests.iter().any(|test| test.by_marks(row, index, marks, at))
            }
            CompiledFilter::Not(inner) => !inner.by_marks(row, index, marks, at),
            other => other.test(row, index).unwrap_or(false),
        }
    }

    /// The result for a row of which everything is known.
    pub(crate) fn is_match(&self, lookup: &mut RowLookup<'_, '_>) -> bool {
        match self {
            CompiledFilter::And(tests) => tests.iter().all(|test| test.is_match(lookup)),
            CompiledFilter::Or(tests) => tests.iter().any(|test| test.is_match(lookup)),
            CompiledFilter::Not(inner) => !inner.is_match(lookup),
            CompiledFilter::Faults(faults) => {
                let found = lookup.findings.map(|findings| findings.faults(lookup.row));
                found.is_some_and(|found| !faults.intersection(found).is_empty())
            }
            CompiledFilter::Is(lens, marks) => {
                let known = lookup.findings.and_then(|findings| findings.marks(lookup.row));
                let read = |message: &LazyMessage<'_>| {
                    lens.read(message.kind, message.direction, message.payload).marks()
                };
                known.unwrap_or_else(|| read(lookup.message)).intersects(*marks)
            }
            CompiledFilter::Parts(last_only) => lookup
                .findings
                .is_some_and(|findings| findings.is_part(lookup.row, lookup.index.len, *last_only)),
            CompiledFilter::Time(test) => test.is_match(lookup.time_ns, lookup.zone, lookup.offset),
            CompiledFilter::Latency(ranges) => {
                lookup.latency.is_some_and(|ns| within(ranges, ns as i64))
            }
            CompiledFilter::Wire(ranges) => {
                lookup.wire.is_some_and(|size| within(ranges, size.into()))
            }
            CompiledFilter::Text(needle) => match lookup.marks {
                Some(marks) => marks(*needle),
                None => {
                    lookup.needles.get(*needle).is_some_and(|one| one.is_in(lookup.message.payload))
                }
            },
            CompiledFilter::Regex(regex) => regex.is_match(lookup.message.payload),
            CompiledFilter::Field(field) => field.is_match(lookup.message),
            CompiledFilter::CodeOfPayload(test) => {
                let known = lookup.findings.and_then(|findings| findings.known_code(lookup.row));
                match known {
                    Some(code) => test.accepts(lookup.index.direction, code),
                    None => test.is_match(lookup.index, lookup.message),
                }
            }
            other => other.test(lookup.row, lookup.index).unwrap_or(false),
        }
    }
}
