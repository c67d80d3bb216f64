//! Tokens to expressions.

use super::lex::Token;

/// `target = value`, or a value alone.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Statement {
    pub(super) target: Option<String>,
    pub(super) value: Expr,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    /// `a.b.c`.
    Name(String),
    Number(String),
    Str(String),
    Bytes(Vec<u8>),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Dict(Vec<(Expr, Expr)>),
    /// What is called, or what has a method called on it.
    Call {
        of: Box<Expr>,
        args: Vec<Expr>,
        named: Vec<(String, Expr)>,
    },
    /// `value.name`, where the value is no name itself.
    Member(Box<Expr>, String),
    /// `value[index]` and the like: understood enough to be passed over.
    Item(Box<Expr>),
    Minus(Box<Expr>),
    Add(Box<Expr>, Box<Expr>),
    Times(Box<Expr>, Box<Expr>),
}

/// How deep expressions may lie in each other.
const DEEP: usize = 64;

/// One statement, where it is of the kind that is read here.
pub(super) fn statement(tokens: &[Token]) -> Option<Statement> {
    let mut parser = Parser { tokens, deep: 0 };
    let target = parser.target();
    parser.word("await");
    parser.word("return");
    let value = parser.sum()?;
    parser.tokens.is_empty().then_some(Statement { target, value })
}

/// Arguments by place and by name.
type Arguments = (Vec<Expr>, Vec<(String, Expr)>);

struct Parser<'a> {
    tokens: &'a [Token],
    deep: usize,
}

impl Parser<'_> {
    fn target(&mut self) -> Option<String> {
        let (name, rest) = match self.tokens {
            [Token::Name(name), Token::Mark('='), rest @ ..] => (name, rest),
            // An annotation.
            [Token::Name(name), Token::Mark(':'), Token::Name(_), Token::Mark('='), rest @ ..] => {
                (name, rest)
            }
            [
                Token::Name(own),
                Token::Mark('.'),
                Token::Name(name),
                Token::Mark('='),
                rest @ ..,
            ] if own == "self" => (name, rest),
            _ => return None,
        };
        self.tokens = rest;
        Some(name.clone())
    }

    fn word(&mut self, word: &str) {
        if let [Token::Name(name), rest @ ..] = self.tokens
            && name == word
        {
            self.tokens = rest;
        }
    }

    fn mark(&mut self, mark: char) -> bool {
        match self.tokens {
            [Token::Mark(ch), rest @ ..] if *ch == mark => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn sum(&mut self) -> Option<Expr> {
        self.deep += 1;
        if self.deep > DEEP {
            return None;
        }
        let mut left = self.product()?;
        // As many as there are: a long sum is no deeper than its first two.
        let mut terms = 0;
        while self.mark('+') {
            terms += 1;
            if terms > DEEP {
                return None;
            }
            left = Expr::Add(Box::new(left), Box::new(self.product()?));
        }
        self.deep -= 1;
        Some(left)
    }

    fn product(&mut self) -> Option<Expr> {
        let left = self.unary()?;
        match self.mark('*') {
            true => Some(Expr::Times(Box::new(left), Box::new(self.unary()?))),
            false => Some(left),
        }
    }

    fn unary(&mut self) -> Option<Expr> {
        if self.mark('-') {
            return Some(Expr::Minus(Box::new(self.postfix()?)));
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Option<Expr> {
        let mut value = self.atom()?;
        let mut steps = 0;
        loop {
            steps += 1;
            if steps > DEEP {
                return None;
            }
            if self.mark('.') {
                let [Token::Name(name), rest @ ..] = self.tokens else { return None };
                value = match value {
                    Expr::Name(path) => Expr::Name(format!("{path}.{name}")),
                    other => Expr::Member(Box::new(other), name.clone()),
                };
                self.tokens = rest;
            } else if self.mark('(') {
                let (args, named) = self.arguments()?;
                value = Expr::Call { of: Box::new(value), args, named };
            } else if self.mark('[') {
                self.sum()?;
                if !self.mark(']') {
                    return None;
                }
                value = Expr::Item(Box::new(value));
            } else {
                return Some(value);
            }
        }
    }

    fn arguments(&mut self) -> Option<Arguments> {
        let (mut args, mut named) = (Vec::new(), Vec::new());
        while !self.mark(')') {
            match self.tokens {
                [Token::Name(name), Token::Mark('='), rest @ ..] => {
                    self.tokens = rest;
                    named.push((name.clone(), self.sum()?));
                }
                [Token::Mark('*'), rest @ ..] => {
                    self.tokens = rest;
                    // Spread values: only their list is known.
                    args.push(self.sum()?);
                }
                _ => args.push(self.sum()?),
            }
            if !self.mark(',') && !matches!(self.tokens, [Token::Mark(')'), ..]) {
                return None;
            }
        }
        Some((args, named))
    }

    fn list(&mut self, close: char) -> Option<(Vec<Expr>, bool)> {
        let mut items = Vec::new();
        let mut comma = false;
        while !self.mark(close) {
            items.push(self.sum()?);
            comma = self.mark(',');
            if !comma && !matches!(self.tokens, [Token::Mark(ch), ..] if *ch == close) {
                return None;
            }
        }
        Some((items, comma))
    }

    fn atom(&mut self) -> Option<Expr> {
        let [first, rest @ ..] = self.tokens else { return None };
        self.tokens = rest;
        Some(match first {
            Token::Name(name) => Expr::Name(name.clone()),
            Token::Number(digits) => Expr::Number(digits.clone()),
            Token::Str(text) => {
                // Neighbours are one.
                let mut whole = text.clone();
                while let [Token::Str(more), rest @ ..] = self.tokens {
                    whole.push_str(more);
                    self.tokens = rest;
                }
                Expr::Str(whole)
            }
            Token::Bytes(bytes) => {
                let mut whole = bytes.clone();
                while let [Token::Bytes(more), rest @ ..] = self.tokens {
                    whole.extend(more);
                    self.tokens = rest;
                }
                Expr::Bytes(whole)
            }
            Token::Mark('[') => Expr::List(self.list(']')?.0),
            Token::Mark('(') => match self.list(')')? {
                (mut items, false) if items.len() == 1 => items.pop()?,
                (items, _) => Expr::Tuple(items),
            },
            Token::Mark('{') => self.dict()?,
            Token::Mark(_) => return None,
        })
    }

    fn dict(&mut self) -> Option<Expr> {
        let mut entries = Vec::new();
        while !self.mark('}') {
            let key = self.sum()?;
            if !self.mark(':') {
                return None;
            }
            entries.push((key, self.sum()?));
            if !self.mark(',') && !matches!(self.tokens, [Token::Mark('}'), ..]) {
                return None;
            }
        }
        Some(Expr::Dict(entries))
    }
}
