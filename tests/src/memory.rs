//! Peak memory of a process.

use std::fs;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::json;

use crate::cli::{Cli, Output, Running};
use crate::fault::frames::{TEXT, frame};
use crate::fault::{Behaviour, FaultServer, Then};
use crate::scratch::Scratch;

/// Polling interval.
const POLL_INTERVAL: Duration = Duration::from_millis(2);

/// Watches a process until it exits. The peak counts the process's own memory: how much of the executable is resident
/// varies from run to run.
#[derive(Debug)]
pub struct Peak(Receiver<Option<u64>>);

impl Peak {
    pub fn of(process: &Running) -> Peak {
        let path = format!("/proc/{}/status", process.id());
        let (to, peak) = channel();
        std::thread::spawn(move || {
            let mut peak = None;
            // The process is gone, or a zombie: either way it has no memory left.
            while let Some(now) = own(&fs::read_to_string(&path).unwrap_or_default()) {
                peak = peak.max(Some(now));
                std::thread::sleep(POLL_INTERVAL);
            }
            let _ = to.send(peak);
        });
        Peak(peak)
    }

    /// The peak in bytes, once the process has exited; `None` where the system does not report it.
    pub fn bytes(self) -> Option<u64> {
        self.0.recv().expect("the watcher ends with the process")
    }
}

/// The peak of the process's own memory so far, in bytes. The kernel tracks the peak of all resident memory, which
/// includes short spikes between polls; file mappings are subtracted.
fn own(status: &str) -> Option<u64> {
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
    };
    Some(of("VmHWM:")?.saturating_sub(of("RssFile:")?).max(of("RssAnon:")?))
}

/// Runs `wirelark-cli` to its end; returns its output and peak memory.
#[track_caller]
pub fn run(args: &[&str]) -> (Output, Option<u64>) {
    let process = Cli::spawn(args);
    let peak = Peak::of(&process);
    let output = process.finish();
    (output, peak.bytes())
}

/// The peak of a `capture` that received one message, which all other peaks are compared with.
pub fn baseline() -> u64 {
    static FOUND: OnceLock<u64> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let bytes = frame(TEXT, b"whole");
        let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Fin });
        let one_message = || {
            let scratch = Scratch::new();
            let profile = scratch.profile(json!({"connection": {"url": server.url()}}));
            let (output, peak) =
                run(&["capture", &profile, "--transcript", &scratch.path("b.wlt"), "--json"]);
            assert_eq!(output.code, Some(3), "{output:?}");
            peak.unwrap_or_default()
        };
        // A peak read too early would make all others look larger.
        (0..3).map(|_| one_message()).max().unwrap_or_default()
    })
}
