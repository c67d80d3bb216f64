//! Splits Python source into tokens and statements.

/// A Python token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PythonToken {
    /// A name or a keyword.
    Name(String),
    /// A number without `_`.
    Number(String),
    /// The text of a string literal.
    Str(String),
    /// The bytes of a bytes literal.
    Bytes(Vec<u8>),
    /// Any other character.
    Mark(char),
}

/// Splits source into the tokens of each statement. Statements with invalid tokens are dropped.
pub(super) fn statements(text: &str) -> Vec<Vec<PythonToken>> {
    let mut all = Vec::new();
    let mut current = Vec::new();
    let mut open = 0usize;
    let mut lexer = PythonLexer { rest: text };
    let mut good = true;
    loop {
        let step = lexer.next();
        let ends = match &step {
            LexStep::End => true,
            LexStep::Line => open == 0,
            LexStep::Token(PythonToken::Mark(';')) => open == 0,
            _ => false,
        };
        if ends {
            let statement = std::mem::take(&mut current);
            if good && !statement.is_empty() {
                all.push(statement);
            }
            good = true;
            if step == LexStep::End {
                return all;
            }
            continue;
        }
        match step {
            LexStep::Token(token) => {
                match token {
                    PythonToken::Mark('(' | '[' | '{') => open += 1,
                    PythonToken::Mark(')' | ']' | '}') => open = open.saturating_sub(1),
                    _ => {}
                }
                current.push(token);
            }
            LexStep::Bad => good = false,
            LexStep::Line | LexStep::End => {}
        }
    }
}

#[derive(Debug, PartialEq)]
enum LexStep {
    Token(PythonToken),
    Line,
    Bad,
    End,
}

struct PythonLexer<'a> {
    rest: &'a str,
}

impl PythonLexer<'_> {
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn next(&mut self) -> LexStep {
        loop {
            let Some(ch) = self.rest.chars().next() else { return LexStep::End };
            match ch {
                '\n' => {
                    self.skip(1);
                    return LexStep::Line;
                }
                '\\' if self.rest.starts_with("\\\n") => self.skip(2),
                '#' => self.skip(self.rest.find('\n').unwrap_or(self.rest.len())),
                ch if ch.is_whitespace() => self.skip(ch.len_utf8()),
                _ => break,
            }
        }
        let ch = self.rest.chars().next().unwrap_or(' ');
        if let Some((prefix, quotes)) = opening(self.rest) {
            return self.quoted(prefix, quotes);
        }
        if ch.is_ascii_digit()
            || ch == '.' && self.rest.chars().nth(1).is_some_and(|ch| ch.is_ascii_digit())
        {
            return self.number();
        }
        if ch.is_alphabetic() || ch == '_' {
            let end = self.rest.find(|ch: char| !ch.is_alphanumeric() && ch != '_');
            let (name, _) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            let name = name.to_owned();
            self.skip(name.len());
            return LexStep::Token(PythonToken::Name(name));
        }
        self.skip(ch.len_utf8());
        LexStep::Token(PythonToken::Mark(ch))
    }

    fn number(&mut self) -> LexStep {
        let bytes = self.rest.as_bytes();
        let radix = matches!(bytes, [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..]);
        let mut end = 0;
        while let Some(byte) = bytes.get(end) {
            let before = end.checked_sub(1).and_then(|at| bytes.get(at));
            let sign = matches!(byte, b'+' | b'-') && matches!(before, Some(b'e' | b'E')) && !radix;
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') || sign) {
                break;
            }
            end += 1;
        }
        let digits = self.rest.get(..end).unwrap_or_default().replace('_', "");
        self.skip(end.max(1));
        LexStep::Token(PythonToken::Number(digits))
    }

    fn quoted(&mut self, prefix: usize, quotes: usize) -> LexStep {
        let letters = self.rest.get(..prefix).unwrap_or_default().to_ascii_lowercase();
        self.skip(prefix);
        let quote = self.rest.get(..quotes).unwrap_or_default().to_owned();
        self.skip(quotes);
        let Some(end) = closing(self.rest, &quote) else {
            self.skip(self.rest.len());
            return LexStep::Bad;
        };
        let inside = self.rest.get(..end).unwrap_or_default().to_owned();
        self.skip(end + quotes);
        let raw = letters.contains('r');
        let token = match (letters.contains('b'), letters.contains('f')) {
            (_, true) => None,
            (true, _) if raw => Some(PythonToken::Bytes(inside.into_bytes())),
            (true, _) => bytes_of(&inside).map(PythonToken::Bytes),
            (false, _) if raw => Some(PythonToken::Str(inside)),
            (false, _) => text_of(&inside).map(PythonToken::Str),
        };
        token.map_or(LexStep::Bad, LexStep::Token)
    }
}

