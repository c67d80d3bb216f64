//! Measures decoding by a layout against hand-written code, without a connection or disk.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use wirelark_core::packet::layout::column::{ColumnTexts, Columns};
use wirelark_core::packet::layout::plan::LayoutContext;
use wirelark_core::packet::layout::{Plan, decode};

use crate::report::{load, median};

/// Minimum rate in millions of messages a second on one core, both for numbers and for the text of columns.
const RATE: f64 = 10.0;
/// Maximum time for a screen of rows, in microseconds.
const SCREEN: f64 = 1000.0;
const ROWS: usize = 60;

/// Prints the figures, and fails if one misses its bar.
pub fn decode_layouts(messages: u64, rounds: u32) -> Result<ExitCode> {
    println!("{messages} messages of the layout <iqd; load {}", load());
    let mut missed = rates(messages as usize, rounds)?;
    missed.extend(screen(rounds)?);
    if missed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("missed: {}", missed.join("; "));
    Ok(ExitCode::FAILURE)
}

fn plan(layout: Value) -> Result<Plan> {
    let layout = serde_json::from_value(layout)?;
    Plan::new(&layout, LayoutContext::default()).map_err(|wrong| anyhow!("{wrong:?}"))
}

fn message(seq: i64) -> Vec<u8> {
    let mut bytes = 100i32.to_le_bytes().to_vec();
    bytes.extend((seq * 7919).to_le_bytes());
    bytes.extend((1_767_323_045.0 + seq as f64 * 0.001).to_le_bytes());
    bytes
}

/// Hand-written decoding of this one layout.
fn by_hand(message: &[u8]) -> Option<(i32, i64, f64)> {
    Some((
        i32::from_le_bytes(*message.first_chunk()?),
        i64::from_le_bytes(*message.get(4..)?.first_chunk()?),
        f64::from_le_bytes(*message.get(12..)?.first_chunk()?),
    ))
}

fn rates(messages: usize, rounds: u32) -> Result<Vec<String>> {
    let plan = plan(json!({"name": "push", "format": "<iqd",
        "fields": [{"name": "code"}, {"name": "seq"}, {"name": "time"}]}))?;
    let columns = Columns::new(&plan, &["code", "seq", "time"]);
    let all: Vec<Vec<u8>> = (0..1024).map(message).collect();
    let (mut scalars, mut text, mut row) = (Vec::new(), String::new(), ColumnTexts::default());
    let mut rates: [Vec<f64>; 4] = Default::default();
    for _ in 0..rounds {
        rates[0].push(rate(&all, messages, |m| {
            black_box(by_hand(m));
        }));
        rates[1].push(rate(&all, messages, |m| {
            plan.scalars(m, &mut scalars);
            black_box(&scalars);
        }));
        rates[2].push(rate(&all, messages, |m| {
            use std::fmt::Write as _;
            text.clear();
            if let Some((code, seq, time)) = by_hand(m) {
                // Writing to a String cannot fail.
                let _ = write!(text, "{code}{seq}{time}");
            }
            black_box(&text);
        }));
        rates[3].push(rate(&all, messages, |m| {
            row.clear();
            columns.write(&plan, m, &mut row);
            black_box(&row);
        }));
    }
    let [hand, numbers, hand_text, cells] = rates.map(median);
    println!("                        by hand M/s   layout M/s   ratio");
    println!("to numbers              {hand:>11.1} {numbers:>12.1} {:>7.2}", numbers / hand);
    println!("to text of 3 columns    {hand_text:>11.1} {cells:>12.1} {:>7.2}", cells / hand_text);
    println!(
        "{}",
        json!({"bench": "decode", "numbers_per_s": numbers * 1e6, "text_per_s": cells * 1e6,
            "ratio_numbers": numbers / hand, "ratio_text": cells / hand_text})
    );
    let slow = [("to numbers", numbers), ("to text", cells)].into_iter();
    Ok(slow
        .filter(|(_, rate)| *rate < RATE)
        .map(|(what, rate)| format!("{what} {rate:.1} is below {RATE} million a second"))
        .collect())
}

fn rate<'m>(all: &'m [Vec<u8>], messages: usize, mut work: impl FnMut(&'m [u8])) -> f64 {
    let begun = Watch::start();
    for message in all.iter().cycle().take(messages) {
        work(black_box(message));
    }
    messages as f64 / begun.seconds() / 1e6
}

/// Measures CPU time, which does not depend on the machine's load, or wall-clock time where the system has no CPU time.
struct Watch {
    cpu_ns: Option<u64>,
    wall: Instant,
}

impl Watch {
    fn start() -> Watch {
        Watch { cpu_ns: on_processor(), wall: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.cpu_ns, on_processor()) {
            // CPU time advances in ticks, so a shorter interval has no figure.
            (Some(from), Some(to)) if to > from => (to - from) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// CPU time of this thread in nanoseconds: the first number in its schedstat.
fn on_processor() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Measures the rows that a window shows, with six fields each.
fn screen(rounds: u32) -> Result<Option<String>> {
    let plan = plan(json!({"name": "x", "format": "<iqdHB8s", "fields": [
        {"name": "code", "labels": {"100": "push"}}, {"name": "seq"}, {"name": "time", "display": "unix"},
        {"name": "flags", "bits": [{"name": "ready", "from": 0, "to": 0}]}, {"name": "kind"}, {"name": "who"}
    ]}))?;
    let mut message = message(7);
    message.extend(b"\x01\x02\x03somebody");
    let columns = Columns::new(&plan, &["code", "seq", "time", "flags", "kind", "who"]);
    let mut row = ColumnTexts::default();
    let (mut table, mut trees) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let begun = Instant::now();
        row.clear();
        for _ in 0..ROWS {
            columns.write(&plan, black_box(&message), &mut row);
        }
        table.push(begun.elapsed().as_secs_f64() * 1e6);
        let begun = Instant::now();
        for _ in 0..ROWS {
            black_box(decode(&plan, black_box(&message)));
        }
        trees.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    let (table, trees) = (median(table), median(trees));
    println!("{ROWS} rows of 6 fields: {table:.0} us as columns, {trees:.0} us as trees");
    Ok((table >= SCREEN).then(|| format!("{ROWS} rows as columns took {table:.0} us")))
}
