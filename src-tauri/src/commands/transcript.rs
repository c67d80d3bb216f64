//! The transcript as the window sees it: rows, payloads, filter, copy.

use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use wirelark_core::packet::json;

use crate::copied::copied;
use crate::dialog::{Ask, ask};
use crate::dto::{ErrorDto, JsonText, Pull, PullRequest, TargetDto};
use crate::error::Answer;
use crate::state::App;
use crate::viewed::Viewed;

/// One page of a payload; the details pane asks for more.
const MOST_BYTES: u32 = 1 << 20;
/// A JSON text above this is not laid out; the text view shows it.
const MOST_JSON: u32 = 64 << 20;

/// Views a file that a person chose; `None` where they cancelled.
#[tauri::command]
pub(crate) async fn open_transcript_file(
    app: State<'_, App>,
    handle: AppHandle,
) -> Answer<Option<u32>> {
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, Ask::OpenTranscript, "").await else {
        return Ok(None);
    };
    // An index that is absent is made anew, which takes a while for a long file.
    let viewed = spawn_blocking(move || Viewed::open(&path)).await??;
    Ok(Some(app.view(viewed)))
}

#[tauri::command]
pub(crate) async fn pull(app: State<'_, App>, request: PullRequest) -> Answer<Pull> {
    let held = app.held(request.connection)?;
    crate::pull::pull(&app, &held, &request).await
}

#[tauri::command]
pub(crate) async fn payload(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    offset: u32,
    length: u32,
) -> Answer<Response> {
    let reader = app.viewed(connection)?.reader();
    Ok(Response::new(reader.payload_range(row, offset, length.min(MOST_BYTES))?))
}

#[tauri::command]
pub(crate) async fn payload_json(
    app: State<'_, App>,
    connection: u32,
    row: u32,
) -> Answer<JsonText> {
    let reader = app.viewed(connection)?.reader();
    let entry = reader.entry(row)?;
    if entry.size > MOST_JSON {
        let detail = format!("{} bytes are too many to lay out", entry.size);
        return Err(ErrorDto::new("json_too_long", detail).with("size", entry.size));
    }
    // What follows the leading int32, where there is one.
    let offset = if entry.code.is_some() { 4 } else { 0 };
    let bytes = reader.payload_of(&entry, offset, entry.size - offset)?;
    let text = spawn_blocking(move || json::pretty(&bytes)).await??;
    Ok(JsonText { text, offset })
}

#[tauri::command]
pub(crate) async fn filter(app: State<'_, App>, connection: u32, text: String) -> Answer<()> {
    app.viewed(connection)?.filter(&text)
}

#[tauri::command]
pub(crate) async fn clear(app: State<'_, App>, connection: u32) -> Answer<()> {
    app.viewed(connection)?.clear()
}

#[tauri::command]
pub(crate) async fn undo_clear(app: State<'_, App>, connection: u32) -> Answer<()> {
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
) -> Answer<u32> {
    let viewed = app.viewed(connection)?;
    let rows = viewed.rows_at(&ranges);
    let count = rows.len() as u32;
    // Reading and laying out may take a while, which the connections' own threads must not feel.
    let text = spawn_blocking(move || copied(&viewed, &rows, &form, target)).await??;
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))?;
    Ok(count)
}
