//! Paths of a transcript's files, and their removal.
//!
//! The segments of a transcript with a retention limit are `NAME.wlt.segments/1.wlt`, `2.wlt` and
//! so on.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Error;
use crate::file::lock::{self, FileClaim};
use crate::file::open_files;

/// Path of the index: `.idx` added to the name.
pub fn index_path(path: &Path) -> PathBuf {
    beside(path, ".idx")
}

/// Path of the handshakes: `.handshake.json` added to the name.
pub fn handshake_path(path: &Path) -> PathBuf {
    beside(path, ".handshake.json")
}

/// Path of the findings: `.findings` added to the name.
pub fn findings_path(path: &Path) -> PathBuf {
    beside(path, ".findings")
}

/// Folder of the segments, beside `NAME.wlt`; exists only with a retention limit.
pub fn segments_path(path: &Path) -> PathBuf {
    beside(path, ".segments")
}

/// Path with `suffix` appended to the file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Path of a segment's data file.
pub(super) fn segment_path(path: &Path, number: u32) -> PathBuf {
    segments_path(path).join(format!("{number}.wlt"))
}

/// Numbers of the existing segments, ascending.
pub(super) fn segment_numbers(path: &Path) -> Vec<u32> {
    let files = std::fs::read_dir(segments_path(path)).into_iter().flatten().flatten();
    let mut segment_numbers: Vec<u32> = files
        .filter_map(|file| file.file_name().to_str()?.strip_suffix(".wlt")?.parse().ok())
        .collect();
    segment_numbers.sort_unstable();
    segment_numbers
}

/// Claims a transcript before it is removed, moved or replaced; fails if a process is writing it.
pub(super) fn claim(path: &Path) -> Result<FileClaim, Error> {
    lock::claim(path).map_err(|error| Error::create(path, error))
}

/// Whether any process is writing the transcript.
pub fn is_being_written(path: &Path) -> bool {
    lock::is_locked(path)
}

/// Removes a transcript and all its files; missing files are no error. Fails if a process is
/// writing it.
pub fn remove(path: &Path) -> Result<(), Error> {
    let _claim = claim(path)?;
    remove_file(&index_path(path))?;
    remove_extra_files(path)?;
    remove_file(path)
}

/// Removes the handshakes, findings and segments: left behind, they would be taken for those of a later transcript of
/// this name.
pub(super) fn remove_extra_files(path: &Path) -> Result<(), Error> {
    remove_file(&handshake_path(path))?;
    remove_file(&findings_path(path))?;
    let folder = segments_path(path);
    open_files::remove_folder(&folder).map_err(|error| Error::create(&folder, error))
}

/// Unlinks the file instead of truncating it, so that open readers keep their data. A missing file
/// is no error.
pub(super) fn remove_file(path: &Path) -> Result<(), Error> {
    open_files::remove(path).map_err(|error| Error::create(path, error))
}
