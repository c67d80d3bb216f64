//! `capture`: connect, log in, record what comes.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::json;
use wirelark_core::connection::{Connection, Phase};
use wirelark_core::transcript::Keep;

use crate::failure::Failure;
use crate::record::{Disk, Interrupt, Report, block_on, keep, pair, ready, time};

/// Connect, log in, record what comes until the time, the count, the server's close or SIGINT.
#[derive(Debug, Args)]
pub(crate) struct Capture {
    /// A profile, *.wirelark.json.
    profile: PathBuf,
    /// Instead of the profile's URL.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Until then: 500ms, 12s, 2m.
    #[arg(long = "for", value_name = "DURATION", value_parser = time)]
    time: Option<Duration>,
    /// Until so many messages were received.
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// The file, *.wlt.
    #[arg(long, value_name = "FILE")]
    transcript: PathBuf,
    /// A secret's value; may be given several times.
    #[arg(long = "secret", value_name = "K=V", value_parser = pair)]
    secrets: Vec<(String, String)>,
    /// A variable's value instead of the profile's; may be given several times.
    #[arg(long = "var", value_name = "K=V", value_parser = pair)]
    variables: Vec<(String, String)>,
    /// Keep only the last part instead of what the profile says: all, "1000000 messages", "10 GB".
    #[arg(long, value_name = "HOW_MUCH", value_parser = keep)]
    keep: Option<Keep>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// How often the count is looked at: rarely enough to cost nothing.
const LOOK: Duration = Duration::from_millis(5);

impl Capture {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let (url, keep) = (self.url.as_deref(), self.keep);
        let ready = ready(&self.profile, url, &self.secrets, &self.variables, keep)?;
        block_on(async {
            let mut interrupt = Interrupt::listen()?;
            let recorded = ready.open(Some(self.transcript))?;
            let mut disk = Disk::of(&recorded);
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
            report.print(self.json, json!({}));
            match interrupted {
                true => report.complete(),
                false => report.judge(),
            }
        })
    }
}

/// The time runs from when the connection is open.
async fn after(connection: &Connection, time: Option<Duration>) {
    match time {
        Some(time) => {
            connection.until(|s| s.phase.is_open()).await;
            tokio::time::sleep(time).await;
        }
        None => std::future::pending().await,
    }
}

async fn counted(connection: &Connection, count: Option<u64>) {
    let Some(count) = count else { return std::future::pending().await };
    while connection.counters().received() < count {
        tokio::time::sleep(LOOK).await;
    }
}
