//! The connection's settings: checked as one types, and what this machine has to say about them.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use wirelark_core::connection::request::RequestError;
use wirelark_core::connection::{ConnectionError, Handshake, handshake_store, preflight, request};
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::store;
use wirelark_core::profile_check;

use crate::app::dialog::{DialogKind, ask};
use crate::connection::commands::path;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::settings::dto::{ConnectionCheck, ConnectionFacts, ConnectionFile};
use crate::state::App;

#[tauri::command]
pub(crate) async fn check_connection(
    app: State<'_, App>,
    profile: Profile,
    profile_id: Option<String>,
) -> CommandResult<ConnectionCheck> {
    let file = path(&app, profile_id.as_deref());
    let (chosen, known) = (app.chosen_files.clone(), app.known_files.clone());
    // Files are read, which may take a while on a drive far away.
    let checked = spawn_blocking(move || {
        let folder = file.parent().unwrap_or(&file);
        let wrong =
            preflight::files(&profile.connection, folder, &chosen, &|path| known.may_read(path));
        let files = wrong
            .into_iter()
            .map(|(path, error)| ErrorDto::from(&ConnectionError::from(error)).at(path));
        let problems =
            profile_check::connection(&profile).into_iter().filter(|error| match error {
                RequestError::FileName { name, .. } => chosen.check(name).is_err(),
                _ => true,
            });
        let problems = problems.map(ErrorDto::from).chain(files);
        let url = request::shown_url(&profile.connection);
        ConnectionCheck { problems: problems.collect(), url }
    });
    Ok(checked.await?)
}

#[tauri::command]
pub(crate) async fn connection_facts(url: String) -> CommandResult<ConnectionFacts> {
    let asked = spawn_blocking(move || {
        let (proxy, error) = match preflight::system_proxy(&url) {
            Ok(proxy) => (proxy, None),
            Err(error) => (None, Some(ErrorDto::from(&ConnectionError::from(error)))),
        };
        ConnectionFacts {
            proxy,
            proxy_error: error,
            variables: preflight::proxy_variables().into_iter().map(str::to_owned).collect(),
            authorities: preflight::authorities() as u32,
            user_agent: request::user_agent(),
            unix: cfg!(unix),
        }
    });
    Ok(asked.await?)
}

/// File dialog; a file that lies beside the profile, or below it, is named from there.
#[tauri::command]
pub(crate) async fn choose_connection_file(
    app: State<'_, App>,
    handle: AppHandle,
    kind: ConnectionFile,
    profile_id: Option<String>,
) -> CommandResult<Option<String>> {
    let language = app.preferences().language;
    let chosen = ask(&handle, &language, DialogKind::OpenConnectionFile(kind), "").await;
    let name = chosen.as_ref().map(|file| store::beside(file, &path(&app, profile_id.as_deref())));
    if let (Some(file), Some(name)) = (chosen, &name) {
        app.chosen_files.add(name)?;
        app.known_files.used([file])?;
    }
    Ok(name)
}

/// What was said and found until the first frame could pass, for each time that it was tried or, of a file, opened.
#[tauri::command]
pub(crate) async fn handshakes(
    app: State<'_, App>,
    connection: u32,
) -> CommandResult<Vec<Handshake>> {
    let held = app.held(connection)?;
    let earlier = spawn_blocking(move || handshake_store::load(&held.viewed.path)).await?;
    let now = app.held(connection)?.live.map(|live| live.connection.status().handshake);
    Ok(handshake_store::with_current(earlier, now.as_deref()))
}
