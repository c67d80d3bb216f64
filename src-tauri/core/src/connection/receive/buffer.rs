//! The receive buffer, over a pool of reusable allocations.
//!
//! A message in one frame is passed on in place, without a copy; a large one stays in its allocation until it is
//! stored. An incomplete frame waits for the rest of it.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes read from the socket at once. Larger reads use more memory without being faster.
pub(super) const CHUNK: usize = 512 * 1024;
/// The most bytes of free allocations in the pool.
const POOLED: usize = 4 * 1024 * 1024;

/// The receive buffer.
#[derive(Debug)]
pub(super) struct ReceiveBuffer {
    /// Bytes that can be decoded.
    chunk: Bytes,
    /// Bytes that cannot be decoded until more are read; while there are any, the chunk is empty.
    filling: Vec<u8>,
    /// The size of the next allocation, which grows to fit large messages.
    room: usize,
    pool: Arc<Pool>,
}

impl ReceiveBuffer {
    /// Starts with bytes that were read already.
    pub(super) fn new(leftover: Vec<u8>) -> ReceiveBuffer {
        let (filling, pool) = (Vec::new(), Arc::default());
        ReceiveBuffer { chunk: leftover.into(), filling, room: CHUNK, pool }
    }

    /// All bytes.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        if self.chunk.is_empty() { &self.filling } else { &self.chunk }
    }

    /// Takes the bytes that can be decoded; return the rest with [`ReceiveBuffer::put_back`].
    #[inline]
    pub(super) fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.chunk)
    }

    #[inline]
    pub(super) fn put_back(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// Reads once and returns the number of bytes read. `needed` returns how many bytes are required before any can be
    /// decoded, or `None` if some can be now.
    pub(super) fn poll_fill<S: AsyncRead + Unpin>(
        &mut self,
        cx: &mut Context<'_>,
        stream: &mut S,
        needed: impl Fn(&[u8]) -> Option<usize>,
    ) -> Poll<io::Result<usize>> {
        let wanted = needed(self.bytes()).unwrap_or(0);
        if wanted > self.room {
            self.room = wanted.min(POOLED);
        }
        let wanted = wanted.max(self.room);
        if self.filling.capacity() < wanted {
            let mut larger = self.pool.take(wanted);
            larger.extend_from_slice(self.bytes());
            self.chunk = Bytes::new();
            self.pool.give(std::mem::replace(&mut self.filling, larger));
        }
        let read = ready!(pin!(stream.read_buf(&mut self.filling)).poll(cx))?;
        if read > 0 && needed(&self.filling).is_none() {
            let bytes = std::mem::take(&mut self.filling);
            if bytes.len() < CHUNK / 2 {
                self.room = CHUNK;
            }
            self.chunk = Bytes::from_owner(Pooled { bytes, pool: self.pool.clone() });
        }
        Poll::Ready(Ok(read))
    }
}

/// Free allocations.
#[derive(Debug, Default)]
struct Pool(Mutex<Vec<Vec<u8>>>);

impl Pool {
    /// An empty allocation with room for this many bytes.
    fn take(&self, room: usize) -> Vec<u8> {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = free.iter().position(|buffer| buffer.capacity() >= room);
        found.map_or_else(|| Vec::with_capacity(room), |at| free.swap_remove(at))
    }

    fn give(&self, mut buffer: Vec<u8>) {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pooled = free.iter().map(Vec::capacity).sum::<usize>();
        if buffer.capacity() > 0 && pooled + buffer.capacity() <= POOLED {
            buffer.clear();
            free.push(buffer);
        }
    }
}

/// Bytes whose allocation returns to the pool when they are dropped.
struct Pooled {
    bytes: Vec<u8>,
    pool: Arc<Pool>,
}

impl AsRef<[u8]> for Pooled {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Pooled {
    fn drop(&mut self) {
        self.pool.give(std::mem::take(&mut self.bytes));
    }
}
