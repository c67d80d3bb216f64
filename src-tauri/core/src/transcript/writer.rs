//! What the connection's task holds: batches, back-pressure, [`Writer::push`].
//!
//! `push` copies into the current batch and never fails. Where a full batch cannot be
//! exchanged for a free one, [`Writer::poll_ready`] is pending: the connection stops
//! reading, and TCP tells the server. Nothing here calls fsync; stored means that the
//! system has it, which outlives this process but not a power cut.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;

use crate::file::NewFile;
use crate::file::lock::{self, WriteLock};
use crate::frame::{Direction, Kind, leading_code};
use crate::packet::json::count_values;

use super::create::{free_space, segmented, whole};
use super::format::{
    DATA_FIXED, MAX_HEADER_JSON, MAX_HEADER_VALUES, SegmentLimits, WIRE, data_header, flags,
    record_bytes, row_bytes, with_wire,
};
use super::output_file::OutputFile;
use super::retention::Retention;
use super::segment_files::remove;
use super::store::{Batch, BatchQueue, OnStored, Store};
use super::{Error, Header, RetentionLimit, WriterProgress};

/// Beyond this row [`Writer::poll_ready`] refuses; the rest is room for who pushes without asking.
const LAST_ROW: u32 = u32::MAX - (1 << 20);

/// Payloads from this size on are held where they lie, with all of the buffer that they lie in.
const HELD: usize = 64 * 1024;

/// How a transcript is written. `Options::default()` is right for a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriterOptions {
    /// A batch of so many bytes is handed to the writer's thread.
    pub max_batch_bytes: usize,
    /// So many batches exist; the connection waits when all are full.
    pub batches: usize,
    /// An existing file of that name is replaced.
    pub replace: bool,
    /// What is kept; what is beyond it is removed while more comes.
    pub keep: RetentionLimit,
    /// Rows are counted and thrown away: what it costs without a disk.
    pub discard: bool,
    /// Who may read the files.
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

/// What a finished transcript has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Messages, those among them that a limit has removed.
    pub rows: u64,
    /// The size of the data file, of all that are left where there is a limit.
    pub bytes: u64,
}

/// The writing end of a transcript.
#[derive(Debug)]
pub struct Writer {
    batch: Batch,
    limit: usize,
    id: u64,
    offset: u64,
    row: u32,
    desk: Arc<BatchQueue>,
    progress: Arc<WriterProgress>,
    path: PathBuf,
    thread: Option<JoinHandle<()>>,
    /// Tells other processes that `path` is being written; a test's outputs have none.
    lock: Option<WriteLock>,
}

