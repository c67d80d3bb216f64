//! What a profile says about reading messages: checked as one types, and tried on messages.

use std::fmt::Display;
use std::path::Path;

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use wirelark_core::file::bounded_read;
use wirelark_core::packet::layout::{Plan, form};
use wirelark_core::packet::rules::{Decoder, Decoding, Proto};

use crate::app::dialog::{DialogKind, ask};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::layouts::dto::{DecodingCheck, LayoutCheck, LayoutPreview, LayoutPreviewRequest};
use crate::layouts::preview;
use crate::state::App;

/// A longer file is none that a person wrote or a compiler made of it.
const MOST_PROTO: u64 = 4 << 20;

#[tauri::command]
pub(crate) async fn check_decoding(decoding: Decoding) -> CommandResult<DecodingCheck> {
    // Compiling must not hold up the connections' own threads.
    Ok(spawn_blocking(move || checked(&decoding)).await?)
}

fn checked(decoding: &Decoding) -> DecodingCheck {
    let decoder = Decoder::new(decoding);
    let layout = |plan: Option<&Plan>| LayoutCheck {
        sound: plan.is_some(),
        least_size: plan.map_or(0, |plan| plan.least_size().try_into().unwrap_or(u32::MAX)),
        lines: plan.map(form).unwrap_or_default(),
    };
    let numbers = 0..decoding.layouts.len();
    DecodingCheck {
        problems: decoder.problems().iter().map(ErrorDto::from).collect(),
        layouts: numbers.map(|number| layout(decoder.plan_at(number))).collect(),
        messages: decoder.message_types(),
    }
}

#[tauri::command]
pub(crate) async fn try_layout(
    app: State<'_, App>,
    decoding: Decoding,
    request: LayoutPreviewRequest,
) -> CommandResult<Option<LayoutPreview>> {
    let viewed = request.connection.and_then(|id| app.viewed(id).ok());
    let reader = viewed.map(|viewed| viewed.reader());
    // A look through the newest rows must not hold up the connections' own threads.
    spawn_blocking(move || preview::trial(&Decoder::new(&decoding), reader.as_ref(), &request))
        .await?
}

#[tauri::command]
pub(crate) async fn seen_fields(
    app: State<'_, App>,
    decoding: Decoding,
    connection: u32,
) -> CommandResult<Vec<String>> {
    let reader = app.viewed(connection)?.reader();
    spawn_blocking(move || preview::seen(&Decoder::new(&decoding), &reader)).await?
}

#[tauri::command]
pub(crate) async fn attach_protobuf(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<Proto>> {
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, DialogKind::OpenProto, "").await else {
        return Ok(None);
    };
    spawn_blocking(move || read_proto(&path)).await?.map(Some)
}

fn read_proto(path: &Path) -> CommandResult<Proto> {
    let unreadable = |what: &dyn Display| {
        ErrorDto::new("proto_file", what).with("path", path.display()).with("what", what)
    };
    let bytes = bounded_read::read_within(path, MOST_PROTO).map_err(|error| unreadable(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Proto::of_file(&name, bytes).map_err(|error| unreadable(&error))
}
