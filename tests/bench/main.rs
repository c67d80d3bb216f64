//! Rates and memory of `wirelark-cli capture` beside a bare reader, on the same flood.
//!
//! `cargo xtask bench [capture|discard|bare|open|filter|slow|decode|window|soak|faults|all] [--against bare|plain] [--pairs N]
//! [--messages N] [--size BYTES]`. Prints a table and one line of JSON, and exits with 1 where a bar is missed. `all` runs
//! what docs/performance.md has numbers of, one after the other, but for `window` and `soak`, which need a display, and `faults`.
//!
//! - `flood`: the servers, threads of this process.
//! - `readers`: what is measured, each a process of its own.
//! - `measure`: one run: pages warm, memory watched.
//! - `file`: opening a long file, jumping about in it, searching it.
//! - `slow`: how soon a slow stream's message can be read.
//! - `window`: the real window under a busy stream.
//! - `soak`: the real window for an hour, and what its processes hold.
//! - `faults`: the volume cases of docs/faults.md.
//! - `decode`: reading messages by their layout.
//! - `report`: medians, the table, the bars.
//!
//! Both rates begin when the connection is open, that is, behind the upgrade. The bare reader's ends with the
//! server's Close; the capture's has the answer to it and the end of TCP in it as well, so it is no flattery.

mod decode;
mod faults;
mod file;
mod flood;
mod measure;
mod readers;
mod report;
mod slow;
mod soak;
mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
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
    /// The receive path alone: frames decoded, nothing kept.
    Decoder,
    /// The bare reader once more: how much two runs of the same thing differ here.
    Bare,
    /// No connection: the bytes that a capture writes, written to one file in pieces as large as its batches.
    Plain,
    /// No connection: a long file is opened, with its index and without.
    Open,
    /// No connection: texts and a code are looked for in a long file.
    Filter,
    /// A capture of a hundred messages a second: how soon each is in the file.
    Slow,
    /// The real window while a server sends at a pace: frames, clicks, memory, jumps, searches.
    Window,
    /// The real window for minutes or hours: memory, descriptors and threads of its processes over time.
    Soak,
    /// No connection: messages are read by a layout, and by hand.
    Decode,
    /// No reference: the volume cases of docs/faults.md in full.
    Faults,
    /// Everything but the window that docs/performance.md has numbers of.
    All,
}

#[derive(Debug, Parser)]
struct Args {
    #[arg(value_enum, default_value = "capture")]
    mode: Mode,
    /// What it is compared with: the bare reader, or a plain file write, which is what large messages come to.
    #[arg(long, value_enum, default_value = "bare")]
    against: Mode,
    /// Runs of both, one after the other; the median of their ratios counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pairs: u32,
    /// Messages in a run; enough that the beginning and the end of a connection do not count.
    #[arg(long, default_value_t = 5_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    messages: u64,
    /// Bytes in a message.
    #[arg(long, default_value_t = 64)]
    size: usize,
    /// Messages a second that the window gets; 100,000, and 1,000 in a soak.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    rate: Option<u64>,
    /// How long the window gets them, and how long a fault goes on; from 180 on the growth of its memory after the first minute is judged too.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// How long a soak takes.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
    /// Where a soak writes its CSV file and its plot; the default is beside this program.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Sizes of the window, one run for each.
    #[arg(long, value_delimiter = ',', default_value = "1280x800,1500x1300,1920x1080", value_parser = window::size)]
    sizes: Vec<(u32, u32)>,
    /// Where the transcripts go; the default is beside this program.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// This process is a fault server there.
    #[arg(long, hide = true)]
    serve: Option<String>,
    /// This process reads from there, and is the one that is measured.
    #[arg(long, hide = true)]
    reader: Option<String>,
}

