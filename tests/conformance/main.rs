//! The Autobahn conformance suite against Wirelark's own connection layer.
//!
//! `cargo xtask conformance [GROUP…] [--summary]` prepares the suite's Python and starts this. It exits with 1 where a
//! case did not pass. Its last line is that of a Rust test runner, so that `cargo xtask test` counts cases.
//!
//! - `suite`: Autobahn's server, a process.
//! - `client`: each message sent back as it came, by `wirelark_core::connection::Connection`.
//! - `report`: what the suite found, judged; the table.

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

/// How the suite calls us.
const AGENT: &str = "Wirelark";

#[derive(Debug, Parser)]
struct Args {
    /// A Python 2.7 that has `autobahntestsuite`.
    #[arg(long, value_name = "FILE")]
    python: PathBuf,
    /// Where the suite writes what it saw, a page for each case.
    #[arg(long, value_name = "FOLDER")]
    reports: PathBuf,
    /// Write the table to this file.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// By way of a proxy that lets one byte pass at a time, each some milliseconds late.
    #[arg(long)]
    slow: bool,
    /// Only these groups, as `6` or `12.1`, or a case as `9.3.2`; all where none is named.
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
