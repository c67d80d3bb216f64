//! Payloads in pages and saving a payload to a file, in bounded memory even for a gigabyte.
//!
//! A hex view reads bytes with [`Reader::payload_of`]; text and JSON pages keep characters and
//! indentation intact.

use std::io::Write as _;
use std::ops::{ControlFlow, Range};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::file::NewFile;
use crate::file::atomic_save::AtomicFile;

use super::{Error, Reader, RecordInfo};

/// Bytes read and written at a time.
const CHUNK: u32 = 1 << 20;

/// Result of saving a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaveOutcome {
    /// Bytes written.
    pub bytes: u64,
    /// Whether saving was cancelled, in which case the file is absent or unchanged.
    pub cancelled: bool,
}

/// Writes a row's payload to a file, atomically. Calls `progress` with the bytes written so far,
/// every MiB; it may break to cancel.
pub fn save_payload(
    reader: &Reader,
    row: u32,
    path: &Path,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<SaveOutcome, Error> {
    let failed = |error: std::io::Error| Error::write(path, error);
    let record = reader.record(row)?;
    let mut file = AtomicFile::begin(path, NewFile::Umask).map_err(failed)?;
    let mut bytes = 0;
    for from in (0..record.size).step_by(CHUNK as usize) {
        let chunk = reader.payload_of(&record, from, CHUNK)?;
        file.write_all(&chunk).map_err(failed)?;
        bytes += chunk.len() as u64;
        if bytes < u64::from(record.size) && progress(bytes).is_break() {
            return Ok(SaveOutcome { bytes, cancelled: true });
        }
    }
    file.commit().map_err(failed)?;
    let _ = progress(bytes);
    Ok(SaveOutcome { bytes, cancelled: false })
}

/// A page of a payload as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPage {
    /// The text, with U+FFFD for bytes that are not UTF-8.
    pub text: String,
    /// Range of payload bytes shown. Adjusted to whole characters, so it may differ from the
    /// request by a few bytes.
    pub bytes: Range<u32>,
    /// Whether some bytes were not UTF-8.
    pub lossy: bool,
}

/// About `len` bytes of text near `from`. The next page begins where this one ends.
pub fn text_page(
    reader: &Reader,
    record: &RecordInfo,
    from: u32,
    len: u32,
) -> Result<TextPage, Error> {
    let from = from.min(record.size);
    // A character has at most four bytes, so it begins at most three before and ends at most three
    // after.
    let start = from.saturating_sub(3);
    let end = from.saturating_add(len.max(4)).min(record.size);
    let read = reader.payload_of(record, start, end.saturating_add(3).saturating_sub(start))?;
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

/// Start of the character that contains `at`; `at` itself if there is none.
fn boundary(bytes: &[u8], at: usize) -> usize {
    let starts_character = |at: usize| bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80);
    if at >= bytes.len() || starts_character(at) {
        return at.min(bytes.len());
    }
    (at.saturating_sub(3)..at)
        .rev()
        .find(|&at| starts_character(at))
        .filter(|&start| {
            let char_len = bytes.get(start).map_or(1, |byte| (byte.leading_ones() as usize).max(1));
            start + char_len > at
        })
        .unwrap_or(at)
}

/// Position and state at the start of a page of formatted JSON. The first is `JsonPlace::at(n)`; a
/// viewer keeps those of earlier pages to go back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonPlace {
    /// Offset in the payload.
    pub offset: u32,
    /// Number of open arrays and objects.
    depth: u32,
    in_text: bool,
    escaped: bool,
    /// Just after an opening bracket.
    opened: bool,
}

impl JsonPlace {
    /// Start of JSON at this offset: 0, or 4 after a leading int32.
    pub fn at(offset: u32) -> JsonPlace {
        JsonPlace { offset, ..JsonPlace::default() }
    }
}

/// Deepest level that is indented further.
const MAX_INDENT: u32 = 100;
/// Maximum bytes of formatted text per page.
pub const JSON_PAGE_LIMIT: usize = 1 << 20;
/// Bytes of JSON that fit into it even if each is a bracket on a line of its own.
const MIN_PAGE: u32 = 4 << 10;

/// Formats about `len` bytes of JSON, indented by two spaces, and returns where the next page
/// begins, or `None` at the end. Takes fewer bytes if indentation would exceed [`JSON_PAGE_LIMIT`].
///
/// Changes only white space between values. Invalid JSON is shown as it is, with line ends after
/// brackets and commas; [`crate::packet::json`] reports what is wrong with it, up to its size
/// limit.
pub fn json_page(
    reader: &Reader,
    record: &RecordInfo,
    place: JsonPlace,
    len: u32,
) -> Result<(String, Option<JsonPlace>), Error> {
    let mut len = len;
    loop {
        let page = text_page(reader, record, place.offset, len)?;
        let mut next = place;
        let mut output = String::with_capacity(page.text.len() * 2);
        for ch in page.text.chars() {
            next.put(&mut output, ch);
            if output.len() > JSON_PAGE_LIMIT {
                break;
            }
        }
        // Retry with a shorter page; the shortest always fits.
        if output.len() > JSON_PAGE_LIMIT && len > MIN_PAGE {
            len = (len / 4).max(MIN_PAGE);
            continue;
        }
        next.offset = page.bytes.end;
        return Ok((output, (next.offset < record.size).then_some(next)));
    }
}

impl JsonPlace {
    fn put(&mut self, output: &mut String, ch: char) {
        if self.in_text {
            output.push(ch);
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
        // An empty array or object stays on its line.
        if std::mem::take(&mut self.opened) != closes {
            self.new_line(output);
        }
        output.push(ch);
        match ch {
            '[' | '{' => {
                self.depth = self.depth.saturating_add(1);
                self.opened = true;
            }
            ',' => self.new_line(output),
            ':' => output.push(' '),
            '"' => self.in_text = true,
            _ => {}
        }
    }

    fn new_line(&self, output: &mut String) {
        output.push('\n');
        (0..self.depth.min(MAX_INDENT)).for_each(|_| output.push_str("  "));
    }
}
