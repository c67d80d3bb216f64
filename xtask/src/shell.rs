//! Builds of the desktop app. `custom-protocol` embeds the page; without it the window looks for Vite.

use crate::steps::Step;
use crate::work::Work;
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::cmd;

/// What people get.
const FEATURES: &str = "tauri/custom-protocol";
/// What the end-to-end tests drive: file dialogs answer from a queue.
pub(crate) const TEST_FEATURES: &str = "tauri/custom-protocol,e2e";

pub(crate) fn build(work: &Work) -> Result<Step> {
    cmd!(work.sh, "cargo build --release -p wirelark --features {FEATURES}").run()?;
    Ok(Step::Done)
}

/// Builds the app for the end-to-end tests and sets it aside, because the next build for people takes its place.
pub(crate) fn build_for_tests(work: &Work) -> Result<PathBuf> {
    cmd!(work.sh, "cargo build --release -p wirelark --features {TEST_FEATURES}").run()?;
    let aside = work.own.join("e2e");
    work.sh.create_dir(&aside)?;
    let built = work.release("wirelark");
    let app = aside.join(built.file_name().context("the app has no file name")?);
    // Removed first: a running copy may not be written to.
    work.sh.remove_path(&app)?;
    work.sh.copy_file(&built, &app)?;
    Ok(app)
}
