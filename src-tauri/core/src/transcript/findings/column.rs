//! The finding of each row, in chunks of rows. A chunk takes memory only for what its rows have: most have no fault.

use std::collections::VecDeque;

use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::lens::MarkSet;

/// Rows of a chunk.
pub(super) const ROWS: u32 = 8192;

/// What was found in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Finding {
    /// Number of its code in the dictionary, from 1; 0 if it has none.
    pub code: u32,
    /// Its faults.
    pub faults: FaultSet,
    /// How many sequence numbers are missing before it; at most 65,535, which stands for more.
    pub missing: u16,
    /// What the lens says about it.
    pub marks: MarkSet,
}

/// Findings of [`ROWS`] consecutive rows, the first of which is a multiple of [`ROWS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FindingChunk {
    pub codes: Option<Box<[u32]>>,
    pub faults: Option<Box<[u16]>>,
    pub missing: Option<Box<[u16]>>,
    pub marks: Option<Box<[u8]>>,
}

impl FindingChunk {
    fn get(&self, at: usize) -> Finding {
        fn of<T: Copy + Default>(values: &Option<Box<[T]>>, at: usize) -> T {
            values.as_ref().and_then(|values| values.get(at)).copied().unwrap_or_default()
        }
        Finding {
            code: of(&self.codes, at),
            faults: FaultSet::from_bits(of(&self.faults, at)),
            missing: of(&self.missing, at),
            marks: MarkSet::from_bits(of(&self.marks, at)),
        }
    }

    fn put(&mut self, at: usize, finding: Finding) {
        fn set<T: Copy + Default + PartialEq>(values: &mut Option<Box<[T]>>, at: usize, value: T) {
            if values.is_none() && value == T::default() {
                return;
            }
            let all = || vec![T::default(); ROWS as usize].into_boxed_slice();
            if let Some(place) = values.get_or_insert_with(all).get_mut(at) {
                *place = value;
            }
        }
        set(&mut self.codes, at, finding.code);
        set(&mut self.faults, at, finding.faults.bits());
        set(&mut self.missing, at, finding.missing);
        set(&mut self.marks, at, finding.marks.bits());
    }
}

/// Findings by row number.
#[derive(Debug, Default)]
pub(super) struct FindingColumn {
    /// Number of the first chunk: its first row divided by [`ROWS`].
    first: u32,
    chunks: VecDeque<FindingChunk>,
}

impl FindingColumn {
    /// A column of these chunks, the first of which has the given number.
    pub(super) fn of(first: u32, chunks: VecDeque<FindingChunk>) -> FindingColumn {
        FindingColumn { first, chunks }
    }

    pub(super) fn first_chunk(&self) -> u32 {
        self.first
    }

    pub(super) fn chunks(&self) -> impl ExactSizeIterator<Item = &FindingChunk> {
        self.chunks.iter()
    }

    /// The finding of a row; the empty one if the row is not in the column.
    #[inline]
    pub(super) fn get(&self, row: u32) -> Finding {
        let chunk = (row / ROWS).checked_sub(self.first);
        let chunk = chunk.and_then(|chunk| self.chunks.get(chunk as usize));
        chunk.map_or_else(Finding::default, |chunk| chunk.get((row % ROWS) as usize))
    }

    /// Stores the finding of a row, which must follow all others.
    pub(super) fn push(&mut self, row: u32, finding: Finding) {
        let number = row / ROWS;
        // A retention limit may have removed all rows between.
        if self.chunks.is_empty() || number - self.first > self.chunks.len() as u32 {
            self.chunks.clear();
            self.first = number;
        }
        if number - self.first == self.chunks.len() as u32 {
            self.chunks.push_back(FindingChunk::default());
        }
        if let Some(chunk) = self.chunks.back_mut() {
            chunk.put((row % ROWS) as usize, finding);
        }
    }

    /// Adds a fault to an earlier row. Returns its faults before and after, if the row is still in the column and did
    /// not have it.
    pub(super) fn add_fault(&mut self, row: u32, fault: FaultKind) -> Option<(FaultSet, FaultSet)> {
        let chunk = (row / ROWS).checked_sub(self.first)?;
        let chunk = self.chunks.get_mut(chunk as usize)?;
        let at = (row % ROWS) as usize;
        let finding = chunk.get(at);
        let mut faults = finding.faults;
        faults.insert(fault);
        chunk.put(at, Finding { faults, ..finding });
        (faults != finding.faults).then_some((finding.faults, faults))
    }

    /// Removes the rows before `row` and passes each finding that had a fault to `removed`.
    pub(super) fn drop_before(&mut self, row: u32, mut removed: impl FnMut(FaultSet)) {
        let mut faulty = |faults: &[u16]| {
            faults.iter().filter(|bits| **bits != 0).for_each(|b| removed(FaultSet::from_bits(*b)));
        };
        while self.first < row / ROWS
            && let Some(chunk) = self.chunks.pop_front()
        {
            faulty(&chunk.faults.unwrap_or_default());
            self.first += 1;
        }
        if let Some(chunk) = self.chunks.front_mut()
            && self.first == row / ROWS
        {
            let before = (row % ROWS) as usize;
            if let Some(faults) = chunk.faults.as_mut().and_then(|all| all.get_mut(..before)) {
                faulty(faults);
                faults.fill(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn faults(kinds: &[FaultKind]) -> FaultSet {
        let mut set = FaultSet::EMPTY;
        kinds.iter().for_each(|kind| set.insert(*kind));
        set
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_column_agrees_with_a_map(
            first in prop_oneof![Just(1), 1..40_000u32],
            found in prop::collection::btree_map(0..30_000u32, (0..5u32, 0..1024u16, 0..3u16, 0..8u8), 0..200),
            drop in 0..70_000u32,
        ) {
            let found: std::collections::BTreeMap<u32, Finding> = found
                .into_iter()
                .map(|(at, (code, bits, missing, marks))| {
                    let (faults, marks) = (FaultSet::from_bits(bits), MarkSet::from_bits(marks));
                    (first + at, Finding { code, faults, missing, marks })
                })
                .collect();
            let last = found.last_key_value().map_or(first, |(row, _)| *row);
            let mut column = FindingColumn::default();
            for row in first..=last {
                column.push(row, found.get(&row).copied().unwrap_or_default());
            }
            let mut removed = 0;
            column.drop_before(drop, |_| removed += 1);
            let faulty = |row: u32| found.get(&row).is_some_and(|found| !found.faults.is_empty());
            prop_assert_eq!(removed, found.keys().filter(|row| **row < drop && faulty(**row)).count());
            for (row, finding) in found.range(drop..) {
                prop_assert_eq!(column.get(*row), *finding);
            }
        }
    }

    #[test]
    fn rows_without_findings_take_no_memory() {
        let mut column = FindingColumn::default();
        (1..=1_000_000).for_each(|row| column.push(row, Finding::default()));
        assert!(column.chunks().all(|chunk| *chunk == FindingChunk::default()));
        column.push(9_000_000, Finding { faults: faults(&[FaultKind::Gap]), ..Finding::default() });
        assert_eq!((column.chunks().len(), column.get(8_999_999)), (1, Finding::default()));
        assert!(column.get(9_000_000).faults.contains(FaultKind::Gap));
    }
}
