//! Pins and notes on rows, stored beside the transcript.
//!
//! `NAME.wlt.notes.json` is `{"wirelark_notes": 1, "transcript": ID, "rows": {"12": {"pinned":
//! true, "note": "…"}}}`. The transcript itself is never changed, and unknown fields are preserved.
//! Notes belong to a transcript's id: for a new transcript of the same name, old notes are not
//! shown, and are set aside when new ones are saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::file::bounded_read::{self, NamedFileError};
use crate::file::{NewFile, atomic_save, open_files};
use crate::packet::json::count_values;

use super::Reader;
use super::segment_files::beside;

/// Format version that this program writes.
const VERSION: u64 = 1;
/// Maximum size of a note in bytes.
pub const NOTE_BYTES: usize = 64 * 1024;
/// Maximum size of a notes file in bytes.
const MAX_FILE_BYTES: u64 = 64 << 20;
/// Maximum rows with a pin or a note: all are in memory while the transcript is viewed.
pub(super) const MAX_ROWS: usize = 100_000;
/// Maximum JSON values of a notes file: twice what the rows need, to leave room for newer versions.
const MAX_VALUES: usize = 8 * MAX_ROWS;

/// Errors of reading and writing a notes file, which stays unchanged.
#[derive(Debug, thiserror::Error, strum::IntoStaticStr)]
#[non_exhaustive]
#[strum(serialize_all = "snake_case", prefix = "notes_")]
pub enum NotesError {
    /// Not JSON, or of an unexpected shape.
    #[error("{}: line {line}, column {column}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// The parser's error message.
        what: String,
    },
    /// Written by a newer version of the program.
    #[error("{}: notes of version {version}; this program reads version {VERSION}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it names.
        version: u64,
    },
    /// The file cannot be read.
    #[error("cannot read {}: {message}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error message.
        message: String,
    },
    /// The file cannot be written, for example in a read-only folder.
    #[error("cannot write {}: {message}; copy the transcript to a folder of yours to annotate it", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's error message.
        message: String,
    },
    /// A note exceeds [`NOTE_BYTES`].
    #[error("a note of {size} bytes is too long: {NOTE_BYTES} at most")]
    TooLong {
        /// Its size in bytes.
        size: usize,
    },
}

impl NotesError {
    /// Stable code of this error.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

/// Pin and note of one row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RowNote {
    /// Whether the row is pinned.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Text of the note; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields unknown to this version.
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl RowNote {
    fn is_empty(&self) -> bool {
        !self.pinned && self.note.is_empty() && self.extra.is_empty()
    }
}

/// The notes of one transcript.
#[derive(Debug, Clone)]
pub struct Notes {
    path: PathBuf,
    id: String,
    rows: BTreeMap<u32, RowNote>,
    extra: Map<String, Value>,
    /// The existing file belongs to another transcript.
    set_aside: bool,
    /// Access permissions of the file: those of the transcript.
    new: NewFile,
}

#[derive(Serialize, Deserialize)]
struct NotesFile {
    wirelark_notes: u64,
    #[serde(default)]
    transcript: String,
    #[serde(default)]
    rows: BTreeMap<u32, RowNote>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
struct NotesVersion {
    wirelark_notes: u64,
}

/// Path of a transcript's notes: `.notes.json` added to the name.
pub fn notes_path(transcript: &Path) -> PathBuf {
    beside(transcript, ".notes.json")
}

impl Notes {
    /// Reads a transcript's notes; empty if there is no file.
    pub fn load(reader: &Reader) -> Result<Notes, NotesError> {
        let path = notes_path(reader.path());
        let id = format!("{:016x}", reader.id());
        let empty = |set_aside| Notes {
            path: path.clone(),
            id: id.clone(),
            rows: BTreeMap::new(),
            extra: Map::new(),
            set_aside,
            new: NewFile::like(reader.path()),
        };
        let failed = |error: std::io::Error| NotesError::Read {
            path: path.clone(),
            message: error.to_string(),
        };
        let damaged =
            |line, column, what| NotesError::Damaged { path: path.clone(), line, column, what };
        let bytes = match bounded_read::read_within(&path, MAX_FILE_BYTES) {
            Ok(bytes) => bytes,
            Err(NamedFileError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(empty(false));
            }
            Err(NamedFileError::Io(error)) => return Err(failed(error)),
            Err(other) => return Err(damaged(1, 1, other.to_string())),
        };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let json =
            |error: serde_json::Error| damaged(error.line(), error.column(), error.to_string());
        if count_values(bytes) > MAX_VALUES {
            return Err(damaged(1, 1, format!("it has more than {MAX_VALUES} values")));
        }
        // Check the version first: a newer file may have any shape.
        let version = serde_json::from_slice::<NotesVersion>(bytes).map_err(json)?.wirelark_notes;
        if version > VERSION {
            return Err(NotesError::Newer { path, version });
        }
        let file: NotesFile = serde_json::from_slice(bytes).map_err(json)?;
        if !file.transcript.is_empty() && file.transcript != id {
            return Ok(empty(true));
        }
        let too_long = file.rows.iter().find(|(_, note)| note.note.len() > NOTE_BYTES);
        if let Some((row, _)) = too_long {
            return Err(damaged(
                1,
                1,
                format!("the note of row {row} is longer than {NOTE_BYTES} bytes"),
            ));
        }
        if file.rows.len() > MAX_ROWS {
            return Err(damaged(1, 1, format!("it has more than {MAX_ROWS} rows")));
        }
        Ok(Notes { rows: file.rows, extra: file.extra, ..empty(false) })
    }

