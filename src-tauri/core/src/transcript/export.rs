//! JSON Lines: one object for each message, as `transcript export` promises them.

use std::io::{self, Write};
use std::ops::ControlFlow;

use jiff::Timestamp;
use serde_json::Value;

use crate::frame::Kind;

use super::{Entry, Error, Reader, Rows};

/// How often who exports is told, and asked whether to go on: after so many bytes of output.
const REPORT: usize = 256 * 1024;

/// How an export ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Rows that were written, whole.
    pub rows: u64,
    /// Whether it was broken off before the last.
    pub cancelled: bool,
}

/// Writes rows as JSON Lines.
///
/// `fields` decodes a payload where the profile has a layout for it. `progress` is told the rows
/// written so far, every 256 KiB and at the end, and may break off.
pub fn export_jsonl(
    out: &mut dyn Write,
    reader: &Reader,
    rows: impl IntoIterator<Item = u32>,
    fields: &dyn Fn(&Entry, &[u8]) -> Option<Value>,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Exported, Error> {
    let mut walk = Rows::new(reader.clone());
    let mut clock = Clock::default();
    let mut lines = Vec::new();
    let mut written = 0;
    let failed = |error: io::Error| Error::Export { message: error.to_string() };
    for row in rows {
        let (entry, payload) = walk.read(row)?;
        line(&mut lines, &mut clock, &entry, payload, fields(&entry, payload)).map_err(failed)?;
        written += 1;
        if lines.len() >= REPORT {
            out.write_all(&lines).map_err(failed)?;
            lines.clear();
            lines.shrink_to(4 * REPORT);
            if progress(written).is_break() {
                out.flush().map_err(failed)?;
                return Ok(Exported { rows: written, cancelled: true });
            }
        }
    }
    out.write_all(&lines).and_then(|()| out.flush()).map_err(failed)?;
    // Everything is there, so there is nothing left to break off.
    let _ = progress(written);
    Ok(Exported { rows: written, cancelled: false })
}

fn line(
    out: &mut Vec<u8>,
    clock: &mut Clock,
    entry: &Entry,
    payload: &[u8],
    fields: Option<Value>,
) -> io::Result<()> {
    write!(out, "{{\"row\":{},\"time\":\"", entry.row)?;
    clock.write(out, entry.time_ns)?;
    let (direction, kind) = (entry.direction.word(), entry.kind.word());
    write!(out, "\",\"direction\":\"{direction}\",\"kind\":\"{kind}\",\"size\":{}", entry.size)?;
    match entry.code {
        Some(code) => write!(out, ",\"code\":{code}")?,
        None => out.extend_from_slice(b",\"code\":null"),
    }
    let text = (entry.kind == Kind::Text).then(|| str::from_utf8(payload).ok()).flatten();
    match text {
        Some(text) => {
            out.extend_from_slice(b",\"text\":");
            serde_json::to_writer(&mut *out, text)?;
            out.extend_from_slice(b",\"hex\":null");
        }
        None => {
            out.extend_from_slice(b",\"text\":null,\"hex\":\"");
            out.extend(payload.iter().flat_map(|byte| hex(*byte)));
            out.push(b'"');
        }
    }
    out.extend_from_slice(b",\"fields\":");
    match fields {
        Some(fields) => serde_json::to_writer(&mut *out, &fields)?,
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b"}\n");
    Ok(())
}

/// The two digits of a byte.
pub(super) fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

/// Times as text. Rows of one second share all but the digits after the point.
#[derive(Debug, Default)]
struct Clock {
    second: Option<i64>,
    text: String,
}

impl Clock {
    fn write(&mut self, out: &mut Vec<u8>, time_ns: i64) -> io::Result<()> {
        let second = time_ns.div_euclid(1_000_000_000);
        if self.second != Some(second) {
            // An i64 of nanoseconds lies within the years that a timestamp has.
            let time = Timestamp::from_second(second).map_err(io::Error::other)?;
            self.text = time.strftime("%Y-%m-%dT%H:%M:%S").to_string();
            self.second = Some(second);
        }
        write!(out, "{}.{:09}Z", self.text, time_ns.rem_euclid(1_000_000_000))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn time(time_ns: i64) -> String {
        let mut out = Vec::new();
        Clock::default().write(&mut out, time_ns).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn times_have_nine_digits_on_both_sides_of_1970() {
        assert_eq!(time(1_767_323_045_678_901_234), "2026-01-02T03:04:05.678901234Z");
        assert_eq!(time(0), "1970-01-01T00:00:00.000000000Z");
        assert_eq!(time(-1), "1969-12-31T23:59:59.999999999Z");
        assert_eq!(time(i64::MAX), "2262-04-11T23:47:16.854775807Z");
        assert_eq!(time(i64::MIN), "1677-09-21T00:12:43.145224192Z");
    }

    #[test]
    fn the_second_is_kept_only_while_it_lasts() {
        let mut clock = Clock::default();
        let mut out = Vec::new();
        for time_ns in [999_999_999, 1_000_000_000, 5] {
            clock.write(&mut out, time_ns).unwrap();
            out.push(b' ');
        }
        let text = String::from_utf8(out).unwrap();
        let expected = "1970-01-01T00:00:00.999999999Z 1970-01-01T00:00:01.000000000Z \
                        1970-01-01T00:00:00.000000005Z ";
        assert_eq!(text, expected);
    }
}
