//! Servers and proxies that others have written, started by the test on a port of their own.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
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
    static SKIPPED: AtomicU32 = AtomicU32::new(0);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders)
        // Where Debian keeps servers; not on everybody's path.
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    if found.is_none() {
        let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
        assert!(!ci, "{name} is not installed: `cargo xtask test` installs it");
        let n = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
        // Not print!: the test harness keeps to itself what a test that passes prints.
        let _ = writeln!(std::io::stderr(), "skipped: {name} is not installed ({n} skipped)");
    }
    found
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
