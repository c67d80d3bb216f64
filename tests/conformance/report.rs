//! Evaluates the suite's results, and prints the table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value};
use wirelark_core::connection::clock::Clock;
use wirelark_core::frame::time_text;

/// RFC 6455 section 8.1 allows a client to report invalid UTF-8 at the end of the message instead of at once; the suite
/// calls that non-strict.
const NON_STRICT: [&str; 4] = ["6.4.1", "6.4.2", "6.4.3", "6.4.4"];

/// The suite's names of its groups.
const GROUPS: [(&str, &str); 11] = [
    ("1", "Framing"),
    ("2", "Pings and pongs"),
    ("3", "Reserved bits"),
    ("4", "Opcodes"),
    ("5", "Fragmentation"),
    ("6", "UTF-8"),
    ("7", "Closing"),
    ("9", "Limits and performance"),
    ("10", "Automatic fragmentation"),
    ("12", "Compression: sizes and contents"),
    ("13", "Compression: offers"),
];

/// The suite's words for results.
const WORDS: [&str; 5] = ["OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED", "FAILED"];

/// The result of one case.
#[derive(Debug)]
struct Case {
    id: String,
    word: String,
    /// Result of the closing handshake.
    closing: String,
}

impl Case {
    fn passed(&self) -> bool {
        let word = match self.word.as_str() {
            "OK" | "INFORMATIONAL" => true,
            "NON-STRICT" => NON_STRICT.contains(&self.id.as_str()),
            _ => false,
        };
        word && matches!(self.closing.as_str(), "OK" | "INFORMATIONAL")
    }

    fn group(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }
}

/// The results of all cases that were run.
#[derive(Debug)]
pub struct Report {
    cases: Vec<Case>,
    /// Number of cases without a result.
    missing: usize,
}

impl Report {
    /// Reads the results of `agent` from the suite's folder, which should have `wanted` cases.
    pub fn read(folder: &Path, agent: &str, wanted: usize) -> Result<Report> {
        let file = folder.join("index.json");
        let text = std::fs::read(&file).with_context(|| format!("no {}", file.display()))?;
        let mut all: Map<String, Value> = serde_json::from_slice(&text)?;
        let found = all.remove(agent).unwrap_or_default();
        let word = |value: &Value, name: &str| value[name].as_str().unwrap_or("?").to_owned();
        let cases: Vec<Case> = found
            .as_object()
            .into_iter()
            .flatten()
            .map(|(id, value)| Case {
                id: id.clone(),
                word: word(value, "behavior"),
                closing: word(value, "behaviorClose"),
            })
            .collect();
        let missing = wanted.saturating_sub(cases.len());
        Ok(Report { cases, missing })
    }

    /// Number of cases that did not pass, including those without a result.
    pub fn failed(&self) -> usize {
        self.cases.iter().filter(|case| !case.passed()).count() + self.missing
    }

    /// Prints the table, the cases that did not pass, and the line that is counted.
    pub fn print(&self) {
        println!("{}", self.table());
        for case in self.cases.iter().filter(|case| !case.passed()) {
            println!("{}: {}, closing {}", case.id, case.word, case.closing);
        }
        if self.missing > 0 {
            println!("{} cases have no result", self.missing);
        }
        let failed = self.failed();
        let passed = self.cases.len() + self.missing - failed;
        let word = if failed == 0 { "ok" } else { "FAILED" };
        println!("test result: {word}. {passed} passed; {failed} failed; 0 ignored");
    }

    /// The text of docs/conformance.md.
    pub fn summary(&self, versions: &str, groups: &[String]) -> String {
        let today = time_text(Clock::start().now());
        let day = today.split('T').next().unwrap_or_default();
        let command = ["cargo xtask conformance"]
            .into_iter()
            .chain(groups.iter().map(String::as_str))
            .chain(["--summary"])
            .collect::<Vec<_>>()
            .join(" ");
        let non_strict: Vec<&str> = self
            .cases
            .iter()
            .filter(|case| case.word == "NON-STRICT")
            .map(|case| case.id.as_str())
            .collect();
        format!(
            "# Conformance\n\n\
             Results of the [Autobahn test suite](https://github.com/crossbario/autobahn-testsuite) for Wirelark's connection layer: the\n\
             HTTP upgrade, the frame decoder, compression and the driver, as the app and the command line use them. A small client\n\
             built on it reads each message from the transcript and sends it back unchanged.\n\n\
             ```\n{command}\n```\n\n\
             Wirelark {}, {versions}, {day}. {} of {} cases passed.\n\n{}\n\
             {}\n\n\
             `cargo xtask test` runs groups 1 to 7, 9 and 10 where it finds a Python 2.7, which the suite needs. The suite has no\n\
             groups 8 and 11.\n",
            env!("CARGO_PKG_VERSION"),
            self.cases.len() + self.missing - self.failed(),
            self.cases.len() + self.missing,
            self.table(),
            about_non_strict(&non_strict),
        )
    }

    fn table(&self) -> String {
        let mut groups: BTreeMap<usize, [usize; WORDS.len()]> = BTreeMap::new();
        for case in &self.cases {
            let group = GROUPS.iter().position(|(group, _)| *group == case.group());
            let word = WORDS.iter().position(|word| *word == case.word);
            if let (Some(group), Some(word)) = (group, word) {
                groups.entry(group).or_default()[word] += 1;
            }
        }
        let mut sum = [0; WORDS.len()];
        let mut table = String::from(
            "| group | about | OK | non-strict | informational | unimplemented | failed |\n\
             |---|---|---|---|---|---|---|\n",
        );
        for (group, counts) in groups {
            let (number, about) = GROUPS[group];
            row(&mut table, number, about, counts);
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
        row(&mut table, "all", "", sum);
        table
    }
}

fn row(table: &mut String, group: &str, about: &str, counts: [usize; WORDS.len()]) {
    let counts = counts.map(|count| count.to_string()).join(" | ");
    // Writing to a String cannot fail.
    let _ = writeln!(table, "| {group} | {about} | {counts} |");
}

fn about_non_strict(ids: &[&str]) -> String {
    if ids.is_empty() {
        return "Nothing is non-strict.".to_owned();
    }
    format!(
        "Non-strict: {}. Text that is not UTF-8 is refused with 1007 once its frame or message is complete,\n\
         not at the first invalid byte; RFC 6455 allows either.",
        ids.join(", ")
    )
}
