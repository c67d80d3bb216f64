//! The first files of a transcript beside `NAME.wlt`: its index, or its first segment.

use std::fs::File;
use std::io;
use std::path::Path;

use super::format::index_header;
use super::output_file::OutputFile;
use super::preallocate::PreallocatedFile;
use super::retention::{Retention, create_new};
use super::segment_files::{index_path, remove_file, segments_path};
use super::{Error, Header, RetentionLimit};
use crate::file::{NewFile, private_access};

/// So many readers may come between when a transcript is begun.
const INDEX_TRIES: u32 = 100;

/// The index of a transcript without a limit, and both files as the thread takes them.
pub(super) fn whole(
    path: &Path,
    data: File,
    (id, start): (u64, u64),
    new: NewFile,
) -> Result<(OutputFile, OutputFile), Error> {
    let beside = index_path(path);
    let header = index_header(id, start);
    let mut tries = INDEX_TRIES;
    let index = loop {
        // An index without its data is worth nothing, so an old one is always replaced. So is one that a reader
        // has made in between, because it saw the data and no index.
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

/// The first segment of a transcript with a limit.
#[allow(clippy::type_complexity)]
pub(super) fn segmented(
    path: &Path,
    keep: RetentionLimit,
    id: u64,
    header: &Header,
    new: NewFile,
) -> Result<(Option<Retention>, (OutputFile, OutputFile), u64), Error> {
    let folder = segments_path(path);
    let made = match new {
        NewFile::Private => private_access::private_folder(&folder),
        NewFile::Umask => std::fs::create_dir(&folder),
    };
    made.map_err(|error| Error::create(&folder, error))?;
    let (limit, data, index) = Retention::begin(keep, path, id, header, new)
        .inspect_err(|_| drop(std::fs::remove_dir(&folder)))?;
    Ok((Some(limit), (data, index), 0))
}

/// Free bytes where a file lies.
pub(super) fn free_space(path: &Path) -> Option<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    fs4::available_space(folder.unwrap_or(Path::new("."))).ok()
}
