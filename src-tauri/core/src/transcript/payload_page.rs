//! A payload in pages, and whole into a file, without ever holding all of a gigabyte.
//!
//! Bytes for a hex view are [`Reader::payload_of`]; what is here keeps characters and JSON's indents whole.

use std::io::Write as _;
use std::ops::{ControlFlow, Range};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::file::NewFile;
use crate::file::atomic_save::AtomicFile;

use super::{Error, Reader, RecordInfo};

/// Bytes read and written at a time.
const PIECE: u32 = 1 << 20;

/// How saving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaveOutcome {
    /// Bytes that were written.
    pub bytes: u64,
    /// Whether it was broken off; then there is no file, or the old one.
    pub cancelled: bool,
}

/// Writes a row's payload to a file, which appears when it is whole. `progress` is told the bytes so far, every MiB.
pub fn save_payload(
    reader: &Reader,
    row: u32,
    path: &Path,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<SaveOutcome, Error> {
    let failed = |error: std::io::Error| Error::write(path, error);
    let entry = reader.entry(row)?;
    let mut file = AtomicFile::begin(path, NewFile::Umask).map_err(failed)?;
    let mut bytes = 0;
    for from in (0..entry.size).step_by(PIECE as usize) {
        let piece = reader.payload_of(&entry, from, PIECE)?;
        file.write_all(&piece).map_err(failed)?;
        bytes += piece.len() as u64;
        if bytes < u64::from(entry.size) && progress(bytes).is_break() {
            return Ok(SaveOutcome { bytes, cancelled: true });
        }
    }
    file.commit().map_err(failed)?;
    let _ = progress(bytes);
    Ok(SaveOutcome { bytes, cancelled: false })
}

/// A piece of a payload as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPage {
    /// The text; bytes that are not UTF-8 are U+FFFD.
    pub text: String,
    /// The bytes of the payload that it shows: whole characters, so it may begin and end some bytes aside.
    pub bytes: Range<u32>,
    /// Whether some bytes were not UTF-8.
    pub lossy: bool,
}

/// The text near `from`, of about `len` bytes. The next page begins at this one's end.
pub fn text_page(
    reader: &Reader,
    entry: &RecordInfo,
    from: u32,
    len: u32,
) -> Result<TextPage, Error> {
    let from = from.min(entry.size);
    // A character has four bytes at most: it begins up to three before, and ends up to three behind.
    let start = from.saturating_sub(3);
    let end = from.saturating_add(len.max(4)).min(entry.size);
    let read = reader.payload_of(entry, start, end.saturating_add(3).saturating_sub(start))?;
    let first = boundary(&read, (from - start) as usize);
    let last = boundary(&read, (end - start) as usize).max(first);
    let shown = read.get(first..last).unwrap_or_default();
    let text = String::from_utf8_lossy(shown);
    let lossy = matches!(text, std::borrow::Cow::Owned(_));
    Ok(TextPage {
        text: text.into_owned(),
        bytes: start + first as u32..start + last as u32,
        lossy,
    })
}

/// Where the character that `at` lies in begins; `at` itself where there is none.
fn boundary(bytes: &[u8], at: usize) -> usize {
    let begins = |at: usize| bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80);
    if at >= bytes.len() || begins(at) {
        return at.min(bytes.len());
    }
    (at.saturating_sub(3)..at)
        .rev()
        .find(|&at| begins(at))
        .filter(|&start| {
            let whole = bytes.get(start).map_or(1, |byte| (byte.leading_ones() as usize).max(1));
            start + whole > at
        })
        .unwrap_or(at)
}

/// Where a page of laid out JSON begins. The first is `JsonPlace::at(n)`; a reader keeps those it has seen to go back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonPlace {
    /// The byte of the payload.
    pub offset: u32,
    /// How many lists and objects are open.
    depth: u32,
    in_text: bool,
    escaped: bool,
    /// Just after an opening bracket.
    opened: bool,
}

impl JsonPlace {
    /// JSON that begins at this byte: 0, or 4 behind a leading int32.
    pub fn at(offset: u32) -> JsonPlace {
        JsonPlace { offset, ..JsonPlace::default() }
    }
}

/// No one reads deeper indents than this.
const DEEPEST: u32 = 100;
/// Bytes of laid out text in one page, which a window shows in one piece.
pub const JSON_PAGE_LIMIT: usize = 1 << 20;
/// Bytes of JSON that stay within it, each a bracket on a line of its own.
const SHORTEST_PAGE: u32 = 4 << 10;

/// Lays about `len` bytes of JSON out, two spaces a level, and says where the next page begins; at the end nowhere. It is
/// fewer where the indents would make more than [`JSON_PAGE_LIMIT`] of them.
///
/// Only white space between values changes. What is no JSON comes out as it is, with line ends after its brackets and
/// commas: whoever wants to know what is wrong with it asks [`crate::packet::json`], up to the size that it takes.
pub fn json_page(
    reader: &Reader,
    entry: &RecordInfo,
    place: JsonPlace,
    len: u32,
) -> Result<(String, Option<JsonPlace>), Error> {
    let mut len = len;
    loop {
        let page = text_page(reader, entry, place.offset, len)?;
        let mut next = place;
        let mut out = String::with_capacity(page.text.len() * 2);
        for ch in page.text.chars() {
            next.put(&mut out, ch);
            if out.len() > JSON_PAGE_LIMIT {
                break;
            }
        }
        // What grows too much is laid out in shorter pages; the shortest one is always short enough.
        if out.len() > JSON_PAGE_LIMIT && len > SHORTEST_PAGE {
            len = (len / 4).max(SHORTEST_PAGE);
            continue;
        }
        next.offset = page.bytes.end;
        return Ok((out, (next.offset < entry.size).then_some(next)));
    }
}

impl JsonPlace {
    fn put(&mut self, out: &mut String, ch: char) {
        if self.in_text {
            out.push(ch);
            if self.escaped {
                self.escaped = false;
            } else if ch == '\\' {
                self.escaped = true;
            } else if ch == '"' {
                self.in_text = false;
            }
            return;
        }
        if matches!(ch, ' ' | '\t' | '\n' | '\r') {
            return;
        }
        let closes = matches!(ch, ']' | '}');
        if closes {
            self.depth = self.depth.saturating_sub(1);
        }
        // An empty list stays on its line.
        if std::mem::take(&mut self.opened) != closes {
            self.new_line(out);
        }
        out.push(ch);
        match ch {
            '[' | '{' => {
                self.depth = self.depth.saturating_add(1);
                self.opened = true;
            }
            ',' => self.new_line(out),
            ':' => out.push(' '),
            '"' => self.in_text = true,
            _ => {}
        }
    }

    fn new_line(&self, out: &mut String) {
        out.push('\n');
        (0..self.depth.min(DEEPEST)).for_each(|_| out.push_str("  "));
    }
}
