//! Commands that choose, start and poll a comparison of two transcripts.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};

use crate::app::dialog::{DialogKind, ask};
use crate::comparison::dto::{ChosenDto, ComparingDto};
use crate::details::dto::ComparisonDto;
use crate::error::CommandResult;
use crate::state::App;

/// Lets the user choose a transcript outside the history. `None` if the user cancels.
#[command]
pub(crate) async fn choose_transcript(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<ChosenDto>> {
    let path = ask(&handle, DialogKind::OpenTranscript, "").await;
    Ok(path.map(|path| app.comparisons.choose(path)))
}

#[command]
pub(crate) async fn compare_transcripts(
    app: State<'_, App>,
    a: String,
    b: String,
    ignore: Vec<String>,
) -> CommandResult<()> {
    app.comparisons.start(&app.history, (&a, &b), ignore)
}

#[command]
pub(crate) async fn comparing(app: State<'_, App>) -> CommandResult<Option<ComparingDto>> {
    Ok(app.comparisons.status())
}

#[command]
pub(crate) async fn comparing_stop(app: State<'_, App>) -> CommandResult<()> {
    app.comparisons.stop();
    Ok(())
}

/// Compares one row of each transcript.
#[command]
pub(crate) async fn compare_across(
    app: State<'_, App>,
    a: String,
    b: String,
    rows: (u32, u32),
) -> CommandResult<ComparisonDto> {
    let (comparisons, history) = (app.comparisons.clone(), app.history.clone());
    spawn_blocking(move || comparisons.rows(&history, (&a, &b), rows)).await?
}
