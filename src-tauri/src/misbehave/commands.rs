//! What breaks the protocol on purpose, control frames by hand, an end without a Close.

use tauri::State;
use wirelark_core::frame::Kind;
use wirelark_core::profile::model::{Message, Misbehave, Profile};
use wirelark_core::profile::secret::Secrets;

use crate::connection::commands::{VariableValues, built};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::misbehave::dto::MisbehavePreview;
use crate::misbehave::preview;
use crate::state::App;

/// As much of a row is taken apart.
const MOST_RAW: u32 = 1 << 20;

#[tauri::command]
pub(crate) async fn preview_misbehave(
    what: Misbehave,
    seed: u32,
) -> CommandResult<MisbehavePreview> {
    Ok(preview::preview(&what, seed))
}

/// Answers its row.
#[tauri::command]
pub(crate) async fn misbehave(
    app: State<'_, App>,
    connection: u32,
    what: Misbehave,
    seed: u32,
) -> CommandResult<u32> {
    let live = app.live(connection)?;
    let act = preview::act(&what, seed).map_err(|error| ErrorDto::from(&error))?;
    Ok(live.connection.misbehave(act).await?)
}

#[tauri::command]
pub(crate) async fn abort(app: State<'_, App>, connection: u32, reset: bool) -> CommandResult<()> {
    let live = app.live(connection)?;
    live.stop();
    live.stop_repeat();
    live.connection.abort(reset);
    Ok(())
}

/// A message's bytes as a ping, or as a pong.
#[tauri::command]
pub(crate) async fn send_control(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: VariableValues,
    pong: bool,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let built = built(&live, profile, message, &secrets, given)?;
    live.connection.send(if pong { Kind::Pong } else { Kind::Ping }, built.bytes).await?;
    Ok(())
}

/// The frames in a row of raw bytes.
#[tauri::command]
pub(crate) async fn row_frames(
    app: State<'_, App>,
    connection: u32,
    row: u32,
) -> CommandResult<MisbehavePreview> {
    let reader = app.viewed(connection)?.reader();
    let bytes = reader.payload_of(&reader.record(row)?, 0, MOST_RAW)?;
    Ok(preview::frames(&bytes))
}
