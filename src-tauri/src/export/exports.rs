//! An export in the background, one at a time, and imports: with progress and cancel.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, Weak};

use wirelark_core::transcript::{Error, ExportOptions, Exported, Reader, export_file};

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::export::dto::ExportDto;
use crate::panic_guard::in_background;
use crate::state::lock;

/// The export that runs, or ran last.
#[derive(Default)]
pub(crate) struct Exports {
    last: Mutex<Option<Arc<ExportJob>>>,
    /// A HAR with several connections, until one of them is chosen.
    pub(crate) chosen: Mutex<Option<PathBuf>>,
    /// The import that began last, while it runs.
    importing: Mutex<Weak<ExportProgress>>,
}

/// Rows so far, and whether somebody wants no more of them.
#[derive(Default)]
pub(crate) struct ExportProgress {
    rows: AtomicU32,
    cancel: AtomicBool,
}

impl ExportProgress {
    pub(crate) fn at(&self, rows: u64) -> ControlFlow<()> {
        self.rows.store(rows as u32, Relaxed);
        match self.cancel.load(Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

struct ExportJob {
    path: PathBuf,
    of: u32,
    going: ExportProgress,
    end: Mutex<Option<Result<Exported, ErrorDto>>>,
}

impl Exports {
    /// Refuses while another runs.
    pub(crate) fn is_free(&self) -> CommandResult<()> {
        match lock(&self.last).as_ref().is_some_and(|last| lock(&last.end).is_none()) {
            true => Err(ErrorDto::new("export_busy", "another export is running")),
            false => Ok(()),
        }
    }

    /// Begins; the rows are numbers of the transcript.
    pub(crate) fn begin(
        &self,
        path: &Path,
        reader: Reader,
        rows: Vec<u32>,
        options: ExportOptions,
    ) -> CommandResult<()> {
        self.is_free()?;
        let export = Arc::new(ExportJob {
            path: path.to_owned(),
            of: rows.len() as u32,
            going: ExportProgress::default(),
            end: Mutex::default(),
        });
        *lock(&self.last) = Some(export.clone());
        let running = export.clone();
        let work = move || {
            let ended = running.run(&reader, rows, &options);
            ended.map_err(|error| failed(&running.path, &error))
        };
        in_background(work, move |ended| *lock(&export.end) = Some(ended));
        Ok(())
    }

    /// How far it is; none before the first.
    pub(crate) fn status(&self) -> Option<ExportDto> {
        let export = lock(&self.last).clone()?;
        let mut status = ExportDto {
            path: export.path.display().to_string(),
            rows: export.going.rows.load(Relaxed),
            of: export.of,
            ..ExportDto::default()
        };
        match lock(&export.end).as_ref() {
            None => {}
            Some(Err(error)) => {
                status.done = true;
                status.error = Some(error.clone());
            }
            Some(Ok(exported)) => {
                status.done = true;
                status.rows = exported.rows as u32;
                status.left_out = exported.left_out as u32;
                status.cancelled = exported.cancelled;
            }
        }
        Some(status)
    }

    /// Breaks it off; what was at its path is still there.
    pub(crate) fn cancel(&self) {
        if let Some(export) = lock(&self.last).as_ref() {
            export.going.cancel.store(true, Relaxed);
        }
    }

    /// An import begins, and runs as long as somebody holds this.
    pub(crate) fn import(&self) -> Arc<ExportProgress> {
        let going = Arc::new(ExportProgress::default());
        *lock(&self.importing) = Arc::downgrade(&going);
        going
    }

    /// How many rows were imported so far; none where nothing is imported.
    pub(crate) fn imported(&self) -> Option<u32> {
        lock(&self.importing).upgrade().map(|going| going.rows.load(Relaxed))
    }

    /// Breaks it off; nothing of it stays.
    pub(crate) fn cancel_import(&self) {
        if let Some(going) = lock(&self.importing).upgrade() {
            going.cancel.store(true, Relaxed);
        }
    }
}

impl ExportJob {
    fn run(
        &self,
        reader: &Reader,
        rows: Vec<u32>,
        options: &ExportOptions,
    ) -> Result<Exported, Error> {
        export_file(&self.path, reader, rows, options, &mut |rows| self.going.at(rows))
    }
}

fn failed(path: &Path, error: &Error) -> ErrorDto {
    ErrorDto::new("save_failed", error).with("path", path.display()).with("what", error)
}
