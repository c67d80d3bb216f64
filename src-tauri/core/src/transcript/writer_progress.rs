//! Counters and state that a writer shares with its observers.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Error;

/// State of a writer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WriterState {
    /// Writing normally.
    #[default]
    Writing,
    /// The disk is full. Nothing is lost: the writer retries until there is space.
    DiskFull {
        /// The file that cannot grow.
        path: PathBuf,
        /// Free bytes on that disk; `None` if the system does not report them.
        free_bytes: Option<u64>,
        /// Bytes that wait to be written.
        needed: u64,
    },
    /// Failed; nothing more will be written.
    Failed(Error),
    /// Every pushed message is in the file, and the file is closed.
    Finished,
}

/// Counters of one transcript, shared by its writer and its observers.
#[derive(Debug, Default)]
pub struct WriterProgress {
    rows: AtomicU64,
    /// Rows removed by a retention limit.
    removed: AtomicU64,
    bytes: AtomicU64,
    waits: AtomicU64,
    failed: AtomicBool,
    state: Mutex<WriterState>,
}

impl WriterProgress {
    /// Number of rows whose data and index have been handed to the system, including removed ones.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Acquire)
    }

    /// Number of the first row that is kept; 1 if none was removed.
    pub fn first_row(&self) -> u64 {
        self.removed.load(Ordering::Acquire) + 1
    }

    /// Number of rows that are kept: all of them unless there is a retention limit.
    pub fn kept(&self) -> u64 {
        self.rows().saturating_sub(self.removed.load(Ordering::Acquire))
    }

    /// Size of the data files, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Acquire)
    }

    /// Number of times the connection had to wait for the disk.
    pub fn waits(&self) -> u64 {
        self.waits.load(Ordering::Relaxed)
    }

    /// Current state.
    pub fn state(&self) -> WriterState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The failure that stopped the writer, if any.
    pub fn failure(&self) -> Option<Error> {
        match self.state() {
            WriterState::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Cheap enough to call before every message.
    #[inline]
    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    pub(super) fn set_stored(&self, rows: u64, bytes: u64) {
        self.bytes.store(bytes, Ordering::Release);
        self.rows.store(rows, Ordering::Release);
    }

    pub(super) fn set_first_row(&self, first_row: u64) {
        self.removed.store(first_row.saturating_sub(1), Ordering::Release);
    }

    pub(super) fn add_wait(&self) {
        self.waits.fetch_add(1, Ordering::Relaxed);
    }

    /// Keeps the first failure: later ones are its consequences.
    pub(super) fn set_state(&self, state: WriterState) {
        let mut current = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*current, WriterState::Failed(_)) {
            self.failed.store(matches!(state, WriterState::Failed(_)), Ordering::Relaxed);
            *current = state;
        }
    }
}
