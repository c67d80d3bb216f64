//! The Windows build of core and command line, under Wine.

use super::foreign_rust::ForeignRust;
use crate::shell::FEATURES;
use crate::test::{ALL, LIBRARIES, Tally, counted, listed};
use crate::work::{Work, on_path};
use crate::{page, python};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use xshell::{Cmd, cmd};

pub(super) const WINE: &str = "/usr/lib/wine/wine64";
const SERVER: &str = "/usr/lib/wine/wineserver64";
const TARGET: &str = "x86_64-pc-windows-gnu";

/// Core, the command line and its tests.
const TESTED: [&str; 11] = [
    "-p",
    "wirelark-core",
    "-p",
    "wirelark-cli",
    "-p",
    "wirelark-tests",
    "--lib",
    "--bin",
    "wirelark-cli",
    "--test",
    "cli",
];
/// Tests that run on Linux and drive the Windows command line.
const FROM_OUTSIDE: [&str; 2] = ["oracle", "peers"];

/// A Windows of our own in cargo's target folder.
struct Prefix<'a> {
    work: &'a Work,
    folder: PathBuf,
    console_event: PathBuf,
}

/// Runs the tests.
pub(super) fn test(work: &Work, rust: &ForeignRust, tally: &mut Tally) -> Result<()> {
    // With the tests, so that the same features apply and what they need is not compiled again.
    rust.cargo(work, "build", TARGET).args(TESTED).run()?;
    let cli = rust.built(TARGET, "debug", "wirelark-cli.exe");
    let prefix = Prefix::create(work, rust)?;
    let inside = rust
        .cargo(work, "test", TARGET)
        .args(["--no-fail-fast"])
        .args(TESTED)
        .envs(prefix.environment())
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", WINE)
        .env("WIRELARK_UNDER_WINE", "1")
        .env("WIRELARK_CONSOLE_EVENT", windows_path(&prefix.console_event))
        .env("WIRELARK_CLI", windows_path(&cli));
    counted(inside, tally)?;
    if on_path("node").is_some() {
        // `wscat`, with which copied commands are compared, and `ws`.
        page::install(work)?;
    }
    let wrapper = prefix.wrapper(&cli)?;
    let python = python::venv(work, "venv", &LIBRARIES)?.context("no Python with venv")?;
    let tests = FROM_OUTSIDE.map(|test| ["--test", test]).concat();
    let outside = cmd!(work.sh, "cargo test --locked --no-fail-fast {ALL...} {tests...}")
        .env("WIRELARK_CLI", &wrapper)
        .env("WIRELARK_PYTHON", &python)
        .env("WIRELARK_UNDER_WINE", "1");
    counted(outside, tally)?;
    counted(million_messages(work, &wrapper), tally)
}

/// The number of tests, from their Linux builds.
pub(super) fn count(work: &Work) -> Result<u64> {
    FROM_OUTSIDE.into_iter().chain(["cli"]).try_fold(0, |sum, test| Ok(sum + listed(work, test)?))
}

