//! What can go wrong with a transcript.

use std::io;
use std::path::{Path, PathBuf};

pub use filter::{Expected, FilterError};

mod filter;

/// A failure of a transcript. It can be cloned, since a writer's failure is told
/// to everybody who asks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is a file already, and nobody asked to replace it.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file that is there.
        path: PathBuf,
    },
    /// Another process, or another connection of this one, is writing it.
    #[error("{} is being written: it can be removed or replaced when that is over", path.display())]
    Writing {
        /// The transcript.
        path: PathBuf,
    },
    /// Its header, with the rules that decode its messages, is longer than a transcript's may be.
    #[error("{}: the header has {bytes} bytes, and {limit} is the limit: the profile's layouts and Protobuf files are too long", path.display())]
    HeaderTooLong {
        /// The transcript.
        path: PathBuf,
        /// What it has.
        bytes: u64,
        /// What it may have.
        limit: u64,
    },
    /// A file could not be made.
    #[error("cannot create {}: {message}", path.display())]
    Create {
        /// The file.
        path: PathBuf,
        /// The system's words.
        message: String,
    },
    /// A file could not be opened.
    #[error("cannot open {}: {message}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// The system's words.
        message: String,
    },
    /// Somebody cancelled the opening.
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
        /// The system's words.
        message: String,
    },
    /// A write failed for another reason than a full disk.
    #[error("cannot write {}: {message}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's words.
        message: String,
    },
    /// The disk was full to the end: the last rows are not in the file.
    #[error("{} is not complete: the disk is full and {unwritten} messages are not in it", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// Messages that were pushed and are not stored.
        unwritten: u64,
    },
    /// Row numbers are 32 bits; a transcript of more than four thousand million rows ends here.
    #[error("{} has as many messages as a transcript can have", path.display())]
    TooManyRows {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a transcript.
    #[error("{} is not a transcript: {reason}", path.display())]
    NotATranscript {
        /// The file.
        path: PathBuf,
        /// What was wrong with its beginning.
        reason: String,
    },
    /// A record does not read as one.
    #[error("{} is damaged at byte {offset}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// Where the damaged record begins.
        offset: u64,
    },
    /// Nothing has this row number.
    #[error("there is no row {row}: the transcript has {rows}")]
    NoSuchRow {
        /// The row asked for.
        row: u32,
        /// The last row there is.
        rows: u32,
    },
    /// The row was there, and the limit has removed it since.
    #[error("row {row} was removed: the limit keeps rows from {first} on")]
    Removed {
        /// The row asked for.
        row: u32,
        /// The first row there is.
        first: u32,
    },
    /// A text is not a filter.
    #[error("the filter cannot be used: {0}")]
    Filter(#[from] FilterError),
    /// What an export writes to did not take it.
    #[error("cannot write the export: {message}")]
    Export {
        /// The system's words.
        message: String,
    },
    /// Nothing in the history has this name.
    #[error("there is no transcript named {id}")]
    NoSuchTranscript {
        /// The name asked for.
        id: String,
    },
    /// The writer's thread could not be started, or ended without saying why.
    #[error("the writer of {} stopped: {message}", path.display())]
    Thread {
        /// The file it wrote.
        path: PathBuf,
        /// What is known.
        message: String,
    },
}

impl Error {
    /// The stable word for this failure, which user interfaces translate.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Exists { .. } => "transcript_exists",
            Error::Writing { .. } => "transcript_writing",
            Error::HeaderTooLong { .. } => "transcript_header_too_long",
            Error::Create { .. } => "transcript_create",
            Error::Open { .. } => "transcript_open",
            Error::Cancelled { .. } => "transcript_cancelled",
            Error::Read { .. } => "transcript_read",
            Error::Write { .. } => "transcript_write",
            Error::DiskFull { .. } => "transcript_disk_full",
            Error::TooManyRows { .. } => "transcript_too_many_rows",
            Error::NotATranscript { .. } => "transcript_format",
            Error::Corrupt { .. } => "transcript_corrupt",
            Error::NoSuchRow { .. } => "transcript_no_such_row",
            Error::Removed { .. } => "transcript_row_removed",
            Error::Filter(error) => error.code(),
            Error::Export { .. } => "transcript_export",
            Error::NoSuchTranscript { .. } => "transcript_missing",
            Error::Thread { .. } => "transcript_thread",
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
