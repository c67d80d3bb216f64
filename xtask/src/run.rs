//! `cargo xtask run`: installs what is missing, builds the app and starts it.

use crate::steps::Steps;
use crate::system::Purpose;
use crate::work::Work;
use crate::{page, shell, system};
use anyhow::{Result, bail};
use xshell::cmd;

pub(crate) fn run(work: &Work, args: &[String]) -> Result<()> {
    let mut steps = Steps::new(5);
    steps.step("System packages", || system::install(work, Purpose::Build))?;
    steps.step("Packages of the page (npm ci)", || page::install(work))?;
    steps.step("The page", || page::build(work))?;
    steps.step("The app (the first build takes some minutes)", || shell::build(work))?;
    if system::no_display() {
        bail!(
            "there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. The app is built: {}",
            work.release("wirelark").display()
        );
    }
    eprintln!("[5/5] Wirelark opens; this command ends when its window is closed");
    let app = work.release("wirelark");
    Ok(cmd!(work.sh, "{app} {args...}").quiet().run()?)
}
