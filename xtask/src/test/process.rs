//! Runs the command line as a process against the project's servers, third-party servers and Python's `websockets`, and
//! the connection layer against the Autobahn suite.

use super::rust::ALL;
use super::stream::counted;
use super::tally::Tally;
use super::targets;
use crate::work::{Work, on_path};
use crate::{conformance, page, python};
use anyhow::Result;
use xshell::cmd;

/// The original script's library, in the version that the tests compare with, a HAR reader, and what a server of the
/// tests encodes with.
pub(crate) const LIBRARIES: [&str; 3] = ["websockets==17.4", "haralyzer==2.4.0", "msgpack==1.2.4"];

/// The groups of the Autobahn suite.
const GROUPS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "9", "10"];
/// The groups that run again over a slow connection.
const SLOW: [&str; 5] = ["--slow", "1.1", "1.2", "2", "5"];
/// The number of cases in both runs.
const CASES: u64 = 301 + 47;

pub(crate) fn process(work: &Work, tally: &mut Tally) -> Result<()> {
    for target in ["cli", "hostile", "faults", "frozen", "peers", "oracle"] {
        targets::expect(work, target)?;
    }
    // Built together with the tests: the same feature resolution lets the tests reuse it.
    cmd!(work.sh, "cargo build --locked {ALL...} --all-targets").run()?;
    let cli = work.debug("wirelark-cli");
    let test = |target: &str| {
        cmd!(work.sh, "cargo test --locked {ALL...} --test {target}").env("WIRELARK_CLI", &cli)
    };
    let python = python::venv(work, "venv", &LIBRARIES)?;
    if on_path("node").is_some() {
        // Node's `ws` is one of the third-party servers.
        page::install(work)?;
    }
    counted(test("cli"), tally)?;
    counted(test("hostile"), tally)?;
    counted(test("faults"), tally)?;
    counted(test("frozen"), tally)?;
    let peers = test("peers").envs(python.iter().map(|python| ("WIRELARK_PYTHON", python)));
    counted(peers, tally)?;
    match python {
        Some(python) => counted(test("oracle").env("WIRELARK_PYTHON", python), tally)?,
        None => {
            let skipped = listed(work, "oracle")?;
            eprintln!("      no Python with venv: {skipped} tests of `oracle` skipped");
            tally.skipped += skipped;
        }
    }
    conformance(work, tally)
}

/// Runs the suite without the groups for compression, 12 and 13, which take many minutes.
fn conformance(work: &Work, tally: &mut Tally) -> Result<()> {
    match conformance::installed(work)? {
        Some(python) => {
            counted(conformance::client_command(work, &python, &GROUPS), tally)?;
            // The basic groups again, over a slow connection.
            counted(conformance::client_command(work, &python, &SLOW), tally)
        }
        None => {
            eprintln!("      no Python 2.7: {CASES} cases of Autobahn skipped");
            tally.skipped += CASES;
            Ok(())
        }
    }
}

/// The number of tests in a target, without running them.
pub(crate) fn listed(work: &Work, target: &str) -> Result<u64> {
    let list = cmd!(work.sh, "cargo test --locked {ALL...} --test {target} -- --list").read()?;
    Ok(list.lines().filter(|line| line.ends_with(": test")).count() as u64)
}
