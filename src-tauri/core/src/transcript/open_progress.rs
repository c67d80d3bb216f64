//! Progress of opening a transcript, and the way to cancel it from another thread.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// Progress of one opening, shared by the thread that opens and whoever shows or cancels it. Clones are the same opening.
#[derive(Debug, Clone, Default)]
pub struct OpenProgress(Arc<OpenState>);

#[derive(Debug, Default)]
struct OpenState {
    cancelled: AtomicBool,
    read: AtomicU64,
    total: AtomicU64,
}

impl OpenProgress {
    /// Ends the opening with [`Error::Cancelled`](super::Error::Cancelled) at its next look.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Relaxed);
    }

    /// Whether somebody cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Relaxed)
    }

    /// The bytes of the data file that were read, and how many there are; zeros while nothing is rebuilt.
    pub fn bytes(&self) -> (u64, u64) {
        (self.0.read.load(Relaxed), self.0.total.load(Relaxed))
    }

    /// Reports a position while a data file is read from record to record; an error once somebody cancelled.
    pub(super) fn reached(&self, at: u64, total: u64) -> io::Result<()> {
        self.0.read.store(at, Relaxed);
        self.0.total.store(total, Relaxed);
        match self.is_cancelled() {
            true => Err(io::Error::other("cancelled")),
            false => Ok(()),
        }
    }
}
