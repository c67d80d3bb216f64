//! The transcript as the window sees it: rows, payloads, filter, copy.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use wirelark_core::packet::{hex, json};
use wirelark_core::transcript::{Reader, export};

use crate::decoding::Decoding;
use crate::dialog::{Ask, ask};
use crate::dto::{ErrorDto, JsonText, Pull, PullRequest};
use crate::error::Answer;
use crate::rows::local_time;
use crate::state::{App, lock};
use crate::viewed::Viewed;

/// One page of a payload; the details pane asks for more.
const MOST_BYTES: u32 = 1 << 20;
/// A JSON text above this is not laid out; the text view shows it.
const MOST_JSON: u32 = 64 << 20;
/// The clipboard is for people; a file takes the rest.
const MOST_COPIED: usize = 64 << 20;

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
) -> Answer<u32> {
    let viewed = app.viewed(connection)?;
    let rows = {
        let view = lock(&viewed.view);
        let of = |&(first, last): &(u32, u32)| {
            view.rows(first, last.saturating_sub(first).saturating_add(1))
        };
        ranges.iter().flat_map(of).collect::<Vec<_>>()
    };
    let (reader, decoding, count) = (viewed.reader(), viewed.decoding(), rows.len() as u32);
    // Reading and laying out may take a while, which the connections' own threads must not feel.
    let text = spawn_blocking(move || copied(&reader, &decoding, &rows, &form)).await??;
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))?;
    Ok(count)
}

/// One line a row: tab-separated text, hex of the payload, or JSON as the export has it.
fn copied(reader: &Reader, decoding: &Decoding, rows: &[u32], form: &str) -> Answer<String> {
    let too_long = |size: usize| {
        ErrorDto::new("copy_too_long", format!("{size} bytes are too many for the clipboard"))
            .with("limit", MOST_COPIED)
    };
    // Hex has two digits a byte; the words around a payload are some 200 bytes a row.
    let mut size = rows.len() * 200;
    for entry in reader.entries_of(rows)? {
        size += 2 * entry.size as usize;
    }
    if size > MOST_COPIED {
        return Err(too_long(size));
    }
    if form == "json" {
        let mut out = Vec::new();
        let go_on = &mut |_| ControlFlow::Continue(());
        let options = decoding.json_lines();
        export(&mut out, reader, rows.iter().copied(), &options, go_on)?;
        return String::from_utf8(out).map_err(ErrorDto::internal);
    }
    let mut text = String::new();
    for &row in rows {
        let entry = reader.entry(row)?;
        let payload = reader.payload(row)?;
        match form {
            "hex" => text.push_str(&hex::encode(&payload)),
            _ => {
                let shown = match std::str::from_utf8(&payload) {
                    Ok(utf8) if entry.code.is_none() => utf8.replace(['\t', '\n', '\r'], " "),
                    _ => hex::encode(&payload),
                };
                let code = entry.code.map(|code| code.to_string()).unwrap_or_default();
                let (direction, kind) = (entry.direction.word(), entry.kind.word());
                let time = local_time(entry.time_ns);
                let _ = write!(
                    text,
                    "{row}\t{time}\t{direction}\t{kind}\t{}\t{code}\t{shown}",
                    entry.size
                );
            }
        }
        text.push('\n');
    }
    // One row's payload is wanted without a line's end.
    if rows.len() == 1 {
        text.pop();
    }
    Ok(text)
}
