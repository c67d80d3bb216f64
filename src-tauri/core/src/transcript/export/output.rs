//! Where an export goes: gathered, told, and broken off when somebody asks.

use std::io::{self, Write};
use std::ops::ControlFlow;

use super::super::Error;

/// How often who exports is told, and asked whether to go on: after so many bytes of output.
const REPORT: usize = 256 * 1024;

/// Why an export ends before its last row.
#[derive(Debug)]
pub(super) enum ExportStop {
    /// Somebody asked.
    Cancelled,
    /// It could not go on.
    Failed(Error),
}

impl From<Error> for ExportStop {
    fn from(error: Error) -> ExportStop {
        ExportStop::Failed(error)
    }
}

/// What is written, on its way.
pub(super) struct ExportOutput<'a> {
    to: &'a mut dyn Write,
    progress: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
    /// Written here, and on from time to time.
    pub(super) bytes: Vec<u8>,
    /// Rows that are whole.
    pub(super) rows: u64,
}

impl<'a> ExportOutput<'a> {
    pub(super) fn new(
        to: &'a mut dyn Write,
        progress: &'a mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> ExportOutput<'a> {
        ExportOutput { to, progress, bytes: Vec::new(), rows: 0 }
    }

    /// Passes on what has gathered, when it is much; called after each row.
    pub(super) fn pass_on(&mut self) -> Result<(), ExportStop> {
        self.pass_on_from(REPORT)
    }

    /// The same within a row that is long; only such a row can be broken off in its middle.
    pub(super) fn pass_on_within(&mut self) -> Result<(), ExportStop> {
        self.pass_on_from(8 * REPORT)
    }

    fn pass_on_from(&mut self, much: usize) -> Result<(), ExportStop> {
        if self.bytes.len() < much {
            return Ok(());
        }
        self.to.write_all(&self.bytes).map_err(failed)?;
        self.bytes.clear();
        self.bytes.shrink_to(8 * REPORT);
        match (self.progress)(self.rows) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ExportStop::Cancelled),
        }
    }

    /// Passes on the rest.
    pub(super) fn finish(self, is_whole: bool) -> Result<(), Error> {
        self.to.write_all(&self.bytes).and_then(|()| self.to.flush()).map_err(failed)?;
        if is_whole {
            // Everything is there, so there is nothing left to break off.
            let _ = (self.progress)(self.rows);
        }
        Ok(())
    }
}

fn failed(error: io::Error) -> Error {
    Error::Export { message: error.to_string() }
}
