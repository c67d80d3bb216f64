//! The command line as a process, against servers of ours, those of others, and CPython's own `websockets`;
//! and the connection layer against the Autobahn suite.

use super::rust::ALL;
use super::stream::counted;
use super::tally::Tally;
use super::targets;
use crate::work::{Work, on_path};
use crate::{conformance, page, python};
use anyhow::Result;
use xshell::cmd;

/// The original script's library, at the version whose behaviour the tests compare with, and a reader of HAR.
const LIBRARIES: [&str; 2] = ["websockets==17.4", "haralyzer==2.4.0"];

/// Of the Autobahn suite.
const GROUPS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "9", "10"];
/// Those that go over a slow line once more.
const SLOW: [&str; 5] = ["--slow", "1.1", "1.2", "2", "5"];
/// How many cases all of those are.
const CASES: u64 = 301 + 47;

pub(crate) fn process(work: &Work, tally: &mut Tally) -> Result<()> {
    for target in ["cli", "hostile", "faults", "frozen", "peers", "oracle"] {
        targets::expect(work, target)?;
    }
    // With the tests, not by itself: in one feature resolution the tests' build finds everything compiled.
    cmd!(work.sh, "cargo build --locked {ALL...} --all-targets").run()?;
    let cli = work.debug("wirelark-cli");
    let test = |target: &str| {
        cmd!(work.sh, "cargo test --locked {ALL...} --test {target}").env("WIRELARK_CLI", &cli)
    };
    let python = python::venv(work, "venv", &LIBRARIES)?;
    if on_path("node").is_some() {
        // Node's `ws` is one of the peers.
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

/// The suite's cases without those for compression: groups 12 and 13 take many minutes.
fn conformance(work: &Work, tally: &mut Tally) -> Result<()> {
    match conformance::installed(work)? {
        Some(python) => {
            counted(conformance::against(work, &python, &GROUPS), tally)?;
            // The core of it once more over a line that is slow.
            counted(conformance::against(work, &python, &SLOW), tally)
        }
        None => {
            eprintln!("      no Python 2.7: {CASES} cases of Autobahn skipped");
            tally.skipped += CASES;
            Ok(())
        }
    }
}

/// How many tests a target has, without running them.
pub(crate) fn listed(work: &Work, target: &str) -> Result<u64> {
    let list = cmd!(work.sh, "cargo test --locked {ALL...} --test {target} -- --list").read()?;
    Ok(list.lines().filter(|line| line.ends_with(": test")).count() as u64)
}
