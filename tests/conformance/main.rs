//! Runs the Autobahn conformance suite against Wirelark's connection layer.
//!
//! `cargo xtask conformance [GROUP…] [--summary]` prepares the suite's Python and starts this. It exits with 1 if a
//! case did not pass. Its last line is that of a Rust test runner, so that `cargo xtask test` counts cases.
//!
//! - `suite`: Autobahn's server, a process.
//! - `client`: echoes each message with `wirelark_core::connection::Connection`.
//! - `report`: evaluates the suite's results, and prints the table.

mod client;
mod report;
mod suite;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;

use client::Client;
use report::Report;
use suite::Suite;
use wirelark_tests::proxy::{Conditions, Proxy};

/// The client's name in the suite's reports.
const AGENT: &str = "Wirelark";

#[derive(Debug, Parser)]
struct Args {
    /// A Python 2.7 with `autobahntestsuite`.
    #[arg(long, value_name = "FILE")]
    python: PathBuf,
    /// Folder for the suite's reports, a page for each case.
    #[arg(long, value_name = "FOLDER")]
    reports: PathBuf,
    /// Write the table to this file.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Connect through a proxy that forwards one byte at a time, each some milliseconds late.
    #[arg(long)]
    slow: bool,
    /// Run only these groups, as `6` or `12.1`, or a case as `9.3.2`; all if none is named.
    groups: Vec<String>,
}

fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let suite = Suite::start(&args.python, &args.reports, &args.groups)?;
    // One thread, as in the command line.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let way = Conditions { latency: Duration::from_millis(5), piece: 1, ..Conditions::default() };
    let proxy = args.slow.then(|| Proxy::start(suite.address(), way, way));
    let mut client = Client::new(&suite.url, AGENT)?;
    if let Some(proxy) = &proxy {
        client = client.by_way_of(&proxy.url());
    }
    let cases = runtime.block_on(client.run())?;
    let report = Report::read(&args.reports, AGENT, cases)?;
    report.print();
    if let Some(file) = &args.summary {
        let text = report.summary(&suite.versions, &args.groups);
        std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(if report.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
