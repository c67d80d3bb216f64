//! `NAME.wlt.about`: user metadata and the cached summary of a transcript, as JSON. Losing it loses
//! no message.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::file::{NewFile, atomic_save, bounded_read};
use crate::transcript::{Error, Summary};

/// Maximum size that is read; the app writes a few kilobytes.
const MAX_BYTES: u64 = 1 << 20;

/// Contents of the `.about` file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TranscriptMetadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub pinned: bool,
    /// Deletion time, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<CachedSummary>,
}

/// A summary and the transcript it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CachedSummary {
    /// The transcript's id, as text because it has 64 bits.
    pub id: String,
    pub summary: Summary,
}

fn metadata_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".about");
    PathBuf::from(name)
}

impl TranscriptMetadata {
    /// Reads the metadata; default values if the file is missing or invalid.
    pub(super) fn read(path: &Path) -> TranscriptMetadata {
        let bytes = bounded_read::read_within(&metadata_path(path), MAX_BYTES).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    pub(super) fn change(
        path: &Path,
        change: impl FnOnce(&mut TranscriptMetadata),
    ) -> Result<(), Error> {
        let mut metadata = TranscriptMetadata::read(path);
        let previous = metadata.clone();
        change(&mut metadata);
        if metadata == previous {
            return Ok(());
        }
        let file = metadata_path(path);
        let json =
            serde_json::to_vec(&metadata).map_err(|error| Error::write(&file, error.into()))?;
        // A file too large to be read again would lose all metadata.
        if json.len() as u64 > MAX_BYTES {
            return Err(Error::write(&file, io::ErrorKind::FileTooLarge.into()));
        }
        let new = NewFile::like(path);
        atomic_save::write(&file, new, &json).map_err(|error| Error::write(&file, error))
    }
}
