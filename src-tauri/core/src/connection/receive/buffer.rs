//! The receive buffer, over a pool of reusable allocations.
//!
//! A message in one frame is handed on where it was read: nobody copies it on the way, and a large one is kept in the
//! allocation until it is stored. A part of a frame that cannot be decoded yet waits for the rest of it.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes read from the socket at once. More gain speed up to here, and only take memory beyond it.
pub(super) const CHUNK: usize = 512 * 1024;
/// Bytes of all free allocations in the pool at most.
const POOLED: usize = 4 * 1024 * 1024;

/// See the module's text.
#[derive(Debug)]
pub(super) struct ReceiveBuffer {
    /// Bytes that can be decoded.
    chunk: Bytes,
    /// Bytes that cannot be decoded before more are read; where there are any, the chunk is empty.
    filling: Vec<u8>,
    /// How large the next allocation is to be: where messages are large, it has room for one from the beginning.
    room: usize,
    pool: Arc<Pool>,
}

impl ReceiveBuffer {
    /// Begins with bytes that were read already.
    pub(super) fn new(leftover: Vec<u8>) -> ReceiveBuffer {
        let (filling, pool) = (Vec::new(), Arc::default());
        ReceiveBuffer { chunk: leftover.into(), filling, room: CHUNK, pool }
    }

    /// All bytes.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        if self.chunk.is_empty() { &self.filling } else { &self.chunk }
    }

    /// Takes out the bytes that can be decoded; what is left of them goes to [`ReceiveBuffer::put_back`].
    #[inline]
    pub(super) fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.chunk)
    }

    #[inline]
    pub(super) fn put_back(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// Reads once and answers how many bytes were read. `needed` says how many bytes there must be before any can be
    /// decoded, or `None` where some can be now.
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
    /// An empty one with room for so many bytes.
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

/// Bytes that return to the pool when nobody refers to them any more.
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
