//! The integers of a layout that expressions use.

use std::collections::HashMap;

use super::super::expression::{EvaluationError, Expression, REST, SIZE};
use super::super::model::Bits;
use super::super::plan::Slot;
use super::super::value_node::extract;
use super::DecodeState;

/// The integers of one layout, by path.
#[derive(Debug, Default)]
pub(super) struct NumberScope {
    numbers: HashMap<String, i128>,
    start: usize,
    end: usize,
}

/// Memory of one integer, in addition to its path.
const NUMBER: usize = 96;

impl NumberScope {
    pub(super) fn new(start: usize, end: usize) -> NumberScope {
        NumberScope { numbers: HashMap::new(), start, end }
    }
}

impl DecodeState<'_> {
    /// Keeps an integer and its groups of bits.
    pub(super) fn note_number(&mut self, slot: &Slot, number: i128) {
        self.note(slot.name.clone(), number);
        self.note_bits(&slot.name, &slot.bits, number);
    }

    fn note_bits(&mut self, name: &str, groups: &[Bits], number: i128) {
        for group in groups {
            let Ok(value) = i128::try_from(extract(number, group.from, group.to)) else { continue };
            let name = format!("{name}.{}", group.name);
            self.note_bits(&name, &group.bits, value);
            self.note(name, value);
        }
    }

    fn note(&mut self, path: String, number: i128) {
        let _ = self.window.budget.charge(0, NUMBER + path.len());
        if let Some(scope) = self.scopes.last_mut() {
            scope.numbers.insert(path, number);
        }
    }

    /// Keeps the integers of a layout inside a tail, whose path in the tail's layout starts with `name`.
    pub(super) fn note_inner(&mut self, name: &str, inner: NumberScope) {
        for (path, number) in inner.numbers {
            self.note(format!("{name}.{path}"), number);
        }
    }

    /// Evaluates an expression of the innermost layout for a part at `at`. Integers of parts that are absent count as
    /// 0.
    pub(super) fn evaluate(
        &self,
        expression: &Expression,
        at: usize,
    ) -> Result<i128, EvaluationError> {
        expression.evaluate(&|path| {
            let name = path.trim_start_matches('^');
            let above = path.len() - name.len();
            let scope = self.scopes.iter().rev().nth(above)?;
            Some(match name {
                REST => scope.end.saturating_sub(at) as i128,
                SIZE => (scope.end - scope.start) as i128,
                _ => scope.numbers.get(name).copied().unwrap_or(0),
            })
        })
    }
}
