//! Shared code of the test targets.
//!
//! - [`app`]: the desktop app in a window, driven by WebDriver.
//! - [`certificate`]: certificates that are each invalid in one way.
//! - [`cli`]: `wirelark-cli` as a process.
//! - [`demo`]: `wirelark-cli demo-server` as a process.
//! - [`disk`]: a small disk that can be filled.
//! - [`driver`]: the WebDriver server of the operating system.
//! - [`fairness`]: whether many connections get equal shares of the traffic.
//! - [`fault`]: a server that violates the protocol on purpose.
//! - [`feed`]: a feed of packed messages, with a wrong checksum and a gap.
//! - [`in_process`]: a connection of the core inside the test's process.
//! - [`memory`]: the peak memory of a process.
//! - [`netns`]: network namespaces, in which a link can be cut.
//! - [`peer`]: third-party servers and proxies.
//! - [`processes`]: memory and CPU time of the app's processes.
//! - [`proxy`]: a TCP proxy that delays, throttles and cuts.
//! - [`python`]: Python interpreters with the libraries that tests compare with.
//! - [`row`]: one line of `transcript export --format jsonl`.
//! - [`scratch`]: a temporary folder and profiles in it.
//! - [`serving`]: a listener on a thread of its own.

pub mod app;
pub mod certificate;
pub mod cli;
pub mod demo;
pub mod disk;
mod driver;
pub mod fairness;
pub mod fault;
pub mod feed;
pub mod in_process;
pub mod memory;
pub mod netns;
pub mod peer;
pub mod processes;
pub mod proxy;
pub mod python;
pub mod row;
pub mod scratch;
pub mod serving;

use std::time::Duration;

/// Time-out for anything a test waits for; far longer than any takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);
