//! The outcome of a libFuzzer run, parsed from its log.

use std::time::Duration;

use crate::steps::seconds;

/// The outcome of one target's run.
pub(crate) struct Outcome {
    target: String,
    /// Number of inputs run.
    runs: u64,
    time: Duration,
    /// Peak resident memory in MB.
    peak_mb: u64,
    /// The line of the log that says why the run ended early.
    pub(crate) finding: Option<String>,
}

impl Outcome {
    pub(crate) fn read(target: &str, time: Duration, succeeded: bool, log: &str) -> Outcome {
        let finding = (!succeeded).then(|| {
            let is_reason = |line: &&str| {
                line.contains("SUMMARY: ")
                    || line.contains("panicked at")
                    || line.contains("ERROR: libFuzzer")
            };
            log.lines()
                .find(is_reason)
                .unwrap_or("ended with an error; see its log")
                .trim()
                .to_owned()
        });
        let stat = |name: &str| stat(log, name);
        Outcome {
            target: target.to_owned(),
            runs: stat("number_of_executed_units"),
            time,
            peak_mb: stat("peak_rss_mb"),
            finding,
        }
    }

    pub(crate) fn line(&self) -> String {
        let finding = self.finding.as_deref().unwrap_or("nothing found");
        format!("{}: {} runs in {}: {finding}", self.target, self.runs, seconds(self.time))
    }
}

/// Value of `stat::NAME:  VALUE`, which libFuzzer prints when it ends; 0 if it was killed before.
fn stat(log: &str, name: &str) -> u64 {
    let line = log
        .lines()
        .find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|value| value.trim().parse().ok()).unwrap_or_default()
}

/// The outcomes as a Markdown table.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    let head =
        "| target | runs | time | peak memory, MB | found |\n|---|---|---|---|---|".to_owned();
    let rows = outcomes.iter().map(|outcome| {
        let Outcome { target, runs, time, peak_mb, finding } = outcome;
        let finding = finding.as_deref().unwrap_or("nothing");
        format!("| {target} | {runs} | {} | {peak_mb} | {finding} |", seconds(*time))
    });
    [head].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_becomes_a_row() {
        let log = "#5 DONE\nDone 1234 runs in 2 second(s)\nstat::number_of_executed_units: 1234\nstat::peak_rss_mb:              51\n";
        let clean = Outcome::read("url", Duration::from_secs(2), true, log);
        assert_eq!(clean.line(), "url: 1234 runs in 2.0 s: nothing found");
        let failed = Outcome::read(
            "url",
            Duration::from_secs(1),
            false,
            "x\nthread panicked at src/a.rs:1:2\n",
        );
        assert!(
            table(&[failed]).ends_with("| url | 0 | 1.0 s | 0 | thread panicked at src/a.rs:1:2 |")
        );
    }
}
