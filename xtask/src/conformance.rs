//! The Autobahn conformance suite: installs its Python and runs the client against it (tests/conformance).

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::{Cmd, cmd};

use crate::python;
use crate::stamp::Stamp;
use crate::steps::{Step, Steps};
use crate::test::ALL;
use crate::work::Work;

/// The last release of the suite, which needs Python 2.7, and the last virtualenv that supports Python 2.7.
const SUITE: &str = "autobahntestsuite==25.10.1";
const VIRTUALENV: &str = "virtualenv==20.15.1";
const SUMMARY: &str = "docs/conformance.md";

/// `[GROUP…] [--summary]`; all groups if none is named.
pub(crate) fn conformance(work: &Work, args: &[String]) -> Result<()> {
    let mut steps = Steps::new(3);
    let mut suite = None;
    steps.step("Autobahn and its Python", || {
        suite = installed(work)?;
        Ok(Step::Done)
    })?;
    let suite =
        suite.context("the suite needs a Python 2.7 (`pyenv install 2.7`) and a python3")?;
    steps.step("Our client", || {
        cmd!(work.sh, "cargo build --locked {ALL...} --all-targets").run()?;
        Ok(Step::Done)
    })?;
    let mut more: Vec<&str> = Vec::new();
    for arg in args {
        match arg.as_str() {
            "--summary" => more.extend(["--summary", SUMMARY]),
            group => more.push(group),
        }
    }
    steps.step("The cases", || {
        client_command(work, &suite, &more).run()?;
        Ok(Step::Done)
    })?;
    eprintln!("\na page for each case: {}", reports(work).join("index.html").display());
    Ok(())
}

/// Creates the suite's virtual environment once. `None` if there is no Python 2.7.
pub(crate) fn installed(work: &Work) -> Result<Option<PathBuf>> {
    let Some(two) = python::python2(work) else { return Ok(None) };
    let Some(maker) = python::venv(work, "virtualenv", &[VIRTUALENV])? else { return Ok(None) };
    let home = work.target.join("autobahn");
    let python = home.join("bin/python");
    let stamp = Stamp::of_contents(work, "autobahn", &[], SUITE)?;
    if !stamp.is_fresh() || !python.is_file() {
        cmd!(work.sh, "{maker} -m virtualenv -q -p {two} {home}").run()?;
        // Silences warnings about Python 2.7 and its old libraries.
        cmd!(work.sh, "{python} -W ignore -m pip install -q --no-warn-conflicts {SUITE}")
            .ignore_stderr()
            .run()?;
        stamp.write()?;
    }
    Ok(Some(python))
}

/// Runs the client, built for tests, against the suite.
pub(crate) fn client_command<'a>(work: &'a Work, python: &PathBuf, args: &[&str]) -> Cmd<'a> {
    let (client, reports) = (work.debug("conformance"), reports(work));
    cmd!(work.sh, "{client} --python {python} --reports {reports} {args...}")
}

fn reports(work: &Work) -> PathBuf {
    work.target.join("conformance")
}
