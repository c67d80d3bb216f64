//! Measures the age of a slow stream's messages when another process can read them.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use serde_json::json;
use wirelark_core::transcript::Reader;
use wirelark_tests::cli::{Cli, Signal};

use crate::flood::Paced;

/// Maximum age, in milliseconds.
const BAR: f64 = 50.0;
const RATE: u64 = 100;
/// Polling interval of the file; it is part of the measured age.
const LOOK: Duration = Duration::from_micros(500);
/// Time-out; far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// Captures a stream of a hundred messages a second and polls the file meanwhile. The 99th percentile counts, because a
/// busy machine may delay single messages.
pub fn slow(folder: &Path, messages: u64) -> Result<ExitCode> {
    let folder = tempfile::Builder::new().prefix("wirelark-bench-").tempdir_in(folder)?;
    let server = Paced::start(messages, 64, RATE)?;
    let profile = folder.path().join("slow.wirelark.json");
    let text = json!({"wirelark": 1, "name": "slow", "connection": {"url": server.url()}});
    std::fs::File::create(&profile)?.write_all(text.to_string().as_bytes())?;
    let transcript = folder.path().join("slow.wlt");
    let [profile, path] = [&profile, &transcript].map(|path| path.display().to_string());
    let capture = Cli::spawn(["capture", &profile, "--transcript", &path]);
    let begun = Instant::now();
    let reader = loop {
        match Reader::open(&transcript) {
            Ok(reader) => break reader,
            Err(error) => ensure!(begun.elapsed() < PATIENCE, "{error}"),
        }
        std::thread::sleep(LOOK);
    };
    let (mut seen, mut lags) = (0, Vec::new());
    while lags.len() < messages as usize {
        ensure!(begun.elapsed() < PATIENCE, "{} messages", lags.len());
        let rows = reader.rows()?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos() as i64;
        for row in seen + 1..=rows {
            lags.push((now - reader.record(row)?.time_ns) as f64 / 1e6);
        }
        seen = rows;
        std::thread::sleep(LOOK);
    }
    capture.signal(Signal::Interrupt);
    capture.finish();
    lags.sort_by(f64::total_cmp);
    let at = |part: f64| lags[((lags.len() - 1) as f64 * part) as usize];
    let (middle, most, max) = (at(0.5), at(0.99), at(1.0));
    println!("{messages} messages, {RATE} a second: in the file after");
    println!("{middle:.1} ms in the middle, {most:.1} ms for 99 in a hundred, {max:.1} ms at most");
    println!(
        "{}",
        json!({"bench": "slow", "messages": messages, "p50_ms": middle, "p99_ms": most, "max_ms": max})
    );
    if most < BAR {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("missed: {most:.1} ms is not under {BAR} ms");
    Ok(ExitCode::FAILURE)
}
