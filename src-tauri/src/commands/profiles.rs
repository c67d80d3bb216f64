//! Profiles: the list, files, dialogs.

use tauri::{AppHandle, State};
use wirelark_core::profile::library::Entry;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::{original, store};

use crate::dialog::{Ask, ask};
use crate::dto::{OpenedProfile, ProfileSummary};
use crate::error::Answer;
use crate::state::App;

fn opened(entry: Entry) -> Answer<OpenedProfile> {
    Ok(OpenedProfile {
        id: entry.id,
        path: entry.path.display().to_string(),
        profile: entry.profile?,
    })
}

fn summary(entry: Entry) -> ProfileSummary {
    let (name, url, error) = match entry.profile {
        Ok(profile) => (profile.name, profile.connection.url, None),
        Err(error) => (entry.id.clone(), String::new(), Some(error.into())),
    };
    ProfileSummary { id: entry.id, name, url, path: entry.path.display().to_string(), error }
}

/// A file's name to offer for a profile.
fn file_name(profile: &Profile) -> String {
    let safe = |c: char| if c.is_alphanumeric() || c == ' ' || c == '-' { c } else { '-' };
    format!("{}{}", profile.name.chars().map(safe).collect::<String>().trim(), store::SUFFIX)
}

#[tauri::command]
pub(crate) async fn profiles(app: State<'_, App>) -> Answer<Vec<ProfileSummary>> {
    Ok(app.library.list().into_iter().map(summary).collect())
}

#[tauri::command]
pub(crate) async fn open_profile(app: State<'_, App>, id: String) -> Answer<OpenedProfile> {
    opened(app.library.load(&id)?)
}

#[tauri::command]
pub(crate) async fn example_profile(app: State<'_, App>) -> Answer<Profile> {
    match app.demo_status().await {
        Some(demo) => Ok(original::for_demo(&demo.url)?),
        None => Ok(original::profile()?),
    }
}

#[tauri::command]
pub(crate) async fn save_profile(
    app: State<'_, App>,
    id: Option<String>,
    profile: Profile,
) -> Answer<OpenedProfile> {
    let entry = app.library.save(id.as_deref(), &profile)?;
    if id.is_none() {
        app.unverified.adopt(&entry.id, &profile.connection.url)?;
    }
    opened(entry)
}

#[tauri::command]
pub(crate) async fn delete_profile(app: State<'_, App>, id: String) -> Answer<()> {
    app.unverified.forget(&id)?;
    Ok(app.library.delete(&id)?)
}

#[tauri::command]
pub(crate) async fn restore_profile(app: State<'_, App>, id: String) -> Answer<OpenedProfile> {
    opened(app.library.restore(&id)?)
}

#[tauri::command]
pub(crate) async fn open_profile_file(
    app: State<'_, App>,
    handle: AppHandle,
) -> Answer<Option<OpenedProfile>> {
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, Ask::OpenProfile, "").await else { return Ok(None) };
    opened(app.library.open_elsewhere(&path)?).map(Some)
}

#[tauri::command]
pub(crate) async fn save_profile_as(
    app: State<'_, App>,
    handle: AppHandle,
    profile: Profile,
) -> Answer<Option<OpenedProfile>> {
    let language = app.preferences().language;
    let chosen = ask(&handle, &language, Ask::SaveProfile, &file_name(&profile)).await;
    let Some(path) = chosen else { return Ok(None) };
    let entry = app.library.save_elsewhere(&path, &profile)?;
    app.unverified.adopt(&entry.id, &profile.connection.url)?;
    opened(entry).map(Some)
}

#[tauri::command]
pub(crate) async fn import_profile(
    app: State<'_, App>,
    handle: AppHandle,
) -> Answer<Option<OpenedProfile>> {
    let language = app.preferences().language;
    let Some(path) = ask(&handle, &language, Ask::ImportProfile, "").await else { return Ok(None) };
    let entry = app.library.import(&path)?;
    app.unverified.forget(&entry.id)?;
    opened(entry).map(Some)
}

#[tauri::command]
pub(crate) async fn export_profile(
    app: State<'_, App>,
    handle: AppHandle,
    profile: Profile,
) -> Answer<Option<String>> {
    let language = app.preferences().language;
    let chosen = ask(&handle, &language, Ask::ExportProfile, &file_name(&profile)).await;
    let Some(path) = chosen else { return Ok(None) };
    store::save(&path, &profile)?;
    Ok(Some(path.display().to_string()))
}
