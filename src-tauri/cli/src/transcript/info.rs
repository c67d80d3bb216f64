//! The `transcript info` command: prints a transcript's header, counts and latency.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use wirelark_core::frame::time_text;
use wirelark_core::text::escape_for_display;
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{CodeCounts, Reader, RetentionLimit, Summary};

use super::faults::FaultReport;
use super::latency::LatencyReport;
use crate::failure::Failure;
use crate::output;

/// Maximum number of codes in the text output; `--json` lists them all.
const CODES_SHOWN: usize = 20;

/// Prints the summary, as text or as one line of JSON.
pub(super) fn info(file: &Path, as_json: bool) -> Result<(), Failure> {
    let reader = Reader::open(file)?;
    let last = reader.rows()?;
    let counted = Summary::of(&reader, &mut || ControlFlow::Continue(()))?;
    let summary = counted.unwrap_or_default();
    let context = Context::of(&reader)?;
    let decoder = Arc::clone(&context.decoder);
    let go_on = &mut || ControlFlow::Continue(());
    let codes = CodeCounts::of(&reader, decoder, &summary, go_on)?.unwrap_or_default();
    let latency = LatencyReport::of(&context, &reader, last)?;
    let faults = FaultReport::of(&context, &reader, last)?;
    if as_json {
        let mut value = to_json(file, &reader, &summary, &codes);
        value["latency"] = latency.json();
        if let Some(faults) = &faults {
            value["faults"] = faults.json();
        }
        return output::json(&value);
    }
    let lines = text_lines(file, &reader, &summary, &codes);
    let faults = faults.map(|faults| faults.lines()).unwrap_or_default();
    lines.iter().chain(&latency.lines()).chain(&faults).try_for_each(output::line)
}

fn to_json(file: &Path, reader: &Reader, summary: &Summary, counts: &CodeCounts) -> Value {
    let header = reader.header();
    let codes: Vec<_> =
        counts.codes.iter().map(|(code, rows)| json!({"code": code, "rows": rows})).collect();
    let close = summary.close.as_ref().map(|close| {
        let by = if close.received { "server" } else { "client" };
        json!({"code": close.code, "reason": close.reason, "by": by})
    });
    json!({
        "file": file.to_string_lossy(), "name": header.name, "profile": header.profile, "url": header.url,
        "created": header.created, "app_version": header.app_version,
        "duration_seconds": seconds(summary), "rows": summary.rows, "first_row": summary.first_row,
        "sent": summary.sent, "received": summary.received, "counts": summary.kinds,
        "codes": codes, "other_codes": counts.other, "close": close,
        "payload_bytes": summary.payload_bytes, "file_bytes": summary.file_bytes,
        "keep": reader.retention().to_string(), "segments": summary.segments,
        "skipped_bytes": summary.skipped_bytes, "torn_bytes": summary.torn_bytes,
        "first": summary.first_ns.map(time_text), "last": summary.last_ns.map(time_text),
    })
}

fn text_lines(file: &Path, reader: &Reader, summary: &Summary, counts: &CodeCounts) -> Vec<String> {
    let header = reader.header();
    let mut lines = Vec::new();
    lines.push(format!("file     {}", file.display()));
    lines.push(format!("name     {}", header.name));
    lines.push(format!("url      {}", header.url));
    lines.push(format!("created  {}", header.created));
    if let (Some(first), Some(last)) = (summary.first_ns, summary.last_ns) {
        lines.push(format!("first    {}", time_text(first)));
        lines.push(format!("last     {}", time_text(last)));
        lines.push(format!("duration {:.3} s", seconds(summary)));
    }
    match summary.first_row {
        1 => lines.push(format!("rows     {}", summary.rows)),
        first => lines.push(format!("rows     {}, from row {first} on", summary.rows)),
    }
    lines.push(format!("sent     {}", summary.sent));
    lines.push(format!("received {}", summary.received));
    for (name, rows) in &summary.kinds {
        lines.push(format!("         {name}: {rows}"));
    }
    for (code, rows) in counts.codes.iter().take(CODES_SHOWN) {
        lines.push(format!("         code {}: {rows}", escape_for_display(&code.to_string())));
    }
    let more = counts.codes.iter().skip(CODES_SHOWN).map(|(_, rows)| rows).sum::<u64>();
    if more + counts.other > 0 {
        lines.push(format!("         other codes: {}", more + counts.other));
    }
    if let Some(close) = &summary.close {
        let by = if close.received { "the server" } else { "us" };
        let line = format!("close    {} by {by} {}", close.code, close.reason.escape_debug());
        lines.push(line.trim_end().to_owned());
    }
    lines.push(format!("payload  {} bytes", summary.payload_bytes));
    lines.push(format!("size     {} bytes", summary.file_bytes));
    if reader.retention() != RetentionLimit::All {
        lines.push(format!("keeps    {}, in {} segments", reader.retention(), summary.segments));
    }
    if summary.skipped_bytes > 0 {
        lines.push(format!("damaged  {} bytes were passed over", summary.skipped_bytes));
    }
    if summary.torn_bytes > 0 {
        lines.push(format!(
            "torn     {} bytes at the end, left by a writer that was killed",
            summary.torn_bytes
        ));
    }
    lines
}

fn seconds(summary: &Summary) -> f64 {
    summary.duration_ns() as f64 / 1e9
}
