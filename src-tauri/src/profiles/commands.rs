//! Profiles: the list, files, dialogs.

use std::path::{Path, PathBuf};

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, State};
use wirelark_core::connection::preflight;
use wirelark_core::profile::library::ProfileEntry;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::{original_script, store, unknown_keys};
use wirelark_core::server::demo_profile;

use crate::app::commands::show_in_folder;
use crate::app::dialog::{DialogKind, ask};
use crate::details::row_comparison::cut;
use crate::error::CommandResult;
use crate::profiles::drafts;
use crate::profiles::dto::{DraftDto, OpenedProfile, ProfileSummary, RestoredDraft};
use crate::state::App;

/// What is risky in it and was not set in this app's window is asked about from now on.
fn opened(app: &App, entry: ProfileEntry) -> CommandResult<OpenedProfile> {
    let profile = entry.profile?;
    app.trust.answers.loaded(&entry.id, &profile);
    app.known_files.loaded(files(&profile, &entry.path));
    let unknown = unknown_keys::of_file(&entry.path);
    Ok(OpenedProfile { id: entry.id, path: entry.path.display().to_string(), profile, unknown })
}

/// Every file that the connection's settings name.
fn files(profile: &Profile, path: &Path) -> Vec<PathBuf> {
    preflight::named_files(&profile.connection, path.parent().unwrap_or(path))
}

fn summary(entry: ProfileEntry) -> ProfileSummary {
    let (name, url, error) = match entry.profile {
        Ok(profile) => (cut(profile.name), cut(profile.connection.url), None),
        Err(error) => (entry.id.clone(), String::new(), Some(error.into())),
    };
    ProfileSummary { id: entry.id, name, url, path: entry.path.display().to_string(), error }
}

/// As many characters of a profile's name are offered as a file's.
const MOST_NAME: usize = 60;

/// A file's name to offer for a profile.
fn file_name(profile: &Profile) -> String {
    let safe = |c: char| if c.is_alphanumeric() || c == ' ' || c == '-' { c } else { '-' };
    let name: String = profile.name.chars().take(MOST_NAME).map(safe).collect();
    format!("{}{}", name.trim(), store::SUFFIX)
}

#[tauri::command]
pub(crate) async fn profiles(app: State<'_, App>) -> CommandResult<Vec<ProfileSummary>> {
    Ok(app.library.list().into_iter().map(summary).collect())
}

#[tauri::command]
pub(crate) async fn open_profile(app: State<'_, App>, id: String) -> CommandResult<OpenedProfile> {
    opened(&app, app.library.load(&id)?)
}

#[tauri::command]
pub(crate) async fn example_profile(app: State<'_, App>, decoded: bool) -> CommandResult<Profile> {
    match app.demo_status().await {
        Some(demo) if decoded => Ok(demo_profile::decoded_demo(&demo.url)?),
        Some(demo) => Ok(demo_profile::for_demo(&demo.url)?),
        None => Ok(original_script::profile()?),
    }
}

#[tauri::command]
pub(crate) async fn save_profile(
    app: State<'_, App>,
    id: Option<String>,
    profile: Profile,
    draft: Option<String>,
) -> CommandResult<OpenedProfile> {
    let entry = app.library.save(id.as_deref(), &profile)?;
    draft_saved(&app, draft.as_deref(), &entry.id);
    app.trust.answers.saved(&entry.id, id.as_deref(), &profile)?;
    app.known_files.saved(files(&profile, &entry.path))?;
    opened(&app, entry)
}

/// The profile is saved, whether or not its draft can be taken back.
fn draft_saved(app: &App, draft: Option<&str>, id: &str) {
    if let Some(Err(error)) = draft.map(|key| app.drafts.profile_saved(key, id)) {
        tracing::warn!(%error, "the draft of a saved profile cannot be removed");
    }
}

/// Answers the number by which [`restore_profile`] brings it back, in this run.
#[tauri::command]
pub(crate) async fn delete_profile(app: State<'_, App>, id: String) -> CommandResult<u32> {
    let taken = app.trust.forget(&id)?;
    match app.library.delete(&id) {
        Ok(deleted) => Ok(app.trust.was_deleted(deleted, taken)),
        Err(error) => {
            app.trust.answers.give_back(&id, taken)?;
            Err(error.into())
        }
    }
}

