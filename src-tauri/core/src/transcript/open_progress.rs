//! Progress and cancellation of opening a transcript.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// Progress of opening one transcript, shared by the opening thread and its observers. Clones share
/// the same state.
#[derive(Debug, Clone, Default)]
pub struct OpenProgress(Arc<OpenState>);

#[derive(Debug, Default)]
struct OpenState {
    cancelled: AtomicBool,
    read: AtomicU64,
    total: AtomicU64,
}

impl OpenProgress {
    /// Makes opening fail with [`Error::Cancelled`](super::Error::Cancelled) at its next check.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Relaxed);
    }

    /// Whether opening was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Relaxed)
    }

    /// Bytes read from the data file and its size; both 0 until a rebuild starts.
    pub fn bytes(&self) -> (u64, u64) {
        (self.0.read.load(Relaxed), self.0.total.load(Relaxed))
    }

    /// Records the position of a scan; fails once opening was cancelled.
    pub(super) fn reached(&self, position: u64, total: u64) -> io::Result<()> {
        self.0.read.store(position, Relaxed);
        self.0.total.store(total, Relaxed);
        match self.is_cancelled() {
            true => Err(io::Error::other("cancelled")),
            false => Ok(()),
        }
    }
}
