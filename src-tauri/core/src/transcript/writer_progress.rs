//! What the writer tells others.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Error;

/// How the writing goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WriterState {
    /// As it should.
    #[default]
    Writing,
    /// There is no room. Nothing is lost: the writer tries again until there is.
    DiskFull {
        /// The file that cannot grow.
        path: PathBuf,
        /// What the system says is free there; `None` where it does not say.
        free_bytes: Option<u64>,
        /// What waits to be written.
        needed: u64,
    },
    /// Something else went wrong, and no more will be written.
    Failed(Error),
    /// Everything that was pushed is in the file, and the file is closed.
    Finished,
}

/// Counters of one transcript, shared by its writer and everybody who shows them.
#[derive(Debug, Default)]
pub struct WriterProgress {
    rows: AtomicU64,
    /// Rows that a limit has removed.
    removed: AtomicU64,
    bytes: AtomicU64,
    waits: AtomicU64,
    failed: AtomicBool,
    state: Mutex<WriterState>,
}

impl WriterProgress {
    /// Rows that are in the files, that is, whose data and index have been handed to the system.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Acquire)
    }

    /// The first row that is kept; 1 where nothing was removed.
    pub fn first_row(&self) -> u64 {
        self.removed.load(Ordering::Acquire) + 1
    }

    /// Rows that are kept: all of them, unless there is a limit.
    pub fn kept(&self) -> u64 {
        self.rows().saturating_sub(self.removed.load(Ordering::Acquire))
    }

    /// The size of the data file, of all of them where there is a limit.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Acquire)
    }

    /// How often the connection had to wait for the disk.
    pub fn waits(&self) -> u64 {
        self.waits.load(Ordering::Relaxed)
    }

    /// How the writing goes.
    pub fn state(&self) -> WriterState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The failure after which nothing more is written, if there was one.
    pub fn failure(&self) -> Option<Error> {
        match self.state() {
            WriterState::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Cheap enough to ask before every message.
    #[inline]
    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    pub(super) fn stored(&self, rows: u64, bytes: u64) {
        self.bytes.store(bytes, Ordering::Release);
        self.rows.store(rows, Ordering::Release);
    }

    pub(super) fn kept_from(&self, first_row: u64) {
        self.removed.store(first_row.saturating_sub(1), Ordering::Release);
    }

    pub(super) fn waited(&self) {
        self.waits.fetch_add(1, Ordering::Relaxed);
    }

    /// The first failure stays: later ones are its consequences.
    pub(super) fn set_state(&self, state: WriterState) {
        let mut now = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*now, WriterState::Failed(_)) {
            self.failed.store(matches!(state, WriterState::Failed(_)), Ordering::Relaxed);
            *now = state;
        }
    }
}
