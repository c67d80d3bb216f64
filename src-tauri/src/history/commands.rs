//! Commands for stored transcripts. The page names them by id and knows no paths.

use jiff::Timestamp;
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use wirelark_core::transcript::history::CleanUp;
use wirelark_core::transcript::{Filter, filter::Context};

use crate::app::clock;
use crate::app::commands::show_in_folder;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::history::dto::{CleanUpDto, HistoryDto, HistoryEntryDto, OpenedTranscript, SearchDto};
use crate::history::listing;
use crate::state::App;

/// The list of stored and deleted transcripts.
#[command]
pub(crate) async fn history(app: State<'_, App>) -> CommandResult<HistoryDto> {
    let (history, open) = (app.history.clone(), app.writing_ids());
    Ok(spawn_blocking(move || listing::list(&history, &open)).await?)
}

/// Counts a transcript's rows and caches the result. Takes a while for a long transcript.
#[command]
pub(crate) async fn history_count(
    app: State<'_, App>,
    id: String,
) -> CommandResult<HistoryEntryDto> {
    let (history, open) = (app.history.clone(), app.writing_ids());
    let counted = spawn_blocking(move || {
        history.count(&id)?;
        Ok::<_, ErrorDto>(listing::entry_dto(history.get(&id)?, &open))
    });
    counted.await?
}

/// Opens a transcript, and finds the position of a row if one is given.
#[command]
pub(crate) async fn history_open(
    app: State<'_, App>,
    id: String,
    row: Option<u32>,
) -> CommandResult<OpenedTranscript> {
    let session = app.openings.open(app.history.path(&id)?).await?;
    let position = row.map(|row| session.position_of(row)).transpose()?;
    Ok(OpenedTranscript { connection: app.add_file(session), position })
}

#[command]
pub(crate) async fn history_rename(
    app: State<'_, App>,
    id: String,
    title: String,
) -> CommandResult<()> {
    Ok(app.history.rename(&id, &title)?)
}

#[command]
pub(crate) async fn history_pin(
    app: State<'_, App>,
    id: String,
    pinned: bool,
) -> CommandResult<()> {
    Ok(app.history.pin(&id, pinned)?)
}

/// Shows the transcript's file in the file manager.
#[command]
pub(crate) async fn history_show_in_folder(
    app: State<'_, App>,
    handle: AppHandle,
    id: String,
) -> CommandResult<()> {
    show_in_folder(&handle, &app.history.path(&id)?)
}

/// Moves a transcript to the trash. Refused while it is being written.
#[command]
pub(crate) async fn history_delete(app: State<'_, App>, id: String) -> CommandResult<()> {
    if app.writing_ids().contains(&id) {
        return Err(ErrorDto::new("history_writing", format!("{id} is being written")));
    }
    Ok(app.history.delete(&id, Timestamp::now())?)
}

#[command]
pub(crate) async fn history_restore(app: State<'_, App>, id: String) -> CommandResult<()> {
    Ok(app.history.restore(&id)?)
}

/// Removes deleted transcripts permanently.
#[command]
pub(crate) async fn history_remove(app: State<'_, App>, ids: Vec<String>) -> CommandResult<()> {
    let history = app.history.clone();
    let removed = spawn_blocking(move || ids.iter().try_for_each(|id| history.remove_deleted(id)));
    Ok(removed.await??)
}

/// What a clean-up to this many bytes would remove.
#[command]
pub(crate) async fn history_plan(app: State<'_, App>, budget: f64) -> CommandResult<CleanUpDto> {
    let (history, open) = (app.history.clone(), app.open_ids());
    Ok(spawn_blocking(move || listing::clean_up_plan(&history, budget as u64, &open)).await?)
}

/// Removes the confirmed transcripts permanently, as far as the plan still names them. Returns the freed bytes.
#[command]
pub(crate) async fn history_clean_up(
    app: State<'_, App>,
    budget: f64,
    ids: Vec<String>,
) -> CommandResult<f64> {
    let (history, open) = (app.history.clone(), app.open_ids());
    let freed = spawn_blocking(move || {
        let plan = history.plan(budget as u64, &open);
        let goes = plan.goes.into_iter().filter(|entry| ids.contains(&entry.id)).collect();
        history.clean_up(&CleanUp { goes, ..plan })
    });
    Ok(freed.await?? as f64)
}

/// Starts a search of all stored transcripts. Codes and their names are those that each transcript defines; the filter cannot name fields.
#[command]
pub(crate) async fn history_find(app: State<'_, App>, text: String) -> CommandResult<()> {
    let (zone, unknown_names) = (clock::zone(), true);
    let filter = Filter::new(&text, &Context { zone, unknown_names, ..Context::default() })?;
    app.searches.start(app.history.clone(), filter);
    Ok(())
}

/// The search's hits and progress since the last call.
#[command]
pub(crate) async fn history_found(app: State<'_, App>) -> CommandResult<SearchDto> {
    Ok(app.searches.poll())
}

#[command]
pub(crate) async fn history_find_stop(app: State<'_, App>) -> CommandResult<()> {
    app.searches.stop();
    Ok(())
}
