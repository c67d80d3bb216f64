//! Rates and memory of `wirelark-cli capture` beside a bare reader, on the same flood.
//!
//! `cargo xtask bench [capture|discard] [--pairs N] [--messages N] [--size BYTES]`. Prints a table and one line
//! of JSON, and exits with 1 where `capture` misses its bars.
//!
//! - `flood`: the server, a thread of this process with one buffer, made before.
//! - `readers`: what is measured, each a process of its own.
//! - `measure`: one run: pages warm, memory watched.
//! - `report`: medians, the table, the bars.
//!
//! Both rates begin when the connection is open, that is, behind the upgrade. The bare reader's ends with the
//! server's Close; the capture's has the answer to it and the end of TCP in it as well, so it is no flattery.

mod flood;
mod measure;
mod readers;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, ValueEnum};

use flood::Flood;
use measure::Bench;
use report::Report;

/// What is compared with the bare reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// `wirelark-cli capture`, to files.
    Capture,
    /// The same connection with a transcript that throws its rows away: what it costs without a disk.
    Discard,
    /// The bare reader once more: how much two runs of the same thing differ here.
    Bare,
}

#[derive(Debug, Parser)]
struct Args {
    #[arg(value_enum, default_value = "capture")]
    mode: Mode,
    /// Runs of both, one after the other; the median of their ratios counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pairs: u32,
    /// Messages in a run; enough that the beginning and the end of a connection do not count.
    #[arg(long, default_value_t = 5_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    messages: u64,
    /// Bytes in a message.
    #[arg(long, default_value_t = 64)]
    size: usize,
    /// Where the transcripts go; the default is beside this program.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// This process reads from there, and is the one that is measured.
    #[arg(long, hide = true)]
    reader: Option<String>,
}

fn main() -> Result<ExitCode> {
    let args = Args::parse();
    if let Some(url) = &args.reader {
        match args.mode {
            Mode::Discard => readers::discard(url)?,
            Mode::Bare | Mode::Capture => readers::bare(url)?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    let flood = Flood::start(args.messages, args.size)?;
    let bench = Bench::new(&flood, args.folder)?;
    let mut report = Report::of(args.mode, args.messages, args.size);
    for pair in 0..args.pairs {
        // Whoever comes second finds the pages as the first one left them: they take turns.
        let (bare, other) = if pair % 2 == 0 {
            let bare = bench.run(Mode::Bare)?;
            (bare, bench.run(args.mode)?)
        } else {
            let other = bench.run(args.mode)?;
            (bench.run(Mode::Bare)?, other)
        };
        report.add(bare, other);
    }
    Ok(report.print())
}
