//! `wirelark-cli demo-server` as a process.

use std::path::PathBuf;

use crate::cli::{Cli, Running};

/// A running demo server, stopped on drop.
#[derive(Debug)]
pub struct Demo {
    pub url: String,
    /// Path of the CA certificate; set with `--tls`.
    pub ca_file: Option<PathBuf>,
    pub process: Running,
}

impl Demo {
    /// Starts the demo server with additional arguments.
    #[track_caller]
    pub fn start(args: &[&str]) -> Demo {
        let mut process = Cli::spawn([&["demo-server"], args].concat());
        let first = process.line();
        let url = first
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("expected the first line, got '{first}'"))
            .to_owned();
        let ca_file = args.contains(&"--tls").then(|| {
            let second = process.line();
            let file = second.strip_prefix("CA ");
            PathBuf::from(file.unwrap_or_else(|| panic!("expected 'CA FILE', got '{second}'")))
        });
        Demo { url, ca_file, process }
    }

    /// The server's URL with another path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url.trim_end_matches('/'))
    }
}
