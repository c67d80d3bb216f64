//! Parses expressions.

use super::{Operator, Term};

/// Limit of an expression's text in bytes.
pub const MOST_CHARS: usize = 256;
/// Limit of the nesting depth of parentheses, signs and calls.
pub const MOST_NESTED: usize = 32;

/// Why a text is not an expression. Columns are in characters from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "expression.")]
pub enum ExpressionError {
    /// Longer than [`MOST_CHARS`].
    #[error("the expression is longer than {MOST_CHARS} bytes")]
    TooLong,
    /// Nested deeper than [`MOST_NESTED`].
    #[error("the expression is nested deeper than {MOST_NESTED} levels")]
    TooDeep {
        /// The column.
        column: usize,
    },
    /// A character or a word that cannot stand here.
    #[error("{found:?} at column {} cannot stand there: {wanted} is expected", column + 1)]
    Unexpected {
        /// The text at the column.
        found: String,
        /// What may stand there.
        wanted: &'static str,
        /// The column.
        column: usize,
    },
    /// The text ends too early.
    #[error("the expression ends too early: {wanted} is expected")]
    End {
        /// What is missing.
        wanted: &'static str,
        /// The column after the last character.
        column: usize,
    },
    /// A number beyond 64 bits.
    #[error("the number at column {} is too large", column + 1)]
    Number {
        /// The column.
        column: usize,
    },
}

impl ExpressionError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// The column in characters from 0.
    pub fn column(&self) -> usize {
        match self {
            ExpressionError::TooLong => MOST_CHARS,
            ExpressionError::TooDeep { column }
            | ExpressionError::Unexpected { column, .. }
            | ExpressionError::End { column, .. }
            | ExpressionError::Number { column } => *column,
        }
    }
}

/// Operators of two characters come before those that they start with.
const OPERATORS: [(&str, Operator); 17] = [
    ("||", Operator::Or),
    ("&&", Operator::And),
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessEqual),
    (">=", Operator::GreaterEqual),
    ("<<", Operator::Left),
    (">>", Operator::Right),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("|", Operator::BitOr),
    ("&", Operator::BitAnd),
    ("+", Operator::Add),
    ("-", Operator::Subtract),
    ("*", Operator::Multiply),
    ("/", Operator::Divide),
    ("%", Operator::Remainder),
];

pub(super) fn parse(text: &str) -> Result<Term, ExpressionError> {
    if text.len() > MOST_CHARS {
        return Err(ExpressionError::TooLong);
    }
    let mut parser = ExpressionParser { text, at: 0, deep: 0 };
    let term = parser.binary(1)?;
    parser.space();
    match parser.rest() {
        "" => Ok(term),
        _ => Err(parser.unexpected("an operator")),
    }
}

/// Whether a path can be written without backticks.
pub(super) fn is_plain(path: &str) -> bool {
    matches!(parse(path), Ok(Term::Path(parsed)) if parsed == path)
}

fn in_name(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}

struct ExpressionParser<'t> {
    text: &'t str,
    at: usize,
    deep: usize,
}

