//! The app's window, under X11 in Xvfb and under Wayland in a headless Weston.
//!
//! For each display, this program starts itself again with an internal command inside a session bus; that instance
//! starts the app with a profile and asks the display for a window with the profile's name. The page sets that title, so
//! it shows that the page runs and reaches the app.

use super::{Outcome, without};
use crate::package::Packages;
use crate::test::{ENVIRONMENT, SCREEN};
use crate::work::Work;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use xshell::{Cmd, cmd};

/// Time-out for the window, enough for a cold start with software rendering on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// The profile that the app opens, from the root of the repository, and the title of its window.
pub(super) const PROFILE: &str = "examples/original-script.wirelark.json";
const TITLE: &str = "Original script – Wirelark";
/// The socket of the Wayland compositor, in the folder of the test.
const SOCKET: &str = "wirelark-check";

pub(crate) fn opens_under_x11(work: &Work, packages: &Packages) -> Result<Outcome> {
    opens(work, &unpacked(work, packages)?)
}

pub(crate) fn opens_under_wayland(work: &Work, packages: &Packages) -> Result<Outcome> {
    if let Some(skipped) = without(&["weston", "weston-debug", "dbus-run-session"]) {
        return Ok(skipped);
    }
    let app = unpacked(work, packages)?;
    let this = std::env::current_exe()?;
    let command =
        cmd!(work.sh, "dbus-run-session -- {this} wayland-window-appears {app} {PROFILE}");
    // Weston requires that nobody else can enter the folder of its socket.
    let runtime = work.own.join("wayland");
    work.sh.remove_path(&runtime)?;
    work.sh.create_dir(&runtime)?;
    cmd!(work.sh, "chmod 700 {runtime}").quiet().run()?;
    let seen = with_own_folders(work, command)?
        .env("XDG_RUNTIME_DIR", runtime)
        .env("WAYLAND_DISPLAY", SOCKET)
        .env("GDK_BACKEND", "wayland")
        .env_remove("DISPLAY")
        .read()?;
    Ok(last_line(&seen))
}

/// Starts an app in a virtual X display and waits for its window.
pub(super) fn opens(work: &Work, app: &Path) -> Result<Outcome> {
    appears(work, &[&app.display().to_string(), PROFILE])
}

/// Like [`opens`], with the whole command, which opens [`PROFILE`].
pub(super) fn appears(work: &Work, command: &[&str]) -> Result<Outcome> {
    if let Some(skipped) = without(&["xvfb-run", "xdotool", "dbus-run-session"]) {
        return Ok(skipped);
    }
    let this = std::env::current_exe()?;
    let command = cmd!(
        work.sh,
        "xvfb-run -a -s {SCREEN} dbus-run-session -- {this} window-appears {command...}"
    );
    Ok(last_line(&with_own_folders(work, command)?.read()?))
}

fn unpacked(work: &Work, packages: &Packages) -> Result<PathBuf> {
    let (deb, inside) = (&packages.app_deb, work.own.join("deb"));
    work.sh.remove_path(&inside)?;
    cmd!(work.sh, "dpkg-deb -x {deb} {inside}").run()?;
    Ok(inside.join("usr/bin/wirelark"))
}

/// What the inner instance saw. Services of the session bus may have printed something before.
fn last_line(printed: &str) -> Outcome {
    Outcome::Passed(printed.lines().last().unwrap_or_default().to_owned())
}

/// Sets the environment, with separate folders, so that the user's settings are neither read nor changed.
fn with_own_folders<'a>(work: &Work, mut command: Cmd<'a>) -> Result<Cmd<'a>> {
    for (name, value) in ENVIRONMENT {
        command = command.env(name, value);
    }
    let home = work.own.join("home");
    work.sh.remove_path(&home)?;
    for (name, folder) in
        [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache")]
    {
        command = command.env(name, work.sh.create_dir(home.join(folder))?);
    }
    Ok(command)
}

/// The internal command `window-appears PROGRAM [ARGS…]`, inside the X display.
pub(crate) fn window_appears(args: &[String]) -> Result<()> {
    let mut app = Started::start(args)?;
    app.wait_for("an X11 window", || {
        let search = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--name", TITLE])
            .output()
            .context("xdotool cannot be started")?;
        Ok(search.status.success() && !search.stdout.is_empty())
    })
}

/// The internal command `wayland-window-appears PROGRAM`. XDG_RUNTIME_DIR is an empty folder.
pub(crate) fn wayland_window_appears(args: &[String]) -> Result<()> {
    let runtime = PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR").context("no XDG_RUNTIME_DIR")?);
    let log = runtime.join("weston.log");
    let mut weston = Started::start(&[
        "weston".to_owned(),
        "--backend=headless-backend.so".to_owned(),
        format!("--socket={SOCKET}"),
        format!("--log={}", log.display()),
        "--use-pixman".to_owned(),
        "--width=1400".to_owned(),
        "--height=900".to_owned(),
        "--no-config".to_owned(),
        "--idle-time=0".to_owned(),
        // For weston-debug and weston-screenshooter.
        "--debug".to_owned(),
    ])?;
    weston.wait(|| Ok(runtime.join(SOCKET).exists()))?;
    let mut app = Started::start(args)?;
    app.wait_for("a Wayland window", || {
        let scene =
            Command::new("weston-debug").arg("scene-graph").stderr(Stdio::null()).output()?;
        Ok(has_window(&String::from_utf8_lossy(&scene.stdout)))
    })?;
    // For people to look at; the check does not depend on it.
    let _ = Command::new("weston-screenshooter").current_dir(&runtime).status();
    Ok(())
}

/// Whether the app's window is in Weston's scene, which has the windows with a picture in them.
fn has_window(scene: &str) -> bool {
    scene.contains(&format!("top-level window '{TITLE}'"))
}

/// A process that is killed when this is dropped.
struct Started {
    child: Child,
    name: String,
    at: Instant,
}

impl Started {
    fn start(command: &[String]) -> Result<Started> {
        let Some((program, args)) = command.split_first() else { bail!("no program to start") };
        // Its output must not be taken for the result of the check.
        let child = Command::new(program).args(args).stdout(std::io::stderr()).spawn();
        let child = child.with_context(|| format!("cannot start {program}"))?;
        Ok(Started { child, name: program.clone(), at: Instant::now() })
    }

    /// Waits until the condition is met, and prints what it is and how long it took.
    fn wait_for(&mut self, what: &str, met: impl FnMut() -> Result<bool>) -> Result<()> {
        self.wait(met).with_context(|| format!("there was not {what} named {TITLE}"))?;
        println!("{what} named {TITLE} after {:.1} s", self.at.elapsed().as_secs_f64());
        Ok(())
    }

    fn wait(&mut self, mut met: impl FnMut() -> Result<bool>) -> Result<()> {
        while self.at.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended with {status}", self.name);
            }
            if met()? {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("not within {} s of starting {}", PATIENCE.as_secs(), self.name)
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
