//! Servers and proxies that others have written, started by the test on a port of their own.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::PATIENCE;
use crate::cli::Running;

/// Ends when it is dropped.
#[derive(Debug)]
pub struct Peer {
    pub port: u16,
    _process: Running,
}

/// Where a program is. Where it is not, the caller's test is skipped, and the line that says so is counted; on a
/// build server it fails instead, since nobody reads such lines there.
pub fn program(name: &str) -> Option<PathBuf> {
    let found = any_program(&[name]);
    if found.is_none() {
        skipped(name);
    }
    found
}

/// A program of the page's own npm packages, which `cargo xtask test` installs.
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
    // Where Debian keeps servers; not on everybody's path.
    let folders: Vec<PathBuf> =
        std::env::split_paths(&folders).chain([PathBuf::from("/usr/sbin")]).collect();
    let paths = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    paths.into_iter().find(|path| path.is_file())
}

/// A browser. One that comes as a snap sees neither our folders nor our home.
pub fn browser() -> Option<PathBuf> {
    let found = any_program(&["chromium-headless-shell", "google-chrome", "chromium"]);
    let found = found.filter(|path| !path.canonicalize().is_ok_and(|path| path.ends_with("snap")));
    if found.is_none() {
        say_skipped("a browser is not installed");
    }
    found
}

/// The caller's test is skipped for want of this; see [`program`].
pub fn skipped(what: &str) {
    let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
    assert!(!ci, "{what} is not installed: `cargo xtask test` installs it");
    say_skipped(&format!("{what} is not installed"));
}

/// `cargo xtask test` counts such lines, and takes as many tests from those that passed: one line for each test.
pub fn say_skipped(why: &str) {
    // Not println!: the test harness keeps to itself what a test that passes prints. It may stand within a line.
    let _ = writeln!(std::io::stdout(), "\nskipped: {why}");
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("bound").port()
}

impl Peer {
    /// Starts it, and waits until it listens on this port of 127.0.0.1.
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
