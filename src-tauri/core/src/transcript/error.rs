//! Errors of reading, writing and filtering transcripts.

use std::io;
use std::path::{Path, PathBuf};

pub use filter::{Expected, FilterError};

mod filter;

/// A transcript failure. Cloneable, because a writer's failure is reported to every caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[non_exhaustive]
#[strum(serialize_all = "snake_case", prefix = "transcript_")]
pub enum Error {
    /// The file exists, and replacing it was not requested.
    #[error("{} exists already", path.display())]
    Exists {
        /// The existing file.
        path: PathBuf,
    },
    /// Another process, or another connection of this one, is writing it.
    #[error("{} is being written: it can be removed or replaced when that is over", path.display())]
    Writing {
        /// The transcript.
        path: PathBuf,
    },
    /// The header, including the rules that decode its messages, exceeds the size limit.
    #[error("{}: the header has {bytes} bytes, and {limit} is the limit: the profile's layouts and Protobuf files are too long", path.display())]
    HeaderTooLong {
        /// The transcript.
        path: PathBuf,
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A file could not be created.
    #[error("cannot create {}: {message}", path.display())]
    Create {
        /// The file.
        path: PathBuf,
        /// The system's error message.
        message: String,
    },
    /// A file could not be opened.
    #[error("cannot open {}: {message}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// The system's error message.
        message: String,
    },
    /// Opening was cancelled.
    #[error("opening {} was cancelled", path.display())]
    Cancelled {
        /// The file.
        path: PathBuf,
    },
    /// A read failed.
    #[error("cannot read {} at byte {offset}: {message}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Where the read began.
        offset: u64,
        /// The system's error message.
        message: String,
    },
    /// A write failed for a reason other than a full disk.
    #[error("cannot write {}: {message}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's error message.
        message: String,
    },
    /// The disk was still full when the writer closed: the last rows are not in the file.
    #[error("{} is not complete: the disk is full and {unwritten} messages are not in it", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// Number of messages that were pushed and not stored.
        unwritten: u64,
    },
    /// Row numbers are 32 bits, which limits a transcript to about four billion rows.
    #[error("{} has as many messages as a transcript can have", path.display())]
    TooManyRows {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a transcript.
    #[error("{} is not a transcript: {reason}", path.display())]
    #[strum(serialize = "format")]
    NotATranscript {
        /// The file.
        path: PathBuf,
        /// What is wrong with the file's header.
        reason: String,
    },
    /// A record is invalid.
    #[error("{} is damaged at byte {offset}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// Where the damaged record begins.
        offset: u64,
    },
    /// No row has this number.
    #[error("there is no row {row}: the transcript has {rows}")]
    NoSuchRow {
        /// The requested row.
        row: u32,
        /// The last row of the transcript.
        rows: u32,
    },
    /// A retention limit has removed the row.
    #[error("row {row} was removed: the limit keeps rows from {first} on")]
    #[strum(serialize = "row_removed")]
    Removed {
        /// The requested row.
        row: u32,
        /// The first row that is kept.
        first: u32,
    },
    /// A filter expression is invalid.
    #[error("the filter cannot be used: {0}")]
    Filter(#[from] FilterError),
    /// The destination of an export could not be written.
    #[error("cannot write the export: {message}")]
    Export {
        /// The system's error message.
        message: String,
    },
    /// The history holds no transcript of this name.
    #[error("there is no transcript named {id}")]
    #[strum(serialize = "missing")]
    NoSuchTranscript {
        /// The requested name.
        id: String,
    },
    /// The writer thread could not be started, or panicked.
    #[error("the writer of {} stopped: {message}", path.display())]
    Thread {
        /// The file it was writing.
        path: PathBuf,
        /// Cause of the failure.
        message: String,
    },
}

impl Error {
    /// Stable code of this error, by which user interfaces translate it.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Filter(error) => error.code(),
            other => other.into(),
        }
    }

    pub(super) fn create(path: &Path, error: io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists { path: path.into() },
            io::ErrorKind::ResourceBusy => Error::Writing { path: path.into() },
            _ => Error::Create { path: path.into(), message: error.to_string() },
        }
    }

    pub(super) fn write(path: &Path, error: io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::ResourceBusy => Error::Writing { path: path.into() },
            _ => Error::Write { path: path.into(), message: error.to_string() },
        }
    }

    pub(super) fn open(path: &Path, error: io::Error) -> Error {
        Error::Open { path: path.into(), message: error.to_string() }
    }

    pub(super) fn read(path: &Path, offset: u64, error: io::Error) -> Error {
        Error::Read { path: path.into(), offset, message: error.to_string() }
    }
}
