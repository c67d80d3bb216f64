//! Profile files: opening, saving, deleting and restoring them, and restoring drafts.
//!
//! Opening a profile registers its risky settings, which are confirmed before it connects, and the files that it names.

use std::path::{Path, PathBuf};

use wirelark_core::connection::preflight;
use wirelark_core::profile::library::ProfileEntry;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::{store, unknown_keys};

use crate::error::CommandResult;
use crate::list_text::list_text;
use crate::profiles::drafts;
use crate::profiles::dto::{DraftDto, OpenedProfile, ProfileSummary, RestoredDraft};
use crate::state::App;

/// Characters of a profile's name in a proposed file name.
const MAX_NAME: usize = 60;

/// Converts an entry of the profile list.
pub(crate) fn summary(entry: ProfileEntry) -> ProfileSummary {
    let (name, url, error) = match entry.profile {
        Ok(profile) => (list_text(profile.name), list_text(profile.connection.url), None),
        Err(error) => (entry.id.clone(), String::new(), Some(error.into())),
    };
    ProfileSummary { id: entry.id, name, url, path: entry.path.display().to_string(), error }
}

/// A file name to propose for a profile.
pub(crate) fn file_name(profile: &Profile) -> String {
    let safe = |c: char| if c.is_alphanumeric() || c == ' ' || c == '-' { c } else { '-' };
    let name: String = profile.name.chars().take(MAX_NAME).map(safe).collect();
    format!("{}{}", name.trim(), store::SUFFIX)
}

/// Registers a loaded profile and converts it for the page. Its risky settings must be confirmed, unless they were set
/// in this app.
pub(crate) fn opened(app: &App, entry: ProfileEntry) -> CommandResult<OpenedProfile> {
    let profile = entry.profile?;
    app.trust.answers.loaded(&entry.id, &profile);
    app.known_files.loaded(named_files(&profile, &entry.path));
    let unknown = unknown_keys::of_file(&entry.path);
    Ok(OpenedProfile { id: entry.id, path: entry.path.display().to_string(), profile, unknown })
}

/// Opens a file outside the app's folder, which stays where it is.
pub(crate) fn open_elsewhere(app: &App, path: &Path) -> CommandResult<OpenedProfile> {
    opened(app, app.library.open_elsewhere(path)?)
}

/// Registers a profile that was just saved: its draft is obsolete and its settings are trusted. `previous` is the id it
/// had before, if any.
pub(crate) fn saved(
    app: &App,
    entry: ProfileEntry,
    previous: Option<&str>,
    profile: &Profile,
    draft: Option<&str>,
) -> CommandResult<OpenedProfile> {
    // A failure does not undo the save.
    if let Some(Err(error)) = draft.map(|key| app.drafts.profile_saved(key, &entry.id)) {
        tracing::warn!(%error, "the draft of a saved profile cannot be removed");
    }
    app.trust.answers.saved(&entry.id, previous, profile)?;
    app.known_files.saved(named_files(profile, &entry.path))?;
    opened(app, entry)
}

/// Deletes a profile and returns the number by which [`restore`] brings it back.
pub(crate) fn delete(app: &App, id: &str) -> CommandResult<u32> {
    let answers = app.trust.forget(id)?;
    match app.library.delete(id) {
        Ok(deleted) => Ok(app.trust.add_deleted(deleted, answers)),
        Err(error) => {
            app.trust.answers.give_back(id, answers)?;
            Err(error.into())
        }
    }
}

/// Restores a profile deleted since the app started, with its trust answers. After a failure it can be tried again.
pub(crate) fn restore(app: &App, number: u32) -> CommandResult<OpenedProfile> {
    let (deleted, answers) = app.trust.take_deleted(number)?;
    match app.library.restore(&deleted) {
        Ok(entry) => {
            // Without its answers the profile is only asked about again.
            if let Err(error) = app.trust.answers.give_back(&entry.id, answers) {
                tracing::warn!(%error, "answers of a restored profile cannot be written");
            }
            opened(app, entry)
        }
        Err(error) => {
            app.trust.put_deleted(number, deleted, answers);
            Err(error.into())
        }
    }
}

/// The drafts of the last run, each with its profile's file if that still exists.
pub(crate) fn restored_drafts(app: &App) -> Vec<RestoredDraft> {
    let drafts = app.drafts.load().into_iter().enumerate();
    drafts.map(|(number, draft)| restored_draft(app, number, draft)).collect()
}

/// Completes a draft from its profile's file. Risky settings that no file of this app has must be confirmed again.
fn restored_draft(app: &App, number: usize, mut draft: DraftDto) -> RestoredDraft {
    let entry = draft.id.take().and_then(|id| app.library.load(&id).ok());
    let opened = entry.and_then(|entry| opened(app, entry).ok());
    let complete = drafts::complete(&mut draft, opened.as_ref().map(|file| &file.profile));
    if let Some(profile) = &draft.profile {
        // Unique: profile ids contain no colon.
        let id = opened.as_ref().map_or_else(|| format!("draft:{number}"), |file| file.id.clone());
        app.trust.answers.loaded(&id, profile);
        let path = opened.as_ref().map_or("", |file| &file.path);
        app.known_files.loaded(named_files(profile, Path::new(path)));
    }
    RestoredDraft { draft, opened, complete }
}

/// All files that the profile's connection settings and messages name.
fn named_files(profile: &Profile, path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(path);
    let mut files = preflight::named_files(&profile.connection, folder);
    let payloads = profile.messages.iter().filter(|message| !message.path.is_empty());
    files.extend(payloads.map(|message| folder.join(&message.path)));
    files
}
