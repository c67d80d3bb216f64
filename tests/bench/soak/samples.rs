//! The measurements over time, and their evaluation.

use std::fmt::Write;

use wirelark_tests::processes::Usage;

use crate::mb;

/// Maximum proportional memory of the web process, in bytes.
pub const WEB: u64 = 250_000_000;
/// Over the last third, the least-squares line through a process's own memory rises by less than this, in bytes.
const FLAT: f64 = 10_000_000.0;
/// Maximum difference of a process's descriptors: medians of the first and the last third.
const DESCRIPTORS: u64 = 4;
/// A shorter run has not warmed up: its slope is printed but not judged.
const JUDGED_SECONDS: f64 = 15.0 * 60.0;
/// Number of lines in the printed table.
const LINES: usize = 13;

/// One measurement of processes and counters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sample {
    pub seconds: f64,
    pub app: Usage,
    pub web: Usage,
    pub network: Usage,
    /// Sent by the server.
    pub sent: u64,
    pub connections: u64,
    /// As the status bar shows them.
    pub received: u64,
    pub stored: u64,
    pub lost: u64,
    /// Number of elements in the page.
    pub elements: u64,
}

impl Sample {
    pub const HEADER: &str = "seconds,web_pss,web_rss,web_own,web_descriptors,web_threads,app_pss,app_rss,app_own,app_descriptors,app_threads,network_pss,network_rss,network_own,network_descriptors,network_threads,sent,connections,received,stored,lost,elements";

    pub fn line(&self) -> String {
        let usage = |of: &Usage| {
            format!("{},{},{},{},{}", of.pss, of.rss, of.own, of.descriptors, of.threads)
        };
        format!(
            "{:.1},{},{},{},{},{},{},{},{},{}",
            self.seconds,
            usage(&self.web),
            usage(&self.app),
            usage(&self.network),
            self.sent,
            self.connections,
            self.received,
            self.stored,
            self.lost,
            self.elements
        )
    }
}

/// All measurements of a run.
#[derive(Debug, Default)]
pub struct Samples {
    all: Vec<Sample>,
    /// Messages in the transcript.
    pub in_file: u64,
}

impl Samples {
    pub fn push(&mut self, sample: Sample) {
        self.all.push(sample);
    }

    pub fn all(&self) -> &[Sample] {
        &self.all
    }

    pub fn last(&self) -> Sample {
        self.all.last().copied().unwrap_or_default()
    }

    /// The measurements of the last third of the time.
    fn last_third(&self) -> &[Sample] {
        let from = self.last().seconds * 2.0 / 3.0;
        let first = self.all.partition_point(|sample| sample.seconds < from);
        self.all.get(first..).unwrap_or_default()
    }

    fn first_third(&self) -> &[Sample] {
        let to = self.last().seconds / 3.0;
        let end = self.all.partition_point(|sample| sample.seconds < to);
        self.all.get(..end).unwrap_or_default()
    }

    /// A table for people: a dozen lines, and the figures that are judged.
    pub fn table(&self) -> String {
        let mut text = String::from(
            "| minute | web PSS, RSS, own MB | app PSS MB | network PSS MB | descriptors web, app, network | threads web, app, network | connections | received | lost |\n|---|---|---|---|---|---|---|---|---|\n",
        );
        let last = self.all.len().saturating_sub(1);
        for line in 0..LINES.min(self.all.len()) {
            let sample = self.all[last * line / (LINES - 1).min(last).max(1)];
            let (web, app, network) = (sample.web, sample.app, sample.network);
            let _ = writeln!(
                text,
                "| {:.0} | {:.0}, {:.0}, {:.0} | {:.0} | {:.0} | {}, {}, {} | {}, {}, {} | {} | {} | {} |",
                sample.seconds / 60.0,
                mb(web.pss),
                mb(web.rss),
                mb(web.own),
                mb(app.pss),
                mb(network.pss),
                web.descriptors,
                app.descriptors,
                network.descriptors,
                web.threads,
                app.threads,
                network.threads,
                sample.connections,
                sample.received,
                sample.lost
            );
        }
        for (name, of) in PROCESSES {
            let most = self.all.iter().map(|sample| of(sample).pss).max().unwrap_or(0);
            let rise = rise(self.last_third(), of);
            let _ = writeln!(
                text,
                "{name}: PSS {:.0} MB at most, own memory {:+.1} MB over the last third",
                mb(most),
                rise / 1e6
            );
        }
        let last = self.last();
        let _ = write!(
            text,
            "sent {}, received {}, stored {}, in the file {}, lost {}",
            last.sent, last.received, last.stored, self.in_file, last.lost
        );
        text
    }

    /// The bars that were missed.
    pub fn missed(&self) -> Vec<String> {
        let mut missed = Vec::new();
        let last = self.last();
        let most = self.all.iter().map(|sample| sample.web.pss).max().unwrap_or(u64::MAX);
        if most >= WEB {
            missed.push(format!("the page's process had {:.0} MB", mb(most)));
        }
        if last.lost != 0 || self.in_file != last.sent || last.received < last.sent {
            missed.push(format!(
                "sent {}, received {}, in the file {}, lost {}",
                last.sent, last.received, self.in_file, last.lost
            ));
        }
        for (name, of) in PROCESSES {
            let rise = rise(self.last_third(), of);
            if last.seconds >= JUDGED_SECONDS && rise >= FLAT {
                missed.push(format!("{name} rose by {:.1} MB in the last third", rise / 1e6));
            }
            let of = |third| median(third, |sample| of(sample).descriptors);
            let (before, after) = (of(self.first_third()), of(self.last_third()));
            if after > before + DESCRIPTORS {
                missed.push(format!("{name} had {before} descriptors, then {after}"));
            }
        }
        missed
    }
}

type Of = fn(&Sample) -> &Usage;

/// Name and usage of each process.
const PROCESSES: [(&str, Of); 3] = [
    ("web process", |sample| &sample.web),
    ("app", |sample| &sample.app),
    ("network process", |sample| &sample.network),
];

/// How far the least-squares line through the process's own memory rises from the first measurement to the last, in
/// bytes.
fn rise(samples: &[Sample], of: Of) -> f64 {
    let count = samples.len() as f64;
    let time = |sample: &Sample| sample.seconds;
    let memory = |sample: &Sample| of(sample).own as f64;
    let mean_time = samples.iter().map(time).sum::<f64>() / count;
    let mean = samples.iter().map(memory).sum::<f64>() / count;
    let (mut above, mut below) = (0.0, 0.0);
    for sample in samples {
        let from_mean = time(sample) - mean_time;
        above += from_mean * (memory(sample) - mean);
        below += from_mean * from_mean;
    }
    match (samples.first(), samples.last()) {
        (Some(first), Some(last)) if below > 0.0 => above / below * (time(last) - time(first)),
        _ => 0.0,
    }
}

fn median(samples: &[Sample], of: impl Fn(&Sample) -> u64) -> u64 {
    let mut all: Vec<u64> = samples.iter().map(of).collect();
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or(0)
}
