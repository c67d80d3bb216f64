//! Highlight colours of rows.

use std::time::Duration;

use super::filter::{Context, FilterError};
use super::matcher::Matcher;
use super::{Error, Filter, Reader};
use crate::profile::model::{Colour, Highlight};

/// Time budget of each call for computing latencies.
const LATENCY_BUDGET: Duration = Duration::from_millis(20);

/// Compiled highlight rules of a profile.
#[derive(Debug, Clone, Default)]
pub struct Highlights {
    rules: Vec<(Filter, Colour)>,
}

impl Highlights {
    /// Compiles the rules that are enabled; also returns the index and error of each invalid one.
    pub fn new(rules: &[Highlight], context: &Context) -> (Highlights, Vec<(usize, FilterError)>) {
        let mut compiled = Vec::new();
        let mut invalid = Vec::new();
        for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| !rule.off) {
            match Filter::new(&rule.filter, context) {
                Ok(filter) => compiled.push((filter, rule.colour)),
                Err(error) => invalid.push((index, error)),
            }
        }
        (Highlights { rules: compiled }, invalid)
    }

    /// Colour of each row by its first matching rule. The rows may be in any order. Rules on
    /// latency use what is known so far; each call computes latencies for about 20 ms more.
    pub fn of(&self, reader: &Reader, rows: &[u32]) -> Result<Vec<Option<Colour>>, Error> {
        let mut colours = vec![None; rows.len()];
        if self.rules.is_empty() {
            return Ok(colours);
        }
        let indexed =
            rows.iter().map(|&row| reader.index_row(row)).collect::<Result<Vec<_>, _>>()?;
        for (filter, colour) in &self.rules {
            let mut matcher = Matcher::within_budget(reader, filter, LATENCY_BUDGET)?;
            let uncoloured = colours.iter_mut().zip(rows).zip(&indexed);
            for ((colour_of_row, row), index) in
                uncoloured.filter(|((colour_of_row, _), _)| colour_of_row.is_none())
            {
                if matcher.row(*row, index)? {
                    *colour_of_row = Some(*colour);
                }
            }
        }
        Ok(colours)
    }
}
