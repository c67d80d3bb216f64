//! Creates the files beside `NAME.wlt`: the index, or the first segment.

use std::fs::File;
use std::io;
use std::path::Path;

use super::format::{IndexBasis, index_header};
use super::output_file::OutputFile;
use super::preallocate::PreallocatedFile;
use super::retention::{Retention, create_new};
use super::segment_files::{index_path, remove_file, segments_path};
use super::{Error, Header, RetentionLimit};
use crate::file::{NewFile, open_files, private_access};

/// Attempts to create the index while concurrent readers rebuild it.
const INDEX_TRIES: u32 = 100;

/// Creates the index of a transcript without a retention limit, and returns both files.
pub(super) fn create_index(
    path: &Path,
    data: File,
    basis: IndexBasis,
    new: NewFile,
) -> Result<(OutputFile, OutputFile), Error> {
    let beside = index_path(path);
    let header = index_header(basis);
    let mut tries = INDEX_TRIES;
    let index = loop {
        // An index without its data is worthless, so an old one is always replaced, as is one that
        // a reader rebuilt meanwhile because it saw the data without an index.
        remove_file(&beside)?;
        match create_new(&beside, new, &header) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries > 0 => tries -= 1,
            created => break created.map_err(|error| Error::create(&beside, error))?,
        }
    };
    Ok((
        OutputFile { path: path.into(), to: Box::new(PreallocatedFile::new(data)) },
        OutputFile { path: beside, to: Box::new(PreallocatedFile::new(index)) },
    ))
}

/// Creates the first segment of a transcript with a retention limit.
#[allow(clippy::type_complexity)]
pub(super) fn create_segment(
    path: &Path,
    limit: RetentionLimit,
    id: u64,
    header: &Header,
    new: NewFile,
) -> Result<(Option<Retention>, (OutputFile, OutputFile), u64), Error> {
    let folder = segments_path(path);
    let created = match new {
        NewFile::Private => private_access::private_folder(&folder),
        NewFile::Umask => std::fs::create_dir(&folder),
    };
    created.map_err(|error| Error::create(&folder, error))?;
    let (retention, data, index) = Retention::begin(limit, path, id, header, new)
        .inspect_err(|_| drop(std::fs::remove_dir(&folder)))?;
    Ok((Some(retention), (data, index), 0))
}

/// Free bytes on the disk that holds `path`.
pub(super) fn free_space(path: &Path) -> Option<u64> {
    fs4::available_space(open_files::folder_of(path)).ok()
}
