//! `cargo xtask platforms`: Windows and macOS, as far as a Linux machine can check them. docs/platforms.md says what ran
//! where.
//!
//! Windows: the core and the command line are compiled for `x86_64-pc-windows-gnu`, and their tests run under Wine. The
//! tests against Python run on Linux and drive the Windows command line. macOS: everything is
//! compiled as far as a machine without Apple's SDK can, which is all but the linking.

mod foreign_rust;
pub(crate) mod linux;
mod macos;
mod wine;

use crate::package;
use crate::steps::Step;
use crate::system::{self, Purpose};
use crate::test::Tally;
use crate::work::{Work, on_path};
use anyhow::{Result, bail};
use foreign_rust::ForeignRust;

/// `[--all]`. Returns whether all tests passed.
pub(crate) fn platforms(work: &Work, args: &[String]) -> Result<bool> {
    if let Some(unknown) = args.iter().find(|arg| *arg != "--all") {
        bail!("no option '{unknown}'; there is --all");
    }
    system::install(work, Purpose::Test)?;
    let mut tally = Tally::default();
    check(work, &mut tally)?;
    if !args.is_empty() {
        check_more(work, &mut tally)?;
    }
    println!("\n{tally}");
    Ok(tally.is_clean())
}

/// The stage of `cargo xtask test`.
pub(crate) fn check(work: &Work, tally: &mut Tally) -> Result<()> {
    if on_path("apt-get").is_some()
        && let Step::Nothing(why) = system::install(work, Purpose::Platforms)?
    {
        eprintln!("      packages: {why}");
    }
    match ForeignRust::find(work)? {
        Some(rust) => {
            wine::test(work, &rust, tally)?;
            macos::check(work, &rust, macos::WITHOUT_WINDOW)
        }
        None => {
            let skipped = wine::count(work)?;
            eprintln!("      no Rust for other systems, or no Wine: {skipped} tests skipped");
            tally.skipped += skipped;
            Ok(())
        }
    }
}

/// What takes too long for every run: the whole app, and the Linux packages.
fn check_more(work: &Work, tally: &mut Tally) -> Result<()> {
    let packages = package::build(work)?;
    linux::check(work, &packages, tally)?;
    let Some(rust) = ForeignRust::find(work)? else {
        bail!("no Rust for other systems: see docs/platforms.md");
    };
    macos::check(work, &rust, macos::WHOLE_APP)?;
    wine::build_app(work, &rust)
}
