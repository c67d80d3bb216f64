//! Expressions over earlier fields, such as `w*h*bpp/8`, for lengths, counts, offsets, choices and conditions.
//!
//! Integers have 128 bits. Evaluation is total: overflow and division by zero are errors, never panics.

mod parse;
mod solve;

use std::fmt;

pub use parse::{ExpressionError, MOST_CHARS, MOST_NESTED};

/// The number of bytes from the part's start to the end of the bytes of its layout.
pub const REST: &str = "$rest";
/// The number of bytes of the layout: for the outermost one, of the message.
pub const SIZE: &str = "$size";

/// A parsed expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    term: Term,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    Number(i128),
    Path(String),
    Negative(Box<Term>),
    Not(Box<Term>),
    Binary(Operator, Box<Term>, Box<Term>),
    /// The smallest or the largest of several values.
    Least(Vec<Term>),
    Largest(Vec<Term>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    BitOr,
    BitAnd,
    Left,
    Right,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A value is not known.
    #[error("'{0}' has no value")]
    Unknown(String),
    /// The result does not fit into 128 bits.
    #[error("the result is too large")]
    Overflow,
    /// A division by zero.
    #[error("it divides by zero")]
    DivisionByZero,
}

impl Expression {
    /// Parses an expression. Division rounds down and the remainder has the divisor's sign, as in Python.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        parse::parse(text).map(|term| Expression { term })
    }

    /// The expression that consists of one path.
    pub fn of_path(path: &str) -> Expression {
        Expression { term: Term::Path(path.to_owned()) }
    }

    /// The path, if the expression consists of one.
    pub fn as_path(&self) -> Option<&str> {
        match &self.term {
            Term::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The paths in the expression, in order, without those that start with `$`.
    pub fn paths(&self) -> Vec<&str> {
        let mut paths = Vec::new();
        self.term.visit(&mut |path| {
            if !path.starts_with('$') {
                paths.push(path);
            }
        });
        paths
    }

    /// Whether the expression depends on the size of the message.
    pub fn depends_on_size(&self) -> bool {
        let mut found = false;
        self.term.visit(&mut |path| found |= path.starts_with('$'));
        found
    }

    /// Replaces the paths for which `rename` returns another one. Returns whether there was one.
    pub fn rename(&mut self, rename: &dyn Fn(&str) -> Option<String>) -> bool {
        let mut renamed = false;
        self.term.visit_mut(&mut |path| {
            if let Some(new) = rename(path) {
                *path = new;
                renamed = true;
            }
        });
        renamed
    }

    /// Evaluates the expression with the values that `lookup` knows. Comparisons are 1 or 0.
    pub fn evaluate(&self, lookup: &dyn Fn(&str) -> Option<i128>) -> Result<i128, EvaluationError> {
        self.term.evaluate(lookup)
    }
}

impl Term {
    fn visit<'t>(&'t self, found: &mut dyn FnMut(&'t str)) {
        match self {
            Term::Number(_) => {}
            Term::Path(path) => found(path),
            Term::Negative(term) | Term::Not(term) => term.visit(found),
            Term::Binary(_, left, right) => {
                left.visit(found);
                right.visit(found);
            }
            Term::Least(terms) | Term::Largest(terms) => {
                terms.iter().for_each(|term| term.visit(found));
            }
        }
    }

    fn visit_mut(&mut self, found: &mut dyn FnMut(&mut String)) {
        match self {
            Term::Number(_) => {}
            Term::Path(path) => found(path),
            Term::Negative(term) | Term::Not(term) => term.visit_mut(found),
            Term::Binary(_, left, right) => {
                left.visit_mut(found);
                right.visit_mut(found);
            }
            Term::Least(terms) | Term::Largest(terms) => {
                terms.iter_mut().for_each(|term| term.visit_mut(found));
            }
        }
    }

    fn evaluate(&self, lookup: &dyn Fn(&str) -> Option<i128>) -> Result<i128, EvaluationError> {
        let values = |terms: &[Term]| -> Result<Vec<i128>, EvaluationError> {
            terms.iter().map(|term| term.evaluate(lookup)).collect()
        };
        match self {
            Term::Number(number) => Ok(*number),
            Term::Path(path) => lookup(path).ok_or_else(|| EvaluationError::Unknown(path.clone())),
            Term::Negative(term) => {
                term.evaluate(lookup)?.checked_neg().ok_or(EvaluationError::Overflow)
            }
            Term::Not(term) => Ok(i128::from(term.evaluate(lookup)? == 0)),
            // The right side is not evaluated if the left one decides: it may divide by zero.
            Term::Binary(Operator::And, left, right) => match left.evaluate(lookup)? {
                0 => Ok(0),
                _ => Ok(i128::from(right.evaluate(lookup)? != 0)),
            },
            Term::Binary(Operator::Or, left, right) => match left.evaluate(lookup)? {
                0 => Ok(i128::from(right.evaluate(lookup)? != 0)),
                _ => Ok(1),
            },
            Term::Binary(operator, left, right) => {
                operator.apply(left.evaluate(lookup)?, right.evaluate(lookup)?)
            }
            Term::Least(terms) => Ok(values(terms)?.into_iter().min().unwrap_or(0)),
            Term::Largest(terms) => Ok(values(terms)?.into_iter().max().unwrap_or(0)),
        }
    }
}

impl Operator {
    fn apply(self, left: i128, right: i128) -> Result<i128, EvaluationError> {
        let checked = |value: Option<i128>| value.ok_or(EvaluationError::Overflow);
        let shift = || u32::try_from(right).ok().filter(|by| *by < 127);
        match self {
            Operator::Or => Ok(i128::from(left != 0 || right != 0)),
            Operator::And => Ok(i128::from(left != 0 && right != 0)),
            Operator::Equal => Ok(i128::from(left == right)),
            Operator::NotEqual => Ok(i128::from(left != right)),
            Operator::Less => Ok(i128::from(left < right)),
            Operator::LessEqual => Ok(i128::from(left <= right)),
            Operator::Greater => Ok(i128::from(left > right)),
            Operator::GreaterEqual => Ok(i128::from(left >= right)),
            Operator::BitOr => Ok(left | right),
            Operator::BitAnd => Ok(left & right),
            Operator::Left => checked(shift().and_then(|by| left.checked_mul(1 << by))),
            Operator::Right => checked(shift().map(|by| left >> by)),
            Operator::Add => checked(left.checked_add(right)),
            Operator::Subtract => checked(left.checked_sub(right)),
            Operator::Multiply => checked(left.checked_mul(right)),
            Operator::Divide | Operator::Remainder if right == 0 => {
                Err(EvaluationError::DivisionByZero)
            }
            Operator::Divide => checked(floor_division(left, right)),
            Operator::Remainder => {
                let rest = checked(left.checked_rem(right))?;
                // The remainder has the divisor's sign.
                let wrong = rest != 0 && (rest < 0) != (right < 0);
                Ok(if wrong { rest + right } else { rest })
            }
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            Operator::Or => "||",
            Operator::And => "&&",
            Operator::Equal => "==",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterEqual => ">=",
            Operator::BitOr => "|",
            Operator::BitAnd => "&",
            Operator::Left => "<<",
            Operator::Right => ">>",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Remainder => "%",
        }
    }

    /// How tightly the operator binds, as in Python.
    fn rank(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal | Operator::NotEqual => 4,
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => 4,
            Operator::BitOr => 5,
            Operator::BitAnd => 6,
            Operator::Left | Operator::Right => 7,
            Operator::Add | Operator::Subtract => 8,
            Operator::Multiply | Operator::Divide | Operator::Remainder => 9,
        }
    }
}

