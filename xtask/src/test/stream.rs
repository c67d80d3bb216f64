//! Runs a test runner, passes its output through, and counts its tests.

use super::tally::Tally;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use xshell::Cmd;

/// Fails if the runner does. A runner that fails without reporting a failed test, because it did not compile or
/// crashed, counts as one failure, so that the sum is never clean.
pub(crate) fn counted(cmd: Cmd<'_>, tally: &mut Tally) -> Result<()> {
    let line = cmd.to_string();
    let before = *tally;
    counted_to(cmd, tally, &mut std::io::stdout())?;
    // A filter that matches no test would otherwise pass forever.
    if *tally == before {
        bail!("`{line}` ran no test");
    }
    Ok(())
}

/// Like [`counted`], for runners that may have no tests.
pub(crate) fn counted_if_any(cmd: Cmd<'_>, tally: &mut Tally) -> Result<()> {
    counted_to(cmd, tally, &mut std::io::stdout())
}

fn counted_to(cmd: Cmd<'_>, tally: &mut Tally, out: &mut impl Write) -> Result<()> {
    let line = cmd.to_string();
    eprintln!("$ {line}");
    let mut child = Command::from(cmd)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let mut seen = Tally::default();
    if let Some(stdout) = child.stdout.take() {
        pass_through(BufReader::new(stdout), &mut seen, out)?;
    }
    let status = child.wait()?;
    if !status.success() && seen.failed == 0 {
        seen.failed = 1;
    }
    *tally += seen;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// Handles bytes, not text: a test may print anything.
fn pass_through(mut from: impl BufRead, seen: &mut Tally, out: &mut impl Write) -> Result<()> {
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line)? > 0 {
        out.write_all(&line)?;
        out.flush()?;
        seen.read(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use xshell::{Shell, cmd};

    // Writes to a buffer: if printed, these lines would be counted by the run that this test belongs to.
    fn run(script: &str, tally: &mut Tally) -> (bool, String) {
        let sh = Shell::new().unwrap();
        let mut out = Vec::new();
        let good = counted_to(cmd!(sh, "sh -c {script}"), tally, &mut out).is_ok();
        (good, String::from_utf8(out).unwrap())
    }

    #[test]
    fn counts_tests_and_passes_on_output_and_failure() {
        let mut tally = Tally::default();
        let (good, out) = run("echo 'test result: ok. 2 passed; 0 failed; 1 ignored'", &mut tally);
        assert!(good);
        assert_eq!(out, "test result: ok. 2 passed; 0 failed; 1 ignored\n");
        assert_eq!(tally.to_string(), "2 passed, 0 failed, 1 skipped");

        let bad = "echo 'test result: FAILED. 1 passed; 3 failed; 0 ignored'; exit 101";
        assert!(!run(bad, &mut tally).0);
        assert_eq!(tally.to_string(), "3 passed, 3 failed, 1 skipped");
    }

    #[test]
    fn a_runner_that_dies_before_its_summary_is_a_failure() {
        let mut tally = Tally::default();
        assert!(!run("echo did not compile; exit 1", &mut tally).0);
        assert_eq!(tally.failed, 1);
    }
}
