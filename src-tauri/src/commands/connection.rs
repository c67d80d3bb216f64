//! Connections: begin, send, end; scenarios. Each takes the connection's id.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use tauri::State;
use wirelark_core::connection::{Phase, request};
use wirelark_core::profile::message;
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::variable::{self, Asked, Sources};
use wirelark_core::scenario;

use crate::dto::ErrorDto;
use crate::error::Answer;
use crate::live::Live;
use crate::state::App;

/// Values of variables that the profile does not have, asked for and kept for the session.
pub(super) type Given = BTreeMap<String, String>;

/// A profile's file: its relative files are looked for beside it, and its transcripts have its name.
pub(super) fn path(app: &App, id: Option<&str>) -> PathBuf {
    id.and_then(|id| app.library.path(id).ok()).unwrap_or_default()
}

fn open(
    app: &App,
    profile: &Profile,
    id: Option<&str>,
    secrets: Secrets,
    given: Given,
) -> Answer<(u32, Arc<Live>)> {
    if !profile.connection.tls.verify && !app.unverified.allows(id, &profile.connection.url) {
        return Err(unconfirmed(&profile.connection.url));
    }
    let number = app.next_id();
    let sources = Sources::new(given);
    let asked = variable::asked(profile, Some(&[]), &sources);
    let live = Live::open(profile, &path(app, id), secrets, sources, &app.transcripts, number)
        .map_err(|error| asking(error, &asked))?;
    app.keep(number, live.clone());
    Ok((number, live))
}

/// A file may say that nobody is to look at the certificate; a person has to say so too.
fn unconfirmed(url: &str) -> ErrorDto {
    let detail = "the profile switches the check of the server's certificate off: confirm it first";
    let shown = request::without_secrets(url);
    ErrorDto::new("unverified_unconfirmed", detail).with("url", shown).at("connection.tls.verify")
}

/// The profile with one message in it, its secrets filled in; the rest of the profile is not looked at, so that what
/// is wrong there holds up no message.
pub(super) fn alone(mut profile: Profile, message: Message, secrets: &Secrets) -> Answer<Profile> {
    profile.messages = vec![message];
    profile.login = None;
    profile.connection.url.clear();
    Ok(secret::resolve(&profile, secrets)?)
}

/// A message as it goes out on this connection; a variable that is missing is named, to be asked for.
pub(super) fn built(
    live: &Live,
    profile: Profile,
    message: Message,
    secrets: &Secrets,
    given: Given,
) -> Answer<message::Built> {
    let filled = alone(profile, message, secrets)?;
    let sources = live.sources.again(given);
    let asked = variable::asked_by(&filled, &filled.messages[0], &sources);
    message::build_with(&filled, &filled.messages[0], &sources)
        .map_err(|error| asking(error.into(), &asked))
}

/// Names all that there is to ask for, where a variable is missing.
pub(super) fn asking(error: ErrorDto, asked: &[Asked]) -> ErrorDto {
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
    given: Given,
) -> Answer<u32> {
    Ok(open(&app, &profile, profile_id.as_deref(), secrets, given)?.0)
}

#[tauri::command]
pub(crate) async fn send(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    message: Message,
    secrets: Secrets,
    given: Given,
) -> Answer<()> {
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
    given: Given,
) -> Answer<()> {
    let live = app.live(connection)?;
    let sources = live.sources.again(given);
    let asked = variable::asked(&profile, Some(&[]), &sources);
    let named =
        variable::resolve(&profile, &sources).map_err(|error| asking(error.into(), &asked))?;
    let filled = secret::resolve(&named, &secrets)?;
    let login = request::login_of(&filled)?
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
) -> Answer<()> {
    let live = app.live(connection)?;
    let (code, reason) = live.farewell(code, reason);
    live.stop();
    live.stop_repeat();
    Ok(live.connection.close(code, &reason).await?)
}

/// The attempt to connect again is made at once.
#[tauri::command]
pub(crate) async fn connect_now(app: State<'_, App>, connection: u32) -> Answer<()> {
    app.live(connection)?.connection.hurry().await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn release(app: State<'_, App>, connection: u32) -> Answer<()> {
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
    given: Given,
    name: Option<String>,
) -> Answer<u32> {
    let chosen = scenario::find(&profile, name.as_deref())?
        .unwrap_or_else(|| scenario::original_steps(&profile));
    let sources = Arc::new(Sources::new(given.clone()));
    let asked = variable::asked(&profile, Some(&chosen.sends()), &sources);
    let named =
        variable::resolve(&profile, &sources).map_err(|error| asking(error.into(), &asked))?;
    let filled = secret::resolve(&named, &secrets)?;
    let ready = scenario::prepare(&filled, &chosen, &sources)
        .map_err(|error| asking(error.into(), &asked))?;
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
pub(crate) async fn stop_scenario(app: State<'_, App>, connection: u32) -> Answer<()> {
    app.live(connection)?.stop();
    Ok(())
}
