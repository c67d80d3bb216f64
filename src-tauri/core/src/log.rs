//! Tracing, to a rolling file or to stderr. Payloads and secrets are never logged: codes, sizes and names are.

use std::io;
use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

/// Chooses what is logged, in `tracing`'s directives, as `wirelark_core=debug`; `info` where absent.
pub const VARIABLE: &str = "WIRELARK_LOG";

/// Days that are kept.
const KEPT: usize = 14;

/// Keep it as long as the program logs: what is buffered is written when it goes.
#[derive(Debug)]
pub struct Guard(#[allow(dead_code)] Option<WorkerGuard>);

/// One file a day in this folder, `wirelark.DATE.log`, two weeks of them.
pub fn to_folder(folder: &Path) -> io::Result<Guard> {
    std::fs::create_dir_all(folder)?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("wirelark")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    begin(BoxMakeWriter::new(writer), "info");
    Ok(Guard(Some(guard)))
}

/// To stderr, for the command line: warnings only, unless the variable says otherwise.
pub fn to_stderr() -> Guard {
    begin(BoxMakeWriter::new(io::stderr), "error");
    Guard(None)
}

fn begin(writer: BoxMakeWriter, default: &str) {
    let chosen = std::env::var(VARIABLE).unwrap_or_else(|_| default.to_owned());
    let filter = EnvFilter::try_new(&chosen).unwrap_or_else(|_| EnvFilter::new(default));
    // A second call, as tests make, keeps the first one's choice.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .with_ansi(false)
        .with_target(false)
        .try_init();
}
