//! Drafts: edited profiles and unsent messages in one file, written as they change, so that they survive a crash.
//!
//! Drafts contain no credentials: login values, passwords, tokens and cookies are left out and restored from the profile's
//! file. `{{secret:NAME}}` and variables are kept, since they are only names.

mod secrets;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::{Value, json};
use wirelark_core::file::atomic_save::write_private;
use wirelark_core::file::{bounded_read, open_files};
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::store::MAX_PROFILE_FILE;

use crate::profiles::dto::DraftDto;
use crate::state::lock;

/// File name in the data folder.
const FILE: &str = "drafts.json";
/// Maximum size of the file in bytes; a single profile may be as long.
const MAX_FILE: u64 = MAX_PROFILE_FILE;
/// Maximum number of drafts; those of further tabs are not kept.
const MAX_DRAFTS: usize = 256;

/// The file of drafts.
pub(crate) struct Drafts {
    file: PathBuf,
    /// Locked while the file is written.
    writing: Mutex<()>,
}

impl Drafts {
    pub(crate) fn open(folder: &Path) -> Drafts {
        Drafts { file: folder.join(FILE), writing: Mutex::default() }
    }

    /// Replaces the stored drafts. Removes the file if there are none.
    pub(crate) fn keep(&self, drafts: Vec<DraftDto>) -> io::Result<()> {
        let _writing = lock(&self.writing);
        let mut drafts = drafts;
        drafts.truncate(MAX_DRAFTS);
        for draft in &mut drafts {
            draft.left_out = draft.profile.as_mut().map(secrets::take).unwrap_or_default();
        }
        self.write(&drafts)
    }

    /// Reduces the drafts of the page's profile `key`, just saved as `id`, to their unsent messages. Does not wait for the
    /// page to report its drafts, because the app may end before.
    pub(crate) fn profile_saved(&self, key: &str, id: &str) -> io::Result<()> {
        let _writing = lock(&self.writing);
        let mut drafts = self.load();
        let is_saved = |draft: &DraftDto| draft.key.as_deref() == Some(key);
        if !drafts.iter().any(is_saved) {
            return Ok(());
        }
        for draft in drafts.iter_mut().filter(|draft| is_saved(draft)) {
            let DraftDto { at, active, message, .. } = std::mem::take(draft);
            let id = Some(id.to_owned());
            *draft = DraftDto { at, active, key: id.clone(), id, message, ..DraftDto::default() };
        }
        drafts.retain(|draft| draft.profile.is_some() || draft.message.is_some());
        self.write(&drafts)
    }

    fn write(&self, drafts: &[DraftDto]) -> io::Result<()> {
        if drafts.is_empty() {
            return open_files::remove(&self.file);
        }
        let bytes = serde_json::to_vec(&json!({ "drafts": drafts }))?;
        match bytes.len() as u64 > MAX_FILE {
            true => Err(io::Error::other(format!("the drafts are longer than {MAX_FILE} bytes"))),
            false => write_private(&self.file, &bytes),
        }
    }

    /// The drafts of the last run; unreadable ones are skipped.
    pub(crate) fn load(&self) -> Vec<DraftDto> {
        let bytes = bounded_read::read_within(&self.file, MAX_FILE).unwrap_or_default();
        let mut json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let list = json.get_mut("drafts").map(Value::take);
        let Some(Value::Array(list)) = list else { return Vec::new() };
        // A draft of a newer version may be unreadable; the others are still loaded.
        let draft = |value| serde_json::from_value(value).ok();
        list.into_iter().filter_map(draft).take(MAX_DRAFTS).collect()
    }
}

/// Restores a draft's secret values from its saved profile. Returns whether none is missing.
pub(crate) fn complete(draft: &mut DraftDto, saved: Option<&Profile>) -> bool {
    let Some(profile) = &mut draft.profile else { return true };
    if let Some(saved) = saved {
        secrets::restore(profile, saved);
    }
    secrets::are_set(profile, &draft.left_out)
}
