//! Output to stdout and stderr. Nothing here panics. Control and invisible characters are escaped, since names, URLs and
//! close reasons come from servers and from other people's files.
//!
//! A closed stdout ends the command without an error, with exit code 0 unless something else failed. Any other failure
//! to write is an error.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use serde::Serialize;
use wirelark_core::text::{escape_for_display, is_invisible};

use crate::failure::Failure;

/// Prints one line of text.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    write(&format!("{}\n", escape_for_display(&text.to_string())))
}

/// Prints several lines, each escaped as by [`line()`].
pub(crate) fn lines(text: &str) -> Result<(), Failure> {
    let all: String = text.lines().map(|line| format!("{}\n", escape_for_display(line))).collect();
    write(&all)
}

/// Prints one line of JSON. Control and invisible characters are written as `\uXXXX`, which JSON reads as the same text.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string(value).map_err(io::Error::other)?;
    write(&format!("{}\n", escape_invisible(&json)))
}

/// Prints JSON of several lines, escaped as by [`json()`].
pub(crate) fn json_lines(text: &str) -> Result<(), Failure> {
    let all: String = text.lines().map(|line| format!("{}\n", escape_invisible(line))).collect();
    write(&all)
}

/// Escapes control and invisible characters as `\uXXXX`.
fn escape_invisible(json: &str) -> String {
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

/// Prints one line on stderr. A failure to write is ignored: there is nowhere left to report it.
pub(crate) fn note(text: impl Display) {
    let line = format!("{}\n", escape_for_display(&text.to_string()));
    let _ = io::stderr().write_all(line.as_bytes());
}

fn write(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| write_failure(&error))
}

/// Turns a failed write to stdout into the command's failure.
pub(crate) fn write_failure(error: &io::Error) -> Failure {
    match is_broken_pipe(error) {
        true => Failure::stdout_closed(),
        false => Failure::input("output_failed", format!("cannot write to stdout: {error}")),
    }
}

/// Whether the reader has closed the pipe. Windows has three codes for that, of which the standard library knows two.
fn is_broken_pipe(error: &io::Error) -> bool {
    const PIPE_NOT_CONNECTED: i32 = 233;
    error.kind() == ErrorKind::BrokenPipe
        || (cfg!(windows) && error.raw_os_error() == Some(PIPE_NOT_CONNECTED))
}

/// A stream that remembers whether its reader closed it, for callers that see only the error's text.
pub(crate) struct PipeWatcher<W> {
    to: W,
    is_closed: bool,
}

impl<W> PipeWatcher<W> {
    pub(crate) fn new(to: W) -> PipeWatcher<W> {
        PipeWatcher { to, is_closed: false }
    }

    /// Whether a write failed with a broken pipe.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn check<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.is_closed |= result.as_ref().is_err_and(is_broken_pipe);
        result
    }
}

impl<W: Write> Write for PipeWatcher<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes);
        self.check(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        self.check(flushed)
    }
}

/// Escapes what an export writes to a terminal: control and invisible characters become `\uXXXX`, which JSON reads as the
/// same text. Line ends and tabs stay.
pub(crate) struct TerminalWriter<W> {
    to: W,
    /// An incomplete character or line end; the next write completes it.
    pending: Vec<u8>,
}

impl<W: Write> TerminalWriter<W> {
    pub(crate) fn new(to: W) -> TerminalWriter<W> {
        TerminalWriter { to, pending: Vec::new() }
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
                out.push_str(&escape_invisible(part));
            }
        }
        self.to.write_all(out.as_bytes())
    }
}

impl<W: Write> Write for TerminalWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.pending) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.pending.len(),
        };
        let ends = self.pending[..whole].ends_with(b"\r");
        let rest = self.pending.split_off(whole - usize::from(ends));
        let now = std::mem::replace(&mut self.pending, rest);
        self.put(&now)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.pending);
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
        let json = escape_invisible(&serde_json::to_string(text).expect("JSON"));
        assert_eq!(json, r#""a\u001b[31m\u009b2J\u202e\udb40\udc41\u007fé""#);
        assert_eq!(serde_json::from_str::<String>(&json).expect("reads"), text);
    }

    #[test]
    fn hostile_07_an_export_to_a_terminal_has_nothing_that_it_acts_on() {
        let text = "a\u{1b}[31m\u{9b}2J\u{202e}é\tb\r\nc\rd\n".as_bytes();
        let shown = "a\\u001b[31m\\u009b2J\\u202eé\tb\nc\\u000dd\n";
        for size in 1..text.len() {
            let mut out = Vec::new();
            let mut to = TerminalWriter::new(&mut out);
            for piece in text.chunks(size) {
                to.write_all(piece).expect("to memory");
            }
            to.flush().expect("to memory");
            assert_eq!(String::from_utf8(out).expect("UTF-8"), shown, "{size} at a time");
        }
    }
}
