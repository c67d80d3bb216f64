//! The message box: what a message would be, what pasted text is, and sending the same again and again.

use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt as _;
use wirelark_core::frame::Kind;
use wirelark_core::packet::hex;
use wirelark_core::packet::layout::Note;
use wirelark_core::profile::duration;
use wirelark_core::profile::message;
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::paste::{self, Pasted};
use wirelark_core::profile::secret::Secrets;
use wirelark_core::profile::variable::{self, Sources};
use wirelark_core::scenario::repeat::Repeat;

use super::connection::{Given, alone, asking};
use crate::dto::{ErrorDto, PreviewDto, SpanDto};
use crate::error::Answer;
use crate::state::App;

/// As much of a message is previewed.
const PREVIEW: usize = 256;
/// And of its text.
const PREVIEW_TEXT: usize = 4096;

#[tauri::command]
pub(crate) async fn preview_message(
    profile: Profile,
    message: Message,
    given: Given,
) -> Answer<PreviewDto> {
    let sheet = message::sheet(&profile, &message, &Sources::new(given));
    let mut preview = PreviewDto {
        lines: sheet.lines,
        faults: sheet.faults.iter().map(ErrorDto::from).collect(),
        asked: sheet.asked,
        python: sheet.python,
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
    Ok(preview)
}

fn told(note: &Note) -> ErrorDto {
    let dto = ErrorDto::new(&note.code.replace('.', "_"), &note.text).with("field", &note.field);
    note.args.iter().fold(dto, |dto, (name, value)| dto.with(name, value))
}

#[tauri::command]
pub(crate) async fn recognise(text: String) -> Answer<Pasted> {
    Ok(paste::recognise(&text))
}

/// What the clipboard holds; asked for by a click on "Paste" only.
#[tauri::command]
pub(crate) async fn clipboard_text(handle: AppHandle) -> Answer<String> {
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
    given: Given,
    times: Option<u32>,
    every: String,
) -> Answer<()> {
    let live = app.live(connection)?;
    let every = duration::parse(&every).map_err(|error| {
        ErrorDto::new(error.code(), &error).with("text", &error.text).at("repeat.every")
    })?;
    let filled = alone(profile, message, &secrets)?;
    let rehearsal = Sources::new(given.clone());
    let asked = variable::asked_by(&filled, &filled.messages[0], &rehearsal);
    message::build_with(&filled, &filled.messages[0], &rehearsal)
        .map_err(|error| asking(error.into(), &asked))?;
    live.repeat(filled, live.sources.again(given), Repeat { times, every });
    Ok(())
}

#[tauri::command]
pub(crate) async fn stop_repeat(app: State<'_, App>, connection: u32) -> Answer<()> {
    app.live(connection)?.stop_repeat();
    Ok(())
}
