//! A bug report in Markdown: the rows, what passed around them, and the opening handshake.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::{Error, HandshakeHeads, Reader};

/// Rows told before and after each reported one.
const CONTEXT: u32 = 5;
/// Of the rows around, longer ones are left out.
const CONTEXT_BYTES: u32 = 16 * 1024;
/// More row numbers than this are not named in the title.
const MOST_NAMED: usize = 10;

/// The rows and those around them, in the transcript's order.
pub(super) fn with_context(reader: &Reader, rows: &[u32]) -> Result<Vec<u32>, Error> {
    let there = reader.row_range()?;
    let mut all: BTreeSet<u32> = rows.iter().copied().collect();
    for &row in rows {
        let around = row.saturating_sub(CONTEXT)..=row.saturating_add(CONTEXT);
        for near in around.filter(|near| there.contains(near)) {
            if !all.contains(&near) && reader.entry(near)?.size <= CONTEXT_BYTES {
                all.insert(near);
            }
        }
    }
    Ok(all.into_iter().collect())
}

/// The report; `log` are the rows with their context, as the text export writes them.
pub(super) fn report(rows: &[u32], log: &str, upgrade: Option<&HandshakeHeads>) -> String {
    let named: Vec<String> = rows.iter().take(MOST_NAMED).map(u32::to_string).collect();
    let more = if rows.len() > MOST_NAMED { " …" } else { "" };
    let word = if rows.len() == 1 { "row" } else { "rows" };
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(out, "# Report on {word} {}{more}\n", named.join(", "));
    fenced(&mut out, "text", log);
    if let Some(upgrade) = upgrade {
        out.push_str("\n## Opening handshake\n\n");
        let heads = [upgrade.request.trim_end(), upgrade.response.trim_end()];
        fenced(&mut out, "http", &heads.join("\n\n").replace('\r', ""));
    }
    let _ = writeln!(out, "\nRecorded with Wirelark {}.", env!("CARGO_PKG_VERSION"));
    out
}

/// A code block whose fence is longer than any within it, so that a server cannot end it.
fn fenced(out: &mut String, language: &str, text: &str) {
    let longest = text.split(|ch| ch != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = writeln!(out, "{fence}{language}\n{}\n{fence}", text.trim_end());
}
