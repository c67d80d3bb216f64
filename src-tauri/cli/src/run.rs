//! `run`: connect, log in, run the steps, close.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use wirelark_core::scenario::{self, ScenarioError};

use crate::connect_args::Source;
use crate::failure::Failure;
use crate::recording::{DiskWatch, Interrupt, Report, block_on, ready};

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

/// How the steps ended.
enum RunOutcome {
    Done,
    Interrupted,
    Failed(ScenarioError),
}

impl Run {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let ready = ready(&self.source)?;
        let chosen = scenario::find(&ready.profile, self.scenario.as_deref())?
            .unwrap_or_else(|| scenario::only_login(&ready.profile));
        let steps = scenario::prepare(&ready.profile, &chosen, &ready.sources)
            .map_err(|error| Failure::from(error).masked(&ready.masks))?;
        let result = block_on(async {
            let mut interrupt = Interrupt::listen()?;
            let recorded = ready.open(self.transcript)?;
            let mut disk = DiskWatch::of(&recorded);
            let connection = &recorded.connection;
            let work = async {
                // Also a run without steps is one of connecting.
                let status = connection.until(|s| s.phase.is_open()).await;
                match status.phase.is_open() {
                    true => scenario::run(connection, &steps).await.map(drop),
                    false => Err(ScenarioError::Connection { step: 1, error: status.error }),
                }
            };
            let ended = tokio::select! {
                result = work => result.map_or_else(RunOutcome::Failed, |()| RunOutcome::Done),
                () = interrupt.came() => RunOutcome::Interrupted,
                () = disk.watch() => RunOutcome::Interrupted,
            };
            let close = &ready.profile.connection.close;
            connection.close(close.code, &close.reason).await?;
            let report = Report::of(recorded).await;
            disk.look();
            let ok = !matches!(ended, RunOutcome::Failed(_));
            let printed = report.print(
                self.json,
                json!({"scenario": steps.name, "steps": steps.len(), "ok": ok,
                       "interrupted": matches!(ended, RunOutcome::Interrupted)}),
            );
            match ended {
                RunOutcome::Interrupted => report.complete(),
                RunOutcome::Done => report.judge(),
                RunOutcome::Failed(error) => {
                    // The connection's own error says more than that a step met its end.
                    report.judge()?;
                    Err(error.into())
                }
            }?;
            printed
        });
        result.map_err(|failure| failure.masked(&ready.masks))
    }
}