    /// Writes the notes atomically. Creates no file if there is nothing to store.
    pub fn save(&mut self) -> Result<(), NotesError> {
        let failed = |path: &Path, error: std::io::Error| NotesError::Write {
            path: path.to_owned(),
            message: error.to_string(),
        };
        if self.rows.is_empty() && self.extra.is_empty() && (self.set_aside || !self.path.exists())
        {
            return Ok(());
        }
        if self.rows.len() > MAX_ROWS {
            let message = format!("more than {MAX_ROWS} rows would have a pin or a note");
            return Err(NotesError::Write { path: self.path.clone(), message });
        }
        let file = NotesFile {
            wirelark_notes: VERSION,
            transcript: self.id.clone(),
            rows: self.rows.clone(),
            extra: self.extra.clone(),
        };
        let mut json =
            serde_json::to_vec_pretty(&file).map_err(|error| failed(&self.path, error.into()))?;
        json.push(b'\n');
        if self.set_aside {
            let aside = beside(&self.path, ".old");
            open_files::replace(&self.path, &aside).map_err(|error| failed(&aside, error))?;
            self.set_aside = false;
        }
        atomic_save::write(&self.path, self.new, &json).map_err(|error| failed(&self.path, error))
    }

    /// Path of the notes file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the existing file belongs to an older transcript of the same name, and was not read.
    pub fn is_of_another(&self) -> bool {
        self.set_aside
    }

    /// Pin and note of a row.
    pub fn get(&self, row: u32) -> Option<&RowNote> {
        self.rows.get(&row)
    }

    /// Every row that is pinned or has a note, in order.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &RowNote)> {
        self.rows.iter().map(|(row, note)| (*row, note))
    }

    /// Pins or unpins a row.
    pub fn pin(&mut self, row: u32, pinned: bool) {
        self.change(row, |note| note.pinned = pinned);
    }

    /// Sets a row's note; an empty text removes it.
    pub fn annotate(&mut self, row: u32, text: &str) -> Result<(), NotesError> {
        if text.len() > NOTE_BYTES {
            return Err(NotesError::TooLong { size: text.len() });
        }
        self.change(row, |note| text.clone_into(&mut note.note));
        Ok(())
    }

    /// The pinned rows, in order; the filter `pinned` matches these.
    pub fn pinned(&self) -> Vec<u32> {
        self.rows().filter(|(_, note)| note.pinned).map(|(row, _)| row).collect()
    }

    /// The rows whose note contains `text`, ignoring case, in order; all rows with a note if `text`
    /// is empty.
    pub fn with_note(&self, text: &str) -> Vec<u32> {
        let text = text.to_lowercase();
        let matches =
            |note: &RowNote| !note.note.is_empty() && note.note.to_lowercase().contains(&text);
        self.rows().filter(|(_, note)| matches(note)).map(|(row, _)| row).collect()
    }

    fn change(&mut self, row: u32, change: impl FnOnce(&mut RowNote)) {
        let note = self.rows.entry(row).or_default();
        change(note);
        if note.is_empty() {
            self.rows.remove(&row);
        }
    }
}