impl<'t> ExpressionParser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn column(&self) -> usize {
        self.text.get(..self.at).unwrap_or_default().chars().count()
    }

    fn unexpected(&self, wanted: &'static str) -> ExpressionError {
        let column = self.column();
        let rest = self.rest();
        let word = rest.split(|ch: char| !in_name(ch)).next().unwrap_or_default();
        match (word, rest.chars().next()) {
            (_, None) => ExpressionError::End { wanted, column },
            ("", Some(ch)) => ExpressionError::Unexpected { found: ch.to_string(), wanted, column },
            (word, _) => ExpressionError::Unexpected { found: word.to_owned(), wanted, column },
        }
    }

    fn take(&mut self, token: &str) -> bool {
        let taken = self.rest().starts_with(token);
        if taken {
            self.at += token.len();
        }
        taken
    }

    fn nested<T>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<T, ExpressionError>,
    ) -> Result<T, ExpressionError> {
        if self.deep >= MOST_NESTED {
            return Err(ExpressionError::TooDeep { column: self.column() });
        }
        self.deep += 1;
        let parsed = parse(self);
        self.deep -= 1;
        parsed
    }

    /// Operators that bind at least as tightly as `least`.
    fn binary(&mut self, least: u8) -> Result<Term, ExpressionError> {
        let mut left = self.operand()?;
        loop {
            self.space();
            let rest = self.rest();
            let found = OPERATORS.iter().find(|(symbol, _)| rest.starts_with(symbol));
            let Some((symbol, operator)) = found.filter(|(_, op)| op.rank() >= least) else {
                return Ok(left);
            };
            self.at += symbol.len();
            let rank = operator.rank();
            let right = self.nested(|parser| parser.binary(rank + 1))?;
            left = Term::Binary(*operator, Box::new(left), Box::new(right));
            // `a < b < c` would compare a truth value with a number.
            if rank == 4 {
                self.space();
                let rest = self.rest();
                let next = OPERATORS.iter().find(|(symbol, _)| rest.starts_with(symbol));
                if next.is_some_and(|(_, next)| next.rank() == 4) {
                    return Err(self.unexpected("&& or ||"));
                }
            }
        }
    }

    fn operand(&mut self) -> Result<Term, ExpressionError> {
        self.space();
        if self.take("-") {
            return self.nested(Self::operand).map(|term| Term::Negative(Box::new(term)));
        }
        if self.take("!") {
            return self.nested(Self::operand).map(|term| Term::Not(Box::new(term)));
        }
        if self.take("(") {
            let term = self.nested(|parser| parser.binary(1))?;
            return self.close().map(|()| term);
        }
        match self.rest().chars().next() {
            Some('0'..='9') => self.number(),
            Some('`') => self.quoted(),
            Some(ch) if ch == '_' || ch == '^' || ch == '$' || ch.is_alphabetic() => self.word(),
            _ => Err(self.unexpected("a number, a field or (")),
        }
    }

    fn close(&mut self) -> Result<(), ExpressionError> {
        self.space();
        if self.take(")") { Ok(()) } else { Err(self.unexpected(")")) }
    }

    fn number(&mut self) -> Result<Term, ExpressionError> {
        let column = self.column();
        let rest = self.rest();
        let word = rest.split(|ch: char| !in_name(ch)).next().unwrap_or_default();
        let hex = word.strip_prefix("0x");
        let (digits, radix) = hex.map_or((word, 10), |digits| (digits, 16));
        if digits.is_empty() || !digits.chars().all(|ch| ch.is_digit(radix)) {
            return Err(self.unexpected("a number such as 7 or 0x1f"));
        }
        self.at += word.len();
        u64::from_str_radix(digits, radix)
            .map(|number| Term::Number(number.into()))
            .map_err(|_| ExpressionError::Number { column })
    }

    /// A path with characters that names in expressions do not have: `` `name length` ``.
    fn quoted(&mut self) -> Result<Term, ExpressionError> {
        let rest = self.rest().get(1..).unwrap_or_default();
        let Some(end) = rest.find('`').filter(|end| *end > 0) else {
            return Err(self.unexpected("a name between backticks"));
        };
        self.at += end + 2;
        Ok(Term::Path(rest.get(..end).unwrap_or_default().to_owned()))
    }

    fn word(&mut self) -> Result<Term, ExpressionError> {
        let start = self.at;
        while self.take("^") {}
        let dollar = self.take("$");
        self.name()?;
        let path = |parser: &Self| parser.text.get(start..parser.at).unwrap_or_default();
        if dollar {
            return match path(self) {
                super::REST | super::SIZE => Ok(Term::Path(path(self).to_owned())),
                _ => {
                    self.at = start;
                    Err(self.unexpected("a field, $rest or $size"))
                }
            };
        }
        if self.rest().starts_with('(') && matches!(path(self), "min" | "max") {
            let least = path(self) == "min";
            self.at += 1;
            let terms = self.nested(Self::arguments)?;
            return Ok(if least { Term::Least(terms) } else { Term::Largest(terms) });
        }
        loop {
            if self.take(".") {
                self.name()?;
            } else if self.take("[") {
                let digits = self.rest().len()
                    - self.rest().trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
                if digits == 0 {
                    return Err(self.unexpected("a number"));
                }
                self.at += digits;
                if !self.take("]") {
                    return Err(self.unexpected("]"));
                }
            } else {
                return Ok(Term::Path(path(self).to_owned()));
            }
        }
    }

    fn name(&mut self) -> Result<(), ExpressionError> {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(in_name).len();
        if length == 0 {
            return Err(self.unexpected("a name"));
        }
        self.at += length;
        Ok(())
    }

    fn arguments(&mut self) -> Result<Vec<Term>, ExpressionError> {
        let mut terms = vec![self.binary(1)?];
        loop {
            self.space();
            if !self.take(",") {
                return self.close().map(|()| terms);
            }
            terms.push(self.binary(1)?);
        }
    }
}
