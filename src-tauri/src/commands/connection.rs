//! Connections: begin, send, end; scenarios. Each takes the connection's id.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tauri::State;
use wirelark_core::connection::{Phase, request};
use wirelark_core::frame::Kind;
use wirelark_core::packet::hex;
use wirelark_core::profile::message::{self, Built};
use wirelark_core::profile::model::{Message, Profile};
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::variable::{self, Sources};
use wirelark_core::scenario;

use crate::dto::{ErrorDto, PreviewDto};
use crate::error::Answer;
use crate::live::Live;
use crate::state::App;

/// As much of a message is previewed.
const PREVIEW: usize = 256;
/// And of its text.
const PREVIEW_TEXT: usize = 4096;

/// The folder that a profile's relative files are looked for in.
fn path(app: &App, id: Option<&str>) -> PathBuf {
    id.and_then(|id| app.library.path(id).ok()).unwrap_or_default()
}

fn open(
    app: &App,
    profile: &Profile,
    id: Option<&str>,
    secrets: Secrets,
) -> Answer<(u32, Arc<Live>)> {
    let number = app.next_id();
    let live = Live::open(profile, &path(app, id), secrets, &app.transcripts, number)?;
    app.keep(number, live.clone());
    Ok((number, live))
}

/// A message that was typed or saved, with its secrets and variables in it; the rest of the profile is not looked
/// at, so that what is wrong there holds up no message.
fn build(live: &Live, mut profile: Profile, message: Message, secrets: &Secrets) -> Answer<Built> {
    profile.messages = vec![message];
    profile.login = None;
    profile.connection.url.clear();
    let filled = secret::resolve(&profile, secrets)?;
    Ok(message::build_with(&filled, &filled.messages[0], &live.sources)?)
}

#[tauri::command]
pub(crate) async fn preview_message(profile: Profile, message: Message) -> Answer<PreviewDto> {
    Ok(match message::build(&profile, &message) {
        Ok(built) => {
            let text = (built.kind == Kind::Text).then(|| String::from_utf8_lossy(&built.bytes));
            PreviewDto {
                kind: built.kind.word().to_owned(),
                size: built.bytes.len() as u32,
                hex: hex::encode(&built.bytes[..built.bytes.len().min(PREVIEW)]),
                text: text.map(|text| text.chars().take(PREVIEW_TEXT).collect()),
                error: None,
            }
        }
        Err(error) => PreviewDto {
            kind: String::new(),
            size: 0,
            hex: String::new(),
            text: None,
            error: Some(error.into()),
        },
    })
}

#[tauri::command]
pub(crate) async fn connect(
    app: State<'_, App>,
    profile: Profile,
    profile_id: Option<String>,
    secrets: Secrets,
) -> Answer<u32> {
    Ok(open(&app, &profile, profile_id.as_deref(), secrets)?.0)
}

#[tauri::command]
pub(crate) async fn send(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    message: Message,
    secrets: Secrets,
) -> Answer<()> {
    let live = app.live(connection)?;
    let built = build(&live, profile, message, &secrets)?;
    live.connection.send(built.kind, built.bytes).await?;
    Ok(())
}

#[tauri::command]
pub(crate) async fn send_login(
    app: State<'_, App>,
    connection: u32,
    profile: Profile,
    secrets: Secrets,
) -> Answer<()> {
    let live = app.live(connection)?;
    let filled = secret::resolve(&variable::resolve(&profile, &live.sources)?, &secrets)?;
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
    Ok(live.connection.close(code, &reason).await?)
}

#[tauri::command]
pub(crate) async fn run_scenario(
    app: State<'_, App>,
    connection: Option<u32>,
    profile: Profile,
    profile_id: Option<String>,
    secrets: Secrets,
    name: Option<String>,
) -> Answer<u32> {
    let sources = Arc::new(Sources::default());
    let filled = secret::resolve(&variable::resolve(&profile, &sources)?, &secrets)?;
    let chosen = scenario::find(&filled, name.as_deref())?
        .unwrap_or_else(|| scenario::original_steps(&filled));
    let ready = scenario::prepare(&filled, &chosen, &sources)?;
    let current = connection.and_then(|id| Some((id, app.live(id).ok()?)));
    let usable =
        |live: &Live| !matches!(live.connection.status().phase, Phase::Closing | Phase::Closed);
    let (id, live) = match current.filter(|(_, live)| usable(live)) {
        Some(current) => current,
        None => open(&app, &profile, profile_id.as_deref(), secrets)?,
    };
    live.run(ready);
    Ok(id)
}

#[tauri::command]
pub(crate) async fn stop_scenario(app: State<'_, App>, connection: u32) -> Answer<()> {
    app.live(connection)?.stop();
    Ok(())
}
