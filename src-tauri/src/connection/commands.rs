//! Connections: begin, send, end; scenarios. Each takes the connection's id.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use tauri::State;
use wirelark_core::connection::request::Target;
use wirelark_core::connection::{Phase, preflight, request};
use wirelark_core::profile::message;
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::server::Server;
use wirelark_core::profile::variable::{self, MissingVariable, VariableSources};
use wirelark_core::scenario;

use crate::connection::live::{ConnectTarget, Live};
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::profiles::trust;
use crate::state::App;

/// Values of variables that the profile does not have, asked for and kept for the session.
pub(crate) type VariableValues = BTreeMap<String, String>;

/// A profile's file: its relative files are looked for beside it, and its transcripts have its name.
pub(crate) fn path(app: &App, id: Option<&str>) -> PathBuf {
    id.and_then(|id| app.library.path(id).ok()).unwrap_or_default()
}

/// Where a profile's relative files are looked for.
pub(crate) fn folder(app: &App, id: Option<&str>) -> PathBuf {
    path(app, id).parent().map(PathBuf::from).unwrap_or_default()
}

fn open(
    app: &App,
    profile: &Profile,
    id: Option<&str>,
    secrets: Secrets,
    given: VariableValues,
) -> CommandResult<(u32, Arc<Live>)> {
    let sources = VariableSources::new(given);
    let asked = variable::asked(profile, Some(&[]), &sources);
    let server = server(profile, &secrets, &sources).map_err(|error| asking(error, &asked))?;
    let place = trust::place(id, &server);
    let other_hosts = app.trust.check(&place, profile, &sources)?;
    let file = path(app, id);
    app.known_files
        .used(preflight::named_files(&profile.connection, file.parent().unwrap_or(&file)))?;
    let number = app.next_id();
    let hidden = secrets.clone();
    let going = ConnectTarget { place, other_hosts, secrets, sources };
    let files = (app.transcripts.as_path(), &*app.chosen_files);
    let live = Live::open(profile, &file, going, files, number)
        .map_err(|error| asking(error, &asked).hiding(&hidden))?;
    app.keep(number, live.clone());
    Ok((number, live))
}

/// Where it would go: the same parser says so as when it connects.
fn server(
    profile: &Profile,
    secrets: &Secrets,
    sources: &VariableSources,
) -> CommandResult<Server> {
    let named = variable::resolve(profile, sources)?;
    let url = secret::resolve(&named, secrets)?.connection.url;
    let target = Target::parse(&url).map_err(|error| ErrorDto::from(error).hiding(secrets))?;
    Ok(target.server())
}

/// A person agrees to what a question named: that profile, that server, those settings.
#[tauri::command]
pub(crate) async fn agree(app: State<'_, App>, token: u32) -> CommandResult<()> {
    app.trust.agree(token)
}

/// A person confirms the host that this connection's redirect led to. The next connection of the profile goes there.
#[tauri::command]
pub(crate) async fn allow_host(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    let live = app.live(connection)?;
    let host = live.connection.status().error.and_then(|error| error.redirect_host());
    let host = host.ok_or_else(|| ErrorDto::internal("no redirect waits for an answer"))?;
    app.trust.allow_host(live.place.clone(), host);
    Ok(())
}

/// The profile with one message in it, its secrets filled in; the rest of the profile is not looked at, so that what
/// is wrong there holds up no message.
pub(crate) fn alone(
    mut profile: Profile,
    message: Message,
    secrets: &Secrets,
) -> CommandResult<Profile> {
    profile.messages = vec![message];
    profile.login = None;
    profile.connection.url.clear();
    Ok(secret::resolve(&profile, secrets)?)
}