#[tauri::command]
pub(crate) async fn restore_profile(
    app: State<'_, App>,
    deleted: u32,
) -> CommandResult<OpenedProfile> {
    let number = deleted;
    let (deleted, taken) = app.trust.take_deleted(number)?;
    match app.library.restore(&deleted) {
        Ok(entry) => {
            // Without them it is only asked again.
            if let Err(error) = app.trust.answers.give_back(&entry.id, taken) {
                tracing::warn!(%error, "answers of a restored profile cannot be written");
            }
            opened(&app, entry)
        }
        Err(error) => {
            // It can be tried again.
            app.trust.put_deleted(number, deleted, taken);
            Err(error.into())
        }
    }
}

/// The profile's file, selected in the file manager.
#[tauri::command]
pub(crate) async fn show_profile_in_folder(
    app: State<'_, App>,
    handle: AppHandle,
    id: String,
) -> CommandResult<()> {
    show_in_folder(&handle, &app.library.path(&id)?)
}

#[tauri::command]
pub(crate) async fn open_profile_file(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<OpenedProfile>> {
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, DialogKind::OpenProfile, "").await else {
        return Ok(None);
    };
    open_elsewhere(&app, &path).map(Some)
}

/// Opens a file where it lies.
pub(crate) fn open_elsewhere(app: &App, path: &Path) -> CommandResult<OpenedProfile> {
    opened(app, app.library.open_elsewhere(path)?)
}

#[tauri::command]
pub(crate) async fn save_profile_as(
    app: State<'_, App>,
    handle: AppHandle,
    profile: Profile,
    draft: String,
) -> CommandResult<Option<OpenedProfile>> {
    let language = app.preferences().language;
    let chosen = ask(&handle, &language, DialogKind::SaveProfile, &file_name(&profile)).await;
    let Some(path) = chosen else { return Ok(None) };
    let entry = app.library.save_elsewhere(&path, &profile)?;
    draft_saved(&app, Some(&draft), &entry.id);
    app.trust.answers.saved(&entry.id, None, &profile)?;
    app.known_files.saved(files(&profile, &entry.path))?;
    opened(&app, entry).map(Some)
}

#[tauri::command]
pub(crate) async fn import_profile(
    app: State<'_, App>,
    handle: AppHandle,
) -> CommandResult<Option<OpenedProfile>> {
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, DialogKind::ImportProfile, "").await else {
        return Ok(None);
    };
    let entry = app.library.import(&path)?;
    app.trust.forget(&entry.id)?;
    opened(&app, entry).map(Some)
}

#[tauri::command]
pub(crate) async fn export_profile(
    app: State<'_, App>,
    handle: AppHandle,
    profile: Profile,
) -> CommandResult<Option<String>> {
    let language = app.preferences().language;
    let chosen = ask(&handle, &language, DialogKind::ExportProfile, &file_name(&profile)).await;
    let Some(path) = chosen else { return Ok(None) };
    store::save(&path, &profile)?;
    Ok(Some(path.display().to_string()))
}

/// The drafts of the last run. Of a profile whose file is gone there is nothing but the draft. Risky settings that no file
/// of this app has are asked about again.
#[tauri::command]
pub(crate) async fn restore_drafts(app: State<'_, App>) -> CommandResult<Vec<RestoredDraft>> {
    let mut restored = Vec::new();
    for (n, mut draft) in app.drafts.load().into_iter().enumerate() {
        let entry = draft.id.take().and_then(|id| app.library.load(&id).ok());
        let opened = entry.and_then(|entry| opened(&app, entry).ok());
        let complete = drafts::complete(&mut draft, opened.as_ref().map(|one| &one.profile));
        if let Some(profile) = &draft.profile {
            // No profile has an id with a colon.
            let id = opened.as_ref().map_or_else(|| format!("draft:{n}"), |one| one.id.clone());
            app.trust.answers.loaded(&id, profile);
            let path = opened.as_ref().map_or("", |one| &one.path);
            app.known_files.loaded(files(profile, Path::new(path)));
        }
        restored.push(RestoredDraft { draft, opened, complete });
    }
    Ok(restored)
}

/// From now on these are the drafts.
#[tauri::command]
pub(crate) async fn keep_drafts(app: State<'_, App>, drafts: Vec<DraftDto>) -> CommandResult<()> {
    let kept = app.drafts.clone();
    Ok(spawn_blocking(move || kept.keep(drafts)).await??)
}
