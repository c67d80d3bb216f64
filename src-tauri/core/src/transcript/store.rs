//! Writer thread: appends batches to the data and index files. While the disk is full it retries
//! until the writer is closed.

use std::collections::VecDeque;
use std::io::{self, IoSlice, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

use super::format::INDEX_ROW;
use super::output_file::OutputFile;
use super::retention::{Retention, data_len};
use super::vectored_buffer::VectoredBuffer;
use super::{Error, WriterProgress, WriterState};

/// Delay between attempts to write to a full disk.
const RETRY: Duration = Duration::from_millis(250);

/// Called on the writer thread after rows were stored or the state changed.
pub(super) type OnStored = Box<dyn Fn() + Send + Sync>;

/// Encoded records and their index rows, on their way to the files.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) data: VectoredBuffer,
    pub(super) index: Vec<u8>,
    /// Timestamp of its first message.
    pub(super) first_ns: i64,
}

impl Batch {
    /// Allocates `limit` bytes and a quarter more, so that ordinary messages do not make it grow.
    pub(super) fn new(limit: usize) -> Batch {
        Batch { data: VectoredBuffer::with_capacity(capacity_for(limit)), ..Batch::default() }
    }

    fn rows(&self) -> u64 {
        (self.index.len() / INDEX_ROW) as u64
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.data.capacity() + self.index.capacity()
    }

    /// Clears it, releasing the memory that an exceptionally large message needed.
    fn recycle(&mut self, limit: usize) {
        self.data.recycle(2 * limit, capacity_for(limit));
        self.index.clear();
        if self.index.capacity() > 2 * limit {
            self.index.shrink_to(limit);
        }
    }
}

fn capacity_for(limit: usize) -> usize {
    limit + limit / 4
}

/// Queue of batches between the connection's task and the writer thread.
#[derive(Debug, Default)]
pub(super) struct BatchQueue {
    state: Mutex<QueuedBatches>,
    changed: Condvar,
}

/// Batches and wakers, guarded by the queue's lock.
#[derive(Debug, Default)]
pub(super) struct QueuedBatches {
    /// Empty batches, ready for reuse.
    pub(super) free: Vec<Batch>,
    /// Batches to write, oldest first.
    pub(super) pending: VecDeque<Batch>,
    /// The task that waits for a free batch.
    pub(super) waker: Option<Waker>,
    /// Woken when the writer thread ends.
    pub(super) failed: Option<Waker>,
    /// No more batches will be queued.
    pub(super) closing: bool,
}

