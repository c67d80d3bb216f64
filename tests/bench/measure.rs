//! One run, with memory pages warmed up and memory observed.

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

/// The result of a run.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Messages a second.
    pub rate: f64,
    /// Messages that were sent but not received or stored.
    pub lost: u64,
    /// Peak memory of the process in bytes; `None` where the system does not report it.
    pub peak: Option<u64>,
    /// CPU time of the process in nanoseconds a message, which is more accurate than the rate on a busy machine; `None`
    /// where the system does not report it.
    pub cpu_ns: Option<f64>,
}

/// State shared by all runs.
#[derive(Debug)]
pub struct Bench<'f> {
    flood: &'f Flood,
    folder: TempDir,
    profile: String,
}

/// Polling interval of the peak. The peak only rises, so the last poll is close to it.
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

    /// Runs one of the readers from beginning to end.
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
            // Counts the rows in the file; two are the Close frames.
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

    /// Writes and frees as much as a run will write. A page that the host of a virtual machine has reclaimed costs
    /// several times as much to write as a recently freed one.
    fn warm_pages(&self) -> Result<()> {
        let piece = vec![1u8; 1 << 20];
        // A record header and an index row for each message, 16 bytes each.
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

/// Watches a process until it ends; returns its peak memory, and its CPU time in nanoseconds.
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
        // After the name in parentheses; user and system time are fields 14 and 15, in hundredths of a second. They
        // remain until the process is waited for; its memory does not.
        let fields: Vec<_> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        cpu = ticks(11).zip(ticks(12)).map(|(user, system)| (user + system) * 1e7).or(cpu);
        if fields.first().is_none_or(|state| *state == "Z") {
            return (peak, cpu);
        }
        std::thread::sleep(LOOK);
    }
}
