//! Memory, descriptors, threads and CPU time of the app's processes.

use std::fs;
use std::time::Instant;

/// Ids of the app, its web process and WebKit's network process.
#[derive(Debug)]
pub struct Processes {
    app: u32,
    web: u32,
    network: u32,
}

/// Resources of one process at one moment; all zero once it has exited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Resident memory in bytes, including shared libraries.
    pub rss: u64,
    /// Proportional set size in bytes: each shared page is divided by the number of processes that map it.
    pub pss: u64,
    /// Anonymous memory in bytes, which no other process shares.
    pub own: u64,
    pub descriptors: u64,
    pub threads: u64,
}

/// Memory and CPU time at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    at: Instant,
    pub app_bytes: u64,
    pub web_bytes: u64,
    app_ticks: f64,
    web_ticks: f64,
}

/// The difference between two moments.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    pub app_bytes: u64,
    /// Fraction of one processor.
    pub app_share: f64,
    pub web_share: f64,
}

/// The kernel counts CPU time in hundredths of a second.
const TICK: f64 = 0.01;

impl Processes {
    /// The app's process.
    pub fn app(&self) -> u32 {
        self.app
    }

    /// The processes among the descendants of `root`.
    pub fn below(root: u32) -> Processes {
        let mut known = vec![(root, String::new())];
        let mut next = 0;
        let all: Vec<_> = numbers().filter_map(|id| Some((id, stat(id)?))).collect();
        while let Some(&(parent, _)) = known.get(next) {
            known.extend(
                all.iter()
                    .filter(|(_, stat)| stat.parent == parent)
                    .map(|(id, stat)| (*id, stat.name.clone())),
            );
            next += 1;
        }
        let named = |name: &str| {
            known.iter().find(|(_, found)| found.starts_with(name)).map_or(0, |(id, _)| *id)
        };
        Processes { app: named("wirelark"), web: named("WebKitWeb"), network: named("WebKitNet") }
    }

    /// Usage of the app, the web process and the network process, in this order.
    pub fn usage(&self) -> [Usage; 3] {
        [self.app, self.web, self.network].map(Usage::of)
    }

    pub fn now(&self) -> Now {
        let ticks = |id| stat(id).map_or(0.0, |stat| stat.ticks);
        Now {
            at: Instant::now(),
            app_bytes: resident(self.app),
            web_bytes: resident(self.web),
            app_ticks: ticks(self.app),
            web_ticks: ticks(self.web),
        }
    }
}

impl Usage {
    fn of(id: u32) -> Usage {
        let entries = |name: &str| {
            fs::read_dir(format!("/proc/{id}/{name}")).map_or(0, |entries| entries.count() as u64)
        };
        Usage {
            rss: kilobytes(id, "smaps_rollup", "Rss:"),
            pss: kilobytes(id, "smaps_rollup", "Pss:"),
            own: kilobytes(id, "smaps_rollup", "Anonymous:"),
            descriptors: entries("fd"),
            threads: entries("task"),
        }
    }
}

impl Now {
    pub fn since(&self, before: &Now) -> Used {
        let seconds = self.at.duration_since(before.at).as_secs_f64();
        Used {
            app_bytes: self.app_bytes,
            app_share: (self.app_ticks - before.app_ticks) * TICK / seconds,
            web_share: (self.web_ticks - before.web_ticks) * TICK / seconds,
        }
    }
}

struct Stat {
    name: String,
    parent: u32,
    ticks: f64,
}

fn numbers() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

fn stat(id: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (name, rest) = text.split_once('(')?.1.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some(Stat {
        name: name.to_owned(),
        parent: fields.get(1)?.parse().ok()?,
        ticks: ticks(11)? + ticks(12)?,
    })
}

fn resident(id: u32) -> u64 {
    kilobytes(id, "status", "VmRSS:")
}

/// A value of a file in /proc, in bytes.
fn kilobytes(id: u32, file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kb = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kb.unwrap_or(0) * 1024
}
