//! `capture`: connect, log in, record what comes.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::json;
use wirelark_core::connection::{ConnectionHandle, Phase};

use crate::connect_args::Source;
use crate::failure::Failure;
use crate::recording::{DiskWatch, Interrupt, Report, block_on, ready, time};

/// Connect, log in, record what comes until the time, the count, the server's close or SIGINT.
#[derive(Debug, Args)]
pub(crate) struct Capture {
    #[command(flatten)]
    source: Source,
    /// Until then: 500ms, 12s, 2m.
    #[arg(long = "for", value_name = "DURATION", value_parser = time)]
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

/// How often the count is looked at: rarely enough to cost nothing.
const LOOK: Duration = Duration::from_millis(5);

impl Capture {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let mut ready = ready(&self.source)?;
        ready.record_at_most(self.count);
        let masks = ready.masks.clone();
        let result = block_on(async {
            let mut interrupt = Interrupt::listen()?;
            let recorded = ready.open(Some(self.transcript))?;
            let mut disk = DiskWatch::of(&recorded);
            let connection = &recorded.connection;
            let interrupted = tokio::select! {
                // A login that was not answered leaves the connection open, but no capture worth waiting for.
                _ = connection.until(|s| s.phase == Phase::Closed || s.error.is_some()) => false,
                () = after(connection, self.time) => false,
                () = counted(connection, self.count) => false,
                () = interrupt.came() => true,
                () = disk.watch() => false,
            };
            let close = &ready.profile.connection.close;
            connection.close(close.code, &close.reason).await?;
            let report = Report::of(recorded).await;
            disk.look();
            let printed = report.print(self.json, json!({"after_count": report.beyond()}));
            // Where stdout is closed or full, how the connection ended still decides first.
            match interrupted {
                true => report.complete(),
                false => report.judge(),
            }?;
            printed
        });
        result.map_err(|failure| failure.masked(&masks))
    }
}

/// The time runs from when the connection is open.
async fn after(connection: &ConnectionHandle, time: Option<Duration>) {
    match time {
        Some(time) => {
            // Not the phase: a connection that is lost at once may never be seen open.
            connection.until(|status| status.opened.is_some()).await;
            tokio::time::sleep(time).await;
        }
        None => std::future::pending().await,
    }
}

async fn counted(connection: &ConnectionHandle, count: Option<u64>) {
    let Some(count) = count else { return std::future::pending().await };
    while connection.counters().received() < count {
        tokio::time::sleep(LOOK).await;
    }
}
