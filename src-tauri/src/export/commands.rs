//! Exports, imports, charts.

use std::path::PathBuf;

use jiff::Timestamp;
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use wirelark_core::connection::handshake_store;
use wirelark_core::transcript::{
    ExportFormat, ExportOptions, ImportError, ImportOptions, har_connections, import_file,
};

use crate::app::dialog::{DialogKind, ask};
use crate::details::row_comparison::cut;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::export::dto::{ExportDto, ExportRequest, HarConnectionDto, ImportDto};
use crate::state::{App, lock};
use crate::transcript::session::TranscriptSession;

/// As many connections of a HAR are offered; the command line imports any of them by its number.
const MOST_OFFERED: usize = 1000;

/// Asks where to, and begins; `None` where the person cancelled.
#[tauri::command]
pub(crate) async fn export_rows(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    request: ExportRequest,
) -> CommandResult<Option<String>> {
    let viewed = app.viewed(connection)?;
    export(&app, &handle, &viewed, &request).await
}

/// The same of a past connection: all its rows.
#[tauri::command]
pub(crate) async fn history_export(
    app: State<'_, App>,
    handle: AppHandle,
    id: String,
    request: ExportRequest,
) -> CommandResult<Option<String>> {
    let viewed = app.openings.open(app.history.path(&id)?).await?;
    export(&app, &handle, &viewed, &ExportRequest { what: "all".to_owned(), ..request }).await
}

async fn export(
    app: &App,
    handle: &AppHandle,
    viewed: &TranscriptSession,
    request: &ExportRequest,
) -> CommandResult<Option<String>> {
    app.exports.is_free()?;
    let format = ExportFormat::ALL.into_iter().find(|one| one.word() == request.format);
    let format = format.ok_or_else(|| ErrorDto::internal("no such format"))?;
    let language = app.preferences().language;
    let name = viewed.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{name}.{}", format.extension());
    let Some(path) = ask(handle, &language, DialogKind::SaveRows(format), &name).await else {
        return Ok(None);
    };
    let (reader, rows) = {
        let view = lock(&viewed.view);
        let reader = view.reader().clone();
        let rows = match request.what.as_str() {
            "all" => reader.row_range()?.collect(),
            "selection" => {
                let of = |&(first, last): &(u32, u32)| {
                    view.rows(first, last.saturating_sub(first).saturating_add(1))
                };
                request.ranges.iter().flat_map(of).collect()
            }
            _ => view.rows(0, view.total()),
        };
        (reader, rows)
    };
    let decoding = viewed.decoding().source().clone();
    let transcript = viewed.path.clone();
    let upgrade = match format {
        ExportFormat::Har => {
            spawn_blocking(move || handshake_store::first_heads(&transcript)).await?
        }
        _ => None,
    };
    let options = ExportOptions { format, bom: request.bom, decoding, upgrade };
    app.exports.begin(&path, reader, rows, options)?;
    Ok(Some(path.display().to_string()))
}

#[tauri::command]
pub(crate) async fn export_status(app: State<'_, App>) -> CommandResult<Option<ExportDto>> {
    Ok(app.exports.status())
}

#[tauri::command]
pub(crate) async fn export_cancel(app: State<'_, App>) -> CommandResult<()> {
    app.exports.cancel();
    Ok(())
}

/// Asks for a file and makes a transcript of it; `None` where the person cancelled.
#[tauri::command]
pub(crate) async fn import_transcript(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<ImportDto>> {
    let language = app.preferences().language;
    let chosen = ask(&handle, &language, DialogKind::ImportTranscript, "").await;
    let Some(path) = chosen else { return Ok(None) };
    import(&app, path, None).await
}

/// One connection of the HAR that was asked about, or the file that was given from outside; `None` where the person
/// cancelled.
#[tauri::command]
pub(crate) async fn import_connection(
    app: State<'_, App>,
    number: Option<u32>,
) -> CommandResult<Option<ImportDto>> {
    let chosen = lock(&app.exports.chosen).clone();
    let path = chosen.ok_or_else(|| ErrorDto::internal("no file was chosen"))?;
    import(&app, path, number.map(|number| number as usize)).await
}

/// Rows of the import that runs.
#[tauri::command]
pub(crate) async fn import_status(app: State<'_, App>) -> CommandResult<Option<u32>> {
    Ok(app.exports.imported())
}

#[tauri::command]
pub(crate) async fn import_cancel(app: State<'_, App>) -> CommandResult<()> {
    app.exports.cancel_import();
    Ok(())
}

async fn import(
    app: &App,
    path: PathBuf,
    connection: Option<usize>,
) -> CommandResult<Option<ImportDto>> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let out = app.history.place_of(&path, Timestamp::now());
    let options = ImportOptions { connection, ..ImportOptions::default() };
    let (from, to) = (path.clone(), out.clone());
    let going = app.exports.import();
    let imported =
        spawn_blocking(move || import_file(&from, &to, &options, &mut |rows| going.at(rows)));
    match imported.await? {
        Ok(imported) if imported.cancelled => return Ok(None),
        Ok(_) => {}
        Err(ImportError::Several { .. }) => {
            let from = path.clone();
            let choose = spawn_blocking(move || har_connections(&from)).await??;
            *lock(&app.exports.chosen) = Some(path);
            let choose = choose.into_iter().filter(|one| one.messages > 0).take(MOST_OFFERED);
            let choose = choose.map(|one| HarConnectionDto {
                number: one.number as u32,
                url: cut(one.url),
                started: cut(one.started),
                messages: one.messages as u32,
            });
            return Ok(Some(ImportDto { file, connection: None, choose: choose.collect() }));
        }
        Err(error) => return Err(error.into()),
    }
    let id = out.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    // Its name in the list; without it the time stands there.
    let _ = app.history.rename(&id, &file);
    let viewed = app.openings.open(out).await?;
    Ok(Some(ImportDto { file, connection: Some(app.view(viewed)), choose: Vec::new() }))
}
