//! A file that the writer thread appends to.

use std::io::Write;
use std::path::PathBuf;

/// Destination of a file's bytes.
pub(super) trait Sink: Write + Send {
    /// Releases preallocated disk space and stops preallocating; whether there was any.
    fn release_preallocated(&mut self) -> bool;
}

/// The data file or the index of a transcript.
pub(super) struct OutputFile {
    pub(super) path: PathBuf,
    pub(super) to: Box<dyn Sink>,
}
