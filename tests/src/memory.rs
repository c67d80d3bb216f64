//! The peak of a process's own memory.

use std::fs;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::json;

use crate::cli::{Cli, Output, Running};
use crate::fault::frames::{TEXT, frame};
use crate::fault::{Behaviour, Fault, Then};
use crate::scratch::Scratch;

/// How often the peak is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// Watches one process until it has ended. Its peak is that of its own memory: how much of the program's file lies in memory
/// besides is the system's affair, and another amount in each run.
#[derive(Debug)]
pub struct Peak(Receiver<Option<u64>>);

impl Peak {
    pub fn of(process: &Running) -> Peak {
        let path = format!("/proc/{}/status", process.id());
        let (to, peak) = channel();
        std::thread::spawn(move || {
            let mut peak = None;
            // Gone, or nobody has asked yet how it ended: either way it has no memory any more.
            while let Some(now) = own(&fs::read_to_string(&path).unwrap_or_default()) {
                peak = peak.max(Some(now));
                std::thread::sleep(LOOK);
            }
            let _ = to.send(peak);
        });
        Peak(peak)
    }

    /// In bytes, once it has ended; `None` where the system does not tell.
    pub fn bytes(self) -> Option<u64> {
        self.0.recv().expect("the watcher ends with the process")
    }
}

/// The peak of its own memory so far, in bytes. The system keeps the peak of all memory, which sees also what was gone again
/// before anybody looked; files only come to it.
fn own(status: &str) -> Option<u64> {
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
    };
    Some(of("VmHWM:")?.saturating_sub(of("RssFile:")?).max(of("RssAnon:")?))
}

/// Runs `wirelark-cli` to its end; how it ended, and its peak.
#[track_caller]
pub fn run(args: &[&str]) -> (Output, Option<u64>) {
    let process = Cli::spawn(args);
    let peak = Peak::of(&process);
    let output = process.finish();
    (output, peak.bytes())
}

/// The peak of a `capture` that one message came to: what all others are compared with.
pub fn baseline() -> u64 {
    static FOUND: OnceLock<u64> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let bytes = frame(TEXT, b"whole");
        let server = Fault::start(Behaviour::Open { bytes, then: Then::Fin });
        let one = || {
            let scratch = Scratch::new();
            let profile = scratch.profile(json!({"connection": {"url": server.url()}}));
            let (output, peak) =
                run(&["capture", &profile, "--transcript", &scratch.path("b.wlt"), "--json"]);
            assert_eq!(output.code, Some(3), "{output:?}");
            peak.unwrap_or_default()
        };
        // One that was looked at too early would make every other one grow.
        (0..3).map(|_| one()).max().unwrap_or_default()
    })
}
