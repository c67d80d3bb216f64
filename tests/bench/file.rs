//! Opening a long file: with its index, and without.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use serde_json::json;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::transcript::{Header, Options, Reader, Summary, Writer, index_path};

/// The first rows are readable within this, in seconds.
const FIRST_ROWS: f64 = 1.0;

/// Writes a file of so many messages and opens it.
pub fn open(folder: &Path, messages: u64, size: usize) -> Result<ExitCode> {
    let folder = tempfile::Builder::new().prefix("wirelark-bench-").tempdir_in(folder)?;
    let path = folder.path().join("open.wlt");
    let mut writer =
        Writer::create(&path, &Header::default(), Options::default(), Box::new(|| {}))?;
    let mut payload = vec![b'.'; size];
    for row in 0..messages {
        if let Some(head) = payload.first_chunk_mut() {
            *head = ((row % 1000) as u32).to_le_bytes();
        }
        writer.push(Direction::Received, Kind::Binary, row as i64, &payload);
        while writer.is_full() && !writer.flush() {
            std::thread::yield_now();
        }
    }
    writer.finish()?;
    let first_rows = |reader: &Reader| -> Result<usize> { Ok(reader.entries(1..61)?.len()) };

    let begun = Instant::now();
    let reader = Reader::open(&path)?;
    first_rows(&reader)?;
    let with_index = begun.elapsed().as_secs_f64();

    let begun = Instant::now();
    let last = reader.rows()?;
    let step = (last / 1000).max(1) as usize;
    let mut longest = 0.0f64;
    for row in (1..=last).step_by(step) {
        let begun = Instant::now();
        reader.entries(row..row.saturating_add(60))?;
        longest = longest.max(begun.elapsed().as_secs_f64());
    }
    let jump = begun.elapsed().as_secs_f64() / 1000.0;

    let begun = Instant::now();
    let summary = Summary::of(&reader, &mut || std::ops::ControlFlow::Continue(()))?;
    let count = begun.elapsed().as_secs_f64();
    anyhow::ensure!(summary.is_some_and(|found| found.rows == messages), "rows are missing");

    drop(reader);
    std::fs::remove_file(index_path(&path))?;
    let begun = Instant::now();
    first_rows(&Reader::open(&path)?)?;
    let without = begun.elapsed().as_secs_f64();

    println!("{messages} messages of {size} bytes");
    println!("first 60 rows, with the index     {:>8.1} ms", with_index * 1e3);
    println!("60 rows anywhere, mean            {:>8.3} ms", jump * 1e3);
    println!("60 rows anywhere, longest of 1000 {:>8.3} ms", longest * 1e3);
    println!("counting all that info tells      {:>8.1} ms", count * 1e3);
    println!("first 60 rows, index made again   {:>8.1} ms", without * 1e3);
    println!(
        "{}",
        json!({"bench": "open", "messages": messages, "size": size, "open_seconds": with_index,
               "jump_seconds": jump, "longest_jump_seconds": longest, "count_seconds": count,
               "rebuild_seconds": without})
    );
    if with_index < FIRST_ROWS {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("missed: the first rows took {with_index:.2} s, not under {FIRST_ROWS} s");
    Ok(ExitCode::FAILURE)
}
