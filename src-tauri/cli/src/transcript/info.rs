//! `transcript info`: what a transcript says about itself, and what it holds.

use std::ops::ControlFlow;
use std::path::Path;

use serde_json::{Value, json};
use wirelark_core::frame::time_text;
use wirelark_core::transcript::{Keep, Reader, Summary};

use super::latency::Latency;
use crate::failure::Failure;

/// So many codes are named for people; `--json` has them all.
const CODES_SHOWN: usize = 20;

/// Prints it, as text or as one line of JSON.
pub(super) fn info(file: &Path, as_json: bool) -> Result<(), Failure> {
    let reader = Reader::open(file)?;
    let last = reader.rows()?;
    let counted = Summary::of(&reader, &mut || ControlFlow::Continue(()))?;
    let summary = counted.unwrap_or_default();
    let latency = Latency::of(&reader, last)?;
    if as_json {
        let mut value = as_value(file, &reader, &summary);
        value["latency"] = latency.json();
        println!("{value}");
    } else {
        print(file, &reader, &summary);
        latency.print();
    }
    Ok(())
}

fn as_value(file: &Path, reader: &Reader, summary: &Summary) -> Value {
    let header = reader.header();
    let codes = by_count(summary);
    let codes: Vec<_> =
        codes.iter().map(|(code, rows)| json!({"code": code, "rows": rows})).collect();
    let close = summary.close.as_ref().map(|close| {
        let by = if close.received { "server" } else { "client" };
        json!({"code": close.code, "reason": close.reason, "by": by})
    });
    json!({
        "file": file, "name": header.name, "profile": header.profile, "url": header.url,
        "created": header.created, "app_version": header.app_version,
        "duration_seconds": seconds(summary), "rows": summary.rows, "first_row": summary.first_row,
        "sent": summary.sent, "received": summary.received, "counts": summary.kinds,
        "codes": codes, "other_codes": summary.other_codes, "close": close,
        "payload_bytes": summary.payload_bytes, "file_bytes": summary.file_bytes,
        "keep": reader.keep().to_string(), "segments": summary.segments,
        "skipped_bytes": summary.skipped_bytes, "torn_bytes": summary.torn_bytes,
        "first": summary.first_ns.map(time_text), "last": summary.last_ns.map(time_text),
    })
}

fn print(file: &Path, reader: &Reader, summary: &Summary) {
    let header = reader.header();
    println!("file     {}", file.display());
    println!("name     {}", header.name);
    println!("url      {}", header.url);
    println!("created  {}", header.created);
    if let (Some(first), Some(last)) = (summary.first_ns, summary.last_ns) {
        println!("first    {}", time_text(first));
        println!("last     {}", time_text(last));
        println!("duration {:.3} s", seconds(summary));
    }
    match summary.first_row {
        1 => println!("rows     {}", summary.rows),
        first => println!("rows     {}, from row {first} on", summary.rows),
    }
    println!("sent     {}", summary.sent);
    println!("received {}", summary.received);
    for (name, rows) in &summary.kinds {
        println!("         {name}: {rows}");
    }
    let codes = by_count(summary);
    for (code, rows) in codes.iter().take(CODES_SHOWN) {
        println!("         code {code}: {rows}");
    }
    let more = codes.iter().skip(CODES_SHOWN).map(|(_, rows)| rows).sum::<u64>();
    if more + summary.other_codes > 0 {
        println!("         other codes: {}", more + summary.other_codes);
    }
    if let Some(close) = &summary.close {
        let by = if close.received { "the server" } else { "us" };
        let line = format!("close    {} by {by} {}", close.code, close.reason.escape_debug());
        println!("{}", line.trim_end());
    }
    println!("payload  {} bytes", summary.payload_bytes);
    println!("size     {} bytes", summary.file_bytes);
    if reader.keep() != Keep::All {
        println!("keeps    {}, in {} segments", reader.keep(), summary.segments);
    }
    if summary.skipped_bytes > 0 {
        println!("damaged  {} bytes were passed over", summary.skipped_bytes);
    }
    if summary.torn_bytes > 0 {
        println!(
            "torn     {} bytes at the end, left by a writer that was killed",
            summary.torn_bytes
        );
    }
}

/// The most frequent first.
fn by_count(summary: &Summary) -> Vec<(i32, u64)> {
    let mut codes: Vec<_> = summary.codes.iter().map(|(code, rows)| (*code, *rows)).collect();
    codes.sort_by_key(|(code, rows)| (std::cmp::Reverse(*rows), *code));
    codes
}

fn seconds(summary: &Summary) -> f64 {
    summary.duration_ns() as f64 / 1e9
}
