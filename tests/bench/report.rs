//! Medians, the table, the bars.

use std::process::ExitCode;

use serde_json::json;

use crate::Mode;
use crate::measure::Run;

/// The stored rate is at least this much of the bare reader's.
const RATIO: f64 = 0.8;
/// The peak stays below this.
const PEAK: u64 = 24_000_000;

/// All pairs.
#[derive(Debug)]
pub struct Report {
    mode: Mode,
    messages: u64,
    size: usize,
    pairs: Vec<(Run, Run)>,
}

impl Report {
    /// Prints the table's head.
    pub fn of(mode: Mode, messages: u64, size: usize) -> Report {
        println!("{messages} messages of {size} bytes; load {}", load());
        println!("pair   bare M/s  {:>8} M/s   ratio   peak MB   lost", word(mode));
        Report { mode, messages, size, pairs: Vec::new() }
    }

    /// Prints a line of it.
    pub fn add(&mut self, bare: Run, other: Run) {
        self.pairs.push((bare, other));
        println!(
            "{:>4} {:>10.2} {:>13.2} {:>7.2} {:>9} {:>6}",
            self.pairs.len(),
            bare.rate / 1e6,
            other.rate / 1e6,
            other.rate / bare.rate,
            other.peak.map_or("?".to_owned(), |peak| format!("{:.1}", peak as f64 / 1e6)),
            other.lost,
        );
    }

    /// Prints the medians and judges them.
    pub fn print(self) -> ExitCode {
        let of = |value: fn(&(Run, Run)) -> f64| median(self.pairs.iter().map(value).collect());
        let (bare, rate) = (of(|(bare, _)| bare.rate), of(|(_, other)| other.rate));
        let ratio = of(|(bare, other)| other.rate / bare.rate);
        // Nobody's machine has the median of the peaks.
        let peak = self.pairs.iter().filter_map(|(_, other)| other.peak).max();
        let lost: u64 = self.pairs.iter().map(|(bare, other)| bare.lost + other.lost).sum();
        println!("median {:>8.2} {:>13.2} {ratio:>7.2}   load {}", bare / 1e6, rate / 1e6, load());
        let ratios: Vec<_> =
            self.pairs.iter().map(|(bare, other)| other.rate / bare.rate).collect();
        println!(
            "{}",
            json!({
                "bench": word(self.mode), "messages": self.messages, "size": self.size,
                "pairs": self.pairs.len(), "ratio": ratio, "ratios": ratios, "bare_per_s": bare,
                "stored_per_s": rate, "peak_bytes": peak, "lost": lost,
            })
        );
        let mut missed = Vec::new();
        if lost > 0 {
            missed.push(format!("{lost} messages lost"));
        }
        if self.mode == Mode::Capture {
            if ratio < RATIO {
                missed.push(format!("the ratio {ratio:.2} is below {RATIO}"));
            }
            if peak.is_some_and(|peak| peak >= PEAK) {
                missed.push(format!("the peak is not below {} MB", PEAK / 1_000_000));
            }
        }
        if missed.is_empty() {
            return ExitCode::SUCCESS;
        }
        eprintln!("missed: {}", missed.join("; "));
        ExitCode::FAILURE
    }
}

fn word(mode: Mode) -> &'static str {
    match mode {
        Mode::Capture => "capture",
        Mode::Discard => "discard",
        Mode::Bare => "bare",
    }
}

/// What else the machine does: figures from a busy one say little.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let (low, high) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    (low + high) / 2.0
}
