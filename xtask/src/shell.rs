//! Builds of the desktop app. `custom-protocol` embeds the page; without it the window loads the page from Vite.

use crate::steps::Step;
use crate::work::Work;
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::cmd;

/// Features of the released app.
pub(crate) const FEATURES: &str = "tauri/custom-protocol";
/// Features of the app under end-to-end tests: file dialogs answer from a queue.
pub(crate) const TEST_FEATURES: &str = "tauri/custom-protocol,e2e";

pub(crate) fn build(work: &Work) -> Result<Step> {
    cmd!(work.sh, "cargo build --release -p wirelark --features {FEATURES}").run()?;
    Ok(Step::Done)
}

/// Builds the app for the end-to-end tests and copies it elsewhere, because the next release build replaces it.
pub(crate) fn build_for_tests(work: &Work) -> Result<PathBuf> {
    cmd!(work.sh, "cargo build --release -p wirelark --features {TEST_FEATURES}").run()?;
    let aside = work.own.join("e2e");
    work.sh.create_dir(&aside)?;
    let built = work.release("wirelark");
    let app = aside.join(built.file_name().context("the app has no file name")?);
    // Removed first, because a running executable cannot be overwritten.
    work.sh.remove_path(&app)?;
    work.sh.copy_file(&built, &app)?;
    Ok(app)
}
