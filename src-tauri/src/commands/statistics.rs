//! Latency by command.

use tauri::State;
use tauri::async_runtime::spawn_blocking;

use crate::dto::StatisticsDto;
use crate::error::CommandResult;
use crate::state::App;
use crate::statistics;

/// As far as it is known; asking for it begins the search.
#[tauri::command]
pub(crate) async fn statistics(
    app: State<'_, App>,
    connection: u32,
) -> CommandResult<StatisticsDto> {
    let held = app.held(connection)?;
    // Sorting millions of latencies takes a moment, which the connections' own threads must not feel.
    spawn_blocking(move || statistics::of(&held)).await?
}
