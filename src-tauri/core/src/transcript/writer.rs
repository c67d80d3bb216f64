//! Writing end of a transcript: batches messages and applies back-pressure.
//!
//! [`Writer::push`] copies into the current batch and never fails. When a full batch cannot be
//! exchanged for a free one, [`Writer::poll_ready`] is pending, the connection stops reading, and
//! TCP flow control slows the server. Nothing here calls fsync: a stored row survives the end of
//! this process, but not a power cut.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;

use crate::file::lock::{self, WriteLock};
use crate::file::{NewFile, bounded_read, open_files};
use crate::frame::{Direction, Kind, leading_integer::LeadingInteger};
use crate::packet::json::count_values;

use super::create::{create_index, create_segment, free_space};
use super::format::{
    DATA_FIXED, IndexBasis, MAX_HEADER_JSON, MAX_HEADER_VALUES, SegmentLimits, WIRE, data_header,
    flags, indexed_integer, record_bytes, row_bytes, with_wire,
};
use super::output_file::OutputFile;
use super::retention::Retention;
use super::segment_files::remove;
use super::store::{Batch, BatchQueue, OnStored, Store};
use super::{Error, Header, RetentionLimit, WriterProgress};

/// Beyond this row [`Writer::poll_ready`] fails; the remainder is headroom for callers of
/// [`Writer::push`] that do not poll.
const LAST_ROW: u32 = u32::MAX - (1 << 20);

/// Payloads of at least this size are held by reference, which retains the buffer they lie in.
const HELD: usize = 64 * 1024;

/// Writer settings. The default suits a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriterOptions {
    /// Size at which a batch is handed to the writer thread, in bytes.
    pub max_batch_bytes: usize,
    /// Number of batches; the connection waits while all of them are full.
    pub batches: usize,
    /// Replace an existing file of that name.
    pub replace: bool,
    /// Retention limit; rows beyond it are removed while more are written.
    pub keep: RetentionLimit,
    /// Count rows without writing them, to measure the cost without a disk.
    pub discard: bool,
    /// Access permissions of new files.
    pub new: NewFile,
}

impl Default for WriterOptions {
    fn default() -> WriterOptions {
        WriterOptions {
            max_batch_bytes: 512 * 1024,
            batches: 4,
            replace: false,
            keep: RetentionLimit::All,
            discard: false,
            new: NewFile::Private,
        }
    }
}

/// Totals of a finished transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Messages, including those that a retention limit has removed.
    pub rows: u64,
    /// Size of the data files that are kept, in bytes.
    pub bytes: u64,
}

/// The writing end of a transcript.
#[derive(Debug)]
pub struct Writer {
    batch: Batch,
    limit: usize,
    id: u64,
    integer: LeadingInteger,
    offset: u64,
    row: u32,
    queue: Arc<BatchQueue>,
    progress: Arc<WriterProgress>,
    path: PathBuf,
    thread: Option<JoinHandle<()>>,
    /// Marks `path` as being written for other processes; `None` for a test's outputs.
    lock: Option<WriteLock>,
}

impl Writer {
    /// Creates a transcript. `on_stored` is called on the writer thread whenever rows were stored
    /// or the [`super::WriterState`] changed; it must return quickly.
    pub fn create(
        path: impl Into<PathBuf>,
        header: &Header,
        options: WriterOptions,
        on_stored: Box<dyn Fn() + Send + Sync>,
    ) -> Result<Writer, Error> {
        let path = path.into();
        let id = rand::random::<u64>();
        let keep = Some(options.keep).filter(|keep| *keep != RetentionLimit::All);
        let bytes = data_header(id, header, SegmentLimits { keep, segment: None })
            .map_err(|error| Error::Create { path: path.clone(), message: error.to_string() })?;
        let (length, limit) = ((bytes.len() - DATA_FIXED) as u64, u64::from(MAX_HEADER_JSON));
        if length > limit || count_values(&bytes[DATA_FIXED..]) > MAX_HEADER_VALUES {
            return Err(Error::HeaderTooLong { path, bytes: length, limit });
        }
        bounded_read::check_new(&path).map_err(|error| Error::create(&path, error))?;
        if options.replace {
            remove(&path)?;
        }
        let new = options.new;
        let (mut data, lock) =
            lock::create(&path, new).map_err(|error| Error::create(&path, error))?;
        if let Err(error) = data.write_all(&bytes) {
            drop((data, lock));
            drop(open_files::remove(&path));
            return Err(Error::create(&path, error));
        }
        let start = bytes.len() as u64;
        let basis = IndexBasis { id, start, integer: indexed_integer(header) };
        let rest = match keep {
            None => create_index(&path, data, basis, new).map(|output| (None, output, start)),
            Some(keep) => create_segment(&path, keep, id, header, new),
        };
        match rest {
            Ok((retention, (data, index), offset)) => {
                let mut writer = Writer::start(
                    path,
                    (data, index),
                    retention,
                    IndexBasis { start: offset, ..basis },
                    options,
                    on_stored,
                    free_space,
                )?;
                writer.lock = Some(lock);
                Ok(writer)
            }
            Err(error) => {
                // Windows does not remove a file that is locked.
                drop(lock);
                drop(open_files::remove(&path));
                Err(error)
            }
        }
    }

