//! Commands for profiles: the list, opening, saving, deleting, importing and exporting files, and drafts.

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State, command};
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::{original_script, store};
use wirelark_core::server::demo_profile;

use crate::app::commands::show_in_folder;
use crate::app::dialog::{DialogKind, ask};
use crate::error::CommandResult;
use crate::profiles::dto::{DraftDto, OpenedProfile, ProfileSummary, RestoredDraft};
use crate::profiles::files;
use crate::state::App;

/// All profiles, including files that cannot be read.
#[command]
pub(crate) async fn profiles(app: State<'_, App>) -> CommandResult<Vec<ProfileSummary>> {
    Ok(app.library.list().into_iter().map(files::summary).collect())
}

#[command]
pub(crate) async fn open_profile(app: State<'_, App>, id: String) -> CommandResult<OpenedProfile> {
    files::opened(&app, app.library.load(&id)?)
}

/// A profile of the original script, for the demo server if that runs. `decoded` adds layouts and rules.
#[command]
pub(crate) async fn example_profile(app: State<'_, App>, decoded: bool) -> CommandResult<Profile> {
    match app.demo_status().await {
        Some(demo) if decoded => Ok(demo_profile::decoded_demo(&demo.url)?),
        Some(demo) => Ok(demo_profile::for_demo(&demo.url)?),
        None => Ok(original_script::profile()?),
    }
}

/// Saves a profile to its file, or to a new one without an id. `draft` is the page's key of its draft.
#[command]
pub(crate) async fn save_profile(
    app: State<'_, App>,
    id: Option<String>,
    profile: Profile,
    draft: Option<String>,
) -> CommandResult<OpenedProfile> {
    let entry = app.library.save(id.as_deref(), &profile)?;
    files::saved(&app, entry, id.as_deref(), &profile, draft.as_deref())
}

/// Deletes a profile and returns the number by which [`restore_profile`] brings it back until the app ends.
#[command]
pub(crate) async fn delete_profile(app: State<'_, App>, id: String) -> CommandResult<u32> {
    files::delete(&app, &id)
}

#[command]
pub(crate) async fn restore_profile(
    app: State<'_, App>,
    deleted: u32,
) -> CommandResult<OpenedProfile> {
    files::restore(&app, deleted)
}

/// Shows the profile's file in the file manager.
#[command]
pub(crate) async fn show_profile_in_folder(
    app: State<'_, App>,
    handle: AppHandle,
    id: String,
) -> CommandResult<()> {
    show_in_folder(&handle, &app.library.path(&id)?)
}

/// Asks for a profile's file and opens it where it is. `None` if the user cancels.
#[command]
pub(crate) async fn open_profile_file(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<OpenedProfile>> {
    let chosen = ask(&handle, DialogKind::OpenProfile, "").await;
    chosen.map(|path| files::open_elsewhere(&app, &path)).transpose()
}

/// Asks for a file and saves the profile to it, which becomes the profile's file. `None` if the user cancels.
#[command]
pub(crate) async fn save_profile_as(
    app: State<'_, App>,
    handle: AppHandle,
    profile: Profile,
    draft: String,
) -> CommandResult<Option<OpenedProfile>> {
    let chosen = ask(&handle, DialogKind::SaveProfile, &files::file_name(&profile)).await;
    let Some(path) = chosen else { return Ok(None) };
    let entry = app.library.save_elsewhere(&path, &profile)?;
    files::saved(&app, entry, None, &profile, Some(&draft)).map(Some)
}

/// Asks for a profile's file and copies it into the app's folder. `None` if the user cancels.
#[command]
pub(crate) async fn import_profile(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<OpenedProfile>> {
    let chosen = ask(&handle, DialogKind::ImportProfile, "").await;
    let Some(path) = chosen else { return Ok(None) };
    let entry = app.library.import(&path)?;
    app.trust.forget(&entry.id)?;
    files::opened(&app, entry).map(Some)
}

/// Asks for a file and writes the profile to it. Returns the path, `None` if the user cancels.
#[command]
pub(crate) async fn export_profile(
    handle: AppHandle,
    profile: Profile,
) -> CommandResult<Option<String>> {
    let chosen = ask(&handle, DialogKind::ExportProfile, &files::file_name(&profile)).await;
    let Some(path) = chosen else { return Ok(None) };
    store::save(&path, &profile)?;
    Ok(Some(path.display().to_string()))
}

/// The drafts of the last run.
#[command]
pub(crate) async fn restore_drafts(app: State<'_, App>) -> CommandResult<Vec<RestoredDraft>> {
    Ok(files::restored_drafts(&app))
}

/// Replaces the stored drafts.
#[command]
pub(crate) async fn keep_drafts(app: State<'_, App>, drafts: Vec<DraftDto>) -> CommandResult<()> {
    let store = app.drafts.clone();
    Ok(spawn_blocking(move || store.keep(drafts)).await??)
}
