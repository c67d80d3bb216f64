//! Commands of the layout editor: check a decoding, preview a layout, list fields, follow a renaming, attach
//! Protobuf types.

use std::fmt::Display;
use std::path::Path;

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use wirelark_core::field_rename;
use wirelark_core::file::bounded_read;
use wirelark_core::packet::layout::{Plan, form};
use wirelark_core::packet::rules::{Decoder, Decoding, Proto};
use wirelark_core::profile::duration;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile_check::latency;

use crate::app::dialog::{DialogKind, ask};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::layouts::dto::{DecodingCheck, LayoutCheck, LayoutPreview, LayoutPreviewRequest};
use crate::layouts::preview;
use crate::state::App;

/// Maximum size of a `.proto` file or descriptor set in bytes.
const MAX_PROTO: u64 = 4 << 20;

/// Compiles a decoding and reports its problems and layouts.
#[command]
pub(crate) async fn check_decoding(decoding: Decoding) -> CommandResult<DecodingCheck> {
    // Compiling must not block the connections' threads.
    Ok(spawn_blocking(move || check(&decoding)).await?)
}

fn check(decoding: &Decoding) -> DecodingCheck {
    let decoder = Decoder::new(decoding);
    let layout = |plan: Option<&Plan>| LayoutCheck {
        sound: plan.is_some(),
        least_size: plan.map_or(0, |plan| plan.least_size().try_into().unwrap_or(u32::MAX)),
        lines: plan.map(form).unwrap_or_default(),
    };
    let numbers = 0..decoding.layouts.len();
    let latency = latency::problems(decoding);
    let latency =
        latency.iter().map(|problem| ErrorDto::new(problem.code, &problem.text).at(&problem.path));
    let heartbeats = decoding.heartbeat_checks.iter().enumerate().flat_map(|(index, heartbeat)| {
        let parts =
            [("every", Some(&heartbeat.every)), ("tolerance", heartbeat.tolerance.as_ref())];
        parts.into_iter().filter_map(move |(part, text)| {
            let error = duration::parse(text?).err()?;
            Some(
                ErrorDto::new(error.code(), &error).at(format!("heartbeat_checks[{index}].{part}")),
            )
        })
    });
    let others = latency.chain(heartbeats);
    DecodingCheck {
        problems: decoder.problems().iter().map(ErrorDto::from).chain(others).collect(),
        layouts: numbers.map(|number| layout(decoder.plan_at(number))).collect(),
        messages: decoder.message_types(),
    }
}

/// Previews a layout on a message; `None` if there is no message.
#[command]
pub(crate) async fn try_layout(
    app: State<'_, App>,
    decoding: Decoding,
    request: LayoutPreviewRequest,
) -> CommandResult<Option<LayoutPreview>> {
    let session = request.connection.and_then(|id| app.session(id).ok());
    let reader = session.map(|session| session.reader());
    // Searching the newest rows must not block the connections' threads.
    spawn_blocking(move || preview::preview(&Decoder::new(&decoding), reader.as_ref(), &request))
        .await?
}

/// Paths of the fields in the newest messages, to offer as columns.
#[command]
pub(crate) async fn seen_fields(
    app: State<'_, App>,
    decoding: Decoding,
    connection: u32,
) -> CommandResult<Vec<String>> {
    let reader = app.session(connection)?.reader();
    spawn_blocking(move || preview::recent_fields(&Decoder::new(&decoding), &reader)).await?
}

/// Renames what refers to the field at a JSON path, which was named `old`; `None` if nothing does.
#[command]
pub(crate) async fn follow_rename(
    mut profile: Profile,
    place: String,
    old: String,
) -> CommandResult<Option<Profile>> {
    let renamed = move || {
        let before = profile.clone();
        field_rename::follow_rename(&mut profile, &place, &old);
        (profile != before).then_some(profile)
    };
    Ok(spawn_blocking(renamed).await?)
}

/// Asks for a Protobuf file and reads its types. `None` if the user cancels.
#[command]
pub(crate) async fn attach_protobuf(handle: AppHandle) -> CommandResult<Option<Proto>> {
    let Some(path) = ask(&handle, DialogKind::OpenProto, "").await else {
        return Ok(None);
    };
    spawn_blocking(move || read_proto(&path)).await?.map(Some)
}

fn read_proto(path: &Path) -> CommandResult<Proto> {
    let unreadable = |what: &dyn Display| {
        ErrorDto::new("proto_file", what).with("path", path.display()).with("what", what)
    };
    let bytes = bounded_read::read_within(path, MAX_PROTO).map_err(|error| unreadable(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Proto::of_file(&name, bytes).map_err(|error| unreadable(&error))
}
