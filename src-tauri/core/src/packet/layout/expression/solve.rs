//! Solves an expression for its one unknown value: a length field is computed from the size of what it describes.

use super::{Expression, Operator, Term};

impl Expression {
    /// The value of `path` for which the expression is `result`, if there is exactly one that can be found. All other
    /// values are known to `lookup`.
    pub fn solve(
        &self,
        path: &str,
        result: i128,
        lookup: &dyn Fn(&str) -> Option<i128>,
    ) -> Option<i128> {
        let mut occurrences = 0;
        self.term.visit(&mut |found| occurrences += usize::from(found == path));
        if occurrences != 1 {
            return None;
        }
        let value = self.term.inverse(path, result, lookup)?;
        let with = |name: &str| if name == path { Some(value) } else { lookup(name) };
        // Division loses information: check.
        (self.evaluate(&with) == Ok(result)).then_some(value)
    }
}

impl Term {
    fn inverse(
        &self,
        path: &str,
        result: i128,
        lookup: &dyn Fn(&str) -> Option<i128>,
    ) -> Option<i128> {
        let known = |term: &Term| term.evaluate(lookup).ok();
        let holds = |term: &Term| {
            let mut found = false;
            term.visit(&mut |name| found |= name == path);
            found
        };
        match self {
            Term::Path(name) => (name == path).then_some(result),
            Term::Negative(term) => term.inverse(path, result.checked_neg()?, lookup),
            Term::Not(term) if (0..=1).contains(&result) => term.inverse(path, 1 - result, lookup),
            Term::Binary(operator, left, right) => {
                let in_left = holds(left);
                let (inner, other) =
                    if in_left { (left, known(right)?) } else { (right, known(left)?) };
                let next = match operator {
                    Operator::Add => result.checked_sub(other)?,
                    Operator::Subtract if in_left => result.checked_add(other)?,
                    Operator::Subtract => other.checked_sub(result)?,
                    Operator::Multiply if other != 0 => result.checked_div(other)?,
                    Operator::Divide if in_left => result.checked_mul(other)?,
                    Operator::Right if in_left => {
                        result.checked_mul(1i128.checked_shl(u32::try_from(other).ok()?)?)?
                    }
                    Operator::Left if in_left => result.checked_shr(u32::try_from(other).ok()?)?,
                    Operator::Equal if result == 1 => other,
                    Operator::NotEqual if result == 0 => other,
                    _ => return None,
                };
                inner.inverse(path, next, lookup)
            }
            _ => None,
        }
    }
}
