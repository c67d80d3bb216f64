//! Which files a transcript has.
//!
//! The segments of a transcript with a limit lie in a folder: `NAME.wlt.segments/1.wlt`, `2.wlt` and so on.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;
use crate::file::lock::{self, FileClaim};

/// Where the index of a transcript lies: beside it, with `.idx` added to the name.
pub fn index_path(path: &Path) -> PathBuf {
    beside(path, ".idx")
}

/// Where the handshakes of a transcript lie: beside it, with `.handshake.json` added to the name.
pub fn handshake_path(path: &Path) -> PathBuf {
    beside(path, ".handshake.json")
}

/// The folder beside `NAME.wlt`; a transcript without a limit has none.
pub fn segments_path(path: &Path) -> PathBuf {
    beside(path, ".segments")
}

/// The name with an ending added.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

pub(super) fn file_of(path: &Path, number: u32) -> PathBuf {
    segments_path(path).join(format!("{number}.wlt"))
}

/// The numbers of the segments that are there, in order.
pub(super) fn numbers(path: &Path) -> Vec<u32> {
    let files = std::fs::read_dir(segments_path(path)).into_iter().flatten().flatten();
    let mut numbers: Vec<u32> = files
        .filter_map(|file| file.file_name().to_str()?.strip_suffix(".wlt")?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers
}

/// Claims a transcript that is about to be removed, moved or replaced: an error where a process is writing it.
pub(super) fn claim(path: &Path) -> Result<FileClaim, Error> {
    lock::claim(path).map_err(|error| Error::create(path, error))
}

/// Whether a process, this one or another, is writing a transcript.
pub fn is_being_written(path: &Path) -> bool {
    lock::is_locked(path)
}

/// Removes a transcript with all that belongs to it, unless a process is writing it. What is not there is no error.
pub fn remove(path: &Path) -> Result<(), Error> {
    let _claim = claim(path)?;
    let folder = segments_path(path);
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::create(&folder, error));
        }
        _ => {}
    }
    remove_file(&index_path(path))?;
    // Of another connection they would be believed to be the next transcript's.
    remove_file(&handshake_path(path))?;
    remove_file(path)
}

/// An old file is removed, not emptied: who reads it keeps what they read.
pub(super) fn remove_file(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::create(path, error)),
        _ => Ok(()),
    }
}
