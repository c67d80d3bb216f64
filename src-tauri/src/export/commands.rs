//! Commands that start, poll and cancel exports and imports.

use std::path::PathBuf;

use jiff::Timestamp;
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use wirelark_core::connection::handshake_store;
use wirelark_core::transcript::{
    ExportFormat, ExportOptions, ImportError, ImportOptions, har_connections, import_file,
};

use crate::app::dialog::{DialogKind, ask};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::export::dto::{ExportDto, ExportRequest, HarConnectionDto, ImportDto};
use crate::list_text::list_text;
use crate::state::{App, lock};
use crate::transcript::session::TranscriptSession;

/// Maximum number of a HAR's connections to choose from; the CLI imports any of them by number.
const MAX_OFFERED: usize = 1000;

/// Asks for a file and starts an export of an open transcript. `None` if the user cancels.
#[command]
pub(crate) async fn export_rows(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    request: ExportRequest,
) -> CommandResult<Option<String>> {
    let session = app.session(connection)?;
    export(&app, &handle, &session, &request).await
}

/// Asks for a file and starts an export of all rows of a stored transcript. `None` if the user cancels.
#[command]
pub(crate) async fn history_export(
    app: State<'_, App>,
    handle: AppHandle,
    id: String,
    request: ExportRequest,
) -> CommandResult<Option<String>> {
    let session = app.openings.open(app.history.path(&id)?).await?;
    export(&app, &handle, &session, &ExportRequest { what: "all".to_owned(), ..request }).await
}

/// Asks for a file and starts an export of an open transcript.
async fn export(
    app: &App,
    handle: &AppHandle,
    session: &TranscriptSession,
    request: &ExportRequest,
) -> CommandResult<Option<String>> {
    app.exports.check_idle()?;
    let format = ExportFormat::ALL.into_iter().find(|format| format.word() == request.format);
    let format = format.ok_or_else(|| ErrorDto::internal("no such format"))?;
    let name = session.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = format!("{name}.{}", format.extension());
    let Some(path) = ask(handle, DialogKind::SaveRows(format), &name).await else {
        return Ok(None);
    };
    let reader = session.reader();
    let rows = match request.what.as_str() {
        "all" => reader.row_range()?.collect(),
        "selection" => session.rows_at(&request.ranges),
        _ => session.all_rows(),
    };
    let decoding = session.decoding().source().clone();
    let transcript = session.path.clone();
    let upgrade = match format {
        ExportFormat::Har => {
            spawn_blocking(move || handshake_store::first_heads(&transcript)).await?
        }
        _ => None,
    };
    let findings = Some(session.faults.findings());
    let options = ExportOptions { format, bom: request.bom, decoding, upgrade, findings };
    app.exports.start(&path, reader, rows, options)?;
    Ok(Some(path.display().to_string()))
}

#[command]
pub(crate) async fn export_status(app: State<'_, App>) -> CommandResult<Option<ExportDto>> {
    Ok(app.exports.status())
}

#[command]
pub(crate) async fn export_cancel(app: State<'_, App>) -> CommandResult<()> {
    app.exports.cancel();
    Ok(())
}

/// Asks for a file, imports it and opens the transcript. `None` if the user cancels.
#[command]
pub(crate) async fn import_transcript(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<ImportDto>> {
    let chosen = ask(&handle, DialogKind::ImportTranscript, "").await;
    let Some(path) = chosen else { return Ok(None) };
    import(&app, path, None).await
}

/// Imports the file given from outside, or one connection of the HAR that was asked about. `None` if the user cancels.
#[command]
pub(crate) async fn import_connection(
    app: State<'_, App>,
    number: Option<u32>,
) -> CommandResult<Option<ImportDto>> {
    let chosen = lock(&app.exports.chosen).clone();
    let path = chosen.ok_or_else(|| ErrorDto::internal("no file was chosen"))?;
    import(&app, path, number.map(|number| number as usize)).await
}

/// Rows imported so far; `None` if no import is running.
#[command]
pub(crate) async fn import_status(app: State<'_, App>) -> CommandResult<Option<u32>> {
    Ok(app.exports.imported_rows())
}

#[command]
pub(crate) async fn import_cancel(app: State<'_, App>) -> CommandResult<()> {
    app.exports.cancel_import();
    Ok(())
}

/// Imports a file into the history and opens it, or returns the connections of a HAR to choose from.
async fn import(
    app: &App,
    path: PathBuf,
    connection: Option<usize>,
) -> CommandResult<Option<ImportDto>> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let out = app.history.place_of(&path, Timestamp::now());
    let options = ImportOptions { connection, ..ImportOptions::default() };
    let (from, to) = (path.clone(), out.clone());
    let progress = app.exports.start_import();
    let imported = spawn_blocking(move || {
        import_file(&from, &to, &options, &mut |rows| progress.report(rows))
    });
    match imported.await? {
        Ok(imported) if imported.cancelled => return Ok(None),
        Ok(_) => {}
        Err(ImportError::Several { .. }) => {
            let from = path.clone();
            let choose = spawn_blocking(move || har_connections(&from)).await??;
            *lock(&app.exports.chosen) = Some(path);
            let choose = choose.into_iter().filter(|har| har.messages > 0).take(MAX_OFFERED);
            let choose = choose.map(|har| HarConnectionDto {
                number: har.number as u32,
                url: list_text(har.url),
                started: list_text(har.started),
                messages: har.messages as u32,
            });
            return Ok(Some(ImportDto { file, connection: None, choose: choose.collect() }));
        }
        Err(error) => return Err(error.into()),
    }
    let id = out.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    // A failure is ignored: the list then shows the time instead of the file's name.
    let _ = app.history.rename(&id, &file);
    let session = app.openings.open(out).await?;
    Ok(Some(ImportDto { file, connection: Some(app.add_file(session)), choose: Vec::new() }))
}
