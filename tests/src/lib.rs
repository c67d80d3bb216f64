//! What the tests share.
//!
//! - [`app`]: the real app in a real window, under WebKitWebDriver.
//! - [`cli`]: `wirelark-cli` as a process.
//! - [`demo`]: `wirelark-cli demo-server` as a process.
//! - [`disk`]: a small disk that can be filled.
//! - [`fault`]: a server that does what no server should.
//! - [`peer`]: servers and proxies that others have written.
//! - [`processes`]: memory and time of the app's processes.
//! - [`python`]: a python3 that has the original's library.
//! - [`row`]: one line of `transcript export --format jsonl`.
//! - [`scratch`]: a folder for one test, and the profiles in it.

pub mod app;
pub mod cli;
pub mod demo;
pub mod disk;
pub mod fault;
pub mod peer;
pub mod processes;
pub mod python;
pub mod row;
pub mod scratch;

use std::time::Duration;

/// Longer than anything takes on a machine that six others use; a test that waits this long has failed.
pub const PATIENCE: Duration = Duration::from_secs(120);
