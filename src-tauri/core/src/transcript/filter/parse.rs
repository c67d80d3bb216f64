//! Parses tokens into the syntax tree.

use super::super::error::{Expected, FilterError};
use super::expr::{FilterExpr, FilterTest, SourceColumn};
use super::token::{FilterToken, TokenKind, tokens};
use super::value;

/// Maximum nesting of parentheses and negations.
const MAX_DEPTH: u32 = 100;

/// A syntax tree, and the positions of its top-level parts.
#[derive(Debug)]
pub(super) struct Parsed {
    pub expr: FilterExpr,
    /// Byte range and tree of each part of a top-level `and`, or of the whole.
    pub parts: Vec<(usize, usize, FilterExpr)>,
}

impl FilterExpr {
    /// Parses a filter; an empty text matches every row.
    pub fn parse(text: &str) -> Result<FilterExpr, FilterError> {
        parse(text).map(|parsed| parsed.expr)
    }
}

pub(super) fn parse(text: &str) -> Result<Parsed, FilterError> {
    let tokens = tokens(text)?;
    let end = text.chars().count() as u32 + 1;
    let mut parser = FilterParser { tokens: &tokens, position: 0, end, depth: 0 };
    if tokens.is_empty() {
        return Ok(Parsed { expr: FilterExpr::All, parts: Vec::new() });
    }
    let mut parts = Vec::new();
    let expr = parser.any(Some(&mut parts))?;
    match parser.tokens.get(parser.position) {
        None => Ok(Parsed { expr, parts }),
        Some(token) => Err(FilterError::StrayParen { column: token.column }),
    }
}

struct FilterParser<'a> {
    tokens: &'a [FilterToken],
    position: usize,
    /// Column after the last character.
    end: u32,
    depth: u32,
}

type TopLevelParts<'a> = Option<&'a mut Vec<(usize, usize, FilterExpr)>>;

impl FilterParser<'_> {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.position).map(|token| &token.kind)
    }

    fn column(&self) -> u32 {
        self.tokens.get(self.position).map_or(self.end, |token| token.column)
    }

    fn deeper(&mut self) -> Result<(), FilterError> {
        self.depth += 1;
        match self.depth > MAX_DEPTH {
            true => Err(FilterError::TooDeep { column: self.column() }),
            false => Ok(()),
        }
    }

    /// `a or b or c`
    fn any(&mut self, parts: TopLevelParts<'_>) -> Result<FilterExpr, FilterError> {
        let from = self.tokens.get(self.position).map_or(0, |token| token.from);
        let mut inner = Vec::new();
        let first = self.all(Some(&mut inner))?;
        let mut choices = vec![first];
        while self.peek() == Some(&TokenKind::Or) {
            self.position += 1;
            choices.push(self.all(None)?);
        }
        let is_single = choices.len() == 1;
        let expr = flatten(choices, FilterExpr::Or, |expr| match expr {
            FilterExpr::Or(parts) => Ok(parts),
            other => Err(other),
        });
        if let Some(parts) = parts {
            let to = self.tokens.get(self.position.saturating_sub(1)).map_or(0, |token| token.to);
            *parts = if is_single { inner } else { vec![(from, to, expr.clone())] };
        }
        Ok(expr)
    }

    /// `a b and c`
    fn all(&mut self, mut spans: TopLevelParts<'_>) -> Result<FilterExpr, FilterError> {
        let mut parts = Vec::new();
        loop {
            let from = self.tokens.get(self.position).map_or(0, |token| token.from);
            let part = self.negated()?;
            let to = self.tokens.get(self.position.saturating_sub(1)).map_or(0, |token| token.to);
            if let Some(spans) = spans.as_deref_mut() {
                spans.push((from, to, part.clone()));
            }
            parts.push(part);
            match self.peek() {
                Some(TokenKind::And) => self.position += 1,
                None | Some(TokenKind::Or | TokenKind::Close) => break,
                Some(_) => {}
            }
        }
        Ok(flatten(parts, FilterExpr::And, |expr| match expr {
            FilterExpr::And(parts) => Ok(parts),
            other => Err(other),
        }))
    }

    fn negated(&mut self) -> Result<FilterExpr, FilterError> {
        if !matches!(self.peek(), Some(TokenKind::Minus | TokenKind::Not)) {
            return self.term();
        }
        self.position += 1;
        self.deeper()?;
        let inner = self.negated()?;
        self.depth -= 1;
        Ok(negate(inner))
    }

    fn term(&mut self) -> Result<FilterExpr, FilterError> {
        let column = self.column();
        let missing = FilterError::Missing { column, expected: Expected::Term };
        let Some(token) = self.tokens.get(self.position) else { return Err(missing) };
        self.position += 1;
        let text = |text: &str, exact| FilterTest::Text { text: text.to_owned(), exact };
        let atom = match &token.kind {
            TokenKind::Open => {
                self.deeper()?;
                let inner = self.any(None)?;
                if self.peek() != Some(&TokenKind::Close) {
                    return Err(FilterError::OpenParen { column });
                }
                self.position += 1;
                self.depth -= 1;
                return Ok(inner);
            }
            TokenKind::Word(word) => text(word, false),
            TokenKind::Quoted { text: quoted, any_case } => text(quoted, !any_case),
            TokenKind::Regex { pattern, any_case } => {
                value::regex(pattern, *any_case)
                    .map_err(|message| FilterError::Regex { column, message })?;
                FilterTest::Regex { pattern: pattern.clone(), any_case: *any_case }
            }
            TokenKind::Test(test) => return super::test_parser::read(test, column),
            TokenKind::Close if self.depth == 0 => return Err(FilterError::StrayParen { column }),
            TokenKind::Close
            | TokenKind::And
            | TokenKind::Or
            | TokenKind::Minus
            | TokenKind::Not => return Err(missing),
        };
        Ok(FilterExpr::Atom(atom, SourceColumn(column)))
    }
}

/// Flattens nested nodes of the same kind; a single part is returned unchanged.
fn flatten(
    parts: Vec<FilterExpr>,
    of: impl Fn(Vec<FilterExpr>) -> FilterExpr,
    unwrap: impl Fn(FilterExpr) -> Result<Vec<FilterExpr>, FilterExpr>,
) -> FilterExpr {
    let mut all = Vec::new();
    for part in parts {
        match unwrap(part) {
            Ok(parts) => all.extend(parts),
            Err(part) => all.push(part),
        }
    }
    match all.len() {
        1 => all.remove(0),
        _ => of(all),
    }
}

pub(super) fn negate(expr: FilterExpr) -> FilterExpr {
    match expr {
        FilterExpr::Not(inner) => *inner,
        other => FilterExpr::Not(Box::new(other)),
    }
}
