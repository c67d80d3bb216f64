//! Walks over the words of a command: long options, joined short ones, and their values.

use std::collections::VecDeque;

/// The words that are left.
pub(super) struct Options {
    words: VecDeque<String>,
    only_values: bool,
}

/// A word of a command line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CommandWord {
    /// An option with its dashes.
    Option(String),
    /// Anything else.
    Value(String),
}

impl Options {
    pub(super) fn new(words: Vec<String>) -> Options {
        Options { words: words.into(), only_values: false }
    }

    /// The next option or value. `with_value` says which short options take one, so that `-Hx` is split and `-kL` too.
    pub(super) fn next(&mut self, with_value: &str) -> Option<CommandWord> {
        let word = self.words.pop_front()?;
        if self.only_values || !word.starts_with('-') || word == "-" {
            return Some(CommandWord::Value(word));
        }
        if word == "--" {
            self.only_values = true;
            return self.next(with_value);
        }
        if word.starts_with("--") {
            return Some(CommandWord::Option(match word.split_once('=') {
                Some((name, value)) => {
                    self.words.push_front(value.to_owned());
                    name.to_owned()
                }
                None => word,
            }));
        }
        let mut letters = word.chars().skip(1);
        let first = letters.next()?;
        let rest: String = letters.collect();
        if !rest.is_empty() {
            let rest = match with_value.contains(first) {
                true => rest.strip_prefix('=').unwrap_or(&rest).to_owned(),
                false => format!("-{rest}"),
            };
            self.words.push_front(rest);
        }
        Some(CommandWord::Option(format!("-{first}")))
    }

    /// The value of the option that was just read.
    pub(super) fn value(&mut self) -> String {
        self.words.pop_front().unwrap_or_default()
    }
}
