//! Commands that connect, send, close and run scenarios. Most take the connection's id.

use tauri::async_runtime::spawn_blocking;
use tauri::{State, command};
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::secret::Secrets;
use wirelark_core::profile::variable::VariableSources;

use crate::connection::automatic;
use crate::connection::dto::AutomaticCheck;
use crate::connection::prepare::{self, VariableValues};
use crate::connection::start::start;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::App;

/// The user agrees to a trust question: to that profile, server and settings.
#[command]
pub(crate) async fn agree(app: State<'_, App>, token: u32) -> CommandResult<()> {
    app.trust.agree(token)
}

/// The user confirms the host that this connection was redirected to. The profile's next connection follows the redirect.
#[command]
pub(crate) async fn allow_host(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    let live = app.live(connection)?;
    let host = live.connection.status().error.and_then(|error| error.redirect_host());
    let host = host.ok_or_else(|| ErrorDto::internal("no redirect waits for an answer"))?;
    app.trust.allow_host(live.server.clone(), host);
    Ok(())
}

/// Starts to connect and returns the connection's id.
#[command]
pub(crate) async fn connect(
    app: State<'_, App>,
    profile: Profile,
    profile_id: Option<String>,
    secrets: Secrets,
    given: VariableValues,
    replies: Option<bool>,
) -> CommandResult<u32> {
    Ok(start(&app, &profile, profile_id.as_deref(), secrets, given, replies)?.0)
}

/// Checks the login's messages and filters, replies and heartbeats.
#[command]
pub(crate) async fn check_replies(
    app: State<'_, App>,
    profile: Profile,
    profile_id: Option<String>,
) -> CommandResult<AutomaticCheck> {
    Ok(automatic::check(&app, &profile, profile_id.as_deref()))
}

/// Switches automatic replies and heartbeats on or off.
#[command]
pub(crate) async fn set_replies(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    profile_id: Option<String>,
    secrets: Secrets,
    given: VariableValues,
    on: bool,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    live.switch_automatic(&app, (&profile, profile_id.as_deref()), &secrets, given, on).await
}

#[command]
pub(crate) async fn send(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: VariableValues,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let shared = live.clone();
    // A message of megabytes must not block the connections' threads.
    let built =
        spawn_blocking(move || prepare::build_message(&shared, profile, message, &secrets, given))
            .await??;
    live.connection.send(built.kind, built.bytes).await?;
    Ok(())
}

#[command]
pub(crate) async fn send_login(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    secrets: Secrets,
    given: VariableValues,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let login = prepare::login(&live, &profile, &secrets, given)?;
    live.connection.login(login).await?;
    Ok(())
}

/// Closes with the profile's code and reason, unless others are given.
#[command]
pub(crate) async fn close(
    app: State<'_, App>,
    connection: u32,
    code: Option<u16>,
    reason: Option<String>,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let (code, reason) = live.close_frame(code, reason);
    live.stop_scenario();
    live.stop_repeat();
    Ok(live.connection.close(code, &reason).await?)
}

/// Skips the delay before the next reconnect attempt.
#[command]
pub(crate) async fn connect_now(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.live(connection)?.connection.retry_now().await;
    Ok(())
}

/// Closes a connection or a file; its id is invalid afterwards.
#[command]
pub(crate) async fn release(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.release(connection).await;
    Ok(())
}

/// Runs a scenario on the given connection, or on a new one if that is closed. Returns the connection's id.
#[allow(clippy::too_many_arguments, reason = "the page's arguments")]
#[command]
pub(crate) async fn run_scenario(
    app: State<'_, App>,
    connection: Option<u32>,
    profile: Profile,
    profile_id: Option<String>,
    secrets: Secrets,
    given: VariableValues,
    name: Option<String>,
    replies: Option<bool>,
) -> CommandResult<u32> {
    let files = prepare::payload_files(&app, profile_id.as_deref());
    let sources = VariableSources::new(given.clone()).with_files(files);
    let steps = prepare::scenario(&profile, name.as_deref(), &secrets, sources)?;
    let current = connection.and_then(|id| Some((id, app.live(id).ok()?)));
    let (id, live) = match current.filter(|(_, live)| !live.is_closing()) {
        Some(current) => current,
        None => start(&app, &profile, profile_id.as_deref(), secrets, given, replies)?,
    };
    live.run_scenario(steps);
    Ok(id)
}

#[command]
pub(crate) async fn stop_scenario(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.live(connection)?.stop_scenario();
    Ok(())
}