impl Writer {
    /// Begins a transcript. `on_stored` is called on the writer's thread whenever rows
    /// were stored or the [`super::WriterState`] changed; it must be quick.
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
        if options.replace {
            remove(&path)?;
        }
        let new = options.new;
        let (mut data, lock) =
            lock::create(&path, new).map_err(|error| Error::create(&path, error))?;
        if let Err(error) = data.write_all(&bytes) {
            drop((data, lock));
            drop(std::fs::remove_file(&path));
            return Err(Error::create(&path, error));
        }
        let start = bytes.len() as u64;
        let rest = match keep {
            None => whole(&path, data, (id, start), new).map(|output| (None, output, start)),
            Some(keep) => segmented(&path, keep, id, header, new),
        };
        match rest {
            Ok((limit, (data, index), offset)) => {
                let files = (data, index);
                let mut writer = Writer::start(
                    path,
                    files,
                    limit,
                    (id, offset),
                    options,
                    on_stored,
                    free_space,
                )?;
                writer.lock = Some(lock);
                Ok(writer)
            }
            Err(error) => {
                // Windows removes no file that is open like this.
                drop(lock);
                drop(std::fs::remove_file(&path));
                Err(error)
            }
        }
    }

    /// Starts the thread on outputs whose headers are written.
    pub(super) fn start(
        path: PathBuf,
        (data, index): (OutputFile, OutputFile),
        limit_kept: Option<Retention>,
        (id, offset): (u64, u64),
        options: WriterOptions,
        on_stored: OnStored,
        free_space: fn(&Path) -> Option<u64>,
    ) -> Result<Writer, Error> {
        let limit = options.max_batch_bytes.max(1);
        let progress = Arc::new(WriterProgress::default());
        progress.stored(0, offset);
        let desk = Arc::new(BatchQueue::default());
        desk.lock().free.extend((1..options.batches.max(2)).map(|_| Batch::new(limit)));
        let store = Store {
            desk: desk.clone(),
            progress: progress.clone(),
            on_stored,
            data,
            index,
            limit,
            discard: options.discard,
            limit_kept,
            free_space,
        };
        let thread = std::thread::Builder::new()
            .name("transcript".into())
            .spawn(move || store.run())
            .map_err(|error| Error::Thread { path: path.clone(), message: error.to_string() })?;
        let batch = Batch::new(limit);
        let thread = Some(thread);
        Ok(Writer { batch, limit, id, offset, row: 0, desk, progress, path, thread, lock: None })
    }

    /// Ready when a message may be pushed; pending only when the current batch is full and
    /// none is free. An error is final: nothing more will be stored.
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
        let mut piles = self.desk.lock();
        // Asked under the lock: the thread sets its failure before it takes the waker.
        if let Some(error) = self.progress.failure() {
            return Poll::Ready(Err(error));
        }
        if let Some(free) = piles.free.pop() {
            piles.queue.push_back(std::mem::replace(&mut self.batch, free));
            drop(piles);
            self.desk.notify();
            return Poll::Ready(Ok(()));
        }
        match &mut piles.waker {
            Some(waker) => waker.clone_from(cx.waker()),
            none => {
                *none = Some(cx.waker().clone());
                self.progress.waited();
            }
        }
        Poll::Pending
    }

    /// Appends a message and answers its row number; the first row is 1.
    ///
    /// It never fails and never waits: whoever pushes without asking [`Writer::poll_ready`]
    /// first makes the batch grow. Of a payload of 4 GiB or more the first 4 GiB - 1 are kept.
    #[inline]
    pub fn push(&mut self, direction: Direction, kind: Kind, time_ns: i64, payload: &[u8]) -> u32 {
        self.append(flags(direction, kind), kind, time_ns, payload)
    }

    /// The same for a payload that need not be copied where it is large, and, where it was compressed, with the size
    /// that it had on the wire.
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

    /// The same for a payload that is never copied: for who knows that the buffer it lies in is worth being kept.
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

    /// All of a message but its payload.
    #[inline]
    fn append_head(&mut self, flags: u8, kind: Kind, time_ns: i64, payload: &[u8]) {
        let len = payload.len() as u32;
        let batch = &mut self.batch;
        if batch.data.is_empty() {
            batch.first_ns = time_ns;
        }
        let code = leading_code(kind, payload);
        batch.data.copy(&record_bytes(self.id, len, flags, time_ns));
        batch.index.extend_from_slice(&row_bytes(self.offset, flags, code, len));
        self.offset += super::format::RECORD as u64 + u64::from(len);
        self.row = self.row.wrapping_add(1);
    }

    /// Whether the current batch should be exchanged before the next message.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.batch.data.len() >= self.limit || self.row >= LAST_ROW
    }

    /// Whether messages wait in the current batch.
    #[inline]
    pub fn has_unsent(&self) -> bool {
        !self.batch.data.is_empty()
    }

    /// How long the oldest message of the current batch has waited, by the clock that stamps
    /// messages; zero where none waits.
    #[inline]
    pub fn batch_age(&self, now_ns: i64) -> Duration {
        if self.batch.data.is_empty() {
            return Duration::ZERO;
        }
        Duration::from_nanos(u64::try_from(now_ns.saturating_sub(self.batch.first_ns)).unwrap_or(0))
    }

    /// Hands the current batch over if a free one can take its place. True when nothing
    /// waits in it any more. It never blocks.
    pub fn flush(&mut self) -> bool {
        if self.batch.data.is_empty() {
            return true;
        }
        let mut piles = self.desk.lock();
        let Some(free) = piles.free.pop() else { return false };
        piles.queue.push_back(std::mem::replace(&mut self.batch, free));
        drop(piles);
        self.desk.notify();
        true
    }

    /// Wakes this task when the writer fails: it may wait for the next message, which then never is stored.
    pub fn wake_on_failure(&self, waker: &Waker) {
        self.desk.lock().failed = Some(waker.clone());
    }

    /// The counters that others may watch, also after the end.
    pub fn progress(&self) -> Arc<WriterProgress> {
        self.progress.clone()
    }

    /// Messages pushed so far, which is the last row number.
    pub fn rows(&self) -> u32 {
        self.row
    }

    /// The data file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what is left and closes the files. It blocks; where the disk is full it tries
    /// once more and then tells.
    pub fn finish(mut self) -> Result<Totals, Error> {
        self.close();
        match self.progress.failure() {
            Some(error) => Err(error),
            None => Ok(Totals { rows: self.progress.rows(), bytes: self.progress.bytes() }),
        }
    }

    /// What all batches hold in memory.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        let piles = self.desk.lock();
        let others = piles.free.iter().chain(&piles.queue).map(Batch::capacity).sum::<usize>();
        self.batch.capacity() + others
    }

    fn close(&mut self) {
        let Some(thread) = self.thread.take() else { return };
        {
            let mut piles = self.desk.lock();
            if !self.batch.data.is_empty() {
                piles.queue.push_back(std::mem::take(&mut self.batch));
            }
            piles.closing = true;
        }
        self.desk.notify();
        // A panic of the thread is in the progress already.
        drop(thread.join());
        self.lock = None;
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

/// How much of a payload has room in a record.
#[inline]
fn kept(payload: &[u8]) -> usize {
    payload.len().min(u32::MAX as usize)
}
