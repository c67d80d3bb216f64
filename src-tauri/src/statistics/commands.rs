//! Latency by command.

use std::time::Duration;

use tauri::State;
use tauri::async_runtime::spawn_blocking;

use crate::error::CommandResult;
use crate::state::App;
use crate::statistics::dto::{SeriesDto, StatisticsDto};
use crate::statistics::latency;

/// A chart that is not up to date is asked for again; this much of a long transcript is looked at in one answer.
const SLICE: Duration = Duration::from_millis(100);

/// As far as it is known; asking for it begins the search.
#[tauri::command]
pub(crate) async fn statistics(
    app: State<'_, App>,
    connection: u32,
) -> CommandResult<StatisticsDto> {
    let held = app.held(connection)?;
    // Sorting millions of latencies takes a moment, which the connections' own threads must not feel.
    spawn_blocking(move || latency::of(&held)).await?
}

/// Rate, bytes and latency over time, as far as looked at.
#[tauri::command]
pub(crate) async fn series(app: State<'_, App>, connection: u32) -> CommandResult<SeriesDto> {
    let viewed = app.viewed(connection)?;
    spawn_blocking(move || viewed.charts.advance(&viewed.reader(), &viewed.decoding(), SLICE))
        .await?
}
