//! Messages decoded: trees, columns, the inspector, proposals.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use tauri_plugin_clipboard_manager::ClipboardExt;
use wirelark_core::packet::inspect::{self, Reading};
use wirelark_core::packet::layout::decode::Limits;
use wirelark_core::packet::layout::{Decoded, Layout, propose};
use wirelark_core::profile::model::Profile;
use wirelark_core::transcript::Reader;

use crate::dto::ErrorDto;
use crate::error::Answer;
use crate::state::App;

/// A message above this is not decoded in the details; an export does.
const MOST_DECODED: u32 = 64 << 20;
/// As much of a message is looked at to propose a layout for it: what begins beyond is its tail.
const MOST_PROPOSED: u32 = 64 << 10;
/// All that the inspector can read at one place.
const INSPECTED: u32 = 256;

pub(super) fn message(reader: &Reader, row: u32) -> Answer<Vec<u8>> {
    let entry = reader.entry(row)?;
    if entry.size > MOST_DECODED {
        let detail = format!("{} bytes are too many to decode here", entry.size);
        return Err(ErrorDto::new("decode_too_long", detail).with("size", entry.size));
    }
    Ok(reader.payload_of(&entry, 0, entry.size)?)
}

#[tauri::command]
pub(crate) async fn set_decoding(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
) -> Answer<()> {
    let viewed = app.viewed(connection)?;
    // Compiling what a profile says may take a while, which the connections' own threads must not feel.
    spawn_blocking(move || viewed.set_decoding(&profile)).await?
}

#[tauri::command]
pub(crate) async fn decode_row(app: State<'_, App>, connection: u32, row: u32) -> Answer<Decoded> {
    let viewed = app.viewed(connection)?;
    let decoded = spawn_blocking(move || {
        let reader = viewed.reader();
        let (entry, bytes) = (reader.entry(row)?, message(&reader, row)?);
        Answer::Ok(viewed.decoding().decoder.decode(entry.kind, entry.direction, &bytes))
    });
    decoded.await?
}

#[tauri::command]
pub(crate) async fn copy_field(
    app: State<'_, App>,
    handle: AppHandle,
    connection: u32,
    row: u32,
    at: Vec<usize>,
    form: String,
) -> Answer<()> {
    let viewed = app.viewed(connection)?;
    let text = spawn_blocking(move || {
        let reader = viewed.reader();
        let (entry, bytes) = (reader.entry(row)?, message(&reader, row)?);
        let decoder = &viewed.decoding().decoder;
        // The page's tree may be cut; what is copied is not.
        let tree = decoder.decode_within(entry.kind, entry.direction, &bytes, Limits::NONE);
        let missing = || ErrorDto::internal(format!("row {row} has no field at {at:?}"));
        let node = tree.at(&at).ok_or_else(missing)?;
        Answer::Ok(node.copied(form == "json"))
    });
    let text = text.await??;
    handle.clipboard().write_text(text).map_err(|error| ErrorDto::new("clipboard", error))
}

#[tauri::command]
pub(crate) async fn inspect(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    offset: u32,
) -> Answer<Vec<Reading>> {
    let reader = app.viewed(connection)?.reader();
    let bytes = reader.payload_range(row, offset, INSPECTED)?;
    Ok(inspect::inspect(&bytes, 0))
}

#[tauri::command]
pub(crate) async fn propose_layout(
    app: State<'_, App>,
    connection: u32,
    row: u32,
    name: String,
) -> Answer<Layout> {
    let reader = app.viewed(connection)?.reader();
    let bytes = reader.payload_range(row, 0, MOST_PROPOSED)?;
    Ok(spawn_blocking(move || propose(&name, &bytes)).await?)
}
