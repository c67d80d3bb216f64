//! Rows into a new transcript, which appears when it is whole.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use tempfile::TempDir;

use crate::file::NewFile;
use crate::frame::{Direction, Kind};

use super::super::segment_files::{claim, handshake_path, remove_file, segments_path};
use super::super::{Error, Header, Writer, WriterOptions, index_path};
use super::{ImportError, Imported};

/// How often who imports is told: after so many rows.
const REPORT: u64 = 1000;

/// A transcript in the making.
pub(super) struct ImportWriter<'a> {
    out: PathBuf,
    new: NewFile,
    progress: Option<&'a mut dyn FnMut(u64) -> ControlFlow<()>>,
    /// The writer goes before its folder: Windows removes no folder with open files in it.
    making: Option<(Writer, TempDir)>,
    waker: Waker,
    rows: u64,
}

/// Why reading ends before the last row.
#[derive(Debug)]
pub(super) enum ImportStop {
    /// Somebody asked.
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
            making: None,
            waker,
            rows: 0,
        }
    }

    /// One that nobody is told of, and that cannot be broken off.
    pub(super) fn untold(out: PathBuf, new: NewFile) -> ImportWriter<'static> {
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        ImportWriter { out, new, progress: None, making: None, waker, rows: 0 }
    }

    fn tell(&mut self, rows: u64) -> ControlFlow<()> {
        self.progress.as_mut().map_or(ControlFlow::Continue(()), |progress| progress(rows))
    }

    /// Where the transcript will be.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// Begins the files, in a folder of their own beside the place where they will be.
    pub(super) fn start(&mut self, header: &Header) -> Result<(), Error> {
        let folder = self.out.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = tempfile::Builder::new()
            .prefix(".wirelark-")
            .tempdir_in(folder.unwrap_or(Path::new(".")))
            .map_err(|error| Error::create(&self.out, error))?;
        let path = folder.path().join("import.wlt");
        let options = WriterOptions { new: self.new, ..WriterOptions::default() };
        let writer = Writer::create(path, header, options, Box::new(|| {}))?;
        self.making = Some((writer, folder));
        Ok(())
    }

    /// Adds a row, with the size that its payload had on the wire where it was compressed; waits where the disk is slow.
    pub(super) fn push(
        &mut self,
        direction: Direction,
        kind: Kind,
        time_ns: i64,
        payload: Vec<u8>,
        wire: Option<u32>,
    ) -> Result<(), ImportStop> {
        let Some((writer, _)) = &mut self.making else { return Ok(()) };
        let mut cx = Context::from_waker(&self.waker);
        loop {
            match writer.poll_ready(&mut cx) {
                Poll::Ready(ready) => break ready.map_err(ImportStop::Failed)?,
                Poll::Pending => std::thread::park(),
            }
        }
        writer.push_bytes(direction, kind, time_ns, &payload.into(), wire);
        self.rows += 1;
        if self.rows.is_multiple_of(REPORT) && self.tell(self.rows).is_break() {
            return Err(ImportStop::Cancelled);
        }
        Ok(())
    }

    /// Puts the files where they belong, or away.
    pub(super) fn finish(mut self, read: Result<(), ImportStop>) -> Result<Imported, ImportError> {
        match read {
            Err(ImportStop::Cancelled) => return Ok(Imported { rows: 0, cancelled: true }),
            Err(ImportStop::Failed(error)) => return Err(error.into()),
            Ok(()) => {}
        }
        let Some((writer, folder)) = self.making.take() else {
            return Ok(Imported { rows: 0, cancelled: true });
        };
        let made = writer.path().to_owned();
        let rows = writer.finish()?.rows;
        // What is there may have a writer, whose rows would go to a file without a name.
        let _claim = claim(&self.out)?;
        let placed = |from: &Path, to: &Path| {
            std::fs::rename(from, to)
                .map_err(|error| Error::Write { path: to.to_owned(), message: error.to_string() })
        };
        // The data first: an index that does not fit is made again, and data without its index too.
        placed(&made, &self.out)?;
        placed(&index_path(&made), &index_path(&self.out))?;
        // What belonged to the transcript that was there.
        remove_file(&handshake_path(&self.out))?;
        let segments = segments_path(&self.out);
        match std::fs::remove_dir_all(&segments) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::create(&segments, error).into());
            }
            _ => {}
        }
        drop(folder);
        let _ = self.tell(rows);
        Ok(Imported { rows, cancelled: false })
    }
}

/// Wakes the thread that imports.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
