//! Opens transcript files with progress and cancellation: rebuilding an index or reading a damaged file takes a while.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tauri::async_runtime::spawn_blocking;
use wirelark_core::transcript::OpenProgress;

use crate::error::CommandResult;
use crate::state::lock;
use crate::transcript::dto::OpeningDto;
use crate::transcript::session::TranscriptSession;

/// The transcripts being opened, the newest last.
#[derive(Default)]
pub(crate) struct Openings(Mutex<Vec<Arc<Opening>>>);

struct Opening {
    name: String,
    progress: OpenProgress,
}

impl Openings {
    /// Opens a file on a blocking thread. Fails with `transcript_cancelled` after [`Openings::cancel`].
    pub(crate) async fn open(&self, path: PathBuf) -> CommandResult<Arc<TranscriptSession>> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let progress = OpenProgress::default();
        let opening = Arc::new(Opening { name, progress: progress.clone() });
        lock(&self.0).push(opening.clone());
        let opened = spawn_blocking(move || TranscriptSession::open(&path, &progress)).await;
        lock(&self.0).retain(|other| !Arc::ptr_eq(other, &opening));
        opened?
    }

    /// Progress of the newest; `None` if nothing is being opened.
    pub(crate) fn status(&self) -> Option<OpeningDto> {
        let opening = lock(&self.0).last().cloned()?;
        let (read, total) = opening.progress.bytes();
        Some(OpeningDto { name: opening.name.clone(), read: read as f64, total: total as f64 })
    }

    /// Cancels all openings.
    pub(crate) fn cancel(&self) {
        lock(&self.0).iter().for_each(|opening| opening.progress.cancel());
    }
}
