//! Deletes, restores and purges transcripts. Deleted ones lie in the subfolder `deleted` for a
//! while.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::metadata::TranscriptMetadata;
use super::{History, StoredTranscript, files, list, transcript_path};
use crate::file::open_files;
use crate::file::private_access::private_folder;
use crate::transcript::Error;
use crate::transcript::segment_files::claim;

/// How long a deleted transcript can be restored.
pub const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl History {
    fn trash(&self) -> PathBuf {
        self.folder.join("deleted")
    }

    /// Moves a transcript to the trash; [`History::restore`] undoes it.
    pub fn delete(&self, id: &str, now: Timestamp) -> Result<(), Error> {
        let trash = self.trash();
        private_folder(&trash).map_err(|error| Error::create(&trash, error))?;
        let path = self.path(id)?;
        // Claim it before the metadata records the deletion.
        let _claim = claim(&path)?;
        let target = trash.join(format!("{id}.wlt"));
        if target.exists() {
            return Err(Error::Exists { path: target });
        }
        TranscriptMetadata::change(&path, |metadata| metadata.deleted = Some(now.to_string()))?;
        move_all(&path, &trash)
    }

    /// Restores a deleted transcript.
    pub fn restore(&self, id: &str) -> Result<(), Error> {
        let path = transcript_path(&self.trash(), id)?;
        let target = self.folder.join(format!("{id}.wlt"));
        if target.exists() {
            return Err(Error::Exists { path: target });
        }
        move_all(&path, &self.folder)?;
        TranscriptMetadata::change(&target, |metadata| metadata.deleted = None)
    }

    /// Deleted transcripts that can be restored, most recent first.
    pub fn deleted(&self) -> Vec<StoredTranscript> {
        let mut all = list(&self.trash());
        all.sort_by(|a, b| b.deleted.cmp(&a.deleted).then_with(|| b.id.cmp(&a.id)));
        all
    }

    /// Permanently removes transcripts deleted more than [`KEPT_FOR`] ago, and returns the bytes
    /// freed. An error does not stop the others from being removed; the first one is returned at
    /// the end.
    pub fn empty_trash(&self, now: Timestamp) -> Result<u64, Error> {
        let (mut freed, mut failed) = (0, None);
        for transcript in self.deleted() {
            // Without a recorded time, the file's modification time counts.
            let deleted = transcript.deleted.as_deref().and_then(|text| text.parse().ok());
            let deleted = deleted.or_else(|| Timestamp::try_from(transcript.modified?).ok());
            let since = deleted.map_or(Duration::MAX, |deleted: Timestamp| {
                now.duration_since(deleted).try_into().unwrap_or(Duration::ZERO)
            });
            if since >= KEPT_FOR {
                match remove_all(&transcript.path) {
                    Ok(()) => freed += transcript.bytes,
                    // An older build or another program moved it here while it was being written.
                    Err(Error::Writing { .. }) => {}
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
        failed.map_or(Ok(freed), Err)
    }

    /// Permanently removes a deleted transcript.
    pub fn remove_deleted(&self, id: &str) -> Result<(), Error> {
        remove_all(&transcript_path(&self.trash(), id)?)
    }
}

/// Moves the data file first: if a crash interrupts this, the remaining files are not a transcript.
fn move_all(path: &Path, folder: &Path) -> Result<(), Error> {
    let _claim = claim(path)?;
    for file in files(path).map_err(|error| Error::write(path, error))? {
        let Some(name) = file.file_name() else { continue };
        open_files::move_to(&file, &folder.join(name))
            .map_err(|error| Error::write(&file, error))?;
    }
    Ok(())
}

/// Removes the data file first, as in `move_all`.
pub(super) fn remove_all(path: &Path) -> Result<(), Error> {
    let _claim = claim(path)?;
    for file in files(path).map_err(|error| Error::write(path, error))? {
        let remove = if file.is_dir() { open_files::remove_folder } else { open_files::remove };
        remove(&file).map_err(|error| Error::write(&file, error))?;
    }
    Ok(())
}
