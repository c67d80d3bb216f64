//! Measures rate and memory of `wirelark-cli capture` against a bare reader of the same flood.
//!
//! `cargo xtask bench [capture|discard|bare|open|filter|slow|decode|findings|window|soak|faults|all] [--against bare|plain]
//! [--pairs N] [--messages N] [--size BYTES]`. Prints a table and one line of JSON, and exits with 1 if a bar is
//! missed. `all` measures what docs/performance.md reports, except `window` and `soak`, which need a display, and
//! `faults`.
//!
//! - `flood`: the servers, as threads of this process.
//! - `readers`: the readers to compare with, each a separate process.
//! - `measure`: one run, with memory pages warmed up and memory observed.
//! - `file`: opening a long file, random access, searching it.
//! - `slow`: the latency of a slow stream's messages to another process.
//! - `window`: the real window under a busy stream.
//! - `soak`: the real window for an hour, and the resources of its processes.
//! - `faults`: the volume cases of docs/faults.md.
//! - `decode`: decoding messages by a layout.
//! - `findings`: checking every row of a file.
//! - `report`: medians, the table, the bars.
//!
//! Both rates start when the connection is open, after the upgrade. The bare reader's ends with the server's Close; the
//! capture's also includes the answer to it and the end of TCP, so the comparison is conservative.

mod decode;
mod faults;
mod file;
mod findings;
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

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// `wirelark-cli capture`, to files.
    Capture,
    /// The same connection with a transcript that discards its rows: the cost without a disk.
    Discard,
    /// The receive path alone: frames are decoded and dropped.
    Decoder,
    /// The bare reader again: shows how much two equal runs differ.
    Bare,
    /// No connection: writes the bytes of a capture to one file, in writes as large as its batches.
    Plain,
    /// No connection: opens a long file with and without its index.
    Open,
    /// No connection: searches a long file for texts and a code.
    Filter,
    /// A capture of a hundred messages a second: how soon each is in the file.
    Slow,
    /// The real window at a message rate: frames, clicks, memory, jumps, searches.
    Window,
    /// The real window for minutes or hours: memory, descriptors and threads of its processes.
    Soak,
    /// No connection: decodes messages by a layout and by hand.
    Decode,
    /// No connection: checks every row of a file against a layout with a checksum.
    Findings,
    /// No reference: runs the volume cases of docs/faults.md in full.
    Faults,
    /// Everything in docs/performance.md except the window.
    All,
}

#[derive(Debug, Parser)]
struct Args {
    #[arg(value_enum, default_value = "capture")]
    mode: Mode,
    /// The reference: the bare reader, or a plain file write, which bounds large messages.
    #[arg(long, value_enum, default_value = "bare")]
    against: Mode,
    /// Number of alternating runs of both; the median of their ratios counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pairs: u32,
    /// Messages in a run; enough that opening and closing do not matter.
    #[arg(long, default_value_t = 5_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    messages: u64,
    /// Bytes in a message.
    #[arg(long, default_value_t = 64)]
    size: usize,
    /// Messages a second to the window; by default 100,000, and 1,000 in a soak.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    rate: Option<u64>,
    /// Duration of the window's stream or of a fault, in seconds; from 180 on, the growth of memory after the first
    /// minute is judged, too.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// Duration of a soak, in minutes.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
    /// Folder for a soak's CSV file and plot; by default beside this program.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Window sizes, one run for each.
    #[arg(long, value_delimiter = ',', default_value = "1280x800,1500x1300,1920x1080", value_parser = window::size)]
    sizes: Vec<(u32, u32)>,
    /// Folder for the transcripts; by default beside this program.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Internal: run as a fault server on this address.
    #[arg(long, hide = true)]
    serve: Option<String>,
    /// Internal: read from this address, as the measured process.
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
    // Beside this program, because the system's temporary folder may be in memory.
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
        Mode::Findings => findings::check_rows(&folder, args.messages, args.pairs),
        Mode::Faults => faults::faults(&folder, args.seconds),
        Mode::All => all(&folder, args.pairs),
        mode => {
            let pair = (mode, args.against);
            Ok(compare(&folder, args.pairs, pair, args.messages, args.size)?.0)
        }
    }
}

/// Mode, reference, messages, size: the cases that have bars.
const CASES: [(Mode, Mode, u64, usize); 11] = [
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
    (Mode::Findings, Mode::Bare, 5_000_000, 24),
];

/// Maximum difference between the peaks of captures of one and of ten million messages, in bytes.
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
            Mode::Findings => findings::check_rows(folder, messages, pairs)?,
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
        // The second run finds the pages as the first left them, so they alternate.
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
