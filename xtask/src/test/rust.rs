//! The Rust stages without the shell, which need no GTK.
//!
//! Every command selects the same packages: cargo unifies features over the selection, and another selection would
//! compile tokio and its dependents again.

use super::stream::{counted, counted_if_any};
use super::tally::Tally;
use super::targets;
use crate::work::Work;
use anyhow::Result;
use xshell::cmd;

pub(crate) const ALL: [&str; 3] = ["--workspace", "--exclude", "wirelark"];

pub(crate) fn format(work: &Work, _: &mut Tally) -> Result<()> {
    Ok(cmd!(work.sh, "cargo fmt --all --check").run()?)
}

pub(crate) fn lint(work: &Work, _: &mut Tally) -> Result<()> {
    cmd!(work.sh, "cargo clippy --locked {ALL...} --all-targets -- -D warnings").run()?;
    Ok(cmd!(work.sh, "cargo doc -p wirelark-core --no-deps")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?)
}

pub(crate) fn core(work: &Work, tally: &mut Tally) -> Result<()> {
    let mut which = vec!["--lib".to_owned(), "--bins".to_owned()];
    for name in targets::beside_sources(work, &["src-tauri/core", "src-tauri/cli", "xtask"])? {
        which.extend(["--test".to_owned(), name]);
    }
    counted(cmd!(work.sh, "cargo test --locked --no-fail-fast {ALL...} {which...}"), tally)?;
    counted_if_any(cmd!(work.sh, "cargo test --locked {ALL...} --doc"), tally)
}
