//! The details of one row, or of two: pages of its payload, copies of it, a comparison.

use std::ops::ControlFlow;

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use wirelark_core::transcript::{self, JsonPlace, Reader};

use crate::app::dialog::{DialogKind, ask};
use crate::connection::commands::folder;
use crate::details::dto::{ComparisonDto, JsonPageDto, TextPageDto};
use crate::details::row_comparison::comparison;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::App;
use crate::table::dto::TargetDto;

/// One page of text; the page asks for the next.
const MOST_TEXT: u32 = 256 << 10;

#[tauri::command]
pub(crate) async fn compare_rows(
    app: State<'_, App>,
    connection: u32,
    a: u32,
    b: u32,
) -> CommandResult<ComparisonDto> {
    let viewed = app.viewed(connection)?;
    spawn_blocking(move || comparison(&viewed, a, b)).await?
}

#[tauri::command]
pub(crate) async fn text_page(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    from: u32,
    length: u32,
) -> CommandResult<TextPageDto> {
    let reader = app.viewed(connection)?.reader();
    let entry = reader.record(row)?;
    let page = transcript::text_page(&reader, &entry, from, length.min(MOST_TEXT))?;
    let (from, to) = (page.bytes.start, page.bytes.end);
    Ok(TextPageDto { text: page.text, from, to, lossy: page.lossy })
}

/// The first page where no place is given.
#[tauri::command]
pub(crate) async fn json_page(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    place: Option<JsonPlace>,
    length: u32,
) -> CommandResult<JsonPageDto> {
    let reader = app.viewed(connection)?.reader();
    let entry = reader.record(row)?;
    // What follows the leading int32, where there is one.
    let first = if entry.code.is_some() { 4 } else { 0 };
    let place = place.unwrap_or_else(|| JsonPlace::at(first));
    let (text, next) = transcript::json_page(&reader, &entry, place, length.min(MOST_TEXT))?;
    Ok(JsonPageDto { text, place, next })
}

/// File dialog; answers the path.
#[tauri::command]
pub(crate) async fn save_payload(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    row: u32,
) -> CommandResult<Option<String>> {
    let reader = app.viewed(connection)?.reader();
    let name = file_name(&reader, row)?;
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, DialogKind::SavePayload, &name).await else {
        return Ok(None);
    };
    let shown = path.display().to_string();
    let saved = spawn_blocking(move || {
        transcript::save_payload(&reader, row, &path, &mut |_| ControlFlow::Continue(())).map_err(
            |error| {
                ErrorDto::new("save_failed", &error)
                    .with("path", path.display())
                    .with("what", error)
            },
        )
    });
    saved.await??;
    Ok(Some(shown))
}

/// A name that says what it is.
fn file_name(reader: &Reader, row: u32) -> CommandResult<String> {
    let head = reader.payload_range(row, 0, 64)?;
    let text = std::str::from_utf8(&head).is_ok_and(|text| !text.contains('\0'));
    let json = head.iter().find(|byte| !byte.is_ascii_whitespace());
    let end = match (text, json) {
        (true, Some(b'{' | b'[')) => "json",
        (true, _) => "txt",
        _ => "bin",
    };
    Ok(format!("row-{row}.{end}"))
}

/// One row, in one of the forms of a copy.
#[tauri::command]
pub(crate) async fn copy_payload(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    row: u32,
    form: String,
    target: TargetDto,
) -> CommandResult<()> {
    let viewed = app.viewed(connection)?;
    let folder = folder(&app, target.id.as_deref());
    let text = spawn_blocking(move || {
        crate::table::row_clipboard::copied(&viewed, &[row], &form, &target, &folder)
    });
    let text = text.await??;
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))
}
