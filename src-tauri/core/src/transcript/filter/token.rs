//! Splits a filter's text into tokens.

use super::super::error::{Expected, FilterError};
use super::key::{KEYS, SIGNS, Sign, TestKey};

/// Maximum length of a filter in bytes.
pub(super) const MAX_FILTER: usize = 16 * 1024;

/// A token and its position.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FilterToken {
    pub kind: TokenKind,
    /// Column of its first character, from 1.
    pub column: u32,
    /// Byte range in the text.
    pub from: usize,
    pub to: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Open,
    Close,
    Minus,
    And,
    Or,
    Not,
    Quoted { text: String, any_case: bool },
    Regex { pattern: String, any_case: bool },
    Word(String),
    Test(Test),
}

/// A key, an operator and values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Test {
    pub key: TestKey,
    /// Path of a field test.
    pub path: String,
    pub sign: Sign,
    pub sign_column: u32,
    pub items: Vec<TestValue>,
    /// Column of the values.
    pub column: u32,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TestValue {
    pub text: String,
    pub quoted: bool,
    pub column: u32,
}

/// Splits a text into tokens.
pub(super) fn tokens(text: &str) -> Result<Vec<FilterToken>, FilterError> {
    if text.len() > MAX_FILTER {
        let column = text.char_indices().take_while(|(at, _)| *at < MAX_FILTER).count() as u32;
        return Err(FilterError::TooLong { column });
    }
    let mut lexer = FilterLexer { text, at: 0, column: 1 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_space();
        let (from, column) = (lexer.at, lexer.column);
        let Some(ch) = lexer.peek() else { return Ok(tokens) };
        let kind = lexer.token(ch)?;
        tokens.push(FilterToken { kind, column, from, to: lexer.at });
    }
}

/// Whether `text`, unquoted, is a single word.
pub(super) fn is_plain_word(text: &str) -> bool {
    matches!(tokens(text).as_deref(), Ok([FilterToken { kind: TokenKind::Word(word), .. }]) if word == text)
}

/// Whether `path` can be written without quotation marks.
pub(super) fn is_plain_path(path: &str) -> bool {
    !path.is_empty() && path.chars().all(is_path)
}

fn is_path(ch: char) -> bool {
    !ch.is_whitespace() && !matches!(ch, ':' | '=' | '<' | '>' | '!' | '"' | '(' | ')' | ',')
}

struct FilterLexer<'a> {
    text: &'a str,
    at: usize,
    column: u32,
}

