//! Runs exports in the background, one at a time, and tracks imports, with progress and cancellation.

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

/// The running or last export, and the running import.
#[derive(Default)]
pub(crate) struct Exports {
    last: Mutex<Option<Arc<ExportJob>>>,
    /// The file to import next: one given from outside, or a HAR whose connection must be chosen.
    pub chosen: Mutex<Option<PathBuf>>,
    /// The last import, while it runs.
    importing: Mutex<Weak<ExportProgress>>,
}

/// Row count of an export or import, and its cancellation flag.
#[derive(Default)]
pub(crate) struct ExportProgress {
    rows: AtomicU32,
    cancel: AtomicBool,
}

impl ExportProgress {
    /// Stores the progress; breaks if cancelled.
    pub(crate) fn report(&self, rows: u64) -> ControlFlow<()> {
        self.rows.store(rows as u32, Relaxed);
        match self.cancel.load(Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

struct ExportJob {
    path: PathBuf,
    total: u32,
    progress: ExportProgress,
    /// `None` while running.
    result: Mutex<Option<Result<Exported, ErrorDto>>>,
}

impl Exports {
    /// Fails if an export is running.
    pub(crate) fn check_idle(&self) -> CommandResult<()> {
        match lock(&self.last).as_ref().is_some_and(|last| lock(&last.result).is_none()) {
            true => Err(ErrorDto::new("export_busy", "another export is running")),
            false => Ok(()),
        }
    }

    /// Starts an export of these rows, given by their number in the transcript.
    pub(crate) fn start(
        &self,
        path: &Path,
        reader: Reader,
        rows: Vec<u32>,
        options: ExportOptions,
    ) -> CommandResult<()> {
        self.check_idle()?;
        let export = Arc::new(ExportJob {
            path: path.to_owned(),
            total: rows.len() as u32,
            progress: ExportProgress::default(),
            result: Mutex::default(),
        });
        *lock(&self.last) = Some(export.clone());
        let running = export.clone();
        let work = move || {
            let progress = &mut |rows| running.progress.report(rows);
            export_file(&running.path, &reader, rows, &options, progress)
                .map_err(|error| save_failed(&running.path, &error))
        };
        in_background(work, move |result| *lock(&export.result) = Some(result));
        Ok(())
    }

    /// Progress of the running or last export; `None` before the first.
    pub(crate) fn status(&self) -> Option<ExportDto> {
        let export = lock(&self.last).clone()?;
        let mut status = ExportDto {
            path: export.path.display().to_string(),
            rows: export.progress.rows.load(Relaxed),
            of: export.total,
            ..ExportDto::default()
        };
        match lock(&export.result).as_ref() {
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

    /// Cancels the export; an existing file at its path stays unchanged.
    pub(crate) fn cancel(&self) {
        if let Some(export) = lock(&self.last).as_ref() {
            export.progress.cancel.store(true, Relaxed);
        }
    }

    /// Registers an import, which counts as running until the returned progress is dropped.
    pub(crate) fn start_import(&self) -> Arc<ExportProgress> {
        let progress = Arc::new(ExportProgress::default());
        *lock(&self.importing) = Arc::downgrade(&progress);
        progress
    }

    /// Rows imported so far; `None` if no import is running.
    pub(crate) fn imported_rows(&self) -> Option<u32> {
        lock(&self.importing).upgrade().map(|progress| progress.rows.load(Relaxed))
    }

    /// Cancels the import; its transcript is removed.
    pub(crate) fn cancel_import(&self) {
        if let Some(progress) = lock(&self.importing).upgrade() {
            progress.cancel.store(true, Relaxed);
        }
    }
}

fn save_failed(path: &Path, error: &Error) -> ErrorDto {
    ErrorDto::new("save_failed", error).with("path", path.display()).with("what", error)
}