/// Builds the whole app, and a portable archive of both programs, from which the command line is run.
pub(super) fn build_app(work: &Work, rust: &ForeignRust) -> Result<()> {
    let packages = ["--release", "-p", "wirelark", "-p", "wirelark-cli", "--features", FEATURES];
    rust.cargo(work, "build", TARGET).args(packages).run()?;
    let prefix = Prefix::create(work, rust)?;
    // A path as users have them.
    let folder = work.own.join("portable").join("Wire lark 便携版");
    work.sh.remove_path(&folder)?;
    work.sh.create_dir(&folder)?;
    let zip = work.own.join("wirelark-windows-x64.zip");
    work.sh.remove_path(&zip)?;
    for name in ["wirelark.exe", "wirelark-cli.exe"] {
        let built = rust.built(TARGET, "release", name);
        work.sh.copy_file(&built, folder.join(name))?;
        cmd!(work.sh, "x86_64-w64-mingw32-strip").arg(folder.join(name)).run()?;
    }
    // The DLL beside the app: it is loaded at its start.
    for dll in work.sh.read_dir(rust.built(TARGET, "release", ""))? {
        if dll.extension().is_some_and(|extension| extension == "dll") {
            work.sh.copy_file(&dll, folder.join(dll.file_name().context("a name")?))?;
        }
    }
    let script = "import sys, zipfile, pathlib\n\
        with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as archive:\n\
        \x20   for file in sorted(pathlib.Path(sys.argv[2]).iterdir()): archive.write(file, file.name)";
    cmd!(work.sh, "python3 -c {script} {zip} {folder}").run()?;
    let packed = work.sh.push_dir(&folder);
    let cli = folder.join("wirelark-cli.exe");
    for args in [&["--version"][..], &["pack", "=i", "2"]] {
        cmd!(work.sh, "{WINE} {cli} {args...}").envs(prefix.environment()).run()?;
    }
    drop(packed);
    let size = zip.metadata()?.len() as f64 / 1e6;
    eprintln!("      {} ({size:.1} MB)", zip.display());
    Ok(())
}

/// A capture under Wine, of which the test reads every message on Linux.
fn million_messages<'a>(work: &'a Work, wrapper: &Path) -> Cmd<'a> {
    let test = ["flood::a_million_messages_are_all_stored", "--exact", "--nocapture"];
    let test = cmd!(work.sh, "cargo test --locked {ALL...} --test cli -- {test...}");
    test.env("WIRELARK_CLI", wrapper).env("WIRELARK_FLOOD", "1000000")
}

impl<'a> Prefix<'a> {
    fn create(work: &'a Work, rust: &ForeignRust) -> Result<Prefix<'a>> {
        let folder = work.own.join("wine");
        let console_event = work.own.join("console-event.exe");
        let prefix = Prefix { work, folder, console_event };
        work.sh.create_dir(&prefix.folder)?;
        let (compiler, system) =
            (rust.c_compiler(), prefix.folder.join("drive_c/windows/system32"));
        let stay = work.own.join("stay.exe");
        cmd!(work.sh, "{compiler} -O2 -o {stay} xtask/windows/stay.c").run()?;
        // Ended with Wine's server, when the prefix is dropped.
        Command::new(WINE)
            .arg(&stay)
            .envs(prefix.environment())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let boot = cmd!(work.sh, "{WINE} wineboot -i").envs(prefix.environment());
        boot.ignore_stdout().ignore_stderr().run()?;
        let dll = system.join("bcryptprimitives.dll");
        let source = "xtask/windows/bcryptprimitives.c";
        cmd!(work.sh, "{compiler} -O2 -shared -o {dll} {source} -ladvapi32").run()?;
        let helper = &prefix.console_event;
        cmd!(work.sh, "{compiler} -O2 -o {helper} xtask/windows/console-event.c").run()?;
        Ok(prefix)
    }

    fn environment(&self) -> [(&'static str, String); 2] {
        [("WINEPREFIX", self.folder.display().to_string()), ("WINEDEBUG", "-all".to_owned())]
    }

    /// A program for Linux that runs the Windows command line.
    fn wrapper(&self, cli: &Path) -> Result<PathBuf> {
        let path = self.work.own.join("wirelark-cli-under-wine");
        let [prefix, debug] = self.environment().map(|(name, value)| format!("{name}='{value}'"));
        let line = format!("exec env {prefix} {debug} {WINE} '{}' \"$@\"\n", cli.display());
        self.work.sh.write_file(&path, format!("#!/bin/sh\n{line}"))?;
        cmd!(self.work.sh, "chmod +x {path}").run()?;
        Ok(path)
    }
}

/// Ends the prefix's background processes.
impl Drop for Prefix<'_> {
    fn drop(&mut self) {
        let _ = cmd!(self.work.sh, "{SERVER} -k").envs(self.environment()).quiet().run();
    }
}

/// Wine shows the root folder as drive Z.
fn windows_path(path: &Path) -> String {
    format!("Z:{}", path.display()).replace('/', "\\")
}