/// The lengths of the prefix and the quotes of a string literal that starts here, if one does.
fn opening(text: &str) -> Option<(usize, usize)> {
    let prefix = text.bytes().take(3).position(|byte| matches!(byte, b'"' | b'\''))?;
    if !text.bytes().take(prefix).all(|byte| b"bBrRuUfF".contains(&byte)) {
        return None;
    }
    let rest = text.get(prefix..)?;
    let triple = rest.starts_with("\"\"\"") || rest.starts_with("'''");
    Some((prefix, if triple { 3 } else { 1 }))
}

fn closing(text: &str, quote: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(ch) = text.get(at..)?.chars().next() {
        if text.get(at..)?.starts_with(quote) {
            return Some(at);
        }
        if ch == '\n' && quote.len() == 1 {
            return None;
        }
        at += ch.len_utf8();
        if ch == '\\' {
            at += text.get(at..)?.chars().next()?.len_utf8();
        }
    }
    None
}

/// Decodes the content of a bytes literal; `None` if Python rejects it.
pub(crate) fn bytes_of(inside: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(inside.len());
    each_char(inside, false, &mut |ch| match u8::try_from(u32::from(ch)) {
        Ok(byte) => {
            bytes.push(byte);
            true
        }
        Err(_) => false,
    })?;
    Some(bytes)
}

fn text_of(inside: &str) -> Option<String> {
    let mut text = String::with_capacity(inside.len());
    each_char(inside, true, &mut |ch| {
        text.push(ch);
        true
    })?;
    Some(text)
}

/// Passes each decoded character of a literal's content to `emit`, which may reject it. `unicode`: whether `\u` is an
/// escape.
fn each_char(inside: &str, unicode: bool, emit: &mut dyn FnMut(char) -> bool) -> Option<()> {
    let mut rest = inside.chars();
    let mut push = |ch| emit(ch).then_some(());
    while let Some(ch) = rest.next() {
        if ch != '\\' {
            // Bytes literals contain only ASCII.
            (unicode || ch.is_ascii()).then_some(())?;
            push(ch)?;
            continue;
        }
        let escape = rest.next()?;
        let mut hex = |digits: usize| -> Option<char> {
            let text = rest.as_str().get(..digits)?;
            let number = u32::from_str_radix(text, 16).ok().filter(|_| !text.starts_with('+'))?;
            rest = rest.as_str().get(digits..)?.chars();
            char::from_u32(number)
        };
        match escape {
            '\n' => {}
            'x' => push(hex(2)?)?,
            'u' if unicode => push(hex(4)?)?,
            'U' if unicode => push(hex(8)?)?,
            'n' => push('\n')?,
            'r' => push('\r')?,
            't' => push('\t')?,
            'a' => push('\u{7}')?,
            'b' => push('\u{8}')?,
            'f' => push('\u{c}')?,
            'v' => push('\u{b}')?,
            '\\' | '\'' | '"' => push(escape)?,
            '0'..='7' => {
                let text = rest.as_str();
                let more = text.bytes().take(2).take_while(|b| (b'0'..=b'7').contains(b)).count();
                let number = format!("{escape}{}", text.get(..more)?);
                rest = text.get(more..)?.chars();
                push(char::from_u32(u32::from_str_radix(&number, 8).ok()?)?)?;
            }
            other => {
                push('\\')?;
                push(other)?;
            }
        }
    }
    Some(())
}
