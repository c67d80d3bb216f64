//! Commands of an open transcript: opening, polling, payloads, filter, clear, copying rows.

use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;
use tauri::{AppHandle, State, command};

use crate::app::commands::copy;
use crate::app::dialog::{DialogKind, ask};
use crate::app::files_to_open::FilesToOpen;
use crate::connection::prepare::profile_folder;
use crate::details::dto::JsonText;
use crate::details::payload_json;
use crate::error::CommandResult;
use crate::state::{App, lock};
use crate::table::dto::{Pull, PullRequest, TargetDto};
use crate::table::row_clipboard::rows_text;
use crate::transcript::dto::OpeningDto;

/// Maximum bytes of a payload in one response.
const MAX_PAYLOAD: u32 = 1 << 20;

/// Asks for a transcript and opens it. `None` if the user cancels.
#[command]
pub(crate) async fn open_transcript_file(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<u32>> {
    let Some(path) = ask(&handle, DialogKind::OpenTranscript, "").await else {
        return Ok(None);
    };
    let session = app.openings.open(path).await?;
    Ok(Some(app.add_file(session)))
}

/// Opens the transcript that [`given_file`](crate::app::commands::given_file) announced.
#[command]
pub(crate) async fn open_given_transcript(
    app: State<'_, App>,
    files: State<'_, FilesToOpen>,
) -> CommandResult<Option<u32>> {
    let Some(path) = lock(&files.transcript).take() else { return Ok(None) };
    let session = app.openings.open(path).await?;
    Ok(Some(app.add_file(session)))
}

/// Progress of the transcript being opened.
#[command]
pub(crate) async fn opening(app: State<'_, App>) -> CommandResult<Option<OpeningDto>> {
    Ok(app.openings.status())
}

/// Cancels opening; the opening command fails with `transcript_cancelled`.
#[command]
pub(crate) async fn opening_cancel(app: State<'_, App>) -> CommandResult<()> {
    app.openings.cancel();
    Ok(())
}

/// Waits for changes and returns state, counters and rows.
#[command]
pub(crate) async fn pull(app: State<'_, App>, request: PullRequest) -> CommandResult<Pull> {
    let item = app.item(request.connection)?;
    crate::table::pull::pull(&app, &item, &request).await
}

/// A range of the payload as raw bytes; `whole`: of the protocol messages that end in the row.
#[command]
pub(crate) async fn payload(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    offset: u32,
    length: u32,
    whole: bool,
) -> CommandResult<Response> {
    let range = (offset, length.min(MAX_PAYLOAD));
    Ok(Response::new(app.session(connection)?.bytes(row, whole, range)?))
}

/// The payload as indented JSON, or on one line if that exceeds the limit.
#[command]
pub(crate) async fn payload_json(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    limit: Option<usize>,
) -> CommandResult<JsonText> {
    let session = app.session(connection)?;
    let (reader, decoding) = (session.reader(), session.decoding());
    spawn_blocking(move || payload_json::payload_json(&reader, &decoding.decoder, row, limit))
        .await?
}

/// Sets the view's filter; an empty text shows all rows.
#[command]
pub(crate) async fn filter(
    app: State<'_, App>,
    connection: u32,
    text: String,
) -> CommandResult<()> {
    app.session(connection)?.filter(&text)
}

/// Hides all rows stored so far.
#[command]
pub(crate) async fn clear(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.session(connection)?.clear()
}

#[command]
pub(crate) async fn undo_clear(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.session(connection)?.undo_clear();
    Ok(())
}

/// Copies rows, given by ranges of positions in the view, to the clipboard. Returns their number.
#[command]
pub(crate) async fn copy_rows(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    ranges: Vec<(u32, u32)>,
    form: String,
    target: TargetDto,
) -> CommandResult<u32> {
    let session = app.session(connection)?;
    let rows = session.rows_at(&ranges);
    let count = rows.len() as u32;
    let folder = profile_folder(&app, target.id.as_deref());
    // Reading and formatting many rows must not block the connections' threads.
    let text =
        spawn_blocking(move || rows_text(&session, &rows, &form, &target, &folder)).await??;
    copy(&handle, text)?;
    Ok(count)
}
