//! `cargo xtask package`: builds the .deb and checks that the app inside it starts.

mod contents;

use crate::steps::{Step, Steps};
use crate::system::Purpose;
use crate::test::{ENVIRONMENT, SCREEN};
use crate::work::{NPX, Work, on_path};
use crate::{page, system};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};
use xshell::cmd;

/// Time-out for the window, enough for a cold start with software rendering on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn package(work: &Work) -> Result<()> {
    let mut steps = Steps::new(5);
    steps.step("System packages", || system::install(work, Purpose::Test))?;
    steps.step("Packages of the page (npm ci)", || page::install(work))?;
    steps.step("The .deb", || {
        let old = work.target.join("release/bundle/deb");
        work.sh.remove_path(&old)?;
        cmd!(work.sh, "{NPX} --no-install tauri build --ci --bundles deb").run()?;
        Ok(Step::Done)
    })?;
    let deb = build(work)?;
    let inside = work.own.join("deb");
    steps.step("What is in it", || {
        work.sh.remove_path(&inside)?;
        cmd!(work.sh, "dpkg-deb -x {deb} {inside}").run()?;
        contents::check(work, &deb, &inside)?;
        Ok(Step::Done)
    })?;
    steps.step("Its window opens", || check_window(work, &inside.join("usr/bin/wirelark")))?;
    let size = deb.metadata()?.len() as f64 / 1e6;
    eprintln!("\n{} ({size:.1} MB)", deb.display());
    Ok(())
}

fn build(work: &Work) -> Result<PathBuf> {
    let folder = work.target.join("release/bundle/deb");
    let found =
        work.sh.read_dir(&folder)?.into_iter().find(|p| p.extension().is_some_and(|e| e == "deb"));
    found.with_context(|| format!("no .deb in {}", folder.display()))
}

/// Starts this program again inside a virtual display, where it starts the app and waits for its window.
fn check_window(work: &Work, app: &Path) -> Result<Step> {
    if let Some(tool) = ["xvfb-run", "xdotool"].into_iter().find(|tool| on_path(tool).is_none()) {
        bail!("{tool} is missing, so the window cannot be checked");
    }
    let this = std::env::current_exe()?;
    let mut inside =
        cmd!(work.sh, "xvfb-run -a -s {SCREEN} dbus-run-session -- {this} window-appears {app}");
    for (name, value) in ENVIRONMENT {
        inside = inside.env(name, value);
    }
    // Separate folders, so that the user's settings are neither read nor changed.
    let home = work.own.join("home");
    work.sh.remove_path(&home)?;
    for (name, folder) in
        [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache")]
    {
        inside = inside.env(name, work.sh.create_dir(home.join(folder))?);
    }
    inside.run()?;
    Ok(Step::Done)
}

pub(crate) fn window_appears(args: &[String]) -> Result<()> {
    let [app] = args else { bail!("expected the program to start") };
    let mut child = Command::new(app).spawn().with_context(|| format!("cannot start {app}"))?;
    let appeared = watch(&mut child);
    // The app may have exited already.
    let _ = child.kill();
    let _ = child.wait();
    appeared
}

fn watch(child: &mut Child) -> Result<()> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            bail!("the app exited with {status} before its window appeared");
        }
        let search = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--name", "^Wirelark"])
            .output()
            .context("xdotool cannot be started")?;
        if search.status.success() && !search.stdout.is_empty() {
            eprintln!(
                "      a window named Wirelark was there after {:.1} s",
                start.elapsed().as_secs_f64()
            );
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    bail!("no window named Wirelark within {} s", PATIENCE.as_secs())
}
