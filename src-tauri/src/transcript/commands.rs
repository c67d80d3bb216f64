//! The transcript as the window sees it: rows, payloads, filter, copy.

use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use wirelark_core::packet::json;

use crate::app::dialog::{DialogKind, ask};
use crate::app::files_to_open::FilesToOpen;
use crate::connection::commands::folder;
use crate::details::dto::JsonText;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::{App, lock};
use crate::table::dto::{Pull, PullRequest, TargetDto};
use crate::table::row_clipboard::copied;
use crate::transcript::dto::OpeningDto;

/// One page of a payload; the details pane asks for more.
const MOST_BYTES: u32 = 1 << 20;
/// A JSON text above this is not laid out; the text view shows it.
const MOST_JSON: u32 = 64 << 20;

/// Views a file that a person chose; `None` where they cancelled.
#[tauri::command]
pub(crate) async fn open_transcript_file(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<u32>> {
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, DialogKind::OpenTranscript, "").await else {
        return Ok(None);
    };
    let viewed = app.openings.open(path).await?;
    Ok(Some(app.view(viewed)))
}

/// Views the transcript that [`given_file`](crate::app::commands::given_file) told of.
#[tauri::command]
pub(crate) async fn open_given_transcript(
    app: State<'_, App>,
    given: State<'_, FilesToOpen>,
) -> CommandResult<Option<u32>> {
    let Some(path) = lock(&given.transcript).take() else { return Ok(None) };
    let viewed = app.openings.open(path).await?;
    Ok(Some(app.view(viewed)))
}

/// How far the transcript is that is being opened; none where none is.
#[tauri::command]
pub(crate) async fn opening(app: State<'_, App>) -> CommandResult<Option<OpeningDto>> {
    Ok(app.openings.status())
}

/// Whoever opens it hears of it as `transcript_cancelled`.
#[tauri::command]
pub(crate) async fn opening_cancel(app: State<'_, App>) -> CommandResult<()> {
    app.openings.cancel();
    Ok(())
}

#[tauri::command]
pub(crate) async fn pull(app: State<'_, App>, request: PullRequest) -> CommandResult<Pull> {
    let held = app.held(request.connection)?;
    crate::table::pull::pull(&app, &held, &request).await
}

#[tauri::command]
pub(crate) async fn payload(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    offset: u32,
    length: u32,
) -> CommandResult<Response> {
    let reader = app.viewed(connection)?.reader();
    Ok(Response::new(reader.payload_range(row, offset, length.min(MOST_BYTES))?))
}

/// Laid out where that is within the limit, else on one line.
#[tauri::command]
pub(crate) async fn payload_json(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    limit: Option<usize>,
) -> CommandResult<JsonText> {
    let reader = app.viewed(connection)?.reader();
    let entry = reader.record(row)?;
    if entry.size > MOST_JSON {
        let detail = format!("{} bytes are too many to lay out", entry.size);
        return Err(ErrorDto::new("json_too_long", detail).with("size", entry.size));
    }
    let limit = limit.unwrap_or(json::PRETTY_LIMIT).min(json::PRETTY_LIMIT);
    // What follows the leading int32, where there is one.
    let offset = if entry.code.is_some() { 4 } else { 0 };
    let bytes = reader.payload_of(&entry, offset, entry.size - offset)?;
    let json::Pretty { text, compact } =
        spawn_blocking(move || json::pretty_within(&bytes, limit)).await??;
    Ok(JsonText { text, offset, compact })
}

#[tauri::command]
pub(crate) async fn filter(
    app: State<'_, App>,
    connection: u32,
    text: String,
) -> CommandResult<()> {
    app.viewed(connection)?.filter(&text)
}

#[tauri::command]
pub(crate) async fn clear(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.viewed(connection)?.clear()
}

#[tauri::command]
pub(crate) async fn undo_clear(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.viewed(connection)?.undo_clear();
    Ok(())
}

#[tauri::command]
pub(crate) async fn copy_rows(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    ranges: Vec<(u32, u32)>,
    form: String,
    target: TargetDto,
) -> CommandResult<u32> {
    let viewed = app.viewed(connection)?;
    let rows = viewed.rows_at(&ranges);
    let count = rows.len() as u32;
    // Reading and laying out may take a while, which the connections' own threads must not feel.
    let folder = folder(&app, target.id.as_deref());
    let text = spawn_blocking(move || copied(&viewed, &rows, &form, &target, &folder)).await??;
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))?;
    Ok(count)
}
