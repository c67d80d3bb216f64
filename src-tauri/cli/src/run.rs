//! The `run` command: runs a scenario on a recorded connection.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use wirelark_core::scenario::{self, ScenarioError};

use crate::connect_args::Source;
use crate::disk_watch::DiskWatch;
use crate::failure::Failure;
use crate::recording::{Interrupt, Report, block_on, load};

/// Connect, log in, run the profile's scenario (the first where none is named), close.
#[derive(Debug, Args)]
pub(crate) struct Run {
    #[command(flatten)]
    source: Source,
    /// Which scenario.
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Keep everything that passes in this file, *.wlt.
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// How the scenario ended.
enum RunOutcome {
    Done,
    Interrupted,
    Failed(ScenarioError),
}

impl Run {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let prepared = load(&self.source)?;
        let chosen = scenario::find(&prepared.profile, self.scenario.as_deref())?
            .unwrap_or_else(|| scenario::only_login(&prepared.profile));
        let steps = scenario::prepare(&prepared.profile, &chosen, &prepared.sources)
            .map_err(|error| Failure::from(error).masked(&prepared.masks))?;
        let result = block_on(async {
            let mut interrupt = Interrupt::listen()?;
            let recorded = prepared.open(self.transcript)?;
            let mut disk = DiskWatch::of(&recorded);
            let connection = &recorded.connection;
            let work = async {
                // A scenario without steps still checks that the connection opens.
                let status = connection.until(|s| s.phase.is_open()).await;
                match status.phase.is_open() {
                    true => scenario::run(connection, &steps).await.map(drop),
                    false => Err(ScenarioError::Connection { step: 1, error: status.error }),
                }
            };
            let outcome = tokio::select! {
                result = work => result.map_or_else(RunOutcome::Failed, |()| RunOutcome::Done),
                () = interrupt.received() => RunOutcome::Interrupted,
                () = disk.watch() => RunOutcome::Interrupted,
            };
            let close = &prepared.profile.connection.close;
            connection.close(close.code, &close.reason).await?;
            let report = Report::of(recorded).await;
            disk.check();
            let ok = !matches!(outcome, RunOutcome::Failed(_));
            let printed = report.print(
                self.json,
                json!({"scenario": steps.name, "steps": steps.len(), "ok": ok,
                       "interrupted": matches!(outcome, RunOutcome::Interrupted)}),
            );
            match outcome {
                RunOutcome::Interrupted => report.check_complete(),
                RunOutcome::Done => report.check(),
                RunOutcome::Failed(error) => {
                    // The connection's own error says more than the step that it interrupted.
                    report.check()?;
                    Err(error.into())
                }
            }?;
            printed
        });
        result.map_err(|failure| failure.masked(&prepared.masks))
    }
}
