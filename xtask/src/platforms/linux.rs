//! Checks of the Linux packages: they install on a bare Debian, their windows open, and the sources compile for arm64.
//!
//! - [`debian`]: the .deb files on a bare Debian 12, and their dependencies in Debian 13.
//! - [`rpm`]: the .rpm files, unpacked.
//! - [`window`]: the app's window under X11 and under Wayland.
//! - [`arm64`]: core and command line, compiled for arm64.

pub(crate) mod arm64;
pub(crate) mod debian;
pub(crate) mod rpm;
pub(crate) mod window;

use crate::package::Packages;
use crate::steps::seconds;
use crate::test::Tally;
use crate::work::{Work, on_path};
use anyhow::{Result, bail};
use std::time::Instant;

/// The result of a check that did not fail.
pub(crate) enum Outcome {
    /// With what was seen, for the report.
    Passed(String),
    /// With the reason.
    Skipped(String),
}

struct Check {
    what: &'static str,
    run: fn(&Work, &Packages) -> Result<Outcome>,
}

const CHECKS: &[Check] = &[
    Check { what: "the app's window opens under X11", run: window::opens_under_x11 },
    Check { what: "the app's window opens under Wayland", run: window::opens_under_wayland },
    Check { what: "the .rpm files unpack, and their programs start", run: rpm::programs_start },
    Check { what: "the app's .deb on a bare Debian 12", run: debian::app_starts },
    Check { what: "the command line's .deb on a bare Debian 12", run: debian::cli_works },
    Check { what: "both .deb files in Debian 13 and this system", run: debian::names_exist },
    Check { what: "core and command line compile for arm64", run: |work, _| arm64::compiles(work) },
];

/// Runs every check, also after one that failed, and prints its result and time. Fails if one did.
pub(crate) fn check(work: &Work, packages: &Packages, tally: &mut Tally) -> Result<()> {
    let mut failed = Vec::new();
    let mut report = Vec::new();
    for Check { what, run } in CHECKS {
        eprintln!("      {what}");
        let start = Instant::now();
        let (word, seen) = match run(work, packages) {
            Ok(Outcome::Passed(seen)) => {
                tally.passed += 1;
                ("ok", seen)
            }
            Ok(Outcome::Skipped(why)) => {
                tally.skipped += 1;
                ("skipped", why)
            }
            Err(error) => {
                tally.failed += 1;
                failed.push(*what);
                ("FAILED", format!("{error:#}"))
            }
        };
        report.push(format!("{what:<48} {word:<7} {:>12}  {seen}", seconds(start.elapsed())));
    }
    eprintln!("\n{}\n\n{tally}", report.join("\n"));
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    Ok(())
}

/// The reason to skip a check if one of its tools is missing.
fn without(tools: &[&str]) -> Option<Outcome> {
    let missing: Vec<&str> = tools.iter().copied().filter(|tool| on_path(tool).is_none()).collect();
    (!missing.is_empty()).then(|| Outcome::Skipped(format!("without {}", missing.join(", "))))
}
