//! Commands for deliberate protocol violations, control frames, and aborting without a Close.

use tauri::{State, command};
use wirelark_core::frame::Kind;
use wirelark_core::profile::model::{Message, Misbehave, Profile};
use wirelark_core::profile::secret::Secrets;

use crate::connection::prepare::{VariableValues, build_message};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::misbehave::dto::MisbehavePreview;
use crate::misbehave::preview;
use crate::state::App;

/// Bytes of a row that are parsed as frames.
const MAX_RAW: u32 = 1 << 20;

#[command]
pub(crate) async fn preview_misbehave(
    what: Misbehave,
    seed: u32,
) -> CommandResult<MisbehavePreview> {
    Ok(preview::preview(&what, seed))
}

/// Sends the violation and returns its row.
#[command]
pub(crate) async fn misbehave(
    app: State<'_, App>,
    connection: u32,
    what: Misbehave,
    seed: u32,
) -> CommandResult<u32> {
    let live = app.live(connection)?;
    let actions = preview::actions(&what, seed).map_err(|error| ErrorDto::from(&error))?;
    Ok(live.connection.misbehave(actions).await?)
}

/// Drops the connection without a Close frame; `reset` sends a TCP reset.
#[command]
pub(crate) async fn abort(app: State<'_, App>, connection: u32, reset: bool) -> CommandResult<()> {
    let live = app.live(connection)?;
    live.stop_scenario();
    live.stop_repeat();
    live.connection.abort(reset);
    Ok(())
}

/// Sends a message's bytes as a ping or a pong.
#[command]
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
    // A control frame is no text message, so nothing ends its text.
    let message = Message { terminator: Some(String::new()), ..message };
    let built = build_message(&live, profile, message, &secrets, given)?;
    live.connection.send(if pong { Kind::Pong } else { Kind::Ping }, built.bytes).await?;
    Ok(())
}

/// Parses a row of raw bytes as frames.
#[command]
pub(crate) async fn row_frames(
    app: State<'_, App>,
    connection: u32,
    row: u32,
) -> CommandResult<MisbehavePreview> {
    let reader = app.session(connection)?.reader();
    let bytes = reader.payload_of(&reader.record(row)?, 0, MAX_RAW)?;
    Ok(preview::frames(&bytes))
}
