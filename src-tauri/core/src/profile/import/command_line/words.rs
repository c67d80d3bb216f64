//! Splits a command line as a POSIX shell does, without expanding anything.

use crate::profile::import::placeholder::SHELL_VARIABLE as VARIABLE;

/// Splits a text into commands of words. Comments, pipes and redirections end a command; what follows a pipe is another
/// one. Variables such as `$TOKEN` become `{{TOKEN}}`.
pub(super) fn commands(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut commands = Vec::new();
    let mut command: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => match chars.next() {
                // A continued line.
                Some('\n') => {}
                Some('\r') if chars.peek() == Some(&'\n') => {
                    chars.next();
                }
                Some(next) => word.get_or_insert_default().push(next),
                None => {}
            },
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some('\'') => break,
                        Some(ch) => word.push(ch),
                        None => return Err("a quote is not closed".to_owned()),
                    }
                }
            }
            '"' => double_quoted(&mut chars, word.get_or_insert_default())?,
            '$' if chars.peek() == Some(&'\'') => {
                chars.next();
                ansi_c(&mut chars, word.get_or_insert_default())?;
            }
            '$' if chars.peek() == Some(&'"') => {}
            '$' => variable(&mut chars, word.get_or_insert_default()),
            '#' if word.is_none() => while chars.next_if(|ch| *ch != '\n').is_some() {},
            '\n' | ';' | '|' | '&' => {
                command.extend(word.take());
                if !command.is_empty() {
                    commands.push(std::mem::take(&mut command));
                }
            }
            ch if ch.is_whitespace() => command.extend(word.take()),
            ch => word.get_or_insert_default().push(ch),
        }
    }
    command.extend(word);
    if !command.is_empty() {
        commands.push(command);
    }
    Ok(commands)
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn double_quoted(chars: &mut Chars<'_>, word: &mut String) -> Result<(), String> {
    loop {
        match chars.next() {
            Some('"') => return Ok(()),
            Some('\\') => match chars.next() {
                Some('\n') => {}
                Some(next @ ('"' | '\\' | '$' | '`')) => word.push(next),
                Some(next) => word.extend(['\\', next]),
                None => return Err("a quote is not closed".to_owned()),
            },
            Some('$') => variable(chars, word),
            Some(ch) => word.push(ch),
            None => return Err("a quote is not closed".to_owned()),
        }
    }
}

/// `$NAME` and `${NAME}`.
fn variable(chars: &mut Chars<'_>, word: &mut String) {
    let braced = chars.next_if_eq(&'{').is_some();
    let mut name = String::new();
    while let Some(ch) = chars.next_if(|ch| ch.is_ascii_alphanumeric() || *ch == '_') {
        name.push(ch);
    }
    if braced && chars.next_if_eq(&'}').is_none() {
        word.push_str("${");
        word.push_str(&name);
        return;
    }
    match name.is_empty() {
        true => word.push_str(if braced { "${}" } else { "$" }),
        false => word.push_str(&format!("{VARIABLE}{name}{VARIABLE}")),
    }
}

/// `$'…'` (POSIX.1-2024).
fn ansi_c(chars: &mut Chars<'_>, word: &mut String) -> Result<(), String> {
    let mut bytes = Vec::new();
    loop {
        let Some(ch) = chars.next() else { return Err("a quote is not closed".to_owned()) };
        match ch {
            '\'' => break,
            '\\' => {
                let Some(kind) = chars.next() else {
                    return Err("a quote is not closed".to_owned());
                };
                match kind {
                    'n' => bytes.push(b'\n'),
                    't' => bytes.push(b'\t'),
                    'r' => bytes.push(b'\r'),
                    'a' => bytes.push(7),
                    'b' => bytes.push(8),
                    'e' | 'E' => bytes.push(27),
                    'f' => bytes.push(12),
                    'v' => bytes.push(11),
                    'x' => bytes.push(digits(chars, 16, 2, 0) as u8),
                    'u' | 'U' => {
                        let code = digits(chars, 16, if kind == 'u' { 4 } else { 8 }, 0);
                        let ch = char::from_u32(code).unwrap_or('\u{fffd}');
                        bytes.extend(ch.encode_utf8(&mut [0; 4]).bytes());
                    }
                    '0'..='7' => {
                        bytes.push(digits(chars, 8, 2, kind.to_digit(8).unwrap_or(0)) as u8)
                    }
                    other => bytes.extend(other.encode_utf8(&mut [0; 4]).bytes()),
                }
            }
            ch => bytes.extend(ch.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    word.push_str(&String::from_utf8_lossy(&bytes));
    Ok(())
}

fn digits(chars: &mut Chars<'_>, radix: u32, most: usize, first: u32) -> u32 {
    let mut value = first;
    for _ in 0..most {
        match chars.next_if(|ch| ch.is_digit(radix)) {
            Some(ch) => {
                value = value.wrapping_mul(radix).wrapping_add(ch.to_digit(radix).unwrap_or(0))
            }
            None => break,
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_continued_lines_and_variables() {
        let text = "a 'b c'\"d $X \\\" \\n\" \\\n e\\ f $'g\\n\\x41\\u00e9\\101' ${Y}z # no\n# no\nsecond '' | third";
        let v = VARIABLE;
        let first = ["a", &format!("b cd {v}X{v} \" \\n"), "e f", "g\nAéA", &format!("{v}Y{v}z")];
        let expected = [
            first.map(str::to_owned).to_vec(),
            vec!["second".into(), "".into()],
            vec!["third".into()],
        ];
        assert_eq!(commands(text).expect("valid"), expected);
        assert!(commands("a 'b").is_err() && commands("$'").is_err() && commands("\"\\").is_err());
    }
}
