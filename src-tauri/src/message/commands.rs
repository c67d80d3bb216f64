//! Commands of the message box: previews, pasted text, repeated sends, resending a row.

use std::time::Duration;

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use tauri_plugin_clipboard_manager::ClipboardExt as _;
use wirelark_core::frame::Kind;
use wirelark_core::profile::duration;
use wirelark_core::profile::message;
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::paste::{self, Pasted};
use wirelark_core::profile::secret::Secrets;
use wirelark_core::profile::variable::VariableSources;
use wirelark_core::scenario::repeat::Repeat;
use wirelark_core::transcript::{Reader, RecordInfo};

use crate::app::dialog::{DialogKind, ask};
use crate::connection::prepare::{VariableValues, confirmed_file, payload_files, repeated_message};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::message::dto::PreviewDto;
use crate::message::preview::preview;
use crate::state::App;

/// Maximum size in bytes of a row that is put into the message box for editing.
const MAX_EDITED: u32 = 256 << 10;
/// Maximum size in bytes of a row that is sent again; it is held in memory meanwhile.
const MAX_RESENT: u32 = 64 << 20;

/// What the message would put on the wire.
#[command]
pub(crate) async fn preview_message(
    app: State<'_, App>,
    profile: Profile,
    profile_id: Option<String>,
    message: Message,
    given: VariableValues,
) -> CommandResult<PreviewDto> {
    let files = payload_files(&app, profile_id.as_deref());
    let sources = VariableSources::new(given).with_files(files);
    // Building a message of megabytes must not block the connections' threads.
    Ok(spawn_blocking(move || preview(&profile.into_inherited(), &message, &sources)).await?)
}

/// Asks for a file to send. A file in the profile's folder or below gets a relative name.
#[command]
pub(crate) async fn choose_message_file(
    app: State<'_, App>,
    handle: AppHandle,
    profile_id: Option<String>,
) -> CommandResult<Option<String>> {
    let Some(file) = ask(&handle, DialogKind::OpenMessageFile, "").await else { return Ok(None) };
    Ok(Some(confirmed_file(&app, file, profile_id.as_deref())?))
}

/// Recognises what pasted text is, such as hex or a line of Python.
#[command]
pub(crate) async fn recognise(text: String) -> CommandResult<Pasted> {
    Ok(spawn_blocking(move || paste::recognise(&text)).await?)
}

/// The clipboard's text. The page calls this only for a click on "Paste".
#[command]
pub(crate) async fn clipboard_text(handle: AppHandle) -> CommandResult<String> {
    // A clipboard without text counts as empty.
    Ok(handle.clipboard().read_text().unwrap_or_default())
}

/// Sends a message repeatedly. Fails at once if it cannot be built.
#[command]
#[allow(clippy::too_many_arguments, reason = "the page's arguments")]
pub(crate) async fn repeat_send(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: VariableValues,
    times: Option<u32>,
    every: String,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let every = interval(&every)?;
    let shared = live.clone();
    let values = given.clone();
    let profile = spawn_blocking(move || {
        repeated_message(profile, message, &secrets, &shared.sources.fresh(values))
    })
    .await??;
    live.repeat(profile, live.sources.again(given), Repeat { times, every });
    Ok(())
}

fn interval(text: &str) -> CommandResult<Duration> {
    duration::parse(text).map_err(|error| {
        ErrorDto::new(error.code(), &error).with("text", &error.text).at("repeat.every")
    })
}

#[command]
pub(crate) async fn stop_repeat(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.live(connection)?.stop_repeat();
    Ok(())
}

/// A row's entry and payload. Fails if the payload exceeds `limit` bytes.
fn payload(reader: &Reader, row: u32, limit: u32) -> CommandResult<(RecordInfo, Vec<u8>)> {
    let entry = reader.record(row)?;
    if entry.size > limit {
        let detail = format!("{} bytes are more than {limit}", entry.size);
        return Err(ErrorDto::new("row_too_long", detail)
            .with("size", entry.size)
            .with("most", limit));
    }
    let bytes = reader.payload_of(&entry, 0, entry.size)?;
    Ok((entry, bytes))
}

/// Converts a row to a message for the message box.
#[command]
pub(crate) async fn row_message(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    profile: Profile,
) -> CommandResult<Message> {
    let reader = app.session(connection)?.reader();
    spawn_blocking(move || {
        let (entry, bytes) = payload(&reader, row, MAX_EDITED)?;
        Ok(message::from_payload(&profile, entry.kind, entry.direction, &bytes))
    })
    .await?
}

/// Sends a row's payload again with its kind.
#[command]
pub(crate) async fn send_row(app: State<'_, App>, connection: u32, row: u32) -> CommandResult<()> {
    let live = app.live(connection)?;
    let (entry, bytes) = payload(&live.session.reader(), row, MAX_RESENT)?;
    match entry.kind {
        Kind::Text | Kind::Binary | Kind::Ping | Kind::Pong => {
            live.connection.send(entry.kind, bytes).await?;
            Ok(())
        }
        kind => Err(ErrorDto::new("row_not_sendable", format!("{} is no message", kind.word()))),
    }
}
