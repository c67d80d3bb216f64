//! Measures the real window at a message rate: what a user would notice, in numbers.
//!
//! - `meter`: measurements inside the page.
//! - `after`: measurements after the stream: jumps, searches, opening the transcript again.
//!
//! It needs a display, a session bus and `WIRELARK_APP`; `cargo xtask bench window` provides them.

mod after;
mod meter;

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use wirelark_core::transcript::{Reader, SequentialReader};
use wirelark_tests::app::{App, Home};
use wirelark_tests::fault::numbered;
use wirelark_tests::processes::Processes;

use crate::flood::Paced;
use crate::mb;
use meter::Meter;

/// Bytes in a message.
const SIZE: usize = 64;
/// Up to this many pixels a window counts as small.
const SMALL: u32 = 1280 * 800;
/// Maximum 95th percentile of the time between frames, in milliseconds: in a small window, and in a large one.
const GAP: [f64; 2] = [33.0, 50.0];
const REFRESHES: f64 = 12.0;
/// Maximum time until a click takes effect, in milliseconds.
const CLICK: f64 = 100.0;
/// Maximum time until a long transcript's first rows are shown, from the click in the history, in milliseconds.
const OPEN: f64 = 1_000.0;
/// Maximum growth of the web process after the first minute, in bytes, in runs of at least three minutes.
const GROWTH: u64 = 60_000_000;
const LONG: u64 = 180;
/// Interval of clicks and memory measurements.
const ROUND: Duration = Duration::from_secs(2);

/// Parses `1280x800`.
pub fn size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    sides.ok_or_else(|| format!("{text} is not WIDTHxHEIGHT"))
}

/// One run for each size.
pub fn window(folder: &Path, sizes: &[(u32, u32)], rate: u64, seconds: u64) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut worst = ExitCode::SUCCESS;
    for &size in sizes {
        let missed = runtime.block_on(run_size(folder, size, rate, seconds))?;
        if !missed.is_empty() {
            eprintln!("missed: {}", missed.join("; "));
            worst = ExitCode::FAILURE;
        }
        println!();
    }
    Ok(worst)
}

