//! Past connections. The page names them by id; it knows no path.

use jiff::Timestamp;
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use wirelark_core::transcript::history::{CleanUp, StoredTranscript};
use wirelark_core::transcript::{Filter, filter::Context};

use crate::app::clock;
use crate::app::commands::show_in_folder;
use crate::details::row_comparison::cut;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::history::dto::{
    CleanUpDto, CountedDto, HistoryDto, HistoryEntryDto, OpenedTranscript, SearchDto,
};
use crate::state::{App, lock};

/// As the page gets it; `open` are those that this app writes.
fn told(past: StoredTranscript, open: &[String]) -> HistoryEntryDto {
    let begun = past.begun().parse::<Timestamp>().ok();
    let begun = begun.map(|at| at.as_millisecond() as f64);
    let is_open = open.contains(&past.id);
    let mut dto = HistoryEntryDto {
        open: is_open,
        id: past.id,
        title: past.title.map(cut),
        name: String::new(),
        profile: String::new(),
        url: String::new(),
        begun,
        pinned: past.pinned,
        bytes: past.bytes as f64,
        keep: "all".to_owned(),
        counted: None,
        error: None,
    };
    match past.facts {
        Err(error) => dto.error = Some(error.into()),
        Ok(known) => {
            dto.keep = known.retention.to_string();
            // A header from elsewhere has 8 MiB of them.
            dto.name = cut(known.header.name);
            dto.profile = cut(known.header.profile);
            dto.url = cut(known.header.url);
            dto.counted = known.summary.map(|summary| CountedDto {
                rows: summary.rows as f64,
                sent: summary.sent as f64,
                received: summary.received as f64,
                duration_ms: summary.duration_ns() as f64 / 1e6,
                close: summary.close.as_ref().map(|close| close.code),
                close_reason: summary.close.map(|close| cut(close.reason)).unwrap_or_default(),
            });
        }
    }
    dto
}

/// Lists; no rows are read.
#[tauri::command]
pub(crate) async fn history(app: State<'_, App>) -> CommandResult<HistoryDto> {
    let (history, open) = (app.history.clone(), app.written());
    let listed = spawn_blocking(move || {
        let (past, deleted) = (history.list(), history.deleted());
        let bytes = past.iter().chain(&deleted).map(|one| one.bytes).sum::<u64>() as f64;
        let all =
            |list: Vec<StoredTranscript>| list.into_iter().map(|one| told(one, &open)).collect();
        HistoryDto { past: all(past), deleted: all(deleted), bytes }
    });
    Ok(listed.await?)
}

/// Counts what one of them holds, which takes a while for a long one.
#[tauri::command]
pub(crate) async fn history_count(
    app: State<'_, App>,
    id: String,
) -> CommandResult<HistoryEntryDto> {
    let (history, open) = (app.history.clone(), app.written());
    let counted = spawn_blocking(move || {
        history.count(&id)?;
        Ok::<_, ErrorDto>(told(history.get(&id)?, &open))
    });
    counted.await?
}

/// Views one, at a row where one is asked for.
#[tauri::command]
pub(crate) async fn history_open(
    app: State<'_, App>,
    id: String,
    row: Option<u32>,
) -> CommandResult<OpenedTranscript> {
    let path = app.history.path(&id)?;
    let viewed = app.openings.open(path).await?;
    let position = match row {
        Some(row) => {
            let mut view = lock(&viewed.view);
            view.advance(std::time::Duration::ZERO)?;
            Some(view.position_of(row))
        }
        None => None,
    };
    Ok(OpenedTranscript { connection: app.view(viewed), position })
}

#[tauri::command]
pub(crate) async fn history_rename(
    app: State<'_, App>,
    id: String,
    title: String,
) -> CommandResult<()> {
    Ok(app.history.rename(&id, &title)?)
}

#[tauri::command]
pub(crate) async fn history_pin(
    app: State<'_, App>,
    id: String,
    pinned: bool,
) -> CommandResult<()> {
    Ok(app.history.pin(&id, pinned)?)
}

/// Its file, selected in the file manager.
#[tauri::command]
pub(crate) async fn history_show_in_folder(
    app: State<'_, App>,
    handle: AppHandle,
    id: String,
) -> CommandResult<()> {
    show_in_folder(&handle, &app.history.path(&id)?)
}

/// Not one that is being written: it would go on growing out of sight.
#[tauri::command]
pub(crate) async fn history_delete(app: State<'_, App>, id: String) -> CommandResult<()> {
    if app.written().contains(&id) {
        return Err(ErrorDto::new("history_writing", format!("{id} is being written")));
    }
    Ok(app.history.delete(&id, Timestamp::now())?)
}

#[tauri::command]
pub(crate) async fn history_restore(app: State<'_, App>, id: String) -> CommandResult<()> {
    Ok(app.history.restore(&id)?)
}

/// Removes deleted ones for good.
#[tauri::command]
pub(crate) async fn history_remove(app: State<'_, App>, ids: Vec<String>) -> CommandResult<()> {
    let history = app.history.clone();
    let removed = spawn_blocking(move || ids.iter().try_for_each(|id| history.remove_deleted(id)));
    Ok(removed.await??)
}

/// What a clean-up would remove. Nothing is removed by asking.
#[tauri::command]
pub(crate) async fn history_plan(app: State<'_, App>, budget: f64) -> CommandResult<CleanUpDto> {
    let (history, open) = (app.history.clone(), app.held_ids());
    let planned = spawn_blocking(move || {
        let plan = history.plan(budget as u64, &open);
        CleanUpDto {
            bytes: plan.total as f64,
            frees: plan.frees as f64,
            fits: plan.fits(budget as u64),
            goes: plan.goes.into_iter().map(|past| told(past, &open)).collect(),
        }
    });
    Ok(planned.await?)
}

/// Removes for good what a person saw and confirmed, and nothing that came to the plan since. Answers the bytes freed.
#[tauri::command]
pub(crate) async fn history_clean_up(
    app: State<'_, App>,
    budget: f64,
    ids: Vec<String>,
) -> CommandResult<f64> {
    let (history, open) = (app.history.clone(), app.held_ids());
    let freed = spawn_blocking(move || {
        let plan = history.plan(budget as u64, &open);
        let goes = plan.goes.into_iter().filter(|past| ids.contains(&past.id)).collect();
        history.clean_up(&CleanUp { goes, ..plan })
    });
    Ok(freed.await?? as f64)
}

/// Begins a search; fields and names of codes are each transcript's own affair, so the filter knows none.
#[tauri::command]
pub(crate) async fn history_find(app: State<'_, App>, text: String) -> CommandResult<()> {
    let filter = Filter::new(&text, &Context { zone: clock::zone(), ..Context::default() })?;
    app.searches.begin(app.history.clone(), filter);
    Ok(())
}

#[tauri::command]
pub(crate) async fn history_found(app: State<'_, App>) -> CommandResult<SearchDto> {
    Ok(app.searches.news())
}

#[tauri::command]
pub(crate) async fn history_find_stop(app: State<'_, App>) -> CommandResult<()> {
    app.searches.stop();
    Ok(())
}
