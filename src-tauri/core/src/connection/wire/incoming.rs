//! What came and is not looked at yet, in buffers that come back.
//!
//! A message that lies in one frame is handed on where it was read: nobody copies it on the way, and a large one is held
//! by who stores it. A frame's beginning waits for the rest of it.

use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes taken off the socket at once. Small messages come faster the more there are of them; beyond this only memory grows.
pub(super) const CHUNK: usize = 512 * 1024;
/// Buffers lie ready up to so many bytes.
const READY: usize = 4 * 1024 * 1024;

/// See the module's text.
#[derive(Debug)]
pub(super) struct Incoming {
    /// What can be looked at.
    chunk: Bytes,
    /// A frame's beginning, of which more is to come; where there is one, the chunk is empty.
    filling: Vec<u8>,
    /// How large the next buffer is to be: where messages are large, the next one has its room from the beginning.
    room: usize,
    pool: Arc<Pool>,
}

impl Incoming {
    /// With what came already.
    pub(super) fn new(leftover: Vec<u8>) -> Incoming {
        let (filling, pool) = (Vec::new(), Arc::default());
        Incoming { chunk: leftover.into(), filling, room: CHUNK, pool }
    }

    /// All of it.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        if self.chunk.is_empty() { &self.filling } else { &self.chunk }
    }

    /// What can be looked at is taken out; [`Incoming::put_back`] what is left of it.
    #[inline]
    pub(super) fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.chunk)
    }

    #[inline]
    pub(super) fn put_back(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// So many were looked at.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.chunk.advance(bytes);
    }

    /// Nobody will look at any of it; how much that is.
    pub(super) fn forget(&mut self) -> usize {
        let forgotten = self.bytes().len();
        self.chunk = Bytes::new();
        self.filling.clear();
        forgotten
    }

    /// Reads once, to the end of what is here; how many bytes came. `wanting` says how many bytes there must be before they
    /// can be looked at, or nothing where they can be now.
    pub(super) fn poll_fill<S: AsyncRead + Unpin>(
        &mut self,
        cx: &mut Context<'_>,
        inner: &mut S,
        wanting: impl Fn(&[u8]) -> Option<usize>,
    ) -> Poll<io::Result<usize>> {
        let wanted = wanting(self.bytes()).unwrap_or(0);
        if wanted > self.room {
            self.room = wanted.min(READY);
        }
        let wanted = wanted.max(self.room);
        if self.filling.capacity() < wanted {
            let mut larger = self.pool.take(wanted);
            larger.extend_from_slice(self.bytes());
            self.chunk = Bytes::new();
            self.pool.give(std::mem::replace(&mut self.filling, larger));
        }
        let n = ready!(pin!(inner.read_buf(&mut self.filling)).poll(cx))?;
        if n > 0 && wanting(&self.filling).is_none() {
            let buffer = std::mem::take(&mut self.filling);
            if buffer.len() < CHUNK / 2 {
                self.room = CHUNK;
            }
            self.chunk = Bytes::from_owner(Filled { buffer, pool: self.pool.clone() });
        }
        Poll::Ready(Ok(n))
    }
}

/// Buffers that are free.
#[derive(Debug, Default)]
struct Pool(Mutex<Vec<Vec<u8>>>);

impl Pool {
    /// An empty one with room for so much.
    fn take(&self, room: usize) -> Vec<u8> {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = free.iter().position(|buffer| buffer.capacity() >= room);
        found.map_or_else(|| Vec::with_capacity(room), |at| free.swap_remove(at))
    }

    fn give(&self, mut buffer: Vec<u8>) {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ready = free.iter().map(Vec::capacity).sum::<usize>();
        if buffer.capacity() > 0 && ready + buffer.capacity() <= READY {
            buffer.clear();
            free.push(buffer);
        }
    }
}

/// A buffer that is not written any more, until nobody holds any of it.
struct Filled {
    buffer: Vec<u8>,
    pool: Arc<Pool>,
}

impl AsRef<[u8]> for Filled {
    fn as_ref(&self) -> &[u8] {
        &self.buffer
    }
}

impl Drop for Filled {
    fn drop(&mut self) {
        self.pool.give(std::mem::take(&mut self.buffer));
    }
}
