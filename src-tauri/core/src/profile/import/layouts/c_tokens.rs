//! Splits C source into tokens, without comments; preprocessor lines are handed out whole.

/// A token and its line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CToken {
    Word(String),
    Number(i128),
    Mark(char),
    /// A line that begins with `#`, without it.
    Directive(String),
}

/// The tokens of a source, each with its line, from 1. Text and character literals are skipped.
pub(super) fn tokens(text: &str) -> Vec<(CToken, usize)> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    let mut line = 1;
    while let Some(ch) = chars.next() {
        match ch {
            '\n' => line += 1,
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|ch| *ch != '\n').is_some() {},
            '/' if chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for ch in chars.by_ref() {
                    line += usize::from(ch == '\n');
                    if last == '*' && ch == '/' {
                        break;
                    }
                    last = ch;
                }
            }
            '#' => {
                let mut directive = String::new();
                while let Some(ch) = chars.next_if(|ch| *ch != '\n') {
                    directive.push(ch);
                }
                tokens.push((CToken::Directive(directive.trim().to_owned()), line));
            }
            '"' | '\'' => {
                let mut escaped = false;
                for inner in chars.by_ref() {
                    line += usize::from(inner == '\n');
                    if (inner == ch && !escaped) || inner == '\n' {
                        break;
                    }
                    escaped = inner == '\\' && !escaped;
                }
            }
            ch if ch.is_ascii_digit() => {
                let mut digits = ch.to_string();
                while let Some(ch) = chars.next_if(|ch| ch.is_ascii_alphanumeric()) {
                    digits.push(ch);
                }
                tokens.push((number(&digits).map_or(CToken::Word(digits), CToken::Number), line));
            }
            ch if ch.is_alphabetic() || ch == '_' => {
                let mut word = ch.to_string();
                while let Some(ch) = chars.next_if(|ch| ch.is_alphanumeric() || *ch == '_') {
                    word.push(ch);
                }
                tokens.push((CToken::Word(word), line));
            }
            ch if ch.is_whitespace() || ch == '\\' => {}
            ch => tokens.push((CToken::Mark(ch), line)),
        }
    }
    tokens
}

/// An integer literal.
pub(super) fn number(text: &str) -> Option<i128> {
    let plain = text.trim_end_matches(['u', 'U', 'l', 'L']);
    match plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X")) {
        Some(hex) => i128::from_str_radix(hex, 16).ok(),
        None if plain.len() > 1 && plain.starts_with('0') => i128::from_str_radix(plain, 8).ok(),
        None => plain.parse().ok(),
    }
}
