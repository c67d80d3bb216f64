//! Command lines of `websocat` 1.14 and `wscat` 6 for a POSIX shell.
//!
//! `websocat` in its plain mode makes a message of each piece that it happens to read from its input; a message goes whole
//! only when it is one line. So binary goes as a line of base64 with a prefix that says so (`--base64` with
//! `--binary-prefix`), and text ends with NUL (`-0`), which lets line ends be. `-n1` sends one message and prints one.
//! `wscat -x` sends an argument as text and knows no binary.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::frame::Kind;

use super::super::Entry;
use super::{CopyError, Target};

/// Linux refuses a longer argument (128 KiB), and a terminal that is pasted into likes it even less.
const LONGEST: usize = 96 * 1024;
/// `websocat` takes messages of up to so many bytes without being told.
const BUFFER: usize = 65_536;

pub(super) fn websocat(
    entry: &Entry,
    payload: &[u8],
    target: &Target,
) -> Result<String, CopyError> {
    let refuse = |what: &str| CopyError::NotSendable {
        row: entry.row,
        tool: "websocat",
        what: what.to_owned(),
    };
    let (input, how, size) = match entry.kind {
        Kind::Text => {
            let text = str::from_utf8(payload).map_err(|_| refuse("a text that is not UTF-8"))?;
            if text.is_empty() {
                return Err(refuse("it leaves out empty messages"));
            }
            if text.contains('\0') {
                return Err(refuse("a text with NUL; copy it as a Python program"));
            }
            (format!("printf '%s\\0' {}", quoted(text)), "-n1 -0 -t", text.len() + 1)
        }
        Kind::Binary if payload.is_empty() => {
            return Err(refuse("it leaves out empty messages"));
        }
        Kind::Binary => {
            let line = STANDARD.encode(payload);
            let size = line.len() + 2;
            (format!("echo b{line}"), "-n1 --base64 --binary-prefix b --text-prefix t", size)
        }
        Kind::Raw => {
            return Err(refuse("it cannot break the protocol; copy it as a Python program"));
        }
        Kind::Marker => return Err(marker(entry.row, "websocat")),
        _ => return Err(refuse("it sends no control frames by hand; copy it as a Python program")),
    };
    if input.len() > LONGEST {
        return Err(refuse("it is too long for a command line"));
    }
    let mut line = format!("{input} | websocat {how}");
    if size >= BUFFER {
        let _ = write!(line, " -B {}", size + 1);
    }
    if !target.subprotocols.is_empty() {
        let _ = write!(line, " --protocol {}", quoted(&target.subprotocols.join(", ")));
    }
    for (name, value) in &target.headers {
        // Joined with `=`, because a lone `-H` eats what follows.
        let _ = write!(line, " -H={}", quoted(&format!("{name}: {value}")));
    }
    let _ = write!(line, " {}", quoted(&target.url));
    Ok(line)
}

pub(super) fn wscat(entry: &Entry, payload: &[u8], target: &Target) -> Result<String, CopyError> {
    let refuse = |what: &str| CopyError::NotSendable {
        row: entry.row,
        tool: "wscat",
        what: what.to_owned(),
    };
    let text = match (entry.kind, str::from_utf8(payload)) {
        (Kind::Text, Ok(text)) => text,
        (Kind::Raw, _) => {
            return Err(refuse("it cannot break the protocol; copy it as a Python program"));
        }
        (Kind::Marker, _) => return Err(marker(entry.row, "wscat")),
        (Kind::Binary, _) => {
            return Err(refuse("it has no binary messages; copy it for websocat"));
        }
        _ => return Err(refuse("it sends UTF-8 text only; copy it as a Python program")),
    };
    if text.is_empty() || text.contains('\0') {
        return Err(refuse("no argument is empty or has NUL in it; copy it as a Python program"));
    }
    if text.len() > LONGEST {
        return Err(refuse("it is too long for a command line"));
    }
    let mut line = format!("wscat -c {}", quoted(&target.url));
    for name in &target.subprotocols {
        let _ = write!(line, " -s {}", quoted(name));
    }
    for (name, value) in &target.headers {
        let _ = write!(line, " -H {}", quoted(&format!("{name}: {value}")));
    }
    // Joined with `=`, so that a text that begins with a hyphen is not taken for an option; it waits for an answer.
    let _ = write!(line, " --execute={} -w 2", quoted(text));
    Ok(line)
}

/// A marker never was on the wire.
pub(super) fn marker(row: u32, tool: &'static str) -> CopyError {
    let what = "it is a note of Wirelark's, not a message".to_owned();
    CopyError::NotSendable { row, tool, what }
}

/// One word of a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = |ch: char| ch.is_ascii_alphanumeric() || "-_./:@%+,".contains(ch);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_one_word() {
        assert_eq!(quoted("ws://h:1/a-b_c"), "ws://h:1/a-b_c");
        assert_eq!(quoted("a'b $x `y` \"\\\n!"), "'a'\\''b $x `y` \"\\\n!'");
        assert_eq!(quoted("?a=b&c"), "'?a=b&c'");
        assert_eq!(quoted(""), "''");
    }
}