/// A message as it goes out on this connection; a variable that is missing is named, to be asked for.
pub(crate) fn built(
    live: &Live,
    profile: Profile,
    message: Message,
    secrets: &Secrets,
    given: VariableValues,
) -> CommandResult<message::BuiltMessage> {
    let filled = alone(profile, message, secrets)?;
    let sources = live.sources.again(given);
    let asked = variable::asked_by(&filled, &filled.messages[0], &sources);
    message::build_with(&filled, &filled.messages[0], &sources)
        .map_err(|error| asking(error.into(), &asked).hiding(secrets))
}

/// Names all that there is to ask for, where a variable is missing.
pub(crate) fn asking(error: ErrorDto, asked: &[MissingVariable]) -> ErrorDto {
    match error.code.as_str() {
        "variable_missing" => {
            let names: Vec<_> = asked.iter().map(|one| one.name.as_str()).collect();
            error.with("names", names.join("\n"))
        }
        _ => error,
    }
}

#[tauri::command]
pub(crate) async fn connect(
    app: State<'_, App>,
    profile: Profile,
    profile_id: Option<String>,
    secrets: Secrets,
    given: VariableValues,
) -> CommandResult<u32> {
    Ok(open(&app, &profile, profile_id.as_deref(), secrets, given)?.0)
}

#[tauri::command]
pub(crate) async fn send(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: VariableValues,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let built = built(&live, profile, message, &secrets, given)?;
    live.connection.send(built.kind, built.bytes).await?;
    Ok(())
}

#[tauri::command]
pub(crate) async fn send_login(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    secrets: Secrets,
    given: VariableValues,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let sources = live.sources.again(given);
    let asked = variable::asked(&profile, Some(&[]), &sources);
    let named =
        variable::resolve(&profile, &sources).map_err(|error| asking(error.into(), &asked))?;
    let filled = secret::resolve(&named, &secrets)?;
    let login = request::login_of(&filled)
        .map_err(|error| ErrorDto::from(error).hiding(&secrets))?
        .ok_or_else(|| ErrorDto::new("login_missing", "the profile has no login"))?;
    live.connection.login(login).await?;
    Ok(())
}

#[tauri::command]
pub(crate) async fn close(
    app: State<'_, App>,
    connection: u32,
    code: Option<u16>,
    reason: Option<String>,
) -> CommandResult<()> {
    let live = app.live(connection)?;
    let (code, reason) = live.farewell(code, reason);
    live.stop();
    live.stop_repeat();
    Ok(live.connection.close(code, &reason).await?)
}

/// The attempt to connect again is made at once.
#[tauri::command]
pub(crate) async fn connect_now(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.live(connection)?.connection.retry_now().await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn release(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.release(connection).await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn run_scenario(
    app: State<'_, App>,
    connection: Option<u32>,
    profile: Profile,
    profile_id: Option<String>,
    secrets: Secrets,
    given: VariableValues,
    name: Option<String>,
) -> CommandResult<u32> {
    let chosen = scenario::find(&profile, name.as_deref())?
        .unwrap_or_else(|| scenario::original_steps(&profile));
    let sources = Arc::new(VariableSources::new(given.clone()));
    let asked = variable::asked(&profile, Some(&chosen.sends()), &sources);
    let named =
        variable::resolve(&profile, &sources).map_err(|error| asking(error.into(), &asked))?;
    let filled = secret::resolve(&named, &secrets)?;
    let ready = scenario::prepare(&filled, &chosen, &sources)
        .map_err(|error| asking(error.into(), &asked).hiding(&secrets))?;
    let current = connection.and_then(|id| Some((id, app.live(id).ok()?)));
    let usable =
        |live: &Live| !matches!(live.connection.status().phase, Phase::Closing | Phase::Closed);
    let (id, live) = match current.filter(|(_, live)| usable(live)) {
        Some(current) => current,
        None => open(&app, &profile, profile_id.as_deref(), secrets, given)?,
    };
    live.run(ready);
    Ok(id)
}

#[tauri::command]
pub(crate) async fn stop_scenario(app: State<'_, App>, connection: u32) -> CommandResult<()> {
    app.live(connection)?.stop();
    Ok(())
}
