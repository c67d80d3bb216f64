//! The thread that owns the two files. It never gives up on a full disk while somebody waits for it.

use std::collections::VecDeque;
use std::io::{self, IoSlice, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

use super::format::INDEX_ROW;
use super::output_file::OutputFile;
use super::retention::{Retention, data_of};
use super::vectored_buffer::VectoredBuffer;
use super::{Error, WriterProgress, WriterState};

/// How long a full disk is left alone before the next try.
const RETRY: Duration = Duration::from_millis(250);

/// What is told whenever rows were stored or the state changed.
pub(super) type OnStored = Box<dyn Fn() + Send + Sync>;

/// What goes to the files in one piece.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) data: VectoredBuffer,
    pub(super) index: Vec<u8>,
    /// The time of its first message.
    pub(super) first_ns: i64,
}

impl Batch {
    /// With room for one more message than `limit` bytes, so that ordinary ones never make it grow.
    pub(super) fn new(limit: usize) -> Batch {
        Batch { data: VectoredBuffer::with_capacity(room(limit)), ..Batch::default() }
    }

    fn rows(&self) -> u64 {
        (self.index.len() / INDEX_ROW) as u64
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.data.capacity() + self.index.capacity()
    }

    /// Makes it empty, and gives back the memory that one huge message took.
    fn recycle(&mut self, limit: usize) {
        self.data.recycle(2 * limit, room(limit));
        self.index.clear();
        if self.index.capacity() > 2 * limit {
            self.index.shrink_to(limit);
        }
    }
}

fn room(limit: usize) -> usize {
    limit + limit / 4
}

/// The desk between the connection's task and the thread.
#[derive(Debug, Default)]
pub(super) struct BatchQueue {
    state: Mutex<QueuedBatches>,
    changed: Condvar,
}

