//! Measures a long file: opening it with and without its index, random access, and searching all of it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::{
    Filter, Header, Reader, Summary, View, Writer, WriterOptions, index_path,
};

/// Maximum time until the first rows can be read, in seconds.
const FIRST_ROWS: f64 = 1.0;
/// Maximum time to read rows at any position, in seconds.
const JUMP: f64 = 0.1;
/// Maximum time until the first match of a text, in seconds.
const FIRST_HIT: f64 = 0.1;
/// Minimum rate of a text search, in payload bytes a second.
const RATE: f64 = 1e9;
/// Maximum time to search ten million rows for a code, in seconds.
const CODES: f64 = 0.2;
/// The time slice of the window's thread.
const SLICE: Duration = Duration::from_millis(8);
/// The best of this many runs counts, because other processes only slow a run down.
const TRIES: usize = 5;
/// One message in this many contains the text.
const EVERY: u64 = 1000;

/// A file of messages that each have a code and text, as a server might send.
struct LongFile {
    _folder: TempDir,
    path: PathBuf,
    messages: u64,
    size: usize,
}

impl LongFile {
    fn write(inside: &Path, messages: u64, size: usize) -> Result<LongFile> {
        let folder = tempfile::Builder::new().prefix("wirelark-bench-").tempdir_in(inside)?;
        let path = folder.path().join("long.wlt");
        let mut writer =
            Writer::create(&path, &Header::default(), WriterOptions::default(), Box::new(|| {}))?;
        let text = b"{\"symbol\": \"ABC\", \"price\": 101.25, \"size\": 300, \"venue\": \"X\"}";
        let mut payload: Vec<u8> = text.iter().copied().cycle().take(size).collect();
        for row in 0..messages {
            if let Some(head) = payload.first_chunk_mut() {
                *head = ((row % 1000) as u32).to_le_bytes();
            }
            if let Some(word) = payload.get_mut(16..22) {
                word.copy_from_slice(if row % EVERY == EVERY / 2 {
                    b"Needle"
                } else {
                    b"BC\", \""
                });
            }
            writer.push(Direction::Received, Kind::Binary, row as i64, &payload);
            while writer.is_full() && !writer.flush() {
                std::thread::yield_now();
            }
        }
        writer.finish()?;
        Ok(LongFile { _folder: folder, path, messages, size })
    }
}

/// Measures opening the file and random access.
pub fn open(folder: &Path, messages: u64, size: usize) -> Result<ExitCode> {
    let LongFile { path, _folder, .. } = &LongFile::write(folder, messages, size)?;
    let first_rows = |reader: &Reader| -> Result<usize> { Ok(reader.records(1..61)?.len()) };

    let begun = Instant::now();
    let reader = Reader::open(path)?;
    first_rows(&reader)?;
    let with_index = begun.elapsed().as_secs_f64();

    let begun = Instant::now();
    let last = reader.rows()?;
    let step = (last / 1000).max(1) as usize;
    let mut longest = 0.0f64;
    for row in (1..=last).step_by(step) {
        let begun = Instant::now();
        reader.records(row..row.saturating_add(60))?;
        longest = longest.max(begun.elapsed().as_secs_f64());
    }
    let jump = begun.elapsed().as_secs_f64() / 1000.0;

    let begun = Instant::now();
    let summary = Summary::of(&reader, &mut || ControlFlow::Continue(()))?;
    let count = begun.elapsed().as_secs_f64();
    ensure!(summary.is_some_and(|found| found.rows == messages), "rows are missing");

    drop(reader);
    std::fs::remove_file(index_path(path))?;
    let begun = Instant::now();
    first_rows(&Reader::open(path)?)?;
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
    let bars = [("the first rows", with_index, FIRST_ROWS), ("a jump", longest, JUMP)];
    Ok(print_missed(bars.map(|(what, took, bar)| (what.to_owned(), took < bar, took, bar))))
}

/// Times of a search, in seconds.
#[derive(Debug, Clone, Copy)]
struct Search {
    first: f64,
    done: f64,
    /// CPU time of this thread, which is more accurate on a busy machine.
    cpu: f64,
    hits: u32,
}

/// Measures a search for a text and for a code.
pub fn filter(folder: &Path, messages: u64, size: usize) -> Result<ExitCode> {
    let long = LongFile::write(folder, messages, size)?;
    let reader = Reader::open(&long.path)?;
    let payload = (long.messages * long.size as u64) as f64;
    let found = messages.saturating_add(EVERY / 2 - 1) / EVERY;
    println!("{messages} messages of {size} bytes, the best of {TRIES}");
    println!("filter             hits   first ms    done ms   payload MB/s   CPU ms");
    let mut bars = Vec::new();
    for (text, hits) in
        [("needle", found), ("\"Needle\"", found), ("nowhere", 0), ("code:7", messages / 1000)]
    {
        let mut best = Search { first: f64::MAX, done: f64::MAX, cpu: f64::MAX, hits: 0 };
        for _ in 0..TRIES {
            let one = search(&reader, text)?;
            best = Search {
                first: one.first.min(best.first),
                done: one.done.min(best.done),
                cpu: one.cpu.min(best.cpu),
                hits: one.hits,
            };
        }
        let rate = payload / best.done;
        println!(
            "{text:<12} {:>10} {:>10.2} {:>10.1} {:>14.0} {:>8.0}",
            best.hits,
            best.first * 1e3,
            best.done * 1e3,
            rate / 1e6,
            best.cpu * 1e3
        );
        println!(
            "{}",
            json!({"bench": "filter", "filter": text, "messages": messages, "size": size, "hits": best.hits,
                   "first_seconds": best.first, "done_seconds": best.done, "cpu_seconds": best.cpu, "payload_per_s": rate})
        );
        ensure!(u64::from(best.hits) == hits, "{text}: {} hits, not {hits}", best.hits);
        if hits > 0 {
            bars.push((
                format!("the first hit of {text}"),
                best.first < FIRST_HIT,
                best.first,
                FIRST_HIT,
            ));
        }
        let most = if text.starts_with("code") { CODES } else { payload / RATE };
        bars.push((format!("all of {text}"), best.done <= most, best.done, most));
    }
    Ok(print_missed(bars))
}

fn search(reader: &Reader, text: &str) -> Result<Search> {
    let (begun, busy) = (Instant::now(), cpu_seconds());
    let mut view = View::new(reader.clone());
    view.set_filter(Some(Filter::new(text, &Context::default())?));
    let mut first = None;
    loop {
        let more = view.advance(SLICE)?;
        if view.total() > 0 {
            first.get_or_insert_with(|| begun.elapsed().as_secs_f64());
        }
        if !more {
            let done = begun.elapsed().as_secs_f64();
            let cpu = self::cpu_seconds() - busy;
            return Ok(Search { first: first.unwrap_or(done), done, cpu, hits: view.total() });
        }
    }
}

/// CPU time of this thread in seconds; 0 where the system does not report it.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).map_or(f64::NAN, |ns| ns / 1e9)
}

/// Prints the bars that were missed; each has a name, whether it was met, the measured time, and the limit.
fn print_missed(bars: impl IntoIterator<Item = (String, bool, f64, f64)>) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for (what, met, took, bar) in bars {
        if !met {
            eprintln!("missed: {what} took {:.1} ms, and {:.1} are the bar", took * 1e3, bar * 1e3);
            code = ExitCode::FAILURE;
        }
    }
    code
}
