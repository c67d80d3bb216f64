//! Which colour the rows on the screen have.

use std::time::Duration;

use super::filter::{Context, FilterError};
use super::matcher::Matcher;
use super::{Error, Filter, Reader};
use crate::profile::model::{Colour, Highlight};

/// Rules on latency look at rows once, from the first on; for so long each time.
const LATENCY: Duration = Duration::from_millis(20);

/// A profile's colours, ready.
#[derive(Debug, Clone, Default)]
pub struct Highlights {
    rules: Vec<(Filter, Colour)>,
}

impl Highlights {
    /// Those that are on and sound; the others with their number and what is wrong with them.
    pub fn new(rules: &[Highlight], context: &Context) -> (Highlights, Vec<(usize, FilterError)>) {
        let mut ready = Vec::new();
        let mut wrong = Vec::new();
        for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| !rule.off) {
            match Filter::new(&rule.filter, context) {
                Ok(filter) => ready.push((filter, rule.colour)),
                Err(error) => wrong.push((index, error)),
            }
        }
        (Highlights { rules: ready }, wrong)
    }

    /// Each row's colour, by the first rule that fits. The rows may be in any order. A rule on latency holds for
    /// what is known of it so far; each call goes on with it for some 20 ms.
    pub fn of(&self, reader: &Reader, rows: &[u32]) -> Result<Vec<Option<Colour>>, Error> {
        let mut colours = vec![None; rows.len()];
        if self.rules.is_empty() {
            return Ok(colours);
        }
        let indexed =
            rows.iter().map(|&row| reader.index_row(row)).collect::<Result<Vec<_>, _>>()?;
        for (filter, colour) in &self.rules {
            let mut judge = Matcher::hasty(reader, filter, LATENCY)?;
            let open = colours.iter_mut().zip(rows).zip(&indexed);
            for ((found, row), index) in open.filter(|((found, _), _)| found.is_none()) {
                if judge.row(*row, index)? {
                    *found = Some(*colour);
                }
            }
        }
        Ok(colours)
    }
}
