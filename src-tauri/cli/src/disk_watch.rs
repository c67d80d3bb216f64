//! Says on stderr that the disk of a transcript is full, and when writing resumes.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use wirelark_core::transcript::{WriterProgress, WriterState};

use crate::output;
use crate::recording::Recorded;

/// Reports on stderr when the transcript's disk is full and when writing resumes.
#[derive(Debug)]
pub(crate) struct DiskWatch {
    progress: Arc<WriterProgress>,
    path: PathBuf,
    full: bool,
}

/// How often the writer's state is polled.
const DISK_POLL: Duration = Duration::from_millis(100);

impl DiskWatch {
    /// Watches this connection's transcript.
    pub(crate) fn of(recorded: &Recorded) -> DiskWatch {
        let progress = recorded.connection.progress().clone();
        DiskWatch { progress, path: recorded.path.clone(), full: false }
    }

    /// Polls until dropped; never returns.
    pub(crate) async fn watch(&mut self) {
        loop {
            self.check();
            tokio::time::sleep(DISK_POLL).await;
        }
    }

    /// Reports a change of the writer's state since the last call.
    pub(crate) fn check(&mut self) {
        match self.progress.state() {
            WriterState::DiskFull { path, free_bytes, needed } if !self.full => {
                self.full = true;
                let free = free_bytes.map_or("unknown".to_owned(), |bytes| bytes.to_string());
                output::note(format_args!(
                    "waiting {}: the disk is full, {free} bytes free, {needed} bytes to write; \
                     the server is held until there is room",
                    path.display()
                ));
            }
            WriterState::Writing | WriterState::Finished if self.full => {
                self.full = false;
                output::note(format_args!("writing again {}", self.path.display()));
            }
            _ => {}
        }
    }
}