/// Returns the bars that were missed.
async fn run_size(folder: &Path, size: (u32, u32), rate: u64, seconds: u64) -> Result<Vec<String>> {
    let messages = rate * seconds;
    println!("{}x{}, {rate} messages a second for {seconds} s; load {}", size.0, size.1, load());
    let home = Home::inside(folder);
    let server = Paced::start(messages, SIZE, rate)?;
    let app = App::start(&home).await;
    app.page.set_window_size(size.0, size.1).await?;
    app.click("welcome-new").await;
    app.click("type-hex").await;
    app.write("url", &server.url()).await;
    let meter = Meter::begin(&app).await?;
    let processes = Processes::below(app.driver_id());
    let before = processes.now();
    app.keys(&["\u{e007}"]).await;
    app.wait_for_state("open").await;

    let begun = Instant::now();
    let (mut clicks, mut memory) = (Vec::new(), Vec::new());
    let length = Duration::from_secs(seconds);
    while begun.elapsed() < length {
        clicks.push(meter.click(&app, clicks.len() % 2 == 0).await?);
        memory.push((begun.elapsed(), processes.now().web_bytes));
        tokio::time::sleep(ROUND.min(length.saturating_sub(begun.elapsed()))).await;
    }
    let drawn = meter.end(&app).await?;
    let used = processes.now().since(&before);
    let sent = server.sent.load(Relaxed);
    let behind = sent.saturating_sub(app.wait_for_count("stored", 1).await);
    for name in ["received", "stored", "shown"] {
        let count = app.wait_for_count(name, messages).await;
        ensure!(count == messages, "{name}: {count} of {messages}");
    }
    let lost = app.wait_for_count("lost", 0).await;
    let caught_up = begun.elapsed();
    let after = after::measure(&app, messages).await?;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    let sound = check_rows(&home, messages)?;
    let opened = after::open_again(&app).await?;
    app.quit().await;

    let took = server.took.get().context("the server has not sent everything")?.as_secs_f64();
    clicks.sort_by(f64::total_cmp);
    let (middle, most_clicks, longest) =
        (percentile(&clicks, 0.5), percentile(&clicks, 0.95), percentile(&clicks, 1.0));
    let first = memory.iter().find(|(at, _)| *at >= Duration::from_secs(60)).map(|(_, rss)| *rss);
    let most = memory.iter().map(|(_, rss)| *rss).max().unwrap_or(0);
    let last = memory.last().map_or(0, |(_, rss)| *rss);
    let growth = first.map(|first| last.saturating_sub(first));
    println!(
        "sent in                {took:>8.1} s; {behind} were not stored at the end, all were after {:.1} s",
        caught_up.as_secs_f64()
    );
    println!("stored                 {:>8} of {messages}, lost {lost}", sound);
    println!("frame gap p50 p95 max  {:>8.0} {:.0} {:.0} ms", drawn.p50, drawn.p95, drawn.max);
    println!("refreshes a second     {:>8.1}", drawn.refreshes);
    println!(
        "a click, p50 p95 max   {middle:>8.0} {most_clicks:.0} {longest:.0} ms ({} clicks)",
        clicks.len()
    );
    println!(
        "web process            {:>8.0} MB at most, grew {} after the first minute",
        mb(most),
        growth.map_or("?".into(), |bytes| format!("{:.0} MB", mb(bytes)))
    );
    println!("app's process          {:>8.0} MB", mb(used.app_bytes));
    println!(
        "time on a processor    {:>8.0} % the page, {:.0} % the app",
        used.web_share * 100.0,
        used.app_share * 100.0
    );
    println!(
        "a jump, p95 max        {:>8.0} {:.0} ms ({} jumps)",
        after.jump_p95, after.jump_max, after.jumps
    );
    println!("a text, first hit, all {:>8.0} {:.0} ms", after.first_hit, after.all_hits);
    println!("a code, all            {:>8.0} ms", after.code);
    println!("opened from history    {opened:>8.0} ms to its first rows");
    println!("load                   {:>8}", load());
    println!(
        "{}",
        json!({
            "bench": "window", "width": size.0, "height": size.1, "rate": rate, "seconds": seconds, "sent_seconds": took,
            "messages": messages, "stored": sound, "lost": lost, "gap_p50_ms": drawn.p50, "gap_p95_ms": drawn.p95,
            "gap_max_ms": drawn.max, "refreshes_per_s": drawn.refreshes, "click_p50_ms": middle, "click_p95_ms": most_clicks, "click_max_ms": longest,
            "web_bytes": most, "web_growth_bytes": growth, "app_bytes": used.app_bytes, "web_share": used.web_share,
            "app_share": used.app_share, "jump_p95_ms": after.jump_p95, "jump_max_ms": after.jump_max,
            "first_hit_ms": after.first_hit, "all_hits_ms": after.all_hits, "code_ms": after.code, "open_ms": opened,
        })
    );

    let mut missed = Vec::new();
    let mut bar = |what: &str, value: f64, met: bool, bar: f64| {
        if !met {
            missed.push(format!("{what}: {value:.1}, and {bar:.0} is the bar"));
        }
    };
    let gap = GAP[usize::from(size.0 * size.1 > SMALL)];
    bar("p95 of the frame gaps, ms", drawn.p95, drawn.p95 < gap, gap);
    bar("refreshes a second", drawn.refreshes, drawn.refreshes >= REFRESHES, REFRESHES);
    bar("p95 of the clicks, ms", most_clicks, most_clicks < CLICK, CLICK);
    bar("p95 of the jumps, ms", after.jump_p95, after.jump_p95 < CLICK, CLICK);
    bar("opened from the history, ms", opened, opened < OPEN, OPEN);
    bar("lost", lost as f64, lost == 0 && sound == messages, 0.0);
    if seconds >= LONG {
        let growth = growth.unwrap_or(u64::MAX);
        bar("growth of the web process, MB", mb(growth), growth < GROWTH, mb(GROWTH));
    }
    Ok(missed)
}

/// Counts the messages in the transcript, and checks that each is the one sent in its place.
fn check_rows(home: &Home, messages: u64) -> Result<u64> {
    let files = std::fs::read_dir(home.transcripts())?.flatten().map(|file| file.path());
    let file = files.into_iter().find(|path| path.extension().is_some_and(|end| end == "wlt"));
    let mut rows = SequentialReader::new(Reader::open(&file.context("a transcript")?)?);
    for i in 0..messages {
        let (_, payload) = rows.read(i as u32 + 1)?;
        ensure!(payload == numbered(i, SIZE), "row {} is not what was sent", i + 1);
    }
    Ok(messages)
}

/// A percentile of sorted numbers.
fn percentile(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * part) as usize).copied().unwrap_or(f64::NAN)
}

fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
}
