//! Parses tokens into expressions.

use super::lex::PythonToken;

/// An assignment `target = value`, or an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    pub target: Option<String>,
    pub value: PythonExpr,
}

/// A Python expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PythonExpr {
    /// `a.b.c`.
    Name(String),
    Number(String),
    Str(String),
    Bytes(Vec<u8>),
    List(Vec<PythonExpr>),
    Tuple(Vec<PythonExpr>),
    Dict(Vec<(PythonExpr, PythonExpr)>),
    /// A call of a function or a method.
    Call {
        of: Box<PythonExpr>,
        args: Vec<PythonExpr>,
        named: Vec<(String, PythonExpr)>,
    },
    /// `value.name`, if the value is not a name itself.
    Member(Box<PythonExpr>, String),
    /// `value[index]`; parsed only to be skipped.
    Item(Box<PythonExpr>),
    Minus(Box<PythonExpr>),
    Add(Box<PythonExpr>, Box<PythonExpr>),
    /// The parts of an f-string, each as `str` writes it. Only the import of a script makes these.
    Joined(Vec<PythonExpr>),
    Times(Box<PythonExpr>, Box<PythonExpr>),
}

/// Limit of the nesting depth of expressions.
const MAX_DEPTH: usize = 64;

/// Parses a statement; `None` if it is not supported.
pub(super) fn statement(tokens: &[PythonToken]) -> Option<Statement> {
    let mut parser = PythonParser { tokens, deep: 0 };
    let target = parser.target();
    parser.word("await");
    parser.word("return");
    let value = parser.sum()?;
    parser.tokens.is_empty().then_some(Statement { target, value })
}

/// Positional and named arguments.
type Arguments = (Vec<PythonExpr>, Vec<(String, PythonExpr)>);

struct PythonParser<'a> {
    tokens: &'a [PythonToken],
    deep: usize,
}

impl PythonParser<'_> {
    fn target(&mut self) -> Option<String> {
        let (name, rest) = match self.tokens {
            [PythonToken::Name(name), PythonToken::Mark('='), rest @ ..] => (name, rest),
            // With a type annotation.
            [
                PythonToken::Name(name),
                PythonToken::Mark(':'),
                PythonToken::Name(_),
                PythonToken::Mark('='),
                rest @ ..,
            ] => (name, rest),
            [
                PythonToken::Name(own),
                PythonToken::Mark('.'),
                PythonToken::Name(name),
                PythonToken::Mark('='),
                rest @ ..,
            ] if own == "self" => (name, rest),
            _ => return None,
        };
        self.tokens = rest;
        Some(name.clone())
    }

    fn word(&mut self, word: &str) {
        if let [PythonToken::Name(name), rest @ ..] = self.tokens
            && name == word
        {
            self.tokens = rest;
        }
    }

    fn mark(&mut self, mark: char) -> bool {
        match self.tokens {
            [PythonToken::Mark(ch), rest @ ..] if *ch == mark => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn sum(&mut self) -> Option<PythonExpr> {
        self.deep += 1;
        if self.deep > MAX_DEPTH {
            return None;
        }
        let mut left = self.product()?;
        // The tree of a long sum is as deep as the number of its terms.
        let mut terms = 0;
        while self.mark('+') {
            terms += 1;
            if terms > MAX_DEPTH {
                return None;
            }
            left = PythonExpr::Add(Box::new(left), Box::new(self.product()?));
        }
        self.deep -= 1;
        Some(left)
    }

    fn product(&mut self) -> Option<PythonExpr> {
        let left = self.unary()?;
        match self.mark('*') {
            true => Some(PythonExpr::Times(Box::new(left), Box::new(self.unary()?))),
            false => Some(left),
        }
    }

    fn unary(&mut self) -> Option<PythonExpr> {
        if self.mark('-') {
            return Some(PythonExpr::Minus(Box::new(self.postfix()?)));
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Option<PythonExpr> {
        let mut value = self.atom()?;
        let mut steps = 0;
        loop {
            steps += 1;
            if steps > MAX_DEPTH {
                return None;
            }
            if self.mark('.') {
                let [PythonToken::Name(name), rest @ ..] = self.tokens else { return None };
                value = match value {
                    PythonExpr::Name(path) => PythonExpr::Name(format!("{path}.{name}")),
                    other => PythonExpr::Member(Box::new(other), name.clone()),
                };
                self.tokens = rest;
            } else if self.mark('(') {
                let (args, named) = self.arguments()?;
                value = PythonExpr::Call { of: Box::new(value), args, named };
            } else if self.mark('[') {
                self.sum()?;
                if !self.mark(']') {
                    return None;
                }
                value = PythonExpr::Item(Box::new(value));
            } else {
                return Some(value);
            }
        }
    }

    fn arguments(&mut self) -> Option<Arguments> {
        let (mut args, mut named) = (Vec::new(), Vec::new());
        while !self.mark(')') {
            match self.tokens {
                [PythonToken::Name(name), PythonToken::Mark('='), rest @ ..] => {
                    self.tokens = rest;
                    named.push((name.clone(), self.sum()?));
                }
                [PythonToken::Mark('*'), rest @ ..] => {
                    self.tokens = rest;
                    // Unpacked arguments: only their list is known.
                    args.push(self.sum()?);
                }
                _ => args.push(self.sum()?),
            }
            if !self.mark(',') && !matches!(self.tokens, [PythonToken::Mark(')'), ..]) {
                return None;
            }
        }
        Some((args, named))
    }

    fn list(&mut self, close: char) -> Option<(Vec<PythonExpr>, bool)> {
        let mut items = Vec::new();
        let mut comma = false;
        while !self.mark(close) {
            items.push(self.sum()?);
            comma = self.mark(',');
            if !comma && !matches!(self.tokens, [PythonToken::Mark(ch), ..] if *ch == close) {
                return None;
            }
        }
        Some((items, comma))
    }

    fn atom(&mut self) -> Option<PythonExpr> {
        let [first, rest @ ..] = self.tokens else { return None };
        self.tokens = rest;
        Some(match first {
            PythonToken::Name(name) => PythonExpr::Name(name.clone()),
            PythonToken::Number(digits) => PythonExpr::Number(digits.clone()),
            PythonToken::Str(text) => {
                // Adjacent string literals are concatenated.
                let mut whole = text.clone();
                while let [PythonToken::Str(more), rest @ ..] = self.tokens {
                    whole.push_str(more);
                    self.tokens = rest;
                }
                PythonExpr::Str(whole)
            }
            PythonToken::Bytes(bytes) => {
                let mut whole = bytes.clone();
                while let [PythonToken::Bytes(more), rest @ ..] = self.tokens {
                    whole.extend(more);
                    self.tokens = rest;
                }
                PythonExpr::Bytes(whole)
            }
            PythonToken::Mark('[') => PythonExpr::List(self.list(']')?.0),
            PythonToken::Mark('(') => match self.list(')')? {
                (mut items, false) if items.len() == 1 => items.pop()?,
                (items, _) => PythonExpr::Tuple(items),
            },
            PythonToken::Mark('{') => self.dict()?,
            PythonToken::Mark(_) => return None,
        })
    }

    fn dict(&mut self) -> Option<PythonExpr> {
        let mut entries = Vec::new();
        while !self.mark('}') {
            let key = self.sum()?;
            if !self.mark(':') {
                return None;
            }
            entries.push((key, self.sum()?));
            if !self.mark(',') && !matches!(self.tokens, [PythonToken::Mark('}'), ..]) {
                return None;
            }
        }
        Some(PythonExpr::Dict(entries))
    }
}
