//! Set of rows that pass a filter, as a bitmap.
//!
//! A list would take four bytes per row, twice that while growing, and the allocator retains part
//! of it. Here each block of 65,536 rows with at least one match takes 8 KiB.

/// Rows per block.
const ROWS: u32 = 65_536;
const WORDS: usize = 1024;

/// Sorted set of row numbers.
#[derive(Debug, Default)]
pub(super) struct MatchBitmap {
    blocks: Vec<BitBlock>,
    len: u32,
}

#[derive(Debug)]
struct BitBlock {
    /// Its first row divided by [`ROWS`].
    number: u32,
    /// Matching rows in earlier blocks.
    before: u32,
    words: Box<[u64; WORDS]>,
}

impl BitBlock {
    /// Number of its rows before `row`, which lies in this block.
    fn below(&self, row: u32) -> u32 {
        let at = row % ROWS;
        let (word, bit) = ((at / 64) as usize, at % 64);
        let whole: u32 = self.words.iter().take(word).map(|word| word.count_ones()).sum();
        let part = self.words.get(word).map_or(0, |word| word & ((1 << bit) - 1));
        whole + part.count_ones()
    }

    /// Its rows, without the first `skip`.
    fn rows(&self, mut skip: u32) -> impl Iterator<Item = u32> {
        let first = self.number * ROWS;
        let rest = self.words.iter().enumerate().map(move |(at, word)| {
            let (first, mut word) = (first + at as u32 * 64, *word);
            let skipped = skip.min(word.count_ones());
            skip -= skipped;
            match word.count_ones() == skipped {
                true => word = 0,
                false => (0..skipped).for_each(|_| word &= word - 1),
            }
            (first, word)
        });
        rest.flat_map(|(first, mut word)| {
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros())?;
                word &= word - 1;
                Some(first + bit)
            })
        })
    }
}

impl MatchBitmap {
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// Adds a row, which must follow all others.
    pub(super) fn push(&mut self, row: u32) {
        let number = row / ROWS;
        if self.blocks.last().is_none_or(|last| last.number != number) {
            let words = Box::new([0; WORDS]);
            self.blocks.push(BitBlock { number, before: self.len, words });
        }
        let at = row % ROWS;
        let block = self.blocks.last_mut();
        if let Some(word) = block.and_then(|block| block.words.get_mut((at / 64) as usize)) {
            *word |= 1 << (at % 64);
            self.len += 1;
        }
    }

    /// The row at a position; the first position is 0.
    pub(super) fn get(&self, position: u32) -> Option<u32> {
        self.iter_at(position).next()
    }

    /// The rows from a position on.
    pub(super) fn iter_at(&self, position: u32) -> impl Iterator<Item = u32> {
        let first_after = self.blocks.partition_point(|block| block.before <= position);
        let at = first_after.saturating_sub(1);
        let skip = self.blocks.get(at).map_or(0, |block| position - block.before);
        let blocks = self.blocks.iter().skip(at).enumerate();
        blocks.flat_map(move |(i, block)| block.rows(if i == 0 { skip } else { 0 }))
    }

    /// Number of rows before `row`.
    pub(super) fn position_of(&self, row: u32) -> u32 {
        let number = row / ROWS;
        let at = self.blocks.partition_point(|block| block.number < number);
        match self.blocks.get(at) {
            Some(block) if block.number == number => block.before + block.below(row),
            Some(block) => block.before,
            None => self.len,
        }
    }

    /// Removes the rows before `row`.
    pub(super) fn drop_before(&mut self, row: u32) {
        let removed = self.position_of(row);
        let number = row / ROWS;
        self.blocks.drain(..self.blocks.partition_point(|block| block.number < number));
        if let Some(block) = self.blocks.first_mut()
            && block.number == number
        {
            let at = row % ROWS;
            let (word, bit) = ((at / 64) as usize, at % 64);
            block.words.iter_mut().take(word).for_each(|word| *word = 0);
            if let Some(word) = block.words.get_mut(word) {
                *word &= !((1 << bit) - 1);
            }
        }
        for block in &mut self.blocks {
            block.before = block.before.saturating_sub(removed);
        }
        self.len -= removed;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn hostile_08_bitmap_agrees_with_a_sorted_list(
            rows in prop::collection::btree_set(prop_oneof![1..300_000u32, 1..2_000u32, any::<u32>()], 0..100),
            drop in prop_oneof![Just(0), 1..300_000u32, any::<u32>()],
            dense in any::<bool>(),
        ) {
            let mut list: Vec<u32> = rows.into_iter().collect();
            if dense {
                list.extend(65_500..65_600);
                list.sort_unstable();
                list.dedup();
            }
            let mut matches = MatchBitmap::default();
            list.iter().for_each(|row| matches.push(*row));
            matches.drop_before(drop);
            list.retain(|row| *row >= drop);
            prop_assert_eq!(matches.len() as usize, list.len());
            for position in 0..=list.len() {
                let expected = list.get(position..).unwrap_or_default();
                prop_assert_eq!(matches.get(position as u32), expected.first().copied());
                let some: Vec<u32> = matches.iter_at(position as u32).take(3).collect();
                prop_assert_eq!(&some[..], &expected[..expected.len().min(3)]);
            }
            for row in list.iter().flat_map(|row| [row.saturating_sub(1), *row, row.saturating_add(1)]) {
                let expected = list.partition_point(|matched| *matched < row) as u32;
                prop_assert_eq!(matches.position_of(row), expected);
            }
        }
    }

    #[test]
    fn hostile_08_a_matching_row_takes_one_bit() {
        let mut matches = MatchBitmap::default();
        (1..=3_600_000).for_each(|row| matches.push(row));
        assert_eq!((matches.blocks.len(), size_of::<[u64; WORDS]>()), (55, 8192));
        assert_eq!((matches.len(), matches.get(3_599_999)), (3_600_000, Some(3_600_000)));
    }
}
