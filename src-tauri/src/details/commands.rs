//! Commands of the details pane: payload pages, copying and saving a payload, comparing two rows.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use wirelark_core::transcript::{self, JsonPlace};

use crate::app::commands::copy;
use crate::app::dialog::{DialogKind, ask};
use crate::connection::prepare::profile_folder;
use crate::details::dto::{ComparisonDto, JsonPageDto, TextPageDto};
use crate::details::payload_file;
use crate::details::row_comparison::comparison;
use crate::error::CommandResult;
use crate::state::App;
use crate::table::dto::TargetDto;
use crate::table::row_clipboard::rows_text;

/// Maximum bytes of a payload in one page of text or JSON.
const MAX_PAGE: u32 = 256 << 10;

#[command]
pub(crate) async fn compare_rows(
    app: State<'_, App>,
    connection: u32,
    a: u32,
    b: u32,
) -> CommandResult<ComparisonDto> {
    let session = app.session(connection)?;
    spawn_blocking(move || comparison(&session, a, b)).await?
}

#[command]
pub(crate) async fn text_page(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    from: u32,
    length: u32,
) -> CommandResult<TextPageDto> {
    let reader = app.session(connection)?.reader();
    let entry = reader.record(row)?;
    let page = transcript::text_page(&reader, &entry, from, length.min(MAX_PAGE))?;
    let (from, to) = (page.bytes.start, page.bytes.end);
    Ok(TextPageDto { text: page.text, from, to, lossy: page.lossy })
}

/// A page of indented JSON; the first page if no place is given.
#[command]
pub(crate) async fn json_page(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    place: Option<JsonPlace>,
    length: u32,
) -> CommandResult<JsonPageDto> {
    let session = app.session(connection)?;
    let reader = session.reader();
    let entry = reader.record(row)?;
    let first = session.decoding().decoder.json_start(entry.kind, entry.size);
    let place = place.unwrap_or_else(|| JsonPlace::at(first));
    let (text, next) = transcript::json_page(&reader, &entry, place, length.min(MAX_PAGE))?;
    Ok(JsonPageDto { text, place, next })
}

/// Asks for a file and saves the payload to it. Returns the path, `None` if the user cancels.
#[command]
pub(crate) async fn save_payload(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    row: u32,
) -> CommandResult<Option<String>> {
    let reader = app.session(connection)?.reader();
    let name = payload_file::file_name(&reader, row)?;
    let chosen = ask(&handle, DialogKind::SavePayload, &name).await;
    let Some(path) = chosen else { return Ok(None) };
    let shown = path.display().to_string();
    spawn_blocking(move || payload_file::save(&reader, row, &path)).await??;
    Ok(Some(shown))
}

/// Copies one row to the clipboard in one of the copy forms.
#[command]
pub(crate) async fn copy_payload(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    row: u32,
    form: String,
    target: TargetDto,
) -> CommandResult<()> {
    let session = app.session(connection)?;
    let folder = profile_folder(&app, target.id.as_deref());
    let text = spawn_blocking(move || rows_text(&session, &[row], &form, &target, &folder));
    let text = text.await??;
    copy(&handle, text)
}
