//! Which files a transcript has.
//!
//! The segments of a transcript with a limit lie in a folder: `NAME.wlt.segments/1.wlt`, `2.wlt` and so on.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;

/// Where the index of a transcript lies: beside it, with `.idx` added to the name.
pub fn index_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".idx");
    PathBuf::from(name)
}

/// The folder beside `NAME.wlt`; a transcript without a limit has none.
pub fn segments_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".segments");
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

/// Removes a transcript with all that belongs to it. What is not there is no error.
pub fn remove(path: &Path) -> Result<(), Error> {
    let folder = segments_path(path);
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::create(&folder, error));
        }
        _ => {}
    }
    remove_file(&index_path(path))?;
    remove_file(path)
}

/// An old file is removed, not emptied: who reads it keeps what they read.
pub(super) fn remove_file(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::create(path, error)),
        _ => Ok(()),
    }
}
