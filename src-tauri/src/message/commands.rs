//! The message box: what a message would be, what pasted text is, and sending the same again and again.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt as _;
use wirelark_core::frame::Kind;
use wirelark_core::packet::hex;
use wirelark_core::packet::layout::EncodeNote;
use wirelark_core::profile::duration;
use wirelark_core::profile::message;
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::paste::{self, Pasted};
use wirelark_core::profile::secret::Secrets;
use wirelark_core::profile::variable::{self, VariableSources};
use wirelark_core::scenario::repeat::Repeat;
use wirelark_core::transcript::{Reader, RecordInfo};

use crate::connection::commands::{VariableValues, alone, asking};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::message::dto::{PreviewDto, SpanDto};
use crate::state::App;

/// A longer row is not put into the message box, where a person would edit it.
const MOST_IN_BOX: u32 = 256 << 10;
/// A longer row is not sent again: it is in memory as a whole while it is.
const MOST_AGAIN: u32 = 64 << 20;
/// As much of a message is previewed.
const PREVIEW: usize = 256;
/// And of its text.
const PREVIEW_TEXT: usize = 4096;
/// A longer line of Python is no line: it would go to the page with every key.
const MOST_PYTHON: usize = 1 << 20;

#[tauri::command]
pub(crate) async fn preview_message(
    profile: Profile,
    message: Message,
    given: VariableValues,
) -> CommandResult<PreviewDto> {
    // A saved message may have megabytes, which the connections' own threads must not feel.
    Ok(spawn_blocking(move || previewed(&profile, &message, given)).await?)
}

fn previewed(profile: &Profile, message: &Message, given: VariableValues) -> PreviewDto {
    let sheet = message::sheet(profile, message, &VariableSources::new(given));
    let mut preview = PreviewDto {
        lines: sheet.lines,
        faults: sheet.faults.iter().map(ErrorDto::from).collect(),
        asked: sheet.asked,
        python: sheet.python.filter(|python| python.len() <= MOST_PYTHON),
        ..PreviewDto::default()
    };
    match sheet.built {
        Ok(built) => {
            let text = (built.kind == Kind::Text).then(|| String::from_utf8_lossy(&built.bytes));
            preview.kind = built.kind.word().to_owned();
            preview.size = built.bytes.len() as u32;
            preview.hex = hex::encode(&built.bytes[..built.bytes.len().min(PREVIEW)]);
            preview.text = text.map(|text| text.chars().take(PREVIEW_TEXT).collect());
            preview.spans = built.spans.into_iter().map(SpanDto::from).collect();
            preview.notes = built.notes.iter().map(told).collect();
        }
        // Asked for when it is sent: no mistake.
        Err(error) if error.code() == "variable_missing" => {}
        Err(error) => preview.error = Some(error.into()),
    }
    preview
}

fn told(note: &EncodeNote) -> ErrorDto {
    let dto = ErrorDto::new(&note.code.replace('.', "_"), &note.text).with("field", &note.field);
    note.args.iter().fold(dto, |dto, (name, value)| dto.with(name, value))
}

#[tauri::command]
pub(crate) async fn recognise(text: String) -> CommandResult<Pasted> {
    Ok(spawn_blocking(move || paste::recognise(&text)).await?)
}

/// What the clipboard holds; asked for by a click on "Paste" only.
#[tauri::command]
pub(crate) async fn clipboard_text(handle: AppHandle) -> CommandResult<String> {
    // A clipboard without text is an empty one.
    Ok(handle.clipboard().read_text().unwrap_or_default())
}

#[tauri::command]
#[allow(clippy::too_many_arguments, reason = "a command takes what the page gives")]
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
    let every = duration::parse(&every).map_err(|error| {
        ErrorDto::new(error.code(), &error).with("text", &error.text).at("repeat.every")
    })?;
    let filled = alone(profile, message, &secrets)?;
    let rehearsal = VariableSources::new(given.clone());
    let asked = variable::asked_by(&filled, &filled.messages[0], &rehearsal);
    message::build_with(&filled, &filled.messages[0], &rehearsal)
        .map_err(|error| asking(error.into(), &asked).hiding(&secrets))?;
    live.repeat(filled, live.sources.again(given), Repeat { times, every });
    Ok(())
}

#[tauri::command]
pub(crate) async fn stop_repeat(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.live(connection)?.stop_repeat();
    Ok(())
}

/// A row's payload, where it is short enough.
fn payload(reader: &Reader, row: u32, most: u32) -> CommandResult<(RecordInfo, Vec<u8>)> {
    let entry = reader.record(row)?;
    if entry.size > most {
        let detail = format!("{} bytes are more than {most}", entry.size);
        return Err(ErrorDto::new("row_too_long", detail)
            .with("size", entry.size)
            .with("most", most));
    }
    let bytes = reader.payload_of(&entry, 0, entry.size)?;
    Ok((entry, bytes))
}

/// A row as a message for the box.
#[tauri::command]
pub(crate) async fn row_message(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    profile: Profile,
) -> CommandResult<Message> {
    let reader = app.viewed(connection)?.reader();
    spawn_blocking(move || {
        let (entry, bytes) = payload(&reader, row, MOST_IN_BOX)?;
        Ok(message::from_payload(&profile, entry.kind, entry.direction, &bytes))
    })
    .await?
}

/// Sends a row's bytes again, as the kind that they were.
#[tauri::command]
pub(crate) async fn send_row(app: State<'_, App>, connection: u32, row: u32) -> CommandResult<()> {
    let live = app.live(connection)?;
    let (entry, bytes) = payload(&live.viewed.reader(), row, MOST_AGAIN)?;
    match entry.kind {
        Kind::Text | Kind::Binary | Kind::Ping | Kind::Pong => {
            live.connection.send(entry.kind, bytes).await?;
            Ok(())
        }
        kind => Err(ErrorDto::new("row_not_sendable", format!("{} is no message", kind.word()))),
    }
}
