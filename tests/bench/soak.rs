//! Runs the real window for minutes or hours: decoded columns, reconnects and filters, with memory, descriptors and
//! threads of each process over time, and a verdict.
//!
//! - `server`: sends packed messages, and closes every 20 to 30 seconds.
//! - `samples`: the measurements over time, as CSV, and their evaluation.
//! - `plot`: the measurements as SVG.
//!
//! It needs a display, a session bus and `WIRELARK_APP`; `cargo xtask soak` provides them.

mod plot;
mod samples;
mod server;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::transcript::{Reader, SequentialReader};
use wirelark_tests::app::{App, Home};
use wirelark_tests::processes::Processes;

use samples::{Sample, Samples};
use server::{CODES, ClosingServer, FORMAT, message};

/// The window size in the bug report that led to this test.
const WINDOW: (u32, u32) = (1320, 820);
const SAMPLE: Duration = Duration::from_secs(5);
/// The status bar updates four times a second; messages not shown long after that are lost.
const ARRIVAL: Duration = Duration::from_secs(30);
const POLL_INTERVAL: Duration = Duration::from_millis(100);
/// Seconds of each minute during which the table is filtered.
const FILTERED: std::ops::Range<u64> = 30..42;
/// The filters, used in turn.
const FILTERS: [&str; 3] = ["code:3", "price:>50000", "dir:received"];
/// The End key makes the table follow the stream again.
const END: &str = "\u{e010}";

/// Runs for `minutes` and prints the verdict; writes the table and the plot to `out`.
pub fn soak(folder: &Path, out: &Path, rate: u64, minutes: u64) -> Result<ExitCode> {
    fs::create_dir_all(out)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let samples = runtime.block_on(run(folder, out, rate, minutes))?;
    publish(out, &samples)?;
    println!("{}", samples.table());
    let missed = samples.missed();
    match &missed[..] {
        [] => println!("every bar is met"),
        missed => eprintln!("missed: {}", missed.join("; ")),
    }
    Ok(if missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn run(folder: &Path, out: &Path, rate: u64, minutes: u64) -> Result<Samples> {
    let home = Home::inside(folder);
    let server = ClosingServer::start(rate)?;
    fs::create_dir_all(home.profiles())?;
    fs::write(home.profiles().join("soak.wirelark.json"), profile(&server.url()).to_string())?;
    let app = App::start(&home).await;
    app.page.set_window_size(WINDOW.0, WINDOW.1).await?;
    app.click("profile").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    let processes = Processes::below(app.driver_id());
    let mut csv = File::create(out.join("soak.csv"))?;
    writeln!(csv, "{}", Sample::HEADER)?;

    let begun = Instant::now();
    let length = Duration::from_secs(minutes * 60);
    let mut samples = Samples::default();
    let mut filtered = false;
    let mut next = Duration::ZERO;
    while begun.elapsed() < length {
        let seconds = begun.elapsed().as_secs();
        let wanted = FILTERED.contains(&(seconds % 60));
        if wanted != filtered {
            let text = FILTERS[(seconds / 60) as usize % FILTERS.len()];
            filter(&app, if wanted { text } else { "" }).await?;
            filtered = wanted;
        }
        let sample = sample(&app, &server, &processes, &samples, begun.elapsed()).await?;
        writeln!(csv, "{}", sample.line())?;
        ensure!(sample.web.rss > 0, "the page's process has ended");
        samples.push(sample);
        publish(out, &samples)?;
        next += SAMPLE;
        tokio::time::sleep(next.saturating_sub(begun.elapsed())).await;
    }
    server.stop();
    if filtered {
        filter(&app, "").await?;
    }
    app.wait_for_state("open").await;
    let stopped = Instant::now();
    loop {
        let end = sample(&app, &server, &processes, &samples, begun.elapsed()).await?;
        if end.received.min(end.stored) >= end.sent || stopped.elapsed() > ARRIVAL {
            writeln!(csv, "{}", end.line())?;
            samples.push(end);
            break;
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    samples.in_file = count_in_file(&home)?;
    app.quit().await;
    Ok(samples)
}

/// Writes the current table and plot, so that an interrupted run leaves them behind.
fn publish(out: &Path, samples: &Samples) -> Result<()> {
    fs::write(out.join("soak.md"), samples.table())?;
    Ok(fs::write(out.join("soak.svg"), plot::svg(samples))?)
}

/// Codes 0 to 9, one layout, and a column for each other field.
fn profile(url: &str) -> Value {
    let rules: Vec<Value> =
        (0..CODES).map(|code| json!({"code": code, "layout": "tick"})).collect();
    let codes: Vec<Value> =
        (0..CODES).map(|code| json!({"code": code, "name": format!("TICK_{code}")})).collect();
    json!({
        "wirelark": 1,
        "name": "Soak",
        "connection": {
            "url": url,
            "reconnect": {"on": true, "first": "500ms", "longest": "2s", "attempts": 1000},
        },
        "codes": codes,
        "layouts": [{"name": "tick", "format": FORMAT, "fields": [{"name": "code"}, {"name": "seq"}, {"name": "price"}]}],
        "rules": rules,
        "columns": [{"field": "seq"}, {"field": "price"}],
    })
}

/// Types a filter, or removes it, and follows the stream again.
async fn filter(app: &App, text: &str) -> Result<()> {
    let script = "
        const box = document.querySelector('#filter');
        box.value = arguments[0];
        box.dispatchEvent(new Event('input', { bubbles: true }));
        box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        return !!document.querySelector('[data-testid=filter-error]');
    ";
    let invalid = app.page.execute(script, vec![json!(text)]).await?;
    ensure!(invalid == json!(false), "{text} is not a filter");
    app.focus_table().await;
    app.keys(&[END]).await;
    Ok(())
}

/// Between two connections the status bar shows no counters; the last ones are kept.
async fn sample(
    app: &App,
    server: &ClosingServer,
    processes: &Processes,
    before: &Samples,
    at: Duration,
) -> Result<Sample> {
    let script = "
        const of = (name) => Number(document.querySelector(`[data-testid=${name}]`)?.dataset.value ?? NaN);
        return [of('received'), of('stored'), of('lost'), document.getElementsByTagName('*').length];
    ";
    let counters = app.page.execute(script, vec![]).await?;
    let number = |i: usize| counters[i].as_f64().map(|n| n as u64);
    let last = before.last();
    let [app, web, network] = processes.usage();
    Ok(Sample {
        seconds: at.as_secs_f64(),
        app,
        web,
        network,
        sent: server.sent(),
        connections: server.connections(),
        received: number(0).unwrap_or(last.received),
        stored: number(1).unwrap_or(last.stored),
        lost: number(2).unwrap_or(last.lost),
        elements: number(3).context("the number of elements")?,
    })
}

/// Counts the messages in the transcript, and checks that each is the one sent in its place.
fn count_in_file(home: &Home) -> Result<u64> {
    let files = fs::read_dir(home.transcripts())?.flatten().map(|file| file.path());
    let file = files.into_iter().find(|path| path.extension().is_some_and(|end| end == "wlt"));
    let reader = Reader::open(file.context("a transcript")?)?;
    let range = reader.row_range()?;
    let mut rows = SequentialReader::new(reader);
    let mut next = 0;
    for row in range {
        let (entry, payload) = rows.read(row)?;
        if entry.kind == Kind::Binary && entry.direction == Direction::Received {
            ensure!(payload == message(next), "row {row} is not message {next}");
            next += 1;
        }
    }
    Ok(next)
}
