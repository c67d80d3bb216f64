//! Unsaved work that outlives a crash: edited profiles and half-written messages, in one file that is written as they
//! change.
//!
//! It holds no credentials: no login values, passwords, tokens or cookies. `{{secret:NAME}}` and variables stay, as
//! they hold no value. What was left out comes back from the profile's file, where that has it.

mod secrets;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::{Value, json};
use wirelark_core::file::atomic_save::write_private;
use wirelark_core::file::bounded_read;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::store::MAX_PROFILE_FILE;

use crate::profiles::dto::DraftDto;
use crate::state::lock;

/// In the data folder.
const FILE: &str = "drafts.json";
/// The most bytes of the file: a single profile may be as long.
const MAX_FILE: u64 = MAX_PROFILE_FILE;
/// The most drafts; the tabs behind these are not kept.
const MAX_DRAFTS: usize = 256;

/// See the module's text.
pub(crate) struct Drafts {
    file: PathBuf,
    /// Held while the file is written.
    writing: Mutex<()>,
}

impl Drafts {
    pub(crate) fn open(folder: &Path) -> Drafts {
        Drafts { file: folder.join(FILE), writing: Mutex::default() }
    }

    /// From now on these are the drafts; without any there is no file.
    pub(crate) fn keep(&self, drafts: Vec<DraftDto>) -> io::Result<()> {
        let _writing = lock(&self.writing);
        let mut drafts = drafts;
        drafts.truncate(MAX_DRAFTS);
        for draft in &mut drafts {
            draft.left_out = draft.profile.as_mut().map(secrets::take).unwrap_or_default();
        }
        self.write(&drafts)
    }

    /// The profile that the page calls `key` was saved as `id`: of its drafts only unsent messages stay. The page reports its
    /// drafts a moment later, and may have ended by then.
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
            return match std::fs::remove_file(&self.file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        let bytes = serde_json::to_vec(&json!({ "drafts": drafts }))?;
        match bytes.len() as u64 > MAX_FILE {
            true => Err(io::Error::other(format!("the drafts are longer than {MAX_FILE} bytes"))),
            false => write_private(&self.file, &bytes),
        }
    }

    /// Those of the last run. What cannot be read is left out without a word: it was never saved.
    pub(crate) fn load(&self) -> Vec<DraftDto> {
        let bytes = bounded_read::read_within(&self.file, MAX_FILE).unwrap_or_default();
        let mut read: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let list = read.get_mut("drafts").map(Value::take);
        let Some(Value::Array(list)) = list else { return Vec::new() };
        // One that a newer version wrote does not cost the others.
        let one = |value| serde_json::from_value(value).ok();
        list.into_iter().filter_map(one).take(MAX_DRAFTS).collect()
    }
}

/// Gives a draft's profile back what was left out, as far as the profile's file has it. Answers whether all is there.
pub(crate) fn complete(draft: &mut DraftDto, saved: Option<&Profile>) -> bool {
    let Some(profile) = &mut draft.profile else { return true };
    if let Some(saved) = saved {
        secrets::give_back(profile, saved);
    }
    secrets::are_there(profile, &draft.left_out)
}
