//! The `capture` command: records a connection until a limit, the server's close or a signal.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::json;
use wirelark_core::connection::{ConnectionHandle, Phase};

use crate::connect_args::Source;
use crate::disk_watch::DiskWatch;
use crate::failure::Failure;
use crate::recording::{Interrupt, Report, block_on, load, parse_duration};

/// Connect, log in, record what comes until the time, the count, the server's close or SIGINT.
#[derive(Debug, Args)]
pub(crate) struct Capture {
    #[command(flatten)]
    source: Source,
    /// Until then: 500ms, 12s, 2m.
    #[arg(long = "for", value_name = "DURATION", value_parser = parse_duration)]
    time: Option<Duration>,
    /// Until so many messages were received.
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// The file, *.wlt.
    #[arg(long, value_name = "FILE")]
    transcript: PathBuf,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// How often the count is polled; rare enough to cost nothing.
const COUNT_POLL: Duration = Duration::from_millis(5);

impl Capture {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let mut prepared = load(&self.source)?;
        prepared.record_at_most(self.count);
        let masks = prepared.masks.clone();
        let result = block_on(async {
            let mut interrupt = Interrupt::listen()?;
            let recorded = prepared.open(Some(self.transcript))?;
            let mut disk = DiskWatch::of(&recorded);
            let connection = &recorded.connection;
            let interrupted = tokio::select! {
                // After a login without a reply the connection stays open, but there is nothing to capture.
                _ = connection.until(|s| s.phase == Phase::Closed || s.error.is_some()) => false,
                () = elapsed(connection, self.time) => false,
                () = counted(connection, self.count) => false,
                () = interrupt.received() => true,
                () = disk.watch() => false,
            };
            let close = &prepared.profile.connection.close;
            connection.close(close.code, &close.reason).await?;
            let report = Report::of(recorded).await;
            disk.check();
            let printed = report.print(self.json, json!({"after_count": report.beyond()}));
            // The connection's failure takes precedence over a failure to print.
            match interrupted {
                true => report.check_complete(),
                false => report.check(),
            }?;
            printed
        });
        result.map_err(|failure| failure.masked(&masks))
    }
}

/// Waits until `time` has passed since the connection opened; for ever without a time.
async fn elapsed(connection: &ConnectionHandle, time: Option<Duration>) {
    match time {
        Some(time) => {
            // Not the phase: a connection that is lost at once may never be observed open.
            connection.until(|status| status.opened.is_some()).await;
            tokio::time::sleep(time).await;
        }
        None => std::future::pending().await,
    }
}

/// Waits until `count` messages were received; for ever without a count.
async fn counted(connection: &ConnectionHandle, count: Option<u64>) {
    let Some(count) = count else { return std::future::pending().await };
    while connection.counters().received() < count {
        tokio::time::sleep(COUNT_POLL).await;
    }
}