/// What lies on it.
#[derive(Debug, Default)]
pub(super) struct QueuedBatches {
    pub(super) free: Vec<Batch>,
    pub(super) queue: VecDeque<Batch>,
    pub(super) waker: Option<Waker>,
    /// Woken when the thread ends.
    pub(super) failed: Option<Waker>,
    /// Nothing more will come.
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
        let mut piles = self.lock();
        loop {
            if let Some(batch) = piles.queue.pop_front() {
                return Some(batch);
            }
            if piles.closing {
                return None;
            }
            piles = self.changed.wait(piles).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits out a full disk; false when nobody waits for the room any more.
    fn pause(&self) -> bool {
        let until = Instant::now() + RETRY;
        let mut piles = self.lock();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if piles.closing || left.is_zero() {
                return !piles.closing;
            }
            piles = match self.changed.wait_timeout(piles, left) {
                Ok((piles, _)) => piles,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    fn give_back(&self, batch: Batch) {
        let waker = {
            let mut piles = self.lock();
            piles.free.push(batch);
            piles.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// What the thread works with.
pub(super) struct Store {
    pub(super) desk: Arc<BatchQueue>,
    pub(super) progress: Arc<WriterProgress>,
    pub(super) on_stored: OnStored,
    pub(super) data: OutputFile,
    pub(super) index: OutputFile,
    pub(super) limit: usize,
    pub(super) discard: bool,
    /// Where only the last part is kept.
    pub(super) limit_kept: Option<Retention>,
    /// Free bytes where a file lies; a parameter so that a test can fill a disk.
    pub(super) free_space: fn(&Path) -> Option<u64>,
}

impl Store {
    /// The thread's whole life.
    pub(super) fn run(mut self) {
        let farewell = WakeOnDrop {
            desk: self.desk.clone(),
            progress: self.progress.clone(),
            path: self.data.path.clone(),
        };
        let (mut rows, mut bytes) = (self.progress.rows(), self.progress.bytes());
        while let Some(mut batch) = self.desk.next() {
            let written = if self.discard { Ok(()) } else { self.keep(&mut batch) };
            if let Err(error) = written {
                self.progress.set_state(WriterState::Failed(error));
                drop(farewell);
                (self.on_stored)();
                return;
            }
            rows += batch.rows();
            bytes += batch.data.len() as u64;
            match &self.limit_kept {
                Some(limit) => {
                    let (first, kept) = limit.kept();
                    self.progress.kept_from(first);
                    self.progress.stored(rows, kept);
                }
                None => self.progress.stored(rows, bytes),
            }
            batch.recycle(self.limit);
            self.desk.give_back(batch);
            (self.on_stored)();
        }
        self.progress.set_state(WriterState::Finished);
        drop(farewell);
        (self.on_stored)();
    }

    /// Writes a batch, in as many pieces as segments want it.
    fn keep(&mut self, batch: &mut Batch) -> Result<(), Error> {
        let (data, mut index) = (std::mem::take(&mut batch.data), std::mem::take(&mut batch.index));
        let (mut data_at, mut index_at, mut full) = (0, 0, false);
        while index_at < index.len() {
            let rest =
                UnwrittenBatch { bytes: data.len() - data_at + index.len() - index_at, rows: 0 };
            let rest =
                UnwrittenBatch { rows: ((index.len() - index_at) / INDEX_ROW) as u64, ..rest };
            let (mut data_end, mut index_end) = (data.len(), index.len());
            if let Some(limit) = &mut self.limit_kept {
                let left = &mut index[index_at..];
                let rows = limit.fits(left);
                if rows == 0 {
                    self.next_segment(rest, &mut full)?;
                    continue;
                }
                index_end = index_at + rows * INDEX_ROW;
                data_end = data_at + data_of(left, rows);
                limit.localize(&mut left[..rows * INDEX_ROW]);
                limit.stored(rows as u64, (data_end - data_at) as u64);
            }
            let (data, index) = ((&data, data_at..data_end), &index[index_at..index_end]);
            self.write(data, index, rest, &mut full)?;
            (data_at, index_at) = (data_end, index_end);
        }
        if full {
            self.progress.set_state(WriterState::Writing);
        }
        (batch.data, batch.index) = (data, index);
        Ok(())
    }

    fn next_segment(&mut self, rest: UnwrittenBatch, full: &mut bool) -> Result<(), Error> {
        loop {
            let Some(limit) = &mut self.limit_kept else { return Ok(()) };
            match limit.next() {
                Ok((data, index)) => {
                    (self.data, self.index) = (data, index);
                    return Ok(());
                }
                Err((_, error)) if is_full(&error) && self.give_back() => {}
                Err((path, error)) if is_full(&error) => self.wait_for_room(&path, rest, full)?,
                Err((path, error)) => {
                    return Err(Error::Write { path, message: error.to_string() });
                }
            }
        }
    }

    /// Data first: a process killed between the two leaves no index row that points past the data.
    fn write(
        &mut self,
        (data, Range { start, end }): (&VectoredBuffer, Range<usize>),
        index: &[u8],
        mut rest: UnwrittenBatch,
        full: &mut bool,
    ) -> Result<(), Error> {
        let mut at = start;
        while at < end {
            at += self.put(true, &data.between(at, end), &mut rest, full)?;
        }
        let mut at = 0;
        while at < index.len() {
            at += self.put(false, &[IoSlice::new(&index[at..])], &mut rest, full)?;
        }
        Ok(())
    }

    /// One call of the system; how much it took. What a full disk did take stays taken: the next try goes on at
    /// this very byte.
    fn put(
        &mut self,
        is_data: bool,
        slices: &[IoSlice<'_>],
        rest: &mut UnwrittenBatch,
        full: &mut bool,
    ) -> Result<usize, Error> {
        let output = if is_data { &mut self.data } else { &mut self.index };
        let path = match output.to.write_vectored(slices) {
            Ok(0) => return Err(failed(output, io::ErrorKind::WriteZero.into())),
            Ok(n) => {
                rest.bytes = rest.bytes.saturating_sub(n);
                return Ok(n);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(0),
            Err(error) if !is_full(&error) => return Err(failed(output, error)),
            Err(_) => output.path.clone(),
        };
        // Room that was taken ahead may be all that is missing, for this file or for the other.
        if !self.give_back() {
            self.wait_for_room(&path, *rest, full)?;
        }
        Ok(0)
    }

    fn give_back(&mut self) -> bool {
        let (data, index) = (self.data.to.give_back(), self.index.to.give_back());
        data || index
    }

    /// `rest` is what is left of the batch at hand, and `again` whether it waits for it already.
    fn wait_for_room(
        &self,
        path: &Path,
        rest: UnwrittenBatch,
        again: &mut bool,
    ) -> Result<(), Error> {
        let (needed, unwritten, closing) = {
            let piles = self.desk.lock();
            let queued = piles.queue.iter().map(|b| b.data.len() + b.index.len()).sum::<usize>();
            let rows = piles.queue.iter().map(Batch::rows).sum::<u64>();
            (rest.bytes + queued, rest.rows + rows, piles.closing)
        };
        if closing && *again {
            return Err(Error::DiskFull { path: path.into(), unwritten });
        }
        *again = true;
        self.progress.set_state(WriterState::DiskFull {
            path: path.into(),
            free_bytes: (self.free_space)(path),
            needed: needed as u64,
        });
        (self.on_stored)();
        // Whoever finishes gets one last try, and then the truth.
        self.desk.pause();
        Ok(())
    }
}

/// What is left of a batch.
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

/// Whatever ends the thread, also a panic in a callback, nobody must wait for it any longer.
struct WakeOnDrop {
    desk: Arc<BatchQueue>,
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
            let mut piles = self.desk.lock();
            (piles.waker.take(), piles.failed.take())
        };
        waiting.into_iter().chain(failed).for_each(Waker::wake);
    }
}
