//! stdout and stderr. Nothing here panics, and whatever is shown to people has its control and invisible characters
//! escaped: names, URLs and close reasons come from servers and other people's files.
//!
//! A closed stdout means that nobody wants more: the command ends quietly, and exits with 0 unless something else failed.
//! Any other failure to write is an error.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use serde::Serialize;
use wirelark_core::text::{escape_for_display, is_invisible};

use crate::failure::Failure;

/// One line for people.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    write(&format!("{}\n", escape_for_display(&text.to_string())))
}

/// Several lines for people, each as [`line`] writes it.
pub(crate) fn lines(text: &str) -> Result<(), Failure> {
    let all: String = text.lines().map(|line| format!("{}\n", escape_for_display(line))).collect();
    write(&all)
}

/// One line of JSON. Characters that a terminal would act on, or that hide, are written as `\uXXXX`, which reads as the
/// same text.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string(value).map_err(io::Error::other)?;
    write(&format!("{}\n", ascii_where_hidden(&json)))
}

fn ascii_where_hidden(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for ch in json.chars() {
        if is_invisible(ch) {
            for unit in ch.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(ch);
        }
    }
    out
}

/// One line on stderr. Where stderr does not take it there is nobody to tell.
pub(crate) fn note(text: impl Display) {
    let line = format!("{}\n", escape_for_display(&text.to_string()));
    let _ = io::stderr().write_all(line.as_bytes());
}

fn write(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| failed(&error))
}

/// What a failure to write to stdout comes to.
pub(crate) fn failed(error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::nobody_reads(),
        _ => Failure::input("output_failed", format!("cannot write to stdout: {error}")),
    }
}

/// A stream that remembers whether its reader has gone, for whoever gets only a text of the error.
pub(crate) struct PipeWatcher<W> {
    to: W,
    is_closed: bool,
}

impl<W> PipeWatcher<W> {
    pub(crate) fn new(to: W) -> PipeWatcher<W> {
        PipeWatcher { to, is_closed: false }
    }

    /// Whether a write failed because nobody reads any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn look<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.is_closed |= matches!(&result, Err(error) if error.kind() == ErrorKind::BrokenPipe);
        result
    }
}

impl<W: Write> Write for PipeWatcher<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes);
        self.look(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        self.look(flushed)
    }
}

/// What an export writes to a terminal: characters that it would act on, or that hide, become `\uXXXX`, which JSON reads as
/// the same text. Line ends and tabs stay.
pub(crate) struct ForTerminal<W> {
    to: W,
    /// The beginning of a character, or of a line end.
    cut: Vec<u8>,
}

impl<W: Write> ForTerminal<W> {
    pub(crate) fn new(to: W) -> ForTerminal<W> {
        ForTerminal { to, cut: Vec::new() }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = String::with_capacity(bytes.len());
        let text = String::from_utf8_lossy(bytes);
        let lines = text.matches('\n').count();
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                out.push('\n');
            }
            let line = if number < lines { line.strip_suffix('\r').unwrap_or(line) } else { line };
            for (number, part) in line.split('\t').enumerate() {
                out.push_str(if number > 0 { "\t" } else { "" });
                out.push_str(&ascii_where_hidden(part));
            }
        }
        self.to.write_all(out.as_bytes())
    }
}

impl<W: Write> Write for ForTerminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.cut.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.cut) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.cut.len(),
        };
        let ends = self.cut[..whole].ends_with(b"\r");
        let rest = self.cut.split_off(whole - usize::from(ends));
        let now = std::mem::replace(&mut self.cut, rest);
        self.put(&now)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.cut);
        self.put(&rest)?;
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_07_json_stays_the_same_text_and_is_safe_for_a_terminal() {
        let text = "a\u{1b}[31m\u{9b}2J\u{202e}\u{e0041}\u{7f}é";
        let json = ascii_where_hidden(&serde_json::to_string(text).expect("JSON"));
        assert_eq!(json, r#""a\u001b[31m\u009b2J\u202e\udb40\udc41\u007fé""#);
        assert_eq!(serde_json::from_str::<String>(&json).expect("reads"), text);
    }

    #[test]
    fn hostile_07_an_export_to_a_terminal_has_nothing_that_it_acts_on() {
        let text = "a\u{1b}[31m\u{9b}2J\u{202e}é\tb\r\nc\rd\n".as_bytes();
        let shown = "a\\u001b[31m\\u009b2J\\u202eé\tb\nc\\u000dd\n";
        for size in 1..text.len() {
            let mut out = Vec::new();
            let mut to = ForTerminal::new(&mut out);
            for piece in text.chunks(size) {
                to.write_all(piece).expect("to memory");
            }
            to.flush().expect("to memory");
            assert_eq!(String::from_utf8(out).expect("UTF-8"), shown, "{size} at a time");
        }
    }
}
