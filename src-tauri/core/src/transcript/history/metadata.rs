//! `NAME.wlt.about`: what a person says about a transcript, and what was counted once. JSON; it can be lost without
//! harm to any message.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::file::{NewFile, atomic_save, bounded_read};
use crate::transcript::{Error, Summary};

/// The most that is read; what the app writes is some kilobytes.
const MAX_BYTES: u64 = 1 << 20;

/// See the module's text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TranscriptMetadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    pub(super) pinned: bool,
    /// When it was deleted, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deleted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) counted: Option<CachedSummary>,
}

/// A summary, and whose it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CachedSummary {
    /// The transcript's id, as text because it has 64 bits.
    pub(super) id: String,
    pub(super) summary: Summary,
}

fn about_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".about");
    PathBuf::from(name)
}

impl TranscriptMetadata {
    /// What there is; one that does not read says nothing.
    pub(super) fn read(path: &Path) -> TranscriptMetadata {
        let bytes = bounded_read::read_within(&about_path(path), MAX_BYTES).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    pub(super) fn change(
        path: &Path,
        change: impl FnOnce(&mut TranscriptMetadata),
    ) -> Result<(), Error> {
        let mut about = TranscriptMetadata::read(path);
        let before = about.clone();
        change(&mut about);
        if about == before {
            return Ok(());
        }
        let file = about_path(path);
        let json = serde_json::to_vec(&about).map_err(|error| Error::write(&file, error.into()))?;
        // It could not be read again, and with it all that is there would be lost.
        if json.len() as u64 > MAX_BYTES {
            return Err(Error::write(&file, io::ErrorKind::FileTooLarge.into()));
        }
        let new = NewFile::like(path);
        atomic_save::write(&file, new, &json).map_err(|error| Error::write(&file, error))
    }
}
