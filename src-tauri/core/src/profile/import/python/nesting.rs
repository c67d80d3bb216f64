//! Bounds the nesting of a script before it is parsed: the parser is recursive, and so is the release of its tree.

use rustpython_ruff_python_ast::token::TokenKind;
use rustpython_ruff_python_parser::{Mode, lexer};

/// Limit of the depth that a line of a script may reach: brackets, operators and indentation together.
const MAX_NESTING: usize = 400;

/// Whether the script may be parsed. Every token that can open a level counts until the list item or the line ends.
pub(in crate::profile::import) fn is_bounded(source: &str) -> bool {
    let mut lexer = lexer::lex(source, Mode::Module);
    // Depth contributed by each open bracket since its last comma; the outermost one is the line itself.
    let mut levels: Vec<usize> = vec![0];
    let mut total: usize = 0;
    let mut indents: usize = 0;
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return true,
            TokenKind::Newline => {
                levels = vec![0];
                total = 0;
            }
            TokenKind::Indent => indents += 1,
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            TokenKind::Comma => {
                if let Some(level) = levels.last_mut() {
                    total -= *level;
                    *level = 0;
                }
            }
            TokenKind::Lpar
            | TokenKind::Lsqb
            | TokenKind::Lbrace
            | TokenKind::FStringStart
            | TokenKind::TStringStart => {
                levels.push(1);
                total += 1;
            }
            TokenKind::Rpar
            | TokenKind::Rsqb
            | TokenKind::Rbrace
            | TokenKind::FStringEnd
            | TokenKind::TStringEnd => {
                if levels.len() > 1 {
                    total -= levels.pop().unwrap_or_default();
                }
                // `a()()()` nests to the left.
                deepen(&mut levels, &mut total);
            }
            TokenKind::Lambda => {
                // A comma after `lambda a` does not end it: counted at the line.
                if let Some(line) = levels.first_mut() {
                    *line += 1;
                    total += 1;
                }
            }
            TokenKind::Name
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::String
            | TokenKind::NonLogicalNewline => {}
            TokenKind::Comment | TokenKind::FStringMiddle | TokenKind::TStringMiddle => {}
            _ => deepen(&mut levels, &mut total),
        }
        if total + indents > MAX_NESTING {
            return false;
        }
    }
}

fn deepen(levels: &mut [usize], total: &mut usize) {
    if let Some(level) = levels.last_mut() {
        *level += 1;
        *total += 1;
    }
}