impl BatchQueue {
    pub(super) fn lock(&self) -> MutexGuard<'_, QueuedBatches> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn notify(&self) {
        self.changed.notify_one();
    }

    fn next(&self) -> Option<Batch> {
        let mut batches = self.lock();
        loop {
            if let Some(batch) = batches.pending.pop_front() {
                return Some(batch);
            }
            if batches.closing {
                return None;
            }
            batches = self.changed.wait(batches).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Sleeps until the next attempt to write to a full disk; false if the writer is closing.
    fn pause(&self) -> bool {
        let until = Instant::now() + RETRY;
        let mut batches = self.lock();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if batches.closing || left.is_zero() {
                return !batches.closing;
            }
            batches = match self.changed.wait_timeout(batches, left) {
                Ok((batches, _)) => batches,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    fn release(&self, batch: Batch) {
        let waker = {
            let mut batches = self.lock();
            batches.free.push(batch);
            batches.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// State of the writer thread.
pub(super) struct Store {
    pub(super) queue: Arc<BatchQueue>,
    pub(super) progress: Arc<WriterProgress>,
    pub(super) on_stored: OnStored,
    pub(super) data: OutputFile,
    pub(super) index: OutputFile,
    /// Size of a batch, in bytes.
    pub(super) batch_limit: usize,
    pub(super) discard: bool,
    /// `None` if every row is kept.
    pub(super) retention: Option<Retention>,
    /// Free bytes on the disk of a file; a parameter so that tests can simulate a full disk.
    pub(super) free_space: fn(&Path) -> Option<u64>,
}

impl Store {
    /// Writes batches until the writer is closed or a write fails.
    pub(super) fn run(mut self) {
        let wake_on_drop = WakeOnDrop {
            queue: self.queue.clone(),
            progress: self.progress.clone(),
            path: self.data.path.clone(),
        };
        let (mut rows, mut bytes) = (self.progress.rows(), self.progress.bytes());
        while let Some(mut batch) = self.queue.next() {
            let written = if self.discard { Ok(()) } else { self.write_batch(&mut batch) };
            if let Err(error) = written {
                self.progress.set_state(WriterState::Failed(error));
                drop(wake_on_drop);
                (self.on_stored)();
                return;
            }
            rows += batch.rows();
            bytes += batch.data.len() as u64;
            match &self.retention {
                Some(retention) => {
                    let (first_row, bytes) = retention.kept();
                    self.progress.set_first_row(first_row);
                    self.progress.set_stored(rows, bytes);
                }
                None => self.progress.set_stored(rows, bytes),
            }
            batch.recycle(self.batch_limit);
            self.queue.release(batch);
            (self.on_stored)();
        }
        self.progress.set_state(WriterState::Finished);
        drop(wake_on_drop);
        (self.on_stored)();
    }

    /// Writes a batch, split where one segment ends and the next begins.
    fn write_batch(&mut self, batch: &mut Batch) -> Result<(), Error> {
        let (data, mut index) = (std::mem::take(&mut batch.data), std::mem::take(&mut batch.index));
        let (mut data_at, mut index_at, mut was_full) = (0, 0, false);
        while index_at < index.len() {
            let unwritten = UnwrittenBatch {
                bytes: data.len() - data_at + index.len() - index_at,
                rows: ((index.len() - index_at) / INDEX_ROW) as u64,
            };
            let (mut data_end, mut index_end) = (data.len(), index.len());
            if let Some(retention) = &mut self.retention {
                let left = &mut index[index_at..];
                let rows = retention.rows_that_fit(left);
                if rows == 0 {
                    self.next_segment(unwritten, &mut was_full)?;
                    continue;
                }
                index_end = index_at + rows * INDEX_ROW;
                data_end = data_at + data_len(left, rows);
                retention.localize(&mut left[..rows * INDEX_ROW]);
                retention.add_stored(rows as u64, (data_end - data_at) as u64);
            }
            let (data, index) = ((&data, data_at..data_end), &index[index_at..index_end]);
            self.write(data, index, unwritten, &mut was_full)?;
            (data_at, index_at) = (data_end, index_end);
        }
        if was_full {
            self.progress.set_state(WriterState::Writing);
        }
        (batch.data, batch.index) = (data, index);
        Ok(())
    }

    fn next_segment(
        &mut self,
        unwritten: UnwrittenBatch,
        was_full: &mut bool,
    ) -> Result<(), Error> {
        loop {
            let Some(retention) = &mut self.retention else { return Ok(()) };
            match retention.next() {
                Ok((data, index)) => {
                    (self.data, self.index) = (data, index);
                    return Ok(());
                }
                Err((_, error)) if is_full(&error) && self.release_preallocated() => {}
                Err((path, error)) if is_full(&error) => {
                    self.wait_for_room(&path, unwritten, was_full)?
                }
                Err((path, error)) => {
                    return Err(Error::Write { path, message: error.to_string() });
                }
            }
        }
    }

    /// Writes data before index rows, so that a process killed in between leaves no index row that
    /// points past the data.
    fn write(
        &mut self,
        (data, Range { start, end }): (&VectoredBuffer, Range<usize>),
        index: &[u8],
        mut unwritten: UnwrittenBatch,
        was_full: &mut bool,
    ) -> Result<(), Error> {
        let mut at = start;
        while at < end {
            at += self.write_once(true, &data.between(at, end), &mut unwritten, was_full)?;
        }
        let mut at = 0;
        while at < index.len() {
            at +=
                self.write_once(false, &[IoSlice::new(&index[at..])], &mut unwritten, was_full)?;
        }
        Ok(())
    }

    /// Makes one write call and returns the number of bytes written. After a partial write to a
    /// full disk, the next attempt continues at the next byte.
    fn write_once(
        &mut self,
        is_data: bool,
        slices: &[IoSlice<'_>],
        unwritten: &mut UnwrittenBatch,
        was_full: &mut bool,
    ) -> Result<usize, Error> {
        let output = if is_data { &mut self.data } else { &mut self.index };
        let path = match output.to.write_vectored(slices) {
            Ok(0) => return Err(failed(output, io::ErrorKind::WriteZero.into())),
            Ok(n) => {
                unwritten.bytes = unwritten.bytes.saturating_sub(n);
                return Ok(n);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(0),
            Err(error) if !is_full(&error) => return Err(failed(output, error)),
            Err(_) => output.path.clone(),
        };
        // Preallocated space, of this file or of the other, may be all that is missing.
        if !self.release_preallocated() {
            self.wait_for_room(&path, *unwritten, was_full)?;
        }
        Ok(0)
    }

    fn release_preallocated(&mut self) -> bool {
        let (data, index) =
            (self.data.to.release_preallocated(), self.index.to.release_preallocated());
        data || index
    }

    /// Reports the full disk and sleeps. `unwritten` is what remains of the current batch;
    /// `was_full` tells whether the batch has already waited.
    fn wait_for_room(
        &self,
        path: &Path,
        unwritten: UnwrittenBatch,
        was_full: &mut bool,
    ) -> Result<(), Error> {
        let (needed, unwritten_rows, closing) = {
            let batches = self.queue.lock();
            let queued =
                batches.pending.iter().map(|b| b.data.len() + b.index.len()).sum::<usize>();
            let rows = batches.pending.iter().map(Batch::rows).sum::<u64>();
            (unwritten.bytes + queued, unwritten.rows + rows, batches.closing)
        };
        if closing && *was_full {
            return Err(Error::DiskFull { path: path.into(), unwritten: unwritten_rows });
        }
        *was_full = true;
        self.progress.set_state(WriterState::DiskFull {
            path: path.into(),
            free_bytes: (self.free_space)(path),
            needed: needed as u64,
        });
        (self.on_stored)();
        // Once the writer is closing there is one last attempt, then an error.
        self.queue.pause();
        Ok(())
    }
}

/// Remainder of a batch.
#[derive(Debug, Clone, Copy)]
struct UnwrittenBatch {
    bytes: usize,
    rows: u64,
}

fn failed(output: &OutputFile, error: io::Error) -> Error {
    Error::Write { path: output.path.clone(), message: error.to_string() }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Wakes the waiting tasks however the thread ends, including by a panic in a callback.
struct WakeOnDrop {
    queue: Arc<BatchQueue>,
    progress: Arc<WriterProgress>,
    path: PathBuf,
}

impl Drop for WakeOnDrop {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.progress.set_state(WriterState::Failed(Error::Thread {
                path: std::mem::take(&mut self.path),
                message: "it panicked".into(),
            }));
        }
        let (waiting, failed) = {
            let mut batches = self.queue.lock();
            (batches.waker.take(), batches.failed.take())
        };
        waiting.into_iter().chain(failed).for_each(Waker::wake);
    }
}