    /// Spawns the writer thread on files whose headers are written.
    pub(super) fn start(
        path: PathBuf,
        (data, index): (OutputFile, OutputFile),
        retention: Option<Retention>,
        IndexBasis { id, start: offset, integer }: IndexBasis,
        options: WriterOptions,
        on_stored: OnStored,
        free_space: fn(&Path) -> Option<u64>,
    ) -> Result<Writer, Error> {
        let limit = options.max_batch_bytes.max(1);
        let progress = Arc::new(WriterProgress::default());
        progress.set_stored(0, offset);
        let queue = Arc::new(BatchQueue::default());
        queue.lock().free.extend((1..options.batches.max(2)).map(|_| Batch::new(limit)));
        let store = Store {
            queue: queue.clone(),
            progress: progress.clone(),
            on_stored,
            data,
            index,
            batch_limit: limit,
            discard: options.discard,
            retention,
            free_space,
        };
        let thread = std::thread::Builder::new()
            .name("transcript".into())
            .spawn(move || store.run())
            .map_err(|error| Error::Thread { path: path.clone(), message: error.to_string() })?;
        let (batch, thread, row, lock) = (Batch::new(limit), Some(thread), 0, None);
        Ok(Writer { batch, limit, id, integer, offset, row, queue, progress, path, thread, lock })
    }

