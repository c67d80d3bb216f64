//! Commands of the connection settings: checks, facts about this machine, choosing files, recorded handshakes.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use wirelark_core::connection::{Handshake, handshake_store};
use wirelark_core::profile::model::Profile;

use crate::app::dialog::{DialogKind, ask};
use crate::connection::prepare::{confirmed_file, profile_path};
use crate::error::CommandResult;
use crate::settings::checks;
use crate::settings::dto::{ConnectionCheck, ConnectionFacts, ConnectionFile};
use crate::state::App;

/// Checks the connection settings as the user types.
#[command]
pub(crate) async fn check_connection(
    app: State<'_, App>,
    profile: Profile,
    profile_id: Option<String>,
) -> CommandResult<ConnectionCheck> {
    let file = profile_path(&app, profile_id.as_deref());
    let (approved, known) = (app.chosen_files.clone(), app.known_files.clone());
    // Reading files may take a while on a network drive.
    let check = spawn_blocking(move || {
        let folder = file.parent().unwrap_or(&file);
        checks::check_connection(&profile, folder, &approved, &known)
    });
    Ok(check.await?)
}

/// What this machine contributes to a connection to this URL.
#[command]
pub(crate) async fn connection_facts(url: String) -> CommandResult<ConnectionFacts> {
    Ok(spawn_blocking(move || checks::connection_facts(&url)).await?)
}

/// Asks for a file of the settings. A file in the profile's folder or below gets a relative name.
#[command]
pub(crate) async fn choose_connection_file(
    app: State<'_, App>,
    handle: AppHandle,
    kind: ConnectionFile,
    profile_id: Option<String>,
) -> CommandResult<Option<String>> {
    let Some(file) = ask(&handle, DialogKind::OpenConnectionFile(kind), "").await else {
        return Ok(None);
    };
    Ok(Some(confirmed_file(&app, file, profile_id.as_deref())?))
}

/// Handshakes stored with the transcript, one for each connection attempt, and the current one.
#[command]
pub(crate) async fn handshakes(
    app: State<'_, App>,
    connection: u32,
) -> CommandResult<Vec<Handshake>> {
    let session = app.session(connection)?;
    let stored = spawn_blocking(move || handshake_store::load(&session.path)).await?;
    let current = app.item(connection)?.live.map(|live| live.connection.status().handshake);
    Ok(handshake_store::with_current(stored, current.as_deref()))
}
