//! A file that the writer appends to.

use std::io::Write;
use std::path::PathBuf;

/// Takes the bytes of a file.
pub(super) trait Sink: Write + Send {
    /// Gives back room on the disk that was taken ahead, and takes none from now on; whether there was any.
    fn give_back(&mut self) -> bool;
}

/// The data file or the index of a transcript.
pub(super) struct OutputFile {
    pub(super) path: PathBuf,
    pub(super) to: Box<dyn Sink>,
}
