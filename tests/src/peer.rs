//! Third-party servers and proxies, each started by a test on a port of its own.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::PATIENCE;
use crate::cli::Running;

/// A running server, killed on drop.
#[derive(Debug)]
pub struct Peer {
    pub port: u16,
    _process: Running,
}

/// Path of a program. If it is not installed, the calling test is skipped, with a `skipped:` line; in CI it fails
/// instead, because skipped tests would go unnoticed there.
pub fn program(name: &str) -> Option<PathBuf> {
    let found = any_program(&[name]);
    if found.is_none() {
        skipped(name);
    }
    found
}

/// A program of the page's npm packages, which `cargo xtask test` installs.
pub fn node_program(name: &str) -> Option<PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/.bin");
    let found = Some(folder.join(name)).filter(|path| path.is_file());
    if found.is_none() {
        skipped(name);
    }
    found
}

fn any_program(names: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    // Where Debian installs servers; not on every user's PATH.
    let folders: Vec<PathBuf> =
        std::env::split_paths(&folders).chain([PathBuf::from("/usr/sbin")]).collect();
    let paths = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    paths.into_iter().find(|path| path.is_file())
}

/// A browser. One installed as a snap is left out: it cannot read the tests' folders.
pub fn browser() -> Option<PathBuf> {
    let found = any_program(&["chromium-headless-shell", "google-chrome", "chromium"]);
    let found = found.filter(|path| !path.canonicalize().is_ok_and(|path| path.ends_with("snap")));
    if found.is_none() {
        print_skipped("a browser is not installed");
    }
    found
}

/// Reports that the calling test is skipped because `what` is not installed; see [`program`].
pub fn skipped(what: &str) {
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(!ci, "{what} is not installed: `cargo xtask test` installs it");
    print_skipped(&format!("{what} is not installed"));
}

/// Prints a `skipped:` line, once for each test. `cargo xtask test` counts these lines and subtracts them from the
/// tests that passed.
pub fn print_skipped(why: &str) {
    // Not `println!`: the test harness captures the output of a test that passes. The line may start in the middle of
    // another.
    let _ = writeln!(std::io::stdout(), "\nskipped: {why}");
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("the local address").port()
}

impl Peer {
    /// Starts the command, and waits until it listens on this port of 127.0.0.1.
    #[track_caller]
    pub fn start(port: u16, command: Command) -> Peer {
        let shown = format!("{command:?}");
        let mut process = Running::start(command);
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect(address).is_err() {
            if process.has_ended() {
                panic!("{shown} ended: {:?}", process.finish());
            }
            assert!(Instant::now() < until, "{shown} does not listen on {port}");
            std::thread::yield_now();
        }
        Peer { port, _process: process }
    }
}
