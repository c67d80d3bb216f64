//! Writes imported rows to a new transcript that appears once it is complete.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use tempfile::TempDir;

use crate::file::{NewFile, open_files};
use crate::frame::{Direction, Kind};

use super::super::segment_files::{claim, remove_extra_files};
use super::super::{Error, Header, Writer, WriterOptions, index_path};
use super::{ImportError, Imported};

/// Rows between two progress reports.
const PROGRESS_ROWS: u64 = 1000;

/// A transcript being imported.
pub(super) struct ImportWriter<'a> {
    out: PathBuf,
    new: NewFile,
    progress: Option<&'a mut dyn FnMut(u64) -> ControlFlow<()>>,
    /// Fields are dropped in order: Windows removes no folder that contains open files.
    files: Option<(Writer, TempDir)>,
    waker: Waker,
    rows: u64,
}

/// Why an import stops before the last row.
#[derive(Debug)]
pub(super) enum ImportStop {
    /// The caller cancelled.
    Cancelled,
    /// The transcript could not be written.
    Failed(Error),
}

impl<'a> ImportWriter<'a> {
    pub(super) fn begin(
        out: &Path,
        new: NewFile,
        progress: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> ImportWriter<'a> {
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        ImportWriter {
            out: out.to_owned(),
            new,
            progress: Some(progress),
            files: None,
            waker,
            rows: 0,
        }
    }

    /// A writer without progress reports and cancellation.
    pub(super) fn without_progress(out: PathBuf, new: NewFile) -> ImportWriter<'static> {
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        ImportWriter { out, new, progress: None, files: None, waker, rows: 0 }
    }

    fn report(&mut self, rows: u64) -> ControlFlow<()> {
        self.progress.as_mut().map_or(ControlFlow::Continue(()), |progress| progress(rows))
    }

    /// Path of the finished transcript.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// Creates the files in a temporary folder next to their destination.
    pub(super) fn start(&mut self, header: &Header) -> Result<(), Error> {
        let folder = tempfile::Builder::new()
            .prefix(".wirelark-")
            .tempdir_in(open_files::folder_of(&self.out))
            .map_err(|error| Error::create(&self.out, error))?;
        let path = folder.path().join("import.wlt");
        let options = WriterOptions { new: self.new, ..WriterOptions::default() };
        let writer = Writer::create(path, header, options, Box::new(|| {}))?;
        self.files = Some((writer, folder));
        Ok(())
    }

    /// Adds a row; `wire` is the size of a compressed payload on the wire. Blocks while the disk is
    /// slow.
    pub(super) fn push(
        &mut self,
        direction: Direction,
        kind: Kind,
        time_ns: i64,
        payload: Vec<u8>,
        wire: Option<u32>,
    ) -> Result<(), ImportStop> {
        let Some((writer, _)) = &mut self.files else { return Ok(()) };
        let mut cx = Context::from_waker(&self.waker);
        loop {
            match writer.poll_ready(&mut cx) {
                Poll::Ready(result) => break result.map_err(ImportStop::Failed)?,
                Poll::Pending => std::thread::park(),
            }
        }
        writer.push_bytes(direction, kind, time_ns, &payload.into(), wire);
        self.rows += 1;
        if self.rows.is_multiple_of(PROGRESS_ROWS) && self.report(self.rows).is_break() {
            return Err(ImportStop::Cancelled);
        }
        Ok(())
    }

    /// Moves the files to their destination, or discards them.
    pub(super) fn finish(mut self, read: Result<(), ImportStop>) -> Result<Imported, ImportError> {
        match read {
            Err(ImportStop::Cancelled) => return Ok(Imported { rows: 0, cancelled: true }),
            Err(ImportStop::Failed(error)) => return Err(error.into()),
            Ok(()) => {}
        }
        let Some((writer, folder)) = self.files.take() else {
            return Ok(Imported { rows: 0, cancelled: true });
        };
        let source = writer.path().to_owned();
        let rows = writer.finish()?.rows;
        // Fails if the existing transcript is being written: its writer would continue in an
        // unlinked file.
        let _claim = claim(&self.out)?;
        let rename = |from: &Path, to: &Path| {
            open_files::replace(from, to)
                .map_err(|error| Error::Write { path: to.to_owned(), message: error.to_string() })
        };
        // Move the data first: an index that is missing or does not match is rebuilt.
        rename(&source, &self.out)?;
        rename(&index_path(&source), &index_path(&self.out))?;
        remove_extra_files(&self.out)?;
        drop(folder);
        let _ = self.report(rows);
        Ok(Imported { rows, cancelled: false })
    }
}

/// Wakes the importing thread.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
