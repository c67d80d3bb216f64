//! Saves a row's payload as a file.

use std::ops::ControlFlow;
use std::path::Path;

use wirelark_core::transcript::{self, Reader};

use crate::error::CommandResult;
use crate::error::ErrorDto;

/// Bytes of the payload from which the file's suffix is derived.
const SNIFFED: u32 = 64;

/// A file name to propose, with a suffix for JSON, text or binary.
pub(crate) fn file_name(reader: &Reader, row: u32) -> CommandResult<String> {
    let start = reader.payload_range(row, 0, SNIFFED)?;
    Ok(format!("row-{row}.{}", suffix(&start)))
}

fn suffix(start: &[u8]) -> &'static str {
    let is_text = std::str::from_utf8(start).is_ok_and(|text| !text.contains('\0'));
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    match (is_text, first) {
        (true, Some(b'{' | b'[')) => "json",
        (true, _) => "txt",
        _ => "bin",
    }
}

/// Writes a row's payload to a file.
pub(crate) fn save(reader: &Reader, row: u32, path: &Path) -> CommandResult<()> {
    let go_on = &mut |_| ControlFlow::Continue(());
    transcript::save_payload(reader, row, path, go_on).map_err(|error| {
        ErrorDto::new("save_failed", &error).with("path", path.display()).with("what", error)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn suffix_follows_from_the_first_bytes() {
        for (start, expected) in [
            (&b" \n{\"a\": 1}"[..], "json"),
            (b"[1]", "json"),
            (b"plain", "txt"),
            (b"", "txt"),
            (b"a\0b", "bin"),
            (b"\xff", "bin"),
        ] {
            assert_eq!(super::suffix(start), expected, "{start:?}");
        }
    }
}