impl<'a> FilterLexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let ch = self.peek()?;
        self.at += ch.len_utf8();
        self.column += 1;
        Some(ch)
    }

    fn take(&mut self, text: &str) -> bool {
        let matches = self.rest().starts_with(text);
        if matches {
            self.at += text.len();
            self.column += text.chars().count() as u32;
        }
        matches
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next();
        }
    }

    fn token(&mut self, ch: char) -> Result<TokenKind, FilterError> {
        match ch {
            '(' => {
                self.next();
                Ok(TokenKind::Open)
            }
            ')' => {
                self.next();
                Ok(TokenKind::Close)
            }
            '-' if self.rest().chars().nth(1).is_some_and(|next| !next.is_whitespace()) => {
                self.next();
                Ok(TokenKind::Minus)
            }
            '"' => {
                let text = self.quoted()?;
                let any_case = self.take("i");
                self.expect_separator(false)?;
                Ok(TokenKind::Quoted { text, any_case })
            }
            '/' => self.regex(),
            _ => match self.test()? {
                Some(test) => Ok(TokenKind::Test(test)),
                None => Ok(self.word()),
            },
        }
    }

    /// A closing mark must be followed by white space, a parenthesis or, in a list, a comma.
    fn expect_separator(&self, in_list: bool) -> Result<(), FilterError> {
        match self.peek() {
            None | Some(')') => Ok(()),
            Some(',') if in_list => Ok(()),
            Some(ch) if ch.is_whitespace() => Ok(()),
            Some(_) => Err(FilterError::Space { column: self.column }),
        }
    }

    /// Reads a quoted text.
    fn quoted(&mut self) -> Result<String, FilterError> {
        let open = FilterError::OpenQuote { column: self.column };
        self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(open),
                Some('"') => return Ok(text),
                Some('\\') => match self.peek() {
                    Some(ch @ ('"' | '\\' | 'n' | 'r' | 't')) => {
                        self.next();
                        text.push(match ch {
                            'n' => '\n',
                            'r' => '\r',
                            't' => '\t',
                            ch => ch,
                        });
                    }
                    _ => text.push('\\'),
                },
                Some(ch) => text.push(ch),
            }
        }
    }

    fn regex(&mut self) -> Result<TokenKind, FilterError> {
        let open = FilterError::OpenRegex { column: self.column };
        self.next();
        let mut pattern = String::new();
        loop {
            match self.next() {
                None => return Err(open),
                Some('/') => break,
                Some('\\') => {
                    pattern.push('\\');
                    pattern.extend(self.next());
                }
                Some(ch) => pattern.push(ch),
            }
        }
        let any_case = self.take("i");
        self.expect_separator(false)?;
        Ok(TokenKind::Regex { pattern, any_case })
    }

    /// Reads a test, or returns `None` where a plain word starts.
    fn test(&mut self) -> Result<Option<Test>, FilterError> {
        let rest = self.rest();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let written = rest.get(..letters).unwrap_or_default();
        let Some((_, key)) = KEYS.iter().find(|(word, _)| word.eq_ignore_ascii_case(written))
        else {
            return Ok(None);
        };
        let (key, start) = (*key, (self.at, self.column));
        self.take(written);
        let path = if key == TestKey::Field { self.path()? } else { Some(String::new()) };
        let column = self.column;
        let sign = self.sign(key.is_ordered());
        let (Some(path), Some(sign)) = (path, sign) else {
            (self.at, self.column) = start;
            return Ok(None);
        };
        if path.is_empty() && key == TestKey::Field {
            let expected = Expected::Path;
            return Err(FilterError::Missing { column, expected });
        }
        let sign_column = self.column - sign.text().len() as u32;
        if sign != Sign::Colon {
            self.skip_space();
        }
        let column = self.column;
        let items = self.items(key)?;
        Ok(Some(Test { key, path, sign, sign_column, items, column }))
    }

    /// Reads `.seq` or `."any name"`; `None` without a dot.
    fn path(&mut self) -> Result<Option<String>, FilterError> {
        if !self.take(".") {
            return Ok(None);
        }
        if self.peek() == Some('"') {
            return self.quoted().map(Some);
        }
        let rest = self.rest();
        let end = rest.find(|ch| !is_path(ch)).unwrap_or(rest.len());
        let path = rest.get(..end).unwrap_or_default();
        self.take(path);
        Ok(Some(path.to_owned()))
    }

    /// Reads an operator. White space may precede a comparison, as in `size > 10`, but not a colon.
    fn sign(&mut self, is_ordered: bool) -> Option<Sign> {
        let of = |rest: &str| SIGNS.iter().find(|(text, _)| rest.starts_with(text)).copied();
        let found = of(self.rest()).or_else(|| {
            let later = of(self.rest().trim_start())?;
            (is_ordered && later.1 != Sign::Colon).then_some(later)
        })?;
        self.skip_space();
        self.take(found.0);
        Some(found.1)
    }

    fn items(&mut self, key: TestKey) -> Result<Vec<TestValue>, FilterError> {
        let mut items = Vec::new();
        loop {
            let column = self.column;
            let quoted = self.peek() == Some('"');
            let text = match quoted {
                true => self.quoted()?,
                false => self.bare(key.is_list()),
            };
            if quoted {
                self.expect_separator(key.is_list())?;
            }
            if !text.is_empty() || quoted {
                items.push(TestValue { text, quoted, column });
            } else if !items.is_empty() {
                return Err(FilterError::Missing { column, expected: key.expected() });
            }
            if items.is_empty() || !key.is_list() || !self.take(",") {
                return Ok(items);
            }
        }
    }

    /// Reads up to white space, an unmatched closing parenthesis or, in a list, a comma.
    fn bare(&mut self, in_list: bool) -> String {
        let mut depth = 0u32;
        let mut text = String::new();
        while let Some(ch) = self.peek() {
            match ch {
                ')' if depth == 0 => break,
                ',' if in_list => break,
                ch if ch.is_whitespace() => break,
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            text.push(ch);
            self.next();
        }
        text
    }

    fn word(&mut self) -> TokenKind {
        for (word, kind) in
            [("and", TokenKind::And), ("or", TokenKind::Or), ("not", TokenKind::Not)]
        {
            let found = self.rest().get(..word.len()).unwrap_or_default();
            let after = self.rest().get(word.len()..).and_then(|rest| rest.chars().next());
            let is_whole_word =
                after.is_none_or(|ch| ch.is_whitespace() || matches!(ch, '(' | ')'));
            if found.eq_ignore_ascii_case(word) && is_whole_word {
                self.take(found);
                return kind;
            }
        }
        TokenKind::Word(self.bare(false))
    }
}
