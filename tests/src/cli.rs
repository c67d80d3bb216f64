//! `wirelark-cli` as a process: run it, read its lines, send it signals.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use serde_json::Value;

use crate::PATIENCE;

/// How a run ended.
#[derive(Debug)]
pub struct Output {
    /// `None` where a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Output {
    /// Exit 0 and nothing on stderr but notes.
    #[track_caller]
    pub fn done(self) -> Output {
        assert!(self.code == Some(0) && self.but_notes().is_empty(), "not done: {self:#?}");
        self
    }

    /// Stderr without the lines that only tell what is risky in a profile.
    fn but_notes(&self) -> String {
        self.stderr.split_inclusive('\n').filter(|line| !line.starts_with("note ")).collect()
    }

    /// The codes of those lines.
    pub fn notes(&self) -> Vec<&str> {
        let notes = self.stderr.lines().filter_map(|line| line.strip_prefix("note "));
        notes.map(|note| note.split(':').next().unwrap_or_default()).collect()
    }

    /// The stable code and the text of a failure: this exit code, and exactly one line on stderr beside notes.
    #[track_caller]
    pub fn failed(&self, code: i32) -> (&str, &str) {
        assert_eq!(self.code, Some(code), "{self:#?}");
        let but_notes = self.but_notes();
        assert!(but_notes.ends_with('\n') && but_notes.lines().count() == 1, "{self:#?}");
        let line = self.stderr.lines().find(|line| !line.starts_with("note ")).unwrap_or_default();
        let (code, text) = line
            .strip_prefix("error ")
            .and_then(|rest| rest.split_once(": "))
            .unwrap_or_else(|| panic!("not 'error CODE: what to do': {line}"));
        let stable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.".contains(c);
        assert!(!code.is_empty() && code.chars().all(stable), "not a code: {line}");
        assert!(!text.is_empty(), "{line}");
        (code, text)
    }

    /// The one line of JSON on stdout.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.stdout.lines().count(), 1, "{self:#?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// The signals that the command line promises to understand, and the one that it cannot refuse.
#[derive(Debug, Clone, Copy)]
pub enum Signal {
    Interrupt,
    Terminate,
    Kill,
}

/// `wirelark-cli`.
#[derive(Debug)]
pub struct Cli;

impl Cli {
    /// The binary: WIRELARK_CLI, or the one beside the test, made new where it is not.
    pub fn path() -> &'static Path {
        static FOUND: OnceLock<PathBuf> = OnceLock::new();
        FOUND.get_or_init(|| match std::env::var_os("WIRELARK_CLI") {
            Some(path) => path.into(),
            None => build(),
        })
    }

    /// Runs it to its end.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Output {
        Cli::spawn(args).finish()
    }

    /// The same with these variables of the environment set, or unset.
    #[track_caller]
    pub fn run_with<S: AsRef<OsStr>>(
        args: impl IntoIterator<Item = S>,
        environment: &[(&str, Option<&str>)],
    ) -> Output {
        let mut command = Cli::command(args);
        for (name, value) in environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        Running::start(command).finish()
    }

    /// Starts it.
    #[track_caller]
    pub fn spawn<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Running {
        Running::start(Cli::command(args))
    }

    /// The command, not started: for other streams than pipes.
    pub fn command<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(Cli::path());
        command.args(args);
        // Log lines would stand between the lines that the contract promises.
        command.env_remove("WIRELARK_LOG");
        // A proxy of the machine is nobody's to test.
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command
    }
}

/// Asks cargo, which does nothing where the binary is what the sources say: a test that ran against
/// yesterday's binary would tell lies.
fn build() -> PathBuf {
    let exe = std::env::current_exe().expect("the test's own path");
    let beside = exe.parent().expect("a folder");
    let folder = if beside.ends_with("deps") { beside.parent().expect("above") } else { beside };
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "-p", "wirelark-cli", "--manifest-path"]);
    cargo.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"));
    cargo.arg("--target-dir").arg(folder.parent().expect("the target folder"));
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    // What `cargo test` tells this process about its package is not for another build: some build scripts
    // would run again for it, and once more for the next build without it.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&*name);
        }
    }
    assert!(cargo.status().expect("cargo").success(), "wirelark-cli does not build");
    folder.join("wirelark-cli").with_extension(std::env::consts::EXE_EXTENSION)
}

/// A process at work. It is killed when this is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    stderr: Receiver<String>,
}

impl Running {
    /// Starts any command with its output caught.
    #[track_caller]
    pub fn start(mut command: Command) -> Running {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let stdout = child.stdout.take().expect("piped");
        let mut errors = child.stderr.take().expect("piped");
        let (to, lines) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            let mut line = String::new();
            while stdout.read_line(&mut line).is_ok_and(|n| n > 0) {
                if to.send(std::mem::take(&mut line)).is_err() {
                    return;
                }
            }
        });
        let (to, stderr) = channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = errors.read_to_string(&mut text);
            let _ = to.send(text);
        });
        Running { child, lines, stderr }
    }

    /// The next line of stdout.
    #[track_caller]
    pub fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(PATIENCE);
        line.unwrap_or_else(|error| panic!("no line came: {error}")).trim_end().to_owned()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child of ours").is_some()
    }

    /// Sends a signal; one to a process that has just ended is nobody's fault.
    pub fn signal(&self, signal: Signal) {
        let name = match signal {
            Signal::Interrupt => "INT",
            Signal::Terminate => "TERM",
            Signal::Kill => "KILL",
        };
        // The shell's own `kill`: a system call would need unsafe code or one more crate.
        let line = format!("kill -{name} {}", self.id());
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).stderr(Stdio::null()).status().expect("sh");
    }

    /// Waits for the end.
    #[track_caller]
    pub fn finish(mut self) -> Output {
        let until = Instant::now() + PATIENCE;
        let left = || until.saturating_duration_since(Instant::now());
        let mut stdout = String::new();
        loop {
            match self.lines.recv_timeout(left()) {
                Ok(line) => stdout.push_str(&line),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end; it said: {stdout}"),
            }
        }
        let stderr = self.stderr.recv_timeout(left()).expect("it closes stderr");
        let status = self.child.wait().expect("a child of ours");
        Output { code: status.code(), stdout, stderr }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
