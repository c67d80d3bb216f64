//! The command line as a process, against servers of ours, those of others, and CPython's own `websockets`.

use super::rust::ALL;
use super::stream::counted;
use super::tally::Tally;
use super::targets;
use crate::stamp::Stamp;
use crate::work::{Work, on_path};
use anyhow::Result;
use std::path::PathBuf;
use xshell::cmd;

/// The original script's library, at the version whose behaviour the tests compare with, and a reader of HAR.
const LIBRARIES: [&str; 2] = ["websockets==17.4", "haralyzer==2.4.0"];

pub(crate) fn process(work: &Work, tally: &mut Tally) -> Result<()> {
    for target in ["cli", "faults", "peers", "oracle"] {
        targets::expect(work, target)?;
    }
    // With the tests, not by itself: in one feature resolution the tests' build finds everything compiled.
    cmd!(work.sh, "cargo build --locked {ALL...} --all-targets").run()?;
    let cli = work.debug("wirelark-cli");
    let test = |target: &str| {
        cmd!(work.sh, "cargo test --locked {ALL...} --test {target}").env("WIRELARK_CLI", &cli)
    };
    counted(test("cli"), tally)?;
    counted(test("faults"), tally)?;
    counted(test("peers"), tally)?;
    match python(work)? {
        Some(python) => counted(test("oracle").env("WIRELARK_PYTHON", python), tally),
        None => {
            let skipped = listed(work, "oracle")?;
            eprintln!("      no Python with venv: {skipped} tests of `oracle` skipped");
            tally.skipped += skipped;
            Ok(())
        }
    }
}

/// A virtual environment with these libraries, made once. None where the machine has no Python for it.
fn python(work: &Work) -> Result<Option<PathBuf>> {
    let (base, inside) =
        if cfg!(windows) { ("python", "Scripts/python.exe") } else { ("python3", "bin/python") };
    let venv = work.target.join("venv");
    let python = venv.join(inside);
    let able = || {
        cmd!(work.sh, "{base} -c 'import venv, ensurepip'").quiet().ignore_stderr().run().is_ok()
    };
    let stamp = Stamp::of_contents(work, "venv", &[], &LIBRARIES.join(" "))?;
    if stamp.is_fresh() && python.is_file() {
        return Ok(Some(python));
    }
    if on_path(base).is_none() || !able() {
        return Ok(None);
    }
    cmd!(work.sh, "{base} -m venv {venv}").run()?;
    cmd!(work.sh, "{python} -m pip install -q --disable-pip-version-check {LIBRARIES...}").run()?;
    stamp.write()?;
    Ok(Some(python))
}

/// How many tests a target has, without running them.
pub(crate) fn listed(work: &Work, target: &str) -> Result<u64> {
    let list = cmd!(work.sh, "cargo test --locked {ALL...} --test {target} -- --list").read()?;
    Ok(list.lines().filter(|line| line.ends_with(": test")).count() as u64)
}