fn floor_division(left: i128, right: i128) -> Option<i128> {
    let (quotient, rest) = (left.checked_div(right)?, left.checked_rem(right)?);
    Some(if rest != 0 && (rest < 0) != (right < 0) { quotient - 1 } else { quotient })
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.term.print(f, 0)
    }
}

impl Term {
    fn print(&self, f: &mut fmt::Formatter<'_>, around: u8) -> fmt::Result {
        match self {
            Term::Number(number) => write!(f, "{number}"),
            Term::Path(path) if parse::is_plain(path) => f.write_str(path),
            Term::Path(path) => write!(f, "`{path}`"),
            Term::Negative(term) => {
                f.write_str("-")?;
                term.print(f, 10)
            }
            Term::Not(term) => {
                f.write_str("!")?;
                term.print(f, 10)
            }
            Term::Binary(operator, left, right) => {
                let rank = operator.rank();
                let nested = rank < around;
                f.write_str(if nested { "(" } else { "" })?;
                // Comparisons do not chain, so that both of their sides bind tighter.
                left.print(f, if rank == 4 { 5 } else { rank })?;
                write!(f, " {} ", operator.symbol())?;
                right.print(f, rank + 1)?;
                f.write_str(if nested { ")" } else { "" })
            }
            Term::Least(terms) => print_call(f, "min", terms),
            Term::Largest(terms) => print_call(f, "max", terms),
        }
    }
}

fn print_call(f: &mut fmt::Formatter<'_>, name: &str, terms: &[Term]) -> fmt::Result {
    write!(f, "{name}(")?;
    for (index, term) in terms.iter().enumerate() {
        f.write_str(if index > 0 { ", " } else { "" })?;
        term.print(f, 0)?;
    }
    f.write_str(")")
}

#[cfg(test)]
mod tests;
