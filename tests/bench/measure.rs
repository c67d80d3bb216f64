//! One run: pages warm, memory watched.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use wirelark_tests::cli::{Cli, Running};
use wirelark_tests::row::count;

use crate::Mode;
use crate::flood::Flood;

/// What a run came to.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Messages a second.
    pub rate: f64,
    /// Messages that were sent and are not where they should be.
    pub lost: u64,
    /// The process's peak memory in bytes; `None` where the system does not tell.
    pub peak: Option<u64>,
    /// The process's time on a processor in nanoseconds a message, which says more than the rate where others
    /// are at work; `None` where the system does not tell.
    pub cpu_ns: Option<f64>,
}

/// What all runs share.
#[derive(Debug)]
pub struct Bench<'f> {
    flood: &'f Flood,
    folder: TempDir,
    profile: String,
}

/// How often the peak is looked at: it only rises, so the last look tells nearly all.
const LOOK: Duration = Duration::from_millis(5);

impl Bench<'_> {
    pub fn new<'f>(flood: &'f Flood, inside: &Path) -> Result<Bench<'f>> {
        let folder = tempfile::Builder::new().prefix("wirelark-bench-").tempdir_in(inside)?;
        let profile = folder.path().join("bench.wirelark.json");
        let json = json!({"wirelark": 1, "name": "bench", "connection": {"url": flood.url()}});
        fs::write(&profile, json.to_string())?;
        let profile = profile.to_str().context("a plain name")?.to_owned();
        Ok(Bench { flood, folder, profile })
    }

    /// Runs one of them from beginning to end.
    pub fn run(&self, mode: Mode) -> Result<Run> {
        self.warm_pages()?;
        let transcript = self.folder.path().join("bench.wlt");
        let transcript = transcript.to_str().context("a plain name")?.to_owned();
        let mut process = match mode {
            Mode::Capture => {
                Cli::spawn(["capture", &self.profile, "--transcript", &transcript, "--json"])
            }
            Mode::Discard => self.reader("discard", &self.flood.url())?,
            Mode::Plain => self.reader("plain", &transcript)?,
            Mode::Decoder => self.reader("decoder", &self.flood.url())?,
            _ => self.reader("bare", &self.flood.url())?,
        };
        let (peak, cpu) = watch(&mut process);
        let output = process.finish();
        ensure!(output.code == Some(0), "{mode:?}: {output:?}");
        let report: Value = serde_json::from_str(&output.stdout)?;
        let number =
            |name: &str| report[name].as_f64().with_context(|| format!("{name}: {report}"));
        let mut there = number("stored")?.min(number("received")?) as u64;
        if mode == Mode::Capture {
            // The file is asked itself: two of its rows are the Close frames.
            there = there.min(count(&transcript).saturating_sub(2));
            fs::remove_file(&transcript)?;
            fs::remove_file(format!("{transcript}.idx"))?;
        }
        if mode == Mode::Plain {
            fs::remove_file(&transcript)?;
        }
        Ok(Run {
            rate: number("received")? / number("seconds")?,
            lost: self.flood.messages.saturating_sub(there),
            peak,
            cpu_ns: cpu.map(|ns| ns / self.flood.messages as f64),
        })
    }

    fn reader(&self, mode: &str, from: &str) -> Result<Running> {
        let mut command = Command::new(std::env::current_exe()?);
        let (messages, size) = (self.flood.messages.to_string(), self.flood.size.to_string());
        command.args([mode, "--reader", from, "--messages", &messages, "--size", &size]);
        Ok(Running::start(command))
    }

    /// A page that the host of a virtual machine has taken back costs several times as much to write as one
    /// that was just free: so all that a run will write is written and freed before it.
    fn warm_pages(&self) -> Result<()> {
        let piece = vec![1u8; 1 << 20];
        // A record's head and an index row for each message, 16 bytes each.
        let all = self.flood.messages * (self.flood.size as u64 + 32);
        let path = self.folder.path().join("warm");
        let mut file = File::create(&path)?;
        for _ in 0..all * 5 / 4 / piece.len() as u64 + 32 {
            file.write_all(&piece)?;
        }
        drop(file);
        Ok(fs::remove_file(&path)?)
    }
}

/// The peak of a process's memory and its time on a processor in nanoseconds, until it ends.
fn watch(process: &mut Running) -> (Option<u64>, Option<f64>) {
    let of = |name: &str| {
        fs::read_to_string(format!("/proc/{}/{name}", process.id())).unwrap_or_default()
    };
    let (mut peak, mut cpu) = (None, None);
    loop {
        let (status, stat) = (of("status"), of("stat"));
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(now.map(|kb| kb * 1024));
        // Behind the name in parentheses; user and system time are fields 14 and 15, in hundredths of a second. They
        // stay until somebody asks how it ended, its memory does not.
        let fields: Vec<_> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        cpu = ticks(11).zip(ticks(12)).map(|(user, system)| (user + system) * 1e7).or(cpu);
        if fields.first().is_none_or(|state| *state == "Z") {
            return (peak, cpu);
        }
        std::thread::sleep(LOOK);
    }
}
