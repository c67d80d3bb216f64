//! What the tests share.
//!
//! - [`app`]: the real app in a real window, under WebKitWebDriver.
//! - [`certificate`]: certificates that are wrong in one way each.
//! - [`cli`]: `wirelark-cli` as a process.
//! - [`demo`]: `wirelark-cli demo-server` as a process.
//! - [`disk`]: a small disk that can be filled.
//! - [`fairness`]: many connections, and whether each gets its share.
//! - [`fault`]: a server that does what no server should.
//! - [`in_process`]: a connection of the core in the test's own process.
//! - [`memory`]: the peak of a process's memory.
//! - [`netns`]: a network of the test's own, in which cables can be pulled.
//! - [`peer`]: servers and proxies that others have written.
//! - [`processes`]: memory and time of the app's processes.
//! - [`proxy`]: a proxy that does what bad lines do.
//! - [`python`]: a python3 that has the original's library.
//! - [`row`]: one line of `transcript export --format jsonl`.
//! - [`scratch`]: a folder for one test, and the profiles in it.
//! - [`serving`]: a listener of the test's own, in a thread of its own.

pub mod app;
pub mod certificate;
pub mod cli;
pub mod demo;
pub mod disk;
pub mod fairness;
pub mod fault;
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

/// Longer than anything takes on a machine that six others use; a test that waits this long has failed.
pub const PATIENCE: Duration = Duration::from_secs(120);
