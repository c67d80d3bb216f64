//! End-to-end tests in the real window: on Linux on a virtual display with its own session bus, on Windows on the
//! desktop through tauri-driver. macOS has no WebDriver for its web view.

use super::process::listed;
use super::rust::ALL;
use super::stream::counted;
use super::tally::Tally;
use super::targets;
use crate::work::{Work, on_path};
use crate::{page, shell};
use anyhow::Result;
use std::path::Path;
use xshell::{Cmd, cmd};

const TARGET: &str = "e2e";
const TOOLS: &[&str] = match cfg!(windows) {
    true => &["tauri-driver"],
    false => &["xvfb-run", "dbus-run-session", "WebKitWebDriver"],
};
/// Modules of the end-to-end tests that read /proc, use X11 or start Linux programs. Skipped on Windows.
const LINUX_ONLY: [&str; 8] =
    ["columns", "desktop", "drafts", "memory", "misbehave", "packets", "settings", "volume"];
/// Larger than any window size that a test sets.
pub(crate) const SCREEN: &str = "-screen 0 2640x1480x24";

/// Settings for a headless WebKitGTK. The accessibility bus and the portals do not run, and waiting for them takes up
/// to half a minute at each start.
pub(crate) const ENVIRONMENT: &[(&str, &str)] = &[
    ("CI", "true"),
    ("NO_AT_BRIDGE", "1"),
    ("GTK_USE_PORTAL", "0"),
    ("GDK_BACKEND", "x11"),
    ("LANG", "C.UTF-8"),
    ("LIBGL_ALWAYS_SOFTWARE", "1"),
];

/// Each of these makes the driver's screenshots hang.
const UNWANTED: [&str; 2] = ["WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE"];

pub(crate) fn window(work: &Work, tally: &mut Tally) -> Result<()> {
    targets::expect(work, TARGET)?;
    let missing: Vec<&str> = TOOLS.iter().copied().filter(|tool| on_path(tool).is_none()).collect();
    if !missing.is_empty() {
        let skipped = listed(work, TARGET)?;
        eprintln!("      without {}: {skipped} tests of `{TARGET}` skipped", missing.join(", "));
        tally.skipped += skipped;
        return Ok(());
    }
    if cfg!(windows) {
        eprintln!("      only on Linux, and skipped: {}", LINUX_ONLY.join(", "));
    }
    page::install(work)?;
    page::build(work)?;
    let app = shell::build_for_tests(work)?;
    cmd!(work.sh, "cargo build --locked {ALL...} --all-targets").run()?;
    let mut args = vec!["--", "--test-threads=1"];
    if cfg!(windows) {
        args.extend(LINUX_ONLY.iter().flat_map(|module| ["--skip", module]));
    }
    counted(in_a_window(work, &app, &args)?, tally)
}

/// The command that runs the end-to-end tests.
pub(crate) fn in_a_window<'a>(work: &'a Work, app: &Path, args: &[&str]) -> Result<Cmd<'a>> {
    let tests = [&["cargo", "test", "--locked"], &ALL[..], &["--test", TARGET], args].concat();
    Ok(on_a_display(work, app, SCREEN, &tests).env("WIRELARK_CLI", work.debug("wirelark-cli")))
}

/// A command that starts the app on a display of its own; on Windows on the desktop. The bus is started inside the
/// display, because its services need DISPLAY.
pub(crate) fn on_a_display<'a>(
    work: &'a Work,
    app: &Path,
    screen: &str,
    command: &[&str],
) -> Cmd<'a> {
    let mut started = match command {
        [program, args @ ..] if cfg!(windows) => cmd!(work.sh, "{program} {args...}"),
        _ => cmd!(work.sh, "xvfb-run -a -s {screen} dbus-run-session -- {command...}"),
    }
    .env("WIRELARK_APP", app);
    for (name, value) in ENVIRONMENT {
        started = started.env(name, value);
    }
    for name in UNWANTED {
        started = started.env_remove(name);
    }
    started
}
