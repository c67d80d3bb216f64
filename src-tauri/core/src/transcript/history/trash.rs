//! Delete, restore, remove for good. What is deleted lies in the folder `deleted` of the history for a while.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::metadata::TranscriptMetadata;
use super::{History, StoredTranscript, files, inside, list};
use crate::file::private_access::private_folder;
use crate::transcript::Error;
use crate::transcript::segment_files::claim;

/// How long a deleted transcript can be restored.
pub const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl History {
    fn trash(&self) -> PathBuf {
        self.folder.join("deleted")
    }

    /// Deletes a transcript; [`History::restore`] brings it back.
    pub fn delete(&self, id: &str, now: Timestamp) -> Result<(), Error> {
        let trash = self.trash();
        private_folder(&trash).map_err(|error| Error::create(&trash, error))?;
        let path = self.path(id)?;
        // Before anything says that it was deleted.
        let _claim = claim(&path)?;
        let to = trash.join(format!("{id}.wlt"));
        if to.exists() {
            return Err(Error::Exists { path: to });
        }
        TranscriptMetadata::change(&path, |about| about.deleted = Some(now.to_string()))?;
        move_all(&path, &trash)
    }

    /// Brings a deleted transcript back.
    pub fn restore(&self, id: &str) -> Result<(), Error> {
        let path = inside(&self.trash(), id)?;
        let to = self.folder.join(format!("{id}.wlt"));
        if to.exists() {
            return Err(Error::Exists { path: to });
        }
        move_all(&path, &self.folder)?;
        TranscriptMetadata::change(&to, |about| about.deleted = None)
    }

    /// What was deleted and can be restored, the last one first.
    pub fn deleted(&self) -> Vec<StoredTranscript> {
        let mut all = list(&self.trash());
        all.sort_by(|a, b| b.deleted.cmp(&a.deleted).then_with(|| b.id.cmp(&a.id)));
        all
    }

    /// Removes for good what was deleted more than [`KEPT_FOR`] ago, and answers how many bytes that frees. What cannot be
    /// removed keeps no other; the first such error is answered at the end.
    pub fn empty_trash(&self, now: Timestamp) -> Result<u64, Error> {
        let (mut freed, mut failed) = (0, None);
        for past in self.deleted() {
            // One that does not say when is as old as its file.
            let deleted = past.deleted.as_deref().and_then(|text| text.parse().ok());
            let deleted = deleted.or_else(|| Timestamp::try_from(past.modified?).ok());
            let since = deleted.map_or(Duration::MAX, |deleted: Timestamp| {
                now.duration_since(deleted).try_into().unwrap_or(Duration::ZERO)
            });
            if since >= KEPT_FOR {
                match remove_all(&past.path) {
                    Ok(()) => freed += past.bytes,
                    // An older build, or another program, has moved it here while it is written.
                    Err(Error::Writing { .. }) => {}
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
        failed.map_or(Ok(freed), Err)
    }

    /// Removes a deleted transcript for good.
    pub fn remove_deleted(&self, id: &str) -> Result<(), Error> {
        remove_all(&inside(&self.trash(), id)?)
    }
}

/// Its own file goes first: what is left behind by a crash in between is of no use to anybody, and no transcript.
fn move_all(path: &Path, folder: &Path) -> Result<(), Error> {
    let _claim = claim(path)?;
    for file in files(path).map_err(|error| Error::write(path, error))? {
        let Some(name) = file.file_name() else { continue };
        fs::rename(&file, folder.join(name)).map_err(|error| Error::write(&file, error))?;
    }
    Ok(())
}

/// Its own file goes first, for the same reason.
pub(super) fn remove_all(path: &Path) -> Result<(), Error> {
    let _claim = claim(path)?;
    for file in files(path).map_err(|error| Error::write(path, error))? {
        let removed =
            if file.is_dir() { fs::remove_dir_all(&file) } else { fs::remove_file(&file) };
        removed.map_err(|error| Error::write(&file, error))?;
    }
    Ok(())
}
