//! Which rows a filter has let through: a bit for each row.
//!
//! A list of their numbers takes four bytes for each, twice that while it grows, and the allocator keeps part of it when
//! it is dropped. Here 65,536 rows take 8 KiB, however many of them there are, and none where there is none.

/// Rows of a piece.
const ROWS: u32 = 65_536;
const WORDS: usize = 1024;

/// Row numbers in order, each once.
#[derive(Debug, Default)]
pub(super) struct MatchBitmap {
    pieces: Vec<BitBlock>,
    len: u32,
}

#[derive(Debug)]
struct BitBlock {
    /// Its first row is so many times [`ROWS`].
    number: u32,
    /// Rows in the pieces before it.
    before: u32,
    words: Box<[u64; WORDS]>,
}

impl BitBlock {
    /// How many rows of it are before this one, which lies in it.
    fn below(&self, row: u32) -> u32 {
        let at = row % ROWS;
        let (word, bit) = ((at / 64) as usize, at % 64);
        let whole: u32 = self.words.iter().take(word).map(|word| word.count_ones()).sum();
        let part = self.words.get(word).map_or(0, |word| word & ((1 << bit) - 1));
        whole + part.count_ones()
    }

    /// Its rows but for the first so many.
    fn rows(&self, mut skip: u32) -> impl Iterator<Item = u32> {
        let first = self.number * ROWS;
        let rest = self.words.iter().enumerate().map(move |(at, word)| {
            let (first, mut word) = (first + at as u32 * 64, *word);
            let passed = skip.min(word.count_ones());
            skip -= passed;
            match word.count_ones() == passed {
                true => word = 0,
                false => (0..passed).for_each(|_| word &= word - 1),
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

    /// Adds a row, which is behind all that are there.
    pub(super) fn push(&mut self, row: u32) {
        let number = row / ROWS;
        if self.pieces.last().is_none_or(|last| last.number != number) {
            let words = Box::new([0; WORDS]);
            self.pieces.push(BitBlock { number, before: self.len, words });
        }
        let at = row % ROWS;
        let piece = self.pieces.last_mut();
        if let Some(word) = piece.and_then(|piece| piece.words.get_mut((at / 64) as usize)) {
            *word |= 1 << (at % 64);
            self.len += 1;
        }
    }

    /// The row at a position; the first position is 0.
    pub(super) fn get(&self, position: u32) -> Option<u32> {
        self.iter_at(position).next()
    }

    /// The rows at a position and behind it.
    pub(super) fn iter_at(&self, position: u32) -> impl Iterator<Item = u32> {
        let behind = self.pieces.partition_point(|piece| piece.before <= position);
        let at = behind.saturating_sub(1);
        let skip = self.pieces.get(at).map_or(0, |piece| position - piece.before);
        let pieces = self.pieces.iter().skip(at).enumerate();
        pieces.flat_map(move |(i, piece)| piece.rows(if i == 0 { skip } else { 0 }))
    }

    /// How many rows are before this one.
    pub(super) fn position_of(&self, row: u32) -> u32 {
        let number = row / ROWS;
        let at = self.pieces.partition_point(|piece| piece.number < number);
        match self.pieces.get(at) {
            Some(piece) if piece.number == number => piece.before + piece.below(row),
            Some(piece) => piece.before,
            None => self.len,
        }
    }

    /// Lets go of the rows before this one.
    pub(super) fn drop_before(&mut self, row: u32) {
        let gone = self.position_of(row);
        let number = row / ROWS;
        self.pieces.drain(..self.pieces.partition_point(|piece| piece.number < number));
        if let Some(piece) = self.pieces.first_mut()
            && piece.number == number
        {
            let at = row % ROWS;
            let (word, bit) = ((at / 64) as usize, at % 64);
            piece.words.iter_mut().take(word).for_each(|word| *word = 0);
            if let Some(word) = piece.words.get_mut(word) {
                *word &= !((1 << bit) - 1);
            }
        }
        for piece in &mut self.pieces {
            piece.before = piece.before.saturating_sub(gone);
        }
        self.len -= gone;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn hostile_08_rows_let_through_are_found_as_in_a_list(
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
            let mut hits = MatchBitmap::default();
            list.iter().for_each(|row| hits.push(*row));
            hits.drop_before(drop);
            list.retain(|row| *row >= drop);
            prop_assert_eq!(hits.len() as usize, list.len());
            for position in 0..=list.len() {
                let expected = list.get(position..).unwrap_or_default();
                prop_assert_eq!(hits.get(position as u32), expected.first().copied());
                let some: Vec<u32> = hits.iter_at(position as u32).take(3).collect();
                prop_assert_eq!(&some[..], &expected[..expected.len().min(3)]);
            }
            for row in list.iter().flat_map(|row| [row.saturating_sub(1), *row, row.saturating_add(1)]) {
                let expected = list.partition_point(|hit| *hit < row) as u32;
                prop_assert_eq!(hits.position_of(row), expected);
            }
        }
    }

    #[test]
    fn hostile_08_a_row_that_is_let_through_takes_a_bit() {
        let mut hits = MatchBitmap::default();
        (1..=3_600_000).for_each(|row| hits.push(row));
        assert_eq!((hits.pieces.len(), size_of::<[u64; WORDS]>()), (55, 8192));
        assert_eq!((hits.len(), hits.get(3_599_999)), (3_600_000, Some(3_600_000)));
    }
}
