//! Medians, the table, the bars.

use std::process::ExitCode;

use serde_json::json;

use crate::Mode;
use crate::measure::Run;

/// Minimum rate relative to the reference.
fn bar(mode: Mode, against: Mode) -> Option<f64> {
    match (mode, against) {
        (Mode::Decoder, Mode::Bare) => Some(1.3),
        (Mode::Capture, Mode::Bare) => Some(1.0),
        (Mode::Discard, Mode::Bare) => Some(1.2),
        (Mode::Capture, Mode::Plain) => Some(0.5),
        _ => None,
    }
}

/// Maximum peak memory, in bytes.
const PEAK: u64 = 24_000_000;

/// The results of all pairs of runs.
#[derive(Debug)]
pub struct Report {
    mode: Mode,
    against: Mode,
    messages: u64,
    size: usize,
    pairs: Vec<(Run, Run)>,
}

impl Report {
    /// Prints the table's header.
    pub fn of(mode: Mode, against: Mode, messages: u64, size: usize) -> Report {
        println!("{messages} messages of {size} bytes; load {}", load());
        let (word, reference) = (word(mode), word(against));
        println!("pair {reference:>8} k/s {word:>8} k/s   ratio   CPU ns each     peak MB   lost");
        Report { mode, against, messages, size, pairs: Vec::new() }
    }

    /// Prints a row of the table.
    pub fn add(&mut self, bare: Run, other: Run) {
        self.pairs.push((bare, other));
        let cpu = |run: Run| run.cpu_ns.map_or("?".to_owned(), |ns| format!("{ns:.0}"));
        println!(
            "{:>4} {:>12.1} {:>12.1} {:>7.2} {:>6} {:>6} {:>11} {:>6}",
            self.pairs.len(),
            bare.rate / 1e3,
            other.rate / 1e3,
            other.rate / bare.rate,
            cpu(bare),
            cpu(other),
            other.peak.map_or("?".to_owned(), |peak| format!("{:.1}", peak as f64 / 1e6)),
            other.lost,
        );
    }

    /// Prints the medians, and whether they meet the bars; returns the highest peak, too.
    pub fn print(self) -> (ExitCode, Option<u64>) {
        let of = |value: fn(&(Run, Run)) -> f64| median(self.pairs.iter().map(value).collect());
        let (bare, rate) = (of(|(bare, _)| bare.rate), of(|(_, other)| other.rate));
        let ratio = of(|(bare, other)| other.rate / bare.rate);
        // A median of peaks would be no process's peak.
        let peak = self.pairs.iter().filter_map(|(_, other)| other.peak).max();
        let lost: u64 = self.pairs.iter().map(|(bare, other)| bare.lost + other.lost).sum();
        let cpu = |of: fn(&(Run, Run)) -> Option<f64>| {
            median(self.pairs.iter().filter_map(of).collect::<Vec<_>>())
        };
        let (cpu_bare, cpu) = (cpu(|(bare, _)| bare.cpu_ns), cpu(|(_, other)| other.cpu_ns));
        println!(
            "median {:>10.1} {:>12.1} {ratio:>7.2} {cpu_bare:>6.0} {cpu:>6.0}   load {}",
            bare / 1e3,
            rate / 1e3,
            load()
        );
        let ratios: Vec<_> =
            self.pairs.iter().map(|(bare, other)| other.rate / bare.rate).collect();
        println!(
            "{}",
            json!({
                "bench": word(self.mode), "against": word(self.against), "messages": self.messages, "size": self.size,
                "pairs": self.pairs.len(), "ratio": ratio, "ratios": ratios, "reference_per_s": bare,
                "per_s": rate, "reference_cpu_ns": cpu_bare, "cpu_ns": cpu, "peak_bytes": peak, "lost": lost,
            })
        );
        let mut missed = Vec::new();
        if lost > 0 {
            missed.push(format!("{lost} messages lost"));
        }
        if let Some(least) = bar(self.mode, self.against).filter(|least| ratio < *least) {
            missed.push(format!("the ratio {ratio:.2} is below {least}"));
        }
        // A batch holds the largest messages whole.
        if self.size < 1 << 20 && peak.is_some_and(|peak| peak >= PEAK) {
            missed.push(format!("the peak is not below {} MB", PEAK / 1_000_000));
        }
        if missed.is_empty() {
            return (ExitCode::SUCCESS, peak);
        }
        eprintln!("missed: {}", missed.join("; "));
        (ExitCode::FAILURE, peak)
    }
}

fn word(mode: Mode) -> &'static str {
    match mode {
        Mode::Capture => "capture",
        Mode::Discard => "discard",
        Mode::Decoder => "decoder",
        Mode::Bare => "bare",
        Mode::Plain => "plain",
        Mode::Open => "open",
        Mode::Faults => "faults",
        Mode::Filter => "filter",
        Mode::Slow => "slow",
        Mode::Window => "window",
        Mode::Decode => "decode",
        Mode::Findings => "findings",
        Mode::Soak => "soak",
        Mode::All => "all",
    }
}

/// The machine's load: figures from a busy machine mean little.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
}

/// The median.
pub fn median(mut values: Vec<f64>) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    values.sort_by(f64::total_cmp);
    let (low, high) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    (low + high) / 2.0
}