    /// Ready when a message may be pushed; pending only when the current batch is full and none is
    /// free. An error is final: nothing more will be stored.
    #[inline]
    pub fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        if !self.is_full() && !self.progress.has_failed() {
            return Poll::Ready(Ok(()));
        }
        self.poll_exchange(cx)
    }

    #[cold]
    fn poll_exchange(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        if self.row >= LAST_ROW {
            return Poll::Ready(Err(Error::TooManyRows { path: self.path.clone() }));
        }
        let mut batches = self.queue.lock();
        // Checked under the lock: the thread sets its failure before it takes the waker.
        if let Some(error) = self.progress.failure() {
            return Poll::Ready(Err(error));
        }
        if let Some(free) = batches.free.pop() {
            batches.pending.push_back(std::mem::replace(&mut self.batch, free));
            drop(batches);
            self.queue.notify();
            return Poll::Ready(Ok(()));
        }
        match &mut batches.waker {
            Some(waker) => waker.clone_from(cx.waker()),
            none => {
                *none = Some(cx.waker().clone());
                self.progress.add_wait();
            }
        }
        Poll::Pending
    }

    /// Appends a message and returns its row number; the first row is 1.
    ///
    /// Never fails and never blocks: without [`Writer::poll_ready`] first, the batch grows. A
    /// payload of 4 GiB or more is cut to 4 GiB - 1.
    #[inline]
    pub fn push(&mut self, direction: Direction, kind: Kind, time_ns: i64, payload: &[u8]) -> u32 {
        self.append(flags(direction, kind), kind, time_ns, payload)
    }

    /// Like [`Writer::push`], but holds a large payload instead of copying it. `wire` is the size
    /// of a compressed payload on the wire.
    #[inline]
    pub fn push_bytes(
        &mut self,
        direction: Direction,
        kind: Kind,
        time_ns: i64,
        payload: &Bytes,
        wire: Option<u32>,
    ) -> u32 {
        let plain = flags(direction, kind);
        let flags = if wire.is_some() { with_wire(plain) } else { plain };
        let row = match payload.len() < HELD {
            true => self.append(flags, kind, time_ns, payload),
            false => self.append_held(flags, kind, time_ns, payload),
        };
        if let Some(wire) = wire {
            self.batch.data.copy(&wire.to_le_bytes());
            self.offset += WIRE as u64;
        }
        row
    }

    /// Like [`Writer::push`], but never copies the payload: for buffers worth retaining.
    pub fn push_held(
        &mut self,
        direction: Direction,
        kind: Kind,
        time_ns: i64,
        payload: &Bytes,
    ) -> u32 {
        self.append_held(flags(direction, kind), kind, time_ns, payload)
    }

    #[inline]
    fn append(&mut self, flags: u8, kind: Kind, time_ns: i64, payload: &[u8]) -> u32 {
        let payload = &payload[..kept(payload)];
        self.append_head(flags, kind, time_ns, payload);
        self.batch.data.copy(payload);
        self.row
    }

    fn append_held(&mut self, flags: u8, kind: Kind, time_ns: i64, payload: &Bytes) -> u32 {
        let payload = payload.slice(..kept(payload));
        self.append_head(flags, kind, time_ns, &payload);
        self.batch.data.hold(payload);
        self.row
    }

    /// Appends the record's header and its index row, without the payload.
    #[inline]
    fn append_head(&mut self, flags: u8, kind: Kind, time_ns: i64, payload: &[u8]) {
        let len = payload.len() as u32;
        let batch = &mut self.batch;
        if batch.data.is_empty() {
            batch.first_ns = time_ns;
        }
        let code = self.integer.read(kind, payload);
        batch.data.copy(&record_bytes(self.id, len, flags, time_ns));
        batch.index.extend_from_slice(&row_bytes(self.offset, flags, code, len));
        self.offset += super::format::RECORD as u64 + u64::from(len);
        self.row = self.row.wrapping_add(1);
    }

    /// Whether the current batch has to be exchanged before the next message.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.batch.data.len() >= self.limit || self.row >= LAST_ROW
    }

    /// Whether the current batch holds messages.
    #[inline]
    pub fn has_unsent(&self) -> bool {
        !self.batch.data.is_empty()
    }

    /// Age of the oldest message in the current batch, by the clock that stamps messages; zero if
    /// the batch is empty.
    #[inline]
    pub fn batch_age(&self, now_ns: i64) -> Duration {
        if self.batch.data.is_empty() {
            return Duration::ZERO;
        }
        Duration::from_nanos(u64::try_from(now_ns.saturating_sub(self.batch.first_ns)).unwrap_or(0))
    }

    /// Queues the current batch if a free one can replace it. Returns true if the current batch is
    /// empty afterwards. Never blocks.
    pub fn flush(&mut self) -> bool {
        if self.batch.data.is_empty() {
            return true;
        }
        let mut batches = self.queue.lock();
        let Some(free) = batches.free.pop() else { return false };
        batches.pending.push_back(std::mem::replace(&mut self.batch, free));
        drop(batches);
        self.queue.notify();
        true
    }

    /// Wakes `waker` when the writer fails, even if no further message arrives.
    pub fn wake_on_failure(&self, waker: &Waker) {
        self.queue.lock().failed = Some(waker.clone());
    }

    /// Shared counters, which outlive the writer.
    pub fn progress(&self) -> Arc<WriterProgress> {
        self.progress.clone()
    }

    /// Number of messages pushed so far, which is the last row number.
    pub fn rows(&self) -> u32 {
        self.row
    }

    /// Path of the data file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the remaining batches and closes the files. Blocks; if the disk is full, it tries
    /// once more and then fails.
    pub fn finish(mut self) -> Result<Totals, Error> {
        self.close();
        match self.progress.failure() {
            Some(error) => Err(error),
            None => Ok(Totals { rows: self.progress.rows(), bytes: self.progress.bytes() }),
        }
    }

    /// Memory held by all batches, in bytes.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        let batches = self.queue.lock();
        let others =
            batches.free.iter().chain(&batches.pending).map(Batch::capacity).sum::<usize>();
        self.batch.capacity() + others
    }

    fn close(&mut self) {
        let Some(thread) = self.thread.take() else { return };
        {
            let mut batches = self.queue.lock();
            if !self.batch.data.is_empty() {
                batches.pending.push_back(std::mem::take(&mut self.batch));
            }
            batches.closing = true;
        }
        self.queue.notify();
        // A panic of the thread is already recorded in the progress.
        drop(thread.join());
        self.lock = None;
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

/// Number of payload bytes that fit into a record.
#[inline]
fn kept(payload: &[u8]) -> usize {
    payload.len().min(u32::MAX as usize)
}
