//! Buffers an export's output, reports progress and cancels on request.

use std::io::{self, Write};
use std::ops::ControlFlow;

use super::super::Error;

/// Bytes of output between two progress reports.
const PROGRESS_BYTES: usize = 256 * 1024;

/// Why an export stops before its last row.
#[derive(Debug)]
pub(super) enum ExportStop {
    /// The caller cancelled.
    Cancelled,
    /// Reading or writing failed.
    Failed(Error),
}

impl From<Error> for ExportStop {
    fn from(error: Error) -> ExportStop {
        ExportStop::Failed(error)
    }
}

/// Buffered output of an export.
pub(super) struct ExportOutput<'a> {
    to: &'a mut dyn Write,
    progress: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
    /// Output not yet written.
    pub bytes: Vec<u8>,
    /// Number of complete rows.
    pub rows: u64,
}

impl<'a> ExportOutput<'a> {
    pub(super) fn new(
        to: &'a mut dyn Write,
        progress: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> ExportOutput<'a> {
        ExportOutput { to, progress, bytes: Vec::new(), rows: 0 }
    }

    /// Writes the buffer if it is large; called after each row.
    pub(super) fn flush_if_large(&mut self) -> Result<(), ExportStop> {
        self.flush_from(PROGRESS_BYTES)
    }

    /// Like [`ExportOutput::flush_if_large`], within a long row, which may be cancelled in the
    /// middle.
    pub(super) fn flush_within_row(&mut self) -> Result<(), ExportStop> {
        self.flush_from(8 * PROGRESS_BYTES)
    }

    fn flush_from(&mut self, threshold: usize) -> Result<(), ExportStop> {
        if self.bytes.len() < threshold {
            return Ok(());
        }
        self.to.write_all(&self.bytes).map_err(failed)?;
        self.bytes.clear();
        self.bytes.shrink_to(8 * PROGRESS_BYTES);
        match (self.progress)(self.rows) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ExportStop::Cancelled),
        }
    }

    /// Writes the rest of the buffer.
    pub(super) fn finish(self, is_whole: bool) -> Result<(), Error> {
        self.to.write_all(&self.bytes).and_then(|()| self.to.flush()).map_err(failed)?;
        if is_whole {
            // Nothing is left to cancel.
            let _ = (self.progress)(self.rows);
        }
        Ok(())
    }
}

fn failed(error: io::Error) -> Error {
    Error::Export { message: error.to_string() }
}
