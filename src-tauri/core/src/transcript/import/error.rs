//! Import errors.

use std::path::{Path, PathBuf};

use super::super::Error;

/// Why a file was not imported. No transcript was created.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file cannot be read.
    #[error("cannot read {}: {message}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error message.
        message: String,
    },
    /// The file is in neither format.
    #[error("{} is neither a HAR nor Wirelark's JSON Lines", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// The file violates its format.
    #[error("{}: line {line}, column {column}{at}: {what}", path.display(), at = if json_path.is_empty() { String::new() } else { format!(", at {json_path}") })]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1; 0 for the line as a whole.
        column: usize,
        /// Position in the JSON, such as `log.entries[3]._webSocketMessages[17]`; empty for JSON
        /// Lines.
        json_path: String,
        /// What is wrong.
        what: String,
    },
    /// A line, a string or a number exceeds the memory limit.
    #[error("{}: {what}", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// What is too long, and the limit.
        what: String,
    },
    /// The HAR has no WebSocket messages.
    #[error("{}: {what}", path.display())]
    NoMessages {
        /// The file.
        path: PathBuf,
        /// What the file contains, and what to do.
        what: String,
    },
    /// The HAR has several connections with messages, and none was chosen.
    #[error("{} has {count} WebSocket connections: choose one", path.display())]
    Several {
        /// The file.
        path: PathBuf,
        /// Number of connections with messages.
        count: usize,
    },
    /// No connection has this number.
    #[error("{} has no WebSocket connection {number}: it has {count}", path.display())]
    NoSuchConnection {
        /// The file.
        path: PathBuf,
        /// The requested number.
        number: usize,
        /// Number of connections.
        count: usize,
    },
    /// The transcript could not be written.
    #[error(transparent)]
    Transcript(#[from] Error),
}

/// Maximum characters of the file's content that an error shows.
const MAX_SHOWN: usize = 256;

/// Shortens a text, which may be as long as the file's longest string.
pub(super) fn brief(text: &str) -> String {
    let mut chars = text.chars();
    let mut shown: String = chars.by_ref().take(MAX_SHOWN).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

impl ImportError {
    /// Stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::Read { .. } => "import_read",
            ImportError::UnknownFormat { .. } => "import_unknown_format",
            ImportError::Damaged { .. } => "import_damaged",
            ImportError::TooLong { .. } => "import_too_long",
            ImportError::NoMessages { .. } => "import_no_messages",
            ImportError::Several { .. } => "import_several",
            ImportError::NoSuchConnection { .. } => "import_no_such_connection",
            ImportError::Transcript(error) => error.code(),
        }
    }

    pub(super) fn read(path: &Path, error: &std::io::Error) -> ImportError {
        ImportError::Read { path: path.to_owned(), message: error.to_string() }
    }

    pub(super) fn damaged(path: &Path, error: &serde_json::Error, json_path: &str) -> ImportError {
        if error.io_error_kind() == Some(std::io::ErrorKind::FileTooLarge) {
            let what = match json_path {
                "" => error.to_string(),
                at => format!("{error}, at {at}"),
            };
            return ImportError::TooLong { path: path.to_owned(), what };
        }
        if error.is_io() {
            return ImportError::Read { path: path.to_owned(), message: error.to_string() };
        }
        let text = error.to_string();
        // serde_json appends the position, which is reported separately.
        let what = brief(text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]));
        let (line, column) = (error.line(), error.column());
        ImportError::Damaged {
            path: path.to_owned(),
            line,
            column,
            json_path: json_path.to_owned(),
            what,
        }
    }
}
