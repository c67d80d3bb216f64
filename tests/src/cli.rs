//! Runs `wirelark-cli` as a process, reads its lines and sends it signals.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use serde_json::Value;

use crate::PATIENCE;
use crate::peer::print_skipped;

/// Exit code and output of a finished process.
#[derive(Debug)]
pub struct Output {
    /// `None` if a signal ended it.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Output {
    /// Whether [`Signal::Kill`] ended it.
    pub fn was_killed(&self) -> bool {
        self.code == if cfg!(windows) { Some(137) } else { None }
    }

    /// Asserts exit code 0 and nothing on stderr except notes.
    #[track_caller]
    pub fn success(self) -> Output {
        assert!(
            self.code == Some(0) && self.without_notes().is_empty(),
            "did not succeed: {self:#?}"
        );
        self
    }

    /// Stderr without its notes, the lines about risky settings of a profile.
    fn without_notes(&self) -> String {
        self.stderr.split_inclusive('\n').filter(|line| !line.starts_with("note ")).collect()
    }

    /// The codes of the notes on stderr.
    pub fn notes(&self) -> Vec<&str> {
        let notes = self.stderr.lines().filter_map(|line| line.strip_prefix("note "));
        notes.map(|note| note.split(':').next().unwrap_or_default()).collect()
    }

    /// Asserts this exit code and exactly one line on stderr besides notes; returns the error's code and text.
    #[track_caller]
    pub fn failed(&self, code: i32) -> (&str, &str) {
        assert_eq!(self.code, Some(code), "{self:#?}");
        let without_notes = self.without_notes();
        assert!(without_notes.ends_with('\n') && without_notes.lines().count() == 1, "{self:#?}");
        let line = self.stderr.lines().find(|line| !line.starts_with("note ")).unwrap_or_default();
        let (code, text) = line
            .strip_prefix("error ")
            .and_then(|rest| rest.split_once(": "))
            .unwrap_or_else(|| panic!("expected 'error CODE: what to do', got {line}"));
        let stable = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.".contains(c);
        assert!(!code.is_empty() && code.chars().all(stable), "not a code: {line}");
        assert!(!text.is_empty(), "{line}");
        (code, text)
    }

    /// Stdout, which must be one line, as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.stdout.lines().count(), 1, "{self:#?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// The signals that the command line handles, and SIGKILL. On Windows: Ctrl+C, Ctrl+Break, and termination.
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
    /// Path of the binary: `WIRELARK_CLI`, or the one beside the test's executable, built if it is missing or out of
    /// date.
    pub fn path() -> &'static Path {
        static FOUND: OnceLock<PathBuf> = OnceLock::new();
        FOUND.get_or_init(|| match std::env::var_os("WIRELARK_CLI") {
            Some(path) => path.into(),
            None => build(),
        })
    }

    /// Runs the command to its end.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Output {
        Cli::spawn(args).finish()
    }

    /// Like [`Cli::run`], with these environment variables set or removed.
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

    /// Starts the command.
    #[track_caller]
    pub fn spawn<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Running {
        Running::start(Cli::command(args))
    }

    /// The command before it is started, for streams other than pipes.
    pub fn command<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(Cli::path());
        command.args(args);
        // A console of its own, to which console events can be sent.
        #[cfg(windows)]
        std::os::windows::process::CommandExt::creation_flags(&mut command, 0x0800_0000);
        // Log lines would mix with the lines that the tests read.
        command.env_remove("WIRELARK_LOG");
        // Tests must not depend on the machine's proxy.
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command
    }
}

/// Runs cargo, which does nothing if the binary is up to date, so that no test runs against a stale binary.
fn build() -> PathBuf {
    let exe = std::env::current_exe().expect("the test's own path");
    let beside = exe.parent().expect("a parent folder");
    let folder =
        if beside.ends_with("deps") { beside.parent().expect("a parent folder") } else { beside };
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "-p", "wirelark-cli", "--manifest-path"]);
    cargo.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"));
    cargo.arg("--target-dir").arg(folder.parent().expect("a parent folder"));
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    // Variables that `cargo test` sets about this package would make some build scripts run again, and once more for
    // the next build without them.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&*name);
        }
    }
    assert!(cargo.status().expect("cargo").success(), "wirelark-cli does not build");
    folder.join("wirelark-cli").with_extension(std::env::consts::EXE_EXTENSION)
}

/// Sends a signal to a process that [`Running`] or [`Cli::command`] started. Uses another program: the system call would
/// need unsafe code or another crate.
pub fn send_signal(id: u32, signal: Signal) {
    let (unix, windows) = match signal {
        Signal::Interrupt => ("INT", "c"),
        // Wine 8 sends no Ctrl+Break.
        Signal::Terminate if std::env::var_os("WIRELARK_UNDER_WINE").is_some() => ("TERM", "c"),
        Signal::Terminate => ("TERM", "break"),
        Signal::Kill => ("KILL", "kill"),
    };
    let mut command = match std::env::var_os(CONSOLE_EVENT).filter(|_| cfg!(windows)) {
        Some(helper) => {
            let mut command = Command::new(helper);
            command.args([&id.to_string(), windows]);
            command
        }
        None => {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("kill -{unix} {id}")]);
            shell
        }
    };
    command.stderr(Stdio::null()).status().expect("send the signal");
}

/// Names the program that sends console events on Windows: xtask/windows/console-event.c.
const CONSOLE_EVENT: &str = "WIRELARK_CONSOLE_EVENT";

/// Whether signals can be sent. If not, the calling test is skipped, with a `skipped:` line.
pub fn can_signal() -> bool {
    let able = cfg!(unix) || std::env::var_os(CONSOLE_EVENT).is_some();
    if !able {
        print_skipped("no program that sends console events");
    }
    able
}

/// A running process, killed on drop.
#[derive(Debug)]
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    stderr: Receiver<String>,
}

impl Running {
    /// Starts any command with its output captured.
    #[track_caller]
    pub fn start(mut command: Command) -> Running {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let stdout = child.stdout.take().expect("a piped stdout");
        let mut errors = child.stderr.take().expect("a piped stderr");
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

    /// Waits for the next line of stdout.
    #[track_caller]
    pub fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(PATIENCE);
        line.unwrap_or_else(|error| panic!("no line on stdout: {error}")).trim_end().to_owned()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("poll the process").is_some()
    }

    /// Sends a signal. Signalling a process that has just exited is not an error.
    pub fn signal(&self, signal: Signal) {
        send_signal(self.id(), signal);
    }

    /// Waits until the process exits.
    #[track_caller]
    pub fn finish(mut self) -> Output {
        let until = Instant::now() + PATIENCE;
        let left = || until.saturating_duration_since(Instant::now());
        let mut stdout = String::new();
        loop {
            match self.lines.recv_timeout(left()) {
                Ok(line) => stdout.push_str(&line),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the process does not exit; stdout: {stdout}")
                }
            }
        }
        let stderr = self.stderr.recv_timeout(left()).expect("it closes stderr");
        let status = self.child.wait().expect("wait for the process");
        Output { code: status.code(), stdout, stderr }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
