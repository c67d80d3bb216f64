//! Commands for latency statistics and charts. Both return what is computed so far; the page polls.

use std::time::Duration;

use tauri::async_runtime::spawn_blocking;
use tauri::{State, command};

use crate::error::CommandResult;
use crate::state::App;
use crate::statistics::dto::{SeriesDto, StatisticsDto};
use crate::statistics::latency;

/// Time that one call may spend on reading rows for a chart.
const SLICE: Duration = Duration::from_millis(100);

/// Latency by command so far. The first call starts the computation.
#[command]
pub(crate) async fn statistics(
    app: State<'_, App>,
    connection: u32,
) -> CommandResult<StatisticsDto> {
    let item = app.item(connection)?;
    // Sorting millions of latencies must not block the connections' threads.
    spawn_blocking(move || latency::statistics(&item)).await?
}

/// Rate, bytes, latency and faults over time so far.
#[command]
pub(crate) async fn series(app: State<'_, App>, connection: u32) -> CommandResult<SeriesDto> {
    let session = app.session(connection)?;
    let work = move || {
        let findings = session.faults.findings();
        session.charts.advance(&session.reader(), &session.decoding(), &findings, SLICE)
    };
    spawn_blocking(work).await?
}
