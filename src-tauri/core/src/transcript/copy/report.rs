//! Generates a bug report in Markdown: the rows, their context and the opening handshake.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::{Error, HandshakeHeads, Reader};

/// Rows of context before and after each reported row.
const CONTEXT: u32 = 5;
/// Maximum payload size of a context row; longer ones are left out.
const CONTEXT_BYTES: u32 = 16 * 1024;
/// Maximum row numbers in the title.
const MAX_NAMED: usize = 10;

/// The rows and their context, in the transcript's order.
pub(super) fn with_context(reader: &Reader, rows: &[u32]) -> Result<Vec<u32>, Error> {
    let existing = reader.row_range()?;
    let mut all: BTreeSet<u32> = rows.iter().copied().collect();
    for &row in rows {
        let nearby = row.saturating_sub(CONTEXT)..=row.saturating_add(CONTEXT);
        for row in nearby.filter(|row| existing.contains(row)) {
            if !all.contains(&row) && reader.record(row)?.size <= CONTEXT_BYTES {
                all.insert(row);
            }
        }
    }
    Ok(all.into_iter().collect())
}

/// The report; `log` contains the rows with their context in the text export format.
pub(super) fn report(rows: &[u32], log: &str, upgrade: Option<&HandshakeHeads>) -> String {
    let named: Vec<String> = rows.iter().take(MAX_NAMED).map(u32::to_string).collect();
    let more = if rows.len() > MAX_NAMED { " …" } else { "" };
    let word = if rows.len() == 1 { "row" } else { "rows" };
    let mut output = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(output, "# Report on {word} {}{more}\n", named.join(", "));
    fenced(&mut output, "text", log);
    if let Some(upgrade) = upgrade {
        output.push_str("\n## Opening handshake\n\n");
        let heads = [upgrade.request.trim_end(), upgrade.response.trim_end()];
        fenced(&mut output, "http", &heads.join("\n\n").replace('\r', ""));
    }
    let _ = writeln!(output, "\nRecorded with Wirelark {}.", env!("CARGO_PKG_VERSION"));
    output
}

/// A code block whose fence is longer than any within it, so that a server cannot end it.
fn fenced(output: &mut String, language: &str, text: &str) {
    let longest = text.split(|ch| ch != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = writeln!(output, "{fence}{language}\n{}\n{fence}", text.trim_end());
}