fn main() -> Result<ExitCode> {
    let args = Args::parse();
    if let Some(url) = &args.reader {
        match args.mode {
            Mode::Discard => readers::discard(url)?,
            Mode::Decoder => readers::decoder(url)?,
            Mode::Plain => readers::plain(Path::new(url), args.messages, args.size)?,
            _ => readers::bare(url)?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(address) = &args.serve {
        faults::serve(address)?;
    }
    // Beside this program and not in the system's folder for temporary files, which may be memory.
    let here = std::env::current_exe()?.parent().context("a folder")?.to_owned();
    let folder = args.folder.clone().unwrap_or_else(|| here.clone());
    match args.mode {
        Mode::Open => file::open(&folder, args.messages, args.size),
        Mode::Filter => file::filter(&folder, args.messages, args.size),
        Mode::Slow => slow::slow(&folder, args.messages.min(1_000)),
        Mode::Window => {
            window::window(&folder, &args.sizes, args.rate.unwrap_or(100_000), args.seconds)
        }
        Mode::Soak => {
            let out = args.out.clone().unwrap_or(here);
            soak::soak(&folder, &out, args.rate.unwrap_or(1_000), args.minutes)
        }
        Mode::Decode => decode::decode_layouts(args.messages, args.pairs),
        Mode::Faults => faults::faults(&folder, args.seconds),
        Mode::All => all(&folder, args.pairs),
        mode => {
            let pair = (mode, args.against);
            Ok(compare(&folder, args.pairs, pair, args.messages, args.size)?.0)
        }
    }
}

/// Mode, reference, messages, size: the cases that have bars.
const CASES: [(Mode, Mode, u64, usize); 10] = [
    (Mode::Decoder, Mode::Bare, 10_000_000, 64),
    (Mode::Discard, Mode::Bare, 10_000_000, 64),
    (Mode::Capture, Mode::Bare, 10_000_000, 64),
    (Mode::Capture, Mode::Bare, 1_000_000, 64),
    (Mode::Capture, Mode::Plain, 300_000, 4096),
    (Mode::Capture, Mode::Plain, 1_000, 1 << 20),
    (Mode::Open, Mode::Bare, 10_000_000, 64),
    (Mode::Filter, Mode::Bare, 10_000_000, 64),
    (Mode::Slow, Mode::Bare, 1_000, 64),
    (Mode::Decode, Mode::Bare, 5_000_000, 20),
];

/// Peaks of captures of one and of ten million messages lie no further apart.
const PEAKS_APART: u64 = 2_000_000;

fn all(folder: &Path, pairs: u32) -> Result<ExitCode> {
    let mut worst = ExitCode::SUCCESS;
    let mut peaks = Vec::new();
    for (mode, against, messages, size) in CASES {
        let code = match mode {
            Mode::Open => file::open(folder, messages, size)?,
            Mode::Filter => file::filter(folder, messages, size)?,
            Mode::Slow => slow::slow(folder, messages)?,
            Mode::Decode => decode::decode_layouts(messages, pairs)?,
            mode => {
                let (code, peak) = compare(folder, pairs, (mode, against), messages, size)?;
                if (mode, against) == (Mode::Capture, Mode::Bare) {
                    peaks.extend(peak);
                }
                code
            }
        };
        if code != ExitCode::SUCCESS {
            worst = code;
        }
        println!();
    }
    if let [ten, one] = peaks[..] {
        println!("peak for ten million {:.1} MB, for one {:.1} MB", mb(ten), mb(one));
        if ten.abs_diff(one) > PEAKS_APART {
            eprintln!("missed: the peaks are more than {:.0} MB apart", mb(PEAKS_APART));
            worst = ExitCode::FAILURE;
        }
    }
    Ok(worst)
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn compare(
    folder: &Path,
    pairs: u32,
    (mode, against): (Mode, Mode),
    messages: u64,
    size: usize,
) -> Result<(ExitCode, Option<u64>)> {
    let flood = Flood::start(messages, size)?;
    let bench = Bench::new(&flood, folder)?;
    let mut report = Report::of(mode, against, messages, size);
    for pair in 0..pairs {
        // Whoever comes second finds the pages as the first one left them: they take turns.
        let (reference, other) = if pair % 2 == 0 {
            let reference = bench.run(against)?;
            (reference, bench.run(mode)?)
        } else {
            let other = bench.run(mode)?;
            (bench.run(against)?, other)
        };
        report.add(reference, other);
    }
    Ok(report.print())
}
